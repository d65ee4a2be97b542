"""The first pages of making executor cards: what they open, how many, and who gets them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.screens.succession.holder_rows import HolderRows
from ui.screens.succession.jobs import PROCESS, RECORDS, Known
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.form import Form
from ui.widgets.labels import label
from ui.widgets.number_field import NumberField
from ui.widgets.password_field import PasswordField
from vault.errors import WrongSecret
from vault.model.share import LEAST, MOST, place_warning
from vault.translation import _, count_of

_FIRST_COUNT = 3


class Page(QWidget):
    """A title, what is asked, and what was wrong with the answer."""

    changed = Signal()
    part = 0

    def __init__(self, tools: Tools, title: str, sentence: str) -> None:
        super().__init__()
        self.tools = tools
        self.next_words = _("Next")
        px = tools.theme.px
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(14))
        head = QVBoxLayout()
        head.setSpacing(px(6))
        self.title = label(title, "title", wrap=True)
        self.sentence = label(sentence, "mute")
        head.addWidget(self.title)
        head.addWidget(self.sentence)
        self.column.addLayout(head)
        self.banner = Banner(tools.theme, "amber")
        self.column.addWidget(self.banner)

    @property
    def is_ready(self) -> bool:
        """Whether one may go on from here."""
        return True

    def begin(self) -> None:
        """Put the keyboard where one begins."""

    def check(self) -> bool:
        """Say what is wrong with the answer; return whether nothing is."""
        return True

    def refuse(self, error: Exception) -> None:
        """Say why one cannot go on."""
        self.banner.say(words_of(error).text, closable=False)

    def forget_secret(self) -> None:
        """Empty a field that holds a passphrase."""


class ProcessSecret(Form):
    """Asks for the passphrase of process notes, for one job."""

    def __init__(self, tools: Tools, help_text: str) -> None:
        super().__init__(tools.theme)
        title = _("Passphrase of process notes")
        self.typed = PasswordField(tools.theme, name=title)
        self.add_field("passphrase", title, self.typed, help_text=help_text)

    def check(self) -> bool:
        """Say beneath the field that it is empty; return whether it is not."""
        if self.typed.text().strip():
            return True
        self.set_error("passphrase", _("Type it first."))
        self.focus_first_error()
        return False

    def refuse(self, sentence: str) -> None:
        """Say beneath the field what was wrong, the text to be typed over."""
        self.set_error("passphrase", sentence)
        self.typed.selectAll()
        self.focus_first_error()


class WhatPage(Page):
    """Records, or, as a second set that is asked for by name, process notes."""

    def __init__(self, tools: Tools, known: Known) -> None:
        super().__init__(
            tools,
            _("What are the cards to open?"),
            _("Enough of them together open it to read. They never sign, and change no keys."),
        )
        self.records = QRadioButton(_("The records, without process notes"))
        self.process = QRadioButton(_("Process notes, as a second set of cards"))
        both = QButtonGroup(self)
        for radio in (self.records, self.process):
            both.addButton(radio)
        self.records.setChecked(True)
        self._add(
            self.records,
            _("Notes, clients, documents: what whoever keeps the records for you must have."),
        )
        if not known.has_process_notes:
            why = _("This vault has no process notes.")
        elif not known.has_records_set:
            why = _("Make cards of the records first: process notes open only beside them.")
        else:
            why = _(
                "Think about it first: whoever has enough of these cards, and opens the records, "
                "reads what you wrote for yourself. Their passphrase is asked before the cards "
                "are made, and before they open anything."
            )
        self.process.setEnabled(known.has_process_notes and known.has_records_set)
        self._add(self.process, why)
        self.records.toggled.connect(lambda _on: self.changed.emit())

    @property
    def compartment(self) -> str:
        """What was chosen."""
        return PROCESS if self.process.isChecked() else RECORDS

    def choose(self, compartment: str) -> None:
        """Choose a compartment that may be chosen."""
        wanted = self.process if compartment == PROCESS else self.records
        if wanted.isEnabled():
            wanted.setChecked(True)

    def begin(self) -> None:
        """Put the keyboard on what is chosen."""
        chosen = self.process if self.process.isChecked() else self.records
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, radio: QRadioButton, words: str) -> None:
        px = self.tools.theme.px
        radio.setAccessibleDescription(words)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(radio)
        line = QHBoxLayout()
        line.addSpacing(px(26))
        line.addWidget(label(words, "small"), 1)
        column.addLayout(line)
        self.column.addWidget(holder)


class NumbersPage(Page):
    """How many cards there are, and how many of them are needed."""

    part = 1

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools,
            _("How many cards?"),
            _(
                "With fewer cards than are needed nobody opens anything. Each card beyond those "
                "may be lost, or its holder be away."
            ),
        )
        self.count = NumberField(
            tools.theme, name=_("Cards"), least=LEAST, most=MOST, value=_FIRST_COUNT
        )
        self.needed = NumberField(
            tools.theme, name=_("Cards that are needed"), least=LEAST, most=_FIRST_COUNT, value=2
        )
        self.said = label("", "body")
        for words, field in (
            (_("Cards, one for each holder"), self.count),
            (_("Cards that are needed together"), self.needed),
        ):
            line = QHBoxLayout()
            line.setSpacing(tools.theme.px(12))
            title = label(words, "body")
            title.setBuddy(field)
            line.addWidget(title, 1)
            line.addWidget(field)
            self.column.addLayout(line)
        self.column.addWidget(self.said)
        self.column.addWidget(
            label(
                _("For a single person whom you trust alone, a recovery key is simpler."), "small"
            )
        )
        self.count.valueChanged.connect(self._changed)
        self.needed.valueChanged.connect(self._changed)
        self._changed()

    def begin(self) -> None:
        """Put the keyboard into the first number."""
        self.count.setFocus(Qt.FocusReason.OtherFocusReason)
        self.count.selectAll()

    def _changed(self, *_value: object) -> None:
        self.needed.setMaximum(self.count.value())
        k, n = self.needed.value(), self.count.value()
        if n > k:
            spare = count_of("{n} card may be lost", "{n} cards may be lost", n - k)
            self.said.setText(_("Any {k} of {n} open it: {spare}.").format(k=k, n=n, spare=spare))
        else:
            self.said.setText(_("All {n} are needed: none may be lost.").format(n=n))
        self.changed.emit()


class HoldersPage(Page):
    """One row for each holder; warns when as many cards as are needed lie in one place."""

    part = 2

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools,
            _("Who gets the cards?"),
            _("Names and numbers are kept in the records, encrypted; on a card stands no name."),
        )
        self._k = LEAST
        self.next_words = _("Make the cards")
        self.rows = HolderRows(tools.theme)
        self.rows.changed.connect(self._changed)
        self.column.addWidget(self.rows)
        self.warning = Banner(tools.theme, "amber")
        self.column.addWidget(self.warning)
        self.secret = ProcessSecret(
            tools, _("Process notes are opened for the making, and closed again.")
        )
        self.column.addWidget(self.secret)
        self.secret.hide()

    def ask_for(self, compartment: str, k: int, n: int) -> None:
        """Show so many rows, and the passphrase where it is needed."""
        self._k = k
        self.rows.set_count(n)
        self.secret.setVisible(compartment == PROCESS)
        self._show_warning()

    def begin(self) -> None:
        """Put the keyboard into the first row without a name."""
        self.rows.begin()

    def check(self) -> bool:
        """Check every row, and that the passphrase is there where it is needed."""
        self.banner.clear()
        self.secret.clear_errors()
        return self.rows.check() and (self.secret.isHidden() or self.secret.check())

    def refuse(self, error: Exception) -> None:
        """Say what was wrong where it is."""
        if isinstance(error, WrongSecret):
            self.secret.refuse(words_of(error).text)
        else:
            super().refuse(error)

    def forget_secret(self) -> None:
        """Empty the passphrase."""
        self.secret.typed.take()

    def _changed(self) -> None:
        self._show_warning()
        self.changed.emit()

    def _show_warning(self) -> None:
        words = place_warning(self._k, self.rows.value())
        if not words:
            self.warning.clear()
        elif words != self.warning.text():
            self.warning.say(words, closable=False)
