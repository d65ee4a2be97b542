"""The records that are asked to end, and those that ended."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.list_row import ListRow
from vault.model.destruction import Destruction, Stage
from vault.model.ids import ClientId, record_number
from vault.translation import _


class RegisterCard(Card):
    """Each signal gives a destruction."""

    withdrawn = Signal(object)
    looked_again = Signal(object)
    certified = Signal(object)

    def __init__(self, tools: Tools, title: str, stages: Collection[Stage]) -> None:
        """Show those of some stages, and nothing where there are none."""
        super().__init__(tools.theme, inset=True, name=title)
        self._tools, self._title, self._stages = tools, title, stages

    def show_all(
        self, found: Sequence[Destruction], names: Mapping[ClientId, str], today: date
    ) -> None:
        """Show the ends of its stages."""
        self.clear()
        shown = [each for each in found if each.stage in self._stages]
        self.setVisible(bool(shown))
        if not shown:
            return
        head = QWidget()
        column = QVBoxLayout(head)
        column.addWidget(label(self._title, "section"))
        self.add_row(head)
        for each in shown:
            self.add_row(self._row(each, names.get(each.client, ""), today), padded=True)

    def _row(self, each: Destruction, name: str, today: date) -> ListRow:
        theme = self._tools.theme
        number = _("record {number}").format(number=record_number(each.client))
        if each.stage is Stage.DONE:
            done = each.done.date() if each.done is not None else today
            shown = str(each.contents.get("name") or number)
            said = [_("destroyed {day}").format(day=plain_day(done))]
            row = ListRow(theme, shown, said, action=_("Certificate…"))
            row.change_asked.connect(partial(self.certified.emit, each))
            return row
        back = button(_("Take back"), theme=theme, small=True)
        back.clicked.connect(partial(self.withdrawn.emit, each))
        if each.stage is Stage.BEGUN:
            said = [_("begun; it goes on when process notes are opened")]
            row = ListRow(theme, name or number, said)
            row.change.hide()
            return row
        due = today >= each.second_look
        said = [_("asked for; second look from {day}").format(day=plain_day(each.second_look))]
        row = ListRow(theme, name or number, said, beside=back, action=_("Look again…"))
        row.change.setEnabled(due)
        row.change_asked.connect(partial(self.looked_again.emit, each))
        return row
