"""The strength of a passphrase is told in words, not by color alone."""

import pytest
from pytestqt.qtbot import QtBot
from zxcvbn import zxcvbn

from ui.passphrase_strength import judged_part
from ui.theme import Theme
from ui.widgets.strength_meter import StrengthMeter


def test_every_score_has_words_of_its_own(qtbot: QtBot, theme: Theme) -> None:
    meter = StrengthMeter(theme)
    qtbot.addWidget(meter)
    meter.resize(300, 40)
    meter.show()
    assert meter.words() == ""
    pictures = []
    for score in range(5):
        meter.set_score(score)
        pictures.append(meter.grab().toImage())
        assert meter.accessibleName() == meter.words() != ""
    assert all(pictures.count(picture) == 1 for picture in pictures)
    meter.set_score(2, "Add a word.")
    assert meter.words().endswith("Add a word.")
    meter.set_score(None)
    assert meter.words() == ""
    with pytest.raises(ValueError, match="5"):
        meter.set_score(5)


def test_a_long_passphrase_can_be_judged() -> None:
    assert zxcvbn(judged_part("correct horse battery staple " * 10))["score"] == 4
