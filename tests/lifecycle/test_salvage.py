"""A salvage: private files that hold what they should, a vault that is not touched, refusals."""

import json
import os
import random
import shutil
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.lifecycle.test_header_file import snapshot
from tests.practice import (
    NOON,
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    a_client,
    a_hold,
    a_note,
    a_participant,
    a_process_note,
    a_referral,
    an_administration,
    an_amendment,
    an_ending,
    an_episode,
    with_record,
)
from tests.storage.test_database import derive_once, place_of, raw_connection
from vault.crypto.page_cipher import USABLE, PageCipher
from vault.errors import (
    Cancelled,
    Damaged,
    NewerFormat,
    NotAllowed,
    NotFound,
    OpenElsewhere,
    StorageFailed,
    WrongSecret,
)
from vault.format.vault_header import PROCESS
from vault.lifecycle.salvage import REPORT, Salvaged, salvage
from vault.lifecycle.verify import verify
from vault.model.amendment import AmendmentDecision, Extension, Outcome
from vault.model.client import ClientKind
from vault.model.conflict import Acquaintance, Decision, Relationship
from vault.model.episode import Consent, Consenter, Letter
from vault.model.ids import AcquaintanceId, OnsetId, OwnRuleId, ReviewId, new_id
from vault.model.onset import Given
from vault.model.own_rule import OwnRule
from vault.model.own_template import OwnTemplate, own_section
from vault.model.participant import RecordBasis, Terms
from vault.model.retention_review import Review
from vault.model.retention_rule import Event
from vault.model.secret import Passphrase
from vault.model.template import new_own_id
from vault.progress import Progress
from vault.storage.database import Database
from vault.storage.finds import Loss
from vault.storage.found_rows import PROCESS_SHAPES, RECORDS_SHAPES, Shape
from vault.storage.page_file import PageFile

SECRET, PROCESS_SECRET = Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE)
PAGE = 4096


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def ids(path: Path, unlocked: Unlock) -> dict[str, str]:
    """Fill the vault; return the ids of what is in it."""
    vault = unlocked()
    client = with_record(vault, "She walked by the river.", "Walking helps.")
    notes = [row.id for row in vault.notes.list_rows(client.id)]
    addendum = vault.notes.addend(notes[0], "It was the Charles.").id
    process = vault.process_door.open(PROCESS_SECRET)
    process.notes.add([a_process_note(client, "A thought of mine alone.")])
    process.close()
    vault.close()
    return {"client": client.id, "note": notes[0], "other": notes[1], "addendum": addendum}


def written(out: Path) -> str:
    """Return all that stands in the files of a salvage."""
    return "\n".join(file.read_text("utf-8") for file in sorted(out.rglob("*")) if file.is_file())


def tampered(path: Path, *statements: str, name: str = "records") -> None:
    """Change a database as a stranger with the key would."""
    place = place_of(path, name, SECRET if name == "records" else PROCESS_SECRET)
    connection = raw_connection(path / f"{name}-1.db", place.subkey("sqlcipher"))
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        statements = (f"DROP TRIGGER {trigger}", *statements)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_earlier_values_are_brought_out_and_those_that_are_gone_are_named(
    path: Path, unlocked: Unlock, tmp_path: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client("Rui Duarte")])[0]
    care, wrong = vault.episodes.add(
        [an_episode(client, opened=date(2026, 6, 1)), an_episode(client, ending=an_ending())]
    )
    for each in (care, wrong):
        vault.episodes.change(replace(each, consent=Consent(Consenter.CLIENT, date(2026, 2, 2))))
    vault.clients.change(replace(vault.clients.get(client.id), name="Rui Duarte Reis"))
    vault.episodes.remove(wrong.id)
    onset = vault.onset.add(
        [Given(OnsetId(new_id()), client.id, "records-notice", date(2026, 5, 5))]
    )[0]
    vault.close()
    vault = unlocked()
    vault.onset.remove(onset.id)
    vault.onset.undo_remove(onset.id)
    vault.onset.remove(onset.id)
    vault.episodes.remove(care.id)
    vault.episodes.undo_remove(care.id)
    vault.close()
    done = salvage(path, tmp_path / "out", SECRET)
    assert done.losses == ()
    text = written(tmp_path / "out")
    assert f"client [{client.id}] was: " in text
    assert "name Rui Duarte;" in text
    lines = (tmp_path / "out" / "records.jsonl").read_text("utf-8").splitlines()
    found = [each for each in map(json.loads, lines) if each["kind"] == "earlier-value"]
    assert {(each["of"], each["id"]) for each in found} == {
        ("episode", care.id),
        ("client", client.id),
        ("onset", onset.id),
    }
    assert all(each["proved"] for each in found)
    assert next(each["said"] for each in found if each["of"] == "episode")["consent"] is None
    tampered(path, f"UPDATE earlier_value SET value = '{{}}' WHERE subject = '{client.id}'")
    tampered(path, f"DELETE FROM earlier_value WHERE subject IN ('{care.id}', '{onset.id}')")
    done = salvage(path, tmp_path / "again", SECRET)
    assert [(each.kind, each.client) for each in done.losses] == [("earlier-value", client.id)] * 3
    assert [each.id for each in done.losses] == [client.id, *sorted([care.id, onset.id])]
    assert "NOT PROVED" in written(tmp_path / "again")


