"""An empty place says what it is for and offers the first step."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.empty_state import EmptyState


def test_it_offers_the_first_step(qtbot: QtBot, theme: Theme) -> None:
    made = EmptyState(
        theme, icon="users", title="No clients yet", sentence="Begin here.", action="New client"
    )
    qtbot.addWidget(made)
    made.show()
    assert made.accessibleName() == "No clients yet. Begin here."
    with qtbot.waitSignal(made.acted):
        qtbot.mouseClick(made.action, Qt.MouseButton.LeftButton)
    theme.set_choice("dark")
