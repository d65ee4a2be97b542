"""The pages of a client's file that are lists, before a picture is taken of each."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from tests.screenshots.arranged import (
    with_changes,
    with_fees,
    with_holds,
    with_measures,
    with_requests,
    with_supervisor,
)
from tests.ui.group_places import NAMED, a_group, name_members
from ui.screens.client.amendments_page import AmendmentsPage
from ui.screens.client.cosign_dialog import CosignDialog
from ui.screens.client.document_form import DocumentForm
from ui.screens.client.documents_page import DocumentsPage
from ui.screens.client.editor import DraftEditor
from ui.screens.client.fees_page import FeesPage
from ui.screens.client.group_dialog import GroupDialog
from ui.screens.client.hold_form import HoldForm
from ui.screens.client.holds_page import HoldsPage
from ui.screens.client.letter_dialog import LetterDialog
from ui.screens.client.measures_page import MeasuresPage
from ui.screens.client.note_view import NoteView
from ui.screens.client.screen import ClientScreen
from ui.screens.supervision.page import SupervisionPage
from ui.screens.supervision.supervisor_form import SupervisorForm
from ui.widgets.buttons import ThemedButton
from ui.widgets.earlier_values import EarlierDialog
from vault.demo.people import LUCIA
from vault.model.document_row import DocumentRow
from vault.model.ids import ClientId
from vault.open_vault import OpenVault

if TYPE_CHECKING:
    from tests.screenshots.visit import Visit

Way = tuple[str, Callable[[], object]]


def client_pages(visit: "Visit", today: date) -> Iterator[Way]:
    """Yield the name of each picture, and what goes there."""

    def arranged(job: Callable[[date, OpenVault], ClientId], note: str) -> None:
        client = visit.ask(partial(job, today))
        visit.tools.navigation.go("client", client=client, note=note)

    def documents() -> DocumentsPage:
        return visit.found(DocumentsPage)

    yield "client-holds", lambda: arranged(with_holds, "holds")
    yield "client-hold-form", lambda: visit.found(HoldsPage).add()
    visit.found(HoldForm).back_out()
    yield "client-amendments", lambda: arranged(with_requests, "amendments")
    yield "client-letter", lambda: _letter(visit)
    yield "client-documents", lambda: _to_documents(visit)
    yield "client-document", lambda: documents().show_document(documents().newest.id)
    yield "client-document-form", lambda: _change_newest(documents())
    yield "client-earlier-values", lambda: _earlier_values(visit)
    yield "client-timeline", lambda: _document_in_timeline(visit)
    yield "client-measures", lambda: arranged(with_measures, "measures")
    yield "client-measure-form", lambda: visit.found(MeasuresPage).add()
    yield "client-fees", lambda: arranged(with_fees, "fees")
    yield "client-charge-form", lambda: visit.found(FeesPage).add()
    yield "supervision", lambda: _supervision(visit, today)
    yield "supervisor-form", lambda: visit.found(SupervisionPage).add()
    yield "client-cosign", lambda: _cosign(visit)
    visit.found(CosignDialog).reject()
    yield "client-group", lambda: _group(visit)
    visit.found(GroupDialog).reject()


def _group(visit: "Visit") -> None:
    """Write what names two members of a group, and go to sign it."""
    visit.tools.navigation.go("client", client=visit.ask(a_group), note="new")
    visit.settle()
    name_members(visit.found(DraftEditor), NAMED)


def _supervision(visit: "Visit", today: date) -> None:
    visit.ask(partial(with_supervisor, today))
    visit.tools.navigation.go("supervision")


def _cosign(visit: "Visit") -> None:
    visit.found(SupervisorForm).back_out()
    first = visit.ask(lambda v: v.cosignatures.waiting())[0]
    visit.tools.navigation.go("client", client=first.client, note=first.note)
    visit.settle()
    visit.found(NoteView).begin_cosigning()


def _letter(visit: "Visit") -> None:
    (denied,) = [
        each
        for each in visit.found(AmendmentsPage).findChildren(ThemedButton)
        if each.accessibleName().startswith("Print the letter")
    ]
    denied.click()


def _to_documents(visit: "Visit") -> None:
    visit.found(LetterDialog).reject()
    visit.go_to(LUCIA.name, "documents")


def _change_newest(page: DocumentsPage) -> None:
    page.view.left.emit()
    page.open_form(page.newest.id)


def _earlier_values(visit: "Visit") -> None:
    page = visit.found(DocumentsPage)
    visit.found(DocumentForm).back_out()
    visit.ask(partial(with_changes, page.newest))
    page.reload()
    visit.settle()
    links = (each for each in page.findChildren(ThemedButton) if "earlier values" in each.text())
    next(links).click()


def _document_in_timeline(visit: "Visit") -> None:
    visit.found(EarlierDialog).reject()
    visit.go_to(LUCIA.name, "")
    visit.settle()
    record = visit.found(ClientScreen).record
    rows = [record.model.row(number) for number in range(record.model.rowCount())]
    number = next(n for n, row in enumerate(rows) if isinstance(row, DocumentRow))
    record.list.setCurrentIndex(record.model.index(number, 0))
