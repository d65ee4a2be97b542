"""Co-signatures over a real vault: the signed text stays; nobody co-signs for a supervisor."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.export.pdf_tools import pdf_text
from tests.practice import (
    LICENSEE,
    NOON,
    PASSPHRASE,
    FixedClock,
    Keys,
    a_client,
    a_document,
    a_note,
)
from tests.storage.test_database import derive_once, place_of, raw_connection
from vault.errors import BadInput, NotAllowed, NotFound, WrongSecret
from vault.lifecycle.findings import Findings
from vault.lifecycle.salvage import salvage
from vault.lifecycle.verify import verify
from vault.lifecycle.verify_content import check_new_records
from vault.model.addendum import Mark
from vault.model.client import Client
from vault.model.cosignature import How, Supervisor
from vault.model.ids import DocumentId, SupervisorId, new_id
from vault.model.note import Note
from vault.model.practice import Licensee
from vault.model.secret import Passphrase, RecoveryKey
from vault.open_vault import OpenVault
from vault.progress import Progress

HERS = "seven quiet lanterns by the harbor"
SUPERVISOR = Licensee(
    name="Ines Okafor", credential="LICSW", license_number="SW-000001", state="MA"
)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def client(vault: OpenVault) -> Client:
    """An adult whose notes are co-signed."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client()])[0]


@pytest.fixture
def ines(vault: OpenVault) -> Supervisor:
    """Who supervises from the day of NOON on, with a passphrase of her own."""
    return vault.cosignatures.add(a_supervisor(), HERS)


def a_supervisor(**fields: object) -> Supervisor:
    """Return one from the day of NOON on, who is not kept yet."""
    new = Supervisor(SupervisorId(new_id()), SUPERVISOR, NOON.date())
    return replace(new, **fields)  # type: ignore[arg-type]


def signed(vault: OpenVault, client: Client, text: str = "Slept six hours.") -> Note:
    """Return a note that was signed now."""
    return vault.notes.sign(vault.notes.begin([a_note(client, text)])[0].id)


