"""What the tests of the window stand on: Qt without a screen, dressed in the light look."""

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from ui.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The look of the window, at the size of the design."""
    theme = Theme(qapp, "light", scale=1.0)
    yield theme
    theme.deleteLater()
