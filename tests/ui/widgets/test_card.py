"""A card holds rows with hairlines between them."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.hairline import Hairline


@pytest.mark.parametrize("inset", [False, True])
def test_hairlines_stand_between_rows(qtbot: QtBot, theme: Theme, inset: bool) -> None:
    card = Card(theme, inset=inset, name="Due")
    qtbot.addWidget(card)
    theme.dress(card)
    rows = [QLabel(str(number)) for number in range(3)]
    for row in rows:
        card.add_row(row)
    card.resize(300, card.sizeHint().height())
    card.show()
    lines = card.findChildren(Hairline)
    assert card.rows() == tuple(rows)
    assert len(lines) == 2
    assert all(line.height() == 1 for line in lines)
    assert all(line.width() == (300 - 2 - 32 if inset else 300 - 2) for line in lines)
    card.clear()
    assert card.rows() == ()
    card.add_row(QLabel("again"))
    qtbot.waitUntil(card.rows()[0].isVisible)
