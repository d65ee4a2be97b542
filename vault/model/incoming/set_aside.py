"""What came with an import and looks like psychotherapy notes: sealed, unread, and its end.

After 45 CFR 164.508(a)(2): they need an authorization of their own. Nothing here knows a word of
them.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from vault.errors import BadInput, NotAllowed
from vault.model.canonical import Json, canonical
from vault.model.dates import utc_text
from vault.model.ids import AsideId, BatchId, DocumentId, is_id
from vault.model.text import clean_line
from vault.translation import _


class AsideState(StrEnum):
    """What became of it."""

    ASIDE = "aside"
    TAKEN_OUT = "taken-out"
    RETURNED = "returned"


@dataclass(frozen=True)
class AsideIn:
    """What of a source is to be set aside: a whole file, or the cells of columns of a table.

    `index` is which of the source's files it is; `cells` are bytes that were written of cells, None
    for a whole file. `path` names it: the path within the source, and the column.
    """

    path: str = field(repr=False)
    index: int
    cells: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Authorization:
    """The paper on which something is taken out: its kind and title in a line, and its day.

    `document` is the paper itself where it is in a record, else None.
    """

    words: str = field(repr=False)
    day: date
    document: DocumentId | None = None

    def cleaned(self, today: date) -> "Authorization":
        """Return this with its text normalised.

        Raises BadInput for words that say nothing, a day that is to come, an id that is none.
        """
        words = clean_line(self.words, _("The authorization")).strip()
        if not words:
            raise BadInput(_("Say on what paper: what it is, and by whom."))
        if self.day > today:
            raise BadInput(_("The day of the paper is in the future."))
        if self.document is not None and not is_id(self.document):
            raise BadInput(_("There is no such document."))
        return replace(self, words=words)


@dataclass(frozen=True)
class SetAside:
    """One thing that was set aside: `number` tells it among those of its import, from 1.

    `size` in bytes and `sha256` in hex are of its plain bytes, `sealed_size` and `sealed_sha256` of
    the sealed file, which is there while the state is ASIDE. What ended it is signed by the
    licensee, over `signed_ending`.
    """

    id: AsideId
    batch: BatchId
    number: int
    path: str = field(repr=False)
    size: int
    sha256: str = field(repr=False)
    sealed_size: int
    sealed_sha256: str = field(repr=False)
    recipient: str
    came_at: datetime
    state: AsideState = AsideState.ASIDE
    ended_at: datetime | None = None
    authorization: Authorization | None = field(default=None, repr=False)
    returned_to: str = field(default="", repr=False)
    public_key: str = field(default="", repr=False)
    signature: str = field(default="", repr=False)

    @property
    def content(self) -> Json:
        """What the seal is over: what never changes."""
        return {
            "kind": "set-aside",
            "id": self.id,
            "import": self.batch,
            "number": self.number,
            "path": self.path,
            "size": self.size,
            "sha256": self.sha256,
            "sealed_size": self.sealed_size,
            "sealed_sha256": self.sealed_sha256,
            "recipient": self.recipient,
            "came_at": utc_text(self.came_at),
        }

    def taken_out(self, authorization: Authorization, at: datetime) -> "SetAside":
        """Return this as taken out on an authorization, not yet signed. Raises as the next."""
        self.check_is_here()
        return replace(
            self, state=AsideState.TAKEN_OUT, ended_at=at, authorization=authorization
        )  # fmt: skip

    def returned(self, to: str, at: datetime) -> "SetAside":
        """Return this as given back to somebody, not yet signed.

        Raises NotAllowed for what was taken out or returned, BadInput for nobody.
        """
        self.check_is_here()
        to = clean_line(to, _("To whom")).strip()
        if not to:
            raise BadInput(_("Say to whom it is returned."))
        return replace(self, state=AsideState.RETURNED, ended_at=at, returned_to=to)

    def check_is_here(self) -> None:
        """Raise NotAllowed for what was taken out or returned."""
        if self.state is AsideState.TAKEN_OUT:
            raise NotAllowed(_("This was taken out already."))
        if self.state is AsideState.RETURNED:
            raise NotAllowed(_("This was returned already."))


def authorization_json(authorization: Authorization | None) -> Json:
    """Return an authorization as it is kept; {} for none."""
    if authorization is None:
        return {}
    return {
        "words": authorization.words,
        "day": authorization.day.isoformat(),
        "document": authorization.document or "",
    }


def signed_ending(aside: SetAside) -> bytes:
    """Return what the licensee's signature is over, of what was taken out or returned."""
    return canonical(
        {
            "set-aside": aside.id,
            "import": aside.batch,
            "sha256": aside.sha256,
            "state": aside.state.value,
            "at": utc_text(aside.ended_at) if aside.ended_at is not None else "",
            "authorization": authorization_json(aside.authorization),
            "returned_to": aside.returned_to,
        }
    )
