"""The end of a record: asked for, looked at again, carried out whole or not at all, certified."""

import json
import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Unlock
from tests.practice import (
    NOON,
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    FixedClock,
    a_charge,
    a_client,
    a_hold,
    a_note,
    a_participant,
    a_payment,
    a_process_note,
    a_representative,
    an_administration,
    an_amendment,
    an_appointment,
    an_ending,
    an_episode,
)
from tests.services.test_documents import attach
from tests.services.test_retention import LONG_AGO, settled
from tests.storage.test_database import decrypted_pages, place_of
from vault.crypto.signature import is_signed
from vault.errors import NotAllowed, NotFound
from vault.format.vault_header import PROCESS
from vault.lifecycle.verify import verify
from vault.model.addendum import Mark
from vault.model.circumstances import License
from vault.model.client import Client, ClientKind, ClientStatus
from vault.model.destruction import Destruction, Stage, signed_contents
from vault.model.ids import DestructionId, OnsetId, ReviewId, new_id
from vault.model.onset import Given
from vault.model.record_retention import RecordState
from vault.model.retention_review import Review
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault
from vault.storage.database import Database
from vault.storage.destroying import OF_CLIENT

CANARY = "zqdestroyed"
SECRET, PROCESS_SECRET = Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE)
WEEK = timedelta(days=7)


def fill(vault: OpenVault, folder: Path, on: date = LONG_AGO) -> Client:
    """Return a client who was seen long ago, with something of every kind, full of canaries."""
    client = vault.clients.add(
        [a_client(f"{CANARY} Name", status=ClientStatus.CLOSED, call_line=CANARY)]
    )[0]
    day: dict[str, Any] = {"service_date": on}
    signed, wrong = vault.notes.begin([a_note(client, f"{CANARY} a", **day) for _n in range(2)])
    for each in (signed, wrong):
        vault.notes.sign(each.id)
    vault.notes.addend(signed.id, f"{CANARY} added")
    vault.notes.addend(wrong.id, f"{CANARY} in error", Mark.IN_ERROR)
    draft = vault.notes.begin([a_note(client, f"{CANARY} draft", **day)])[0]
    changed = draft.changed(sections=a_note(client, f"{CANARY} draft again").sections)
    vault.notes.save_draft(changed)
    vault.notes.settle(draft.id)
    vault.appointments.add([an_appointment(client, day=on, participants=CANARY)])
    vault.representatives.add([a_representative(client, f"{CANARY} Mother", since=on)])
    ending = an_ending(day=on, last_contact=on, words=CANARY)
    vault.episodes.add([an_episode(client, opened=on, ending=ending)])
    vault.fees.charge([a_charge(vault.notes.get(signed.id), service=CANARY, code=CANARY)])
    vault.fees.pay([a_payment(client, words=CANARY)])
    vault.measures.add([an_administration(client, filled_in_by=CANARY)])
    file = folder / f"{new_id()}.txt"
    file.write_text(f"{CANARY} in a file")
    added = attach(vault, client, file, title=CANARY, source=CANARY, day=on, received=on)
    vault.documents.keep_words(added.id, f"{CANARY} in a file")
    vault.retention.add([Review(ReviewId(new_id()), client.id, NOON.date(), None)])
    hold = vault.holds.add([a_hold(client, words=CANARY, placed=on)])[0]
    vault.holds.lift(hold.id, on + timedelta(days=1), CANARY)
    vault.desk.keep(f"client/{client.id}", {"words": CANARY})
    vault.clients.pin(client.id)
    vault.clients.change(replace(client, name=f"{CANARY} Newname"))
    episode = vault.episodes.care(client.id).episodes[0][0]
    assert episode.ending is not None
    later = replace(episode.ending, words=f"{CANARY} changed")
    vault.episodes.change(replace(episode, ending=later))
    return vault.clients.get(client.id)


@pytest.fixture
def scene(unlocked: Unlock, tmp_path: Path) -> tuple[OpenVault, Client, Client]:
    """A vault with a client to end, and another whose record must stay whole."""
    vault = settled(unlocked())
    other = fill(vault, tmp_path, NOON.date() - timedelta(days=400))
    ended = fill(vault, tmp_path)
    vault.open_process(PROCESS_SECRET)
    assert vault.process is not None
    vault.process.notes.add([a_process_note(each, f"{CANARY} private") for each in (ended, other)])
    vault.process.notes.keep_draft(ended.id, NOON.date(), f"{CANARY} private draft")
    return vault, ended, other


