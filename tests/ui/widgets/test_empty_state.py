"""An empty place says what it is for and offers the first step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
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


def test_a_long_sentence_is_seen_whole(qtbot: QtBot, theme: Theme) -> None:
    sentence = "What this place is for, told in more words than two lines have room for. " * 2
    made = EmptyState(theme, icon="users", title="Nothing yet", sentence=sentence, action="Begin")
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    (words,) = (each for each in made.findChildren(QLabel) if each.text() == sentence)
    assert words.height() >= words.heightForWidth(words.width()) > 50
