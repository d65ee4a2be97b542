"""The pages of a client's file that are lists, such as care and people; made when first wanted."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget

from ui.navigation import AMENDMENTS as ITS_AMENDMENTS
from ui.navigation import CARE as ITS_CARE
from ui.navigation import COMPLETE as ITS_CHECK
from ui.navigation import DETAILS as ITS_DETAILS
from ui.navigation import DOCUMENTS as ITS_DOCUMENTS
from ui.navigation import FEES as ITS_FEES
from ui.navigation import HOLDS as ITS_HOLDS
from ui.navigation import MEASURES as ITS_MEASURES
from ui.navigation import ONSET as ITS_ONSET
from ui.navigation import PEOPLE as ITS_PEOPLE
from ui.screens.client.header import (
    AMENDMENTS,
    CARE,
    COMPLETE,
    DETAILS,
    DOCUMENTS,
    FEES,
    HOLDS,
    MEASURES,
    ONSET,
    PEOPLE,
)
from ui.tools import Tools
from vault.model.client import ClientKind
from vault.model.document_row import DocumentRow
from vault.model.ids import ClientId
from vault.model.measure import Administration
from vault.model.timeline_row import AmendmentTurn, EpisodeTurn, OnsetGiven
from vault.translation import _

_EPISODES, _CHECK, _ONSET, _REQUESTS = "episode", "check", "onset", "amendment"
_PARTICIPANTS, _REPRESENTATIVES = "participant", "representative"
_DOCUMENTS, _MEASURES, _FEES, _HOLDS = "document", "measure", "fee", "hold"
_ATTACHING = "attaching"
_OF_TABS = {CARE: _EPISODES, COMPLETE: _CHECK, ONSET: _ONSET, AMENDMENTS: _REQUESTS}
_OF_TABS |= {DOCUMENTS: _DOCUMENTS, MEASURES: _MEASURES, FEES: _FEES, HOLDS: _HOLDS}
_TABS = {kind: tab for tab, kind in _OF_TABS.items()}
_TABS |= {_PARTICIPANTS: PEOPLE, _REPRESENTATIVES: PEOPLE}
if TYPE_CHECKING:
    from ui.screens.client.documents_page import DocumentsPage
    from ui.widgets.list_page import ListPage

ADDRESSES = {
    CARE: ITS_CARE,
    COMPLETE: ITS_CHECK,
    ONSET: ITS_ONSET,
    PEOPLE: ITS_PEOPLE,
    AMENDMENTS: ITS_AMENDMENTS,
    DOCUMENTS: ITS_DOCUMENTS,
    MEASURES: ITS_MEASURES,
    FEES: ITS_FEES,
    HOLDS: ITS_HOLDS,
}
"""What stands in the place of a note where one is on such a tab."""


def place_of(address: str | None) -> tuple[int | None, str]:
    """Return the tab that the place of a note names, None for a note, and the document there."""
    named, _dash, document = (address or "").partition("-")
    if named == ITS_DOCUMENTS:
        return DOCUMENTS, document
    if address == ITS_DETAILS:
        return DETAILS, ""
    return next((tab for tab, name in ADDRESSES.items() if name == address), None), ""


def address_of(
    row: DocumentRow | Administration | EpisodeTurn | AmendmentTurn | OnsetGiven,
) -> str:
    """Return what stands in the place of a note where one goes to what a timeline has."""
    if isinstance(row, DocumentRow):
        return f"{ITS_DOCUMENTS}-{row.id}"
    if isinstance(row, AmendmentTurn):
        return ITS_AMENDMENTS
    if isinstance(row, OnsetGiven):
        return ITS_ONSET
    return ITS_MEASURES if isinstance(row, Administration) else ITS_CARE


class Pages:
    """Shows its pages in `stack`; `begin` begins a note of a template that a page asks for.

    What is half entered lies on the desk under the kind of page, a dash, and the client.
    """

    def __init__(self, tools: Tools, stack: QStackedWidget, begin: Callable[[str], object]) -> None:
        self._tools, self._stack, self._begin = tools, stack, begin
        self._made: dict[str, ListPage] = {}

    @property
    def current(self) -> int | None:
        """The tab whose page is shown, such as CARE; None while another part is."""
        shown = self._stack.currentWidget()
        kind = next((kind for kind, page in self._made.items() if page is shown), None)
        return _TABS[kind] if kind is not None else None

    def show(self, tab: int, client: ClientId, kind: ClientKind) -> "ListPage":
        """Show the page of a tab for a client, and return it."""
        if tab in _OF_TABS:
            page = self._page(_OF_TABS[tab])
        else:
            alone = kind is ClientKind.INDIVIDUAL
            page = self._page(_REPRESENTATIVES if alone else _PARTICIPANTS)
        self._stack.setCurrentWidget(page)
        page.show_client(client)
        return page

    @property
    def documents(self) -> "DocumentsPage":
        """The page of documents."""
        from ui.screens.client.documents_page import DocumentsPage

        page = self._page(_DOCUMENTS)
        if not isinstance(page, DocumentsPage):
            raise TypeError(page)
        return page

    def keep(self) -> None:
        """Lay what is half entered on the desk."""
        for page in self._made.values():
            page.keep()

    def clear(self) -> None:
        """Show nobody."""
        for page in self._made.values():
            page.clear()

    def put_down(self) -> None:
        """Lay what is half entered on the desk, and let go of what is open."""
        self.keep()
        if _DOCUMENTS in self._made:
            self.documents.view.put_down()

    def take_up(self, name: str, values: Mapping[str, Any]) -> None:
        """Remember what lay half entered on the desk; what is of no such page is left."""
        kind, _dash, client = name.partition("-")
        if kind == _ATTACHING:
            words = _("Files were on their way into a record at the lock. None was attached.")
            self._tools.notices.say(words)
            self._tools.worker.run(lambda v: v.desk.clear(f"client/{name}"), owner=self._stack)
        if kind in _TABS:
            self._page(kind).take_up(client, values)

    def _page(self, kind: str) -> "ListPage":
        if kind not in self._made:
            from ui.screens.client.amendments_page import AmendmentsPage
            from ui.screens.client.care import CarePage
            from ui.screens.client.check_page import CheckPage
            from ui.screens.client.documents_page import DocumentsPage
            from ui.screens.client.fees_page import FeesPage
            from ui.screens.client.holds_page import HoldsPage
            from ui.screens.client.measures_page import MeasuresPage
            from ui.screens.client.onset_page import OnsetPage
            from ui.screens.client.people import People
            from ui.screens.client.representatives import Representatives

            kinds: dict[str, Callable[[Tools], ListPage]] = {
                _EPISODES: CarePage,
                _CHECK: lambda tools: CheckPage(tools, self._begin),
                _ONSET: OnsetPage,
                _REQUESTS: AmendmentsPage,
                _DOCUMENTS: DocumentsPage,
                _FEES: FeesPage,
                _HOLDS: HoldsPage,
                _MEASURES: lambda tools: MeasuresPage(tools, self._begin),
                _PARTICIPANTS: People,
                _REPRESENTATIVES: Representatives,
            }
            self._made[kind] = kinds[kind](self._tools)
            self._stack.addWidget(self._made[kind])
        return self._made[kind]
