"""Signs one session of a group for each member who was there, after a look at what each gets."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.emptied import empty
from ui.widgets.labels import label
from ui.widgets.scrolled import scrolled
from ui.widgets.sections import SectionFields
from ui.widgets.wide_dialog import WideDialog
from ui.widgets.wrapped_check import WrappedCheck
from vault.model.group_note import GroupNote, placeholders
from vault.model.ids import NoteId, ParticipantId
from vault.model.template import section_title
from vault.open_vault import OpenVault
from vault.translation import _, count_of

Before = Callable[[OpenVault], object]
"""What saves the words that are typed, on the vault's thread."""


class GroupDialog(WideDialog):
    """`changed` says that the draft has other words.

    `sign_asked` gives who was there, and whether what may be a name was looked at.
    """

    changed = Signal()
    sign_asked = Signal(object, bool)

    def __init__(self, tools: Tools, note: NoteId, before: Before, parent: QWidget) -> None:
        super().__init__(tools.theme, _("Sign for each member"), parent)
        self._tools, self._note = tools, note
        self._found: GroupNote | None = None
        self._busy = self._left = False
        self.boxes: dict[ParticipantId, QCheckBox] = {}
        self.nobody_meant: QCheckBox | None = None
        theme, px = tools.theme, tools.theme.px
        self.banner = Banner(theme, "amber")
        self.banner.acted.connect(self.put_placeholders)
        self.whose = QComboBox()
        self.whose.setAccessibleName(_("As it will stand in"))
        self.whose.currentIndexChanged.connect(self._show_words)
        self.words = SectionFields(theme, writable=False)
        self.cancel = button(_("Cancel"), theme=theme)
        self.cancel.clicked.connect(self.reject)
        self.sign_button = button("", kind="primary", icon="signature", theme=theme, name=_("Sign"))
        self.sign_button.clicked.connect(self.sign)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.sign_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(14))
        column.addWidget(label(_("Sign for each member"), "title"))
        words = _(
            "Each who was there gets a note in their own record, in which no other member is "
            "named. The record of the group keeps the session without anyone’s name."
        )
        self._fill(column, label(words, "mute"))
        column.addLayout(foot)
        self._say_how_many()
        self._run(partial(_look, note, before))

    def put_placeholders(self) -> None:
        """Put placeholders for the names of the draft, and look again."""
        self._run(partial(_put, self._note), self.changed.emit)

    def sign(self) -> None:
        """Let whoever holds the draft sign it for everyone who is ticked."""
        if not self._busy and self.sign_button.isEnabled():
            there, looked_at = self.present(), self._looked_at()
            self.accept()
            self.sign_asked.emit(there, looked_at)

    def reject(self) -> None:
        """Cancel: while placeholders are put, only once it is known what the draft says now."""
        self._left = True
        if self._busy:
            self.hide()
        else:
            super().reject()

    def present(self) -> list[ParticipantId]:
        """Return who is ticked."""
        return [who for who, box in self.boxes.items() if box.isChecked()]

    def _run(
        self, job: Callable[[OpenVault], GroupNote], then: Callable[[], object] | None = None
    ) -> None:
        if self._busy:
            return
        self._set_busy(True)

        def done(found: GroupNote) -> None:
            self._show(found)
            if then is not None:
                then()
            if self._left:
                self.reject()

        self._tools.worker.run(job, owner=self, done=done, failed=self._refused)

    def _fill(self, column: QVBoxLayout, said: QWidget) -> None:
        """Put what is looked at between title and buttons: side by side, each scrolls by itself.

        Large letters leave room for neither: one stands below the other, and all scrolls.
        """
        px = self._tools.theme.px
        if self._tools.theme.large:
            page = QWidget()
            below = QVBoxLayout(page)
            below.setContentsMargins(0, 0, 0, 0)
            below.setSpacing(px(14))
            for part in (said, self.banner, self._who(), self._preview(self.words)):
                below.addWidget(part)
            column.addWidget(scrolled(page), 1)
            return
        middle = QHBoxLayout()
        middle.setSpacing(px(24))
        middle.addWidget(scrolled(self._who()), 4)
        middle.addWidget(self._preview(scrolled(self.words)), 5)
        column.addWidget(said)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)

    def _who(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._tools.theme.px(8))
        self._possible = QVBoxLayout()
        self._possible.setSpacing(self._tools.theme.px(8))
        column.addLayout(self._possible)
        column.addWidget(label(_("Who was there"), "section"))
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(self._tools.theme.px(8))
        column.addLayout(self._boxes)
        column.addStretch(1)
        return page

    def _preview(self, words: QWidget) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._tools.theme.px(8))
        heading: QLabel = label(_("As it will stand in"), "section")
        heading.setBuddy(self.whose)
        column.addWidget(heading)
        column.addWidget(self.whose)
        column.addWidget(words, 1)
        return holder

    def _show(self, found: GroupNote) -> None:
        self._set_busy(False)
        before = set(self.present()) if self._found is not None else None
        self._found = found
        self._show_members(found, before)
        shown = self.whose.currentData()
        self.whose.blockSignals(True)
        self.whose.clear()
        self.whose.addItem(_("the record of the group"), None)
        for each in found.members:
            if each.file is not None:
                words = _("the record of {name}").format(name=each.name)
                self.whose.addItem(words, each.id)
        first = min(1, self.whose.count() - 1)
        self.whose.setCurrentIndex(self.whose.findData(shown) if shown else first)
        self.whose.blockSignals(False)
        self._show_words()
        self._show_named(found)
        self._show_possible(found)
        self._say_how_many()
        if not self.focusWidget():
            self.sign_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_members(self, found: GroupNote, before: set[ParticipantId] | None) -> None:
        empty(self._boxes)
        self.boxes.clear()
        marks = placeholders(found.members)
        for each in found.members:
            box = QCheckBox(f"{each.name}   {marks[each.id]}".replace("&", "&&"))
            box.setChecked(each.file is not None and (before is None or each.id in before))
            box.setEnabled(each.file is not None)
            box.toggled.connect(self._say_how_many)
            self._boxes.addWidget(box)
            self.boxes[each.id] = box
            if each.file is None:
                words = _("No record of their own: name it under People.")
                self._boxes.addWidget(label(words, "small"))
        if not found.members:
            words = _("Nobody was in the group on this day. Enter its members under People.")
            self._boxes.addWidget(label(words, "mute"))

    def _show_words(self) -> None:
        if self._found is not None:
            sections = self._found.told.get(self.whose.currentData(), ())
            self.words.show_texts({each.name: each.text for each in sections})

    def _show_named(self, found: GroupNote) -> None:
        if not found.named:
            self.banner.clear()
            return
        sections = dict.fromkeys(section_title(each.section) for each in found.named)
        words = _("Somebody is named under {sections}. Write the placeholder where one is meant.")
        self.banner.say(
            words.format(sections=", ".join(sections)),
            action=_("Put placeholders"),
            closable=False,
        )

    def _show_possible(self, found: GroupNote) -> None:
        empty(self._possible)
        self.nobody_meant = None
        if not found.possible:
            return
        places = [
            _("{section}: {around}").format(section=section_title(each.section), around=each.around)
            for each in found.possible
        ]
        words = _("I have read these words: nobody is meant")
        check = WrappedCheck(self._tools.theme, words, "\n".join(places))
        self.nobody_meant = check.box
        check.box.toggled.connect(self._say_how_many)
        self._possible.addWidget(label(_("May be a member’s name"), "section"))
        self._possible.addWidget(check)
        self._possible.addSpacing(self._tools.theme.px(6))

    def _looked_at(self) -> bool:
        return self.nobody_meant is not None and self.nobody_meant.isChecked()

    def _say_how_many(self) -> None:
        count = len(self.present())
        words = count_of("Sign {n} note", "Sign {n} notes", count) if count else _("Sign")
        self.sign_button.set_text(words)
        self.sign_button.setAccessibleName(words)
        found = self._found
        clean = found is not None and not found.named
        clean = clean and (self.nobody_meant is None or self._looked_at())
        self.sign_button.setEnabled(clean and count > 0 and not self._busy)

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        self.banner.say(words_of(error).text, closable=False)
        if self._left:
            self.reject()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._say_how_many()


def _look(note: NoteId, before: Before, vault: OpenVault) -> GroupNote:
    before(vault)
    return vault.group_notes.look_at(note)


def _put(note: NoteId, vault: OpenVault) -> GroupNote:
    vault.group_notes.put_placeholders(note)
    return vault.group_notes.look_at(note)
