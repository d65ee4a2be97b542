"""What is opened of the documents of a client before a picture is taken."""

from ui.screens.client.documents_page import DocumentsPage


def show_newest(page: DocumentsPage) -> None:
    """Show the document that came last."""
    page.show_document(page.newest.id)


def change_newest(page: DocumentsPage) -> None:
    """Open the form of the document that came last."""
    page.view.left.emit()
    page.open_form(page.newest.id)
