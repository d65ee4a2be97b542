"""What one does with episodes of care: begin one, say who consented, end it, begin another."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from vault.errors import BadInput
from vault.model.audit import Action, Fact
from vault.model.client import Client, ClientKind, ClientStatus
from vault.model.document import TERMINATION, Document
from vault.model.episode import (
    Care,
    EndReason,
    Episode,
    EpisodeGap,
    check_episodes,
    gaps_of,
    outside,
    sessions_of,
)
from vault.model.ids import ClientId, EpisodeId, check_new
from vault.model.note_row import NoteRow
from vault.model.taken_out import TakenOut
from vault.model.template import TERMINATION_LETTER
from vault.storage.records_store import RecordsStore, RecordsTables
from vault.translation import _


class Episodes:
    """When the practice cared for whom; whether a file is open follows its newest episode."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self._removed = TakenOut[EpisodeId, Episode]()
        self._before: dict[ClientId, ClientStatus] = {}

    def since(self, client: ClientId) -> date:
        """Return since when the practice cares for a client, or cared for the last time.

        Where no episode is entered, that is the day of the first session, or of the file. Raises
        NotFound.
        """
        tables = self._store.tables
        episodes = tables.episodes.of_client(client)
        if episodes:
            return episodes[-1].opened
        first = tables.note_lists.contact_days(client)[:1]
        return min([tables.clients.get(client).added_at.date(), *first])

    def died(self, client: ClientId) -> bool:
        """Tell whether the care of a client ended because the client died."""
        endings = (each.ending for each in self._store.tables.episodes.of_client(client))
        return any(each is not None and each.reason is EndReason.DIED for each in endings)

    def care(self, client: ClientId) -> Care:
        """Return the episodes of a client with what each lacks; the view is logged.

        Raises NotFound.
        """
        tables = self._store.tables
        whose = tables.clients.get(client)
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        sessions = self._store.tables.session_days(client)
        contacts = sorted({*sessions, *tables.note_lists.contact_days(client)})
        alone = whose.kind is ClientKind.INDIVIDUAL
        acting = tables.representatives.of_client(client) if alone else None
        age = tables.majority_age()
        episodes = tables.episodes.of_client(client)
        letters = {row.id for row in self.letters(client)} | {
            each.id for each in self.signed_letters(client) if each.in_error is None
        }
        return Care(
            status=whose.status,
            episodes=tuple(
                (each, (*gaps_of(each, days, acting, whose.birth_date, age), *_gone(each, letters)))
                for each, days in zip(episodes, sessions_of(episodes, sessions), strict=True)
            ),
            first_day=min([whose.added_at.date(), *contacts[:1]]),
            last_contact=max((day for day in contacts if day <= self._today()), default=None),
            outside=tuple(outside(episodes, sessions)),
        )

    def letters(self, client: ClientId) -> list[NoteRow]:
        """Return the signed termination letters in a client's record, the newest first.

        One that is marked in error is none. Raises NotFound.
        """
        tables = self._store.tables
        tables.clients.get(client)
        return tables.standing_notes(client, TERMINATION_LETTER)[::-1]

    def signed_letters(self, client: ClientId) -> list[Document]:
        """Return the documents of a client that are letters of termination, the newest first.

        Also those that are marked in error, so that it can be said of one. Raises NotFound.
        """
        tables = self._store.tables
        tables.clients.get(client)
        found = [each for each in tables.documents.of_client(client) if each.kind == TERMINATION]
        return sorted(found, key=lambda each: (each.day or each.received, each.id), reverse=True)

    def add(self, episodes: Sequence[Episode]) -> list[Episode]:
        """Add episodes, all or none; whether the file is open follows the newest one.

        Raises BadInput as `Episode.cleaned` and `check_episodes` do, NotAllowed as the latter does
        and for an id that is taken, NotFound for a client that is none.
        """
        cleaned = [each.cleaned(self._today()) for each in episodes]
        for each in cleaned:
            self._check_letter(each)
            self._check_signed(each)
        check_new([each.id for each in cleaned], self._store.tables.episodes.has)
        moved: list[Client] = []
        for client in dict.fromkeys(each.client for each in cleaned):
            new = [each for each in cleaned if each.client == client]
            moved += self._moved(client, [*self._store.tables.episodes.of_client(client), *new])
        facts = [Fact(Action.EPISODE_ADDED, each.id, each.client) for each in cleaned]
        if facts:
            self._write(facts, moved, lambda tables: [*map(tables.episodes.put, cleaned)])
        return cleaned

    def change(self, episode: Episode) -> Episode:
        """Keep what is now known of an episode; unchanged, nothing is written.

        Ending the newest closes the file, and opening it again opens that. Raises NotFound, and as
        `add` does, and BadInput for another client.
        """
        kept = self._store.tables.episodes.get(episode.id)
        cleaned = episode.cleaned(self._today())
        if cleaned.client != kept.client:
            raise BadInput(_("An episode of care stays with its client."))
        others = self._store.tables.episodes.of_client(kept.client)
        after = [cleaned if each.id == kept.id else each for each in others]
        moved = self._moved(kept.client, after)
        if cleaned.letter_note != kept.letter_note:
            self._check_letter(cleaned)
        if cleaned.letter_document != kept.letter_document:
            self._check_signed(cleaned)
        if cleaned != kept:
            fact = Fact(Action.EPISODE_CHANGED, cleaned.id, cleaned.client)
            self._write([fact], moved, lambda tables: tables.episodes.put(cleaned))
        return cleaned

    def remove(self, episode: EpisodeId) -> Episode:
        """Take out an episode that was entered by mistake, and return it.

        It can be undone for the rest of the sitting. Raises NotFound.
        """
        kept = self._store.tables.episodes.get(episode)
        others = self._store.tables.episodes.of_client(kept.client)
        moved = self._moved(kept.client, [each for each in others if each.id != kept.id])
        fact = Fact(Action.EPISODE_REMOVED, kept.id, kept.client)
        self._write([fact], moved, lambda tables: tables.episodes.remove(kept.id))
        self._removed.keep(kept.id, kept)
        return kept

    def undo_remove(self, episode: EpisodeId) -> Episode:
        """Put back an episode that was taken out in this sitting.

        Raises NotAllowed when none of this id was, or it is back, or another is open meanwhile.
        """
        return self.add([self._removed.to_put_back(episode, self._store.tables.episodes.has)])[0]

    def _check_letter(self, episode: Episode) -> None:
        note = episode.letter_note
        if note is not None and note not in {row.id for row in self.letters(episode.client)}:
            raise BadInput(
                _("The letter must be a signed termination letter among the notes of this client.")
            )

    def _check_signed(self, episode: Episode) -> None:
        document = episode.letter_document
        can_be = {each.id for each in self.signed_letters(episode.client) if each.in_error is None}
        if document is not None and document not in can_be:
            raise BadInput(
                _("The signed letter must be a termination letter among this client’s documents.")
            )

    def _moved(self, client: ClientId, episodes: Sequence[Episode]) -> list[Client]:
        """Return the client, if the file is closed or opened by these episodes.

        Where none is left it is as it was before there was one. A file with sessions after the last
        end stays as it is: the care that goes on is not entered yet. Raises as `add` does for a
        client and for episodes that cannot be.
        """
        whose = self._store.tables.clients.get(client)
        check_episodes(episodes)
        if not self._store.tables.episodes.of_client(client):
            self._before[client] = whose.status
        ends = [each.ending.day for each in episodes if each.ending is not None]
        if not episodes:
            status = self._before.get(client, ClientStatus.ACTIVE)
        elif len(ends) < len(episodes):
            status = ClientStatus.ACTIVE
        elif any(day > max(ends) for day in self._store.tables.session_days(client)):
            status = whose.status
        else:
            status = ClientStatus.CLOSED
        return [replace(whose, status=status)] if whose.status is not status else []

    def _write(
        self,
        facts: Sequence[Fact],
        moved: Sequence[Client],
        change: Callable[[RecordsTables], object],
    ) -> None:
        with self._store.write(*facts, *_facts_of(moved)) as tables:
            change(tables)
            for client in moved:
                tables.clients.put(client)

    def _today(self) -> date:
        return self._store.clock.now().date()


def _gone(episode: Episode, letters: Collection[str]) -> list[EpisodeGap]:
    named = episode.letter_note, episode.letter_document
    is_gone = any(each is not None and each not in letters for each in named)
    return [EpisodeGap.LETTER_GONE] if is_gone else []


def _facts_of(moved: Iterable[Client]) -> list[Fact]:
    return [Fact(Action.CLIENT_CHANGED, each.id, each.id) for each in moved]
