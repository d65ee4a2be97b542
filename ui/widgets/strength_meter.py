"""Shows how long a passphrase would hold, by a bar and in words."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.labels import label
from vault.translation import _

_STEPS = 4
_TOKENS = ("red", "red", "amber", "teal", "teal")


class StrengthMeter(QWidget):
    """A bar of four steps and the words for it; empty until there is something to judge."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._bar = _Bar(theme)
        self._words = label("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(6))
        layout.addWidget(self._bar)
        layout.addWidget(self._words)
        self.set_score(None)

    def set_score(self, score: int | None, advice: str = "") -> None:
        """Show a score of zxcvbn, 0 to 4, and a sentence of advice behind its words.

        None empties the meter. Raises ValueError for another number.
        """
        if score is not None and not 0 <= score <= _STEPS:
            raise ValueError(score)
        self._bar.set_score(score)
        words = "" if score is None else f"{_words()[score]} {advice}".strip()
        self._words.setText(words)
        self.setAccessibleName(words or _("Strength of the passphrase"))

    def words(self) -> str:
        """Return what it says."""
        return self._words.text()


def _words() -> tuple[str, ...]:
    return (
        _("Very weak: guessed at once."),
        _("Weak: guessed within hours."),
        _("Fair: a determined guesser gets in."),
        _("Good."),
        _("Strong."),
    )


class _Bar(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._score = theme, -1
        self.setFixedHeight(theme.px(4))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_score(self, score: int | None) -> None:
        self._score = -1 if score is None else score
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = self._theme.px(4)
        width = (self.width() - gap * (_STEPS - 1)) / _STEPS
        filled = max(self._score, 1) if self._score >= 0 else 0
        for step in range(_STEPS):
            token = _TOKENS[self._score] if step < filled else "line"
            painter.setBrush(self._theme.color(token))
            radius = self.height() / 2
            place = QRectF(step * (width + gap), 0, width, self.height())
            painter.drawRoundedRect(place, radius, radius)
        painter.end()
