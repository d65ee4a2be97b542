"""The pages of the first run, filled in as the pictures want them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest

from ui.screens.first_run.passphrase_pages import RecordsPassphrasePage
from ui.screens.first_run.place_page import PlacePage
from ui.screens.first_run.practice_pages import LicenseePage, QuestionPage
from ui.screens.first_run.screen import FirstRunScreen
from vault.demo.people import LICENSEE
from vault.model.circumstances import Answer

Settle = Callable[[], None]


def place(screen: FirstRunScreen, settle: Settle, home: Path) -> None:
    """Go to the place, with a name; what is shown is where a person would have it."""
    screen.go_on()
    settle()
    page = screen.page()
    if isinstance(page, PlacePage):
        page.name.setText("Rivera Counseling")
        # Looked at when the set-up goes on.
        page._folder = home
        page.where.set_text("in /home/rivera/Documents")


def question(screen: FirstRunScreen, settle: Settle) -> None:
    """Go to a question, answered by nobody knowing."""
    for _page in range(5):
        screen.go_on()
        settle()
        page = screen.page()
        if isinstance(page, LicenseePage):
            page.form.set_value(LICENSEE)
        if isinstance(page, QuestionPage):
            page.choice.button_of(Answer.UNKNOWN).click()


def passphrase(screen: FirstRunScreen, settle: Settle) -> None:
    """Go to the passphrase, one of four words typed."""
    while isinstance(screen.page(), QuestionPage):
        screen.go_on()
        settle()
        page = screen.page()
        if isinstance(page, QuestionPage):
            page.choice.button_of(Answer.NO).click()
    page = screen.page()
    if isinstance(page, RecordsPassphrasePage):
        page.fields.first.setText("lantern orbit mosaic velvet")
        QTest.qWait(600)