def test_everything_is_written_to_private_files_and_the_vault_is_not_touched(
    path: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    before, out = snapshot(path), tmp_path / "out"
    times = {item: item.stat().st_mtime_ns for item in path.rglob("*")}
    umask = os.umask(0)
    try:
        done = salvage(path, out, SECRET, PROCESS_SECRET)
    finally:
        os.umask(umask)
    assert done.losses == ()
    assert snapshot(path) == before
    assert {item: item.stat().st_mtime_ns for item in path.rglob("*")} == times
    names = {str(item.relative_to(out)) for item in out.rglob("*")}
    text = ("client-001.txt", "records.jsonl", REPORT, "process-notes.jsonl")
    assert names == {*text, "process-notes", "process-notes/client-001.txt"}
    modes = {item: stat.S_IMODE(item.stat().st_mode) for item in [out, *out.rglob("*")]}
    assert {mode for item, mode in modes.items() if item.is_dir()} == {0o700}
    assert {mode for item, mode in modes.items() if item.is_file()} == {0o600}
    read = (out / "client-001.txt").read_text("utf-8")
    for words in ("Dana Whitfield", "She walked by the river.", "It was the Charles.", "Rivera"):
        assert words in read
    assert "A thought of mine alone." not in read
    assert "A thought of mine alone." in (out / "process-notes/client-001.txt").read_text("utf-8")
    for file in out.rglob("*"):
        assert file.is_dir() or "not encrypted" in file.read_text("utf-8").splitlines()[0]


def test_process_notes_stay_closed_without_their_secret(
    path: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    salvage(path, tmp_path / "out", SECRET)
    assert "She walked" in written(tmp_path / "out")
    assert "thought of mine" not in written(tmp_path / "out")
    assert "process" not in " ".join(os.listdir(tmp_path / "out"))


def lost(done: Salvaged, kind: str) -> list[Loss]:
    """Return what was lost of a kind."""
    return [each for each in done.losses if each.kind == kind]


def test_words_that_do_not_fit_their_seal_are_named_and_written(
    path: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    texts = "UPDATE note_text SET text = replace(text, 'walked', 'danced') WHERE owner = "
    tampered(path, texts + f"'{ids['note']}'", texts + f"'{ids['other']}'")
    done = salvage(path, tmp_path / "out", SECRET)
    (loss,) = lost(done, "note")
    assert (loss.client, loss.day) == (ids["client"], "2026-05-14")
    assert "She danced by the river." in written(tmp_path / "out")
    assert "NOT PROVED" in (tmp_path / "out" / "client-001.txt").read_text("utf-8")
    assert loss.id in (tmp_path / "out" / REPORT).read_text("utf-8")


def test_what_the_chain_knows_and_is_gone_is_named(
    path: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    gone = [f"DELETE FROM addendum WHERE id = '{ids['addendum']}'"]
    gone += [f"DELETE FROM note_text WHERE owner IN ('{ids['addendum']}', '{ids['other']}')"]
    gone += ["DELETE FROM audit WHERE seq IN (2, 3)"]
    tampered(path, "PRAGMA foreign_keys=OFF", *gone)
    done = salvage(path, tmp_path / "out", SECRET)
    assert {(each.kind, each.id) for each in done.losses} == {
        ("addendum", ids["addendum"]),
        ("note", ids["other"]),
        ("entry", "records 2–3"),
    }
    assert lost(done, "note")[0].day == "2026-05-14"


def test_who_takes_part_is_written_and_named_when_gone(
    path: Path, unlocked: Unlock, tmp_path: Path
) -> None:
    vault = unlocked()
    unit = vault.clients.add([a_client("Duarte family", kind=ClientKind.FAMILY)])[0]
    ana, luis, inez = vault.participants.add(
        [a_participant(unit, name) for name in ("Ana Duarte", "Luis Duarte", "Inez Duarte")]
    )
    vault.participants.set_terms(Terms(unit.id, RecordBasis.IDENTIFIED, ana.id))
    vault.participants.remove(inez.id)
    vault.close()
    tampered(path, f"DELETE FROM participant WHERE id = '{luis.id}'")
    done = salvage(path, tmp_path / "out", SECRET)
    assert [(each.kind, each.id, each.client) for each in done.losses] == [
        ("participant", luis.id, unit.id)
    ]
    text = (tmp_path / "out" / "client-001.txt").read_text("utf-8")
    assert f"Takes part: Ana Duarte [{ana.id}], partner, 2026-01-01" in text
    assert f"identified client: {ana.id}" in text
    assert "Inez" not in written(tmp_path / "out")
    found = verify(path, SECRET, PROCESS_SECRET).problems
    assert [(each.kind, each.id) for each in found] == [("missing", luis.id)]


def test_care_is_written_and_named_when_gone(path: Path, unlocked: Unlock, tmp_path: Path) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client("Rui Duarte")])[0]
    letter = Letter(date(2020, 5, 2), date(2020, 5, 15))
    ending = an_ending(day=date(2020, 5, 1), last_contact=date(2020, 4, 30), letter=letter)
    consent = Consent(Consenter.CLIENT, date(2019, 1, 2), "Rui Duarte")
    early = replace(ending, day=date(2016, 1, 1), last_contact=date(2016, 1, 1))
    given = Given(OnsetId(new_id()), client.id, "limits", date(2019, 1, 2), place="paper file")
    vault.onset.add([given])
    past, gone, mistaken = vault.episodes.add(
        [
            an_episode(client, opened=date(2019, 1, 1), consent=consent, ending=ending),
            an_episode(client),
            an_episode(client, opened=date(2015, 1, 1), ending=early),
        ]
    )
    vault.episodes.remove(mistaken.id)
    vault.close()
    tampered(path, f"DELETE FROM episode WHERE id = '{gone.id}'")
    done = salvage(path, tmp_path / "out", SECRET)
    assert [(each.kind, each.id, each.client) for each in done.losses] == [
        ("episode", gone.id, client.id)
    ]
    text = (tmp_path / "out" / "client-001.txt").read_text("utf-8")
    assert (
        f"Care [{past.id}]: 2019-01-01 – 2020-05-01; client Rui Duarte 2019-01-02; "
        "last contact 2020-04-30; client-wish; letter of 2020-05-02 names 2020-05-15" in text
    )
    assert f"Given at the onset: limits [{given.id}], 2019-01-02, paper file" in text
    assert "2015-01-01" not in written(tmp_path / "out")
    found = verify(path, SECRET, PROCESS_SECRET).problems
    assert [(each.kind, each.id) for each in found] == [("missing", gone.id)]


def test_a_request_to_amend_is_written_and_named_when_gone(
    path: Path, unlocked: Unlock, tmp_path: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client("Rui Duarte")])[0]
    denial = AmendmentDecision(
        date(2026, 11, 20), Outcome.DENIED, "accurate-and-complete", "It stands."
    )
    denied, gone, mistaken = vault.amendments.add(
        [
            an_amendment(
                client,
                asked="Six hours,\nnot three.",
                extension=Extension(date(2026, 11, 9), "In storage."),
                decision=denial,
                disagreed=date(2026, 11, 21),
            ),
            an_amendment(client),
            an_amendment(client, asked="Entered by mistake."),
        ]
    )
    vault.amendments.remove(mistaken.id)
    vault.close()
    tampered(path, f"DELETE FROM amendment WHERE id = '{gone.id}'")
    done = salvage(path, tmp_path / "out", SECRET)
    assert [(each.kind, each.id, each.client) for each in done.losses] == [
        ("amendment", gone.id, client.id)
    ]
    assert (
        f"Request of 2026-11-01 to amend the record [{denied.id}]: Six hours,\nnot three.; "
        "extended on 2026-11-09: In storage.; denied 2026-11-20 accurate-and-complete It stands.; "
        "statement of disagreement of 2026-11-21"
    ) in (tmp_path / "out" / "client-001.txt").read_text("utf-8")
    assert "by mistake" not in written(tmp_path / "out")
    found = verify(path, SECRET, PROCESS_SECRET).problems
    assert [(each.kind, each.id) for each in found] == [("missing", gone.id)]


def test_a_hold_is_written_and_named_when_gone(
    path: Path, unlocked: Unlock, tmp_path: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client("Rui Duarte")])[0]
    lifted, gone, mistaken = vault.holds.add(
        [
            a_hold(client, lifted=date(2026, 11, 20), lifted_words="Settled."),
            a_hold(client),
            a_hold(client, words="Placed by mistake."),
        ]
    )
    vault.holds.remove(mistaken.id)
    vault.close()
    tampered(path, f"DELETE FROM hold WHERE id = '{gone.id}'")
    done = salvage(path, tmp_path / "out", SECRET)
    assert [(each.kind, each.id, each.client) for each in done.losses] == [
        ("hold", gone.id, client.id)
    ]
    assert (
        f"On hold since 2026-11-01 [{lifted.id}]: litigation Docket 12; "
        "lifted on 2026-11-20; Settled."
    ) in (tmp_path / "out" / "client-001.txt").read_text("utf-8")
    assert "by mistake" not in written(tmp_path / "out")
    found = verify(path, SECRET, PROCESS_SECRET).problems
    assert [(each.kind, each.id) for each in found] == [("missing", gone.id)]


