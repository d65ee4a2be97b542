"""What looks like psychotherapy notes: set aside sealed and unread, taken out, given back."""

import hashlib
import io
import json
import os
import shutil
import warnings
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Unlock
from tests.export.pdf_tools import pdf_text
from tests.lifecycle.test_salvage import tampered
from tests.practice import LICENSEE, NOON, PASSPHRASE, Keys, a_client, a_document, a_hold
from tests.services.test_imports import BUNDLE, CLIENTS, NOTES, OWN, brought, planned, state_of
from tests.storage.test_database import decrypted_pages, place_of
from vault.errors import BadInput, Damaged, NotAllowed, NotFound, StorageFailed
from vault.foreign import foreign_file
from vault.lifecycle.verify import verify
from vault.model.audit import Action
from vault.model.ids import AsideId, DocumentId, new_id
from vault.model.incoming.columns import Column, TableKind, chosen
from vault.model.incoming.set_aside import AsideState, Authorization, SetAside
from vault.model.media import media_of
from vault.model.secret import Passphrase, RecoveryKey
from vault.open_vault import OpenProcessNotes, OpenVault
from vault.storage import documents_folder

SECRET = Passphrase(PASSPHRASE)
TODAY = NOON.date()
WORDS = "She dreamt of zqmarmalade.\r\nAnd of zqwater.\n"
CELL = "zqcellwords, of a column"
PAPER = Authorization("Authorization of Jane Roe, for psychotherapy notes", date(2026, 11, 2))


@pytest.fixture
def own(vault: OpenVault, monkeypatch: pytest.MonkeyPatch) -> OpenVault:
    """A practice whose licensee writes the month first."""
    monkeypatch.setenv("STRONGROOM_DATES", "month-first")
    vault.practice.set(LICENSEE)
    return vault


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with a file, a folder and a column that look like psychotherapy notes."""
    folder = tmp_path / "source"
    (folder / "Jane Roe").mkdir(parents=True)
    (folder / "Process Notes").mkdir()
    (folder / "clients.csv").write_text(CLIENTS)
    table = NOTES.replace("Plan,", "Private Notes,").replace(",End,", f',"{CELL}",')
    (folder / "notes.csv").write_text(table.replace('"Continue\nweekly"', ""))
    (folder / "Jane Roe" / "Psychotherapy Notes 2024.txt").write_bytes(WORDS.encode())
    (folder / "Process Notes" / "1.bin").write_bytes(b"\0\1zqbytes\xff" * 9)
    return folder


def sealed_files(path: Path) -> set[str]:
    return {each.name for each in (path / "documents").iterdir()}


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    """Return an XLSX of sheets by their names."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(out)
    return out.getvalue()


def of_path(vault: OpenVault, part: str) -> SetAside:
    """Return what was set aside of a path."""
    [found] = [each for each in vault.set_aside.list_all() if part in each.path]
    return found


def taken_out(
    vault: OpenVault, aside: SetAside, out: Path, paper: Authorization = PAPER
) -> SetAside:
    """Take one out to a file."""
    return vault.set_aside.end(vault.set_aside.to_take_out(aside.id, paper).write(out))


def given_back(vault: OpenVault, aside: SetAside, out: Path, to: str = "Ruth Alder") -> SetAside:
    """Give one back."""
    return vault.set_aside.end(vault.set_aside.to_return(aside.id, to).write(out))


def test_it_comes_with_its_import_sealed_and_is_of_nobody(
    own: OpenVault, source: Path, path: Path
) -> None:
    batch = brought(own, source)
    found = own.set_aside.list_all()
    assert [(each.number, each.path) for each in found] == [
        (1, "notes.csv: column Private Notes"),
        (2, "Jane Roe/Psychotherapy Notes 2024.txt"),
        (3, "Process Notes/1.bin"),
    ]
    assert {each.state for each in found} == {AsideState.ASIDE}
    assert {each.batch for each in found} == {batch.id}
    note = of_path(own, "Psychotherapy")
    assert (note.size, note.sha256) == (len(WORDS), hashlib.sha256(WORDS.encode()).hexdigest())
    assert sealed_files(path) == {f"{each.id}.age" for each in found}
    assert batch.counts["aside"] == 3
    assert {each.id for each in found} <= set(batch.ids)
    assert {each.path for each in batch.files} >= {note.path, "Process Notes/1.bin"}
    assert "Psychotherapy" not in repr(note)
    # Nothing of it made a client, or a document.
    assert [each.name for each in own.clients.list_all()] == ["Jane Roe", "Peter Pan"]
    assert all(own.documents.of_client(each.id) == [] for each in own.clients.list_all())
    kept = own.audit.export()
    entries = [each for each in kept if each.action == Action.SET_ASIDE]
    assert {each.subject for each in entries} == {each.id for each in found}
    assert all(each.client is None and set(each.detail) == {"seal"} for each in entries)
    own.close()
    assert verify(path, SECRET).problems == ()


