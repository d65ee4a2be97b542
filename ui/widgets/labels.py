"""Words on a screen: plain text always, never read as HTML."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import Theme
from ui.tool_tip import as_tool_tip
from ui.widgets.paragraph import Paragraph

ROLES = (
    "title",
    "heading",
    "strong",
    "section",
    "field",
    "body",
    "mute",
    "small",
    "error",
    "serif",
    "banner",
    "brand",
    "key-cap",
)
WRAPPED = {"body", "mute", "small", "error", "serif", "banner"}

AT_LEFT = (
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
)
"""At the left also when the text runs from right to left: a list of names keeps its edge."""

TONES = ("teal", "amber", "red", "plum", "plain")


def label(text: str, role: str = "body", *, wrap: bool | None = None) -> QLabel:
    """Return a label; sentences wrap, names of things do not, unless `wrap` says otherwise.

    A label of the role "serif" wants `setFont(theme.serif())` besides. Raises ValueError for a
    role that is none.
    """
    if role not in ROLES:
        raise ValueError(role)
    if role == "section":
        return SectionLabel(text)
    if role in WRAPPED if wrap is None else wrap:
        return Paragraph(text, role)
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setAlignment(AT_LEFT)
    return made


class SectionLabel(QLabel):
    """A small heading in spaced capitals, which a screen reader still reads as words."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "section")
        font = QFont()
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
        self.setFont(font)


class ElidedLabel(QLabel):
    """One line, cut with an ellipsis where the room ends; its tool tip has the whole."""

    def __init__(self, text: str = "", role: str = "body") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setAlignment(AT_LEFT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show a text; line breaks become spaces."""
        self._whole = " ".join(text.split())
        self.setAccessibleName(self._whole)
        self.updateGeometry()
        self._cut()

    def text_in_full(self) -> str:
        """Return the text as it was set."""
        return self._whole

    def minimumSizeHint(self) -> QSize:
        """Return a size that leaves room for an ellipsis only."""
        hint = super().minimumSizeHint()
        return QSize(self.fontMetrics().horizontalAdvance("…"), hint.height())

    def sizeHint(self) -> QSize:
        """Return the size the whole text would take."""
        width = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.contentsRect().width()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip(as_tool_tip(self._whole) if shown != self._whole else "")


class Pill(QLabel):
    """A short state in a colored capsule, with an icon where the word alone is weak."""

    def __init__(
        self,
        text: str,
        tone: str = "plain",
        icon: str | None = None,
        *,
        theme: Theme,
        count: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`count` makes the small round one that stands behind a place in the side bar."""
        super().__init__(text, parent)
        self._theme, self._icon = theme, icon
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("count", count)
        self.setProperty("icon", icon is not None)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.set_tone(tone)
        theme.changed.connect(self.update)

    def set_tone(self, tone: str) -> None:
        """Give it another color; raises ValueError for a tone that is none."""
        if tone not in TONES:
            raise ValueError(tone)
        self.setProperty("pill", tone)
        self.style().unpolish(self)
        self.style().polish(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the capsule and its text, then the icon before it."""
        super().paintEvent(event)
        if self._icon is None:
            return
        tone = self.property("pill")
        token = "mute" if tone == "plain" else str(tone)
        size = 13
        drawn = self._theme.pixmap(self._icon, token, size, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(self._theme.px(9), (self.height() - self._theme.px(size)) // 2, drawn)
        painter.end()
