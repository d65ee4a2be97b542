"""The vault's file renamed, replaced or deleted under an open vault: no saved word is lost."""

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.practice import PASSPHRASE, FixedClock, a_client, a_note
from tests.storage.test_database import deleted, derive_once, renamed, replaced
from vault.crypto.kdf import FLOOR
from vault.errors import StorageFailed, VaultError
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.note import Note, Section
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault

SECRET = Passphrase(PASSPHRASE)
AROUND = Surroundings(FixedClock(), cost=FLOOR)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("move", [renamed, replaced, deleted], ids=lambda move: move.__name__)
def test_no_acknowledged_save_is_lost(
    path: Path, tmp_path: Path, move: Callable[[Path], None], long: bool
) -> None:
    """R11: what was said to be saved stands in the file that moved; no more is said to be."""
    vault = unlock(path, SECRET, AROUND)
    note = vault.notes.begin([a_note(vault.clients.add([a_client()])[0], "save 0")])[0]
    vault.close()
    dice = random.Random(move.__name__)
    rounds = 100 if long else 15
    refused = acknowledged = lost = 0
    for _round in range(rounds):
        play = tmp_path / "play.strongroom"
        shutil.rmtree(play, ignore_errors=True)
        shutil.copytree(path, play)
        file, kept = play / "records-1.db", tmp_path / "kept.db"
        vault = unlock(play, SECRET, AROUND)
        saved = _saves(vault, note, dice.randrange(1, 8), file, move, kept)
        vault.close()
        refused += saved[1]
        acknowledged += saved[0]
        os.replace(kept, file)
        assert verify(play, SECRET).ok
        vault = unlock(play, SECRET, AROUND)
        words = vault.notes.get(note.id).sections[0].text
        vault.close()
        lost += max(0, saved[0] - int(words.split()[1]))
    print(
        f"vault file {move.__name__} while open: {rounds} tries, {acknowledged} saves "
        f"acknowledged, {lost} of them lost, {refused} tries refused the next save"
    )
    assert (lost, refused) == (0, rounds)


def _saves(
    vault: OpenVault, note: Note, before: int, file: Path, move: Callable[[Path], None], kept: Path
) -> tuple[int, int]:
    """Save until it is refused; return the saves that were acknowledged, and 1 when one was not.

    The file moves after so many of them; it is kept wherever it went.
    """
    kept.unlink(missing_ok=True)
    done, known = 0, vault.notes.get(note.id)
    while done < before + 5:
        if done == before:
            if move is deleted:
                os.link(file, kept)
            move(file)
            if move is renamed:
                os.link(file.with_name("moved"), kept)
        section = Section("note", f"save {done + 1}")
        try:
            known = vault.notes.save_draft(replace(known, sections=(section,)).sealed())
        except StorageFailed:
            break
        except VaultError:
            pytest.fail("a moved file is told as what it is")
        done += 1
    if move is replaced:
        os.link(file, kept)
    return done, int(done < before + 5)
