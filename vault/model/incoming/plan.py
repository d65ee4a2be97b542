"""What a source has, as it was read, and what would come of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vault.model.incoming.chart import Chart
from vault.model.incoming.columns import Columns
from vault.model.incoming.given import Whose
from vault.model.incoming.item import FileIn, Incoming
from vault.model.incoming.making import Made
from vault.model.incoming.sorting import Sorting
from vault.model.incoming.table import Problem, Table


@dataclass(frozen=True)
class SourceFile:
    """One file of a source: its path there, with /, and its size in bytes."""

    path: str = field(repr=False)
    size: int


@dataclass(frozen=True)
class ReadTable:
    """A table of the source, and what it was taken for."""

    table: Table
    columns: Columns


@dataclass(frozen=True)
class Understood:
    """What a source has: its files with their SHA-256, its tables, and all that was understood."""

    name: str = field(repr=False)
    files: tuple[SourceFile, ...] = field(repr=False)
    digests: Mapping[str, str] = field(repr=False)
    tables: tuple[ReadTable, ...]
    incoming: Incoming


@dataclass(frozen=True)
class Charts:
    """The charts of a source as they would come, and what does not come, and why.

    `whose` is what a person said of files that name nobody, `told` are the indexes of all files
    that are somebody's.
    """

    path: Path = field(repr=False)
    understood: Understood
    charts: tuple[Chart, ...]
    problems: tuple[Problem, ...]
    sorting: Sorting = field(repr=False, compare=False)
    whose: Whose = field(default_factory=dict, repr=False)
    told: frozenset[int] = frozenset()

    @property
    def unsorted(self) -> tuple[FileIn, ...]:
        """The files that name nobody, or two, and those that a person gave to somebody by path."""
        own = {each.index for each in self.sorting.unsorted}
        files = self.understood.incoming.files
        return tuple(each for each in files if each.index in own or each.place.file in self.whose)

    @property
    def of_nobody(self) -> tuple[FileIn, ...]:
        """The files that nobody was said of so far: they come together, unsorted."""
        return tuple(each for each in self.unsorted if each.index not in self.told)

    @property
    def waiting(self) -> tuple[Chart, ...]:
        """The charts of which something is missing, or to be looked at."""
        return tuple(each for each in self.charts if not each.left_out and each.missing())

    @property
    def aside(self) -> tuple[str, ...]:
        """What looks like psychotherapy notes: it is set aside, sealed, unread."""
        return tuple(each.path for each in self.understood.incoming.aside)


@dataclass(frozen=True)
class Plan(Charts):
    """Charts with what each becomes, so that everything that cannot come is known."""

    made: tuple[Made, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How much of each kind would come."""
        found = Counter[str]()
        for each in self.made:
            found["clients"] += each.client is not None
            found["known_clients"] += each.client is None
            found["notes"] += len(each.notes)
            found["appointments"] += len(each.sessions)
            found["documents"] += len(each.chart.files)
        found["aside"] = len(self.aside)
        return dict(found)
