"""What was said of a thing before it was changed: the way there, and the dialog that shows it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.capital import capital
from ui.date_words import plain_day, time_of_day
from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import ThemedButton, button
from ui.widgets.card import Card
from ui.widgets.emptied import empty
from ui.widgets.labels import label
from ui.widgets.scrolled import scrolled
from ui.widgets.wide_dialog import WideDialog
from vault.model.dates import wall_clock
from vault.model.earlier_value import EarlierValue, Past
from vault.model.earlier_value_words import Change, changes_of, title_of
from vault.translation import _


def earlier_link(
    tools: Tools, known: str, name: str, at: datetime, over: QWidget, *, removed: bool = False
) -> ThemedButton:
    """Return what says when a thing was changed last, and shows over a page what it was before.

    `known` is its id, `name` what it is called; `removed` tells that it is there no more.
    """
    gone, changed = _("Removed {day} · earlier values"), _("Changed {day} · earlier values")
    day = plain_day(wall_clock(at, tools.clock.now()).date())
    words = gone if removed else changed
    spoken = _("Earlier values of {name}").format(name=name)
    link = button(words.format(day=day), kind="link", theme=tools.theme, name=spoken)
    link.clicked.connect(lambda: EarlierDialog(tools, known, name, over).open())
    return link


class EarlierPlace(QWidget):
    """Where a page leads to the earlier values of what is in none of its rows."""

    def __init__(self, tools: Tools, over: QWidget) -> None:
        super().__init__()
        self._tools, self._over = tools, over
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_link(self, known: str, name: str, at: datetime | None) -> None:
        """Show the link to a thing that was changed at a moment; nothing for one that was not."""
        self.clear()
        if at is not None:
            self._add(earlier_link(self._tools, known, name, at, self._over))

    def show_removed(self, removed: Sequence[EarlierValue]) -> None:
        """Show each thing that was removed by its name, and a link."""
        self.clear()
        for each in removed:
            name, at = capital(title_of(each.value, plain_day)), each.replaced_at
            self._column.addWidget(label(name, "small"))
            self._add(earlier_link(self._tools, each.subject, name, at, self._over, removed=True))

    def clear(self) -> None:
        """Show no link."""
        empty(self._column)
        self.hide()

    def _add(self, link: QWidget) -> None:
        self._column.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
        self.show()


class EarlierDialog(WideDialog):
    """Says of each change, the newest first, what stood there before it and what came."""

    def __init__(self, tools: Tools, known: str, name: str, parent: QWidget) -> None:
        super().__init__(tools.theme, _("Earlier values"), parent)
        self._tools = tools
        theme, px = tools.theme, tools.theme.px
        self.banner = Banner(theme, "amber")
        self.listed = Card(theme, inset=True, name=_("Earlier values"))
        self.listed.hide()
        self.close_button = button(_("Close"), theme=theme)
        self.close_button.clicked.connect(self.reject)
        page = QWidget()
        page.setProperty("role", "page")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.listed)
        rows.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(14))
        column.addWidget(label(_("Earlier values"), "title"))
        column.addWidget(label(name, "strong", wrap=True))
        column.addWidget(
            label(
                _(
                    "What was said before each change, the newest change first. It is kept as it "
                    "was, and is in no copy of the record."
                ),
                "small",
            )
        )
        column.addWidget(self.banner)
        column.addWidget(scrolled(page), 1)
        column.addLayout(foot)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        tools.worker.run(
            lambda vault: vault.earlier_values.of(known),
            owner=self,
            done=self._show,
            failed=lambda error: self.banner.say(words_of(error).text, closable=False),
        )

    def _show(self, past: Past) -> None:
        for change in changes_of(past, plain_day):
            self.listed.add_row(self._row(change))
        self.listed.show()

    def _row(self, change: Change) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setSpacing(self._tools.theme.px(4))
        at = wall_clock(change.at, self._tools.clock.now())
        words = _("Removed {day}, {time}") if change.removed else _("Changed {day}, {time}")
        when = words.format(day=plain_day(at.date()), time=time_of_day(at.time()))
        column.addWidget(label(when, "strong"))
        for each in change.differences:
            column.addWidget(label(each.words, "body"))
        return row
