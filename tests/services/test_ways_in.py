"""The ways in: what a changed passphrase and a paper key open, and what a crash between leaves."""

import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Unlock
from tests.practice import LICENSEE, PASSPHRASE, PROCESS_PASSPHRASE, Keys, a_client, a_note
from tests.practice import with_record as with_signed_notes
from tests.storage.test_database import place_of, raw_connection
from vault.crypto.kdf import FLOOR
from vault.errors import BadInput, NotAllowed, StorageFailed, VaultError, WrongSecret
from vault.format.key_slots import make_passphrase_slot
from vault.format.vault_header import RECORDS, SLOT_LIMIT, Header, parse_header, write_header
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.audit import Action, Fact
from vault.model.client import Client
from vault.model.secret import PaperKey, Passphrase, RecoveryKey, Secret
from vault.open_vault import OpenVault
from vault.storage.files import replace_file
from vault.storage.store import Store

NEW = "a new passphrase, Ångström"


class Crash(BaseException):
    """Stands for the end of the program at that line: nothing catches it."""


def header_of(path: Path) -> Header:
    """Return the header as it stands on the disk."""
    return parse_header((path / "vault.json").read_bytes())


def opens(path: Path, secret: Secret, around: Surroundings) -> bool:
    """Tell whether a secret opens the records; anything but WrongSecret is a failure."""
    try:
        unlock(path, secret, around).close()
    except WrongSecret:
        return False
    return True


def signs(vault: OpenVault) -> str:
    """Sign a note; return the public key it was signed with."""
    client = vault.clients.add([a_client()])[0]
    note = vault.notes.sign(vault.notes.begin([a_note(client, "Signed now.")])[0].id)
    assert note.signature is not None
    return note.signature.public_key


def test_a_changed_passphrase_replaces_the_old_one(
    path: Path, around: Surroundings, unlocked: Unlock
) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    public = signs(vault)
    assert vault.ways_in.change_passphrase(NEW) == "passphrase:3"
    assert vault.audit.export()[-2].action == Action.PASSPHRASE_CHANGED
    vault.close()
    assert not opens(path, Passphrase(PASSPHRASE), around)
    vault = unlocked(Passphrase(unicodedata.normalize("NFD", NEW)))
    assert signs(vault) == public
    assert [(way.id, way.type) for way in vault.ways_in.list_all()] == [
        (2, "recovery"),
        (3, "passphrase"),
    ]
    vault.close()
    assert verify(path, Passphrase(NEW)).problems == ()


def test_changed_twice_in_a_sitting_only_the_last_one_opens(
    path: Path, around: Surroundings, unlocked: Unlock
) -> None:
    vault = unlocked()
    vault.ways_in.change_passphrase("one that was seen by others")
    vault.ways_in.change_passphrase(NEW)
    vault.close()
    assert opens(path, Passphrase(NEW), around)
    assert not opens(path, Passphrase("one that was seen by others"), around)
    assert not opens(path, Passphrase(PASSPHRASE), around)


def test_no_record_is_written_anew_for_a_passphrase(path: Path, unlocked: Unlock) -> None:
    before = header_of(path).records
    key = place_of(path).opened.key
    vault = unlocked()
    vault.ways_in.change_passphrase(NEW)
    vault.close()
    after = header_of(path).records
    assert (after.epoch, after.generation) == (before.epoch, before.generation + 1)
    assert place_of(path, secret=Passphrase(NEW)).opened.key == key
    assert header_of(path).process == header_of(path).process


