"""The table of episodes of care."""

from datetime import date
from typing import Any

from vault.errors import NotFound
from vault.model.episode import Consent, Consenter, Ending, EndReason, Episode, Letter
from vault.model.ids import ClientId, DocumentId, EpisodeId, NoteId, is_id
from vault.storage.database import Database, Row
from vault.translation import _

_COLUMNS = (
    "id, client, opened, consent_by, consented, consent_names, consent_under, ended, last_contact, "
    "end_reason, end_words, letter_sent, letter_end, letter_note, letter_document"
)


class EpisodeTable:
    """When the practice cared for whom."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, episode: EpisodeId) -> Episode:
        """Return one episode. Raises NotFound."""
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM episode WHERE id = ?", (episode if is_id(episode) else "",)
        )
        if row is None:
            raise NotFound(_("There is no such episode of care."))
        return _episode(row)

    def has(self, episode: EpisodeId) -> bool:
        """Tell whether there is an episode of this id."""
        return self._database.row("SELECT 1 FROM episode WHERE id = ?", (episode,)) is not None

    def ids(self) -> list[EpisodeId]:
        """Return the ids of all episodes."""
        return [EpisodeId(row[0]) for row in self._database.rows("SELECT id FROM episode")]

    def of_client(self, client: ClientId) -> list[Episode]:
        """Return the episodes of a client, the first one first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM episode WHERE client = ? "
            "ORDER BY opened, ended IS NULL, ended, id",
            (client,),
        )
        return [_episode(row) for row in rows]

    def list_all(self) -> list[Episode]:
        """Return every episode, those of a client in turn."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM episode ORDER BY opened, ended IS NULL, ended, id"
        )
        return [_episode(row) for row in rows]

    def of_ids(self, known: str) -> list[Episode]:
        """Return those whose ids are in a JSON list, in any order."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM episode WHERE id IN (SELECT value FROM json_each(?))", (known,)
        )
        return [_episode(row) for row in rows]

    def any_with(self, document: DocumentId) -> bool:
        """Tell whether a document is the letter by which one ended."""
        row = self._database.row(
            "SELECT 1 FROM episode WHERE letter_document = ? LIMIT 1", (document,)
        )
        return row is not None

    def put(self, episode: Episode) -> None:
        """Add an episode, or keep a changed one."""
        self._database.change(
            f"INSERT OR REPLACE INTO episode ({_COLUMNS}) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                episode.id,
                episode.client,
                episode.opened.isoformat(),
                *_consent_values(episode.consent),
                *_ending_values(episode.ending),
            ),
        )

    def remove(self, episode: EpisodeId) -> None:
        """Take an episode out."""
        self._database.change("DELETE FROM episode WHERE id = ?", (episode,))


def _consent_values(consent: Consent | None) -> tuple[Any, ...]:
    if consent is None:
        return None, None, "", ""
    return consent.by, consent.day.isoformat(), consent.names, consent.under


def _ending_values(ending: Ending | None) -> tuple[Any, ...]:
    if ending is None:
        return None, None, None, "", None, None, None, None
    letter = ending.letter
    return (
        ending.day.isoformat(),
        ending.last_contact.isoformat(),
        ending.reason,
        ending.words,
        letter.sent.isoformat() if letter else None,
        letter.end.isoformat() if letter else None,
        letter.note if letter else None,
        letter.document if letter else None,
    )


def _episode(row: Row) -> Episode:
    episode, client, opened, by, consented, names, under, *ending = row
    return Episode(
        id=episode,
        client=client,
        opened=date.fromisoformat(opened),
        consent=Consent(Consenter(by), date.fromisoformat(consented), names, under) if by else None,
        ending=_ending(ending) if ending[0] else None,
    )


def _ending(values: list[str]) -> Ending:
    ended, last_contact, reason, words, sent, end, note, document = values
    return Ending(
        day=date.fromisoformat(ended),
        last_contact=date.fromisoformat(last_contact),
        reason=EndReason(reason),
        words=words,
        letter=Letter(
            date.fromisoformat(sent),
            date.fromisoformat(end),
            NoteId(note) if note else None,
            DocumentId(document) if document else None,
        )
        if sent
        else None,
    )
