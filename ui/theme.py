"""The look of the window, light or dark: colors, icons, letters and sizes, made once in app.py."""

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from ui.fonts import (
    INTERFACE,
    SERIF,
    dots_per_inch,
    font_of,
    load_fonts,
    load_further_fonts,
    system_scale,
)
from ui.icons import IconDrawer
from ui.palette import NAMES, Palette, load_palette
from ui.style_sheet import style_sheet

CHOICES = ("system", "light", "dark")

BASE_PIXELS = 13
LARGE = 1.3
"""Above this scale, words that an icon or a tool tip can say give way to the others."""
SERIF_PIXELS = 15

_ROLES = (
    (QPalette.ColorRole.Window, "paper"),
    (QPalette.ColorRole.WindowText, "ink"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "panel"),
    (QPalette.ColorRole.Text, "ink"),
    (QPalette.ColorRole.PlaceholderText, "mute"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "ink"),
    (QPalette.ColorRole.BrightText, "red"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.ToolTipText, "ink"),
    (QPalette.ColorRole.Highlight, "selection"),
    (QPalette.ColorRole.HighlightedText, "ink"),
    (QPalette.ColorRole.Accent, "teal"),
    (QPalette.ColorRole.Link, "teal"),
    (QPalette.ColorRole.LinkVisited, "teal"),
    (QPalette.ColorRole.Light, "surface"),
    (QPalette.ColorRole.Midlight, "line"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Dark, "hover_line"),
    (QPalette.ColorRole.Shadow, "hover_line"),
)
_FAINT_WHEN_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.PlaceholderText,
)


class Theme(QObject):
    """The look in use; `changed` says that colors are others now, and icons must be drawn anew."""

    changed = Signal()
    _sheet_changed = Signal(str)

    def __init__(
        self, app: QApplication, choice: str = "system", *, scale: float | None = None
    ) -> None:
        """Color the application; `scale` overrides what the system's font size says."""
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._palettes = {name: load_palette(name) for name in NAMES}
        self._icons = IconDrawer()
        # Drawn for the screens there are: each more costs every icon of the first picture.
        self._ratios = sorted({1.0, *(screen.devicePixelRatio() for screen in app.screens())})
        self._family = load_fonts(INTERFACE)
        self._serif_family = self._sheet = ""
        self._knows_scripts = False
        self.scale = system_scale() if scale is None else scale
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(self.font())
        self._palette = self._wanted(app.styleHints().colorScheme())
        self._dress()
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._tell_system()

    def dress(self, window: QWidget) -> None:
        """Give a window the style sheet of this look, and of each that follows.

        The window has it, not the application: under an application's, Qt styles what is built
        without a parent too, and anew for each part that it is built into.
        """
        window.setStyleSheet(self._sheet)
        self._sheet_changed.connect(window.setStyleSheet)

    @property
    def name(self) -> str:
        """Return "light" or "dark": what is shown now."""
        return self._palette.name

    @property
    def choice(self) -> str:
        """Return "system", "light" or "dark": what was asked for."""
        return self._choice

    @property
    def large(self) -> bool:
        """Whether letters are so large that the smallest window has no room for every word."""
        return self.scale > LARGE

    def set_choice(self, choice: str) -> None:
        """Show the light or the dark look, or follow the system.

        Raises ValueError for a choice that is none.
        """
        if choice not in CHOICES:
            raise ValueError(choice)
        self._choice = choice
        self._tell_system()
        self._follow(self._app.styleHints().colorScheme())

    def color(self, token: str) -> QColor:
        """Return the color of a token (`ui/palette.py`); raises KeyError for one that is none."""
        return QColor(self._palette[token])

    def px(self, pixels: float) -> int:
        """Return a length of the design in pixels of this window; what is drawn stays drawn."""
        return max(1, round(pixels * self.scale)) if pixels else 0

    def font(self, size: float = BASE_PIXELS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the interface font at a size of the design."""
        return font_of(self._family, size * self.scale, weight)

    def serif(
        self, size: float = SERIF_PIXELS, weight: QFont.Weight = QFont.Weight.Normal
    ) -> QFont:
        """Return the font for what clinicians write and read; its files are read when first asked.

        Raises Damaged when the installation lacks them.
        """
        self._serif_family = self._serif_family or load_fonts(SERIF)
        return font_of(self._serif_family, size * self.scale, weight)

    def load_scripts(self) -> None:
        """Let every text show Hebrew, Arabic, Chinese, Japanese, Korean and emoji from now on.

        Not done for the lock screen, which shows nothing that a person wrote. Raises Damaged when
        the installation lacks a font.
        """
        if not self._knows_scripts:
            load_further_fonts()
            self._knows_scripts = True

    def pixmap(self, name: str, token: str = "mute", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """Return an icon of resources/icons, `size` design pixels square, in a token's color."""
        return self._icons.pixmap(name, self.color(token), self.px(size), ratio=ratio)

    def icon(
        self,
        name: str,
        token: str = "mute",
        *,
        checked: str | None = None,
        size: int = 16,
        gap: int = 0,
    ) -> QIcon:
        """Return an icon for a control: faint when disabled, `checked`'s color when checked.

        `gap` design pixels stay empty at its right.
        """
        icon = QIcon()
        states = [(QIcon.Mode.Normal, QIcon.State.Off, token)]
        if checked is not None:
            states.append((QIcon.Mode.Normal, QIcon.State.On, checked))
        states.append((QIcon.Mode.Disabled, QIcon.State.Off, "faint"))
        for mode, state, tint in states:
            for ratio in self._ratios:
                drawn = self._icons.pixmap(
                    name, self.color(tint), self.px(size), ratio=ratio, gap=self.px(gap)
                )
                icon.addPixmap(drawn, mode, state)
        return icon

    def icon_size(self, *, size: int = 16, gap: int = 0) -> QSize:
        """Return what `setIconSize` wants for an icon made with the same numbers."""
        return QSize(self.px(size) + self.px(gap), self.px(size))

    def _wanted(self, scheme: Qt.ColorScheme) -> Palette:
        if self._choice in self._palettes:
            return self._palettes[self._choice]
        return self._palettes["dark" if scheme == Qt.ColorScheme.Dark else "light"]

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        wanted = self._wanted(scheme)
        if wanted is not self._palette:
            self._palette = wanted
            self._dress()
            self.changed.emit()

    def _tell_system(self) -> None:
        """Let what the system draws, such as the title bar, be of the same kind."""
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        scheme = schemes.get(self._choice, Qt.ColorScheme.Unknown)
        self._app.styleHints().setColorScheme(scheme)

    def _dress(self) -> None:
        palette = QPalette()
        for role, token in _ROLES:
            palette.setColor(role, self.color(token))
        for role in _FAINT_WHEN_DISABLED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("faint"))
        self._app.setPalette(palette)
        self._sheet = style_sheet(self._palette, self.scale, dots_per_inch())
        self._sheet_changed.emit(self._sheet)
