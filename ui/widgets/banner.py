"""A sentence beside the thing it concerns: a refusal, a warning, or what can be undone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy

from ui.theme import Theme
from ui.widgets.announce import announce
from ui.widgets.buttons import ThemedButton, button
from ui.widgets.paragraph import Paragraph
from vault.translation import _

_ICONS = {
    "amber": "triangle-alert",
    "red": "circle-alert",
    "teal": "check",
    "plum": "notebook-pen",
    "plain": "info",
}
_ICON_TOKENS = {"amber": "ink", "red": "red", "teal": "teal", "plum": "plum", "plain": "mute"}
TONES = tuple(_ICONS)

_ONE_LINE = 60
"""Characters up to which the action stands beside the text and not beneath it."""


class Banner(QFrame):
    """Says something until it is closed; hidden while it has nothing to say."""

    acted = Signal()
    """The action was chosen."""

    closed = Signal()
    """The person closed it."""

    def __init__(self, theme: Theme, tone: str = "plain") -> None:
        """Raise ValueError for a tone that is none."""
        super().__init__()
        self._theme = theme
        self._text = Paragraph("", "banner")
        self._icon = QLabel()
        self._action: ThemedButton = button(_("Undo"), kind="link", theme=theme)
        self._close = button("", kind="bare", icon="x", theme=theme, name=_("Close"))
        self._close.clicked.connect(self._on_close)
        self._action.clicked.connect(self.acted)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._lay_out()
        self.set_tone(tone)
        theme.changed.connect(self._tint)
        self.hide()

    def set_tone(self, tone: str) -> None:
        """Give it another color and icon; raises ValueError for a tone that is none."""
        if tone not in TONES:
            raise ValueError(tone)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._tint()

    def say(self, text: str, *, strong: str = "", action: str = "", closable: bool = True) -> None:
        """Show a text, a few bold words before it, and a link for what can be done; speak it."""
        spoken = f"{strong} {text}".strip()
        self._text.set_text(text, strong=strong)
        if action:
            self._action.set_text(action)
        beside = len(spoken) <= _ONE_LINE
        self._words.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        across = Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignTop
        self._row.setAlignment(self._icon, across)
        self._row.setAlignment(self._close, across)
        self._action.setVisible(bool(action))
        self._close.setVisible(closable)
        self.setAccessibleName(spoken)
        self.show()
        announce(self, spoken)

    def text(self) -> str:
        """Return what it says, or "" while it is hidden."""
        return "" if self.isHidden() else self.accessibleName()

    def clear(self) -> None:
        """Say nothing more."""
        self.hide()

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()

    def _lay_out(self) -> None:
        px = self._theme.px
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(12), px(10), px(12))
        row.setSpacing(px(8))
        # A link has four pixels at its left for the ring of the keyboard; the text stands over it.
        self._text.setContentsMargins(px(4), 0, 0, 0)
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._words.setSpacing(px(4))
        self._words.addWidget(self._text)
        self._words.addWidget(self._action, alignment=Qt.AlignmentFlag.AlignLeft)
        self._words.addStretch(1)
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words, 1)
        row.addWidget(self._close, alignment=Qt.AlignmentFlag.AlignTop)

    def _tint(self) -> None:
        tone = str(self.property("tone"))
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(self._theme.pixmap(_ICONS[tone], _ICON_TOKENS[tone], 16, ratio))
