"""Buttons of every kind, with their icons in the theme's colors and their shortcut shown."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.key_cap import KeyCap

_ICON_TOKENS = {
    "primary": "on_teal",
    "plum": "on_plum",
    "danger": "red",
    "plain": "ink",
    "chip": "ink",
    "link": "mute",
    "plum-link": "plum",
    "nav": "mute",
    "bare": "mute",
}
KINDS = tuple(_ICON_TOKENS)

LINK_PADDING = 5
"""Design pixels between a link's edge and its words: a row of links reaches out by as much."""

_ICON_GAPS = {"nav": 6, "chip": 6, "link": 1, "plum-link": 1}
"""Empty design pixels behind an icon, besides Qt's own four."""

_FILLED = {"primary": "on_teal", "plum": "on_plum"}


def button(
    text: str,
    *,
    theme: Theme,
    kind: str = "plain",
    icon: str | None = None,
    shortcut_hint: str | None = None,
    name: str | None = None,
    small: bool = False,
) -> "ThemedButton":
    """Return a button.

    `shortcut_hint` is shown as a key cap ("Ctrl N") and does nothing by itself. `name` is what a
    screen reader says; it may be left out when there is a text. Raises ValueError for a kind that
    is none, and for a button with neither text nor name.
    """
    return ThemedButton(text, theme, kind, icon, shortcut_hint, name, small)


class ThemedButton(QPushButton):
    """A button that draws its icon anew when the theme changes."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        kind: str = "plain",
        icon: str | None = None,
        shortcut_hint: str | None = None,
        name: str | None = None,
        small: bool = False,
    ) -> None:
        super().__init__()
        if kind not in KINDS or not (text or name):
            raise ValueError(kind)
        self._theme, self._kind, self._icon_name = theme, kind, icon
        self._name, self._hint, self._tipped = name, shortcut_hint, ""
        self._trailing: QWidget | None = None
        self._chevron: QLabel | None = None
        self._menu: QMenu | None = None
        self.setProperty("kind", kind)
        self.setProperty("small", small)
        self.setAutoDefault(False)
        if kind in {"link", "plum-link"}:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if kind == "nav":
            self.setCheckable(True)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_text(text)
        self.set_trailing(KeyCap(shortcut_hint) if shortcut_hint else None)
        theme.changed.connect(self._tint)

    def set_text(self, text: str) -> None:
        """Show another text; an ampersand in it is an ampersand."""
        self.setText(text.replace("&", "&&"))
        spoken = self._name or text
        self.setAccessibleName(spoken)
        if self._hint:
            self.setAccessibleDescription(self._hint.replace(" ", "+"))
        self._tip(spoken)
        self._tint()

    def set_name(self, name: str) -> None:
        """Have a screen reader, and the tool tip of a button without text, say another name."""
        self._name = name
        self.setAccessibleName(name)
        self._tip(name)

    def set_icon(self, icon: str | None) -> None:
        """Show another icon, or none."""
        self._icon_name = icon
        self._tint()

    def set_centered(self, centered: bool) -> None:
        """Put what a button of a side bar says into its middle: an icon that stands alone."""
        self.setProperty("centered", centered)
        self.style().unpolish(self)
        self.style().polish(self)

    def set_trailing(self, widget: QWidget | None) -> None:
        """Put a small widget (a key cap, a count, a muted label) at the right inside the button."""
        if self._trailing is not None:
            self._trailing.deleteLater()
        self._trailing = widget
        self.setProperty("trailing", widget is not None)
        if widget is not None:
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout = self.layout() or QHBoxLayout(self)
            side = self._theme.px(10 if self._kind in {"nav", "chip"} else 13)
            layout.setContentsMargins(side, 0, side, 0)
            layout.addWidget(widget)
            layout.setAlignment(widget, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.updateGeometry()

    def set_menu(self, menu: QMenu) -> None:
        """Open a menu beneath the button when pressed, and show by a chevron that it does.

        Not Qt's own `setMenu`: with a style sheet that moves the text to the edge.
        """
        if self._chevron is None:
            self.clicked.connect(self._open_menu)
        self._menu, self._chevron = menu, QLabel()
        self.set_trailing(self._chevron)
        self._tint()

    def sizeHint(self) -> QSize:
        """Return the size of icon and text, and of what stands behind them."""
        hint = super().sizeHint()
        if self._trailing is None:
            return hint
        self._trailing.ensurePolished()
        gap = 4 if self._trailing is self._chevron else 8
        more = self._trailing.sizeHint().width() + self._theme.px(gap)
        return QSize(hint.width() + more, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the same as sizeHint: a button is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button; a filled one shows the keyboard's place by a ring inside it."""
        super().paintEvent(event)
        token = _FILLED.get(self._kind)
        if token is None or not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color(token), self._theme.px(2)))
        inset = self._theme.px(3)
        ring = self.rect().adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(ring, self._theme.px(5), self._theme.px(5))
        painter.end()

    def _open_menu(self) -> None:
        if self._menu is not None:
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + self._theme.px(4))))

    def _tip(self, name: str) -> None:
        """Let the name be the tool tip while there is no text; a screen reader reads both."""
        if not self.text():
            self.setToolTip(name)
            self._tipped = name
        elif self._tipped:
            if self.toolTip() == self._tipped:
                self.setToolTip("")
            self._tipped = ""

    def _tint(self) -> None:
        if self._chevron is not None:
            ratio = self.devicePixelRatioF()
            self._chevron.setPixmap(self._theme.pixmap("chevron-down", "mute", 12, ratio))
        if self._icon_name is None:
            return
        gap = _ICON_GAPS.get(self._kind, 4) if self.text() else 0
        checked = "ink" if self._kind in {"nav", "bare"} else None
        token = _ICON_TOKENS[self._kind]
        self.setIcon(self._theme.icon(self._icon_name, token, checked=checked, gap=gap))
        self.setIconSize(self._theme.icon_size(gap=gap))
