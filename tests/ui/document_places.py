"""The places of the window that are about documents."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt

from tests.foreign.samples import scan
from tests.practice import a_document
from tests.ui.window import Hands
from ui.screens.client.documents_page import DocumentsPage
from ui.screens.client.screen import ClientScreen
from ui.widgets.buttons import ThemedButton
from ui.widgets.earlier_values import EarlierDialog
from vault.model.client import Client
from vault.model.document import Rerelease
from vault.model.document_row import DocumentRow
from vault.open_vault import OpenVault


def document_places(hands: Hands, client: Client) -> list[tuple[str, Callable[[], None]]]:
    """Return them in the order in which a person may go."""
    return [
        ("documents", lambda: documents(hands, client)),
        ("what a document was", lambda: earlier(hands)),
        ("a document", lambda: show_document(hands)),
        ("what is said of a document", lambda: change_document(hands)),
        ("a document in the timeline", lambda: in_timeline(hands, client)),
        ("days of the timeline", lambda: days(hands)),
    ]


def documents(hands: Hands, client: Client) -> None:
    """Attach a report of which much is to be said, and a picture that is in error."""
    folder = Path(tempfile.mkdtemp())
    report, mistaken = (
        a_document(
            client,
            title="Report of the school psychologist on the second half of the year",
            source="Mill Street School, the school psychologist",
            author="Maria Conceição Moreno-Whitfield, school psychologist",
            day=date(2026, 10, 2),
            rerelease=Rerelease.NO,
        ),
        a_document(client, title="Of somebody else"),
    )

    def attach(vault: OpenVault) -> None:
        for document in (report, mistaken):
            file = folder / "Scan_0012.png"
            file.write_bytes(scan("PNG"))
            sealed = vault.documents.to_attach(file).seal()
            vault.documents.attach([(document, sealed)])
        vault.documents.mark_in_error(mistaken.id, "It is of another family.")
        shutil.rmtree(folder)

    hands.tools.worker.run(attach, owner=hands.shell)
    hands.tools.navigation.go("client", client=client.id, note="documents")


def in_timeline(hands: Hands, client: Client) -> None:
    """Show which document it is that stands among the notes."""
    hands.tools.navigation.go("client", client=client.id)
    hands.settle()
    record = hands.find(ClientScreen).record
    rows = [record.model.row(number) for number in range(record.model.rowCount())]
    number = next(n for n, row in enumerate(rows) if isinstance(row, DocumentRow))
    record.list.setCurrentIndex(record.model.index(number, 0))
    hands.until(lambda: bool(record.beside.other))


def earlier(hands: Hands) -> None:
    """Look at what was said of the one that is in error, before it was marked."""
    (link,) = [
        each
        for each in hands.find(DocumentsPage).findChildren(ThemedButton)
        if "earlier values" in each.text()
    ]
    link.click()


def show_document(hands: Hands) -> None:
    """Show the newest document, page by page."""
    hands.find(EarlierDialog).reject()
    page = hands.find(DocumentsPage)
    page.show_document(page.newest.id)
    hands.until(lambda: not page.view.pages.page.pixmap().isNull())


def change_document(hands: Hands) -> None:
    """Open the form of the newest document."""
    page = hands.find(DocumentsPage)
    page.view.left.emit()
    page.open_form(page.newest.id)


def days(hands: Hands) -> None:
    """Narrow the timeline to days of which nothing is, and ask for others."""
    narrowed = hands.find(ClientScreen).record.filter
    narrowed.ask_days()
    hands.type("2031-12-31")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    narrowed.ask_days()
