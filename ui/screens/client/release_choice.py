"""What is decided before a copy is written: where to, and whether it has a passphrase."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.password_field import PasswordField
from ui.widgets.wrapped_check import WrappedCheck
from vault.model.other_kind import never_in_a_copy
from vault.model.release import ToLookAt
from vault.model.template import Part
from vault.translation import _, count_of

_MOST_DAYS = 6


class ReleaseChoice(QWidget):
    """`write_asked` gives the folder, the passphrase, empty for none, and what was looked at."""

    write_asked = Signal(object, str, object)

    def __init__(self, tools: Tools, folder: Path) -> None:
        super().__init__()
        self._tools, self._folder = tools, folder
        theme, px = tools.theme, tools.theme.px
        self.content = label("", "body", wrap=True)
        self.left_out = label("", "small", wrap=True)
        self.place = ElidedLabel(str(folder), "body")
        self.folder_button = button(_("Choose folder"), theme=theme, small=True)
        self.folder_button.clicked.connect(self._choose)
        self.wants_passphrase = QCheckBox(_("Protect the copy with a passphrase"))
        self.wants_passphrase.toggled.connect(self._toggled)
        self.first = PasswordField(theme, name=_("Passphrase for this copy"))
        self.second = PasswordField(theme, name=_("The same again"))
        self.second.returnPressed.connect(self._ask)
        self.form = Form(theme)
        self.form.add_field(
            "first",
            _("Passphrase for this copy"),
            self.first,
            help_text=_("Tell it to the client by another way than the file."),
        )
        self.form.add_field("second", _("The same again"), self.second)
        self.form.hide()
        self.write_button = button(
            _("Write the copy"), kind="primary", icon="file-down", theme=theme
        )
        self.write_button.clicked.connect(self._ask)
        where = QHBoxLayout()
        where.setSpacing(px(10))
        where.addWidget(self.place, 1)
        where.addWidget(self.folder_button)
        self.setProperty("role", "page")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(label(_("What is in it"), "section"))
        column.addWidget(self.content)
        column.addWidget(self.left_out)
        column.addWidget(self._to_look_at())
        column.addSpacing(px(6))
        column.addWidget(label(_("Where to"), "section"))
        column.addLayout(where)
        named = _("The name of the file tells the day only, and nobody's name.")
        column.addWidget(label(named, "small", wrap=True))
        column.addSpacing(px(6))
        column.addWidget(self.wants_passphrase)
        column.addWidget(self.form)
        column.addStretch(1)

    def show_content(self, *, notes: int, unsigned: tuple[date, ...], replaced: int) -> None:
        """Say what the copy holds and what it does not."""
        self.content.setText(
            count_of(
                "{n} signed note with its addenda, and the client's data.",
                "{n} signed notes with their addenda, and the client's data.",
                notes,
            )
        )
        left = []
        if unsigned:
            days = ", ".join(plain_day(day) for day in unsigned[:_MOST_DAYS])
            more = " …" if len(unsigned) > _MOST_DAYS else ""
            left.append(_("Not signed, so not in it: {days}{more}.").format(days=days, more=more))
        for things in never_in_a_copy(Part.PROCESS):
            left.append(_("{things} are never in it.").format(things=things))
        if replaced:
            left.append(
                count_of(
                    "{n} character cannot be printed and became a visible mark.",
                    "{n} characters cannot be printed and became visible marks.",
                    replaced,
                )
            )
        self.left_out.setText(" ".join(left))

    def show_to_look_at(self, entries: Sequence[ToLookAt]) -> None:
        """Ask that each of these was looked at."""
        for entry in entries:
            words = _("{what}, {day}").format(what=entry.what, day=plain_day(entry.day))
            check = WrappedCheck(self._tools.theme, words, entry.why)
            self.looked_at[entry.id] = check.box
            self._boxes.addWidget(check)
        self._looking.setVisible(bool(entries))

    def focus_first(self) -> None:
        """Put the keyboard on what is done next."""
        for box in self.looked_at.values():
            box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.write_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_look_at(self) -> QWidget:
        px = self._tools.theme.px
        self.looked_at: dict[str, QCheckBox] = {}
        self._looking = QWidget()
        self._boxes = QVBoxLayout(self._looking)
        self._boxes.setContentsMargins(0, px(6), 0, 0)
        self._boxes.setSpacing(px(8))
        self._boxes.addWidget(label(_("I have looked at"), "section"))
        words = _(
            "They tell of a danger, of somebody else, or hold what another wrote or said in "
            "confidence. See that what they say does not tell who said it."
        )
        self._boxes.addWidget(label(words, "small", wrap=True))
        self.not_looked_at = label("", "error")
        self.not_looked_at.hide()
        self._boxes.addWidget(self.not_looked_at)
        self._looking.hide()
        return self._looking

    def forget(self) -> None:
        """Forget the passphrase that was typed."""
        self.first.take()
        self.second.take()

    def _choose(self) -> None:
        title = _("Where to write the copy")
        chosen = self._tools.dialogs.folder(self, title, str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self.place.set_text(chosen)

    def _toggled(self, wanted: bool) -> None:
        self.form.setVisible(wanted)
        self.form.clear_errors()
        if wanted:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.forget()

    def _ask(self) -> None:
        self.form.clear_errors()
        unseen = [box for box in self.looked_at.values() if not box.isChecked()]
        self.not_looked_at.setText(_("Look at each of them before the copy is written."))
        self.not_looked_at.setVisible(bool(unseen))
        if unseen:
            announce(self.not_looked_at, self.not_looked_at.text())
            unseen[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not self.wants_passphrase.isChecked():
            self.write_asked.emit(self._folder, "", list(self.looked_at))
            return
        typed = self.first.text()
        if not typed.strip():
            self.form.set_error("first", _("Type a passphrase."))
        elif typed != self.second.text():
            self.form.set_error("second", _("This is not the same."))
        if not self.form.focus_first_error():
            self.write_asked.emit(self._folder, typed, list(self.looked_at))