def end(vault: OpenVault, client: Client, clock: FixedClock) -> Destruction:
    """Ask for the end of a record, wait a week, and carry it out."""
    asked = vault.destructions.ask(client.id, PASSPHRASE)
    clock.moment += WEEK
    process = vault.process.endings if vault.process is not None else None
    return vault.destructions.finish(asked.id, PASSPHRASE, process)


def pages(path: Path) -> dict[str, bytes]:
    """Return everything of a locked vault: the pages of both databases, and every other file."""
    found = {each.name: each.read_bytes() for each in sorted(path.rglob("*")) if each.is_file()}
    for name, compartment, secret in (
        ("records-1.db", "records", SECRET),
        ("process-1.db", PROCESS, PROCESS_SECRET),
    ):
        key = place_of(path, compartment, secret).subkey("sqlcipher")
        found[name] = decrypted_pages(path / name, key)
    return found


def test_everything_of_a_record_goes_and_nothing_else(
    scene: tuple[OpenVault, Client, Client], clock: FixedClock, path: Path, unlocked: Unlock
) -> None:
    vault, ended, other = scene
    notes = [row.id for row in vault.notes.list_rows(ended.id)]
    kept = [vault.notes.get(row.id) for row in vault.notes.list_rows(other.id)]
    files = {each.name for each in (path / "documents").iterdir()}
    done = end(vault, ended, clock)
    assert done.stage is Stage.DONE
    with pytest.raises(NotFound):
        vault.clients.get(ended.id)
    with pytest.raises(NotFound):
        vault.notes.get(notes[0])
    assert [vault.notes.get(row.id) for row in vault.notes.list_rows(other.id)] == kept
    assert len(files - {each.name for each in (path / "documents").iterdir()}) == 1
    assert vault.process is not None
    assert vault.process.notes.list_rows(ended.id) == []
    assert len(vault.process.notes.list_rows(other.id)) == 1
    assert {hit.client for hit in vault.notes.search(CANARY)} == {other.id}
    assert not vault.clients.page(f"{CANARY}", 0, 9)[1:]
    vault.close()
    assert verify(path, SECRET, PROCESS_SECRET).problems == ()
    vault = unlocked()
    assert vault.destructions.get(done.id).cleaned is not None


def test_no_page_holds_a_word_of_it(
    unlocked: Unlock, clock: FixedClock, path: Path, tmp_path: Path
) -> None:
    vault = settled(unlocked())
    ended = fill(vault, tmp_path)
    vault.open_process(PROCESS_SECRET)
    assert vault.process is not None
    vault.process.notes.add([a_process_note(ended, f"{CANARY} private")])
    vault.process.notes.keep_draft(ended.id, NOON.date(), f"{CANARY} private draft")
    vault.close()
    before = pages(path)
    assert CANARY.encode() in before["records-1.db"]
    assert CANARY.encode() in before["process-1.db"]
    vault = unlocked()
    vault.open_process(PROCESS_SECRET)
    end(vault, ended, clock)
    vault.close()
    after = pages(path)
    found = {name: data.lower().count(CANARY.encode()) for name, data in after.items()}
    print(f"destroyed text in {len(after)} files and every page: {sum(found.values())} times")
    assert not any(found.values()), found
    assert CANARY.encode() not in b"".join(name.encode() for name in after)


def test_a_record_that_must_be_kept_is_refused_with_the_rule(
    scene: tuple[OpenVault, Client, Client],
) -> None:
    vault, ended, other = scene
    with pytest.raises(NotAllowed, match=r"kept through .*: 262 CMR 8.02\(1\)\(b\)"):
        vault.destructions.ask(other.id, PASSPHRASE)
    with pytest.raises(NotAllowed, match="passphrase is wrong"):
        vault.destructions.ask(ended.id, "something else")
    hold = vault.holds.add([a_hold(ended)])[0]
    with pytest.raises(NotAllowed, match="on hold"):
        vault.destructions.ask(ended.id, PASSPHRASE)
    vault.holds.remove(hold.id)
    request = vault.amendments.add([an_amendment(ended)])[0]
    with pytest.raises(NotAllowed, match="on hold"):
        vault.destructions.ask(ended.id, PASSPHRASE)
    vault.amendments.remove(request.id)
    vault.onset.add([Given(OnsetId(new_id()), ended.id, "fees", NOON.date(), version="1")])
    vault.destructions.ask(ended.id, PASSPHRASE)
    with pytest.raises(NotAllowed, match="already"):
        vault.destructions.ask(ended.id, PASSPHRASE)
    with pytest.raises(NotFound):
        vault.destructions.get(DestructionId(new_id()))


