"""The last pages of making executor cards: they are printed, and read back from the paper."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from ui.errors import words_of
from ui.folders import documents
from ui.screens.succession.jobs import PROCESS, CardFiles
from ui.screens.succession.pages import Page, ProcessSecret
from ui.tools import Tools
from ui.widgets.buttons import ThemedButton, button
from ui.widgets.card import Card as CardFrame
from ui.widgets.card_words import COLUMNS, CardWords
from ui.widgets.emptied import empty
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.paper_row import PaperRow
from vault.lifecycle.cards import card_pages
from vault.lifecycle.typed_cards import given_for
from vault.model.share import Card
from vault.progress import Progress
from vault.translation import _, count_of


class CardsPage(Page):
    """The cards that were made: on pages of their own, or shown one by one to be written down."""

    part = 3

    def __init__(self, tools: Tools, cards: tuple[Card, ...]) -> None:
        super().__init__(
            tools,
            _("Put the cards on paper"),
            _(
                "They open nothing until you have typed {k} of them from the paper, on the next "
                "page. If the vault locks before that, they are void: make new ones then."
            ).format(k=cards[0].k),
        )
        self.cards = cards
        self.files = CardFiles(cards)
        self.shown = 0
        self.has_files = False
        self._stopped = Event()
        self.paper = PaperRow(tools, _("Save the pages…"), icon="file-key")
        self.paper.save_asked.connect(self._save)
        self.paper.print_asked.connect(self._print)
        self.column.addWidget(self.paper)
        self.list = CardFrame(tools.theme, inset=True, name=_("Cards"))
        self._showers: list[ThemedButton] = []
        for card in cards:
            self.list.add_row(self._row(card))
        self.column.addWidget(self.list)
        self.well = QFrame()
        self.well.setProperty("role", "well")
        self.well.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.well.hide()
        self._words = QGridLayout(self.well)
        side = tools.theme.px(16)
        self._words.setContentsMargins(side, side, side, side)
        self._words.setVerticalSpacing(tools.theme.px(6))
        self._words.setHorizontalSpacing(tools.theme.px(10))
        self.column.addWidget(self.well)

    def begin(self) -> None:
        """Put the keyboard on what comes first."""
        self.paper.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_card(self, number: int) -> None:
        """Show the words of one card; 0 covers them."""
        self.shown = number
        empty(self._words)
        self.well.setVisible(number > 0)
        for place, shower in enumerate(self._showers, 1):
            shower.set_text(_("Cover") if place == number else _("Show"))
            name = _("Cover card {n}") if place == number else _("Show card {n}")
            shower.set_name(name.format(n=place))
        if not number:
            self.well.setAccessibleDescription("")
            return
        words = self.cards[number - 1].words.split()
        self.well.setAccessibleName(_("The words of card {n}").format(n=number))
        self.well.setAccessibleDescription(", ".join(words))
        font = self.tools.theme.font(14, QFont.Weight.DemiBold)
        for place, word in enumerate(words):
            count, made = label(str(place + 1), "small", wrap=False), label(word, "strong")
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            made.setFont(font)
            row, at = place // COLUMNS, 2 * (place % COLUMNS)
            self._words.addWidget(count, row, at)
            self._words.addWidget(made, row, at + 1)
            self._words.setColumnStretch(at + 1, 1)

    def forget(self) -> None:
        """Hold no card any more; pages that are being set are stopped."""
        self._stopped.set()
        self.show_card(0)
        self.cards = ()

    def _row(self, card: Card) -> QWidget:
        theme = self.tools.theme
        line = QWidget()
        row = QHBoxLayout(line)
        row.setSpacing(theme.px(12))
        tint = "plum" if card.compartment == PROCESS else "ink"
        row.addWidget(IconLabel(theme, "key-round", tint))
        row.addWidget(label(_("Card {n}").format(n=card.number), "body", wrap=False))
        holder = card.holder
        row.addWidget(ElidedLabel(f"· {_joined(holder.name, holder.place)}", "mute"), 1)
        shower = button(_("Show"), theme=theme, small=True, name=_("Show"))
        shower.set_name(_("Show card {n}").format(n=card.number))
        shower.clicked.connect(partial(self._toggle, card.number))
        self._showers.append(shower)
        row.addWidget(shower)
        return line

    def _toggle(self, number: int) -> None:
        self.show_card(0 if self.shown == number else number)

    def _save(self) -> None:
        title = _("Where to save the cards")
        chosen = self.tools.dialogs.folder(self, title, str(documents()))
        if not chosen or not self.cards:
            return
        self.paper.begin(_("Setting the cards …"))
        self.tools.worker.apart(
            self._pages(), owner=self, done=partial(self._write, Path(chosen)), failed=self._failed
        )

    def _write(self, chosen: Path, pages: tuple[bytes, ...]) -> None:
        if not self.cards:
            return
        files = self.files
        self.paper.begin(_("Writing the cards …"))
        self.tools.worker.run(
            lambda _vault: files.save(chosen, pages),
            owner=self,
            done=self._was_saved,
            failed=self._failed,
        )

    def _was_saved(self, folder: Path) -> None:
        self.has_files = True
        count = count_of("{n} page", "{n} pages", len(self.cards))
        words = _("{count} in the folder “{name}”. Print each on a printer that is yours.")
        self.paper.say(words.format(count=count, name=folder.name))

    def _print(self) -> None:
        if self.cards:
            self.paper.send(self._pages())

    def _pages(self) -> Callable[[], tuple[bytes, ...]]:
        day, progress = self.tools.clock.now().date(), Progress(cancelled=self._stopped.is_set)
        return partial(card_pages, self.cards, day, progress)

    def _failed(self, error: Exception) -> None:
        if self.cards:
            self.paper.refuse(error)


class ProofPage(Page):
    """The person types k of the cards from the paper: only then do they open anything."""

    part = 4

    def __init__(self, tools: Tools, cards: tuple[Card, ...]) -> None:
        first = cards[0]
        super().__init__(
            tools,
            _("Type {k} of the cards from the paper").format(k=first.k),
            {
                "records": _(
                    "Then, and not before, the cards open the records. You may leave this page "
                    "and come back; accepted cards stay until the vault locks."
                ),
                "process": _(
                    "Then, and not before, the cards open process notes. You may leave this page "
                    "and come back; accepted cards stay until the vault locks."
                ),
            }[first.compartment],
        )
        self.next_words = _("Finish")
        self.words = CardWords(tools.theme, given_for(first.words))
        self.words.accepted.connect(self._accepted)
        self.column.addWidget(self.words)
        self.secret = ProcessSecret(
            tools, _("Process notes are opened to keep the new way in, and closed again.")
        )
        self.secret.hide()
        self._asks = first.compartment == PROCESS
        self.column.addWidget(self.secret)

    @property
    def is_ready(self) -> bool:
        """Whether enough cards were accepted."""
        return self.words.given.missing == 0

    @property
    def typed(self) -> list[str]:
        """The words of the cards, as they were typed."""
        return list(self.words.given.cards.values())

    def begin(self) -> None:
        """Put the keyboard into the next box, or where it is needed then."""
        if self.is_ready and self._asks:
            self.secret.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.words.begin()

    def check(self) -> bool:
        """Check that enough cards are there, and the passphrase where it is needed."""
        self.banner.clear()
        self.secret.clear_errors()
        return self.is_ready and (not self._asks or self.secret.check())

    def refuse(self, error: Exception) -> None:
        """Say why the cards were not let open anything."""
        self.banner.say(words_of(error).text, closable=False)
        if self._asks:
            self.secret.typed.selectAll()
        self.begin()

    def forget_secret(self) -> None:
        """Empty the passphrase."""
        self.secret.typed.take()

    def forget(self) -> None:
        """Hold no word any more."""
        self.words.forget()
        self.forget_secret()

    def _accepted(self) -> None:
        self.secret.setVisible(self._asks and self.is_ready)
        self.changed.emit()


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
