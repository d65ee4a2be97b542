"""Everything of a practice as plain files: which, and what was written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Format(StrEnum):
    """What a record is written as, beside the JSON record that is always there."""

    CSV = "csv"
    JSON = "json"
    FHIR = "fhir"
    PDF = "pdf"
    ORIGINALS = "originals"


EVERY_FORMAT = frozenset(Format)


class Written(Protocol):
    """A folder that is whole and has no name yet."""

    def give_name(self) -> None:
        """Give it its name. Raises NotAllowed, StorageFailed."""

    def discard(self) -> None:
        """Take it away."""


@dataclass(frozen=True)
class Exported:
    """What was written and read again, and has no name yet.

    `manifest` is the SHA-256, in hex, of the list of every file with its own; `counts` how many
    there are of each kind.
    """

    folder: Written = field(repr=False)
    manifest: str = field(repr=False)
    files: int
    counts: Mapping[str, int] = field(repr=False)
    process_notes: bool = False