def test_retention_is_written_and_named_when_gone(
    path: Path, unlocked: Unlock, tmp_path: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client("Rui Duarte")])[0]
    longer = Review(ReviewId(new_id()), client.id, NOON.date(), date(2050, 1, 1), "A complaint.")
    gone = replace(longer, id=ReviewId(new_id()))
    vault.retention.add([longer, gone])
    rule = OwnRule(OwnRuleId(new_id()), "Insurer", "Policy 7", "", NOON.date(), Event.LAST_ENTRY, 9)
    vault.retention_rules.own.add([rule])
    vault.retention_rules.confirm("hipaa-doc", NOON.date(), "the official text")
    vault.close()
    tampered(path, f"DELETE FROM retention_review WHERE id = '{gone.id}'")
    done = salvage(path, tmp_path / "out", SECRET)
    assert [(each.kind, each.id, each.client) for each in done.losses] == [
        ("retention_review", gone.id, client.id)
    ]
    text = (tmp_path / "out" / "client-001.txt").read_text("utf-8")
    assert f"[{longer.id}]: kept through 2050-01-01; A complaint." in text
    every = written(tmp_path / "out")
    assert f"Insurer [{rule.id}]: 9 years from last_entry; Policy 7" in every
    assert "Rule hipaa-doc confirmed on 2026-11-22" in every
    found = verify(path, SECRET, PROCESS_SECRET).problems
    assert [(each.kind, each.id) for each in found] == [("missing", gone.id)]


