"""Goes through the guided set-up page by page, as a person does."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.window import Hands
from ui.screens.first_run.key_page import KeyPage
from ui.screens.first_run.passphrase_pages import ProcessPassphrasePage, RecordsPassphrasePage
from ui.screens.first_run.place_page import PlacePage
from ui.screens.first_run.practice_pages import LicenseePage, LicensesPage, QuestionPage
from ui.screens.first_run.screen import FirstRunScreen
from ui.widgets.recovery_key_panel import RecoveryKeyPanel
from vault.model.circumstances import Answer
from vault.model.secret import groups_of

RECORDS = "lantern orbit mosaic velvet thunder"
PROCESS = "harbor cactus ribbon willow ember"
NAME = "Quillfeather Counseling"
PERSON = "Jordan Quillfeather"


class Guide:
    """Goes through the set-up as a person does."""

    def __init__(self, hands: Hands, screen: FirstRunScreen) -> None:
        self.hands = hands
        self.screen = screen
        self.made: list[Path] = []
        self.left: list[bool] = []
        screen.made.connect(self.made.append)
        screen.backed_out.connect(lambda: self.left.append(True))

    def next(self) -> None:
        """Press Enter and wait for the next page."""
        before = self.screen.page()
        self.hands.press(Qt.Key.Key_Return)
        self.hands.until(lambda: self.screen.page() is not before)

    def place(self) -> PlacePage:
        """Go to the page of the place."""
        self.next()
        page = self.screen.page()
        assert isinstance(page, PlacePage)
        return page

    def name_it(self) -> None:
        """Name the practice and go on."""
        self.place()
        self.hands.type(NAME)
        self.next()

    def who(self) -> None:
        """Say who the licensee is, and the licenses."""
        page = self.screen.page()
        assert isinstance(page, LicenseePage)
        self.hands.type(PERSON)
        for text in ("LMHC", "MH-000000", "MA"):
            self.hands.press(Qt.Key.Key_Tab)
            self.hands.type(text)
        self.next()
        licenses = self.screen.page()
        assert isinstance(licenses, LicensesPage)
        assert [field.text() for field in licenses.rows.rows()[0]] == ["MA", "LMHC", "MH-000000"]
        self.next()

    def answer(self, *answers: Answer) -> None:
        """Answer the questions."""
        for answer in answers:
            page = self.screen.page()
            assert isinstance(page, QuestionPage)
            page.choice.button_of(answer).click()
            self.next()

    def to_passphrases(self) -> RecordsPassphrasePage:
        """Go through everything before the passphrases."""
        self.name_it()
        self.who()
        self.answer(Answer.YES, Answer.UNKNOWN, Answer.NO, Answer.NO)
        page = self.screen.page()
        assert isinstance(page, RecordsPassphrasePage)
        return page

    def type_twice(self, passphrase: str) -> None:
        """Type a passphrase into both fields."""
        page = self.screen.page()
        assert isinstance(page, RecordsPassphrasePage | ProcessPassphrasePage)
        page.fields.first.setFocus()
        self.hands.type(passphrase)
        page.fields.again.setFocus()
        self.hands.type(passphrase)

    def to_key(self, process: str | None = PROCESS) -> KeyPage:
        """Set the passphrases; return the page of the first recovery key."""
        self.to_passphrases()
        self.type_twice(RECORDS)
        self.next()
        if process is None:
            self.screen.later.click()
        else:
            self.type_twice(process)
            self.hands.press(Qt.Key.Key_Return)
        self.hands.until(lambda: isinstance(self.screen.page(), KeyPage))
        return self.key_page()

    def key_page(self) -> KeyPage:
        """Return the page of a recovery key that is shown."""
        page = self.screen.page()
        assert isinstance(page, KeyPage)
        return page

    def confirm(self) -> str:
        """Type the key back; return it."""
        page = self.key_page()
        key = key_on(page.panel)
        page.panel.typed.setFocus()
        self.hands.type(key.lower())
        self.hands.press(Qt.Key.Key_Return)
        return key


def key_on(panel: RecoveryKeyPanel) -> str:
    """Read the key as a person does, group by group."""
    first, *groups = groups_of("AGE-SECRET-KEY-1" + "Q" * 58)
    shown = [each.text() for each in panel.findChildren(QLabel)]
    begin = shown.index(first)
    return "".join(shown[begin : begin + 1 + len(groups)])


def begun(hands: Hands, screen: FirstRunScreen) -> Guide:
    """Show a set-up alone in the window."""
    hands.shell.setCentralWidget(screen)
    hands.settle()
    screen.setFocus()
    return Guide(hands, screen)
