"""The theme dresses windows, follows the system and the choice, and scales."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFontInfo, QImage, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.fonts import LEAST_SCALE, scale_of
from ui.palette import TOKENS
from ui.theme import Theme
from vault.errors import Damaged
from vault.resource_files import resource_path


def ink_of(image: QImage) -> set[str]:
    """Return the colors of the pixels that are wholly opaque."""
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    colors = [image.pixelColor(x, y) for x, y in places]
    return {color.name() for color in colors if color.alpha() == 255}


def test_it_colors_the_application(qapp: QApplication, theme: Theme) -> None:
    assert qapp.style().name().lower() == "fusion"
    assert QFontInfo(qapp.font()).family() == "Inter"
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor("#FBFAF7")
    for token in TOKENS:
        assert theme.color(token).isValid()
    with pytest.raises(KeyError):
        theme.color("pink")


def test_a_choice_is_shown_and_told(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    theme.dress(window)
    assert "#1B1D20" not in window.styleSheet()
    with qtbot.waitSignal(theme.changed):
        theme.set_choice("dark")
    assert (theme.name, theme.choice) == ("dark", "dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor("#1B1D20")
    assert "#1B1D20" in window.styleSheet()
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_choice("dark")
    with pytest.raises(ValueError, match="purple"):
        theme.set_choice("purple")


def test_it_follows_the_system_only_when_asked(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    schemes = qapp.styleHints().colorSchemeChanged
    with qtbot.assertNotEmitted(theme.changed):
        schemes.emit(Qt.ColorScheme.Dark)
    assert theme.name == "light"
    theme.set_choice("system")
    with qtbot.waitSignal(theme.changed):
        schemes.emit(Qt.ColorScheme.Dark)
    assert theme.name == "dark"
    with qtbot.waitSignal(theme.changed):
        schemes.emit(Qt.ColorScheme.Light)
    assert theme.name == "light"


def test_an_icon_has_the_color_of_its_token_and_is_sharp(theme: Theme) -> None:
    once = theme.pixmap("lock", "teal", 16)
    twice = theme.pixmap("lock", "teal", 16, 2.0)
    assert (once.width(), twice.width(), twice.devicePixelRatio()) == (16, 32, 2.0)
    assert ink_of(twice.toImage()) == {theme.color("teal").name()}
    theme.set_choice("dark")
    assert ink_of(theme.pixmap("lock", "teal", 16, 2.0).toImage()) == {theme.color("teal").name()}
    with pytest.raises(Damaged):
        theme.pixmap("no-such-icon")


def test_every_icon_can_be_drawn(theme: Theme) -> None:
    names = sorted(path.stem for path in resource_path("icons").glob("*.svg"))
    assert len(names) > 45
    for name in names:
        assert ink_of(theme.pixmap(name, "ink", 24, 2.0).toImage()), name


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_images_of_the_sheet_have_the_palettes_colors(theme: Theme, name: str) -> None:
    theme.set_choice(name)
    for image, token in (("check", "on_teal"), ("chevron-down", "mute"), ("chevron-up", "mute")):
        source = resource_path(f"style/{name}/{image}.svg").read_text("utf-8")
        assert f'stroke="{theme.color(token).name().upper()}"' in source


def test_sizes_grow_with_the_letters(qapp: QApplication, qtbot: QtBot) -> None:
    heights = []
    for scale in (1.0, 2.0):
        theme = Theme(qapp, "light", scale=scale)
        button = QPushButton("Sign")
        qtbot.addWidget(button)
        theme.dress(button)
        button.ensurePolished()
        heights.append(button.sizeHint().height())
        assert theme.px(33) == 33 * scale
        assert theme.px(1) == scale
        assert theme.px(0) == 0
        assert QFontInfo(theme.font()).pixelSize() == 13 * scale
        theme.deleteLater()
        QCoreApplication.sendPostedEvents(theme)
    assert heights[0] == 33
    assert heights[1] == pytest.approx(66, abs=1)


@pytest.mark.parametrize(
    ("pixels", "platform", "scale"),
    [
        (12, "win32", 1.0),
        (18, "win32", 1.5),
        (13, "darwin", 1.0),
        (12, "linux", 1.0),
        (14.67, "linux", 1.0),
        (29.4, "linux", 2.0),
        (6, "win32", LEAST_SCALE),
        (500, "linux", 3.0),
    ],
)
def test_the_systems_font_size_is_a_scale(pixels: float, platform: str, scale: float) -> None:
    assert scale_of(pixels, platform) == pytest.approx(scale)


def test_the_serif_is_read_when_first_asked(theme: Theme) -> None:
    assert QFontInfo(theme.serif()).family() == "Noto Serif"
    assert QFontInfo(theme.serif(18)).pixelSize() == 18
