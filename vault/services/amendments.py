"""What one does with a client's request to amend the record: keep it, decide it, see what waits."""

from collections.abc import Sequence
from datetime import date

from vault.errors import NotAllowed
from vault.model.amendment import AmendmentClock, AmendmentRequest, binds_practice
from vault.model.audit import Action, Fact
from vault.model.circumstances import Question
from vault.model.ids import AmendmentId, ClientId, check_new
from vault.model.switched_on import because_of_answer
from vault.model.taken_out import TakenOut
from vault.storage.records_store import RecordsStore
from vault.translation import _


class Amendments:
    """Requests to amend a record (45 CFR 164.526); none of them changes what was signed."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self._removed = TakenOut[AmendmentId, AmendmentRequest]()
        self._decided_now: set[AmendmentId] = set()

    def clock_runs(self) -> bool:
        """Whether the rule binds this practice, so that there are days to act in."""
        return binds_practice(self._store.tables.circumstances.get())

    def why(self) -> str:
        """Return the sentence that says by which answer of set-up a clock runs, or does not."""
        circumstances = self._store.tables.circumstances.get()
        return because_of_answer(circumstances, Question.COVERED_ENTITY)

    def clock(self, request: AmendmentRequest) -> AmendmentClock | None:
        """Return the clock of a request today; None once it is decided, and where none runs."""
        return request.clock(self._today()) if request.is_open and self.clock_runs() else None

    def of_client(self, client: ClientId) -> list[AmendmentRequest]:
        """Return the requests of a client, the first one first; the view is logged.

        Raises NotFound.
        """
        tables = self._store.tables
        tables.clients.get(client)
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        return tables.amendments.of_client(client)

    def waiting(self) -> list[AmendmentRequest]:
        """Return every request that is not decided, the one that is due first before the others.

        Where no clock runs, the one that was received first.
        """
        runs = self.clock_runs()
        return sorted(
            self._store.tables.amendments.undecided(),
            key=lambda each: (each.due if runs else each.received, each.id),
        )

    def may_change(self, request: AmendmentRequest) -> bool:
        """Tell whether it can be put right or taken out, not only be answered by disagreement."""
        return request.is_open or request.id in self._decided_now

    def add(self, requests: Sequence[AmendmentRequest]) -> list[AmendmentRequest]:
        """Keep requests, all or none.

        Raises BadInput as `AmendmentRequest.cleaned` does, NotFound for a client that is none,
        NotAllowed for an id that is taken.
        """
        for each in requests:
            self._store.tables.clients.get(each.client)
        today, bound = self._today(), self.clock_runs()
        cleaned = [each.cleaned(today, bound=bound) for each in requests]
        check_new([each.id for each in cleaned], self._store.tables.amendments.has)
        facts = [Fact(Action.AMENDMENT_ADDED, each.id, each.client) for each in cleaned]
        if facts:
            with self._store.write(*facts) as tables:
                for each in cleaned:
                    tables.amendments.put(each)
            self._decided_now |= {each.id for each in cleaned if not each.is_open}
        return cleaned

    def change(self, request: AmendmentRequest) -> AmendmentRequest:
        """Keep what is now known of a request; unchanged, nothing is written.

        Raises NotFound, and as `AmendmentRequest.cleaned` and `check_change` do.
        """
        kept = self._store.tables.amendments.get(request.id)
        # What was decided before the rule bound the practice is not asked for its ground again.
        bound = self.clock_runs() and request.decision != kept.decision
        cleaned = request.cleaned(self._today(), bound=bound)
        kept.check_change(cleaned, decided_now=kept.id in self._decided_now)
        if cleaned != kept:
            fact = Fact(Action.AMENDMENT_CHANGED, kept.id, kept.client)
            with self._store.write(fact) as tables:
                tables.amendments.put(cleaned)
            if kept.is_open and not cleaned.is_open:
                self._decided_now.add(kept.id)
        return cleaned

    def remove(self, request: AmendmentId) -> AmendmentRequest:
        """Take out a request that was entered by mistake, and return it; it can be undone.

        Raises NotFound, and NotAllowed for one that is decided.
        """
        kept = self._store.tables.amendments.get(request)
        if not kept.is_open:
            raise NotAllowed(
                _("A request that was decided stays in the record."),
                hint=_("Nothing was changed."),
            )
        fact = Fact(Action.AMENDMENT_REMOVED, kept.id, kept.client)
        with self._store.write(fact) as tables:
            tables.amendments.remove(kept.id)
        self._removed.keep(kept.id, kept)
        return kept

    def undo_remove(self, request: AmendmentId) -> AmendmentRequest:
        """Put back what was taken out in this sitting.

        Raises NotAllowed when nothing of this id was, or it is back.
        """
        return self.add([self._removed.to_put_back(request, self._store.tables.amendments.has)])[0]

    def _today(self) -> date:
        return self._store.clock.now().date()