def test_a_question_that_is_open_refuses(scene: tuple[OpenVault, Client, Client]) -> None:
    vault, ended, _other = scene
    vault.retention_rules.unconfirm("ma-allied")
    with pytest.raises(NotAllowed, match="settled first"):
        vault.destructions.ask(ended.id, PASSPHRASE)
    vault.clients.change(replace(vault.clients.get(ended.id), birth_date=None))
    with pytest.raises(NotAllowed, match="settled first"):
        vault.destructions.ask(ended.id, PASSPHRASE)


def test_a_week_lies_between_and_a_hold_stops_it(
    scene: tuple[OpenVault, Client, Client], clock: FixedClock
) -> None:
    vault, ended, _other = scene
    assert vault.process is not None
    asked = vault.destructions.ask(ended.id, PASSPHRASE)
    clock.moment += timedelta(days=6)
    with pytest.raises(NotAllowed, match="Look at it again from 2026-11-29"):
        vault.destructions.finish(asked.id, PASSPHRASE, vault.process.endings)
    clock.moment += timedelta(days=1)
    hold = vault.holds.add([a_hold(ended)])[0]
    with pytest.raises(NotAllowed, match="on hold"):
        vault.destructions.finish(asked.id, PASSPHRASE, vault.process.endings)
    vault.holds.remove(hold.id)
    with pytest.raises(NotAllowed, match="closed"):
        vault.destructions.finish(asked.id, PASSPHRASE, None)
    with pytest.raises(NotAllowed, match="wrong"):
        vault.destructions.finish(asked.id, "something else", vault.process.endings)
    vault.destructions.withdraw(asked.id)
    with pytest.raises(NotAllowed):
        vault.destructions.finish(asked.id, PASSPHRASE, vault.process.endings)
    assert vault.clients.get(ended.id).id == ended.id
    with pytest.raises(NotAllowed):
        vault.destructions.withdraw(asked.id)
    assert vault.destructions.waiting(ended.id) is None


def test_who_comes_back_within_the_week_is_kept(
    scene: tuple[OpenVault, Client, Client], clock: FixedClock
) -> None:
    vault, ended, _other = scene
    assert vault.process is not None
    asked = vault.destructions.ask(ended.id, PASSPHRASE)
    clock.moment += WEEK
    vault.notes.begin([a_note(ended, service_date=clock.moment.date())])
    with pytest.raises(NotAllowed, match="kept through"):
        vault.destructions.finish(asked.id, PASSPHRASE, vault.process.endings)


def test_the_joint_record_stays_whole_for_the_other(
    unlocked: Unlock, clock: FixedClock, tmp_path: Path, path: Path
) -> None:
    vault = settled(unlocked())
    ended = fill(vault, tmp_path)
    couple = vault.clients.add([a_client("Ana and Rui", kind=ClientKind.COUPLE, birth_date=None)])[
        0
    ]
    vault.participants.add(
        [
            a_participant(couple, "Ana", file=ended.id, joined=LONG_AGO),
            a_participant(couple, "Rui", joined=LONG_AGO),
        ]
    )
    joint = vault.notes.sign(vault.notes.begin([a_note(couple, "Of both.")])[0].id)
    vault.open_process(PROCESS_SECRET)
    end(vault, ended, clock)
    assert vault.notes.get(joint.id) == joint
    people = vault.participants.unit(couple.id).people
    assert [(each.name, each.file) for each in people] == [("Ana", None), ("Rui", None)]
    vault.close()
    assert verify(path, SECRET, PROCESS_SECRET).problems == ()


@pytest.mark.parametrize("goes", ["where it was first", "where it is"])
def test_a_note_that_was_filed_elsewhere_ends_with_the_record_it_is_in(
    scene: tuple[OpenVault, Client, Client],
    clock: FixedClock,
    path: Path,
    tmp_path: Path,
    goes: str,
) -> None:
    vault, first, _other = scene
    now = fill(vault, tmp_path)
    note = next(row for row in vault.notes.list_rows(first.id) if row.signed_at is not None)
    vault.notes.addend(note.id, "Added before it was moved.")
    vault.refilings.refile(note.id, now.id)
    if goes == "where it was first":
        end(vault, first, clock)
        assert vault.notes.get(note.id).client == now.id
        vault.notes.addend(note.id, "Added afterwards.")
        assert vault.notes.addenda(note.id)[-1].text == "Added afterwards."
    else:
        end(vault, now, clock)
        with pytest.raises(NotFound):
            vault.notes.get(note.id)
        assert [each.note for each in vault.refilings.out_of(first.id)] == [note.id]
    vault.close()
    assert verify(path, SECRET, PROCESS_SECRET).problems == ()


