"""The door for whoever comes when the licensee cannot: whom to call, and who opens the records."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.folders import holds_vault
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.banner import Banner
from ui.widgets.buttons import LINK_PADDING, button
from ui.widgets.card import Card
from ui.widgets.centered import beside, center
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.password_field import PasswordField
from ui.widgets.plain_text_edit import PlainTextEdit
from vault.lifecycle.call_sheet import OpenedCallSheet, open_call_sheet
from vault.lifecycle.restore import PLACE_NAME, is_backup_place
from vault.translation import _

WIDTH = 620
SHOWN_FOR_MS = 10 * 60 * 1000
"""So long a list of clients stays on the screen when nobody asks for it again."""


class EmergencyScreen(QWidget):
    """`cards_asked` goes on with a vault and executor cards, `restore_asked` with a backup.

    That one gives the backup place, None where none was chosen, and whether cards are to open it.
    """

    cards_asked = Signal(object)
    restore_asked = Signal(object, bool)
    backed_out = Signal()

    def __init__(self, tools: Tools, vault: Path | None) -> None:
        super().__init__()
        self._tools = tools
        self._place = vault
        theme = tools.theme
        self.place_name = ElidedLabel(_("No vault or backup disk chosen yet"), "body")
        self.choose = button(_("Choose…"), theme=theme, name=_("Choose the vault or backup disk"))
        self.choose.clicked.connect(self._choose)
        self.key = PasswordField(theme, name=_("Key of the call card"))
        self.key.set_hint(_("It begins with AGE-SECRET-KEY-1. Spaces do not matter."))
        self.key.returnPressed.connect(self.open)
        self.go = button(_("Show whom to call"), kind="primary", icon="phone", theme=theme)
        self.go.clicked.connect(self.open)
        self.sheet = PlainTextEdit(theme, name=_("Whom to call"))
        self.sheet.setReadOnly(True)
        self._page = Card(theme)
        within = QWidget()
        QVBoxLayout(within).addWidget(self.sheet)
        self._page.add_row(within)
        self.close_sheet = button(_("Close the list"), theme=theme)
        self.close_sheet.clicked.connect(self._close_sheet)
        self.banner = Banner(theme, "amber")
        self.cards = button(_("Use executor cards"), icon="key-round", theme=theme)
        self.cards.clicked.connect(self._use_cards)
        self.restore = button(_("Restore a backup"), icon="undo-2", theme=theme)
        self.restore.clicked.connect(lambda: self.restore_asked.emit(self._backups, False))
        self.back = button(_("Back"), theme=theme)
        self.back.clicked.connect(self.back_out)
        self._shown = QTimer(self)
        self._shown.setSingleShot(True)
        self._shown.setInterval(SHOWN_FOR_MS)
        self._shown.timeout.connect(self.forget)
        self._lay_out()
        self._show_sheet(False)
        if vault is not None:
            self.place_name.set_text(vault.name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to what comes first."""
        first = self.choose if self._place is None else self.key
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape backs out."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_out()
        else:
            super().keyPressEvent(event)

    def back_out(self) -> None:
        """Leave; no name stays on the screen."""
        self.forget()
        self.backed_out.emit()

    def forget(self) -> None:
        """Let the list and the key go."""
        self._shown.stop()
        self.key.take()
        self.sheet.clear()
        self._show_sheet(False)

    def open(self) -> None:
        """Open the call sheet with the key that was typed."""
        place, key = self._place, self.key.text()
        if place is None:
            self._ask_for_place()
            return
        if not key.strip():
            self._refuse(_("Type the key that stands on the call card."))
            self.key.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.banner.clear()
        self.go.setEnabled(False)
        self._tools.worker.apart(
            partial(open_call_sheet, place, key, self._tools.clock),
            owner=self,
            done=self._show,
            failed=self._failed,
        )

    def _show(self, opened: OpenedCallSheet) -> None:
        self.go.setEnabled(True)
        self.key.take()
        self.sheet.setPlainText(opened.text)
        self._show_sheet(True)
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shown.start()
        if opened.logged:
            words = _("The licensee will see that the list was opened.")
        else:
            words = _("This copy keeps no note that the list was opened.")
        self.banner.say(words)
        announce(self.sheet, words)

    def _show_sheet(self, shown: bool) -> None:
        """Show the list in the place of what asks for its key."""
        self._asking.setVisible(not shown)
        self._page.setVisible(shown)
        self.close_sheet.setVisible(shown)

    def _close_sheet(self) -> None:
        self.banner.clear()
        self.forget()
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self._refuse(words_of(error).text)
        self.key.selectAll()
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _backups(self) -> Path | None:
        """The place that was chosen, where it is one of backups."""
        place = self._place
        return place if place is not None and is_backup_place(place) else None

    def _use_cards(self) -> None:
        """Open the vault that was chosen with cards, or restore the backup with them first."""
        if self._place is None:
            self._ask_for_place()
        elif self._backups is not None:
            self.restore_asked.emit(self._backups, True)
        elif holds_vault(self._place):
            self.cards_asked.emit(self._place)
        else:
            self._refuse(_("There is no vault and no backup in this folder."))
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_for_place(self) -> None:
        self._refuse(_("Choose the vault, or the disk with its backups, first."))
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, sentence: str) -> None:
        self.banner.say(sentence, closable=False)

    def _choose(self) -> None:
        title = _("The vault, or the disk with its backups")
        chosen = self._tools.dialogs.folder(self, title, str(Path.home()))
        if chosen:
            folder = Path(chosen)
            within = folder / PLACE_NAME
            self._place = within if is_backup_place(within) else folder
            self.place_name.set_text(self._place.name)
            self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        px = self._tools.theme.px
        inside = QWidget()
        inside.setMaximumWidth(px(WIDTH) + 2 * px(LINK_PADDING))
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(LINK_PADDING), px(40), px(LINK_PADDING), px(24))
        column.setSpacing(px(6))
        column.addWidget(label(_("If the licensee is ill or has died"), "title"))
        words = _("You do not have to read any record; please do not. Nothing is lost by trying.")
        column.addWidget(label(words, "mute"))
        column.addSpacing(px(16))
        column.addWidget(self.banner)
        column.addSpacing(px(8))
        column.addWidget(label(_("1  Call clients who may be expected"), "heading"))
        words = _("The call card opens a list of whom to call, and how, and no record.")
        column.addWidget(label(words, "mute"))
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, px(4), 0, 0)
        asking.setSpacing(px(6))
        asking.addLayout(beside(self.place_name, self.choose, px(12)))
        asking.addWidget(label(_("Key of the call card"), "field"))
        asking.addWidget(self.key)
        asking.addWidget(self.key.hint)
        asking.addSpacing(px(4))
        asking.addWidget(self.go, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._asking)
        column.addWidget(self._page)
        column.addWidget(self.close_sheet, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(px(20))
        column.addWidget(label(_("2  Look after the records"), "heading"))
        words = _(
            "The professional executor brings as many cards together as each card says, and types "
            "their words. Is the computer gone, the disk with the backups is enough."
        )
        column.addWidget(label(words, "mute"))
        column.addSpacing(px(4))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.cards)
        row.addWidget(self.restore)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(px(24))
        column.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        center(self, inside, aside=px(16), stretch=20)
