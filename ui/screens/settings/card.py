"""One section of the settings: a card with a heading, a sentence, and what can be set."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from ui.theme import Theme
from ui.widgets.labels import label


class SettingsCard(QFrame):
    """`column` takes the widgets of the section."""

    def __init__(self, theme: Theme, title: str, sentence: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        px = theme.px
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(18), px(16), px(18), px(18))
        self.column.setSpacing(px(12))
        head = QVBoxLayout()
        head.setSpacing(px(4))
        head.addWidget(label(title, "heading"))
        if sentence:
            head.addWidget(label(sentence, "small"))
        self.column.addLayout(head)

    def enter(self) -> bool:
        """Do the section's main action; return whether it has one."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the main action, or presses the button that has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
                return
            if self.enter():
                return
        super().keyPressEvent(event)