def test_the_register_finds_it_by_name_and_birth_date_and_shows_neither(
    scene: tuple[OpenVault, Client, Client], clock: FixedClock
) -> None:
    vault, ended, _other = scene
    done = end(vault, ended, clock)
    assert CANARY not in json.dumps(dict(done.contents))
    assert vault.destructions.find(ended.name.upper(), ended.birth_date) == [
        vault.destructions.get(done.id)
    ]
    assert vault.destructions.find(ended.name, None) == []
    assert vault.destructions.find("Somebody Else", ended.birth_date) == []


def test_the_certificate_is_signed_and_says_what_may_hold_it(
    scene: tuple[OpenVault, Client, Client], clock: FixedClock
) -> None:
    vault, ended, _other = scene
    before = vault.retention.of_client(ended.id)
    done = end(vault, ended, clock)
    said = done.contents
    assert said["through"] == (before.through or NOON.date()).isoformat()
    assert (said["counts"]["note"], said["process_notes"]) == (3, 1)
    assert [each["id"] for each in said["rules"]] == ["ma-allied"]
    public, value = bytes.fromhex(done.public_key), bytes.fromhex(done.signature)
    assert is_signed(public, value, signed_contents(done))
    assert not is_signed(public, value, signed_contents(replace(done, ids=done.ids[1:])))
    prepared = vault.destructions.certificate(done.id)
    entry = vault.audit.export()[-3]
    assert prepared.chain_head in {entry.hash, *(each.hash for each in vault.audit.export())}
    assert prepared.render().startswith(b"%PDF")


def test_a_notice_that_a_rule_speaks_of_stands_on_the_certificate(
    scene: tuple[OpenVault, Client, Client], clock: FixedClock
) -> None:
    vault, ended, _other = scene
    kept = vault.circumstances.get()
    vault.circumstances.set(replace(kept, licenses=(License("OR", "LPC", "1"),)))
    for each in ("or-lpct", "majority-OR"):
        vault.retention_rules.confirm(each, NOON.date(), "https://law.example")
    done = end(vault, ended, clock)
    assert done.contents["notices"] == [
        "OAR 833-075-0070(1)(a): Notify the Board if client records have been destroyed or lost"
    ]


def test_a_damaged_register_is_found(
    scene: tuple[OpenVault, Client, Client], clock: FixedClock, path: Path
) -> None:
    from tests.lifecycle.test_salvage import tampered

    vault, ended, _other = scene
    done = end(vault, ended, clock)
    vault.close()
    tampered(path, f"UPDATE destruction SET ids = '[]' WHERE id = '{done.id}'")
    problems = verify(path, SECRET, PROCESS_SECRET).problems
    assert ("destruction", done.id) in [(each.kind, each.id) for each in problems]


class Cut(BaseException):
    """The computer went off."""


def test_cut_off_anywhere_it_is_whole_or_gone_with_its_certificate(
    path: Path,
    unlocked: Unlock,
    clock: FixedClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    long: bool,
) -> None:
    vault = settled(unlocked())
    dice = random.Random("cut")
    whole = gone = tried = 0
    change = Database.change
    ended_by_itself = False
    # The long run is cut off before each change in turn, until none is left to be cut off at.
    while not ended_by_itself if long else tried < 12:
        if vault.process is None:
            vault.open_process(PROCESS_SECRET)
        assert vault.process is not None
        client = fill(vault, tmp_path)
        vault.process.notes.add([a_process_note(client, f"{CANARY} private")])
        asked = vault.destructions.ask(client.id, PASSPHRASE)
        clock.moment += WEEK
        left = tried if long else dice.choice((0, dice.randrange(90), dice.randrange(90)))

        def cut(own: Database, sql: str, values: Any = ()) -> int:
            nonlocal left
            left -= 1
            if left < 0:
                raise Cut
            return change(own, sql, values)

        monkeypatch.setattr(Database, "change", cut)
        cut_off = False
        try:
            vault.destructions.finish(asked.id, PASSPHRASE, vault.process.endings)
        except Cut:
            cut_off = True
        monkeypatch.setattr(Database, "change", change)
        ended_by_itself = not cut_off
        if cut_off:
            vault.close()
            assert verify(path, SECRET, PROCESS_SECRET).problems == ()
            vault = unlocked()
            vault.open_process(PROCESS_SECRET)
        now = vault.destructions.get(asked.id)
        assert vault.process is not None
        if now.stage is Stage.ASKED:
            whole += 1
            assert len(vault.notes.list_rows(client.id)) == 3
            assert len(vault.process.notes.list_rows(client.id)) == 1
            vault.destructions.finish(asked.id, PASSPHRASE, vault.process.endings)
        gone += 1
        with pytest.raises(NotFound):
            vault.clients.get(client.id)
        assert vault.process.notes.list_rows(client.id) == []
        assert vault.destructions.certificate(asked.id).destruction.cleaned is not None
        tried += 1
    vault.close()
    assert verify(path, SECRET, PROCESS_SECRET).problems == ()
    print(f"cut off {tried} times: {whole} whole and asked for anew, {gone} gone with certificate")
    assert whole
    assert gone == tried


