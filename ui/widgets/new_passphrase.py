"""A new passphrase, typed twice, with how long it would hold."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.passphrase_strength import Strength, judge
from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.password_field import PasswordField
from ui.widgets.strength_meter import StrengthMeter
from ui.worker import Worker
from vault.lifecycle.word_passphrase import suggest_passphrase
from vault.translation import _

_PAUSE_MS = 150


class NewPassphrase(QWidget):
    """Two fields and a meter. Weak ones are warned of, never forbidden; nothing is kept."""

    def __init__(self, theme: Theme, worker: Worker, *, title: str, again: str) -> None:
        super().__init__()
        self._worker = worker
        self._known: tuple[str, ...] = ()
        self._asked = 0
        self.score: int | None = None
        self.first = PasswordField(theme, name=title)
        self.again = PasswordField(theme, name=again)
        self.meter = StrengthMeter(theme)
        self._form = Form(theme)
        self._form.add_field("first", title, self.first)
        self._form.add_row(self.meter)
        self.suggest = button(_("Suggest six words"), kind="link", theme=theme)
        self.suggest.clicked.connect(self._suggest)
        self._form.add_row(self.suggest)
        self._form.add_field("again", again, self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        # Whoever types it twice comes to the second field with one Tab; a space would else show it.
        self.setTabOrder(self.first, self.again)
        self.setTabOrder(self.again, self.first.eye())
        self.setTabOrder(self.first.eye(), self.again.eye())
        self._judging = QTimer(self)
        self._judging.setSingleShot(True)
        self._judging.setInterval(_PAUSE_MS)
        self._judging.timeout.connect(self._judge)
        self.first.textChanged.connect(self._changed)
        self.again.textChanged.connect(lambda: self._form.set_error("again", ""))

    @property
    def is_judging(self) -> bool:
        """Whether the meter does not show yet how strong the passphrase is."""
        return self.score is None and bool(self.first.text())

    def set_known(self, known: Iterable[str]) -> None:
        """Say what is no secret: whoever guesses tries it first."""
        self._known = tuple(text for text in known if text)

    def text(self) -> str:
        """Return what was typed first; ask `check` before it is used."""
        return self.first.text()

    def is_empty(self) -> bool:
        """Return whether nothing was typed."""
        return not self.first.text() and not self.again.text()

    def check(self) -> bool:
        """Say beside the fields what is wrong with them; return whether nothing is."""
        self._form.clear_errors()
        if not self.first.text().strip():
            self._form.set_error("first", _("Type a passphrase."))
        elif self.first.text() != self.again.text():
            self._form.set_error("again", _("The two are not the same. Type it once more."))
        return not self._form.focus_first_error()

    def refuse(self, sentence: str) -> None:
        """Say beside the first field why this passphrase may not be used."""
        self._form.set_error("first", sentence)
        self._form.focus_first_error()

    def error(self) -> str:
        """Return what is said to be wrong, or ""."""
        return self._form.error("first") or self._form.error("again")

    def take(self) -> str:
        """Return the passphrase and empty both fields."""
        self.again.take()
        text = self.first.take()
        self.meter.set_score(None)
        return text

    def hideEvent(self, event: QHideEvent) -> None:
        """Judge no more: nobody sees it."""
        self._judging.stop()
        super().hideEvent(event)

    def _suggest(self) -> None:
        self._worker.apart(suggest_passphrase, owner=self, done=self._show_suggested)

    def _show_suggested(self, words: str) -> None:
        """Show the words, to be written down and typed once more by hand."""
        self.first.setText(words)
        self.first.set_shown(True)
        self.again.take()
        self.again.setFocus()

    def _changed(self) -> None:
        self._form.set_error("first", "")
        self._asked += 1
        self.score = None
        if self.first.text():
            self._judging.start()
        else:
            self._judging.stop()
            self.meter.set_score(None)

    def _judge(self) -> None:
        job = partial(judge, self.first.text(), self._known)
        self._worker.apart(job, owner=self, done=partial(self._judged, self._asked))

    def _judged(self, asked: int, found: Strength) -> None:
        if asked == self._asked:
            advice = "" if found.enough else _("Five or six unrelated words would hold.")
            self.score = found.score
            self.meter.set_score(found.score, advice)
