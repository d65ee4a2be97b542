"""A signed note that was filed in the wrong record, and is taken to the right one as it stands."""

from dataclasses import dataclass
from datetime import datetime

from vault.errors import NotAllowed
from vault.model.ids import ClientId, NoteId
from vault.model.note import Note
from vault.translation import _


@dataclass(frozen=True)
class Refiling:
    """That a note was taken out of one record and filed in another.

    Of the note itself it says nothing: in the record it was taken out of it is the marker.
    """

    note: NoteId
    from_client: ClientId
    to_client: ClientId
    at: datetime


def new_refiling(note: Note, to_client: ClientId, at: datetime) -> Refiling:
    """Take a signed note to another record.

    Raises NotAllowed for a draft, and for the record it is in already.
    """
    if not note.signed:
        raise NotAllowed(
            _("This note is a draft, so it is in no record for good yet."),
            hint=_("Copy its words into a new note of the right client, and discard this one."),
        )
    if to_client == note.client:
        raise NotAllowed(_("This note is in that record already."))
    return Refiling(note=note.id, from_client=note.client, to_client=to_client, at=at)
