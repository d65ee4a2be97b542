"""What stands in a place that has nothing yet: what it is for, and the first step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.labels import label

_WIDTH = 380


class EmptyState(QWidget):
    """An icon, a title, a sentence, and at most one button."""

    acted = Signal()
    """The button was pressed."""

    def __init__(
        self,
        theme: Theme,
        *,
        icon: str,
        title: str,
        sentence: str,
        action: str = "",
        action_kind: str = "primary",
    ) -> None:
        super().__init__()
        self._theme, self._icon_name = theme, icon
        self._icon = QLabel()
        self.setAccessibleName(f"{title}. {sentence}")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(6))
        layout.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(self._icon, alignment=middle)
        layout.addSpacing(theme.px(6))
        layout.addWidget(label(title, "heading"), alignment=middle)
        words = label(sentence, "mute")
        words.setAlignment(middle)
        words.setFixedWidth(theme.px(_WIDTH))
        # Between two stretches: what is aligned gets the height of its size hint, not of its width.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(words)
        row.addStretch(1)
        layout.addLayout(row)
        if action:
            layout.addSpacing(theme.px(10))
            self.action = button(action, kind=action_kind, theme=theme)
            self.action.clicked.connect(self.acted)
            layout.addWidget(self.action, alignment=middle)
        layout.addStretch(3)
        theme.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        drawn = self._theme.pixmap(self._icon_name, "faint", 32, self.devicePixelRatioF())
        self._icon.setPixmap(drawn)
