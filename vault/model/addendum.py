"""An addendum: words added to a signed note, which itself stays as it was signed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from vault.errors import BadInput, NotAllowed
from vault.model.canonical import Json
from vault.model.ids import AddendumId, ClientId, NoteId
from vault.model.note import Note, Signature
from vault.model.seal import Seal, seal
from vault.model.text import clean_text
from vault.translation import _


class Mark(StrEnum):
    """What an addendum says of the whole note: that it is in error, or that it stands after all."""

    IN_ERROR = "in-error"
    STANDS = "stands"


@dataclass(frozen=True)
class Addendum:
    """Signed words that belong to one signed note.

    With a mark they are the reason for it. `first_client` is whose record they were signed in, if
    the note was filed in the wrong one.
    """

    id: AddendumId
    note: NoteId
    client: ClientId
    text: str = field(repr=False)
    written_at: datetime
    seal: Seal
    signature: Signature | None = None
    mark: Mark | None = None
    first_client: ClientId | None = None

    @property
    def content(self) -> Json:
        """What the seal is over."""
        client = self.first_client or self.client
        return _content(self.id, self.note, client, self.text, self.mark)

    def sign(self, signature: Signature) -> "Addendum":
        """Return the signed addendum."""
        return replace(self, signature=signature)


@dataclass(frozen=True)
class AddendumWords:
    """What shall be added to a note that is signed: an addendum before it has its own signature."""

    note: NoteId
    text: str = field(repr=False)
    mark: Mark | None = None

    @property
    def length(self) -> int:
        """How many letters it has."""
        return len(self.text)


Written = Note | AddendumWords
"""What is finished and shall be signed."""


def mark_of(addenda: Iterable[Addendum]) -> Addendum | None:
    """Return the addendum by which a note is marked in error now, or None.

    `addenda` are those of the note in the order they were written: of two marks the last holds.
    """
    marks = [each for each in addenda if each.mark is not None]
    return marks[-1] if marks and marks[-1].mark is Mark.IN_ERROR else None


def check_mark(mark: Mark, addenda: Iterable[Addendum]) -> None:
    """Raise NotAllowed for a mark that says what holds already."""
    if (mark is Mark.IN_ERROR) is (mark_of(addenda) is not None):
        raise NotAllowed(
            _("This note is marked in error already.")
            if mark is Mark.IN_ERROR
            else _("This note is not marked in error.")
        )


def new_addendum(
    addendum_id: AddendumId, note: Note, text: str, written_at: datetime, mark: Mark | None = None
) -> Addendum:
    """Add words to a signed note, or mark it in error or as standing for the reason they give.

    Raises NotAllowed when the note is still a draft, BadInput when there are no words.
    """
    if not note.signed:
        raise NotAllowed(
            _("This note is not signed yet, so it needs no addendum."), hint=_("Change the draft.")
        )
    text = clean_text(text, _("The addendum"))
    if not text.strip():
        raise BadInput(
            _("An addendum must say something.") if mark is None else _("Say why, in a few words.")
        )
    return Addendum(
        id=addendum_id,
        note=note.id,
        client=note.client,
        text=text,
        written_at=written_at,
        seal=seal(_content(addendum_id, note.id, note.client, text, mark)),
        mark=mark,
    )


def _content(
    addendum: AddendumId, note: NoteId, client: ClientId, text: str, mark: Mark | None
) -> Json:
    said = {"kind": "addendum", "id": addendum, "note": note, "client": client, "text": text}
    # Without one as ever, so that what was sealed before there were marks still fits.
    return said | ({"mark": mark} if mark is not None else {})