def test_a_measure_is_written_and_named_when_gone(
    path: Path, unlocked: Unlock, tmp_path: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client("Rui Duarte")])[0]
    answers = (3, 0, None, 1, 1, 1, 1, 1, 2)
    kept, gone, mistaken = vault.measures.add(
        [
            an_administration(client, answers=answers, difficulty=2, filled_in_by="Ana, aunt"),
            an_administration(client),
            an_administration(client, filled_in_by="Entered by mistake"),
        ]
    )
    vault.measures.remove(mistaken.id)
    vault.close()
    tampered(path, f"DELETE FROM administration WHERE id = '{gone.id}'")
    done = salvage(path, tmp_path / "out", SECRET)
    assert [(each.kind, each.id, each.client) for each in done.losses] == [
        ("administration", gone.id, client.id)
    ]
    assert (
        f"Measure of 2026-11-01 [{kept.id}]: phq-9; answers 3 0 - 1 1 1 1 1 2; difficulty 2; "
        "filled in by Ana, aunt"
    ) in (tmp_path / "out" / "client-001.txt").read_text("utf-8")
    assert "by mistake" not in written(tmp_path / "out")
    found = verify(path, SECRET, PROCESS_SECRET).problems
    assert [(each.kind, each.id) for each in found] == [("missing", gone.id)]


