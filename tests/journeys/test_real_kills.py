"""The real window, killed at random moments while somebody types (R1)."""

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.real_practice import NEEDS_A_SCREEN, begin_note, make_practice, words_in
from tests.journeys.real_window import RealWindow, a_screen
from tests.practice import PASSPHRASE
from vault.lifecycle.verify import verify
from vault.model.secret import Passphrase

pytestmark = [NEEDS_A_SCREEN, pytest.mark.timeout(7200)]

SAVED_WITHIN = 2.5
"""Two seconds of unbroken typing, and half a second for the commit on a busy computer."""


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen for this module."""
    with a_screen() as display:
        yield display


def type_until_killed(
    window: RealWindow, dice: random.Random, first: int
) -> tuple[list[float], float]:
    """Type numbered words, now without and now with a pause, until a random moment ends it.

    Returns when each word was there, and the moment of the kill.
    """
    killed: list[float] = []

    def kill() -> None:
        killed.append(time.monotonic())
        window.kill()

    typed: list[float] = []
    killer = threading.Timer(dice.uniform(2.0, 7.0), kill)
    killer.start()
    while not killed:
        window.type(f"word{first + len(typed):05} ")
        typed.append(time.monotonic())
        if dice.random() < 0.2:
            killer.join(dice.uniform(0.2, 1.5))
    killer.join()
    return typed, killed[0]


def test_no_word_is_lost_that_was_typed_a_moment_before(
    display: str, tmp_path: Path, long: bool
) -> None:
    kills = 200 if long else 2
    dice = random.Random("the window")
    practice = make_practice(tmp_path / "practice.strongroom")
    first, due, kept, lost = 0, 0, 0, []
    for _round in range(kills):
        window = RealWindow(display, practice, tmp_path)
        begin_note(window)
        window.key("Return")  # a new line: half a word may stand at the end of the last
        typed, killed = type_until_killed(window, dice, first)
        assert window.supervisor.wait(60) == 128 + 9
        assert window.said.read_text("utf-8") == ""
        said = set(" ".join(words_in(practice)).split())
        for number, moment in enumerate(typed, first):
            there = f"word{number:05}" in said
            kept += there
            if moment < killed - SAVED_WITHIN:
                due += 1
                lost += [] if there else [(number, round(killed - moment, 2))]
        first += len(typed)
    print(
        f"kills while typing: {kills}, {first} words typed, {kept} kept; "
        f"of {due} typed {SAVED_WITHIN} s before a kill {len(lost)} lost"
    )
    assert lost == []
    assert due >= kills
    report = verify(practice, Passphrase(PASSPHRASE))
    assert report.ok, report.problems
