"""The real program on a real screen: killed while typing, locked by ending, come back."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.journeys.real_practice import NEEDS_A_SCREEN, begin_note, make_practice, opened, words_in
from tests.journeys.real_window import RealWindow, a_screen
from tests.practice import PASSPHRASE
from vault.lifecycle.restore import inspect_backups
from vault.lifecycle.verify_backups import verify_backups
from vault.model.secret import Passphrase
from vault.progress import Progress

pytestmark = [NEEDS_A_SCREEN, pytest.mark.timeout(600)]

CANARY = "zqxcanary"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen for this module."""
    with a_screen() as display:
        yield display


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """A vault with a client who has a session now."""
    return make_practice(tmp_path / "practice.strongroom")


@pytest.fixture
def window(display: str, practice: Path, tmp_path: Path) -> Iterator[RealWindow]:
    """The program, at its lock screen."""
    window = RealWindow(display, practice, tmp_path)
    yield window
    if window.supervisor.poll() is None:
        window.close()


def start_note(window: RealWindow, words: str) -> None:
    """Begin the note of the session that is now, and write."""
    begin_note(window)
    window.type_until_saved(words)


def test_words_survive_a_kill_while_typing(window: RealWindow, practice: Path) -> None:
    start_note(window, "Slept six hours and")
    window.kill()
    assert window.supervisor.wait(60) == 128 + 9
    assert words_in(practice) == ["Slept six hours and\n\n"]


def test_a_lock_backs_up_what_changed(display: str, practice: Path, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    vault = opened(practice)
    vault.backups.add_place(str(place))
    prepared = vault.prepare_backup()
    vault.backups.record(prepared.run(str(place), Progress()))
    prepared.discard()
    vault.close()
    window = RealWindow(display, practice, tmp_path)
    start_note(window, "Slept six hours.")
    window.lock()
    assert len(inspect_backups(place).snapshots) == 2
    assert verify_backups(place, Passphrase(PASSPHRASE)).ok
    assert [each for each in practice.iterdir() if each.name.startswith(".backup")] == []
    assert window.close() == 0


def test_a_lock_ends_the_process_and_everything_is_there_again(
    window: RealWindow, practice: Path
) -> None:
    window.appear()
    window.resize(1100, 720)
    start_note(window, f"Spoke of the {CANARY}")
    geometry = window.geometry()
    window.type(" again")  # typed within the second before the lock: not saved yet
    window.lock()
    assert window.memory_holds(CANARY, PASSPHRASE) == 0
    assert window.geometry() == geometry
    assert window.title() == "Strongroom"
    window.unlock(PASSPHRASE)
    window.type(" and more")
    window.take_in()
    assert window.close() == 0
    said = words_in(practice)
    assert len(said) == 1
    assert said[0].startswith(f"Spoke of the {CANARY} again")
    assert "and more" in said[0]
    assert window.said.read_text("utf-8") == ""


def test_a_half_filled_form_is_there_after_a_lock_and_can_be_kept(
    window: RealWindow, practice: Path
) -> None:
    window.unlock(PASSPHRASE)
    window.key("ctrl+k")
    window.type("New client")
    window.stand_still()
    window.key("Return")
    window.stand_still()
    window.type("Ines Dua")
    window.key("Tab")
    window.type("Nes")
    window.key("Tab", "Tab")
    window.type("1984-0")
    window.lock()  # within the second before it is laid aside of itself
    window.unlock(PASSPHRASE)
    window.type("rte")  # the cursor is behind the half of the name
    window.key("Tab", "Tab", "Tab", "End")
    window.type("3-09")
    window.key("Return")
    window.stand_still()
    assert window.close() == 0
    vault = opened(practice)
    (row,) = (each for each in vault.clients.page("", 0, 9) if each.name != "Dana Whitfield")
    client = vault.clients.get(row.id)
    kept = vault.desk.all()
    vault.close()
    assert (client.name, client.preferred_name) == ("Ines Duarte", "Nes")
    assert client.birth_date == date(1984, 3, 9)
    assert "clients/new-client" not in kept
    assert window.said.read_text("utf-8") == ""


def test_the_same_client_is_not_changed_from_the_command_line_meanwhile(
    window: RealWindow, practice: Path, tmp_path: Path
) -> None:
    vault = opened(practice)
    client = vault.clients.page("", 0, 1)[0].id
    vault.close()
    window.unlock(PASSPHRASE)
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE, "utf-8")

    def change() -> "subprocess.CompletedProcess[str]":
        command = ["client", "change", str(practice), client, "--passphrase-file", str(secret)]
        return subprocess.run(
            [sys.executable, "-m", "vault", *command],
            input='{"name": "Somebody Else"}',
            capture_output=True,
            text=True,
            check=False,
        )

    refused = change()
    assert refused.returncode == 5
    assert "open in another window" in refused.stderr
    assert window.close() == 0
    assert change().returncode == 0
    assert vault_names(practice) == ["Somebody Else"]


def vault_names(practice: Path) -> list[str]:
    """Return the names of the clients."""
    vault = opened(practice)
    try:
        return [row.name for row in vault.clients.page("", 0, 9)]
    finally:
        vault.close()
