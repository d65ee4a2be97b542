"""What one does with who takes part in a record of several people, and with its terms."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from vault.errors import BadInput
from vault.model.audit import Action, Fact
from vault.model.client import ClientKind
from vault.model.conflict import ConflictCheck
from vault.model.document import Document
from vault.model.ids import ClientId, ParticipantId, check_new
from vault.model.participant import (
    TERMS_LACK,
    Participant,
    Role,
    Terms,
    Unit,
    check_unit,
    checked_terms,
    gaps_of,
)
from vault.model.taken_out import TakenOut
from vault.storage.records_store import RecordsStore
from vault.translation import _


class Participants:
    """Who takes part in the couples, families and groups of the practice."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self._removed = TakenOut[ParticipantId, tuple[Participant, Terms]]()

    def unit(self, unit: ClientId) -> Unit:
        """Return who takes part in a unit, and what its record lacks; the view is logged.

        Raises NotFound, and NotAllowed for the file of one person.
        """
        kind = self._kind(unit)
        self._store.viewed(Action.CLIENT_VIEWED, [unit])
        people, terms = self._people(unit), self._store.tables.participants.terms(unit)
        gaps = gaps_of(kind, terms, people, self._today(), self._store.tables.majority_age())
        return Unit(kind, terms, tuple(people), tuple(gaps))

    def papers(self, unit: ClientId) -> list[Document]:
        """Return the documents of a unit, any of which can be the signed terms, the newest first.

        Also those that are marked in error, so that it can be said of one. Raises as `unit`.
        """
        self._kind(unit)
        found = self._store.tables.documents.of_client(unit)
        return sorted(found, key=lambda each: (each.day or each.received, each.id), reverse=True)

    def units_of(self, file: ClientId) -> list[ClientId]:
        """Return the units in which the person of a file takes part or has taken part."""
        return self._store.tables.participants.units_of(file)

    def came_of_age(self) -> dict[ClientId, date]:
        """Return in which units somebody came of age and has not signed the terms anew, and when.

        Only of units that the practice still sees and people who still take part, the first to
        come of age first.
        """
        tables, today, age = self._store.tables, self._today(), self._store.tables.majority_age()
        active = tables.clients.active_kinds()
        found: dict[ClientId, date] = {}
        for each in tables.participants.list_all():
            day = each.came_of_age(today, age)
            asked = each.left is None and each.role is not Role.COLLATERAL
            # In a group nobody signs terms.
            signs = active.get(each.unit) not in (None, ClientKind.GROUP)
            if day is not None and asked and signs:
                found[each.unit] = min(day, found.get(each.unit, day))
        return dict(sorted(found.items(), key=lambda each: each[1]))

    def without_terms(self) -> dict[ClientId, int]:
        """Return how much of its terms each couple and family lacks that lacks any, by name.

        That is, that nobody stands in it, terms that were not chosen, and each who takes part and
        has not signed those that are in force. Only of units that the practice still sees.
        """
        tables, today, age = self._store.tables, self._today(), self._store.tables.majority_age()
        chosen, people = tables.participants.all_terms(), tables.participants.list_all()
        by_unit = {unit: list(those) for unit, those in groupby(people, key=lambda each: each.unit)}
        found = {}
        for unit, kind in tables.clients.active_kinds().items():
            if kind in (ClientKind.COUPLE, ClientKind.FAMILY):
                terms = chosen.get(unit, Terms(unit))
                gaps = gaps_of(kind, terms, by_unit.get(unit, []), today, age)
                found[unit] = sum(each.lack in TERMS_LACK for each in gaps)
        return {unit: lacks for unit, lacks in found.items() if lacks}

    def add(
        self, participants: Sequence[Participant], checks: Sequence[ConflictCheck] = ()
    ) -> list[Participant]:
        """Add participants, all or none, with the conflict checks of their names.

        Raises BadInput as `Participant.cleaned` does, for somebody's own file that is none and for
        signed terms that are no document of the unit, NotFound for a unit that is none, NotAllowed
        for the file of one person and for an id that is taken.
        """
        cleaned = [self._agreeing(each.cleaned()) for each in participants]
        check_new([each.id for each in cleaned], self._store.tables.participants.has)
        for number, each in enumerate(cleaned):
            self._kind(each.unit)
            self._check_file(each, cleaned[:number])
            self._check_paper(each)
        facts = [Fact(Action.PARTICIPANT_ADDED, each.id, each.unit) for each in cleaned]
        if facts:
            with self._store.write(*facts, *(check.fact for check in checks)) as tables:
                for each in cleaned:
                    tables.participants.put(each)
                for check in checks:
                    tables.conflict_checks.put(check)
        return cleaned

    def change(self, participant: Participant, checks: Sequence[ConflictCheck] = ()) -> Participant:
        """Keep what is now known of a participant, with the conflict checks of a new name.

        Unchanged, nothing is written.

        Raises NotFound, and BadInput as `add` does and for another unit.
        """
        kept = self._store.tables.participants.get(participant.id)
        cleaned = self._agreeing(participant.cleaned(), kept)
        if cleaned.unit != kept.unit:
            raise BadInput(_("A participant stays in their unit."))
        self._check_file(cleaned, ())
        if cleaned.document != kept.document:
            self._check_paper(cleaned)
        terms = self._store.tables.participants.terms(kept.unit)
        people = [cleaned if each.id == kept.id else each for each in self._people(kept.unit)]
        if terms.identified == kept.id:
            checked_terms(terms, self._kind(kept.unit), people)
        if cleaned != kept:
            fact = Fact(Action.PARTICIPANT_CHANGED, cleaned.id, cleaned.unit)
            with self._store.write(fact, *(check.fact for check in checks)) as tables:
                tables.participants.put(cleaned)
                for check in checks:
                    tables.conflict_checks.put(check)
        return cleaned

    def remove(self, participant: ParticipantId) -> Participant:
        """Take out who was entered by mistake, and return them; who left has a last day instead.

        It can be undone for the rest of the sitting. Raises NotFound.
        """
        kept = self._store.tables.participants.get(participant)
        terms = self._store.tables.participants.terms(kept.unit)
        facts = [Fact(Action.PARTICIPANT_REMOVED, kept.id, kept.unit)]
        if terms.identified == kept.id:
            facts.append(Fact(Action.TERMS_CHANGED, kept.unit, kept.unit))
        with self._store.write(*facts) as tables:
            tables.participants.remove(kept.id)
        self._removed.keep(kept.id, (kept, terms))
        return kept

    def undo_remove(self, participant: ParticipantId) -> Participant:
        """Put back who was taken out in this sitting, as the identified client if they were.

        Raises NotAllowed when nobody of this id was, or they are back.
        """
        kept, terms = self._removed.to_put_back(participant, self._store.tables.participants.has)
        facts = [Fact(Action.PARTICIPANT_ADDED, kept.id, kept.unit)]
        now = self._store.tables.participants.terms(kept.unit)
        again = terms.identified == kept.id and now == Terms(kept.unit, terms.basis)
        if again:
            facts.append(Fact(Action.TERMS_CHANGED, kept.unit, kept.unit))
        with self._store.write(*facts) as tables:
            tables.participants.put(kept)
            if again:
                tables.participants.put_terms(terms)
        return kept

    def set_terms(self, terms: Terms) -> Terms:
        """Keep on what terms a unit's record is kept; unchanged, nothing is written.

        Who has signed has signed the terms of before, or these if they are the first. Raises
        NotFound, and as `checked_terms` does.
        """
        people = self._people(terms.unit)
        checked = checked_terms(terms, self._kind(terms.unit), people)
        before = self._store.tables.participants.terms(terms.unit)
        if checked != before:
            signed = before.key or checked.key
            those = [each for each in people if each.agreed is not None and not each.agreed_to]
            facts = [Fact(Action.PARTICIPANT_CHANGED, each.id, each.unit) for each in those]
            terms_changed = Fact(Action.TERMS_CHANGED, terms.unit, terms.unit)
            with self._store.write(terms_changed, *facts) as tables:
                for each in those:
                    tables.participants.put(replace(each, agreed_to=signed))
                tables.participants.put_terms(checked)
        return checked

    def _agreeing(self, participant: Participant, kept: Participant | None = None) -> Participant:
        """Return a participant with the terms that they signed: those of now, by a later day.

        `kept` is what was known before; an earlier day puts right when those were signed.
        """
        before, day = kept.agreed if kept is not None else None, participant.agreed
        if kept is not None and (day == before or (day and before and day < before)):
            return replace(participant, agreed_to=kept.agreed_to)
        if participant.agreed is None:
            return replace(participant, agreed_to="")
        terms = self._store.tables.participants.terms(participant.unit)
        return replace(participant, agreed_to=terms.key)

    def _people(self, unit: ClientId) -> list[Participant]:
        return self._store.tables.participants.of_unit(unit)

    def _today(self) -> date:
        return self._store.clock.now().date()

    def _kind(self, unit: ClientId) -> ClientKind:
        kind = self._store.tables.clients.get(unit).kind
        check_unit(kind)
        return kind

    def _check_paper(self, participant: Participant) -> None:
        """Raise BadInput for what is no document of the unit, or is marked in error."""
        can_be = {each.id for each in self.papers(participant.unit) if each.in_error is None}
        if participant.document is not None and participant.document not in can_be:
            raise BadInput(_("The signed terms are no document of this record."))

    def _check_file(self, participant: Participant, beside: Sequence[Participant]) -> None:
        """Raise BadInput for what is nobody's own record, or that of another of the unit."""
        if participant.file is None:
            return
        for other in (*self._people(participant.unit), *beside):
            if (
                other.file == participant.file
                and other.unit == participant.unit
                and other.id != participant.id
            ):
                raise BadInput(_("This is the own record of somebody else who takes part."))
        if self._store.tables.clients.get(participant.file).kind is not ClientKind.INDIVIDUAL:
            raise BadInput(_("A file of several people is nobody's own record."))
