"""The made-up practice has a day to look at: sessions, one note signed, one begun."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.practice import NOON
from tests.storage.test_database import derive_once
from vault.demo.make import PASSPHRASE, PROCESS_PASSPHRASE, make_demo
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.appointment import NoteState, SessionStatus
from vault.model.secret import Passphrase

TODAY = NOON.date()


def test_today_is_not_empty(
    tmp_path: Path, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive_once(monkeypatch)
    made = make_demo(tmp_path / "demo", around)
    vault = unlock(made.vault, Passphrase(PASSPHRASE), around)
    rows = vault.appointments.day(TODAY)
    assert [(row.start.hour, row.note_state, row.status) for row in rows] == [
        (9, NoteState.SIGNED, SessionStatus.KEPT),
        (10, NoteState.DRAFT, SessionStatus.KEPT),
        (15, NoteState.NONE, SessionStatus.PLANNED),
        (18, NoteState.NONE, SessionStatus.PLANNED),
    ]
    week = vault.appointments.between(TODAY - timedelta(days=7), TODAY + timedelta(days=7))
    assert {row.status for row in week} == set(SessionStatus)
    assert len({row.place for row in week}) == 4
    assert rows[1].note is not None
    draft = vault.notes.get(rows[1].note)
    assert (draft.service_date, draft.template, draft.signed) == (TODAY, "dap", False)
    moments = [entry.at for entry in vault.audit.export()]
    assert moments == sorted(moments), "the clock of the chain only goes on"
    vault.close()
    secrets = Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE)
    assert verify(made.vault, *secrets).problems == ()
