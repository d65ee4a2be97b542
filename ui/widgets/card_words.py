"""The words of executor cards, typed from the paper: numbered boxes, one card after the other."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.theme import Theme
from ui.widgets.announce import announce
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.labels import Pill, label
from ui.widgets.word_box import WordBox
from vault.errors import BadInput, VaultError
from vault.lifecycle.cards import words_in
from vault.lifecycle.typed_cards import WORD_COUNT, GivenCards
from vault.translation import _, count_of

COLUMNS = 3
"""As many as a card in text has, so that the lines on paper and screen are the same."""


class CardWords(QWidget):
    """`given` are the cards accepted so far: in memory alone, until `forget`.

    Leaving the page and coming back keeps them, and what is half typed.
    """

    accepted = Signal()
    """One more card is among those given."""

    def __init__(self, theme: Theme, given: GivenCards | None = None) -> None:
        """`given` may name the set that the cards must be of."""
        super().__init__()
        self._theme = theme
        self._none = self.given = given or GivenCards()
        self._judged: list[str] = []
        self.boxes = [WordBox(theme, place + 1) for place in range(WORD_COUNT)]
        self.title = label("", "strong")
        self.needed = label("", "small")
        self.banner = Banner(theme, "amber")
        self.emptier = button(_("Empty the boxes"), kind="link", theme=theme)
        self.emptier.clicked.connect(self._empty_by_hand)
        self.pill = Pill("", "teal", "check", theme=theme)
        self._wrong: list[QLabel] = []
        self._typing = QWidget()
        self._lay_out()
        for place, box in enumerate(self.boxes):
            box.filled.connect(partial(self._filled, place))
            box.changed.connect(partial(self._changed, place))
            box.left.connect(partial(self._left, place))
            box.many.connect(partial(self._spread, place))
            box.back.connect(partial(self._go, place - 1))
            box.rows.connect(partial(self._rows_down, place))
        self._show_state()

    def begin(self) -> None:
        """Put the keyboard into the first box that has no word."""
        place = next((n for n, box in enumerate(self.boxes) if not box.word), 0)
        self._go(place)

    def give(self, given: GivenCards) -> None:
        """Take cards that were accepted elsewhere as accepted here."""
        self.given = given
        self.empty_boxes()
        self._show_state()

    def forget(self) -> None:
        """Hold no card and no word any more."""
        self.given = self._none
        self.empty_boxes()
        self._show_state()

    def empty_boxes(self) -> None:
        """Take the words of a half typed card out; the cards that were accepted stay."""
        self._judged = []
        for place, box in enumerate(self.boxes):
            box.put("")
            self._show_wrong(place)
        self.banner.clear()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with what was given."""
        self.banner.say(sentence, closable=False)

    def _filled(self, place: int) -> None:
        ending = self.boxes[place].ending
        self._look(place)
        after = (*range(place + 1, WORD_COUNT), *range(place))
        there = next((n for n in after if not self.boxes[n].text()), place)
        if not self.boxes[place].word:
            there = 0  # the card was accepted: every box is empty again
        self._go(there)
        self.boxes[there].rest = ending

    def _changed(self, place: int) -> None:
        self.banner.clear()
        self._show_wrong(place)

    def _left(self, place: int) -> None:
        if self.boxes[place].text():
            self._look(place)
            self._show_wrong(place, over=True)

    def _spread(self, place: int, text: str) -> None:
        """Put pasted words into the boxes: all from the first on, fewer from this one on."""
        try:
            words = [word.strip(".,;:") for word in words_in(text).split()]
            start = 0 if len(words) == WORD_COUNT else place
            if start + len(words) > WORD_COUNT:
                raise BadInput(
                    _("A card has {all} words; these are {n}.").format(
                        all=WORD_COUNT, n=len(words)
                    ),
                    hint=_("Paste the words of one card, with their numbers or without."),
                )
        except BadInput as refused:
            self.refuse(words_of(refused).text)
            return
        for number, word in enumerate(words, start):
            self.boxes[number].put(word.casefold())
            self._show_wrong(number, over=True)
        self._look(start)
        self.begin()

    def _look(self, place: int) -> None:
        """Judge the card as far as it is typed."""
        self._show_wrong(place)
        words = [box.word for box in self.boxes]
        if words == self._judged:
            return
        self._judged = words
        self.banner.clear()
        begun = words[: words.index("")] if "" in words else words
        try:
            if len(begun) < WORD_COUNT:
                self.given.check_beginning(begun)
                return
            self.given = self.given.with_card(begun)
        except VaultError as refused:
            self.refuse(words_of(refused).text)
            return
        self._accept()

    def _accept(self) -> None:
        self.empty_boxes()
        self._show_state()
        words = _("Card {n} accepted.").format(n=self.given.numbers[-1])
        announce(self.title, f"{words} {self.needed.text()}")
        self.accepted.emit()

    def _show_state(self) -> None:
        missing = self.given.missing
        numbers = ", ".join(str(number) for number in self.given.numbers)
        one = len(self.given.numbers) == 1
        words = _("Card {numbers} accepted") if one else _("Cards {numbers} accepted")
        self.pill.setText(words.format(numbers=numbers))
        self.pill.setVisible(bool(numbers))
        for widget in (self._typing, self.emptier):
            widget.setVisible(missing != 0)
        if missing == 0:
            self.title.setText(_("These cards are enough."))
            self.needed.setText("")
        elif self.given.numbers:
            self.title.setText(_("The words of the next card"))
            self.needed.setText(
                count_of(
                    "{n} more card of this set is needed.",
                    "{n} more cards of this set are needed.",
                    missing or 0,
                )
            )
        else:
            self.title.setText(_("The words of the first card"))
            self.needed.setText(_("Four letters of a word are enough. All words may be pasted."))

    def _show_wrong(self, place: int, *, over: bool = False) -> None:
        """Say beneath its row that a box holds no word of a card; `over`: no letter will follow."""
        box = self.boxes[place]
        wrong = box.begins_none or (over and bool(box.text()) and not box.word)
        sentence = ""
        if wrong:
            sentence = _("Word {n} is none of those that cards have. Compare its letters.")
            sentence = sentence.format(n=place + 1)
        box.say_wrong(sentence)
        row = place // COLUMNS
        said = self._wrong[row]
        others = self.boxes[row * COLUMNS : (row + 1) * COLUMNS]
        words = next(filter(None, (each.accessibleDescription() for each in others)), "")
        if words and words != said.text():
            announce(said, words)
        said.setText(words)
        said.setVisible(bool(words))

    def _rows_down(self, place: int, rows: int) -> None:
        self._go(place + rows * COLUMNS)

    def _go(self, place: int) -> None:
        if 0 <= place < WORD_COUNT and self.given.missing != 0:
            self.boxes[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        px = self._theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.pill)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.emptier)
        column.addLayout(head)
        column.addWidget(self.needed)
        column.addWidget(self.banner)
        inner = QVBoxLayout(self._typing)
        inner.setContentsMargins(0, px(6), 0, 0)
        inner.setSpacing(px(8))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        for place, box in enumerate(self.boxes):
            row, at = 2 * (place // COLUMNS), 2 * (place % COLUMNS)
            number = label(str(place + 1), "small", wrap=False)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            number.setBuddy(box)
            grid.addWidget(number, row, at)
            grid.addWidget(box, row, at + 1)
            grid.setColumnStretch(at + 1, 1)
            if not at:
                wrong = label("", "error")
                wrong.hide()
                self._wrong.append(wrong)
                grid.addWidget(wrong, row + 1, 0, 1, 2 * COLUMNS)
        inner.addLayout(grid)
        column.addWidget(self._typing)

    def _empty_by_hand(self) -> None:
        self.empty_boxes()
        self._go(0)
