"""Says beneath the text what looks as if it belonged in the progress note, and offers a move."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.banner import Banner
from vault.model.process_hint_words import looks_like, why_words
from vault.model.process_hints import Misplaced, misplaced
from vault.translation import _

_LOOKS_AFTER_MS = 400
_QUOTED = 60


class HintBanner(QWidget):
    """Follows a text; shows the first passage that looks misplaced and was not waved away.

    `move_asked` names its place in the text. A hint is never a refusal.
    """

    move_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._text = ""
        self._shown: Misplaced | None = None
        self._waved_away: set[str] = set()
        self.banner = Banner(theme, "amber")
        self.banner.acted.connect(self._ask)
        self.banner.closed.connect(self._wave_away)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banner)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_LOOKS_AFTER_MS)
        self._looking.timeout.connect(self.look)

    def follow(self, text: str) -> None:
        """Look at a text once the typing pauses."""
        self._text = text
        self._looking.start()

    def look(self) -> None:
        """Look now."""
        self._looking.stop()
        found = [
            each for each in misplaced(self._text) if self._words(each) not in self._waved_away
        ]
        shown = found[0] if found else None
        if shown is None:
            self._shown = None
            self.banner.clear()
        elif self._shown is None or self._words(shown) != self.banner.property("words"):
            self._say(shown)
        self._shown = shown

    def forget(self) -> None:
        """Forget the text and everything that was said about it."""
        self._looking.stop()
        self._text = ""
        self._shown = None
        self._waved_away.clear()
        self.banner.say("", closable=False)
        self.banner.clear()
        self.banner.setProperty("words", None)

    def _words(self, place: Misplaced) -> str:
        return self._text[place.start : place.end]

    def _say(self, place: Misplaced) -> None:
        words = self._words(place)
        self.banner.setProperty("words", words)
        quoted = words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1]}…"
        self.banner.say(
            why_words(place.kind),
            strong=looks_like(place.kind).format(words=quoted),
            action=_("Move to progress note"),
        )

    def _ask(self) -> None:
        if self._shown is not None:
            self.move_asked.emit(self._shown)

    def _wave_away(self) -> None:
        if self._shown is not None:
            self._waved_away.add(self._words(self._shown))
            self._shown = None
            self.look()