def test_the_paper_key_reads_and_cannot_sign(unlocked: Unlock, keys: Keys) -> None:
    vault = unlocked()
    client = with_signed_notes(vault, "Signed by the licensee.")
    signed = vault.notes.list_rows(client.id)[0].id
    draft = vault.notes.begin([a_note(client, "A draft.")])[0]
    vault.close()
    vault = unlocked(RecoveryKey(keys["records"]))
    assert vault.notes.get(signed).sections[0].text == "Signed by the licensee."
    for act in (
        lambda: vault.notes.sign(draft.id),
        lambda: vault.notes.addend(signed, "More words."),
    ):
        with pytest.raises(NotAllowed) as refusal:
            act()
        assert "passphrase" in refusal.value.sentence
    assert not vault.notes.get(draft.id).signed
    assert vault.notes.addenda(signed) == ()
    assert {entry.way_in for entry in vault.audit.export()[-2:]} == {"recovery:2"}


def test_after_a_recovery_a_new_passphrase_signs_with_the_same_key(
    path: Path, around: Surroundings, unlocked: Unlock, keys: Keys
) -> None:
    vault = unlocked()
    public = signs(vault)
    vault.close()
    vault = unlocked(RecoveryKey(keys["records"]))
    vault.ways_in.change_passphrase(NEW)
    vault.close()
    assert not opens(path, Passphrase(PASSPHRASE), around)
    assert opens(path, RecoveryKey(keys["records"]), around)
    vault = unlocked(Passphrase(NEW))
    assert signs(vault) == public
    vault.close()
    assert verify(path, Passphrase(NEW)).problems == ()


def test_a_second_paper_key_opens_and_can_set_a_passphrase(
    path: Path, around: Surroundings, unlocked: Unlock, keys: Keys
) -> None:
    kept: list[PaperKey] = []
    vault = unlocked()
    public = signs(vault)
    assert vault.ways_in.add_recovery(kept.append) == "recovery:3"
    vault.close()
    assert kept[0].key != keys["records"]
    vault = unlocked(RecoveryKey(kept[0].key))
    vault.ways_in.change_passphrase(NEW)
    vault.close()
    assert signs(unlocked(Passphrase(NEW))) == public


def test_a_paper_key_that_could_not_be_kept_is_no_way_in(path: Path, unlocked: Unlock) -> None:
    def fail(made: PaperKey) -> None:
        raise StorageFailed("No room for the key.")

    before = (path / "vault.json").read_bytes()
    vault = unlocked()
    with pytest.raises(StorageFailed):
        vault.ways_in.add_recovery(fail)
    vault.close()
    assert (path / "vault.json").read_bytes() == before


@pytest.mark.parametrize("spelling", ["NFC", "NFD"])
def test_both_compartments_never_have_the_same_passphrase(
    path: Path, unlocked: Unlock, spelling: str
) -> None:
    before = (path / "vault.json").read_bytes()
    vault = unlocked()
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    with pytest.raises(NotAllowed):
        vault.ways_in.change_passphrase(PROCESS_PASSPHRASE)
    with pytest.raises(NotAllowed):
        process.ways_in.change_passphrase(PASSPHRASE)
    assert (path / "vault.json").read_bytes() == before
    vault.ways_in.change_passphrase(NEW)
    with pytest.raises(NotAllowed):
        process.ways_in.change_passphrase(unicodedata.normalize("NFD", NEW))
    process.ways_in.change_passphrase(PASSPHRASE)  # it is nobody's any more
    process.close()


@pytest.mark.parametrize("blank", ["", "   ", "\t\n", "\u00a0"])
def test_a_blank_passphrase_is_refused(unlocked: Unlock, blank: str) -> None:
    with pytest.raises(BadInput):
        unlocked().ways_in.change_passphrase(blank)


def test_the_last_way_in_that_fits_is_the_sixteenth(
    path: Path, around: Surroundings, unlocked: Unlock
) -> None:
    kept: list[PaperKey] = []
    vault = unlocked()
    for _number in range(SLOT_LIMIT - 2):
        vault.ways_in.add_recovery(kept.append)
    with pytest.raises(NotAllowed):
        vault.ways_in.add_recovery(kept.append)
    vault.close()
    assert len(header_of(path).records.slots) == SLOT_LIMIT
    assert len(kept) == SLOT_LIMIT - 2, "a paper key that opens nothing was given out"
    assert opens(path, RecoveryKey(kept[-1].key), around)


