"""What the whole pages of a damaged database hold: rows by table, words by their place, the chain.

Words are not kept in memory, only where they lie: a vault can hold a million notes.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from vault.errors import Damaged
from vault.model.audit import Action
from vault.model.audit_subjects import SUBJECTS
from vault.model.destruction import ids_digest
from vault.model.earlier_value import SEAL
from vault.progress import Progress
from vault.storage.found_rows import Shape, object_in, shape_of
from vault.storage.page_file import PageFile, Place
from vault.translation import _

Row = dict[str, Any]

_ENDINGS = (
    Action.RECORD_DESTROYED,
    Action.PROCESS_NOTES_DESTROYED,
    Action.IMPORT_UNDONE,
)
_WORDS = {"note_text": "owner", "draft": "note", "process_text": "owner"}
"""The tables that hold words, and the column that says whose."""


@dataclass(frozen=True)
class Loss:
    """A record that could not be read, or is not what was sealed: as far as it is known.

    `client` is an id, `day` a day of a session as text; both empty where nothing told them.
    """

    kind: str
    id: str
    message: str
    client: str = ""
    day: str = field(default="", repr=False)


@dataclass
class KnownChain:
    """What the entries that were found say: what there must be, and its seal.

    `subjects` gives kind and client of each subject by its newest entry that says so; `earlier` the
    seal of each earlier value, by its thing and the entry, `removals` which of them were removals;
    `destroyed` the hash of what each destruction took.
    """

    subjects: dict[str, tuple[int, str, str]] = field(default_factory=dict, repr=False)
    seals: dict[str, str] = field(default_factory=dict, repr=False)
    earlier: dict[tuple[str, int], str] = field(default_factory=dict, repr=False)
    removals: set[tuple[str, int]] = field(default_factory=set, repr=False)
    numbers: list[int] = field(default_factory=list)
    destroyed: dict[str, str] = field(default_factory=dict, repr=False)
    has_practice: bool = False

    def add(self, entry: Row) -> None:
        """Take an entry in; they come in no order."""
        self.numbers.append(entry["seq"])
        if f'"{SEAL}"' in entry["detail"]:
            earlier = object_in(entry["detail"]).get(SEAL, "")
            self.earlier[entry["subject"], entry["seq"]] = str(earlier)
            if not SUBJECTS.get(entry["action"], "changed"):
                self.removals.add((entry["subject"], entry["seq"]))
        self.has_practice |= entry["action"] == Action.PRACTICE_CHANGED
        if entry["action"] in _ENDINGS:
            self.destroyed[entry["subject"]] = str(object_in(entry["detail"]).get("ids", ""))
        if entry["action"] not in SUBJECTS:
            return
        subject, kind = entry["subject"], SUBJECTS[entry["action"]]
        if entry["seq"] >= self.subjects.get(subject, (0,))[0]:
            self.subjects[subject] = entry["seq"], kind, entry["client"] or ""
        if seal := object_in(entry["detail"]).get("seal"):
            self.seals[subject] = str(seal)

    def there_must_be(self, kind: str) -> dict[str, str]:
        """Return the ids of all of a kind that were begun and not discarded, each with its client.

        A client is its own.
        """
        found = self.subjects.items()
        return {each: client for each, (_seq, is_a, client) in found if is_a == kind}

    def forget(self, ids: Iterable[str]) -> None:
        """Ask for these no more."""
        for each in ids:
            self.subjects.pop(each, None)

    def gaps(self, last: int) -> list[tuple[int, int]]:
        """Return the first and last number of each run of entries that was not found."""
        gaps, expected = [], 1
        for number in [*sorted(self.numbers), last + 1]:
            if number > expected:
                gaps.append((expected, number - 1))
            expected = max(expected, number + 1)
        return gaps


class Finds:
    """Everything of one database that was found, by table."""

    def __init__(
        self,
        pages: PageFile,
        shapes: tuple[Shape, ...],
        progress: Progress,
        on_entry: Callable[[Row], None],
    ) -> None:
        """Read every page; `on_entry` gets each entry of the chain. Raises Cancelled.

        Raises Damaged when there is no row at all: no key opens what lies there.
        """
        self._pages = pages
        self._shapes = {shape.kind: shape for shape in shapes}
        self.tables: dict[str, list[Row]] = defaultdict(list)
        self.chain = KnownChain()
        self._words: dict[str, dict[str, tuple[Place, str, str]]] = defaultdict(dict)
        progress.start(pages.count)
        for number in range(2, pages.count + 1):
            for row in pages.rows(number):
                shape = shape_of(row, shapes)
                if shape is None:
                    continue
                named = shape.named(row)
                if shape.kind in _WORDS:
                    whose = named[_WORDS[shape.kind]]
                    known = named.get("note", ""), named.get("client", "")
                    self._words[shape.kind][whose] = (row.place, *known)
                elif shape.kind == "audit":
                    self.chain.add(named)
                    on_entry(named)
                else:
                    self.tables[shape.kind].append(named)
            progress.step()
        # What was destroyed, or undone with its import, is not lost: the register, or its like
        # beside process notes, has it, and the entry has the hash.
        for register in (*self.tables.get("destruction", ()), *self.tables.get("import_batch", ())):
            ids = json.loads(register["ids"])
            if self.chain.destroyed.get(register["id"]) == ids_digest(ids):
                self.chain.forget(ids)
        if not self.tables and not self._words and not self.chain.numbers:
            raise Damaged(
                _("Nothing in this database can be read."),
                hint=_("Restore the vault from your newest backup."),
            )

    @property
    def schema(self) -> int:
        """The number of the schema, 0 where it was not found."""
        said = [row["value"] for row in self.tables["vault_meta"] if row["name"] == "schema"]
        return max((int(value) for value in said if value.isdecimal()), default=0)

    def by_id(self, *kinds: str) -> dict[str, Row]:
        """Return rows by their id, from a table and then from its indexes, which know less."""
        found: dict[str, Row] = {}
        for kind in kinds:
            for row in self.tables[kind]:
                found.setdefault(row["id"], row)
        return found

    def owners(self, kind: str) -> dict[str, tuple[str, str]]:
        """Return whose words were found in a table: the note they belong to, and the client."""
        return {owner: (note, client) for owner, (_at, note, client) in self._words[kind].items()}

    def words(self, kind: str, owner: str) -> Row | None:
        """Return the row with somebody's words, or None when it was not found whole."""
        if owner not in self._words[kind]:
            return None
        try:
            return self._shapes[kind].named(self._pages.row(self._words[kind][owner][0]))
        except LookupError:
            return None
