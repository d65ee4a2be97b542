"""An addendum: words added to a signed note, which itself stays as it was signed."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from vault.errors import BadInput, NotAllowed
from vault.model.canonical import Json
from vault.model.ids import AddendumId, ClientId, NoteId
from vault.model.note import Note, Signature
from vault.model.seal import Seal, seal
from vault.model.text import clean_text
from vault.translation import _


@dataclass(frozen=True)
class Addendum:
    """Signed words that belong to one signed note."""

    id: AddendumId
    note: NoteId
    client: ClientId
    text: str = field(repr=False)
    written_at: datetime
    seal: Seal
    signature: Signature | None = None

    @property
    def content(self) -> Json:
        """What the seal is over."""
        return _content(self.id, self.note, self.client, self.text)

    def sign(self, signature: Signature) -> "Addendum":
        """Return the signed addendum."""
        return replace(self, signature=signature)


@dataclass(frozen=True)
class AddendumWords:
    """What shall be added to a note that is signed: an addendum before it has its own signature."""

    note: NoteId
    text: str = field(repr=False)

    @property
    def length(self) -> int:
        """How many letters it has."""
        return len(self.text)


Written = Note | AddendumWords
"""What is finished and shall be signed."""


def new_addendum(addendum_id: AddendumId, note: Note, text: str, written_at: datetime) -> Addendum:
    """Add words to a signed note.

    Raises NotAllowed when the note is still a draft, BadInput when there are no words.
    """
    if not note.signed:
        raise NotAllowed(
            _("This note is not signed yet, so it needs no addendum."), hint=_("Change the draft.")
        )
    text = clean_text(text, _("The addendum"))
    if not text.strip():
        raise BadInput(_("An addendum must say something."))
    return Addendum(
        id=addendum_id,
        note=note.id,
        client=note.client,
        text=text,
        written_at=written_at,
        seal=seal(_content(addendum_id, note.id, note.client, text)),
    )


def _content(addendum: AddendumId, note: NoteId, client: ClientId, text: str) -> Json:
    return {"kind": "addendum", "id": addendum, "note": note, "client": client, "text": text}
