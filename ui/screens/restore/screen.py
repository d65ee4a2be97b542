"""Restores a backup into a new vault, by its passphrase, its recovery key, or cards."""

from datetime import datetime
from functools import partial
from operator import attrgetter
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.cards_page import CardsPage, for_backup
from ui.date_words import long_day, time_of_day
from ui.errors import words_of
from ui.folders import documents
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.banner import Banner
from ui.widgets.buttons import LINK_PADDING, button
from ui.widgets.centered import beside, center
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.password_field import PasswordField
from ui.widgets.scrolled import bring_into_sight
from vault.errors import Cancelled, VaultError, WrongSecret
from vault.lifecycle.place import folder_name
from vault.lifecycle.restore import (
    PLACE_NAME,
    InspectedBackups,
    Restored,
    inspect_backups,
    is_backup_place,
    restore,
    restored_words,
)
from vault.model.secret import Passphrase, RecoveryKey, Secret
from vault.progress import Progress
from vault.translation import _, count_of

WIDTH = 520


class RestoreScreen(QWidget):
    """`restored` tells the vault, words about it, and the cards that opened it or None."""

    restored = Signal(object, str, object)
    backed_out = Signal()
    _stepped = Signal(int, int)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._place: Path | None = None
        self._folder = documents()
        self._by_key = False
        self._key_of_cards = ""
        self._cards: CardsPage | None = None
        self._cancelled: Event | None = None
        theme = tools.theme
        self.place_name = ElidedLabel(_("No folder chosen yet"), "body")
        self.place_said = label("", "small")
        self.choose_place = button(_("Choose…"), theme=theme, name=_("Choose where backups lie"))
        self.choose_place.clicked.connect(self._choose_place)
        self.snapshots = QComboBox()
        self.snapshots.setAccessibleName(_("Which backup"))
        self.secret = PasswordField(theme, name=_("Passphrase"))
        self.secret_label = label(_("Passphrase"), "field")
        self.other_secret = button(_("Use recovery key"), kind="link", theme=theme)
        self.other_secret.clicked.connect(self._change_kind)
        self.use_cards = button(_("Use executor cards"), kind="link", theme=theme)
        self.use_cards.clicked.connect(self.show_cards)
        self.cards_said = label("", "body")
        self.name = QLineEdit(_("Restored practice"))
        self.name.setAccessibleName(_("Name of the vault's folder"))
        self.name.textEdited.connect(lambda _text: self._show_where())
        self.where = ElidedLabel("", "small")
        self.choose_folder = button(_("Choose…"), theme=theme, name=_("Choose where it goes"))
        self.choose_folder.clicked.connect(self._choose_folder)
        self.banner = Banner(theme, "amber")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Restoring"))
        self.doing = label("", "small")
        self.go = button(_("Restore"), kind="primary", icon="undo-2", theme=theme)
        self.go.clicked.connect(self.begin)
        self.leave = button(_("Back"), theme=theme)
        self.leave.clicked.connect(self.back_out)
        self._stepped.connect(self._show_step)
        self._lay_out()
        self._show_where()
        self._show_secret()
        self._show_busy(False)
        self._later.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to what comes first."""
        if self._place is None:
            self.choose_place.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._begin_secret()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, or presses the button that has the focus; Escape backs out."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            elif self._later.isVisible():
                self.begin()
        elif event.key() == Qt.Key.Key_Escape and self._pages.currentIndex():
            self._leave_cards()
        elif event.key() == Qt.Key.Key_Escape:
            self.back_out()
        else:
            super().keyPressEvent(event)

    def back_out(self) -> None:
        """Leave; what is being restored is called off, and nothing half made stays."""
        if self._cancelled is not None:
            self._cancelled.set()
            return
        self._forget()
        self.backed_out.emit()

    def show_place(self, folder: Path, *, by_cards: bool = False) -> None:
        """Look for backups in a folder, or in the one of our own name within it.

        `by_cards` goes on to the words of executor cards.
        """
        self.banner.clear()
        self._tools.worker.apart(
            partial(_look, folder),
            owner=self,
            done=partial(self._show_place, by_cards=by_cards),
            failed=self._no_place,
        )

    def show_cards(self) -> None:
        """Ask for the words of executor cards; those accepted stay when one goes back."""
        if self._cards is None:
            self._cards = CardsPage(self._tools, for_backup())
            self._cards.rebuilt.connect(self._take_cards)
            self._cards.left.connect(self._leave_cards)
            self._pages.addWidget(self._cards)
        self._pages.setCurrentWidget(self._cards)
        self._cards.begin()

    def begin(self) -> None:
        """Restore what is chosen."""
        place, snapshot = self._place, self.snapshots.currentData()
        if place is None or self._cancelled is not None or not isinstance(snapshot, str):
            return
        typed = self._key_of_cards or self.secret.text()
        if not typed.strip():
            self._refuse(_("Type the passphrase, or the recovery key, that the vault had then."))
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            target = self._folder / folder_name(self.name.text())
        except VaultError as error:
            self._refuse(error.sentence)
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.banner.clear()
        self._cancelled = Event()
        self._show_busy(True)
        by_key = self._by_key or self._key_of_cards
        secret = RecoveryKey(typed) if by_key else Passphrase(typed)
        self._tools.worker.apart(
            partial(self._restoring, place, target, secret, snapshot, self._cancelled),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _restoring(
        self, place: Path, target: Path, secret: Secret, snapshot: str, cancelled: Event
    ) -> Restored:
        return restore(
            place,
            target,
            secret,
            surroundings=self._tools.surroundings(),
            snapshot=snapshot,
            progress=Progress(self._stepped.emit, cancelled.is_set),
        )

    def _done(self, restored: Restored) -> None:
        self._cancelled = None
        given = self._cards.words.given if self._cards is not None and self._key_of_cards else None
        self._forget()
        moment, lost = self._moment(restored.made_at), len(restored.lost)
        self.restored.emit(restored.path, restored_words(moment, lost), given)

    def _failed(self, error: Exception) -> None:
        self._cancelled = None
        self._show_busy(False)
        cancelled = isinstance(error, Cancelled)
        words = _("Canceled. Nothing half made was left.") if cancelled else words_of(error).text
        wrong = isinstance(error, WrongSecret)
        if wrong and self._key_of_cards and self._cards is not None:
            self._key_of_cards = ""
            self._show_secret()
            self.show_cards()
            self._cards.refuse()
            return
        self._refuse(words)
        if wrong:
            self.secret.selectAll()
        (self.secret if wrong else self.go).setFocus()

    def _show_place(self, found: tuple[Path, InspectedBackups], *, by_cards: bool) -> None:
        place, backups = found
        self._place = place
        self.place_name.set_text(str(place))
        count = count_of("{n} backup", "{n} backups", len(backups.snapshots))
        words = _("{count} of the vault {id}")
        self.place_said.setText(words.format(count=count, id=backups.vault_id))
        self.snapshots.clear()
        for each in sorted(backups.snapshots, key=attrgetter("whole", "made_at"), reverse=True):
            words = self._moment(each.made_at)
            if not each.whole:
                words = _("{moment}, damaged").format(moment=words)
            self.snapshots.addItem(words, each.name)
        self._later.show()
        self.go.setEnabled(True)
        if by_cards:
            self.show_cards()
        else:
            self._begin_secret()

    def _no_place(self, error: Exception) -> None:
        self._refuse(words_of(error).text)

    def _choose_place(self) -> None:
        title = _("Where backups lie")
        chosen = self._tools.dialogs.folder(self, title, str(Path.home()))
        if chosen:
            self.show_place(Path(chosen))

    def _choose_folder(self) -> None:
        title = _("Where the vault goes")
        chosen = self._tools.dialogs.folder(self, title, str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self._show_where()

    def _change_kind(self) -> None:
        self._by_key = not self._by_key and not self._key_of_cards
        self._key_of_cards = ""
        self.secret.take()
        self._show_secret()
        self._begin_secret()

    def _take_cards(self, key: str) -> None:
        self._key_of_cards = key
        self._by_key = False
        self.secret.take()
        self._leave_cards()

    def _leave_cards(self) -> None:
        self._pages.setCurrentIndex(0)
        self._show_secret()
        self._begin_secret()

    def _show_secret(self) -> None:
        """Show what opens the backup: a field for it, or that cards do."""
        by_cards = bool(self._key_of_cards)
        name = _("Recovery key") if self._by_key else _("Passphrase")
        self.secret_label.setText(_("Executor cards") if by_cards else name)
        self.secret.setAccessibleName(name)
        for field in (self.secret, self.secret.hint, self.use_cards):
            field.setVisible(not by_cards)
        other = _("Use recovery key") if not (self._by_key or by_cards) else _("Use passphrase")
        self.other_secret.set_text(other)
        given = self._cards.words.given.numbers if self._cards is not None else ()
        words = _("Cards {numbers} accepted").format(numbers=", ".join(map(str, given)))
        self.cards_said.setText(words if by_cards else "")
        self.cards_said.setVisible(by_cards)

    def _begin_secret(self) -> None:
        field = self.go if self._key_of_cards else self.secret
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        # The page is laid out anew before; with large letters it is taller than the window.
        QTimer.singleShot(0, field, partial(bring_into_sight, field))

    def _forget(self) -> None:
        """Hold no secret any more."""
        self.secret.take()
        self._key_of_cards = ""
        if self._cards is not None:
            self._cards.forget()

    def _show_where(self) -> None:
        self.where.set_text(_("A new folder in {folder}").format(folder=self._folder))

    def _show_step(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total))
        words = _("Rebuilding …") if done < total else _("Proving it whole …")
        if done >= total:
            self.bar.setRange(0, 0)
        if words != self.doing.text():
            self.doing.setText(words)
            announce(self.doing, words)

    def _show_busy(self, busy: bool) -> None:
        for each in (
            self.choose_place,
            self.snapshots,
            self.secret,
            self.other_secret,
            self.use_cards,
            self.name,
            self.choose_folder,
        ):
            each.setEnabled(not busy)
        self.go.setEnabled(not busy and self._place is not None)
        self.leave.set_text(_("Cancel") if busy else _("Back"))
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        self.doing.setText("")
        self.doing.setVisible(busy)

    def _refuse(self, sentence: str) -> None:
        self.banner.say(sentence, closable=False)

    def _moment(self, made_at: datetime) -> str:
        here = made_at.astimezone(self._tools.clock.now().tzinfo)
        return f"{long_day(here.date())}, {time_of_day(here.time())}"

    def _lay_out(self) -> None:
        px = self._tools.theme.px
        inside = QWidget()
        inside.setMaximumWidth(px(WIDTH) + 2 * px(LINK_PADDING))
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(LINK_PADDING), px(40), px(LINK_PADDING), px(24))
        column.setSpacing(px(6))
        column.addWidget(label(_("Restore a backup"), "title"))
        sentence = _("It makes a new folder. No vault that is there is touched.")
        column.addWidget(label(sentence, "mute"))
        column.addSpacing(px(16))
        column.addWidget(self.banner)
        column.addWidget(label(_("Where backups lie"), "field"))
        column.addLayout(beside(self.place_name, self.choose_place, px(12)))
        column.addWidget(self.place_said)
        self._later = QWidget()
        later = QVBoxLayout(self._later)
        later.setContentsMargins(0, px(12), 0, 0)
        later.setSpacing(px(6))
        later.addWidget(label(_("Which backup"), "field"))
        later.addWidget(self.snapshots)
        later.addSpacing(px(12))
        row = beside(self.secret_label, self.other_secret, px(12))
        row.addWidget(self.use_cards)
        later.addLayout(row)
        later.addWidget(self.secret)
        later.addWidget(self.cards_said)
        self.secret.set_hint(_("The one that the vault had then."))
        later.addWidget(self.secret.hint)
        later.addSpacing(px(12))
        later.addWidget(label(_("What the vault is to be called"), "field"))
        later.addLayout(beside(self.name, self.choose_folder, px(12)))
        later.addWidget(self.where)
        column.addWidget(self._later)
        column.addSpacing(px(16))
        column.addWidget(self.doing)
        column.addWidget(self.bar)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.go)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        page = QWidget()
        center(page, inside, aside=px(16), stretch=20)
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)


def _look(place: Path) -> tuple[Path, InspectedBackups]:
    if is_backup_place(place / PLACE_NAME) and not is_backup_place(place):
        place /= PLACE_NAME
    return place, inspect_backups(place)
