"""Bench: a state put aside and proved, and a day's backup against restic on the same vault."""

import hashlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tests.bench.measure import Row, at_most, ratio, seconds, taking_turns
from tests.bench.practice_of import reopened, session
from vault.lifecycle.backup import StateAside
from vault.lifecycle.backup_proof import Compared, prove
from vault.model.note import Section
from vault.open_vault import OpenVault
from vault.progress import Progress
from vault.storage.backup_set import BackupSet

ROUNDS = {10_000: 19, 100_000: 7}
PROOFS = {10_000: 4, 100_000: 2}
DAYS = {10_000: 5, 100_000: 3}
_SIGNED, _SAVES = 10, 30
_PASSWORD = "restic wants one"


def rows(folder: Path, vaults: Mapping[int, Path]) -> Iterator[Row]:
    """Yield the rows of each vault whose size is measured here; without restic only the first."""
    folder.mkdir()
    for size, path in vaults.items():
        if size not in ROUNDS:
            continue
        place = folder / str(size)
        place.mkdir()
        vault = reopened(path)
        try:
            yield from _snapshots(vault, path, place, size)
            if shutil.which("restic") is None:
                sys.stderr.write("restic is not installed: a day's backup was not measured\n")
            else:
                yield from _days(vault, path, place, size)
        finally:
            vault.close()
        shutil.rmtree(place)


def _snapshots(vault: OpenVault, path: Path, place: Path, size: int) -> Iterator[Row]:
    databases = sorted(path.glob("*.db"))

    def by_cp() -> float:
        command = ["cp", *map(str, databases), str(place)]
        took = seconds(lambda: subprocess.run(command, check=True))
        for each in databases:
            (place / each.name).unlink()
        return took

    before = place / "before"
    _back_up(vault, before)

    def by_us(and_then: Callable[[StateAside], object] = lambda aside: None) -> float:
        kept: list[StateAside] = []

        def put_aside() -> None:
            aside = vault.prepare_backup()
            assert isinstance(aside, StateAside)
            kept.append(aside)
            and_then(aside)

        took = seconds(put_aside)
        kept[0].discard()
        return took

    def compare(aside: StateAside) -> None:
        compared = aside.compare(BackupSet(before), Progress())
        assert all(None not in blocks for blocks in compared.kept.values())

    def prove_alone(aside: StateAside) -> None:
        assert prove(aside.folder, aside.known, Compared({}), Progress())

    copied, ours, held = taking_turns([by_cp, by_us, lambda: by_us(compare)], 2 * ROUNDS[size] + 1)
    yield at_most(f"snapshot copy / cp, {size:,} notes", ratio(ours, copied), 1.2)
    name = f"snapshot copy held against its place / cp, {size:,} notes"
    yield at_most(name, ratio(held, copied), 2)
    hashing, first, again = taking_turns(
        # Another process has copied it by then: this one has no such file open.
        [
            lambda: _hashing(vault, databases),
            lambda: by_us(prove_alone),
            lambda: seconds(lambda: _back_up(vault, before)),
        ],
        PROOFS[size],
        warm_up=0,
    )
    name = f"SHA-256 of the file, {size:,} notes"
    yield at_most(f"snapshot and its first proof / {name}", ratio(first, hashing), 6)
    yield at_most(f"snapshot proved at its place / {name}", ratio(again, hashing), 6)


def _hashing(vault: OpenVault, databases: list[Path]) -> float:
    """Return how long SHA-256 of the vault's databases takes, of a copy of them."""
    aside = vault.prepare_backup()
    assert isinstance(aside, StateAside)
    try:
        copies = [aside.folder.path / each.name for each in databases]
        return seconds(lambda: _hash_all(copies))
    finally:
        aside.discard()


def _hash_all(files: list[Path]) -> None:
    for each in files:
        with each.open("rb") as file:
            hashlib.file_digest(file, "sha256")


def _days(vault: OpenVault, path: Path, place: Path, size: int) -> Iterator[Row]:
    repository = place / "restic"
    _restic(repository, "init")
    ours: list[tuple[float, int]] = []
    theirs: list[tuple[float, int]] = []
    dice = random.Random(size)
    for day in range(DAYS[size] + 1):
        _a_day(vault, day, dice)
        if day % 2:
            own = _our_backup(vault, place)
            other = _their_backup(repository, path)
        else:
            other = _their_backup(repository, path)
            own = _our_backup(vault, place)
        if day:  # the first is whole, for both
            ours.append(own)
            theirs.append(other)
    taken, written = zip(*ours, strict=True)
    restic, grown = zip(*theirs, strict=True)
    said = f"{size:,} notes"
    yield at_most(f"a day's increment, proved / restic, time, {said}", ratio(taken, restic), 0.3)
    yield at_most(f"a day's increment / restic, bytes, {said}", ratio(written, grown), 0.1)


def _a_day(vault: OpenVault, day: int, dice: random.Random) -> None:
    """Sign ten notes of ten clients, after 30 saves of their drafts."""
    clients = dice.sample(vault.clients.list_all(), _SIGNED)
    for number, client in enumerate(clients):
        note = vault.notes.begin([session([client], 5_000 + day * _SIGNED + number, dice)])[0]
        for _save in range(_SAVES // _SIGNED):
            text = note.sections[0].text + " And more."
            note = vault.notes.save_draft(replace(note, sections=(Section("note", text),)).sealed())
        vault.notes.sign(note.id)


def _our_backup(vault: OpenVault, place: Path) -> tuple[float, int]:
    """Return the seconds of a backup, with its proof and what is read back, and its bytes."""
    made: list[int] = []
    took = seconds(lambda: made.append(_back_up(vault, place / "ours")))
    return took, made[0]


def _back_up(vault: OpenVault, place: Path) -> int:
    """Back up; return the bytes that were written."""
    aside = vault.prepare_backup()
    try:
        return aside.run(str(place), Progress()).written
    finally:
        aside.discard()


def _their_backup(repository: Path, vault: Path) -> tuple[float, int]:
    """Return the seconds of restic, with those in which its password opens it, and its bytes."""
    before = _size_of(repository)
    took = seconds(lambda: _restic(repository, "backup", str(vault)))
    return took, _size_of(repository) - before


def _restic(repository: Path, *arguments: str) -> None:
    environment = os.environ | {
        "RESTIC_PASSWORD": _PASSWORD,
        "RESTIC_CACHE_DIR": f"{repository}.cache",
    }
    command = ["restic", "--quiet", "--repo", str(repository), *arguments]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def _size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
