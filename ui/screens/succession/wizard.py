"""Makes a set of executor cards, step by step: they open nothing until they are typed back."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.autosave import Autosave
from ui.screens.succession.jobs import DESK, PROCESS, Known, Making, lay_on_desk, let_open, make
from ui.screens.succession.pages import HoldersPage, NumbersPage, Page, WhatPage
from ui.screens.succession.proof_pages import CardsPage, ProofPage
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.form_page import FormPage
from ui.widgets.labels import label
from ui.widgets.steps import Steps
from vault.model.share import Card, Holder
from vault.translation import _

_WIDTH = 640


class CardsWizard(FormPage):
    """`made` says that the cards open something now, `left` that they were given up.

    What was made lies in memory alone; whoever goes elsewhere and comes back finds it again.
    """

    made = Signal()
    left = Signal()

    def __init__(self, tools: Tools, known: Known) -> None:
        super().__init__()
        self._tools = tools
        self._busy = False
        self._autosave = Autosave(self)
        self._autosave.due.connect(self.keep)
        self.what = WhatPage(tools, known)
        self.numbers = NumbersPage(tools)
        self.holders = HoldersPage(tools)
        self.cards: CardsPage | None = None
        self.proof: ProofPage | None = None
        names = (_("What they open"), _("How many"), _("Holders"), _("Paper"), _("Proof"))
        self.steps = Steps(tools.theme, names)
        self.void = Banner(tools.theme, "amber")
        self._pages = QVBoxLayout()
        self._page: Page = self.what
        inside = QWidget()
        inside.setMaximumWidth(tools.theme.px(_WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.px(20))
        for part in (self.steps, self.void):
            column.addWidget(part)
        column.addLayout(self._pages)
        self.next = button(_("Next"), kind="primary", theme=tools.theme)
        self.next.clicked.connect(self.go_on)
        self.back = button(_("Back"), theme=tools.theme)
        self.back.clicked.connect(self.go_back)
        self.cancel = button(_("Cancel"), theme=tools.theme)
        self.cancel.clicked.connect(self.give_up)
        self.doing = label("", "small", wrap=False)
        self.lay_out(tools.theme, (inside,), (self.next, self.back, self.cancel, self.doing))
        self.listen(self.go_on, self._back_out)
        for page in (self.what, self.numbers, self.holders):
            self._add(page)
            page.changed.connect(self._autosave.touch)
        self.what.changed.connect(self._show_room)
        self._show(self.what)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._page

    @property
    def is_busy(self) -> bool:
        """Whether the vault is at work on it."""
        return self._busy

    def begin(self) -> None:
        """Put the keyboard where one goes on."""
        self._page.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, or presses the button that has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            else:
                self.go_on()
        else:
            super().keyPressEvent(event)

    def go_on(self) -> None:
        """Do what the first button says."""
        page = self._page
        if self._busy or not page.is_ready or not page.check():
            return
        if page is self.what:
            self._show(self.numbers)
        elif page is self.numbers:
            self._show(self.holders)
        elif page is self.holders:
            self._make()
        elif page is self.cards and self.proof is not None:
            self.cards.show_card(0)
            self._show(self.proof)
        else:
            self._let_open()

    def go_back(self) -> None:
        """Show the page before; cards that are made stay made."""
        before: dict[Page | None, Page | None] = {
            self.numbers: self.what,
            self.holders: self.numbers,
            self.proof: self.cards,
        }
        page = before.get(self._page)
        if page is not None and not self._busy:
            self._page.forget_secret()
            self._show(page)

    def give_up(self) -> None:
        """Make nothing; cards that were made are void, and their files are taken away."""
        if self._busy:
            return
        if self.cards is not None:
            question = _("Make no executor cards?")
            detail = _(
                "The cards open nothing and never will. Their files are deleted; destroy what "
                "was printed."
            )
            if not self._tools.dialogs.confirm(self, question, detail, _("Give them up")):
                return
        self._autosave.stop()
        self._tools.worker.run(lambda v: v.desk.clear(DESK), owner=self)
        self._remove_files()
        self.forget()
        self.left.emit()

    def leave(self) -> None:
        """Let a passphrase go: the person goes elsewhere, and may come back."""
        self._page.forget_secret()
        if self.cards is not None:
            self.cards.show_card(0)

    def put_down(self) -> None:
        """Keep who is to get the cards; the cards themselves are forgotten, and their files go."""
        self.keep()
        self._remove_files()
        self.forget()

    def keep(self) -> None:
        """Lay on the desk what was answered."""
        self._autosave.stop()
        values = self.values()
        files = self.cards.files if self.cards is not None else None
        self._tools.worker.keep(lambda v: lay_on_desk(v, values, files), owner=self)

    def values(self) -> dict[str, Any]:
        """Return what was answered, as the desk keeps it; no word of a card."""
        rows = [[each.name, each.phone, each.place] for each in self.holders.rows.value()]
        return {
            "compartment": self.what.compartment,
            "k": self.numbers.needed.value(),
            "n": self.numbers.count.value(),
            "holders": rows,
            "made": self.cards is not None,
        }

    def take_up(self, values: Mapping[str, Any]) -> None:
        """Go on with what the desk kept."""
        self.what.choose(str(values.get("compartment")))
        n, k = values.get("n"), values.get("k")
        if isinstance(n, int) and isinstance(k, int):
            self.numbers.count.setValue(n)
            self.numbers.needed.setValue(k)
        rows = values.get("holders")
        if isinstance(rows, list) and rows:
            texts = [[str(text) for text in row[:3]] for row in rows if isinstance(row, list)]
            self.holders.rows.set_value([Holder(*row) for row in texts])
            self._show(self.holders)
        if values.get("made"):
            words = _(
                "The vault was locked before the cards were typed back: those open nothing. "
                "Destroy what was printed, and make new ones."
            )
            self.void.say(words)
        self._autosave.stop()

    def forget(self) -> None:
        """Hold no card, no word and no passphrase any more."""
        self.holders.forget_secret()
        for page in (self.cards, self.proof):
            if page is not None:
                page.forget()

    def _make(self) -> None:
        making = Making(self.what.compartment, self.numbers.needed.value())
        holders = self.holders.rows.value()
        passphrase = self.holders.secret.typed.take()
        self._say_busy(_("Making the cards …"))
        self._tools.worker.run(
            lambda v: make(v, making, holders, passphrase),
            owner=self,
            done=self._were_made,
            failed=self._refused,
        )

    def _were_made(self, cards: tuple[Card, ...]) -> None:
        self._say_busy("")
        self.void.clear()
        self.cards, self.proof = CardsPage(self._tools, cards), ProofPage(self._tools, cards)
        self.proof.changed.connect(self._enough)
        for page in (self.cards, self.proof):
            self._add(page)
        self.keep()
        self._show(self.cards)

    def _enough(self) -> None:
        self._show_buttons()
        if self._page.is_ready:
            self._page.begin()
            if not isinstance(self.focusWidget(), type(self.holders.secret.typed)):
                self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_open(self) -> None:
        proof, made = self.proof, self.cards
        if proof is None or made is None:
            return
        cards, typed, passphrase = made.cards, proof.typed, proof.secret.typed.take()
        self._say_busy(_("Proving the cards …"))
        self._tools.worker.run(
            lambda v: let_open(v, cards, typed, passphrase),
            owner=self,
            done=lambda _none: self._they_open(),
            failed=self._refused,
        )

    def _they_open(self) -> None:
        self._say_busy("")
        self._autosave.stop()
        self.forget()
        self.made.emit()

    def _refused(self, error: Exception) -> None:
        self._say_busy("")
        self._page.refuse(error)

    def _remove_files(self) -> None:
        # Behind a job that may let the cards open something: then their files stay.
        if self.cards is not None:
            self._tools.worker.run(self.cards.files.remove_unless_open, owner=self)

    def _back_out(self) -> None:
        if self.back.isVisible():
            self.go_back()
        else:
            self.give_up()

    def _say_busy(self, words: str) -> None:
        self._busy = bool(words)
        self.doing.setText(words)
        self._page.setEnabled(not words)
        self._show_buttons()

    def _add(self, page: Page) -> None:
        page.hide()
        self._pages.addWidget(page)

    def _show(self, page: Page) -> None:
        self._page.hide()
        self._page = page
        if page is self.holders:
            numbers = self.numbers
            page.ask_for(self.what.compartment, numbers.needed.value(), numbers.count.value())
        page.show()
        self._show_room()
        self._show_buttons()
        page.begin()

    def _show_buttons(self) -> None:
        self.next.set_text(self._page.next_words)
        self.next.setEnabled(self._page.is_ready and not self._busy)
        self.back.setVisible(self._page not in (self.what, self.cards))
        self.back.setEnabled(not self._busy)
        self.cancel.setEnabled(not self._busy)

    def _show_room(self) -> None:
        """Show by color which compartment the cards are for."""
        process = self.what.compartment == PROCESS
        self.steps.show_part(self._page.part, "plum" if process else "teal")
        room = "process" if process else ""
        if room == (self.property("room") or ""):
            return
        self.setProperty("room", room)
        for widget in (self, *self.findChildren(QWidget)):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
