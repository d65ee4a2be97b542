"""What is kept of a client and is no note or document: whether it is of the record, and leaves.

resources/record-kinds.toml says it, beside the kinds of notes (`template.py`).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from vault.model.template import Part
from vault.resource_files import read_resource
from vault.translation import of_resource

PROCESS_NOTE = "process-note"
"""The kind of process notes, which are kept in a database of their own."""
OUTCOME_MEASURE = "outcome-measure"
"""The kind of measures that were filled in."""
DISPUTED_AMENDMENT = "disputed-amendment"
"""The kind of requests to amend that were denied, in whole or in part."""


@dataclass(frozen=True)
class OtherKind:
    """What one kind of such things is; the flags are those of `RecordKind`."""

    id: str
    part: Part
    release: bool
    handoff: bool
    _title: str

    @property
    def title(self) -> str:
        """What they are called, such as "Process notes"."""
        return of_resource(self._title)


@cache
def other_kinds() -> Mapping[str, OtherKind]:
    """Return every such kind by its id."""
    rows = tomllib.loads(read_resource("record-kinds.toml").decode())["other"]
    return {
        row["id"]: OtherKind(
            id=row["id"],
            part=Part(row["part"]),
            release=row["release"],
            handoff=row["handoff"],
            _title=row["title"],
        )
        for row in rows
    }


def never_in_a_copy(part: Part) -> tuple[str, ...]:
    """Return what the kinds of a part are called that are in no copy of the record."""
    return tuple(
        each.title for each in other_kinds().values() if each.part is part and not each.release
    )
