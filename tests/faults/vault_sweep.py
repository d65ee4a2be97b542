"""Runs one scenario on a real vault with a fault at each file operation, and judges what is left.

`python -m tests.faults.vault_sweep SCENARIO EVERY FOLDER MODE=SEEDS ...`, started with the fault
library loaded; prints one JSON object with the figures of each mode. Passphrases are derived
cheaply here: key derivation touches no file, and thousands of runs would spend all their time
in it.
"""

import hashlib
import json
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.faultfs import Mode, Outcome, Report, run_forked
from tests.practice import FixedClock, a_client, a_note, a_process_note
from vault.crypto.kdf import FLOOR, KdfCost
from vault.errors import VaultError, WrongSecret
from vault.format import key_slots
from vault.lifecycle.change_key import KeyChange, change_key
from vault.lifecycle.create import create
from vault.lifecycle.restore import inspect_backups, restore
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.addendum import AddendumWords, Written
from vault.model.ids import ClientId, NoteId
from vault.model.note import clean_sections
from vault.model.secret import NewSecrets, Passphrase
from vault.open_vault import OpenVault
from vault.progress import Progress
from vault.services import ways_in

OLD, NEW, APART = "the old passphrase", "the new passphrase", "for process notes"
SAVES = 12
COMMITS, TOGETHER = 3, 8


