"""A check box whose words may be long: they wrap beside it, and a click on them counts too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.labels import label


class WrappedCheck(QWidget):
    """`box` is what is checked, and what a screen reader reads; `said` stands small below."""

    def __init__(self, theme: Theme, words: str, said: str = "") -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(words)
        self.box.setAccessibleDescription(said)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.box, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        column.addWidget(label(words, "body"))
        if said:
            column.addWidget(label(said, "small"))
        row.addLayout(column, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Check or uncheck by a click on the words."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.box.click()
