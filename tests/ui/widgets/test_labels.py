"""Labels show what they are given, as it is, and never read it as HTML."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.tool_tip import as_tool_tip
from ui.widgets.labels import ROLES, TONES, ElidedLabel, Pill, SectionLabel, label
from ui.widgets.paragraph import Paragraph

MARKED = "<b>Dana</b> & <img src='/etc/passwd'>"


@pytest.mark.parametrize("role", ROLES)
def test_every_label_is_plain_text(qtbot: QtBot, theme: Theme, role: str) -> None:
    made = label(MARKED, role)
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText
    assert made.text() == MARKED


def test_an_unknown_role_is_refused(theme: Theme) -> None:
    with pytest.raises(ValueError, match="loud"):
        label("x", "loud")


def test_a_section_is_read_as_words(qtbot: QtBot, theme: Theme) -> None:
    made = SectionLabel("Vault health")
    qtbot.addWidget(made)
    made.ensurePolished()
    assert made.text() == "Vault health"
    assert made.font().capitalization() == made.font().Capitalization.AllUppercase
    assert made.font().letterSpacing() > 100


def test_a_long_line_is_cut_and_its_tip_has_all_of_it(qtbot: QtBot, theme: Theme) -> None:
    made = ElidedLabel("Discussed return to school and the meeting with the counselor\nnext week")
    qtbot.addWidget(made)
    made.resize(120, 20)
    made.show()
    assert made.text().endswith("…")
    assert made.toolTip() == made.text_in_full() == made.accessibleName()
    assert "\n" not in made.text_in_full()
    made.resize(900, 20)
    assert made.text() == made.text_in_full()
    assert made.toolTip() == ""


def test_a_tool_tip_shows_a_tag_as_it_is() -> None:
    assert as_tool_tip("plain") == "plain"
    assert as_tool_tip("<b>&") == "<span>&lt;b>&amp;</span>"


def test_a_pill_has_its_tone(qtbot: QtBot, theme: Theme) -> None:
    for tone in TONES:
        made = Pill("kept while in care", tone, "hourglass", theme=theme)
        qtbot.addWidget(made)
        theme.dress(made)
        made.show()
        wash = theme.color("panel" if tone == "plain" else f"{tone}_wash").name()
        shown = made.grab().toImage().pixelColor(made.width() // 2, 2).name()
        assert shown == wash
    with pytest.raises(ValueError, match="pink"):
        Pill("x", "pink", theme=theme)


def test_an_icon_makes_a_pill_wider_not_its_text_shorter(qtbot: QtBot, theme: Theme) -> None:
    bare, with_icon = Pill("due", "red", theme=theme), Pill("due", "red", "clock", theme=theme)
    for each in (bare, with_icon):
        qtbot.addWidget(each)
        theme.dress(each)
        each.ensurePolished()
    assert with_icon.sizeHint().width() - bare.sizeHint().width() == 18


def test_a_paragraph_is_as_high_as_its_lines(qtbot: QtBot, theme: Theme) -> None:
    made = Paragraph("Written request received 26 Oct, reviewed, not delivered. " * 4, "small")
    qtbot.addWidget(made)
    theme.dress(made)
    made.ensurePolished()
    narrow, wide = made.heightForWidth(200), made.heightForWidth(2000)
    assert wide == pytest.approx(18, abs=1)
    assert narrow >= wide * 5
    assert made.heightForWidth(200) == pytest.approx(narrow)
    assert made.minimumSizeHint().width() < 100


def test_a_paragraph_draws_its_last_line_whole(qtbot: QtBot, theme: Theme) -> None:
    made = Paragraph("ggg\nggg\nggg", "body")
    qtbot.addWidget(made)
    made.resize(200, made.heightForWidth(200))
    whole = made.grab().toImage()
    made.resize(200, made.height() + 20)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    higher = made.grab().toImage()
    ground = higher.pixelColor(199, higher.height() - 1)
    below = range(whole.height(), higher.height())
    assert all(higher.pixelColor(x, y) == ground for y in below for x in range(200))
    assert isinstance(made, QLabel)
