"""How a line of text is painted in its own direction, at the left of its place like every other."""

from PySide6.QtCore import Qt

from ui.widgets.labels import AT_LEFT
from vault.model.direction import runs_leftward


def painted(text: str) -> int:
    """Return the flags to paint one line with: at the left, in the middle, in its direction."""
    direction = (
        Qt.TextFlag.TextForceRightToLeft
        if runs_leftward(text)
        else Qt.TextFlag.TextForceLeftToRight
    )
    return AT_LEFT.value | direction.value | Qt.TextFlag.TextSingleLine.value