def test_the_thousandth_change_leaves_a_header_that_can_be_read(
    path: Path, around: Surroundings, unlocked: Unlock
) -> None:
    place = place_of(path)
    slot, _derived = make_passphrase_slot(
        999, PASSPHRASE, place.opened.key, FLOOR, place.header.place(RECORDS)
    )
    worn = replace(place.compartment, slots=(slot,))
    header = place.header.with_compartment(RECORDS, worn, place.subkey("header-mac"))
    for name in ("vault.json", "vault.json.2"):
        (path / name).write_bytes(write_header(header))
    vault = unlocked()
    try:
        vault.ways_in.change_passphrase(NEW)
    except VaultError:
        vault.close()
        assert opens(path, Passphrase(PASSPHRASE), around)
    else:
        vault.close()
        assert opens(path, Passphrase(NEW), around)


def test_the_signing_key_is_wrapped_for_the_ways_in_that_are_left(
    path: Path, unlocked: Unlock
) -> None:
    vault = unlocked()
    for number in range(3):
        vault.ways_in.change_passphrase(f"{NEW} {number}")
    vault.close()
    place = place_of(path, secret=Passphrase(f"{NEW} 2"))
    raw = raw_connection(path / "records-1.db", place.subkey("sqlcipher"))
    wrapped = {row[0] for row in raw.execute("SELECT opens_with FROM signing_key_wrap")}
    raw.close()
    assert wrapped == {slot.opens_with for slot in header_of(path).records.slots}


def failing(step: int, error: type[BaseException]) -> Callable[[pytest.MonkeyPatch], None]:
    """Return what lets the change fail: 0 wrap, 1 header, 2 mirror, 3 the entry in the chain."""

    def arrange(monkeypatch: pytest.MonkeyPatch) -> None:
        calls = {"file": 0, "write": 0}
        write = Store.write

        def file(path: Path, data: bytes) -> None:
            calls["file"] += 1
            if calls["file"] == step:
                raise error("No room.")
            replace_file(path, data)

        def store(self: Any, *facts: Fact) -> Any:
            calls["write"] += 1
            if (calls["write"], step) in ((1, 0), (2, 3)):
                raise error("No room.")
            return write(self, *facts)

        monkeypatch.setattr("vault.services.ways_in.replace_file", file)
        monkeypatch.setattr(Store, "write", store)

    return arrange


def left_behind(
    path: Path, around: Surroundings, keys: Keys, public: str, client: Client
) -> list[bool]:
    """Check what a failed change left; return whether the old and the new passphrase open."""
    which = [opens(path, Passphrase(each), around) for each in (PASSPHRASE, NEW)]
    assert sum(which) == 1, "exactly one of the old and the new passphrase opens"
    assert opens(path, RecoveryKey(keys["records"]), around)
    good = Passphrase(NEW if which[1] else PASSPHRASE)
    vault = unlock(path, good, around)
    assert signs(vault) == public
    assert vault.clients.get(client.id).name == client.name
    vault.process_door.open(Passphrase(PROCESS_PASSPHRASE)).close()
    vault.close()
    assert (path / "vault.json").read_bytes() == (path / "vault.json.2").read_bytes()
    assert verify(path, good, Passphrase(PROCESS_PASSPHRASE)).problems == ()
    return which