def cheap(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """Stand in for Argon2id."""
    return hashlib.sha256(salt + passphrase.encode()).digest()


@dataclass
class Stage:
    """The folder a sweep plays in: a template vault, and the copy each run gets."""

    folder: Path
    note: NoteId = field(init=False)
    client: ClientId = field(init=False)
    surroundings: Surroundings = field(
        default_factory=lambda: Surroundings(FixedClock(), cost=FLOOR)
    )

    @property
    def play(self) -> Path:
        """The watched folder of one run."""
        return self.folder / "play"

    @property
    def vault(self) -> Path:
        """The vault of one run."""
        return self.play / "practice.strongroom"

    def build(self, *, process: bool) -> None:
        """Make the template: a client and a draft, with process notes or not yet."""
        path = self.folder / "template" / "practice.strongroom"
        path.parent.mkdir(parents=True)
        create(
            path,
            NewSecrets(OLD, recovery=False),
            NewSecrets(APART, recovery=False) if process else None,
            clock=self.surroundings.clock,
            cost=FLOOR,
        )
        vault = unlock(path, Passphrase(OLD), self.surroundings)
        client = vault.clients.add([a_client()])[0]
        self.client, self.note = client.id, vault.notes.begin([a_note(client, "save 0")])[0].id
        vault.close()

    def reset(self) -> Path:
        """Lay the template out anew and return the folder to watch."""
        shutil.rmtree(self.play, ignore_errors=True)
        shutil.copytree(self.folder / "template", self.play)
        return self.play

    def clear(self) -> Path:
        """Lay out an empty folder and return it."""
        shutil.rmtree(self.play, ignore_errors=True)
        self.play.mkdir()
        return self.play

    def unlock(self, passphrase: str = OLD) -> OpenVault:
        """Unlock the vault of one run."""
        return unlock(self.vault, Passphrase(passphrase), self.surroundings)

    # ---- what is done under faults: each reports what was acknowledged to the person

    def do_create(self, report: Report) -> None:
        """Make a vault."""
        create(
            self.vault,
            NewSecrets(OLD, recovery=False),
            NewSecrets(APART, recovery=False),
            clock=self.surroundings.clock,
            cost=FLOOR,
        )
        report(1)

    def do_autosaves(self, report: Report) -> None:
        """Save a draft again and again, as typing with pauses does."""
        vault = self.unlock()
        note = vault.notes.get(self.note)
        for number in range(1, SAVES + 1):
            sections = clean_sections("free", {"note": f"save {number}"})
            note = vault.notes.save_draft(note.changed(sections=sections))
            report(number)
        vault.close()

    def do_sign(self, report: Report) -> None:
        """Sign the draft and add to it."""
        vault = self.unlock()
        vault.notes.sign(self.note)
        report(1)
        vault.notes.addend(self.note, "words added")
        report(2)
        vault.close()

    def do_take_in(self, report: Report) -> None:
        """Take in many notes at once, in several commits, each with an addendum at its end."""
        vault = self.unlock()
        client = vault.clients.get(self.client)

        def written() -> Iterator[Written]:
            for _commit in range(COMMITS):
                notes = [a_note(client, "taken in") for _number in range(TOGETHER)]
                yield from notes
                yield AddendumWords(notes[0].id, "taken in later")

        for number, _kept in enumerate(vault.notes.take_in(written(), TOGETHER + 1), 1):
            report(number)
        vault.close()

    def do_change_passphrase(self, report: Report) -> None:
        """Change the passphrase of the records."""
        vault = self.unlock()
        vault.ways_in.change_passphrase(NEW)
        report(1)
        vault.close()

    def do_change_key(self, report: Report) -> None:
        """Change the key of the records, and the passphrase with it."""
        change = KeyChange(passphrase=NEW)
        change_key(self.vault, Passphrase(OLD), change, self.surroundings)
        report(1)

    def do_backup(self, report: Report) -> None:
        """Back up to a place, twice."""
        vault = self.unlock()
        for number in (1, 2):
            prepared = vault.prepare_backup()
            try:
                made = prepared.run(str(self.play / "backups"), Progress(), known=number > 1)
            finally:
                prepared.discard()
            vault.backups.record(made)
            report(number)
        vault.close()

    def do_process_note(self, report: Report) -> None:
        """Write a process note beside a new client."""
        vault = self.unlock()
        process = vault.process_door.open(Passphrase(APART))
        process.notes.add([a_process_note(vault.clients.get(self.client))])
        report(1)
        process.close()
        vault.close()

    def do_first_process_note(self, report: Report) -> None:
        """Make the process compartment of a vault that has none, and write in it."""
        vault = self.unlock()
        vault.process_door.make(NewSecrets(APART, recovery=False), lambda made: None)
        vault.close()
        self.do_process_note(report)

    # ---- what must be true afterwards; each returns how many acknowledged things are lost

    def after_create(self, acks: int) -> int:
        """Judge a vault made: it is there and opens, or none is."""
        if not self.vault.exists():
            return acks
        self.unlock().close()
        return 0

    def after_autosaves(self, acks: int) -> int:
        """Judge a draft: it is the last acknowledged one, or a later one."""
        vault = self.unlock()
        text = vault.notes.get(self.note).sections[0].text
        vault.close()
        return max(0, acks - int(text.removeprefix("save ")))

    def after_sign(self, acks: int) -> int:
        """Judge a signature: it is there, or can still be made."""
        vault = self.unlock()
        signed = vault.notes.get(self.note).signed + len(vault.notes.addenda(self.note))
        if not signed:
            vault.notes.sign(self.note)
        vault.close()
        return max(0, acks - signed)

    def after_take_in(self, acks: int) -> int:
        """Judge what was taken in: whole commits, every word of them found."""
        vault = self.unlock()
        signed = [row.id for row in vault.notes.list_rows() if row.signed_at is not None]
        added = sum(len(vault.notes.addenda(note)) for note in signed)
        found = len(vault.notes.search("taken", limit=COMMITS * (TOGETHER + 1)))
        vault.close()
        if (len(signed), found) != (added * TOGETHER, added * (TOGETHER + 1)):
            raise AssertionError(f"{len(signed)} notes, {added} addenda, {found} found")
        return max(0, acks - added)

    def after_change_passphrase(self, acks: int) -> int:
        """Judge a changed passphrase: exactly one of both opens, and it can sign."""
        opened = [each for each in (OLD, NEW) if self._opens(each)]
        if len(opened) != 1:
            raise AssertionError(f"{len(opened)} passphrases open")
        vault = self.unlock(opened[0])
        vault.notes.sign(self.note)
        vault.close()
        return int(acks == 1 and opened == [OLD])

    def after_change_key(self, acks: int) -> int:
        """Judge a changed key as a changed passphrase."""
        return self.after_change_passphrase(acks)

    def after_backup(self, acks: int) -> int:
        """Judge backups: each that was acknowledged restores, and so does any other."""
        self.unlock().close()
        place = self.play / "backups"
        found = inspect_backups(place).snapshots if acks else ()
        for each in found:
            target = self.play / f"restored-{each.name}"
            restore(
                place,
                target,
                Passphrase(OLD),
                surroundings=self.surroundings,
                snapshot=each.name,
            )
            shutil.rmtree(target)
        return max(0, acks - len(found))

    def after_process_note(self, acks: int) -> int:
        """Judge a process note: it is there when it was acknowledged."""
        vault = self.unlock()
        process = vault.process_door.open(Passphrase(APART))
        count = len(process.notes.list_rows())
        process.close()
        vault.close()
        return max(0, acks - count)

    def after_first_process_note(self, acks: int) -> int:
        """Judge a new compartment: it is there, or can be made."""
        vault = self.unlock()
        if not vault.process_door.exists:
            vault.process_door.make(NewSecrets(APART, recovery=False), lambda made: None)
        vault.close()
        return self.after_process_note(acks)

    def _opens(self, passphrase: str) -> bool:
        try:
            self.unlock(passphrase).close()
        except WrongSecret:
            return False
        return True

    def is_whole(self) -> bool:
        """Tell whether the vault of this run verifies, process notes too."""
        if not self.vault.exists():
            return True
        passphrase = OLD if self._opens(OLD) else NEW
        return verify(self.vault, Passphrase(passphrase), Passphrase(APART)).ok


@dataclass
class Figures:
    """What a sweep found."""

    operations: int = 0
    runs: int = 0
    fired: int = 0
    acknowledged: int = 0
    lost: int = 0
    unopenable: int = 0
    not_whole: int = 0
    crashes: int = 0
    examples: list[str] = field(default_factory=list)

    def note(self, n: int, what: str) -> None:
        """Keep the first few things that went wrong."""
        if len(self.examples) < 5:
            self.examples.append(f"operation {n}: {what}")


def run(stage: Stage, scenario: str, mode: Mode, seeds: int, every: int) -> Figures:
    """Sweep one scenario: a fault at every operation, with each of so many seeds.

    Only `every` so many-th operation, where they are too many for each run of the tests.
    """
    setup = stage.clear if scenario == "create" else stage.reset
    do: Callable[[Report], None] = getattr(stage, f"do_{scenario}")

    def guarded(report: Report) -> None:
        try:
            do(report)
        except VaultError:
            return  # refused with a sentence: what was acknowledged before must be there

    figures = Figures()
    plain = run_forked(setup, do, 0, Mode.COUNT)
    if plain.exit_code != 0:
        raise RuntimeError(plain.stderr)
    figures.operations = plain.count
    cut_after = mode in (Mode.POWER_CUT, Mode.IO_ERROR)
    for at in range(0, plain.count * seeds, every):
        n = at % plain.count + 1
        outcome = run_forked(setup, guarded, n, mode, seed=at + 1, cut_after=cut_after)
        figures.runs += 1
        figures.fired += outcome.fired
        _judge(stage, scenario, n, outcome, figures)
    return figures


def _judge(stage: Stage, scenario: str, n: int, outcome: Outcome, figures: Figures) -> None:
    if outcome.exit_code not in (None, 0) or outcome.timed_out:
        figures.crashes += 1
        figures.note(n, outcome.stderr[-1500:])
    acks = max((int(each) for each in outcome.acks), default=0)
    figures.acknowledged += acks
    try:
        lost = getattr(stage, f"after_{scenario}")(acks)
        figures.lost += lost
        if lost:
            figures.note(n, f"{lost} acknowledged saves lost")
        if not stage.is_whole():
            figures.not_whole += 1
            figures.note(n, "does not verify")
    except Exception:
        figures.unopenable += 1
        figures.note(n, traceback.format_exc(limit=-3))


def main(scenario: str, every: str, folder: str, *modes: str) -> None:
    """Sweep one scenario in each mode, with so many seeds, and print their figures."""
    vars(key_slots)["derive"] = cheap
    vars(ways_in)["derive"] = cheap
    stage = Stage(Path(folder))
    stage.build(process=scenario != "first_process_note")
    figures = {}
    for each in modes:
        mode, seeds = each.split("=")
        figures[mode] = run(stage, scenario, Mode[mode], int(seeds), int(every)).__dict__
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
