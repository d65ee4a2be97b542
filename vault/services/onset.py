"""What one does with the onset checklist: say what was given, and see what is missing."""

from collections.abc import Sequence
from datetime import date

from vault.errors import BadInput
from vault.model.audit import Action, Fact
from vault.model.client import ClientKind
from vault.model.document import Document
from vault.model.ids import ClientId, OnsetId, ParticipantId, check_new
from vault.model.onset import (
    Given,
    OnsetLine,
    asked_of,
    items_for,
    lines_of,
    why_asked,
    with_causes,
)
from vault.model.participant import Participant
from vault.model.taken_out import TakenOut
from vault.storage.records_store import RecordsStore
from vault.translation import _


class Onset:
    """What clients are given or agree on at the start, as the licenses ask for it."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self._removed = TakenOut[OnsetId, Given]()

    def of_client(self, client: ClientId) -> list[OnsetLine]:
        """Return the list of one client; empty where no license asks for anything.

        The view is logged. Raises NotFound.
        """
        tables = self._store.tables
        whose = tables.clients.get(client)
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        licenses, people = tables.licenses(), self._people(client, whose.kind)
        items, given = items_for(licenses, whose.kind), tables.onset.of_client(client)
        lines = lines_of(items, given, people, self._today(), self._printed(client))
        return with_causes(lines, licenses)

    def before(self, client: ClientId) -> list[Given]:
        """Return what a client was given that the list does not show, the first one first.

        An older version, or one to somebody who left, or under a license no longer held. Raises
        NotFound.
        """
        shown = {line.given.id for line in self.of_client(client) if line.given is not None}
        given = self._store.tables.onset.of_client(client)
        return [each for each in given if each.id not in shown]

    def signed_copies(self, client: ClientId) -> list[Document]:
        """Return the documents that can be the signed copy, the newest first.

        None that is marked in error. Raises NotFound.
        """
        tables = self._store.tables
        tables.clients.get(client)
        found = [each for each in tables.documents.of_client(client) if each.in_error is None]
        return sorted(found, key=lambda each: (each.day or each.received, each.id), reverse=True)

    def lacking(self) -> dict[ClientId, int]:
        """Return how many lines are missing for each client whom the practice sees, by name."""
        tables = self._store.tables
        items = {kind: items_for(tables.licenses(), kind) for kind in ClientKind}
        if not any(items.values()):
            return {}
        given, found, today = tables.onset.given_to(), {}, self._today()
        for client, kind in tables.clients.active_kinds().items():
            asked = asked_of(items[kind], self._people(client, kind), today)
            lacking = sum((client, item.id, who) not in given for item, who, _name in asked)
            if lacking:
                found[client] = lacking
        return found

    def why(self) -> str:
        """Return by which licenses the list asks for anything; empty where none does."""
        return why_asked(self._store.tables.licenses())

    def add(self, given: Sequence[Given]) -> list[Given]:
        """Keep what was given, all or none.

        Raises BadInput as `Given.cleaned` does and for somebody who does not take part, NotFound
        for a client that is none, NotAllowed for an id that is taken.
        """
        cleaned = [self._cleaned(each) for each in given]
        check_new([each.id for each in cleaned], self._store.tables.onset.has)
        facts = [Fact(Action.ONSET_ADDED, each.id, each.client) for each in cleaned]
        if facts:
            with self._store.write(*facts) as tables:
                for each in cleaned:
                    tables.onset.put(each)
        return cleaned

    def change(self, given: Given) -> Given:
        """Keep what is now known of what was given; unchanged, nothing is written.

        Raises NotFound, and as `add` does, and BadInput for another client, item or person.
        """
        kept = self._store.tables.onset.get(given.id)
        cleaned = given.cleaned(self._today())
        same = (kept.client, kept.item, kept.participant)
        if (cleaned.client, cleaned.item, cleaned.participant) != same:
            raise BadInput(_("What was given stays with its client and its item."))
        self._check_document(cleaned, kept)
        if cleaned != kept:
            with self._store.write(Fact(Action.ONSET_CHANGED, kept.id, kept.client)) as tables:
                tables.onset.put(cleaned)
        return cleaned

    def remove(self, given: OnsetId) -> Given:
        """Take out what was entered by mistake, and return it; it can be undone in this sitting.

        Raises NotFound.
        """
        kept = self._store.tables.onset.get(given)
        with self._store.write(Fact(Action.ONSET_REMOVED, kept.id, kept.client)) as tables:
            tables.onset.remove(kept.id)
        self._removed.keep(kept.id, kept)
        return kept

    def undo_remove(self, given: OnsetId) -> Given:
        """Put back what was taken out in this sitting.

        Raises NotAllowed when nothing of this id was, or it is back.
        """
        return self.add([self._removed.to_put_back(given, self._store.tables.onset.has)])[0]

    def _printed(self, client: ClientId) -> dict[tuple[str, ParticipantId | None], str]:
        printed: dict[tuple[str, ParticipantId | None], str] = {}
        for entry in self._store.audit.notices_of(client):
            who = entry.detail.get("participant")
            whose = ParticipantId(str(who)) if who is not None else None
            printed[str(entry.detail["item"]), whose] = str(entry.detail["version"])
        return printed

    def _people(self, client: ClientId, kind: ClientKind) -> list[Participant]:
        alone = kind is ClientKind.INDIVIDUAL
        return [] if alone else self._store.tables.participants.of_unit(client)

    def _cleaned(self, given: Given) -> Given:
        tables = self._store.tables
        tables.clients.get(given.client)
        cleaned = given.cleaned(self._today())
        people = {each.id for each in tables.participants.of_unit(given.client)}
        if cleaned.participant is not None and cleaned.participant not in people:
            raise BadInput(_("They do not take part in this record."))
        self._check_document(cleaned)
        return cleaned

    def _check_document(self, given: Given, kept: Given | None = None) -> None:
        if given.document is None or (kept is not None and kept.document == given.document):
            return
        if given.document not in {each.id for each in self.signed_copies(given.client)}:
            raise BadInput(_("The signed copy is no document of this client."))

    def _today(self) -> date:
        return self._store.clock.now().date()
