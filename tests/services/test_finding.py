"""Finding: filters of the search, kept searches, pinned clients, and the timeline of a client."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note
from tests.services.test_documents import attach
from vault.errors import BadInput, NotFound
from vault.model.client import Client
from vault.model.ids import ClientId, NoteId, SearchId, new_id
from vault.model.note_row import NoteRow
from vault.model.search import Filters, SavedSearch
from vault.model.settings import MOST_PINNED
from vault.open_vault import OpenVault
from vault.storage.database import Database, Row

MAY, JUNE = date(2026, 5, 14), date(2026, 6, 14)
Filed = tuple[Client, Client, dict[str, str]]


@pytest.fixture
def filed(vault: OpenVault, tmp_path: Path) -> Filed:
    """Two clients; of the first three notes by two licensees, a draft, and three documents."""
    vault.practice.set(LICENSEE)
    dana, kim = vault.clients.add([a_client(), a_client("Kim Okafor")])
    may = a_note(dana, "River in May.", service_date=MAY, start=time(9))
    june = a_note(dana, "River in June.", service_date=JUNE)
    call = a_note(
        dana, template="contact", sections={"substance": "River call."}, service_date=JUNE
    )
    theirs = a_note(kim, "River of another.", service_date=JUNE)
    vault.notes.begin_and_sign([may, call, theirs])
    vault.practice.set(replace(LICENSEE, name="Sam Abara"))
    vault.notes.begin_and_sign([june])
    draft = vault.notes.begin([a_note(dana, "River again.", service_date=JUNE, start=time(8))])[0]
    (tmp_path / "file").write_text("words")
    old, of_may, of_june = (
        attach(vault, dana, tmp_path / "file", title=title, day=day, received=received, author=by)
        for title, day, received, by in (
            ("River of long ago", date(2019, 1, 1), JUNE, ""),
            ("River report", None, MAY, "Dr. Meyer"),
            ("River letter", JUNE, JUNE, "\u00a0sam abara "),
        )
    )
    names: dict[str, str] = {may.id: "may", june.id: "june", call.id: "call", theirs.id: "theirs"}
    names |= {draft.id: "draft", old.id: "old", of_may.id: "of may", of_june.id: "of june"}
    return dana, kim, names


def found(vault: OpenVault, filed: Filed, filters: Filters) -> list[str]:
    """Return what a search for one word finds, sorted by its name here."""
    hits = vault.searches.find("river", filters)
    return sorted(
        filed[2][each]
        for each in (*(h.note for h in hits.notes), *(h.document for h in hits.documents))
    )


NOTES = ["call", "draft", "june", "may", "theirs"]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(), sorted([*NOTES, "of june", "of may", "old"])),
        (Filters(kind="note"), NOTES),
        (Filters(kind="document"), ["of june", "of may", "old"]),
        (Filters(kind="client"), []),
        (Filters(kind="contact"), ["call"]),
        (Filters(first=JUNE), ["call", "draft", "june", "of june", "theirs"]),
        (Filters(last=MAY), ["may", "of may", "old"]),
        (Filters(first=MAY, last=MAY), ["may", "of may"]),
        (Filters(last=date(2020, 1, 1), kind="document"), ["old"]),
        (Filters(author="jordan rivera"), ["call", "may", "theirs"]),
        (Filters(author="Sam Abara", first=JUNE), ["june", "of june"]),
        (Filters(author="Sam Abara", kind="note"), ["june"]),
        (Filters(author="Dr. Meyer"), ["of may"]),
        (Filters(author=" dr. meyer\t", kind="document"), ["of may"]),
        (Filters(author="Dr. Meyer", kind="note"), []),
        (Filters(author="Jordan Rivera", kind="document"), []),
        (Filters(author="Dr. Meyer", first=JUNE), []),
        (Filters(author=" "), sorted([*NOTES, "of june", "of may", "old"])),
        (Filters(author="Nobody"), []),
    ],
)
def test_filters_leave_what_is_asked_for(
    vault: OpenVault, filed: Filed, filters: Filters, names: list[str]
) -> None:
    assert found(vault, filed, filters) == names


def test_filters_of_a_client_and_of_what_is_wrong(vault: OpenVault, filed: Filed) -> None:
    dana, kim, names = filed
    assert found(vault, filed, Filters(client=kim.id)) == ["theirs"]
    assert found(vault, filed, Filters(client=dana.id, first=JUNE, kind="progress-note")) == [
        "draft",
        "june",
    ]
    with pytest.raises(NotFound):
        vault.searches.find("river", Filters(client=ClientId('x" OR text : "river')))
    with pytest.raises(BadInput):
        vault.searches.find("river", Filters(kind="poem"))
    # One name, whatever its capitals and blanks; nobody for a document that does not say.
    assert vault.searches.authors() == ["Dr. Meyer", "Jordan Rivera", "Sam Abara"]
    # An addendum is of who signed it, not of who signed the note beneath.
    may = next(NoteId(known) for known, name in names.items() if name == "may")
    vault.notes.addend(may, "The river froze.")
    assert [
        hit.note for hit in vault.searches.find("froze", Filters(author="Sam Abara")).notes
    ] == [may]
    assert vault.searches.find("froze", Filters(author="Jordan Rivera")).notes == ()
    # The limit is of what passes the filters, whatever is newer; that there are more is said.
    assert [h.note for h in vault.searches.find("river", Filters(last=MAY), notes=1).notes] == [may]
    every = vault.searches.find("river", notes=99, documents=99, people=99)
    assert not every.more
    fewer = vault.searches.find("river", notes=len(every.notes) - 1, documents=99, people=99)
    assert fewer.more
    assert fewer.notes == every.notes[:-1]


def test_documents_by_an_author_are_read_from_the_index_of_words(
    vault: OpenVault, filed: Filed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To read every document for the few that hold the words would grow with them."""
    database, asked = vault.notes._store.tables.database, []
    rows = Database.rows

    def watched(of: Database, sql: str, values: Sequence[object] = ()) -> list[Row]:
        asked.append((sql, values))
        return rows(of, sql, values)

    monkeypatch.setattr(Database, "rows", watched)
    assert found(vault, filed, Filters(author="Dr. Meyer", kind="document")) == ["of may"]
    sql, values = next(each for each in asked if "document_index MATCH" in each[0])
    plan = [str(row[-1]) for row in rows(database, f"EXPLAIN QUERY PLAN {sql}", values)]
    assert plan[0].startswith("SCAN document_index VIRTUAL TABLE INDEX"), plan
    assert {step.split()[1] for step in plan if step.startswith("SEARCH")} == {"t", "d"}, plan
    assert sum(step.startswith("SCAN") for step in plan) == 1, plan