def test_every_table_of_a_client_is_known_to_be_destroyed(vault: OpenVault) -> None:
    """A new table that belongs to a client must go with the record."""
    database = vault.retention._store.database
    tables = [
        row[0]
        for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not row[0].startswith(("note_index", "client_index", "document_index"))
    ]
    named = {
        table
        for table in tables
        for row in database.rows(f"PRAGMA foreign_key_list({table})")
        if row[2] in ("client", "note", "participant", "appointment", "document")
    }
    assert named <= {
        *OF_CLIENT,
        "client_number",
        "import_chart",
        "cosignature",
        "draft",
        "draft_history",
        "note_session",
        "appointment_session",
        "unit_terms",
        "earlier_value",
    }
    columns = {
        table
        for table in tables
        for row in database.rows(f"PRAGMA table_info({table})")
        if row[1] == "client"
    }
    assert columns <= {
        *OF_CLIENT,
        "client_number",
        "note_text",
        "document_text",
        "audit",
        "destruction",
        "earlier_value",
        "import_chart",
    }


ACTS = ("hold", "request", "take back", *("lift", "decide") * 2, *("ask", "week", "end") * 6)
"""What is done at random; asked for, waited and carried out most of all."""


def test_histories_of_holds_and_attempts_destroy_nothing_that_is_kept(
    unlocked: Unlock, clock: FixedClock, tmp_path: Path, long: bool
) -> None:
    """Whatever is done in whatever order, a record that must be kept is never destroyed."""
    vault = settled(unlocked())
    vault.open_process(PROCESS_SECRET)
    assert vault.process is not None
    dice = random.Random("histories")
    tried = wrong = ended = 0
    for _history in range(1_000 if long else 25):
        clock.moment = NOON
        on = LONG_AGO + timedelta(days=dice.randrange(0, 2500))
        client = vault.clients.add([a_client(f"Client {_history}", status=ClientStatus.CLOSED)])[0]
        ending = an_ending(day=on, last_contact=on)
        vault.episodes.add([an_episode(client, opened=on, ending=ending)])
        for _step in range(16):
            act = dice.choice(ACTS)
            found = vault.retention.of_client(client.id)
            may = found.state is RecordState.OVER
            tried += 1
            try:
                ended += _acted(vault, client, act, clock)
            except (NotAllowed, NotFound):
                continue
            if act == "end":
                wrong += not may
                break
    print(f"{tried} acts in histories of holds and requests: {ended} ended, {wrong} wrongly")
    assert wrong == 0
    assert ended


def _acted(vault: OpenVault, client: Client, act: str, clock: FixedClock) -> int:
    """Do one thing with a record; return 1 when it ended."""
    waiting = vault.destructions.waiting(client.id)
    holds = [each for each in vault.holds.of_client(client.id) if each.is_open]
    assert vault.process is not None
    if act == "hold":
        vault.holds.add([a_hold(client)])
    elif act == "lift" and holds:
        vault.holds.lift(holds[0].id, None, "Settled.")
    elif act == "request":
        vault.amendments.add([an_amendment(client)])
    elif act == "decide":
        for each in vault.amendments.of_client(client.id):
            if each.is_open:
                vault.amendments.remove(each.id)
    elif act == "ask":
        vault.destructions.ask(client.id, PASSPHRASE)
    elif act == "take back" and waiting is not None:
        vault.destructions.withdraw(waiting.id)
    elif act == "week":
        clock.moment += WEEK
    elif act == "end" and waiting is not None:
        vault.destructions.finish(waiting.id, PASSPHRASE, vault.process.endings)
        return 1
    elif act == "end":
        raise NotAllowed("Nothing was asked for.")
    return 0
