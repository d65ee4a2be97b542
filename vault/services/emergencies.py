"""What one does with the emergency page: say what stands on it, and print it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from vault.errors import NotFound
from vault.model.audit import Action, Fact, Mark
from vault.model.dates import wall_clock
from vault.model.emergency import (
    Edition,
    EmergencyPage,
    EmergencyPlan,
    is_old,
    of_records,
)
from vault.model.share import ShareSet
from vault.progress import Progress
from vault.storage.records_store import RecordsStore
from vault.translation import _


@dataclass(frozen=True)
class PreparedPage:
    """An edition that can be set without the vault, on any thread; then it is recorded."""

    page: EmergencyPage
    edition: Edition
    mark: Mark
    vault_id: str
    made_on: date

    def render(self, progress: Progress | None = None) -> bytes:
        """Return the page as a PDF. Raises as `render_sheet` does."""
        from vault.export.emergency_sheet import emergency_sheet
        from vault.export.pdf_sheet import render_sheet

        sheet = emergency_sheet(
            self.page, self.edition, self.mark, vault_id=self.vault_id, made_on=self.made_on
        )
        return render_sheet(sheet, progress)


class Emergencies:
    """The emergency page of a practice. `sets` and `call_cards` tell which cards there are."""

    def __init__(
        self,
        store: RecordsStore,
        vault_id: str,
        sets: Callable[[], list[ShareSet]],
        call_cards: Callable[[], int],
    ) -> None:
        self._store = store
        self._vault_id = vault_id
        self._sets = sets
        self._call_cards = call_cards

    def get(self) -> EmergencyPlan:
        """Return what was said so far; every line empty before anything was."""
        return self._store.tables.emergency.plan() or EmergencyPlan()

    def set(self, plan: EmergencyPlan) -> EmergencyPlan:
        """Keep what the page says; unchanged, nothing is written. Raises BadInput."""
        cleaned = plan.cleaned()
        if cleaned != self._store.tables.emergency.plan():
            with self._store.write(Fact(Action.EMERGENCY_CHANGED, "emergency")) as tables:
                tables.emergency.put(cleaned)
        return cleaned

    def is_due(self) -> bool:
        """Tell whether there is a plan whose page was not printed as it would stand now."""
        tables = self._store.tables
        plan = tables.emergency.plan()
        return plan is not None and is_old(tables.emergency.edition(), _sha256(self._page(plan)))

    def edition(self) -> Edition | None:
        """Return the newest edition that was printed, or None."""
        return self._store.tables.emergency.edition()

    def printed_on(self) -> date | None:
        """Return the day on which the newest edition was printed, or None."""
        at = self._store.tables.emergency.printed_at()
        return wall_clock(at, self._store.clock.now()).date() if at else None

    def prepare(self) -> PreparedPage:
        """Return the page as it stands now, to be rendered. Raises NotFound without a plan."""
        tables = self._store.tables
        plan = tables.emergency.plan()
        if plan is None:
            raise NotFound(
                _("Nothing was said yet that could stand on the emergency page."),
                hint=_("Say first whom to call, and where things are."),
            )
        page = self._page(plan)
        last, sha256 = tables.emergency.edition(), _sha256(page)
        number = 1 if last is None else last.number + is_old(last, sha256)
        return PreparedPage(
            page,
            Edition(number, sha256),
            self._store.mark,
            self._vault_id,
            self._store.clock.now().date(),
        )

    def record(self, prepared: PreparedPage) -> None:
        """Keep that an edition was printed; once for each."""
        edition, last = prepared.edition, self.edition()
        if last is not None and last.number >= edition.number:
            return
        detail = {"edition": edition.number}
        with self._store.write(
            Fact(Action.EMERGENCY_PRINTED, "emergency", detail=detail)
        ) as tables:
            tables.emergency.add(edition, self._store.clock.now())

    def _page(self, plan: EmergencyPlan) -> EmergencyPage:
        licensee = self._store.tables.practice.get()
        return EmergencyPage(licensee.name, plan, of_records(self._sets()), self._call_cards())


def _sha256(page: EmergencyPage) -> str:
    return hashlib.sha256(page.said).hexdigest()
