"""The places of the window on which records come in."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.screenshots.arranged import a_source
from tests.ui.window import Hands
from ui.screens.imports.aside_dialogs import TakeOutDialog
from ui.screens.imports.columns_dialog import ColumnsDialog
from ui.screens.imports.screen import ImportsScreen
from ui.screens.imports.whose_dialog import WhoseDialog
from vault.model.incoming.given import Given


def import_places(hands: Hands) -> list[tuple[str, Callable[[], None]]]:
    """Return these places in the order in which a person may go."""
    return [
        ("bringing records in", lambda: hands.tools.navigation.go("imports")),
        ("what came, with its grid", lambda: _review(hands)),
        ("what columns are", lambda: _columns(hands)),
        ("whose files are", lambda: _whose(hands)),
        ("what was brought in", lambda: _brought(hands)),
        ("on what paper something is taken out", lambda: _take_out(hands)),
        ("to whom something is given back", lambda: _give_back(hands)),
    ]


def _review(hands: Hands) -> None:
    """Read a folder of which something is to be looked at, and something cannot come."""
    screen = hands.find(ImportsScreen)
    screen._begin_anew(a_source(Path(tempfile.mkdtemp())))
    hands.until(screen.review.isVisible)
    screen.review.origin.basis.setCurrentIndex(1)
    screen.review.origin.origin()


def _columns(hands: Hands) -> None:
    [*_tables, last] = hands.find(ImportsScreen).review.tables.rows()
    last.change.click()  # type: ignore[attr-defined]


def _whose(hands: Hands) -> None:
    """Give a file to somebody who comes, so that one of each is seen."""
    hands.find(ColumnsDialog).reject()
    hands.find(ImportsScreen).review.whose.click()
    dialog = hands.find(WhoseDialog)
    dialog.model.give(0, Given("Nora Lindqvist"))


def _brought(hands: Hands) -> None:
    hands.find(WhoseDialog).reject()
    hands.settle()
    screen = hands.find(ImportsScreen)
    screen.review.origin.basis.setCurrentIndex(0)
    screen.review.as_is.click()
    hands.settle()
    screen.review.bring.click()
    hands.until(screen.start.isVisible)


def _take_out(hands: Hands) -> None:
    aside = hands.find(ImportsScreen).start.aside
    hands.until(aside.isVisible)
    aside.listed.rows()[0].change.click()  # type: ignore[attr-defined]
    hands.find(TakeOutDialog).where.setCurrentIndex(1)


def _give_back(hands: Hands) -> None:
    hands.find(TakeOutDialog).reject()
    [back] = hands.find(ImportsScreen).start.aside.return_buttons.values()
    back.click()
