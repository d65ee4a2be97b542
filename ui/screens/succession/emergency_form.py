"""What the emergency page says, line by line: whom to call, and where everything is."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.autosave import Autosave
from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.form_page import FormPage
from ui.widgets.labels import label
from vault.errors import BadInput
from vault.model.emergency import EmergencyPlan
from vault.open_vault import OpenVault
from vault.translation import _

DESK = "succession/emergency-page"
"""The name on the desk of an emergency page that is half filled in."""

_WIDTH = 560
_NAMES = tuple(each.name for each in fields(EmergencyPlan))


class EmergencyForm(FormPage):
    """`saved` says that the page says it now, `left` that the person backed out.

    What they had changed goes with `left`, or nothing.
    """

    saved = Signal()
    left = Signal(object)

    def __init__(self, tools: Tools, plan: EmergencyPlan) -> None:
        super().__init__()
        self._tools, self._plan = tools, plan
        self._autosave = Autosave(self)
        self._autosave.due.connect(self.keep)
        self.banner = Banner(tools.theme, "amber")
        self.form = Form(tools.theme)
        self._lines: dict[str, QLineEdit] = {}
        self._fill_form()
        self.save = button(_("Save"), kind="primary", theme=tools.theme)
        self.save.clicked.connect(self.finish)
        self.cancel = button(_("Cancel"), theme=tools.theme)
        self.cancel.clicked.connect(self.back_out)
        inside = QWidget()
        inside.setMaximumWidth(tools.theme.px(_WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.px(20))
        column.addWidget(self._head())
        column.addWidget(self.banner)
        column.addWidget(self.form)
        self.lay_out(tools.theme, (inside,), (self.save, self.cancel))
        self.listen(self.finish, self.back_out)
        self._show(plan)

    def begin(self) -> None:
        """Put the keyboard into the first line that says nothing yet."""
        empty = (name for name in _NAMES if not self.line(name).text().strip())
        self.line(next(empty, _NAMES[0])).setFocus(Qt.FocusReason.OtherFocusReason)

    def line(self, name: str) -> QLineEdit:
        """Return the field of one name of EmergencyPlan; raises KeyError for one that is none."""
        return self._lines[name]

    def value(self) -> EmergencyPlan:
        """Return what stands in the fields."""
        return EmergencyPlan(*(self.line(name).text() for name in _NAMES))

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """Go on with what was half filled in."""
        lines = asdict(self._plan) | {
            name: text for name, text in kept.items() if name in _NAMES and isinstance(text, str)
        }
        self._show(EmergencyPlan(**lines))

    def keep(self) -> None:
        """Lay on the desk what is another than what was saved."""
        self._autosave.stop()
        if self.save.isEnabled():  # else the job that saves has every word
            self._tools.worker.keep(_laying(self._changed()), owner=self)

    def finish(self) -> None:
        """Save it, or say beneath a line what is wrong with it."""
        if not self.save.isEnabled() or not self._check():
            return
        self._autosave.stop()
        self.save.setEnabled(False)
        plan = self.value()
        self._tools.worker.keep(
            lambda v: _set(v, plan),
            owner=self,
            done=lambda _none: self.saved.emit(),
            failed=self._refused,
        )

    def back_out(self) -> None:
        """Leave what the page says as it was."""
        if not self.save.isEnabled():
            return
        self._autosave.stop()
        self._tools.worker.run(_laying(None), owner=self)
        self.left.emit(self._changed())

    def _changed(self) -> dict[str, str] | None:
        plan = self.value()
        return None if plan == self._plan else asdict(plan)

    def _check(self) -> bool:
        self.banner.clear()
        for name in _NAMES:
            # Each line for itself, beside two that are right: the noun says what is wrong with it.
            lines = {"executor": "-", "executor_phone": "-", name: self.line(name).text()}
            try:
                EmergencyPlan(**lines).cleaned()
            except BadInput as refused:
                self.form.set_error(name, refused.sentence)
            else:
                self.form.set_error(name, "")
        return not self.form.focus_first_error()

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self.banner.say(words_of(error).text, closable=False)

    def _show(self, plan: EmergencyPlan) -> None:
        for name, text in asdict(plan).items():
            line = self.line(name)
            line.setText(text)
            line.setCursorPosition(0)

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._tools.theme.px(6))
        column.addWidget(label(_("What does the emergency page say?"), "title", wrap=True))
        words = _(
            "Whoever comes first reads it, perhaps a stranger: name no client, and write no "
            "passphrase and no code on it. An empty line is printed as “Not said”."
        )
        column.addWidget(label(words, "mute"))
        return head

    def _fill_form(self) -> None:
        for heading, names in (
            (_("Whom to call"), _NAMES[:5]),
            (_("What to keep, and where it is"), _NAMES[5:]),
        ):
            section = label(heading, "section")
            section.setContentsMargins(0, self._tools.theme.px(8), 0, 0)
            self.form.add_row(section)
            for name in names:
                title, example = _titles()[name]
                line = QLineEdit()
                line.setPlaceholderText(example)
                line.textEdited.connect(self._autosave.touch)
                self.form.add_field(name, title, line)
                self._lines[name] = line


def _titles() -> dict[str, tuple[str, str]]:
    """Return of each line what it is called, and an example of what may stand in it."""
    return {
        "executor": (_("Professional executor, or whoever shall come first"), ""),
        "executor_license": (_("Their license"), _("LMHC, MA 11482")),
        "executor_phone": (_("Their phone number"), ""),
        "backup": (_("Who is called if there is no answer"), ""),
        "backup_phone": (_("The phone number of that person"), ""),
        "computer": (_("Computer"), _("Laptop, in the desk of the office")),
        "login": (_("Who has its login"), ""),
        "disk": (_("Backup disk"), _("How it is labeled, and where it lies")),
        "phone": (_("Phone and voicemail"), _("Number, and who can listen to the messages")),
        "paper": (_("Paper files"), _("Where they are, and who has the key")),
    }


def _set(vault: OpenVault, plan: EmergencyPlan) -> None:
    vault.emergencies.set(plan)
    vault.desk.clear(DESK)


def _laying(values: dict[str, str] | None) -> Any:
    def lay(vault: OpenVault) -> None:
        if values is None:
            vault.desk.clear(DESK)
        else:
            vault.desk.keep(DESK, values)

    return lay
