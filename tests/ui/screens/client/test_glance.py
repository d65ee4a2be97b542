"""A line at a glance is cut behind a word, says the rest elsewhere, and its day where it is old."""

from datetime import date

import pytest
from PySide6.QtGui import QFontMetrics, QImage
from pytestqt.qtbot import QtBot

from ui.date_words import plain_day
from ui.screens.client.glance_panel import GlanceButton, elided
from ui.theme import Theme
from vault.model.glance import GlanceLine
from vault.model.ids import NoteId

DAY = date(2026, 1, 8)
WORDS = "Denies thoughts of dying, asked directly and again at the end of the session."


@pytest.mark.parametrize(
    ("text", "kept", "shown"),
    [
        ("Denies it.", "Denies it.", "Denies it."),
        (WORDS, "Denies thoughts of dy", "Denies thoughts of…"),
        (WORDS, "Denies thoughts of dying, as", "Denies thoughts of dying…"),
        ("Unbrokenwordsaretoolong", "Unbrok", "Unbrok"),
    ],
)
def test_a_line_is_cut_behind_a_word(theme: Theme, text: str, kept: str, shown: str) -> None:
    metrics = QFontMetrics(theme.font(12.5))
    ending = "" if text == kept else "…"
    found = elided(text, metrics, metrics.horizontalAdvance(kept + ending) + 1)
    assert found.startswith(shown)
    assert metrics.horizontalAdvance(found) <= metrics.horizontalAdvance(kept + ending) + 1


def test_the_day_of_an_earlier_line_is_seen_and_the_rest_is_told(
    qtbot: QtBot, theme: Theme
) -> None:
    def pictured(*, earlier: bool) -> QImage:
        line = GlanceLine("Risk", "Denies it.", DAY, NoteId("n"), whole=WORDS, earlier=earlier)
        shown = GlanceButton(theme, line, DAY)
        qtbot.addWidget(shown)
        assert WORDS in shown.toolTip()
        assert shown.accessibleName() == f"Risk: {WORDS} ({plain_day(DAY)})"
        shown.resize(theme.px(500), theme.px(22))
        image = shown.grab().toImage()
        return image.copy(image.width() // 2, 0, image.width() // 2, image.height())

    without, with_day = pictured(earlier=False), pictured(earlier=True)
    assert len({without.pixel(x, 11) for x in range(without.width())}) == 1
    assert without != with_day