@pytest.mark.parametrize("few", [1, 2_000])
def test_a_kind_is_found_whether_its_notes_are_many_or_few(
    vault: OpenVault, filed: Filed, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("vault.storage.search._FEW", few)
    call = next(NoteId(known) for known, name in filed[2].items() if name == "call")
    vault.notes.addend(call, "The river rose.")
    assert found(vault, filed, Filters(kind="contact")) == ["call", "call"]
    assert found(vault, filed, Filters(kind="progress-note", last=MAY)) == ["may"]
    assert found(vault, filed, Filters(kind="intake")) == []


def test_searches_are_kept_renamed_removed_and_brought_back(unlocked: Unlock) -> None:
    vault = unlocked()
    kept = SavedSearch(SearchId(new_id()), "Dana, rivers", "river", Filters(first=MAY))
    vault.searches.save(kept)
    with pytest.raises(BadInput):
        vault.searches.save(replace(kept, id=SearchId(new_id())))
    renamed = replace(kept, name="Rivers", filters=Filters(kind="contact"))
    vault.searches.save(renamed)
    vault.close()
    vault = unlocked()
    assert vault.searches.saved() == (renamed,)
    seq = vault.audit.mark.seq
    vault.searches.save(renamed)
    assert vault.audit.mark.seq == seq
    removed = vault.searches.remove(kept.id)
    assert vault.searches.saved() == ()
    with pytest.raises(NotFound):
        vault.searches.remove(kept.id)
    vault.searches.save(removed)
    assert vault.searches.get(kept.id) == renamed


def test_pinned_clients_stand_first(vault: OpenVault) -> None:
    added = vault.clients.add([a_client(f"Client {n:02}") for n in range(25)])
    last, middle = added[24].id, added[12].id
    for client in (last, middle, last):
        vault.clients.pin(client)
    assert [row.name for row in vault.clients.pinned()] == ["Client 12", "Client 24"]
    names = ["Client 12", "Client 24"]
    names += [client.name for client in added if client.id not in (last, middle)]
    for size in (1, 2, 3, 10, 25, 40):
        pages = [vault.clients.page("", at, size) for at in range(0, 25, size)]
        assert [row.name for page in pages for row in page] == names, size
        assert sum(row.pinned for page in pages for row in page) == 2
    assert [row.name for row in vault.clients.page("client 2", 0, 2)] == ["Client 24", "Client 20"]
    assert vault.clients.row(last).pinned
    seq = vault.audit.mark.seq
    vault.clients.pin(last)
    assert vault.audit.mark.seq == seq
    vault.clients.unpin(last)
    vault.clients.unpin(last)
    assert vault.audit.mark.seq == seq + 1
    assert [row.name for row in vault.clients.pinned()] == ["Client 12"]
    assert not vault.clients.row(last).pinned


def test_a_pin_too_many_and_of_nobody_is_refused(vault: OpenVault) -> None:
    added = vault.clients.add([a_client(f"Client {n:02}") for n in range(MOST_PINNED + 1)])
    for client in added[:-1]:
        vault.clients.pin(client.id)
    with pytest.raises(BadInput):
        vault.clients.pin(added[-1].id)
    assert len(vault.clients.pinned()) == MOST_PINNED
    with pytest.raises(NotFound):
        vault.clients.pin(ClientId(new_id()))


def test_documents_stand_among_notes_by_their_days(vault: OpenVault, filed: Filed) -> None:
    dana, kim, names = filed

    def rows(kind: str | None = None, size: int = 3) -> list[str]:
        pages = [vault.timelines.page(dana.id, at, size, kind) for at in range(0, 9, size)]
        listed = [row for page in pages for row in page]
        assert vault.timelines.count(dana.id, kind) == len(listed)
        for number, row in enumerate(listed):
            assert vault.timelines.position(dana.id, row.id, kind) == number
        return [names[row.id] for row in listed]

    everything = rows()
    assert everything[0] == "draft"
    assert set(everything[1:4]) == {"june", "call", "of june"}
    assert everything[4:] == ["may", "of may", "old"]
    assert rows(size=1) == rows(size=9) == everything
    assert rows("document") == ["of june", "of may", "old"]
    assert rows("contact") == ["call"]
    assert rows("note") == [name for name in everything if name in NOTES]
    of_notes = [row for row in vault.timelines.page(dana.id, 0, 9) if isinstance(row, NoteRow)]
    assert of_notes == vault.notes.page(dana.id, 0, 9)
    assert vault.timelines.kinds(dana.id) == ("progress-note", "contact", "document")
    assert vault.timelines.kinds(kim.id) == ("progress-note",)


def test_a_timeline_refuses_what_is_not_there(vault: OpenVault, filed: Filed) -> None:
    dana, kim, names = filed
    with pytest.raises(NotFound):
        vault.timelines.page(ClientId(new_id()), 0, 9)
    with pytest.raises(BadInput):
        vault.timelines.count(dana.id, "poem")
    for known in [known for known, name in names.items() if name in ("old", "may")]:
        with pytest.raises(NotFound):
            vault.timelines.position(kim.id, known)
    old = next(known for known, name in names.items() if name == "old")
    with pytest.raises(NotFound):
        vault.timelines.position(dana.id, old, "contact")


def test_pages_of_a_timeline_are_read_from_indexes(vault: OpenVault, filed: Filed) -> None:
    """Sorting a whole file for each page would grow with it."""
    from vault.storage.timeline import _EVERYTHING, _NEWEST_FIRST

    plan = vault.notes._store.tables.database.rows(
        f"EXPLAIN QUERY PLAN {_EVERYTHING} {_NEWEST_FIRST} LIMIT 9 OFFSET 0",
        (filed[0].id, "2026-01-01", "2026-12-31"),
    )
    steps = [str(row[-1]) for row in plan]
    assert any("MERGE" in step for step in steps), steps
    assert any("note_of_client" in step for step in steps), steps
    assert any("appointment_of_client" in step for step in steps), steps
    parts = ("note", "document", "administration", "a", "s", "episode", "amendment", "onset_given")
    for table in parts:
        assert not any(step.startswith(f"SCAN {table}") for step in steps), steps
