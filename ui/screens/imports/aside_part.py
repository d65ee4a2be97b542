"""What was set aside, as it looks like psychotherapy notes: what is there, and its two ways on."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.screens.imports.aside_dialogs import ReturnDialog, TakeOutDialog
from ui.tools import Tools
from ui.widgets.buttons import ThemedButton, button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.list_row import ListRow
from vault.model.incoming.aside_words import state_words
from vault.model.incoming.set_aside import AsideState, Authorization, SetAside
from vault.model.media import size_words
from vault.open_vault import OpenVault
from vault.translation import _

_COLUMN_FILE = ".json"
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


class AsidePart(QWidget):
    """Nothing of it is shown but where it lay in the source, how large it is, and since when."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.return_buttons: dict[str, ThemedButton] = {}
        self.listed = Card(tools.theme, name=_("Set aside, unread"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tools.theme.px(8), 0, 0)
        column.setSpacing(tools.theme.px(12))
        column.addWidget(label(_("Set aside, unread"), "section"))
        words = _(
            "This looks like psychotherapy notes. It lies here sealed, and nobody has read it, "
            "until an authorization is shown or it is given back."
        )
        column.addWidget(label(words, "small"))
        column.addWidget(self.listed)
        self.setVisible(False)

    def show_aside(self, found: Sequence[SetAside], *, may_be_note: bool) -> None:
        """Show what was set aside; `may_be_note` where the vault has process notes."""
        self.listed.clear()
        self.return_buttons.clear()
        for each in found:
            self.listed.add_row(self._row(each, may_be_note=may_be_note))
        self.setVisible(bool(found))

    def _row(self, each: SetAside, *, may_be_note: bool) -> ListRow:
        theme, here = self._tools.theme, each.state is AsideState.ASIDE
        back = button(
            _("Give back…"), theme=theme, small=True, name=f"{_('Give back…')} {each.path}"
        )
        back.clicked.connect(partial(self._ask_return, each))
        self.return_buttons[each.id] = back
        row = ListRow(
            theme,
            each.path,
            self._said(each),
            state=None if here else (state_words(each.state), "plain"),
            beside=back if here else None,
            action=_("Take out…"),
        )
        row.change.setVisible(here)
        row.change_asked.connect(partial(self._ask_paper, each, may_be_note=may_be_note))
        return row

    def _said(self, each: SetAside) -> list[str]:
        size = size_words(each.size)
        number = _("No. {n}").format(n=each.number)
        parts = [number, size, _("came {day}").format(day=plain_day(each.came_at.date()))]
        if each.ended_at is not None:
            parts.append(plain_day(each.ended_at.date()))
        said = each.authorization.words if each.authorization is not None else each.returned_to
        return [*parts, said] if said else parts

    def _ask_paper(self, each: SetAside, *, may_be_note: bool) -> None:
        dialog = TakeOutDialog(self._tools, each, self, may_be_note=may_be_note)
        dialog.file_asked.connect(partial(self.take_out, each))
        dialog.kept.connect(lambda: self._tools.notices.say(_("It is a process note now.")))
        dialog.open()

    def _ask_return(self, each: SetAside) -> None:
        dialog = ReturnDialog(self._tools, each.path, self)
        dialog.return_asked.connect(partial(self.give_back, each))
        dialog.open()

    def take_out(self, each: SetAside, authorization: Authorization) -> None:
        """Ask for a file, and take it out to it."""
        self._write(each, lambda v: v.set_aside.to_take_out(each.id, authorization))

    def give_back(self, each: SetAside, to: str) -> None:
        """Ask for a file, and give it back by it."""
        self._write(each, lambda v: v.set_aside.to_return(each.id, to))

    def _write(self, each: SetAside, prepare: Callable[[OpenVault], Any]) -> None:
        title = _("Where it is written to")
        chosen = self._tools.dialogs.save_file(self, title, _file_name(each))
        if chosen:
            # It may be large: what is on its way is not asked for twice.
            self.listed.setEnabled(False)
            self._tools.worker.run(
                prepare,
                owner=self,
                done=partial(self._written, Path(chosen)),
                failed=self._failed,
            )

    def _written(self, path: Path, to_write: Any) -> None:
        self._tools.worker.apart(
            partial(to_write.write, path),
            owner=self,
            done=partial(self._end, path),
            failed=self._failed,
        )

    def _end(self, path: Path, written: Any) -> None:
        words = _("Saved as {name}, and proved. Its sealed copy left the vault.")
        self._tools.worker.run(
            lambda v: v.set_aside.end(written),
            owner=self,
            done=lambda _ended: self._say(words.format(name=path.name)),
            failed=self._failed,
        )

    def _say(self, words: str) -> None:
        self.listed.setEnabled(True)
        self._tools.notices.say(words)

    def _failed(self, error: Exception) -> None:
        self.listed.setEnabled(True)
        self._tools.worker.failed.emit(error)


def _file_name(each: SetAside) -> str:
    """Return a name for its file that names nobody, with the ending that it had."""
    if ": " in each.path:
        return f"set-aside-{each.number}{_COLUMN_FILE}"
    ending = _ENDING.search(each.path)
    return f"set-aside-{each.number}{ending[0] if ending else ''}"
