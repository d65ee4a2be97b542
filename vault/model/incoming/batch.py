"""One import: from whom and on what authority records came, and what of them is here now."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from vault.errors import BadInput, NotAllowed
from vault.model.canonical import Json, canonical
from vault.model.circumstances import License
from vault.model.destruction import ids_digest
from vault.model.ids import BatchId
from vault.model.text import clean_line, unless_blank
from vault.translation import _


class Basis(StrEnum):
    """Why records are here now: one's own, taken over with the care, or kept for another."""

    OWN = "own"
    CARE = "care"
    CUSTODY = "custody"


@dataclass(frozen=True)
class Origin:
    """From whom records came (`domain/law.md` 6.2): who kept them, under which license, on what.

    Of one's own records the predecessor may be empty. `received` is the day on which they came,
    `authority` the agreement, will or order by which.
    """

    basis: Basis
    received: date
    predecessor: str = field(default="", repr=False)
    state: str = field(default="", repr=False)
    license_kind: str = field(default="", repr=False)
    license_number: str = field(default="", repr=False)
    authority: str = field(default="", repr=False)

    def cleaned(self, today: date) -> "Origin":
        """Return this with its text normalised.

        Raises BadInput for a day that is to come, and records of somebody else without who that
        was, their state and license, and on what authority they came.
        """
        if self.received > today:
            raise BadInput(_("The day on which they came is in the future."))
        said = Origin(
            self.basis,
            self.received,
            unless_blank(clean_line(self.predecessor, _("Who kept them before"))),
            unless_blank(clean_line(self.state, _("The state of the license"))),
            unless_blank(clean_line(self.license_kind, _("The license"))),
            unless_blank(clean_line(self.license_number, _("The number of the license"))),
            unless_blank(clean_line(self.authority, _("The authority"))),
        )
        if self.basis is not Basis.OWN:
            if not said.predecessor:
                raise BadInput(_("Say who kept these records before."))
            if not said.state or not said.license_kind:
                raise BadInput(_("Say the state and the license of who kept them."))
            if not said.authority:
                raise BadInput(_("Say on what authority they came to you."))
        return said

    @property
    def license(self) -> License | None:
        """The license under which they were kept, None of one's own records."""
        if self.basis is Basis.OWN or not self.state:
            return None
        return License(self.state, self.license_kind, self.license_number)


@dataclass(frozen=True)
class BroughtFile:
    """A file of the source: its path there, its size, and its SHA-256 in hex."""

    path: str = field(repr=False)
    size: int
    sha256: str


@dataclass(frozen=True)
class Batch:
    """What one import brought: how much of each kind, and the ids of all of it.

    The signature is the licensee's over `signed_message`: made when it came, and again when it was
    undone.
    """

    id: BatchId
    brought_at: datetime
    brought_by: str = field(repr=False)
    origin: Origin
    files: tuple[BroughtFile, ...] = field(repr=False)
    counts: Mapping[str, int] = field(repr=False)
    ids: tuple[str, ...] = field(repr=False)
    undone_at: datetime | None = None
    public_key: str = field(default="", repr=False)
    signature: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """What the source was, such as the name of its one file."""
        return self.files[0].path if len(self.files) == 1 else ""

    def check_may_undo(self) -> None:
        """Raise NotAllowed for one that was undone."""
        if self.undone_at is not None:
            raise NotAllowed(_("This import was undone already."))

    def undone(self, at: datetime) -> "Batch":
        """Return this as undone, not yet signed."""
        return replace(self, undone_at=at, public_key="", signature="")


def origin_json(origin: Origin) -> Json:
    """Return an origin as it is kept."""
    return {**asdict(origin), "received": origin.received.isoformat()}


def origin_from(value: Mapping[str, str]) -> Origin:
    """Return an origin that was kept."""
    received = date.fromisoformat(value["received"])
    return Origin(**{**value, "basis": Basis(value["basis"]), "received": received})  # type: ignore[arg-type]


def manifest_digest(files: Sequence[BroughtFile]) -> str:
    """Return the SHA-256, in hex, over the files of a source: that of the custody entry."""
    return ids_digest([f"{each.sha256} {each.size} {each.path}" for each in files])


def signed_message(batch: Batch) -> bytes:
    """Return what the licensee's signature is over, of an import that stands or was undone."""
    return canonical(
        {
            "import": batch.id,
            "brought_at": batch.brought_at.isoformat(),
            "undone_at": batch.undone_at.isoformat() if batch.undone_at is not None else "",
            "origin": origin_json(batch.origin),
            "files": manifest_digest(batch.files),
            "ids": ids_digest(batch.ids),
        }
    )