def test_its_cells_are_set_aside_as_json_and_seen_nowhere(
    own: OpenVault, source: Path, tmp_path: Path
) -> None:
    plan = planned(own, source)
    [table] = [each for each in plan.understood.tables if each.table.name == "notes.csv"]
    at = table.table.header.index("Private Notes")
    assert table.columns.columns[at] is Column.ASIDE
    assert not any(row[at] for row in table.table.rows)
    assert CELL not in repr(plan)
    own.imports.bring_in(own.imports.to_seal(plan).seal(), OWN)
    taken_out(own, of_path(own, "column"), tmp_path / "cells.json")
    assert json.loads((tmp_path / "cells.json").read_text("utf-8")) == {
        "table": "notes.csv",
        "cells": [{"row": 3, "column": "Private Notes", "words": CELL}],
    }
    with pytest.raises(BadInput, match="set aside"):
        chosen(table.table, TableKind.NOTES, (Column.PART,) * len(table.table.header))


def test_a_row_whose_kind_says_so_and_a_sheet_are_set_aside_whole(
    own: OpenVault, tmp_path: Path
) -> None:
    rows = [
        ["Client", "Date of Service", "Note Type", "Note"],
        ["Jane Roe", "2024-03-04", "Psychotherapy Note", "zqone"],
        ["Jane Roe", "2024-03-05", "Psychotherapy Progress Note", "Plain words"],
    ]
    book = tmp_path / "book.xlsx"
    book.write_bytes(workbook({"Notes": rows, "Process Notes": [["Day", "Words"], ["1", "zqtwo"]]}))
    plan = planned(own, book)
    assert [each.table.name for each in plan.understood.tables] == ["book.xlsx: Notes"]
    assert sorted(plan.aside) == [
        "book.xlsx: Notes: rows of psychotherapy notes",
        "book.xlsx: Process Notes",
    ]
    assert plan.problems == ()
    [chart] = plan.charts
    assert [note.parts[0][1] for note in chart.notes] == ["Plain words"]
    assert [note.place.row for note in chart.notes] == [3]
    own.imports.bring_in(own.imports.to_seal(plan).seal(), OWN)
    taken_out(own, of_path(own, "rows"), tmp_path / "rows.json")
    said = json.loads((tmp_path / "rows.json").read_text("utf-8"))["cells"]
    assert [(each["row"], each["column"]) for each in said] == [(2, name) for name in rows[0]]
    assert said[-1]["words"] == "zqone"


@pytest.mark.parametrize("how", ["title", "type", "section", "attachment"])
def test_a_note_of_a_bundle_that_is_called_so_is_set_aside_as_it_stands_there(
    own: OpenVault, tmp_path: Path, how: str
) -> None:
    entries = BUNDLE["entry"]
    assert isinstance(entries, list)
    entries = json.loads(json.dumps(entries))
    note = entries[3 if how == "attachment" else 2]["resource"]
    if how == "section":
        note["section"][0]["title"] = "Process notes"
    elif how == "attachment":
        note["content"][0]["attachment"]["title"] = "Process notes"
    else:
        note[how] = "Psychotherapy note" if how == "title" else {"text": "Psychotherapy note"}
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps({**BUNDLE, "entry": entries}))
    plan = planned(own, file)
    assert plan.aside == ("bundle.json: psychotherapy notes",)
    assert len(plan.charts[0].notes) == 1
    own.imports.bring_in(own.imports.to_seal(plan).seal(), OWN)
    taken_out(own, own.set_aside.list_all()[0], tmp_path / "out.json")
    said = json.loads((tmp_path / "out.json").read_text())
    assert said == {"bundle": "bundle.json", "resources": [note]}


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_source_that_is_called_so_is_set_aside_whole(
    own: OpenVault, tmp_path: Path, kind: str
) -> None:
    source = tmp_path / "Psychotherapy notes of 2024"
    source.mkdir()
    (source / "Jane Roe.txt").write_text("Client: Jane Roe\nzqwords")
    (source / "notes.csv").write_text(NOTES)
    if kind == "zip":
        source = Path(shutil.make_archive(str(source), "zip", source))
    plan = planned(own, source)
    assert sorted(plan.aside) == ["Jane Roe.txt", "notes.csv"]
    assert (plan.charts, plan.understood.tables) == ((), ())
    assert own.imports.bring_in(own.imports.to_seal(plan).seal(), OWN).counts["aside"] == 2
    assert own.clients.list_all() == []


