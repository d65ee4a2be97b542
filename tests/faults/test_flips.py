"""Single bits flipped over every file of a vault: noticed, or harmless and proved so."""

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults.vault_sweep import cheap
from tests.practice import (
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    FixedClock,
    a_note,
    a_process_note,
    make_vault,
    with_record,
)
from vault.crypto.kdf import FLOOR
from vault.errors import VaultError
from vault.format import key_slots
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.secret import Passphrase
from vault.services import ways_in

SHARDS = 4
AROUND = Surroundings(FixedClock(), cost=FLOOR)


@dataclass
class Copy:
    """A vault whose files are laid out anew before every flip."""

    path: Path
    files: dict[str, bytes]

    def reset(self, flipped: str, bit: int) -> None:
        """Write every file as it was, one bit of one file flipped; forget what was added."""
        for found in self.path.iterdir():
            if found.is_file() and found.name not in self.files:
                found.unlink()
        for name, data in self.files.items():
            if name == flipped:
                changed = bytearray(data)
                changed[bit // 8] ^= 1 << bit % 8
                data = bytes(changed)
            (self.path / name).write_bytes(data)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_flipped_bit_is_noticed_or_harmless(
    shard: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long: bool
) -> None:
    monkeypatch.setattr(key_slots, "derive", cheap)
    monkeypatch.setattr(ways_in, "derive", cheap)
    copy = _vault(tmp_path / "practice.strongroom")
    whole = _everything(copy.path)
    dice = random.Random(f"flip {shard}")
    names = sorted(name for name, data in copy.files.items() if data)
    figures: Counter[str] = Counter()
    for number in range((10_000 if long else 240) // SHARDS):
        # Half of the flips in proportion to size, half the same for every file.
        name = (
            dice.choice(names)
            if number % 2
            else dice.choices(names, [len(copy.files[each]) for each in names])[0]
        )
        bit = dice.randrange(8 * len(copy.files[name]))
        copy.reset(name, bit)
        noticed = _noticed(copy.path)
        copy.reset(name, bit)
        try:
            shown = _everything(copy.path)
        except VaultError:
            shown = None
        # What is shown is what was written, or nothing is shown; and a flip that no check names
        # is harmless: everything reads back as it was.
        assert shown in (None, whole), f"{name} bit {bit} shows something else"
        assert noticed or shown == whole, f"{name} bit {bit} went unnoticed"
        figures["noticed" if noticed else f"harmless in {name}"] += 1
    print(f"flips {shard}: {dict(figures)}, 0 wrong, 0 crashes")
    assert figures["noticed"] > 0


def _vault(path: Path) -> Copy:
    make_vault(path, FixedClock())
    vault = unlock(path, Passphrase(PASSPHRASE), AROUND)
    client = with_record(vault, *(f"Session {n}. " + "He spoke of work. " * 40 for n in range(12)))
    vault.notes.addend(vault.notes.list_rows(client.id)[0].id, "An addendum.")
    vault.notes.begin([a_note(client, "A draft.")])
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    process.notes.add([a_process_note(client, "Mine alone. " * 60) for _n in range(4)])
    process.close()
    vault.close()
    files = {item.name: item.read_bytes() for item in path.iterdir() if item.is_file()}
    return Copy(path, files)


def _noticed(path: Path) -> bool:
    try:
        report = verify(path, Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE))
    except VaultError:
        return True
    return not report.ok


def _everything(path: Path) -> list[Any]:
    """Read all there is, as a person would see it."""
    vault = unlock(path, Passphrase(PASSPHRASE), AROUND)
    try:
        shown: list[Any] = [vault.practice.get(), vault.clients.list_all()]
        for row in vault.notes.list_rows():
            shown += [row, vault.notes.get(row.id), vault.notes.addenda(row.id)]
        shown.append(vault.notes.search("work", limit=100))
        process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
        try:
            rows = process.notes.list_rows()
            shown += [process.notes.get(note_id) for note_id, *_rest in rows]  # type: ignore[arg-type]
            shown.append(process.notes.search("alone"))
        finally:
            process.close()
    finally:
        vault.close()
    return shown
