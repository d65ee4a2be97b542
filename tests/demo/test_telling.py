"""The sessions are made up beside their writing: the same ones, and a failure is told."""

import sys
from contextlib import closing
from datetime import date
from itertools import islice

import pytest

from vault.demo import telling
from vault.demo.cast import DemoSize, cast_of
from vault.demo.telling import AT_ONCE, Telling
from vault.errors import VaultError

TODAY = date(2026, 11, 25)


def test_another_process_tells_the_same() -> None:
    size = DemoSize(notes=AT_ONCE + 300, process_notes=40, seed=4)
    with closing(Telling(size, TODAY)) as told:
        assert list(told.sessions()) == list(cast_of(size, TODAY).sessions())


def test_it_ends_before_its_end() -> None:
    told = Telling(DemoSize(notes=3 * AT_ONCE), TODAY)
    assert len(list(islice(told.sessions(), 5))) == 5
    told.close()
    assert told._child.returncode is not None


def test_a_process_that_fails_is_no_short_practice(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Telling(DemoSize(notes=3 * AT_ONCE), TODAY)
    sessions = told.sessions()
    next(sessions)
    told._child.kill()
    with pytest.raises(VaultError, match="not be told"), closing(told):
        list(sessions)


def test_a_process_that_cannot_begin_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(VaultError, match="not be told"):
        telling.Telling(DemoSize(), TODAY)
