"""What the journeys stand on: the window in the light look, dates written in one way."""

from tests.ui.conftest import plain_locale, theme

__all__ = ["plain_locale", "theme"]