def test_what_is_in_no_record_is_written_apart(
    path: Path, unlocked: Unlock, tmp_path: Path
) -> None:
    vault = unlocked()
    rosa, theo = vault.own_list.add(
        [
            Acquaintance(AcquaintanceId(new_id()), name, Relationship.SOCIAL, "from the choir")
            for name in ("Rosa Bell", "Theo Marchetti")
        ]
    )
    kept = vault.conflicts.decide(["Rose Bell"], Decision.CONFLICT, "My choir.")
    gone = vault.conflicts.decide(["Mia Chen"], Decision.NO_CONFLICT)
    vault.own_list.remove(theo.id)
    ines, lost = vault.referrals.add([a_referral(), a_referral("Harbor clinic")])
    vault.close()
    tampered(path, f"DELETE FROM referral_entry WHERE id = '{lost.id}'")
    tampered(path, f"DELETE FROM conflict_check WHERE id = '{gone.id}'")
    done = salvage(path, tmp_path / "out", SECRET)
    assert [(each.kind, each.id) for each in done.losses] == [
        ("conflict_check", gone.id),
        ("referral_entry", lost.id),
    ]
    text = (tmp_path / "out" / "administrative.txt").read_text("utf-8")
    assert "On the own list: Rosa Bell, social from the choir" in text
    assert "for Rose Bell: conflict, 1 found. My choir." in text
    assert f"Referral directory: Inês Araújo [{ines.id}]: psychologist; Grief" in text
    assert "Theo" not in written(tmp_path / "out")
    found = verify(path, SECRET, PROCESS_SECRET).problems
    assert {(each.kind, each.id) for each in found} == {("missing", gone.id), ("missing", lost.id)}
    assert {rosa.id, kept.id, ines.id} <= {row["id"] for row in rows_of(tmp_path / "out")}


