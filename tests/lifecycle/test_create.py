"""A new vault: whole under its name or not there at all, private, and saying nothing."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.vault_sweep import cheap
from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE, FixedClock, into
from vault.crypto.kdf import FLOOR
from vault.errors import BadInput, NotAllowed, StorageFailed, VaultError
from vault.format.vault_header import Header, parse_header
from vault.lifecycle.create import create
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.audit import Action
from vault.model.secret import NewSecrets, Passphrase
from vault.storage.files import replace_file

CLOCK = FixedClock()


class Crash(BaseException):
    """Stands for the end of the program at that line."""


def make(path: Path, process: bool = True, **options: object) -> str:
    """Make a vault with the cheapest passphrases."""
    second = NewSecrets(PROCESS_PASSPHRASE) if process else None
    given: dict[str, object] = {"clock": CLOCK, "cost": FLOOR} | options
    return create(path, NewSecrets(PASSPHRASE), second, **given)  # type: ignore[arg-type]


@pytest.fixture
def _umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def header_of(path: Path) -> Header:
    """Return the header as it stands on the disk."""
    return parse_header((path / "vault.json").read_bytes())


@pytest.mark.usefixtures("_umask")
def test_a_new_vault_has_its_members_and_nobody_else_may_look(tmp_path: Path) -> None:
    path = tmp_path / "v.strongroom"
    vault_id = make(path)
    unlock(path, Passphrase(PASSPHRASE), Surroundings(CLOCK, tmp_path / "state")).close()
    assert {item.name for item in path.iterdir()} == {
        "vault.json",
        "vault.json.2",
        "records-1.db",
        "records-1.db-journal",
        "records.head",
        "process-1.db",
        "process-1.db-journal",
        "process.head",
        "documents",
        "callsheet.age",
        "vault.lock",
    }
    everything = [path, *path.rglob("*"), tmp_path / "state", *(tmp_path / "state").rglob("*")]
    for item in everything:
        wanted = 0o700 if item.is_dir() else 0o600
        assert stat.S_IMODE(item.stat().st_mode) == wanted, item
    assert header_of(path).vault_id == vault_id
    assert [item.name for item in tmp_path.iterdir() if ".part" in item.name] == []


def test_a_new_vault_says_nothing_of_its_secrets(tmp_path: Path) -> None:
    path = tmp_path / "v.strongroom"
    keys: dict[str, str] = {}
    make(path, keep=into(keys))
    assert set(keys) == {"records", "process"}
    secrets = [PASSPHRASE, PROCESS_PASSPHRASE, *keys.values()]
    for file in path.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            for secret in secrets:
                assert secret.encode() not in data
                assert secret.lower().encode() not in data


def test_the_chains_of_a_new_vault_begin_with_its_making(tmp_path: Path) -> None:
    path = tmp_path / "v.strongroom"
    make(path)
    vault = unlock(path, Passphrase(PASSPHRASE), Surroundings(CLOCK))
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    actions = [entry.action for entry in vault.audit.export()]
    apart = [entry.action for entry in process.audit.export()]
    process.close()
    vault.close()
    assert actions[:4] == [
        Action.VAULT_CREATED,
        Action.SIGNING_KEY_MADE,
        Action.PROCESS_NOTES_BEGUN,
        Action.VAULT_UNLOCKED,
    ]
    assert apart[:2] == [Action.VAULT_CREATED, Action.VAULT_UNLOCKED]
    secrets = Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE)
    assert verify(path, *secrets).problems == ()


def test_process_notes_and_paper_keys_are_made_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "v.strongroom"
    create(path, NewSecrets(PASSPHRASE, recovery=False), clock=CLOCK, cost=FLOOR)
    header = header_of(path)
    assert header.process is None
    assert [slot.type for slot in header.records.slots] == ["passphrase"]
    assert not (path / "process-1.db").exists()
    assert not (path / "process.head").exists()


def test_two_vaults_share_nothing(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert make(one) != make(other)
    first, second = header_of(one), header_of(other)
    for name in ("records", "process"):
        a, b = first.compartment(name), second.compartment(name)
        assert a is not None
        assert b is not None
        assert a.mac != b.mac
        assert {slot.opens_with for slot in a.slots} & {
            slot.opens_with for slot in b.slots
        } == set()


@pytest.mark.parametrize("what", ["file", "folder", "vault", "dangling link"])
def test_what_is_there_already_is_left(tmp_path: Path, what: str) -> None:
    path = tmp_path / "taken"
    if what == "file":
        path.write_text("mine")
    elif what == "folder":
        path.mkdir()
    elif what == "vault":
        make(path, process=False)
    else:
        path.symlink_to(tmp_path / "nowhere")
    before = {str(p): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(VaultError) as refusal:
        make(path)
    assert refusal.value.exit_code in (1, 6)
    assert {str(p): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
    assert [item.name for item in tmp_path.iterdir()] == ["taken"]


@pytest.mark.parametrize(
    ("records", "process", "kind"),
    [
        ("", PROCESS_PASSPHRASE, BadInput),
        (" \t", PROCESS_PASSPHRASE, BadInput),
        (PASSPHRASE, "", BadInput),
        (PASSPHRASE, PASSPHRASE, NotAllowed),
        ("Ångström", unicodedata.normalize("NFD", "Ångström"), NotAllowed),
        ("half a character \ud800", PROCESS_PASSPHRASE, BadInput),
    ],
    ids=["empty", "blank", "process empty", "the same", "the same in NFD", "lone surrogate"],
)
def test_passphrases_that_will_not_do(
    tmp_path: Path, records: str, process: str, kind: type[VaultError]
) -> None:
    with pytest.raises(kind):
        create(tmp_path / "v", NewSecrets(records), NewSecrets(process), clock=CLOCK, cost=FLOOR)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [StorageFailed, Crash])
@pytest.mark.parametrize("step", range(1, 9))
def test_a_making_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, error: type[BaseException]
) -> None:
    """Steps: each head (twice), the header, its mirror, each paper key; from that step on."""
    monkeypatch.setattr("vault.format.key_slots.derive", cheap)  # touches no file
    calls = []

    def count() -> None:
        calls.append(1)
        if len(calls) >= step:
            raise error("No room.")

    def file(path: Path, data: bytes) -> None:
        count()
        replace_file(path, data)

    for module in ("vault.lifecycle.create", "vault.lifecycle.compartments"):
        monkeypatch.setattr(f"{module}.replace_file", file)
    with pytest.raises(error):
        make(tmp_path / "v", keep=lambda made: count())
    assert len(calls) >= step
    assert list(tmp_path.iterdir()) == []


def test_a_vault_that_stands_is_not_said_to_have_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an error the paper keys are deleted: then no vault may be there that they open."""
    from vault.storage.files import sync_folder

    def fail(folder: Path) -> None:
        if folder == tmp_path:
            raise OSError(5, "Input/output error")
        sync_folder(folder)

    monkeypatch.setattr("vault.lifecycle.create.sync_folder", fail)
    try:
        make(tmp_path / "v")
    except StorageFailed:
        assert not (tmp_path / "v").exists()
    else:
        assert verify(tmp_path / "v", Passphrase(PASSPHRASE)).problems == ()


@pytest.mark.parametrize("name", ["nowhere/v", "x" * 300, "x" * 250])
def test_a_place_that_cannot_be_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(VaultError) as refusal:
        make(tmp_path / name)
    assert refusal.value.exit_code in (2, 6)
    assert refusal.value.sentence.endswith(".")
    assert list(tmp_path.iterdir()) == []