def test_what_is_signed_waits_until_the_supervisor_cosigns_it_and_its_words_stay(
    unlocked: Unlock, clock: FixedClock
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    before = signed(vault, client)
    clock.advance(days=1)
    ines = vault.cosignatures.add(a_supervisor(since=NOON.date() + DAY), HERS)
    note = signed(vault, client)
    addendum = vault.notes.addend(note.id, "Seven hours.")
    assert [each.texts for each in vault.cosignatures.waiting()] == [(note.id, addendum.id)]
    assert [row.waits for row in vault.notes.page(client.id, 0, 9)].count(True) == 1
    clock.advance(days=2)
    [made] = vault.cosignatures.cosign(ines.id, note.id, [note.id], HERS)
    assert (made.day, made.how, made.signature.by) == (clock.now().date(), How.HERE, SUPERVISOR)
    vault.close()
    vault = unlocked()
    standing = vault.cosignatures.of_note(note.id)
    assert standing.made == {note.id: made}
    assert (standing.waiting, standing.may) == ((addendum.id,), (ines,))
    assert vault.notes.get(note.id) == note
    assert vault.notes.addenda(note.id) == (addendum,)
    vault.cosignatures.cosign(ines.id, note.id, [addendum.id], HERS)
    assert vault.cosignatures.waiting() == []
    assert vault.cosignatures.of_note(before.id).waiting == ()


def test_a_wrong_passphrase_is_refused_in_one_sentence_and_nothing_is_written(
    vault: OpenVault, client: Client, ines: Supervisor
) -> None:
    note, mark = signed(vault, client), vault.audit.mark
    # The licensee's own passphrase opens the vault, and no supervisor's key.
    for typed in ("", HERS.upper(), PASSPHRASE):
        with pytest.raises(WrongSecret) as refusal:
            vault.cosignatures.cosign(ines.id, note.id, [note.id], typed)
        assert refusal.value.sentence == (
            "This is not the supervisor's passphrase. Nothing was co-signed."
        )
    assert vault.audit.mark == mark
    assert vault.cosignatures.of_note(note.id).waiting == (note.id,)


def test_a_draft_what_is_cosigned_and_what_waits_for_nothing_are_refused(
    vault: OpenVault, client: Client, ines: Supervisor
) -> None:
    draft = vault.notes.begin([a_note(client)])[0]
    with pytest.raises(NotAllowed, match="not signed yet"):
        vault.cosignatures.cosign(ines.id, draft.id, [draft.id], HERS)
    note, other = signed(vault, client), signed(vault, client)
    vault.cosignatures.cosign(ines.id, note.id, [note.id], HERS)
    addendum = vault.notes.addend(note.id, "Seven hours.")
    for texts in ([note.id], [addendum.id, note.id]):
        with pytest.raises(NotAllowed, match="co-signed already"):
            vault.cosignatures.cosign(ines.id, note.id, texts, HERS)
    for texts in ([other.id], [], [new_id()]):
        with pytest.raises(NotFound, match="no such text"):
            vault.cosignatures.cosign(ines.id, note.id, texts, HERS)
    with pytest.raises(NotFound, match="no such supervisor"):
        vault.cosignatures.cosign(SupervisorId(new_id()), note.id, [addendum.id], HERS)
    call = a_note(client, template="administrative-call", sections={"substance": "A time."})
    aside = vault.notes.sign(vault.notes.begin([call])[0].id)
    with pytest.raises(NotAllowed, match="waits for no co-signature"):
        vault.cosignatures.cosign(ines.id, aside.id, [aside.id], HERS)
    assert vault.cosignatures.of_note(note.id).waiting == (addendum.id,)


def test_a_supervisor_who_changed_meanwhile(
    vault: OpenVault, client: Client, ines: Supervisor, clock: FixedClock
) -> None:
    note = signed(vault, client)
    vault.cosignatures.end(ines.id, NOON.date())
    clock.advance(days=3)
    later = signed(vault, client)
    assert [each.note for each in vault.cosignatures.waiting()] == [note.id]
    rui = vault.cosignatures.add(
        a_supervisor(who=Licensee(name="Rui Duarte"), since=clock.now().date()), "her own words"
    )
    assert [each.note for each in vault.cosignatures.waiting()] == [note.id, later.id]
    ended = replace(ines, until=NOON.date())
    assert vault.cosignatures.of_note(note.id).may == (ended, rui)
    with pytest.raises(NotAllowed, match="time had ended"):
        vault.cosignatures.cosign(ines.id, later.id, [later.id], HERS)
    with pytest.raises(WrongSecret):
        vault.cosignatures.cosign(rui.id, note.id, [note.id], HERS)
    [made] = vault.cosignatures.cosign(rui.id, note.id, [note.id], "her own words")
    assert made.signature.by.name == "Rui Duarte"
    # The one who left still co-signs what is of her own time; her name stays as it was then.
    vault.cosignatures.end(ines.id, clock.now().date())
    vault.cosignatures.cosign(ines.id, later.id, [later.id], HERS)
    assert vault.cosignatures.waiting() == []


def test_on_paper_the_licensee_says_so_with_the_day_and_the_scan(
    vault: OpenVault, client: Client, clock: FixedClock, tmp_path: Path
) -> None:
    rui = vault.cosignatures.add(a_supervisor(who=Licensee(name="Rui Duarte")))
    note = signed(vault, client)
    clock.advance(days=5)
    today = clock.now().date()
    with pytest.raises(NotAllowed, match="co-signs on paper"):
        vault.cosignatures.cosign(rui.id, note.id, [note.id], "")
    for day, sentence in ((today + DAY, "future"), (NOON.date() - DAY, "before it was signed")):
        with pytest.raises(BadInput, match=sentence):
            vault.cosignatures.cosign_on_paper(rui.id, note.id, [note.id], day)
    scan = attached(vault, client, tmp_path)
    elsewhere = attached(vault, vault.clients.add([a_client("Lee Park")])[0], tmp_path)
    with pytest.raises(NotAllowed, match="another record"):
        vault.cosignatures.cosign_on_paper(rui.id, note.id, [note.id], today, elsewhere)
    [made] = vault.cosignatures.cosign_on_paper(rui.id, note.id, [note.id], today - DAY, scan)
    assert (made.how, made.day, made.document) == (How.ON_PAPER, today - DAY, scan)
    assert vault.cosignatures.of_note(note.id).made == {note.id: made}
    with pytest.raises(NotAllowed, match="scan of a co-signature"):
        vault.documents.remove(scan)
    vault.documents.remove(elsewhere)


def attached(vault: OpenVault, client: Client, folder: Path) -> DocumentId:
    """Attach a scan to a client's record; return its id."""
    file = folder / "scan.txt"
    file.write_text("A signature.")
    sealed = vault.documents.to_attach(file).seal()
    return vault.documents.attach([(a_document(client), sealed)])[0].id


def test_a_passphrase_of_the_vault_is_no_supervisors(vault: OpenVault) -> None:
    with pytest.raises(NotAllowed, match="must not be one of the vault"):
        vault.cosignatures.add(a_supervisor(), PASSPHRASE)
    with pytest.raises(BadInput, match="must not be empty"):
        vault.cosignatures.add(a_supervisor(), "  ")
    assert vault.cosignatures.supervisors() == []


def test_who_cosigned_stays_and_who_did_not_can_be_taken_out_and_put_back(
    vault: OpenVault, client: Client, ines: Supervisor
) -> None:
    vault.cosignatures.remove(ines.id)
    note = signed(vault, client)
    assert vault.cosignatures.waiting() == []
    assert vault.cosignatures.undo_remove(ines.id) == ines
    with pytest.raises(NotAllowed, match="nothing to put back"):
        vault.cosignatures.undo_remove(ines.id)
    vault.cosignatures.cosign(ines.id, note.id, [note.id], HERS)
    with pytest.raises(NotAllowed, match="stays"):
        vault.cosignatures.remove(ines.id)
    with pytest.raises(BadInput, match="end before it begins"):
        vault.cosignatures.end(ines.id, NOON.date() - DAY)


def test_only_the_licensee_names_supervisors_and_says_what_was_on_paper(
    unlocked: Unlock, keys: Keys
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    ines = vault.cosignatures.add(a_supervisor(), HERS)
    note = signed(vault, client)
    vault.close()
    vault = unlocked(RecoveryKey(keys["records"]))
    for refused in (
        lambda: vault.cosignatures.add(a_supervisor(), "other words"),
        lambda: vault.cosignatures.end(ines.id, None),
        lambda: vault.cosignatures.remove(ines.id),
        lambda: vault.cosignatures.cosign_on_paper(ines.id, note.id, [note.id], NOON.date()),
    ):
        with pytest.raises(NotAllowed, match="licensee's own passphrase"):
            refused()
    vault.cosignatures.cosign(ines.id, note.id, [note.id], HERS)


def test_a_note_in_error_and_one_that_was_refiled_keep_their_cosignature(
    path: Path, vault: OpenVault, client: Client, ines: Supervisor
) -> None:
    note = signed(vault, client)
    [made] = vault.cosignatures.cosign(ines.id, note.id, [note.id], HERS)
    mark = vault.notes.addend(note.id, "Another hour.", Mark.IN_ERROR)
    assert vault.cosignatures.of_note(note.id).waiting == (mark.id,)
    other = vault.clients.add([a_client("Lee Park")])[0]
    vault.refilings.refile(note.id, other.id)
    assert vault.cosignatures.of_note(note.id).made == {note.id: made}
    [waiting] = vault.cosignatures.waiting()
    assert (waiting.client, waiting.texts) == (other.id, (mark.id,))
    vault.cosignatures.cosign(ines.id, note.id, [mark.id], HERS)
    vault.close()
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()


FORGED = [
    ("UPDATE cosignature SET day = '2026-11-23'", "does not fit this text"),
    (
        "UPDATE cosignature SET cosigned_by = replace(cosigned_by, 'Ines', 'Inez')",
        "does not fit this text",
    ),
    ("UPDATE cosignature SET document = 'd'", "does not fit this text"),
    ("UPDATE cosignature SET id = lower(hex(randomblob(16)))", "does not fit this text"),
    ("UPDATE cosignature SET signature = 'no hex'", "cannot be read"),
    ("UPDATE cosignature SET how = 'by-word'", "cannot be read"),
    ("DELETE FROM cosignature", "is gone"),
    ("DELETE FROM supervisor", "is gone"),
]


def test_verify_finds_a_cosignature_that_is_not_what_was_written(
    path: Path, vault: OpenVault, client: Client, ines: Supervisor, tmp_path: Path
) -> None:
    note = signed(vault, client)
    vault.cosignatures.cosign(ines.id, note.id, [note.id], HERS)
    vault.close()
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()
    for number, (forged, problem) in enumerate(FORGED):
        copy = Path(shutil.copytree(path, tmp_path / f"copy-{number}.strongroom"))
        tampered(copy, forged)
        found = [each.message for each in verify(copy, Passphrase(PASSPHRASE)).problems]
        assert any(problem in each for each in found), (forged, found)


def test_a_days_backup_proves_the_cosignatures_since_the_last_one(
    path: Path, vault: OpenVault, client: Client, ines: Supervisor
) -> None:
    """The supervisor was named before, so that only the chain from there on is not enough."""
    note, since = signed(vault, client), vault.audit.mark.seq
    [made] = vault.cosignatures.cosign(ines.id, note.id, [note.id], HERS)
    vault.close()
    assert found_since(path, since) == []
    tampered(path, "UPDATE cosignature SET day = '2026-11-23'")
    assert found_since(path, since) == [made.id]


def found_since(path: Path, since: int) -> list[str]:
    """Return of what a check of what is new since an entry finds something wrong."""
    findings = Findings(Progress())
    database = place_of(path).open_database()
    check_new_records(findings, database, since)
    database.close()
    return [each.id for each in findings.problems]


def test_verify_finds_one_that_was_made_with_another_key(
    path: Path, unlocked: Unlock, client: Client, ines: Supervisor, vault: OpenVault
) -> None:
    """Who opens the records could make a key and sign with it: it is not the supervisor's."""
    rui = vault.cosignatures.add(a_supervisor(who=Licensee(name="Rui Duarte")), "other words")
    note = signed(vault, client)
    [made] = vault.cosignatures.cosign(rui.id, note.id, [note.id], "other words")
    vault.close()
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()
    # As if Ines had had that key: her row is made his, with a chain that never said so.
    tampered(path, f"UPDATE audit SET subject = '{ines.id}' WHERE subject = '{rui.id}'")
    messages = {each.id: each.message for each in verify(path, Passphrase(PASSPHRASE)).problems}
    assert messages[made.id] == "This is not co-signed with the key of its supervisor."


def tampered(path: Path, *statements: str) -> None:
    """Change the records as a stranger with the key could, who knows of no trigger."""
    connection = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    connection.execute("PRAGMA foreign_keys = OFF")
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_copy_of_the_record_shows_every_date_apart(
    vault: OpenVault, client: Client, ines: Supervisor, clock: FixedClock, tmp_path: Path
) -> None:
    here, paper, waiting = (signed(vault, client, each) for each in ("One.", "Two.", "Three."))
    clock.advance(days=2)
    addendum = vault.notes.addend(here.id, "Four.")
    vault.cosignatures.cosign(ines.id, here.id, [here.id], HERS)
    day = clock.now().date() - DAY
    vault.cosignatures.cosign_on_paper(ines.id, paper.id, [paper.id], day)
    prepared = vault.releases.prepare(client.id)
    # The copy is read again and held against the record before it has its name.
    done = vault.releases.write(prepared, prepared.render(), tmp_path / "out")
    said = " ".join(pdf_text(done.path.read_bytes()).split())
    blocks = [
        "Ines Okafor, LICSW License SW-000001, MA Co-signed 24 November 2026",
        "Ines Okafor, LICSW License SW-000001, MA Co-signed on paper on 23 November 2026",
    ]
    assert [said.count(each) for each in blocks] == [1, 1]
    assert said.count("It is not co-signed yet.") == 2
    assert vault.cosignatures.of_note(here.id).waiting == (addendum.id,)
    assert vault.cosignatures.of_note(waiting.id).waiting == (waiting.id,)


def test_a_salvage_says_who_cosigned_and_never_the_key(
    path: Path, vault: OpenVault, client: Client, ines: Supervisor, tmp_path: Path
) -> None:
    kept, lost = signed(vault, client), signed(vault, client)
    for note in (kept, lost):
        [made] = vault.cosignatures.cosign(ines.id, note.id, [note.id], HERS)
    vault.close()
    tampered(path, f"DELETE FROM cosignature WHERE id = '{made.id}'")
    done = salvage(path, tmp_path / "out", Passphrase(PASSPHRASE))
    assert [(each.kind, each.id) for each in done.losses] == [("cosignature", made.id)]
    said = (tmp_path / "out" / "client-001.txt").read_text("utf-8")
    assert said.count("Co-signed 2026-11-22 by Ines Okafor") == 1
    aside = (tmp_path / "out" / "administrative.txt").read_text("utf-8")
    assert f"Supervisor from 2026-11-22 to –: Ines Okafor [{ines.id}]" in aside
    assert "wrapped" not in (tmp_path / "out" / "records.jsonl").read_text("utf-8")
