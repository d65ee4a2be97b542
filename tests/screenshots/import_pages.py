"""The pages on which records come in, before a picture is taken of each."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from tests.screenshots.arranged import a_source
from ui.screens.imports.aside_dialogs import TakeOutDialog
from ui.screens.imports.columns_dialog import ColumnsDialog
from ui.screens.imports.screen import ImportsScreen
from ui.screens.imports.whose_dialog import WhoseDialog
from vault.model.incoming.given import Given

if TYPE_CHECKING:
    from tests.screenshots.visit import Visit

Way = tuple[str, Callable[[], object]]
_WAIT_MS = 20


def import_pages(visit: "Visit", home: Path) -> Iterator[Way]:
    """Yield the name of each picture, and what goes there."""

    def screen() -> ImportsScreen:
        return visit.found(ImportsScreen)

    yield "imports", lambda: visit.tools.navigation.go("imports")
    yield "imports-review", lambda: _review(visit, screen(), a_source(home))
    yield "imports-columns", lambda: _columns(screen())
    visit.found(ColumnsDialog).reject()
    yield "imports-whose", lambda: _whose(screen())
    visit.found(WhoseDialog).reject()
    visit.settle()
    yield "imports-aside", lambda: _bring_in(visit, screen())
    yield "imports-aside-form", lambda: _take_out(visit, screen())
    visit.found(TakeOutDialog).reject()
    # The pictures that follow are of the practice as it was.
    visit.ask(lambda v: v.imports.undo(v.imports.list_all()[0].id))


def _review(visit: "Visit", screen: ImportsScreen, source: Path) -> None:
    screen._begin_anew(source)
    while not screen.review.isVisible():
        QTest.qWait(_WAIT_MS)
    visit.settle()


def _columns(screen: ImportsScreen) -> None:
    screen.review.tables.rows()[-1].change.click()  # type: ignore[attr-defined]


def _whose(screen: ImportsScreen) -> None:
    screen.review.whose.click()
    dialog = screen.review.findChild(WhoseDialog)
    assert dialog is not None
    dialog.model.give(0, Given("Nora Lindqvist"))
    dialog.grid.go_on()


def _bring_in(visit: "Visit", screen: ImportsScreen) -> None:
    screen.review.as_is.click()
    visit.settle()
    screen.review.bring.click()
    while not screen.start.aside.isVisible():
        QTest.qWait(_WAIT_MS)
    visit.settle()


def _take_out(visit: "Visit", screen: ImportsScreen) -> None:
    screen.start.aside.listed.rows()[0].change.click()  # type: ignore[attr-defined]
    dialog = visit.found(TakeOutDialog)
    dialog.paper.setText("Authorization of Nora Lindqvist, for psychotherapy notes")
