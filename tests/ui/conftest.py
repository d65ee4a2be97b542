"""What the tests of the window stand on: Qt without a screen, dressed in the light look."""

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import Unlock
from tests.practice import a_client, in_order
from tests.ui.window import Hands
from ui.fonts import load_fonts
from ui.icons import IconDrawer
from ui.theme import Theme
from vault.lifecycle.sitting import Surroundings
from vault.model.client import Client


@pytest.fixture(scope="session", autouse=True)
def remembered_look() -> Iterator[None]:
    """Let no font be read and no icon be drawn twice in a run, as in a run of the program.

    Qt keeps a font each time that it is added: after hundreds of windows every word that is set
    was looked for in thousands of them, and each window took longer than the one before.
    """
    with pytest.MonkeyPatch.context() as patch:
        once = functools.cache(load_fonts)
        patch.setattr("ui.fonts.load_fonts", once)
        patch.setattr("ui.theme.load_fonts", once)
        patch.setattr("ui.theme.IconDrawer", functools.cache(IconDrawer))
        yield


@pytest.fixture(autouse=True)
def plain_locale() -> Iterator[None]:
    """Write dates in one way on every computer; a test may choose another locale."""
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    yield
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def nothing_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make each screen when one goes there: most tests go to one, and would make them all."""
    monkeypatch.setattr("ui.ahead.QUIET_MS", 3_600_000)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The look of the window, at the size of the design."""
    theme = Theme(qapp, "light", scale=1.0)
    yield theme
    theme.deleteLater()


@pytest.fixture
def hands(
    qtbot: QtBot, path: Path, around: Surroundings, tmp_path: Path, theme: Theme
) -> Iterator[Hands]:
    """The whole window on this test's vault, at its lock screen."""
    hands = Hands(qtbot, path, around, tmp_path / "config", theme)
    yield hands
    hands.stop()


@pytest.fixture
def clients(unlocked: Unlock) -> list[Client]:
    """Two clients of a practice that has answered every question."""
    vault = unlocked()
    in_order(vault)
    made = vault.clients.add([a_client("Dana Whitfield"), a_client("Marcus Bell")])
    vault.close()
    return made
