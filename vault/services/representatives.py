"""What one does with who may act for a client."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from vault.errors import BadInput, NotAllowed
from vault.model.audit import Action, Fact
from vault.model.client import Client, ClientKind
from vault.model.conflict import ConflictCheck
from vault.model.dates import birthday
from vault.model.document import Document
from vault.model.ids import ClientId, RepresentativeId, check_new
from vault.model.representative import Authority, Representative, came_of_age
from vault.model.taken_out import TakenOut
from vault.storage.records_store import RecordsStore
from vault.translation import _


class Representatives:
    """Parents, guardians, agents and executors of the clients of the practice."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self._removed = TakenOut[RepresentativeId, Representative]()

    def of_client(self, client: ClientId) -> list[Representative]:
        """Return who acts or has acted for a client; the view is logged.

        Raises NotFound, and NotAllowed for a file of several people.
        """
        self._person(client)
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        return self._store.tables.representatives.of_client(client)

    def acting(self, client: ClientId, *, died: bool = False) -> list[Representative]:
        """Return who may act for a client today, as far as it is known.

        `died` tells that care ended by the client's death. Raises as `of_client` does.
        """
        person, tables = self._person(client), self._store.tables
        today, age = self._store.clock.now().date(), tables.majority_age()
        return [
            each
            for each in tables.representatives.of_client(client)
            if each.authority(today, person.birth_date, age, died=died) is Authority.HOLDS
        ]

    def papers(self, client: ClientId) -> list[Document]:
        """Return the documents of a client, any of which can be a paper, the newest first.

        Also those that are marked in error, so that it can be said of one. Raises as `of_client`.
        """
        self._person(client)
        found = self._store.tables.documents.of_client(client)
        return sorted(found, key=lambda each: (each.day or each.received, each.id), reverse=True)

    def add(
        self, people: Sequence[Representative], checks: Sequence[ConflictCheck] = ()
    ) -> list[Representative]:
        """Add representatives, all or none, with the conflict checks of their names.

        Raises BadInput as `Representative.cleaned` does and for a paper that is no document of the
        client, NotFound for a client that is none,
        NotAllowed for a file of several people and for an id that is taken.
        """
        cleaned = [each.cleaned() for each in people]
        check_new([each.id for each in cleaned], self._store.tables.representatives.has)
        for client in {each.client for each in cleaned}:
            self._person(client)
        for each in cleaned:
            self._check_paper(each)
        facts = [Fact(Action.REPRESENTATIVE_ADDED, each.id, each.client) for each in cleaned]
        if facts:
            with self._store.write(*facts, *(check.fact for check in checks)) as tables:
                for each in cleaned:
                    tables.representatives.put(each)
                for check in checks:
                    tables.conflict_checks.put(check)
        return cleaned

    def change(
        self, person: Representative, checks: Sequence[ConflictCheck] = ()
    ) -> Representative:
        """Keep what is now known of a representative, with the conflict checks of a new name.

        Unchanged, nothing is written.

        Raises NotFound, and BadInput as `add` does and for another client.
        """
        kept = self._store.tables.representatives.get(person.id)
        cleaned = person.cleaned()
        if cleaned.client != kept.client:
            raise BadInput(_("A representative stays with their client."))
        if cleaned.document != kept.document:
            self._check_paper(cleaned)
        if cleaned != kept:
            fact = Fact(Action.REPRESENTATIVE_CHANGED, cleaned.id, cleaned.client)
            with self._store.write(fact, *(check.fact for check in checks)) as tables:
                tables.representatives.put(cleaned)
                for check in checks:
                    tables.conflict_checks.put(check)
        return cleaned

    def remove(self, person: RepresentativeId) -> Representative:
        """Take out who was entered by mistake, and return them; who ended has a last day instead.

        It can be undone for the rest of the sitting. Raises NotFound.
        """
        kept = self._store.tables.representatives.get(person)
        fact = Fact(Action.REPRESENTATIVE_REMOVED, kept.id, kept.client)
        with self._store.write(fact) as tables:
            tables.representatives.remove(kept.id)
        self._removed.keep(kept.id, kept)
        return kept

    def undo_remove(self, person: RepresentativeId) -> Representative:
        """Put back who was taken out in this sitting.

        Raises NotAllowed when nobody of this id was, or they are back.
        """
        kept = self._removed.to_put_back(person, self._store.tables.representatives.has)
        with self._store.write(Fact(Action.REPRESENTATIVE_ADDED, kept.id, kept.client)) as tables:
            tables.representatives.put(kept)
        return kept

    def signed_anew(self, client: ClientId) -> list[Representative]:
        """Keep that a client who came of age signed for themselves: a parent's authority has ended.

        Each parent gets the day before the birthday as the last one. Returns whom that changed;
        raises as `of_client`.
        """
        person = self._person(client)
        today, age = self._store.clock.now().date(), self._store.tables.majority_age()
        if person.birth_date is None:
            return []
        last = date.fromordinal(birthday(person.birth_date, age).toordinal() - 1)
        ended = [
            replace(each, until=max(each.since, last))
            for each in self._store.tables.representatives.of_client(client)
            if each.outlasts_majority(today, person.birth_date, age)
        ]
        if ended:
            facts = [Fact(Action.REPRESENTATIVE_CHANGED, each.id, client) for each in ended]
            with self._store.write(*facts) as tables:
                for each in ended:
                    tables.representatives.put(each)
        return ended

    def came_of_age(self) -> dict[ClientId, date]:
        """Return whose parents still stand as acting for them, and since when they are of age.

        Only clients whom the practice still sees, the first to come of age first.
        """
        today, age = self._store.clock.now().date(), self._store.tables.majority_age()
        active = {each.id: each for each in self._store.tables.clients.active()}
        found: dict[ClientId, date] = {}
        people = self._store.tables.representatives.going_on(today)
        for client, theirs in groupby(people, key=lambda each: each.client):
            if client in active:
                day = came_of_age(theirs, today, active[client].birth_date, age)
                if day is not None:
                    found[client] = day
        return dict(sorted(found.items(), key=lambda each: each[1]))

    def _check_paper(self, person: Representative) -> None:
        """Raise BadInput for what is no document of the client, or is marked in error."""
        can_be = {each.id for each in self.papers(person.client) if each.in_error is None}
        if person.document is not None and person.document not in can_be:
            raise BadInput(_("The paper is no document of this client."))

    def _person(self, client: ClientId) -> Client:
        found = self._store.tables.clients.get(client)
        if found.kind is not ClientKind.INDIVIDUAL:
            raise NotAllowed(
                _("Nobody acts for several people at once: each has their own."),
                hint=_("Say under People who signed for a minor who takes part."),
            )
        return found
