"""Locked means gone: what the real program's memory holds after each way of locking."""

import shutil
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.journeys.real_practice import (
    NEEDS_A_SCREEN,
    begin_note,
    make_practice,
    opened,
    words_in,
)
from tests.journeys.real_window import LIMIT, RealWindow, a_screen, until
from tests.practice import PASSPHRASE
from tests.storage.test_database import place_of
from tests.ui.test_session_bus import SESSION_PATH, Desktop, address, desktop
from ui.session_bus import SCREEN_SAVERS, SESSION
from vault.format.vault_header import PROCESS, RECORDS
from vault.lifecycle.verify import verify
from vault.model.secret import Passphrase
from vault.model.settings import VaultSettings

__all__ = ["address", "desktop"]

pytestmark = [
    NEEDS_A_SCREEN,
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon"),
    pytest.mark.timeout(2400),
]

NAME = "Zqname Zqfamily"
CANARY = "zqcanary"
APART = "zqapart horses in another stable"
SECRETS = (CANARY, PASSPHRASE, "Zqfamily")


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen for this module."""
    with a_screen() as display:
        yield display


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """A vault with a client who has a session now."""
    return make_practice(tmp_path / "practice.strongroom", client=NAME)


@pytest.fixture
def window(display: str, practice: Path, tmp_path: Path, address: str) -> Iterator[RealWindow]:
    """The program at its lock screen, on a desktop with buses."""
    buses = {"DBUS_SYSTEM_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": address}
    window = RealWindow(display, practice, tmp_path, more=buses | {"XDG_SESSION_ID": "2"})
    yield window
    if window.supervisor.poll() is None:
        window.close()


def locks(window: RealWindow, trigger: Callable[[], object]) -> int:
    """Lock; count what is left of the secrets in the memory of every process of the program."""
    before = window.process
    assert window.memory_holds(CANARY) > 0, "what is searched is found while it is there"

    def fresh() -> bool:
        if window.process == before:
            trigger()
        return window.process not in (before, None)

    until(fresh, "a fresh process", 2 * LIMIT)  # longer than an idle minute
    window.appear()
    window.stand_still()
    assert not window.holds_vault()
    return window.memory_holds(*SECRETS)


def test_nothing_is_left_in_memory_after_a_lock(
    window: RealWindow, practice: Path, desktop: Desktop, qtbot: QtBot, long: bool
) -> None:
    def by_key() -> None:
        window.key("ctrl+l")

    def by_session() -> None:
        qtbot.wait(20)  # here logind answers which session is ours
        desktop.say(SESSION_PATH, SESSION, "Lock")

    def by_screen_saver() -> None:
        service, path = SCREEN_SAVERS[0]
        desktop.say(path, service, "ActiveChanged", True)

    triggers = (by_key, by_session, by_screen_saver)
    rounds, left = 20 if long else 1, 0
    begin_note(window)
    window.type(CANARY)
    for number in range(rounds):
        for trigger in triggers:
            window.type(f" {CANARY}{number}{trigger.__name__}")
            left += locks(window, trigger)
            window.unlock(PASSPHRASE)
    assert window.close() == 0
    print(f"locked: {rounds * len(triggers)} locks, {left} copies of a secret left in memory")
    assert left == 0
    said = " ".join(words_in(practice))
    assert said.count(CANARY) == 1 + rounds * len(triggers)
    assert window.said.read_text("utf-8") == ""


def forms_of(key: bytes) -> tuple[bytes, ...]:
    """Return every form that 32 bytes of a key could lie in memory in."""
    digits = key.hex()
    base64 = b64encode(key).rstrip(b"=")
    return (key, digits.encode(), digits.upper().encode(), digits.encode("utf-16-le"), base64)


def keys_of(practice: Path, compartment: str, passphrase: str) -> dict[str, tuple[bytes, ...]]:
    """Return the keys of a compartment as its passphrase gives them, in every form."""
    place = place_of(practice, compartment, Passphrase(passphrase))
    return {
        f"key of the {compartment}": forms_of(place.opened.key),
        f"SQLCipher key of the {compartment}": forms_of(place.subkey("sqlcipher")),
    }


def test_no_key_is_left_in_memory_after_a_lock(
    display: str, tmp_path: Path, address: str, long: bool
) -> None:
    """At once after the lock, which is stricter than 60 seconds after it."""
    practice = make_practice(tmp_path / "keys.strongroom", process=APART, client=NAME)
    keys = keys_of(practice, RECORDS, PASSPHRASE) | keys_of(practice, PROCESS, APART)
    window = RealWindow(display, practice, tmp_path)
    rounds = 50 if long else 3
    left: Counter[str] = Counter()
    begin_note(window)
    for number in range(rounds):
        window.type(f" {CANARY}{number}")
        window.key("ctrl+k")
        window.type("Process notes")
        window.stand_still()
        window.key("Return")
        window.stand_still()
        window.type(APART)
        window.key("Return")
        window.stand_still()
        for compartment in (RECORDS, PROCESS):
            # SQLCipher keeps its own copy masked: that one may not be seen even now.
            forms = keys[f"key of the {compartment}"]
            assert window.memory_holds(*forms) > 0, "what is searched is found while it is there"
        window.lock()
        words = {"passphrase": (PASSPHRASE, APART), "note": (CANARY,), "name": ("Zqfamily",)}
        for name, wanted in (keys | words).items():
            for (process, _word), count in window.in_memory(*wanted).items():
                which = "supervisor" if process == window.supervisor.pid else "lock screen"
                left[f"{name} in the {which}"] += count
        window.unlock(PASSPHRASE)
    assert window.close() == 0
    found = {name: count for name, count in left.items() if count}
    searched = f"{len(keys)} keys in 5 forms, 2 passphrases, words of a note, a name"
    print(f"locked: {rounds} locks, searched for {searched}: {sum(found.values())} copies left")
    assert found == {}


def test_an_idle_minute_locks(window: RealWindow, practice: Path, long: bool) -> None:
    if not long:
        pytest.skip("waits for a whole minute: --long")
    vault = opened(practice)
    vault.settings.set(VaultSettings(records_idle_minutes=1))
    vault.close()
    begin_note(window)
    window.type(CANARY)
    assert locks(window, lambda: None) == 0
    assert window.close() == 0
    assert CANARY in words_in(practice)[0]


def test_a_growing_draft_outlives_every_lock(
    window: RealWindow, practice: Path, long: bool
) -> None:
    rounds = 100 if long else 2
    begin_note(window)
    for number in range(rounds):
        window.type(f" word{number:03}")
        window.lock()  # within the second in which nothing was saved yet
        window.unlock(PASSPHRASE)
    assert window.close() == 0
    said = words_in(practice)[0].split()
    lost = [number for number in range(rounds) if f"word{number:03}" not in said]
    print(f"drafts: {rounds} locks while typing, {len(lost)} words lost")
    assert lost == []
    assert len(said) == rounds


def test_the_end_of_the_session_saves_and_leaves_whole_files(
    window: RealWindow, practice: Path
) -> None:
    begin_note(window)
    window.type(f"{CANARY} not saved yet")
    window.take_in()  # a signal overtakes keys, as no key does
    assert window.close() == 0
    assert words_in(practice)[0].split() == [CANARY, "not", "saved", "yet"]
    report = verify(practice, Passphrase(PASSPHRASE))
    assert report.ok, report.problems


def test_after_a_kill_the_next_start_needs_no_help(
    window: RealWindow, display: str, practice: Path, tmp_path: Path
) -> None:
    begin_note(window)
    window.type_until_saved("before the kill")
    window.kill()
    assert window.supervisor.wait(60) == 128 + 9
    again = RealWindow(display, practice, tmp_path)
    begin_note(again)
    again.type(" and after")
    again.take_in()
    assert again.close() == 0
    assert again.said.read_text("utf-8") == ""
    (said,) = words_in(practice)
    assert "before the kill" in said
    assert "and after" in said
