"""A note, from the lock screen to its signature, by somebody who only hears the window."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.accessible_tree import Seen
from tests.journeys.real_practice import NEEDS_A_SCREEN, make_practice, opened
from tests.journeys.real_window import RealWindow, a_screen, until
from tests.journeys.screen_reader import NEEDS_ACCESSIBILITY, ScreenReader, a_bus
from tests.practice import PASSPHRASE, a_note

pytestmark = [NEEDS_A_SCREEN, *NEEDS_ACCESSIBILITY, pytest.mark.timeout(600)]

CLIENT = "Dana Whitfield"
SECTIONS = ("data", "assessment", "plan")
BEFORE = "Slept four hours."
SAID = {"Data": "Slept six hours.", "Assessment": "Rested and calm.", "Plan": "Walk on Sunday."}


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """A client with a signed note, whose session is now."""
    path = make_practice(tmp_path / "practice.strongroom", client=CLIENT)
    vault = opened(path)
    (client,) = vault.clients.list_all()
    words = dict.fromkeys(SECTIONS, "") | {"data": BEFORE}
    vault.notes.begin_and_sign([a_note(client, template="dap", sections=words)])
    vault.close()
    return path


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a session bus with that of the screen readers."""
    with a_bus() as address:
        yield address


@pytest.fixture
def window(practice: Path, tmp_path: Path, bus: str) -> Iterator[RealWindow]:
    """The program at its lock screen, on a desktop on which somebody uses a screen reader."""
    told = {
        "DBUS_SESSION_BUS_ADDRESS": bus,
        "AT_SPI_BUS_ADDRESS": "",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    with a_screen() as display:
        window = RealWindow(display, practice, tmp_path, more=told)
        yield window
        if window.supervisor.poll() is None:
            window.close()


def unspoken(seen: list[Seen]) -> list[Seen]:
    """Return what the keyboard reaches without a name or a kind that could be said."""
    reached = [each for each in seen if each.focusable]
    assert len(reached) > 8, "there is something to say"
    return [each for each in reached if not each.name or each.role in ("", "unknown", "invalid")]


def sections(seen: list[Seen]) -> dict[str, str | None]:
    """Return the words of the sections of a note, by their names."""
    return {each.name: each.text for each in seen if each.role == "text" and each.name in SAID}


def command(practice: Path, tmp_path: Path, *words: str) -> Any:
    """Run a command on the vault and return what it tells."""
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE, "utf-8")
    told = [*words[:2], str(practice), *words[2:], "--json", "--passphrase-file", str(secret)]
    done = subprocess.run(
        [sys.executable, "-m", "vault", *told], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_a_note_is_written_and_signed_without_seeing_the_window(
    window: RealWindow, practice: Path, tmp_path: Path, bus: str
) -> None:
    reader = ScreenReader(bus)
    wrong: dict[str, list[Seen]] = {}
    window.appear()
    wrong["lock screen"] = unspoken(reader.until_seen("password text", "Passphrase", focused=True))
    window.type(PASSPHRASE)
    until(lambda: typed(reader) == len(PASSPHRASE), "the passphrase stands there")
    # A screen reader may say how long it is, and no more.
    assert not any(PASSPHRASE in (each.name, each.text) for each in reader.look())
    reader.press("push button", "Unlock")

    today = reader.until_seen("push button", "Write note")
    wrong["Today"] = unspoken(today)
    # A row says all of itself, and is a button as the one at its end is.
    assert any(
        CLIENT in each.name and "not begun" in each.name
        for each in today
        if each.focusable and each.role == "push button"
    )

    reader.press("check box", "Clients")
    clients = reader.until_seen("list item", CLIENT)
    wrong["clients"] = unspoken(clients)
    reader.press("list", "Clients", "SetFocus")
    reader.until_seen("list", "Clients", focused=True)
    window.key("Return")
    record = reader.until_seen("label", "Signed by Jordan Rivera")
    wrong["a client's record"] = unspoken(record)
    assert [each.text for each in record if each.role == "text"].count(BEFORE) == 1

    reader.press("check box", "Today")
    (session,) = (
        each.name
        for each in reader.until_seen("push button", "Write note")
        if each.focusable and CLIENT in each.name and "not begun" in each.name
    )
    reader.press("push button", session)
    reader.until_seen("text", "Data", focused=True)
    for number, words in enumerate(SAID.values()):
        if number:
            window.key("Tab")
        window.type(words)
    until(lambda: sections(reader.look()) == SAID, "the sections have their words")
    draft = reader.look()
    wrong["a draft"] = unspoken(draft)
    reader.press("push button", "Sign")
    signed = reader.until_seen("push button", "Add addendum", without="Sign")
    wrong["a signed note"] = unspoken(signed)
    assert sections(signed) == SAID
    assert window.close() == 0
    assert {place: found for place, found in wrong.items() if found} == {}
    assert len(wrong) == 6

    rows = command(practice, tmp_path, "note", "list")
    notes = [command(practice, tmp_path, "note", "show", row["id"]) for row in rows]
    told = {tuple(note["sections"][name] for name in SECTIONS): note["signed_at"] for note in notes}
    assert set(told) == {tuple(SAID.values()), (BEFORE, "", "")}
    assert all(told.values())


def typed(reader: ScreenReader) -> int:
    """Return how many characters stand in the field of the passphrase."""
    return sum(len(each.text or "") for each in reader.look() if each.role == "password text")