@pytest.mark.parametrize("through", ["passphrase", "recovery"])
@pytest.mark.parametrize("step", [0, 1, 2, 3], ids=["wrap", "header", "mirror", "entry"])
def test_a_change_that_crashes_leaves_one_passphrase_that_opens_and_signs(
    path: Path,
    around: Surroundings,
    unlocked: Unlock,
    keys: Keys,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
    through: str,
) -> None:
    vault = unlocked()
    client = with_signed_notes(vault, "Before.")
    public = signs(vault)
    vault.close()
    vault = unlocked(RecoveryKey(keys["records"]) if through == "recovery" else None)
    with monkeypatch.context() as patch:
        failing(step, Crash)(patch)
        with pytest.raises(Crash):
            vault.ways_in.change_passphrase(NEW)
    vault.close()
    which = left_behind(path, around, keys, public, client)
    sys.stdout.write(f"crash at step {step}, {through}: old, new opens {which}\n")
    assert which == [step < 2, step >= 2]


@pytest.mark.parametrize("step", [0, 1, 2, 3], ids=["wrap", "header", "mirror", "entry"])
def test_what_is_said_of_a_failed_change_is_so(
    path: Path,
    around: Surroundings,
    unlocked: Unlock,
    keys: Keys,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
) -> None:
    """An error means the old passphrase still opens; no error means the new one does."""
    vault = unlocked()
    client = with_signed_notes(vault, "Before.")
    public = signs(vault)
    failed = False
    with monkeypatch.context() as patch:
        failing(step, StorageFailed)(patch)
        try:
            vault.ways_in.change_passphrase(NEW)
        except StorageFailed:
            failed = True
    vault.close()
    old, new = left_behind(path, around, keys, public, client)
    assert (old, new) == (failed, not failed)


@pytest.mark.parametrize("step", [0, 1, 2, 3], ids=["wrap", "header", "mirror", "entry"])
def test_a_change_that_failed_can_be_made_again_at_once(
    path: Path,
    around: Surroundings,
    unlocked: Unlock,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
) -> None:
    vault = unlocked()
    with monkeypatch.context() as patch:
        failing(step, StorageFailed)(patch)
        try:
            vault.ways_in.change_passphrase("the first try")
        except StorageFailed:
            assert vault.practice.get() is not None
    vault.ways_in.change_passphrase(NEW)
    vault.close()
    tried = (PASSPHRASE, "the first try", NEW)
    assert [opens(path, Passphrase(each), around) for each in tried] == [False, False, True]
    assert signs(unlocked(Passphrase(NEW)))


def test_a_passphrase_of_this_compartment_is_known(unlocked: Unlock) -> None:
    vault = unlocked()
    assert vault.ways_in.is_passphrase(PASSPHRASE)
    assert not vault.ways_in.is_passphrase(PROCESS_PASSPHRASE)
    assert not vault.ways_in.is_passphrase("")


def test_a_paper_key_is_a_secret_of_this_compartment_too(unlocked: Unlock, keys: Keys) -> None:
    ways_in = unlocked().ways_in
    secrets = (PASSPHRASE, keys["records"], PROCESS_PASSPHRASE, keys["process"], "", "AGE")
    assert [ways_in.is_secret(each) for each in secrets] == [True, True, *[False] * 4]


def test_a_paper_key_is_proved_without_opening(unlocked: Unlock, keys: Keys) -> None:
    ways_in = unlocked().ways_in
    typed = " ".join([*re.findall("....", keys["records"].lower()), keys["records"][-2:]])
    assert ways_in.prove_recovery(typed) == "recovery:2"
    key = keys["records"]
    mistyped = key[:-1] + ("P" if key.endswith("Q") else "Q")
    for wrong in (keys["process"], "", mistyped):
        with pytest.raises(WrongSecret):
            ways_in.prove_recovery(wrong)


def test_the_way_in_that_was_used_is_told(unlocked: Unlock, keys: Keys) -> None:
    vault = unlocked()
    assert vault.ways_in.used == "passphrase:1"
    vault.close()
    vault = unlocked(RecoveryKey(keys["records"]))
    assert vault.ways_in.used == "recovery:2"
    chosen = vault.ways_in.change_passphrase("a passphrase after a recovery")
    assert vault.ways_in.used == chosen == "passphrase:3", "nobody is to choose it once more"