def test_own_templates_and_what_was_written_in_them_are_saved(
    path: Path, unlocked: Unlock, tmp_path: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    sleep, gone = vault.own_templates.add(
        [
            OwnTemplate(
                new_own_id("progress-note"),
                title,
                tuple(own_section(each, "progress-note", "Hours.") for each in ("Nights", "mood")),
            )
            for title in ("Sleep", "Gone")
        ]
    )
    texts = {"Nights": "Six hours.", "=mood": "Low."}
    note = vault.notes.begin([a_note(client, template=sleep.id, sections=texts)])[0]
    vault.notes.sign(note.id)
    vault.close()
    tampered(path, f"DELETE FROM own_template WHERE id = '{gone.id}'")
    done = salvage(path, tmp_path / "out", SECRET)
    assert [(each.kind, each.id) for each in done.losses] == [("own_template", gone.id)]
    text = (tmp_path / "out" / "administrative.txt").read_text("utf-8")
    assert f"Own template: Sleep [{sleep.id}]: Nights, mood" in text
    said = (tmp_path / "out" / "client-001.txt").read_text("utf-8")
    assert said.index("[Nights]\nSix hours.") < said.index("[mood]\nLow.")
    assert "NOT PROVED" not in said
    found = verify(path, SECRET, PROCESS_SECRET).problems
    assert [(each.kind, each.id) for each in found] == [("missing", gone.id)]


def rows_of(out: Path) -> list[dict[str, str]]:
    """Return what stands in the file for programs, where it has an id."""
    lines = (out / "records.jsonl").read_text("utf-8").splitlines()
    return [row for row in map(json.loads, lines) if "id" in row]


def test_a_text_replaced_together_with_its_seal_is_named(
    path: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    known = place_of(path).subkey("sqlcipher")
    connection = raw_connection(path / "records-1.db", known)
    (said,) = connection.execute(
        f"SELECT detail FROM audit WHERE subject = '{ids['note']}' AND action = 'note.signed'"
    ).fetchone()
    connection.close()
    other = json.loads(said)["seal"].translate(
        str.maketrans("0123456789abcdef", "123456789abcdef0")
    )
    change = f"UPDATE audit SET detail = replace(detail, '{json.loads(said)['seal']}', '{other}')"
    tampered(path, change)
    assert [each.id for each in lost(salvage(path, tmp_path / "out", SECRET), "note")] == [
        ids["note"]
    ]


def test_a_transaction_that_was_cut_off_is_put_back_first(
    path: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    key = place_of(path).subkey("sqlcipher")
    connection = raw_connection(path / "records-1.db", key)
    connection.execute("PRAGMA cache_size=5")
    connection.execute("BEGIN IMMEDIATE")
    for number in range(300):
        connection.execute("INSERT INTO desk VALUES (?, ?)", (f"n{number}", "x" * 3000))
    crashed = tmp_path / "crashed.strongroom"
    shutil.copytree(path, crashed)
    connection.execute("ROLLBACK")
    connection.close()
    (crashed / "vault.lock").unlink(missing_ok=True)
    size = (crashed / "records-1.db").stat().st_size
    assert (crashed / "records-1.db-journal").stat().st_size > 0
    before = snapshot(crashed)
    done = salvage(crashed, tmp_path / "out", SECRET)
    assert done.losses == ()
    assert done.databases[0].pages * PAGE < size
    assert snapshot(crashed) == before


def test_a_lost_first_page_is_said_and_takes_nothing(
    path: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    file = path / "records-1.db"
    file.write_bytes(bytes(PAGE) + file.read_bytes()[PAGE:])
    done = salvage(path, tmp_path / "out", SECRET)
    assert (done.losses, done.databases[0].proved) == ((), False)
    assert "no page could be proved" in (tmp_path / "out" / REPORT).read_text("utf-8")
    assert "She walked by the river." in written(tmp_path / "out")


def test_a_process_database_of_rubbish_does_not_keep_the_records(
    path: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    (path / "process-1.db").write_bytes(os.urandom(10 * PAGE))
    done = salvage(path, tmp_path / "out", SECRET, PROCESS_SECRET)
    assert [(each.kind, each.id) for each in done.losses] == [("database", "process")]
    assert "She walked by the river." in written(tmp_path / "out")
    (path / "records-1.db").unlink()
    with pytest.raises(Damaged):
        salvage(path, tmp_path / "again", SECRET)
    assert not (tmp_path / "again").exists()


def test_what_is_refused_leaves_nothing(path: Path, ids: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    for secrets in ((PROCESS_SECRET,), (SECRET, SECRET), (Passphrase("no"),)):
        with pytest.raises(WrongSecret):
            salvage(path, out, *secrets)
    with pytest.raises(NotFound):
        salvage(tmp_path / "nothing", out, SECRET)
    with pytest.raises(NotAllowed):
        salvage(path, path / "out", SECRET)
    with pytest.raises(StorageFailed):
        salvage(path, tmp_path / "no such folder" / "out", SECRET)
    steps = iter(range(3))
    stop = Progress(cancelled=lambda: next(steps, None) is None)
    with pytest.raises(Cancelled):
        salvage(path, out, SECRET, progress=stop)
    assert not out.exists()
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    with pytest.raises(NotAllowed):
        salvage(path, out, SECRET)
    assert os.listdir(out) == ["mine.txt"]


def test_an_open_vault_is_left_alone(path: Path, unlocked: Unlock, tmp_path: Path) -> None:
    vault = unlocked()
    with pytest.raises(OpenElsewhere):
        salvage(path, tmp_path / "out", SECRET)
    vault.notes.begin([a_note(with_record(vault), "It can still be written.")])


def test_a_header_that_is_lost_with_its_mirror_is_beyond_it(
    path: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    (path / "vault.json").write_bytes(b"")
    assert salvage(path, tmp_path / "out", SECRET).losses == ()
    (path / "vault.json.2").write_bytes(b"")
    with pytest.raises(Damaged):
        salvage(path, tmp_path / "again", SECRET)


def test_a_newer_schema_is_not_guessed_at(path: Path, ids: dict[str, str], tmp_path: Path) -> None:
    tampered(path, "UPDATE vault_meta SET value = '999' WHERE name = 'schema'")
    with pytest.raises(NewerFormat):
        salvage(path, tmp_path / "out", SECRET)
    assert not (tmp_path / "out").exists()


def test_what_the_disk_does_not_give_is_taken_for_zeros(
    path: Path, ids: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.pread

    def failing(descriptor: int, size: int, at: int) -> bytes:
        if at == 5 * PAGE:
            raise OSError(5, "a bad sector")
        return real(descriptor, size, at)

    monkeypatch.setattr(os, "pread", failing)
    done = salvage(path, tmp_path / "out", SECRET)
    assert done.databases[0].damaged == 1


@pytest.mark.parametrize("name", ["records", PROCESS])
def test_the_shapes_are_those_of_the_schema(path: Path, name: str) -> None:
    """Every column of a table that is salvaged is known: a new one has to be taken in here."""
    secret = SECRET if name == "records" else PROCESS_SECRET
    database = Database(path / f"{name}-1.db", place_of(path, name, secret).subkey("sqlcipher"))
    try:
        tables = {
            row[0] for row in database.rows("SELECT name FROM sqlite_master WHERE type='table'")
        }
        for shape in RECORDS_SHAPES if name == "records" else PROCESS_SHAPES:
            columns = [each for each, _form in shape.columns]
            if shape.kind in tables:
                rows = database.rows(f"SELECT name FROM pragma_table_info('{shape.kind}')")
            else:
                rows = database.rows(f"SELECT name FROM pragma_index_xinfo('{index_of(shape)}')")
            assert [row[0] or "rowid" for row in rows] == columns, shape.kind
    finally:
        database.close()


def index_of(shape: Shape) -> str:
    """Return the name of the index that a shape is of."""
    return "sqlite_autoindex_draft_1" if shape.kind == "draft_of_note" else shape.kind


def test_rubbish_is_no_row(tmp_path: Path) -> None:
    """Pages that nobody proved are read without an end, a crash or a row that is none."""
    file, key, dice = tmp_path / "rubbish.db", bytes(32), random.Random(1)
    cipher = PageCipher(key, bytes(16))
    looked_at = found = 0
    for kind in (2, 10, 13) * 40:
        page = bytearray(dice.randbytes(PAGE))
        page[USABLE] ^= cipher.opened(bytes(page))[0] ^ kind  # it poses as a page of rows
        page[USABLE + 3] ^= cipher.opened(bytes(page))[3]  # with less than 256 of them
        file.write_bytes(dice.randbytes(PAGE) + bytes(page) * 3)
        pages = PageFile(file, key)
        rows = [row for number in range(6) for row in pages.rows(number)]
        looked_at += pages.unread + len(rows)
        found += sum(
            shape.fits(row) for row in rows for shape in (*RECORDS_SHAPES, *PROCESS_SHAPES)
        )
        pages.close()
    assert looked_at > 10_000
    assert found == 0
