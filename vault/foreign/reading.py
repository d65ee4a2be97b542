"""Reads a source as records: its tables by their columns, its bundles, and what its files say."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from vault.errors import BadInput, VaultError
from vault.foreign.foreign_file import ForeignFile
from vault.foreign.source import Source
from vault.model.incoming.aside_cells import set_aside_cells, set_aside_sheet
from vault.model.incoming.client_file import read_client_file
from vault.model.incoming.columns import Columns, guessed, looks_like_process_notes
from vault.model.incoming.fhir import is_bundle, read_bundle
from vault.model.incoming.file_names import Named, is_set_aside, named
from vault.model.incoming.item import FileIn, Incoming, PersonIn, Who
from vault.model.incoming.labels import first_line, labelled
from vault.model.incoming.own_record import RECORD, is_own, read_own, said_again
from vault.model.incoming.plan import ReadTable, SourceFile, Understood
from vault.model.incoming.rows import read_rows
from vault.model.incoming.set_aside import AsideIn
from vault.model.incoming.table import Place, Problem, Table, as_table
from vault.model.media import HEAD, ODS, XLSX, has_words, media_of
from vault.progress import Progress
from vault.translation import _

TABLE_LIMIT = 400_000_000
"""Most bytes of a table or a bundle: it is read as a whole."""
_WORDS_LIMIT = 20_000_000
"""Most bytes of a document that is looked into for whose it is."""
_PIECE = 1024 * 1024
_TABLES = ("text/csv", XLSX, ODS)
_TABLE_NAMES = (".csv", ".tsv", ".xlsx", ".ods")

Chosen = Mapping[str, Columns]
"""What a person says that tables are, by their names."""


@dataclass(frozen=True)
class How:
    """How a source is read: by which day it is, how days are written, and what a person said.

    `known` are the names of clients that files may be of.
    """

    today: date
    month_first: bool
    chosen: Chosen = field(default_factory=dict, repr=False)
    known: Sequence[str] = field(default=(), repr=False)


def read_source(source: Source, how: How, progress: Progress) -> Understood:
    """Read everything of a source, in any thread; nothing is kept of it.

    Raises Cancelled, BadInput, StorageFailed.
    """
    return _Reading(source, how, progress).read()


class _Reading:
    def __init__(self, source: Source, how: How, progress: Progress) -> None:
        self._source, self._how, self._progress = source, how, progress
        self._tables: list[ReadTable] = []
        self._digests: dict[str, str] = {}
        self._told: list[PersonIn] = []

    def read(self) -> Understood:
        files = self._source.files
        self._progress.start(2 * len(files))
        own, done = self._own_records()
        incoming = Incoming(problems=tuple(self._source.problems)) + own
        left = []
        for index, each in enumerate(files):
            self._progress.step()
            if index in done:
                continue
            if self._is_set_aside(each.path):
                incoming += Incoming(aside=(AsideIn(each.path, index),))
                continue
            found = self._as_records(index, each)
            if found is None:
                left.append(index)
            else:
                incoming += found
        names = [*self._how.known, *(each.who.name for each in incoming.people if each.who.name)]
        for index in range(len(files)):
            self._progress.step()
            self._digest(index)
            if index in left:
                incoming += Incoming(files=(self._as_document(index, names),))
        incoming += Incoming(people=tuple(self._told))
        return Understood(
            self._source.name, tuple(files), self._digests, tuple(self._tables), incoming
        )

    def _own_records(self) -> tuple[Incoming, set[int]]:
        """Return what JSON records of Strongroom have, and the files that are done with them."""
        paths = {each.path: index for index, each in enumerate(self._source.files)}
        found, records = Incoming(), []
        for path, index in paths.items():
            if path.rpartition("/")[2] != RECORD or self._is_set_aside(path):
                continue
            try:
                value = json.loads(self._source.read(index, TABLE_LIMIT))
            except (ValueError, RecursionError, VaultError):
                continue  # it is read as any other file, and what is wrong with it is said then
            if is_own(value):
                records.append(path)
                found += read_own(value, path, paths)
        again = said_again(paths, records)
        if again:
            words = _("Lists, tables and FHIR documents of this export say what its records say.")
            found += Incoming(problems=(Problem(Place(self._source.name), words),))
        done = {each.index for each in found.files} | {paths[each] for each in (*again, *records)}
        return found, done

    def _is_set_aside(self, path: str) -> bool:
        return is_set_aside(self._source.name) or is_set_aside(path)

    def _as_records(self, index: int, file: SourceFile) -> Incoming | None:
        """Return what a table or a bundle has; None for what becomes a document."""
        path = file.path.casefold()
        try:
            if path.endswith(_TABLE_NAMES):
                return self._of_tables(index, file)
            if path.endswith(".json"):
                value = json.loads(self._source.read(index, TABLE_LIMIT))
                return self._of_bundle(index, value) if is_bundle(value) else None
        except (ValueError, RecursionError):
            return None
        except VaultError as error:
            return Incoming(problems=(Problem(Place(file.path), error.sentence),))
        return None

    def _of_bundle(self, index: int, value: Mapping[str, Any]) -> Incoming:
        """Return what a bundle has; one of a single person comes as a document of theirs too.

        Not one of which something is set aside: its words would stand in that document.
        """
        path = self._source.files[index].path
        found = read_bundle(value, path, index)
        if len(found.people) != 1 or found.aside:
            return found
        title, who = _("FHIR bundle, as it came"), found.people[0].who
        return found + Incoming(
            files=(FileIn(who, index, title, "other-record", None, Place(path)),)
        )

    def _of_tables(self, index: int, file: SourceFile) -> Incoming | None:
        data = self._source.read(index, TABLE_LIMIT)
        media = media_of(file.path, data[:HEAD])
        media = media if media in _TABLES else "text/csv"
        try:
            with ForeignFile(data, media, as_table=True) as opened:
                grids = opened.grids
        except VaultError:
            raise BadInput(_("This table cannot be read: it is damaged, or too large.")) from None
        found = Incoming()
        for grid in grids:
            table = _table_of(grid, file.path, several=len(grids) > 1)
            if table is None:
                continue
            if looks_like_process_notes(grid["name"]):
                found += Incoming(aside=(set_aside_sheet(table, index),))
                continue
            columns = self._how.chosen.get(table.name) or guessed(table)
            table, aside = set_aside_cells(table, columns, index)
            found += Incoming(aside=tuple(aside))
            self._tables.append(ReadTable(table, columns))
            how = self._how
            found += read_rows(table, columns, how.today, month_first=how.month_first)
        known = any(each.table.name.startswith(file.path) for each in self._tables)
        return found if known or found.aside else None

    def _as_document(self, index: int, names: Sequence[str]) -> FileIn:
        file, how = self._source.files[index], self._how
        said = named(file.path, names, how.today, month_first=how.month_first)
        who, day, begins = said.who, said.day, ""
        if not who.name or day is None:
            who, day, begins = self._looked_into(index, said, names)
        return FileIn(who, index, said.title, said.kind, day, Place(file.path), begins)

    def _looked_into(
        self, index: int, said: Named, names: Sequence[str]
    ) -> tuple[Who, date | None, str]:
        """Return who a document is about and of which day, also by its top, and its first line."""
        file, how = self._source.files[index], self._how
        who, day = said.who, said.day
        if file.size > _WORDS_LIMIT:
            return who, day, ""
        try:
            data = self._source.read(index, _WORDS_LIMIT)
            media = media_of(file.path, data[:HEAD])
            if media.startswith("image/") or not has_words(media):
                return who, day, ""
            with ForeignFile(data, media) as opened:
                text = opened.words(Progress(), most_pages=1)
                whole = read_client_file(text, how.today)
                if whole is not None:
                    whole = read_client_file(opened.words(Progress()), how.today)
        except VaultError:
            return who, day, ""
        if whole is not None:
            who = replace(whole.who, name=who.name or whole.who.name)
            self._told.append(
                PersonIn(who, first=whole.first, last=whole.last, place=Place(file.path))
            )
            return who, None, first_line(text)
        found, seen = labelled(text, how.today, month_first=how.month_first)
        if found.name and not who.name:
            who = named(f"{found.name}/x", names, how.today, month_first=True).who
            who = Who(name=who.name or found.name, birth=found.birth)
        return who, day or seen, first_line(text)

    def _digest(self, index: int) -> None:
        digest = hashlib.sha256()
        try:
            with self._source.open(index) as file:
                while piece := file.read(_PIECE):
                    digest.update(piece)
        except VaultError:
            return
        self._digests[self._source.files[index].path] = digest.hexdigest()


def _table_of(grid: Mapping[str, Any], path: str, *, several: bool) -> Table | None:
    name = f"{path}: {grid['name']}" if several else path
    return as_table(name, grid["rows"], frozenset((row, at) for row, at in grid["formulas"]))
