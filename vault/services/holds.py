"""What one does with legal holds: place one, lift it, and be stopped by it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from vault.errors import NotAllowed
from vault.model.audit import Action, Fact
from vault.model.hold import REMOVALS, Hold, check_not_held
from vault.model.ids import ClientId, HoldId, check_new
from vault.model.taken_out import TakenOut
from vault.storage.records_store import RecordsStore
from vault.translation import _


class Holds:
    """Holds on clients' files: while one is open, nothing of the file is taken out."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self._removed = TakenOut[HoldId, Hold]()
        self._placed_now: set[HoldId] = set()
        self._lifted_now: set[HoldId] = set()

    def of_client(self, client: ClientId) -> list[Hold]:
        """Return the holds on a client's file, the first one first; the view is logged.

        Raises NotFound.
        """
        self._store.tables.clients.get(client)
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        return self._store.tables.holds.of_client(client)

    def open(self) -> list[Hold]:
        """Return every hold that is not lifted, the first one first."""
        return self._store.tables.holds.open()

    def may_change(self, hold: Hold) -> bool:
        """Tell whether it can be lifted or put right: it is open, or was lifted in this sitting."""
        return hold.is_open or hold.id in self._lifted_now

    def may_remove(self, hold: Hold) -> bool:
        """Tell whether it can be taken out: it was placed in this sitting, and is open."""
        return hold.is_open and hold.id in self._placed_now

    def add(self, holds: Sequence[Hold]) -> list[Hold]:
        """Place holds, all or none.

        Raises BadInput as `Hold.cleaned` does, NotFound for a client that is none, NotAllowed for
        an id that is taken.
        """
        for each in holds:
            self._store.tables.clients.get(each.client)
        cleaned = [self._signed(each.cleaned(self._today())) for each in holds]
        check_new([each.id for each in cleaned], self._store.tables.holds.has)
        facts = [fact for each in cleaned for fact in _facts_of(each)]
        if facts:
            with self._store.write(*facts) as tables:
                for each in cleaned:
                    tables.holds.put(each)
            self._placed_now |= {each.id for each in cleaned}
            self._lifted_now |= {each.id for each in cleaned if not each.is_open}
        return cleaned

    def change(self, hold: Hold) -> Hold:
        """Keep what is now known of a hold, such as that it was lifted; unchanged, nothing is kept.

        Raises NotFound, and as `Hold.cleaned` and `Hold.check_change` do.
        """
        kept = self._store.tables.holds.get(hold.id)
        cleaned = hold.cleaned(self._today())
        cleaned = self._signed(replace(cleaned, placed_by=kept.placed_by), kept)
        kept.check_change(cleaned, entered_now=kept.id in self._lifted_now)
        if cleaned != kept:
            lifts = kept.is_open and not cleaned.is_open
            action = Action.HOLD_LIFTED if lifts else Action.HOLD_CHANGED
            with self._store.write(Fact(action, kept.id, kept.client)) as tables:
                tables.holds.put(cleaned)
            if lifts:
                self._lifted_now.add(kept.id)
        return cleaned

    def lift(self, hold: HoldId, day: date | None, words: str) -> Hold:
        """Lift a hold on a day, None for today, for a reason in words; return it.

        Raises NotFound, NotAllowed for one that is lifted already, BadInput as `Hold.cleaned` does.
        """
        kept = self._store.tables.holds.get(hold)
        if not kept.is_open:
            raise NotAllowed(_("This hold was lifted already."))
        return self.change(replace(kept, lifted=day or self._today(), lifted_words=words))

    def remove(self, hold: HoldId) -> Hold:
        """Take out a hold that was placed by mistake in this sitting; it can be undone.

        Raises NotFound, and NotAllowed for one of an earlier sitting, or that was lifted.
        """
        kept = self._store.tables.holds.get(hold)
        if not self.may_remove(kept):
            raise NotAllowed(
                _("A hold of an earlier day stays in the record."),
                hint=_("Lift it instead, and say why."),
            )
        with self._store.write(Fact(Action.HOLD_REMOVED, kept.id, kept.client)) as tables:
            tables.holds.remove(kept.id)
        self._removed.keep(kept.id, kept)
        return kept

    def undo_remove(self, hold: HoldId) -> Hold:
        """Put back what was taken out in this sitting.

        Raises NotAllowed when nothing of this id was, or it is back.
        """
        return self.add([self._removed.to_put_back(hold, self._store.tables.holds.has)])[0]

    def check(self, client: ClientId) -> None:
        """Raise NotAllowed when a client's file is held: by a hold, or a request that waits."""
        tables = self._store.tables
        waits = any(each.is_open for each in tables.amendments.of_client(client))
        check_not_held(tables.holds.of_client(client), request_waits=waits)

    def check_facts(self, facts: Sequence[Fact]) -> None:
        """Refuse a change that takes something out of a file that is held.

        A request to amend that was entered by mistake does not hold itself. Raises NotAllowed.
        """
        for fact in facts:
            if fact.action is Action.AMENDMENT_REMOVED and fact.client:
                check_not_held(self._store.tables.holds.of_client(ClientId(fact.client)))
            elif fact.action in REMOVALS and fact.client:
                self.check(ClientId(fact.client))

    def _signed(self, hold: Hold, before: Hold | None = None) -> Hold:
        """Return the hold with who placed it, and who lifted it, where that is new."""
        by = self._store.tables.practice.get().name
        lifted_by = "" if hold.is_open else by
        if before is not None and not before.is_open and not hold.is_open:
            lifted_by = before.lifted_by
        return replace(
            hold, placed_by=hold.placed_by if before is not None else by, lifted_by=lifted_by
        )

    def _today(self) -> date:
        return self._store.clock.now().date()


def _facts_of(hold: Hold) -> list[Fact]:
    placed = Fact(Action.HOLD_PLACED, hold.id, hold.client)
    return [placed] if hold.is_open else [placed, Fact(Action.HOLD_LIFTED, hold.id, hold.client)]
