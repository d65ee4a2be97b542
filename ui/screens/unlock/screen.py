"""The lock screen: one passphrase, and nothing of what lies behind it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.folders import holds_vault
from ui.screens.unlock.apart_card import apart_card
from ui.screens.unlock.warm_up import WarmUp
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.buttons import LINK_PADDING, button
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label
from ui.widgets.password_field import PasswordField
from vault.errors import OlderThanSeen, WrongSecret
from vault.model.secret import Passphrase, RecoveryKey, Secret
from vault.translation import _

if TYPE_CHECKING:
    from ui.cards_page import CardsPage
    from ui.widgets.banner import Banner
    from vault.lifecycle.sitting import Surroundings
    from vault.lifecycle.typed_cards import GivenCards
    from vault.open_vault import OpenVault

WIDTH = 400


class UnlockScreen(QWidget):
    """Asks for the secret of one vault. `unlocked` tells the vault that is open, and warnings."""

    unlocked = Signal(object, object)
    wanted_next = Signal()
    """Somebody types: what comes after the lock screen can be made, and is imported by now."""
    new_vault = Signal()
    restore_asked = Signal()
    emergency_asked = Signal(object)

    def __init__(self, tools: Tools, vault: Path | None) -> None:
        super().__init__()
        self._tools = tools
        self._vault = vault
        self._by_key = self._by_cards = False
        self._warm_up = WarmUp(tools.worker, self)
        self._warm_up.done.connect(self.wanted_next)
        self._banner: Banner | None = None
        self._cards: CardsPage | None = None
        self._on_action: Callable[[], object] | None = None
        self._build()
        self.show_vault(vault)

    def show_vault(self, vault: Path | None) -> None:
        """Ask for the secret of this vault; with none, offer the first steps."""
        if self._cards is not None and vault != self._vault:
            self._cards.forget()
        self._vault = vault
        self._name.setText(vault.name if vault is not None else _welcome())
        for widget in (self._field, self._field_label, self._unlock, *self._other_ways):
            widget.setVisible(vault is not None)
        self._note.setVisible(vault is not None)
        self._start.setVisible(vault is None)
        self._new.setVisible(vault is not None)
        self._open.set_text(_("Open another vault") if vault is not None else _("Open a vault"))
        self._say("")
        self._offer_demo_passphrase()

    def focusInEvent(self, event: object) -> None:
        """Hand the focus to the one thing to do here."""
        (self._field if self._vault is not None else self._start).setFocus()

    def say(self, sentence: str, cards: "GivenCards | None" = None) -> None:
        """Show a sentence about this vault; `cards` that were typed already open it as well."""
        action = _("Open it with the cards") if cards is not None else ""
        self._offer(sentence, action, partial(self.show_cards, cards))

    def unlock_with(self, passphrase: str) -> None:
        """Try a passphrase as if it had been typed."""
        self._field.setText(passphrase)
        self._try()

    def show_cards(self, given: "GivenCards | None" = None) -> None:
        """Ask for the words of executor cards; those accepted stay when one goes back."""
        if self._cards is None:
            from ui.cards_page import CardsPage, for_records

            self._cards = CardsPage(self._tools, for_records())
            self._cards.rebuilt.connect(self._try_key)
            self._cards.left.connect(self._leave_cards)
            self._grid.addWidget(self._cards, 0, 0)
        if given is not None:
            self._cards.give(given)
        self._middle.hide()
        self._cards.show()
        self._cards.begin()

    def _leave_cards(self) -> None:
        if self._cards is not None:
            self._cards.hide()
        self._middle.show()
        self._field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back from the cards."""
        if event.key() == Qt.Key.Key_Escape and self._cards and self._cards.isVisible():
            self._leave_cards()
        else:
            super().keyPressEvent(event)

    def _try_key(self, key: str) -> None:
        """Open with the key that cards rebuilt: it opens as a recovery key does."""
        self._leave_cards()
        if not self._by_key:
            self._change_kind()
        self._by_cards = True
        self._field.setText(key)
        self._try()

    def _build(self) -> None:
        theme = self._tools.theme
        middle = QWidget()
        # A link's words stand in line with the rest; what it has around them lies in this margin.
        aside = theme.px(LINK_PADDING)
        middle.setFixedWidth(theme.px(WIDTH) + 2 * aside)
        column = QVBoxLayout(middle)
        column.setContentsMargins(aside, 0, aside, 0)
        column.setSpacing(0)
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(IconLabel(theme, "book-lock", "ink", 26))
        title.addWidget(label("Strongroom", "title"), 1)
        column.addLayout(title)
        column.addSpacing(6)
        self._name = label("", "mute")
        column.addWidget(self._name)
        column.addSpacing(28)
        self._field_label = label(_("Passphrase"), "field")
        column.addWidget(self._field_label)
        column.addSpacing(6)
        self._field = PasswordField(theme, name=_("Passphrase"), large=True)
        self._field.returnPressed.connect(self._try)
        self._field.textEdited.connect(self._warm_up.begin)
        column.addWidget(self._field)
        column.addSpacing(4)
        column.addWidget(self._field.hint)
        self._wrong = label("", "error")
        column.addWidget(self._wrong)
        column.addSpacing(16)
        column.addLayout(self._buttons())
        column.addSpacing(24)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        column.addSpacing(10)
        self._note = apart_card(theme)
        column.addWidget(self._note)
        column.addSpacing(10)
        column.addLayout(self._elsewhere())
        self._middle = middle
        self._grid = QGridLayout(self)
        self._grid.addWidget(middle, 0, 0, Qt.AlignmentFlag.AlignCenter)

    def _buttons(self) -> QHBoxLayout:
        theme = self._tools.theme
        row = QHBoxLayout()
        row.setSpacing(0)
        self._unlock = button(_("Unlock"), kind="primary", icon="lock-open", theme=theme)
        self._unlock.clicked.connect(self._try)
        self._start = button(_("Set up a new vault"), kind="primary", icon="plus", theme=theme)
        self._start.clicked.connect(self.new_vault)
        self._other_key = button(_("Use recovery key"), kind="link", theme=theme)
        self._other_key.clicked.connect(self._change_kind)
        row.addWidget(self._unlock)
        row.addWidget(self._start)
        row.addStretch(1)
        cards = button(_("Executor cards"), kind="link", theme=theme, name=_("Use executor cards"))
        cards.clicked.connect(lambda: self.show_cards())
        self._other_ways = (self._other_key, cards)
        for link in self._other_ways:
            row.addWidget(link)
        row.addSpacing(-theme.px(LINK_PADDING))
        return row

    def _elsewhere(self) -> QVBoxLayout:
        theme = self._tools.theme
        self._open = button(_("Open another vault"), kind="link", theme=theme)
        self._open.clicked.connect(self._choose)
        self._new = button(_("New vault"), kind="link", theme=theme)
        self._new.clicked.connect(self.new_vault)
        self._restore = button(_("Restore a backup"), kind="link", theme=theme)
        self._restore.clicked.connect(self.restore_asked)
        words = _("I am not the licensee: they are ill or have died")
        self._emergency = button(words, kind="link", theme=theme)
        self._emergency.clicked.connect(lambda: self.emergency_asked.emit(self._vault))
        self._demo = button(_("Try the demo practice"), kind="link", theme=theme)
        self._demo.clicked.connect(self._try_demo)
        lines = QVBoxLayout()
        lines.setSpacing(theme.px(2))
        for links in ((self._open, self._new), (self._restore, self._demo), (self._emergency,)):
            row = QHBoxLayout()
            row.setSpacing(0)
            row.addSpacing(-theme.px(LINK_PADDING))
            inner = QHBoxLayout()
            inner.setSpacing(theme.px(10))
            for link in links:
                inner.addWidget(link)
            row.addLayout(inner)
            row.addStretch(1)
            lines.addLayout(row)
        return lines

    def _change_kind(self) -> None:
        self._by_key = not self._by_key
        self._field.take()
        name = _("Recovery key") if self._by_key else _("Passphrase")
        self._field_label.setText(name)
        self._field.setAccessibleName(name)
        self._other_key.set_text(_("Use passphrase") if self._by_key else _("Use recovery key"))
        self._say("")
        self._field.setFocus()

    def _try(self, *_checked: object, accept_older: bool = False) -> None:
        vault = self._vault
        typed = self._field.text()
        if vault is None or not self._unlock.isEnabled():
            return
        if not typed.strip():
            self._say(_("Type it first."), wrong=True)
            return
        secret = RecoveryKey(typed) if self._by_key else Passphrase(typed)
        self._busy(True)
        self._warm_up.begin()
        self._tools.worker.open(
            partial(self._opening, vault, secret, accept_older),
            owner=self,
            done=partial(self._opened, vault),
            failed=self._failed,
        )

    def _opening(self, vault: Path, secret: Secret, accept_older: bool) -> "OpenVault":
        from vault.lifecycle.unlock import unlock

        return unlock(vault, secret, self._tools.surroundings(accept_older=accept_older))

    def _opened(self, vault: Path, warnings: Sequence[str]) -> None:
        self._field.take()
        if self._cards is not None:
            self._cards.forget()
        self.unlocked.emit(vault, warnings)

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        words = words_of(error)
        by_cards, self._by_cards = self._by_cards, False
        if isinstance(error, WrongSecret) and by_cards and self._cards is not None:
            self._field.take()
            self.show_cards()
            self._cards.refuse()
        elif isinstance(error, WrongSecret):
            self._say(words.text, wrong=True)
            self._field.selectAll()
            self._field.setFocus()
        elif isinstance(error, OlderThanSeen):
            again = partial(self._try, accept_older=True)
            self._offer(words.sentence, _("Open it all the same"), again, tone="amber")
        else:
            self._offer(f"{words.text} {words.details}".strip(), tone="red")
            self._field.setFocus()

    def _busy(self, busy: bool) -> None:
        self._clear_banner()
        elsewhere = (self._open, self._new, self._restore, self._demo, self._emergency)
        for each in (self._unlock, self._start, *self._other_ways, *elsewhere):
            each.setEnabled(not busy)
        self._field.setEnabled(not busy)
        self._say(_("Opening …") if busy else "")

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        kept = _("The vault never leaves this computer.") if self._vault is not None else ""
        self._field.set_hint(sentence if sentence and not wrong else kept)
        self._field.hint.setVisible(not wrong)
        self._wrong.setText(sentence if wrong else "")
        self._wrong.setVisible(wrong)
        if wrong:
            announce(self._field, sentence)

    def _offer(
        self,
        sentence: str,
        action: str = "",
        run: Callable[[], object] | None = None,
        *,
        tone: str = "plain",
    ) -> None:
        self._on_action = run
        if self._banner is None:
            from ui.widgets.banner import Banner

            self._banner = Banner(self._tools.theme)
            self._banner.acted.connect(self._act)
            self._place.addWidget(self._banner)
        self._banner.set_tone(tone)
        self._banner.say(sentence, action=action)

    def _clear_banner(self) -> None:
        self._on_action = None
        if self._banner is not None:
            self._banner.clear()

    def _act(self) -> None:
        if self._on_action is not None:
            self._on_action()

    def _choose(self) -> None:
        title = _("Open a vault")
        start = str(self._vault.parent) if self._vault is not None else str(Path.home())
        chosen = self._tools.dialogs.folder(self, title, start)
        if not chosen:
            return
        path = Path(chosen)
        if not holds_vault(path):
            self._offer(_("There is no vault in this folder. Nothing was changed."), tone="amber")
            return
        self.show_vault(path)
        self._clear_banner()
        self._field.setFocus()

    def _offer_demo_passphrase(self) -> None:
        """Offer the passphrase that lies beside a made-up practice: nothing in it is real."""
        self._clear_banner()
        beside = self._vault.parent / "passphrase.txt" if self._vault is not None else None
        if beside is not None and beside.is_file():
            self._offer(
                _("This is a made-up practice; its passphrase lies beside it."),
                _("Fill it in"),
                partial(self._fill_in, beside),
            )

    def _fill_in(self, beside: Path) -> None:
        try:
            with beside.open(encoding="utf-8") as file:
                self._field.setText(file.readline(1000).rstrip("\n"))
        except (OSError, ValueError):
            return
        self._warm_up.begin()
        self._unlock.setFocus()

    def _try_demo(self) -> None:
        folder = self._tools.dialogs.folder(
            self, _("Where to make the demo practice"), str(Path.home())
        )
        if not folder:
            return
        place = Path(folder) / "Strongroom demo"
        made = place / "practice.strongroom"
        if made.is_dir():
            self.show_vault(made)
            return
        self._busy(True)
        self._say(_("Making the demo practice …"))
        self._tools.worker.apart(
            partial(_make_demo, place, self._tools.surroundings),
            owner=self,
            done=self._demo_made,
            failed=self._failed,
        )

    def _demo_made(self, vault: Path) -> None:
        self._busy(False)
        self.show_vault(vault)


def _welcome() -> str:
    return _("The records of one practice, encrypted, on this computer and nowhere else.")


def _make_demo(folder: Path, surroundings: "Callable[[], Surroundings]") -> Path:
    from vault.demo.make import make_demo

    return make_demo(folder, surroundings()).vault
