"""What holds in every place: names for a screen reader, plain text, nothing cut off, a title."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.closed_places import closed_places
from tests.ui.cut import cut_off, painted_in
from tests.ui.places import places, widgets_of
from tests.ui.screens.first_run.guide import Guide
from tests.ui.window import Hands
from ui.screens.client.paper_dialog import PaperDialog
from ui.screens.client.screen import ClientScreen
from ui.screens.first_run.screen import FirstRunScreen
from ui.screens.unlock.screen import UnlockScreen
from ui.shell import LEAST_SIZE
from ui.theme import Theme
from ui.widgets.banner import Banner
from vault.lifecycle.sitting import Surroundings

SCALES = (1.0, 2.0)
NO_ADVICE = "This program informs. It is not legal advice."
RULES = {"onset list", "requests to amend", "completeness check", "care", "people", "settings"}
LETTERS = {"a letter of denial", "notices of the onset list"}
"""Places that tell of the law, and those that show what is sent to somebody."""


@pytest.fixture(params=SCALES, ids=lambda scale: f"{scale:.0%}")
def small(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    qapp: QApplication,
    path: Path,
    around: Surroundings,
    tmp_path: Path,
) -> Iterator[Hands]:
    """The window as small as it gets, with letters of the usual and of twice the size."""
    theme = Theme(qapp, "light", scale=request.param)
    hands = Hands(qtbot, path, around, tmp_path / "config", theme)
    hands.shell.resize(*LEAST_SIZE)
    yield hands
    hands.stop()
    theme.deleteLater()


def nameless(window: QWidget) -> list[str]:
    """Return what a screen reader could only call by its kind."""
    found = []
    for widget in widgets_of(window):
        inner = isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_")
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or inner:
            continue
        if isinstance(widget, QScrollArea):
            continue  # it holds others and says nothing itself
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName() or text):
            found.append(type(widget).__name__)
    return found


def marked_up(window: QWidget) -> list[str]:
    """Return labels that would read what they are given as HTML."""
    return [
        type(label).__name__
        for label in window.findChildren(QLabel)
        if label.textFormat() != Qt.TextFormat.PlainText and label.text()
    ]


def legal_line(window: QWidget) -> QLabel | None:
    """Return the line that says that this is no legal advice, where it is shown."""
    found = (each for each in window.findChildren(QLabel) if each.text() == NO_ADVICE)
    return next((each for each in found if each.isVisible()), None)


def above_letter(window: QWidget) -> bool:
    """Tell whether the line stands above the pages of a letter, seen without scrolling."""
    dialog = next(each for each in window.findChildren(PaperDialog) if each.isVisible())
    line = legal_line(dialog)
    if line is None:
        return False
    foot = line.mapTo(dialog, line.rect().bottomLeft()).y()
    return foot < dialog.preview.mapTo(dialog, QPoint(0, 0)).y()


def test_every_control_has_a_name_and_words_are_plain(hands: Hands, tmp_path: Path) -> None:
    wrong = {"lock screen": nameless(hands.shell) + marked_up(hands.shell)}
    informs, letters = set(), set()
    hands.unlock()
    walked = 0
    for name, go in places(hands):
        go()
        hands.settle()
        wrong[name] = nameless(hands.shell) + marked_up(hands.shell)
        assert hands.shell.windowTitle() == "Strongroom"
        if legal_line(hands.shell) is not None:
            informs.add(name)
        if any(each.isVisible() for each in hands.shell.findChildren(PaperDialog)):
            letters.add(name)
            assert above_letter(hands.shell), name
        walked += len([each for each in widgets_of(hands.shell) if each.accessibleName()])
    for name, go in closed_places(hands, tmp_path / "disk"):
        go()
        hands.settle()
        wrong[name] = nameless(hands.shell) + marked_up(hands.shell)
        walked += len([each for each in widgets_of(hands.shell) if each.accessibleName()])
    hands.shell.show_first_run()
    wrong["first run"] = nameless(hands.shell) + marked_up(hands.shell)
    assert legal_line(hands.shell) is not None
    assert informs >= RULES
    assert letters >= LETTERS
    print(f"accessible names: {walked} named widgets seen in {len(wrong)} places")
    assert {name: found for name, found in wrong.items() if found} == {}
    assert walked > 100


def test_nothing_is_cut_off_in_a_small_window(small: Hands, tmp_path: Path) -> None:
    wrong = {"lock screen": cut_off(small.shell)}
    lock_screen = small.find(UnlockScreen)
    lock_screen.show_cards()
    small.settle()
    wrong["cards on the lock screen"] = cut_off(small.shell) + nameless(small.shell)
    lock_screen._leave_cards()
    small.unlock()
    for name, go in places(small):
        go()
        small.settle()
        wrong[name] = cut_off(small.shell)
        if wrong[name]:
            # Rows that were read anew just now have their height a turn later.
            small.settle()
            wrong[name] = cut_off(small.shell)
        if name == "signed note":
            rows = small.find(ClientScreen).record.list
            told = [[text for _place, text in painted_in(rows, at)] for at in range(3)]
    for name, go in closed_places(small, tmp_path / "disk"):
        go()
        small.settle()
        wrong[name] = cut_off(small.shell)
    assert {name: found for name, found in wrong.items() if found} == {}
    # Day, kind and state of a note are all there, however large the letters are.
    (corrected,) = (each for each in told if "+ addendum" in each)
    assert corrected[0] == "14 May"
    assert any(each.startswith("Progress") for each in corrected)
    assert len(corrected) == 4
    assert (small.shell.width(), small.shell.height()) == LEAST_SIZE


def test_what_the_lock_screen_tells_is_not_cut_off(small: Hands, path: Path) -> None:
    words = (
        "Removed. The records have a new key; the passphrase is the same. Copies made before "
        "still open with the old key."
    )
    small.tools.settings.change(told=words)
    small.shell.show_lock_screen(path)
    small.settle()
    assert small.find(Banner).text() == words
    assert cut_off(small.shell) == []
    assert small.tools.settings.current.told == ""


class Looking(Guide):
    """Looks at every page of the set-up before going on."""

    def __init__(self, hands: Hands, screen: FirstRunScreen) -> None:
        super().__init__(hands, screen)
        self.wrong: dict[str, list[str]] = {}

    def look(self, state: str = "") -> None:
        """Note what is wrong with the page that is shown."""
        shell = self.hands.shell
        self.wrong[type(self.screen.page()).__name__ + state] = (
            nameless(shell) + marked_up(shell) + cut_off(shell)
        )

    def next(self) -> None:
        """Look, then go on."""
        self.look()
        super().next()

    def type_twice(self, passphrase: str) -> None:
        """Look, then type."""
        self.look()
        super().type_twice(passphrase)


def test_nothing_is_cut_off_in_the_first_steps(small: Hands, tmp_path: Path) -> None:
    screen = FirstRunScreen(small.tools, tmp_path / "practices")
    (tmp_path / "practices").mkdir()
    small.shell.setCentralWidget(screen)
    small.settle()
    screen.setFocus()
    guide = Looking(small, screen)
    page = guide.to_key()
    guide.look()
    # Then with the key covered, and something else typed.
    page.panel.typed.setFocus()
    small.type("AGE-SECRET-KEY-1")
    small.press(Qt.Key.Key_Return)
    guide.look(" typed back")
    assert len(guide.wrong) == 9
    assert {"KeyPage", "KeyPage typed back", "ProcessPassphrasePage"} <= guide.wrong.keys()
    assert {name: found for name, found in guide.wrong.items() if found} == {}
