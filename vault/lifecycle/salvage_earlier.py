"""What was found of earlier values, held against their seals and what was found of the chain."""

from collections.abc import Iterator
from typing import Any

from vault.model.earlier_value import content_of
from vault.model.seal import Seal
from vault.storage.finds import Finds, Row
from vault.storage.found_rows import object_in
from vault.translation import _


class FoundEarlier:
    """The earlier values of a damaged vault, each with whether it is what was sealed."""

    def __init__(self, finds: Finds) -> None:
        self._finds = finds
        self._rows = {(row["subject"], row["entry"]): row for row in finds.tables["earlier_value"]}

    def clients(self) -> set[str]:
        """Return whose they are."""
        return {row["client"] for row in self._rows.values()}

    def of_file(self, client: str) -> Iterator[dict[str, Any]]:
        """Yield those of a client's file, in the order in which they were replaced."""
        for _key, row in sorted(self._rows.items(), key=lambda each: each[0][1]):
            if row["client"] == client:
                yield {
                    "kind": "earlier-value",
                    "of": row["kind"],
                    "id": row["subject"],
                    "entry": row["entry"],
                    "replaced_at": row["replaced_at"],
                    "said": object_in(row["value"]),
                    "seal": row["seal"],
                    "salt": row["salt"].hex(),
                    "proved": self._is_proved(row),
                }

    def missing(self) -> Iterator[tuple[str, str]]:
        """Yield thing and client of each that the chain knows, that must be there."""
        chain = self._finds.chain
        for thing, entry in sorted(set(chain.earlier) - set(self._rows)):
            seq, kind, client = chain.subjects.get(thing, (0, "", ""))
            undone = (thing, entry) in chain.removals and entry != seq
            if not undone and (kind or (thing, seq) in chain.earlier):
                yield thing, client

    def _is_proved(self, row: Row) -> bool:
        said = content_of(row["kind"], row["subject"], row["client"], object_in(row["value"]))
        known = self._finds.chain.earlier.get((row["subject"], row["entry"]), row["seal"])
        return Seal(row["salt"], row["seal"]).fits(said) and known == row["seal"]


def earlier_lines(found: dict[str, Any]) -> Iterator[str]:
    """Yield an earlier value as one line: of which thing, until when, and what was said."""
    words = _("Until {at} {kind} [{id}] was: {words}")
    said = "; ".join(f"{name} {text}" for name, text in _leaves("", found["said"]))
    yield words.format(at=found["replaced_at"], kind=found["of"], id=found["id"], words=said)
    if not found["proved"]:
        yield unproved()


def unproved() -> str:
    """Return the line beneath what does not fit its seal."""
    return _("NOT PROVED: these words do not fit their seal, or it could not be told.")


def _leaves(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for each in value:
            yield from _leaves(each, value[each])
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(name, part)
    elif value not in (None, ""):
        yield name, " ".join(str(value).splitlines())
