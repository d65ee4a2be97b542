"""The places of the window that are about documents."""

import shutil
import tempfile
from datetime import date
from pathlib import Path

from tests.foreign.samples import scan
from tests.practice import a_document
from tests.ui.window import Hands
from ui.screens.client.documents_page import DocumentsPage
from vault.model.client import Client
from vault.model.document import Rerelease
from vault.open_vault import OpenVault


def documents(hands: Hands, client: Client) -> None:
    """Attach a report of which much is to be said, and a picture that is in error."""
    folder = Path(tempfile.mkdtemp())
    report, mistaken = (
        a_document(
            client,
            title="Report of the school psychologist on the second half of the year",
            source="Mill Street School, the school psychologist",
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


def show_document(hands: Hands) -> None:
    """Show the newest document, page by page."""
    page = hands.find(DocumentsPage)
    page.show_document(page.newest.id)
    hands.until(lambda: not page.view.pages.page.pixmap().isNull())


def change_document(hands: Hands) -> None:
    """Open the form of the newest document."""
    page = hands.find(DocumentsPage)
    page.view.left.emit()
    page.open_form(page.newest.id)
