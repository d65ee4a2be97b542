"""vault.json and its mirror: which one holds, what is mended, and what a newer one stops."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE, Keys
from tests.storage.test_database import derive_once
from vault.errors import Damaged, NewerFormat, NotFound, StorageFailed, VaultError
from vault.format.vault_header import HEADER_LIMIT, parse_header, write_header
from vault.lifecycle.inspect import inspect
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.canonical import canonical, parse_canonical
from vault.model.secret import Passphrase, RecoveryKey
from vault.services.ways_in import HeaderFile
from vault.storage.folder import VaultFolder

NAMES = ("vault.json", "vault.json.2")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


def both(path: Path) -> list[bytes | None]:
    """Return the bytes of both copies."""
    return [(path / n).read_bytes() if (path / n).exists() else None for n in NAMES]


def snapshot(path: Path) -> dict[str, bytes]:
    """Return every file of a vault."""
    return {
        str(item.relative_to(path)): item.read_bytes()
        for item in sorted(path.rglob("*"))
        if item.is_file()
    }


def newer(path: Path) -> bytes:
    """Return a header of format 2 with its right checksum."""
    import hashlib

    fields = parse_canonical((path / NAMES[0]).read_bytes().partition(b"\n")[0])
    line = canonical(fields | {"format": 2, "something": {"new": True}})
    return line + b"\n" + hashlib.sha256(line).hexdigest().encode() + b"\n"


def flipped(file: Path) -> None:
    """Flip one bit in the middle."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def cut(file: Path) -> None:
    """Leave a half."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def emptied(file: Path) -> None:
    """Leave nothing."""
    file.write_bytes(b"")


def deleted(file: Path) -> None:
    """Delete it."""
    file.unlink()


def swollen(file: Path) -> None:
    """Make it larger than a header can be."""
    file.write_bytes(file.read_bytes() + b" " * HEADER_LIMIT)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "harm", [flipped, cut, emptied, deleted, swollen], ids=lambda h: h.__name__
)
def test_one_damaged_copy_is_mended_from_the_other(
    path: Path, unlocked: Unlock, name: str, harm: Callable[[Path], None]
) -> None:
    before = both(path)
    harm(path / name)
    assert HeaderFile(VaultFolder(path)).broken == [name]
    assert inspect(path).broken == (name,)
    found = verify(path, Passphrase(PASSPHRASE)).problems
    assert [(each.kind, each.id) for each in found] == [("header", name)]
    unlocked().close()
    assert both(path) == before
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()


@pytest.mark.parametrize("harm", [flipped, cut, emptied, deleted], ids=lambda harm: harm.__name__)
def test_without_a_whole_copy_nothing_opens_and_nothing_changes(
    path: Path, unlocked: Unlock, harm: Callable[[Path], None]
) -> None:
    for name in NAMES:
        harm(path / name)
    before = snapshot(path)
    for act in (unlocked, lambda: inspect(path), lambda: verify(path, Passphrase(PASSPHRASE))):
        with pytest.raises(NotFound if harm is deleted else Damaged):
            act()
    assert snapshot(path) == before


@pytest.mark.parametrize("where", [NAMES[:1], NAMES[1:], NAMES], ids=["header", "mirror", "both"])
def test_a_newer_header_stops_everything_and_not_a_byte_changes(
    path: Path, unlocked: Unlock, keys: Keys, where: tuple[str, ...]
) -> None:
    data = newer(path)
    for name in where:
        (path / name).write_bytes(data)
    (path / "vault.lock").unlink(missing_ok=True)
    before = snapshot(path)
    for act in (
        unlocked,
        lambda: unlocked(Passphrase("wrong")),
        lambda: unlocked(RecoveryKey(keys["records"])),
        lambda: inspect(path),
        lambda: verify(path, Passphrase(PASSPHRASE)),
    ):
        with pytest.raises(NewerFormat):
            act()
    assert snapshot(path) == before


@pytest.mark.parametrize("older", NAMES)
def test_of_two_whole_copies_the_newer_one_holds(
    path: Path, unlocked: Unlock, around: Surroundings, older: str
) -> None:
    """A crash between the two leaves one behind; whichever it is, the newer one is right."""
    before = (path / older).read_bytes()
    vault = unlocked()
    vault.ways_in.change_passphrase("a new passphrase")
    vault.close()
    after = (path / older).read_bytes()
    (path / older).write_bytes(before)
    with pytest.raises(VaultError):
        unlocked()
    unlocked(Passphrase("a new passphrase")).close()
    assert both(path) == [after, after]


@pytest.mark.parametrize("stranger", NAMES)
def test_the_header_of_another_vault_is_not_taken_for_a_newer_one(
    path: Path, unlocked: Unlock, stranger: str
) -> None:
    header = parse_header((path / NAMES[0]).read_bytes())
    other = replace(header, vault_id="0" * 32, records=replace(header.records, generation=1_000))
    (path / stranger).write_bytes(write_header(other))
    before = snapshot(path)
    with pytest.raises(Damaged):
        unlocked()
    assert snapshot(path) == before


@pytest.mark.parametrize("forged", NAMES)
def test_a_forged_copy_of_a_higher_generation_never_replaces_the_right_one(
    path: Path, unlocked: Unlock, forged: str
) -> None:
    """Its MAC tells: what opens is refused, and the copy that was right is still there."""
    header = parse_header((path / NAMES[0]).read_bytes())
    other = replace(header, records=replace(header.records, generation=1_000))
    whole = next(name for name in NAMES if name != forged)
    right = (path / whole).read_bytes()
    (path / forged).write_bytes(write_header(other))
    with pytest.raises(Damaged):
        unlocked()
    assert (path / whole).read_bytes() == right


def test_a_forged_process_compartment_is_not_spread_by_opening_the_records(
    path: Path, unlocked: Unlock
) -> None:
    """Nobody has proved yet which of two copies opens the process notes."""
    header = parse_header((path / NAMES[0]).read_bytes())
    assert header.process is not None
    forged = replace(header, process=replace(header.process, generation=9))
    (path / NAMES[1]).write_bytes(write_header(forged))
    right = (path / NAMES[0]).read_bytes()
    vault = unlocked()
    with pytest.raises(Damaged):
        vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    vault.close()
    assert (path / NAMES[0]).read_bytes() == right


@pytest.mark.parametrize("step", [1, 2], ids=["header", "mirror"])
def test_a_replacement_that_fails_leaves_a_whole_header(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    from vault.storage.files import replace_file

    before = both(path)
    file = HeaderFile(VaultFolder(path))
    changed = replace(file.current, records=replace(file.current.records, generation=2))
    calls = []

    def full(target: Path, data: bytes) -> None:
        calls.append(target.name)
        if len(calls) == step:
            raise StorageFailed("No room.")
        replace_file(target, data)

    monkeypatch.setattr("vault.services.ways_in.replace_file", full)
    try:
        file.replace(changed)
    except StorageFailed:
        assert calls == list(NAMES[:step])
    assert both(path) == [before[0] if step == 1 else write_header(changed), before[1]]
    again = HeaderFile(VaultFolder(path)).current
    assert again.records.generation == step


def test_a_header_no_reader_would_accept_is_never_written(path: Path) -> None:
    file = HeaderFile(VaultFolder(path))
    before = both(path)
    for bad in ({"generation": 0}, {"slots": ()}, {"slots": file.current.records.slots * 2}):
        worse = replace(file.current, records=replace(file.current.records, **bad))
        with pytest.raises((VaultError, RuntimeError)):
            file.replace(worse)
    assert both(path) == before


def test_a_header_that_cannot_be_mended_still_opens_nothing_wrong(
    path: Path, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    flipped(path / NAMES[1])
    spoiled = both(path)

    def full(target: Path, data: bytes) -> None:
        raise StorageFailed("No room.")

    monkeypatch.setattr("vault.services.ways_in.replace_file", full)
    unlock(path, Passphrase(PASSPHRASE), around).close()
    monkeypatch.undo()
    assert both(path) == spoiled
    unlock(path, Passphrase(PASSPHRASE), around).close()
    assert both(path)[0] == both(path)[1] == spoiled[0]