def test_a_table_of_nothing_else_comes_as_no_note_and_no_session(
    own: OpenVault, tmp_path: Path
) -> None:
    table = tmp_path / "odd.csv"
    table.write_text("Client,Date of Service,Private Notes\nJane Roe,2024-03-04,zqonly\n")
    plan = planned(own, table)
    assert plan.aside == ("odd.csv: column Private Notes",)
    assert [(each.at.row, each.reason) for each in plan.problems] == [
        (2, "All words of this row are set aside, or there are none.")
    ]
    table.write_text(
        "Client,Date of Service,Start Time,Private Notes\nJane Roe,2024-03-04,9:00,x\n"
    )
    plan = planned(own, table)
    assert (len(plan.aside), plan.problems) == (1, ())
    assert [len(each.sessions) for each in plan.charts] == [1]


def test_a_name_that_is_no_text_comes_and_is_told_by_its_bytes(
    own: OpenVault, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in (b"caf\xe9 Psychotherapy Notes.txt", b"caf\xe9 letter.txt"):
        Path(os.fsdecode(os.fsencode(source) + b"/" + name)).write_bytes(name)
    batch = brought(own, source)
    assert {each.path for each in batch.files} == {
        "caf%E9 Psychotherapy Notes.txt",
        "caf%E9 letter.txt",
    }
    [aside] = own.set_aside.list_all()
    taken_out(own, aside, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b"caf\xe9 Psychotherapy Notes.txt"


def test_two_of_one_name_in_a_zip_come_both(own: OpenVault, tmp_path: Path) -> None:
    packed = tmp_path / "export.zip"
    with zipfile.ZipFile(packed, "w") as out, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for words in (b"one", b"two"):
            out.writestr("a/Process Notes.txt", words)
            out.writestr("a/letter", words)
    plan = planned(own, packed)
    assert plan.aside == ("a/Process Notes.txt", "a/Process Notes (2).txt")
    sealed = own.imports.to_seal(plan).seal()
    assert sealed.problems == ()
    batch = own.imports.bring_in(sealed, OWN)
    assert {each.path for each in batch.files if "letter" in each.path} == {
        "a/letter",
        "a/letter (2)",
    }
    for aside, words in zip(own.set_aside.list_all(), (b"one", b"two"), strict=True):
        assert taken_out(own, aside, tmp_path / aside.id).sha256 == aside.sha256
        assert (tmp_path / aside.id).read_bytes() == words


@pytest.mark.parametrize(
    ("where", "nth"),
    [
        ("INSERT INTO set_aside", 1),
        ("INSERT INTO set_aside", 3),
        ("INSERT INTO import_batch", 1),
        ("INSERT INTO import_chart", 2),
        ("", 2),
        ("", 3),
    ],
)
def test_cut_off_anywhere_nothing_of_it_came(
    own: OpenVault, source: Path, path: Path, monkeypatch: pytest.MonkeyPatch, where: str, nth: int
) -> None:
    """At a statement of the records, or where the nth sealed file gets its name."""
    before = state_of(own)
    sealed = own.imports.to_seal(planned(own, source)).seal()
    database, done = own.imports._store.database, [0]
    change, keep = database.change, documents_folder.DocumentsFolder.keep

    def cut(now: bool) -> None:
        done[0] += now
        if now and done[0] == nth:
            raise StorageFailed("cut")

    def changed(sql: str, *rest: Any) -> Any:
        cut(bool(where) and where in sql)
        return change(sql, *rest)

    def kept(self: Any, *rest: Any) -> Any:
        cut(not where)
        return keep(self, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(database, "change", changed)
        patch.setattr(documents_folder.DocumentsFolder, "keep", kept)
        with pytest.raises(StorageFailed):
            own.imports.bring_in(sealed, OWN)
    own.imports.discard(sealed)
    assert state_of(own) == before
    assert own.set_aside.list_all() == []
    own.close()
    assert verify(path, SECRET).problems == ()
    assert sealed_files(path) == set()


def test_one_can_say_that_a_column_is_such(own: OpenVault, tmp_path: Path) -> None:
    table = tmp_path / "odd.csv"
    table.write_text("Client,Date,Thoughts,Note\nJane Roe,2024-03-04,zqthought,Slept\n")
    read = own.imports.to_read(table)
    said = chosen(
        read.read().tables[0].table,
        TableKind.NOTES,
        (Column.NAME, Column.DAY, Column.ASIDE, Column.TEXT),
    )
    plan = own.imports.plan(table, read.read({"odd.csv": said}))
    assert plan.aside == ("odd.csv: column Thoughts",)
    assert [note.parts for note in plan.charts[0].notes] == [(("", "Slept"),)]


def test_nobody_reads_it(
    own: OpenVault, source: Path, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of its words none is in an index, in a page of the records, or in any file in the clear."""
    opened: list[bytes] = []
    begun = foreign_file.ForeignFile.__init__

    def watched(self: Any, data: bytes, *rest: Any, **more: Any) -> None:
        opened.append(data)
        begun(self, data, *rest, **more)

    monkeypatch.setattr(foreign_file.ForeignFile, "__init__", watched)
    (tmp_path / "temp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    looked: list[bytes] = []

    def sniffed(name: str, head: bytes) -> str:
        looked.append(head)
        return media_of(name, head)

    monkeypatch.setattr(documents_folder, "media_of", sniffed)
    brought(own, source)
    for word in ("zqmarmalade", "zqwater", "zqbytes", "zqcellwords"):
        assert own.notes.search(word) == []
        assert own.documents.search(word) == []
    assert not any(b"zqmarmalade" in each or b"zqbytes" in each for each in (*opened, *looked))
    own.close()
    pages = decrypted_pages(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    assert b"Psychotherapy Notes 2024.txt" in pages
    plain = [each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()
             and source not in each.parents]  # fmt: skip
    for word in ("zqmarmalade", "zqwater", "zqbytes", "zqcellwords"):
        for data in (pages, *plain):
            assert word.encode() not in data
            assert word.encode("utf-16-le") not in data
    assert list((tmp_path / "temp").iterdir()) == []


def test_an_undo_takes_it_out_too(own: OpenVault, source: Path, path: Path) -> None:
    before = state_of(own)
    batch = brought(own, source)
    undone = own.imports.undo(batch.id)
    assert undone.undone_at is not None
    assert state_of(own) == before
    assert own.set_aside.list_all() == []
    assert sealed_files(path) == set()
    assert "Undone on" in pdf_text(own.imports.receipt(batch.id).render())
    own.close()
    assert verify(path, SECRET).problems == ()


def test_taken_out_on_an_authorization_it_is_a_file_as_it_came(
    own: OpenVault, source: Path, path: Path, tmp_path: Path
) -> None:
    batch = brought(own, source)
    aside = of_path(own, "Psychotherapy")
    ended = taken_out(own, aside, tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_bytes() == WORDS.encode()
    assert (tmp_path / "out.txt").stat().st_mode & 0o777 == 0o600
    assert own.set_aside.get(aside.id) == ended
    assert (ended.state, ended.authorization) == (AsideState.TAKEN_OUT, PAPER)
    assert f"{aside.id}.age" not in sealed_files(path)
    entry = own.audit.export()[-2]
    assert (entry.action, entry.subject, entry.client) == (
        Action.ASIDE_TAKEN_OUT, aside.id, None,
    )  # fmt: skip
    assert dict(entry.detail) == {
        "sha256": aside.sha256,
        "public_key": ended.public_key,
        "signature": ended.signature,
    }
    with pytest.raises(NotAllowed, match="already"):
        own.set_aside.to_take_out(aside.id, PAPER)
    with pytest.raises(NotAllowed, match="already"):
        own.set_aside.to_return(aside.id, "Ruth Alder")
    assert not own.imports.may_undo(batch.id), "something of it was changed since"
    own.close()
    assert verify(path, SECRET).problems == ()


def test_given_back_it_is_proved_there_and_gone_here(
    own: OpenVault, source: Path, path: Path, tmp_path: Path
) -> None:
    batch = brought(own, source)
    aside = of_path(own, "1.bin")
    ended = given_back(own, aside, tmp_path / "back.bin", " Ruth Alder, LCSW ")
    assert hashlib.sha256((tmp_path / "back.bin").read_bytes()).hexdigest() == aside.sha256
    assert (ended.state, ended.returned_to) == (AsideState.RETURNED, "Ruth Alder, LCSW")
    assert f"{aside.id}.age" not in sealed_files(path)
    text = " ".join(pdf_text(own.imports.receipt(batch.id).render()).split())
    assert "Set aside, sealed, unread 3" in text
    assert "returned, " in text
    assert text.count("sealed, unread") >= 3
    assert all(each.sha256[:20] in text.replace(" ", "") for each in own.set_aside.list_all())
    assert not any(name in text for name in ("Roe", "Psychotherapy Notes 2024", "Ruth"))
    own.close()
    assert verify(path, SECRET).problems == ()


def test_what_is_not_said_or_cannot_be_is_refused_and_nothing_is_written(
    own: OpenVault, source: Path, tmp_path: Path, path: Path
) -> None:
    brought(own, source)
    aside = of_path(own, "Psychotherapy")
    for wrong in (
        Authorization(" ", TODAY),
        Authorization("two\nlines", TODAY),
        Authorization("Tomorrow's", TODAY + timedelta(days=1)),
        Authorization("x", TODAY, DocumentId("none")),
    ):
        with pytest.raises(BadInput):
            own.set_aside.to_take_out(aside.id, wrong)
    with pytest.raises(NotFound):
        own.set_aside.to_take_out(aside.id, Authorization("x", TODAY, DocumentId(new_id())))
    with pytest.raises(BadInput):
        own.set_aside.to_return(aside.id, "  ")
    for unknown in (AsideId(new_id()), AsideId("' OR 1=1")):
        with pytest.raises(NotFound):
            own.set_aside.get(unknown)
    (tmp_path / "taken").write_text("here")
    with pytest.raises(NotAllowed, match="exists"):
        taken_out(own, aside, tmp_path / "taken")
    with pytest.raises(NotAllowed, match="within the vault"):
        taken_out(own, aside, path / "documents" / "plain.txt")
    assert own.set_aside.get(aside.id) == aside


def test_an_authorization_that_lies_in_a_record_is_named(
    own: OpenVault, source: Path, tmp_path: Path
) -> None:
    client = own.clients.add([a_client()])[0]
    (tmp_path / "paper.txt").write_text("I agree.")
    sealed = own.documents.to_attach(tmp_path / "paper.txt").seal()
    document = own.documents.attach([(a_document(client), sealed)])[0]
    brought(own, source)
    paper = Authorization("Her authorization", TODAY, document.id)
    ended = taken_out(own, of_path(own, "1.bin"), tmp_path / "out", paper)
    assert own.set_aside.get(ended.id).authorization == paper
    with pytest.raises(NotAllowed, match="the paper on which"):
        own.documents.remove(document.id)


def test_as_text_it_becomes_a_process_note_once_whatever_stops_it(
    own: OpenVault, process: OpenProcessNotes, source: Path, path: Path
) -> None:
    brought(own, source)
    client = own.clients.list_all()[0]
    aside = of_path(own, "Psychotherapy")

    def keep(words: str) -> object:
        return process.notes.add_brought(aside.id, client.id, TODAY, words)

    def kept_and_cut_off(words: str) -> object:
        keep(words)
        raise StorageFailed("cut")

    with pytest.raises(StorageFailed):
        own.set_aside.take_out_as_note(aside.id, PAPER, kept_and_cut_off)
    assert own.set_aside.get(aside.id).state is AsideState.ASIDE
    ended = own.set_aside.take_out_as_note(aside.id, PAPER, keep)
    [row] = process.notes.list_rows(client.id)
    assert process.notes.get(row[0]).text == WORDS.replace("\r\n", "\n")  # type: ignore[arg-type]
    # The records tell that it left its seal, and not whose it became, nor that it is a note.
    assert ended.state is AsideState.TAKEN_OUT
    entry = own.audit.export()[-2]
    assert (entry.action, entry.client) == (Action.ASIDE_TAKEN_OUT, None)
    assert f"{aside.id}.age" not in sealed_files(path)
    with pytest.raises(BadInput, match="no plain text"):
        own.set_aside.take_out_as_note(of_path(own, "1.bin").id, PAPER, keep)
    with pytest.raises(NotFound):
        process.notes.add_brought(aside.id, "nobody", TODAY, "x")  # type: ignore[arg-type]


def test_while_a_record_of_its_import_is_on_hold_it_is_not_given_back(
    own: OpenVault, source: Path, tmp_path: Path
) -> None:
    brought(own, source)
    aside = of_path(own, "Psychotherapy")
    own.holds.add([a_hold(own.clients.list_all()[1])])
    with pytest.raises(NotAllowed, match="on hold"):
        own.set_aside.to_return(aside.id, "Ruth Alder")
    taken_out(own, aside, tmp_path / "out.txt")


def test_only_the_licensees_passphrase_ends_it(
    own: OpenVault, source: Path, unlocked: Unlock, keys: Keys
) -> None:
    brought(own, source)
    own.close()
    vault = unlocked(RecoveryKey(keys["records"]))
    aside = of_path(vault, "1.bin")
    with pytest.raises(NotAllowed, match="passphrase"):
        vault.set_aside.to_take_out(aside.id, PAPER)
    with pytest.raises(NotAllowed, match="passphrase"):
        vault.set_aside.to_return(aside.id, "Ruth Alder")


def test_what_cannot_be_entered_leaves_no_file_and_all_is_as_before(
    own: OpenVault, source: Path, tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(own, source)
    aside, there = of_path(own, "1.bin"), sealed_files(path)
    written = own.set_aside.to_return(aside.id, "Ruth Alder").write(tmp_path / "back")

    def cut(*_statement: Any) -> Any:
        raise StorageFailed("cut")

    with monkeypatch.context() as patch:
        patch.setattr(own.set_aside._store.database, "change", cut)
        with pytest.raises(StorageFailed):
            own.set_aside.end(written)
    assert not (tmp_path / "back").exists()
    assert own.set_aside.get(aside.id) == aside
    assert sealed_files(path) == there
    given_back(own, aside, tmp_path / "back")


def test_a_disk_that_gives_back_something_else_costs_nothing(
    own: OpenVault, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(own, source)
    aside = of_path(own, "1.bin")
    digest = documents_folder._digest

    def rots(file: Any, progress: Any, out: Any = None) -> Any:
        size, sha256 = digest(file, progress, out)
        return size, sha256[::-1]

    opened = own.set_aside.to_return(aside.id, "Ruth Alder")
    with monkeypatch.context() as patch:
        patch.setattr(documents_folder, "_digest", rots)
        with pytest.raises(Damaged, match="gives back"):
            opened.write(tmp_path / "back")
    assert not (tmp_path / "back").exists()
    assert own.set_aside.get(aside.id) == aside


def test_a_source_that_changed_since_it_was_read_is_named_and_does_not_come(
    own: OpenVault, source: Path, path: Path
) -> None:
    plan = planned(own, source)
    (source / "Process Notes" / "1.bin").write_bytes(b"\0\1zqother\xff" * 9)
    sealed = own.imports.to_seal(plan).seal()
    assert [(each.at.file, each.reason) for each in sealed.problems] == [
        ("Process Notes/1.bin", "This file changed since it was read.")
    ]
    own.imports.bring_in(sealed, OWN)
    assert len(own.set_aside.list_all()) == 2
    assert len(sealed_files(path)) == 2


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE set_aside SET path = 'other'", "not what was sealed"),
        ("UPDATE set_aside SET sha256 = '00'", "not what was sealed"),
        ("DELETE FROM set_aside", "it is gone"),
        ("UPDATE set_aside SET returned_to = 'Somebody'", "did not sign"),
        ("UPDATE set_aside SET signature = ''", "does not know what became"),
    ],
)
def test_who_has_the_key_of_the_records_cannot_change_what_became_of_it(
    own: OpenVault, source: Path, tmp_path: Path, path: Path, statement: str, said: str
) -> None:
    brought(own, source)
    aside = of_path(own, "1.bin")
    given_back(own, aside, tmp_path / "back")
    own.close()
    tampered(path, f"{statement} WHERE id = '{aside.id}'")
    found = verify(path, SECRET).problems
    assert [each.id for each in found] == [aside.id]
    assert said in found[0].message
