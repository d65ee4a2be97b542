"""A process (psychotherapy) note: kept apart from the record, under its own key.

45 CFR 164.501: notes that analyze the contents of a counseling conversation "and that are
separated from the rest of the individual's medical record".
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from vault.errors import BadInput
from vault.model.canonical import Json
from vault.model.draft_history import History
from vault.model.ids import ClientId, ProcessNoteId
from vault.model.seal import Seal, seal
from vault.model.text import clean_text
from vault.translation import _

DRAFT_TEXT = "text"
"""What the words of a draft are called in its history, which has one section."""


@dataclass(frozen=True)
class ProcessNote:
    """The clinician's own words about one conversation."""

    id: ProcessNoteId
    client: ClientId
    day: date
    text: str = field(repr=False)
    written_at: datetime
    seal: Seal

    @property
    def content(self) -> Json:
        """What the seal is over."""
        return _content(self.id, self.client, self.day, self.text)


@dataclass(frozen=True)
class ProcessDraft:
    """What is being written about a client: one for each client, without a seal.

    `history` is what can be undone in it.
    """

    client: ClientId
    day: date
    text: str = field(repr=False)
    history: History = field(default_factory=History, repr=False, compare=False)


@dataclass(frozen=True)
class ProcessNoteRow:
    """A process note as a list shows it; `opening` is its first words on one line."""

    id: ProcessNoteId
    client: ClientId
    day: date
    written_at: datetime
    opening: str = field(repr=False)


def new_process_note(
    note_id: ProcessNoteId, client: ClientId, day: date, text: str, written_at: datetime
) -> ProcessNote:
    """Write a process note, sealed.

    Raises BadInput when there are no words, or text that cannot be kept.
    """
    text = clean_text(text, _("The process note"))
    if not text.strip():
        raise BadInput(_("A process note must say something."))
    return ProcessNote(
        note_id, client, day, text, written_at, seal(_content(note_id, client, day, text))
    )


def _content(note: ProcessNoteId, client: ClientId, day: date, text: str) -> Json:
    return {
        "kind": "process-note",
        "id": note,
        "client": client,
        "date": day.isoformat(),
        "text": text,
    }
