"""A row of a list: what stands beside its name goes beneath it where there is no room."""

from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.list_row import ListRow


def test_what_has_no_room_beside_the_words_stands_beneath_them(theme: Theme, qtbot: QtBot) -> None:
    show = button("Show the whole document", theme=theme, small=True)
    row = ListRow(theme, "Letter", ["received"], state=("not to be given on", "amber"), beside=show)
    link = button("Changed Nov 25, 2026 · earlier values " * 2, kind="link", theme=theme)
    row.add_beneath(link)
    card = Card(theme)
    qtbot.addWidget(card)
    card.add_row(row)
    card.show()

    def is_beside() -> bool:
        return row.change.x() > link.geometry().right()

    def is_beneath() -> bool:
        return row.change.y() > link.geometry().bottom()

    for width, holds in (
        (1200, is_beside),
        (700, is_beneath),
        (560, is_beneath),
        (1200, is_beside),
    ):
        card.resize(width, 200)
        qtbot.waitUntil(holds)
        assert card.width() == width
        assert row.change.geometry().right() < row.width()
