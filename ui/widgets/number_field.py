"""A field for a small whole number, such as minutes."""

from PySide6.QtWidgets import QSpinBox

from ui.theme import Theme


class NumberField(QSpinBox):
    """A spin box whose number does not touch its edge: Qt ignores the padding of its style."""

    def __init__(self, theme: Theme, *, name: str, least: int, most: int, value: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(least, most)
        self.setValue(value)
        self.setFixedWidth(theme.px(100))
        self.lineEdit().setTextMargins(theme.px(10), 0, 0, 0)
