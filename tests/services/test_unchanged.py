"""Saving what has not changed writes nothing: no byte, no time, no entry, no fact."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.practice import LICENSEE, NOON, a_client, a_note, an_appointment, with_record
from vault.model.appointment import Appointment, SessionStatus
from vault.model.audit import Fact
from vault.model.circumstances import Circumstances, License
from vault.model.client import Client
from vault.model.note import Note, Section
from vault.model.settings import VaultSettings
from vault.open_vault import OpenVault

LAST_DAY = date(2026, 12, 31)


def the_appointment(vault: OpenVault) -> Appointment:
    """Return the only appointment there is."""
    (appointment,) = vault.appointments.list_all()
    return appointment


Act = Callable[[OpenVault, Client, Note], object]

UNCHANGED: dict[str, Act] = {
    "practice": lambda vault, client, note: vault.practice.set(LICENSEE),
    "practice typed with other line ends": lambda vault, client, note: vault.practice.set(
        replace(LICENSEE, address=LICENSEE.address.replace("\n", "\r\n"))
    ),
    "client": lambda vault, client, note: vault.clients.change(client),
    "draft": lambda vault, client, note: vault.notes.save_draft(note),
    "draft as it is kept": lambda vault, client, note: vault.notes.save_draft(
        vault.notes.get(note.id)
    ),
    "draft entered again": lambda vault, client, note: vault.notes.save_draft(
        replace(a_note(client, note.sections[0].text), id=note.id)
    ),
    "draft typed with other line ends": lambda vault, client, note: vault.notes.save_draft(
        replace(note, sections=(Section("note", "one\r\ntwo"),))
    ),
    "a settled draft": lambda vault, client, note: vault.notes.settle(note.id),
    "appointment": lambda vault, client, note: vault.appointments.change(the_appointment(vault)),
    "the same mark": lambda vault, client, note: vault.appointments.mark(
        the_appointment(vault).id, the_appointment(vault).day, SessionStatus.MISSED
    ),
    "the end it has": lambda vault, client, note: vault.appointments.end(
        the_appointment(vault).id, LAST_DAY
    ),
    "no appointments": lambda vault, client, note: vault.appointments.add([]),
    "settings": lambda vault, client, note: vault.settings.set(vault.settings.get()),
    "answers of set-up": lambda vault, client, note: vault.circumstances.set(
        vault.circumstances.get()
    ),
    "no clients": lambda vault, client, note: vault.clients.add([]),
    "no notes": lambda vault, client, note: vault.notes.begin([]),
    "reading again": lambda vault, client, note: (
        vault.clients.get(client.id),
        vault.notes.get(note.id),
        vault.notes.list_rows(),
        vault.notes.search("two"),
        vault.clients.list_all(),
        vault.appointments.list_all(),
        vault.appointments.between(NOON.date(), LAST_DAY),
        vault.appointments.next_of(client.id, NOON),
        vault.practice.get(),
        vault.ways_in.list_all(),
        vault.audit.first_broken(),
        vault.audit.check(0, 3),
        vault.clients.page("dana", 0, 9),
        vault.clients.names([client.id]),
        vault.notes.page(client.id, 0, 9),
        vault.notes.unsigned(),
        vault.notes.glance(client.id),
        vault.desk.all(),
    ),
}


def state(path: Path) -> dict[str, tuple[bytes, int]]:
    """Return the bytes and the time of every file."""
    files = [item for item in path.rglob("*") if item.is_file()]
    return {item.name: (item.read_bytes(), item.stat().st_mtime_ns) for item in files}


@pytest.mark.parametrize("act", UNCHANGED.values(), ids=list(UNCHANGED))
def test_saving_unchanged_writes_nothing(path: Path, vault: OpenVault, act: Act) -> None:
    client = with_record(vault)
    note = vault.notes.begin([a_note(client, "one\ntwo")])[0]
    appointment = an_appointment(client, weekly=True, last_day=LAST_DAY)
    vault.appointments.add([appointment])
    vault.appointments.mark(appointment.id, appointment.day, SessionStatus.MISSED)
    vault.clients.get(client.id)  # the one view of this sitting
    heard: list[Fact] = []
    vault.notes._store.published = heard.append
    before, seq = state(path), vault.audit.mark.seq
    act(vault, client, note)
    assert state(path) == before
    assert vault.audit.mark.seq == seq
    assert heard == []


CHANGED: dict[str, Act] = {
    "practice": lambda vault, client, note: vault.practice.set(replace(LICENSEE, phone="1")),
    "client": lambda vault, client, note: vault.clients.change(replace(client, name="Dana W")),
    "draft": lambda vault, client, note: vault.notes.save_draft(
        note.changed(sections=(Section("note", "one\ntwo "),))
    ),
    "settings": lambda vault, client, note: vault.settings.set(VaultSettings(11)),
    "answers of set-up": lambda vault, client, note: vault.circumstances.set(
        Circumstances((License("MA"),))
    ),
    "desk": lambda vault, client, note: vault.desk.keep("place", {}),
    "another client": lambda vault, client, note: vault.clients.add([a_client()]),
}


@pytest.mark.parametrize("act", CHANGED.values(), ids=list(CHANGED))
def test_saving_a_change_writes_something(path: Path, vault: OpenVault, act: Act) -> None:
    """The test above must be able to fail."""
    client = with_record(vault)
    note = vault.notes.begin([a_note(client, "one\ntwo")])[0]
    vault.clients.get(client.id)
    before = state(path)
    act(vault, client, note)
    assert state(path) != before
