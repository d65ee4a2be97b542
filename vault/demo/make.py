"""Makes the made-up practice: a real vault, real signatures, a real copy of a record."""

import os
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from vault.demo.people import CLIENTS, LICENSEE, OPENED, DemoClient, DemoNote
from vault.demo.week import plan_week
from vault.errors import NotAllowed
from vault.lifecycle.create import create
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.client import Client, ClientStatus
from vault.model.ids import ClientId, NoteId, ProcessNoteId, new_id
from vault.model.note import TEMPLATES, new_note
from vault.model.process_note import ProcessNote, new_process_note
from vault.model.secret import NewSecrets, Passphrase
from vault.open_vault import OpenVault
from vault.storage.files import PRIVATE_FOLDER, explained, replace_file
from vault.translation import _

PASSPHRASE = "demo passphrase, nothing in here is real"  # noqa: S105
PROCESS_PASSPHRASE = "demo process passphrase, not real either"  # noqa: S105


@dataclass
class DemoClock:
    """Stands at the session that is being written up, so that the record has its own past."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.moment

    def set(self, day: date, at: time) -> None:
        """Stand at a time of a day, in the zone it began with."""
        self.moment = datetime.combine(day, at, self.moment.tzinfo)


@dataclass(frozen=True)
class DemoRelease:
    """A copy of a record that the demo gave out."""

    client: str
    file: Path
    sha256: str


@dataclass(frozen=True)
class Demo:
    """Where everything of the made-up practice is."""

    vault: Path
    passphrase_file: Path
    process_passphrase_file: Path
    releases: tuple[DemoRelease, ...]


def make_demo(folder: Path, surroundings: Surroundings) -> Demo:
    """Make the practice in `folder`, with its passphrases beside it, and release one record.

    Raises NotAllowed when the folder holds one already, StorageFailed.
    """
    path = folder / "practice.strongroom"
    if path.exists():
        raise NotAllowed(
            _("There is a made-up practice here already."), hint=_("Name another folder.")
        )
    with explained():
        folder.mkdir(parents=True, exist_ok=True)
        os.chmod(folder, PRIVATE_FOLDER)
    files = {"passphrase.txt": PASSPHRASE, "process-passphrase.txt": PROCESS_PASSPHRASE}
    for name, text in files.items():
        replace_file(folder / name, f"{text}\n".encode())
    today = surroundings.clock.now()
    clock = DemoClock(today)
    clock.set(OPENED, time(9))
    create(
        path,
        NewSecrets(PASSPHRASE, recovery=False),
        NewSecrets(PROCESS_PASSPHRASE, recovery=False),
        clock=clock,
        cost=surroundings.cost,
    )
    vault = unlock(path, Passphrase(PASSPHRASE), replace(surroundings, clock=clock))
    try:
        ids = _fill(vault, clock)
        clock.moment = today
        named = {person.name: each for person, each in zip(CLIENTS, ids, strict=True)}
        plan_week(vault, named, today.date())
        releases = (_release(vault, ids[0], folder / "releases"),)
    finally:
        vault.close()
    return Demo(path, folder / "passphrase.txt", folder / "process-passphrase.txt", releases)


def _fill(vault: OpenVault, clock: DemoClock) -> list[ClientId]:
    vault.practice.set(LICENSEE)
    clients = vault.clients.add([_client(each, clock) for each in CLIENTS])
    sessions = sorted(
        (
            (note.day, client.id, note)
            for client, person in zip(clients, CLIENTS, strict=True)
            for note in person.notes
        ),
        key=lambda session: session[0],
    )
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    try:
        for _day, client_id, note in sessions:
            _write_up(vault, client_id, note, clock)
            if note.process_note:
                process.notes.add([_process_note(client_id, note, clock)])
    finally:
        process.close()
    return [client.id for client in clients]


def _client(person: DemoClient, clock: DemoClock) -> Client:
    return Client(
        id=ClientId(new_id()),
        name=person.name,
        preferred_name=person.preferred_name,
        birth_date=person.birth_date,
        kind=person.kind,
        status=ClientStatus.ACTIVE,
        contacts=person.contacts,
        added_at=clock.now(),
    )


def _write_up(vault: OpenVault, client: ClientId, each: DemoNote, clock: DemoClock) -> None:
    """Begin the note when the session ends, sign it ten minutes later, add to it next morning."""
    stop = time.fromisoformat(each.stop)
    clock.set(each.day, stop)
    note = new_note(
        note_id=NoteId(new_id()),
        client=client,
        template=each.template,
        service_date=each.day,
        start=time.fromisoformat(each.start),
        stop=stop,
        sections=dict(zip(TEMPLATES[each.template], each.sections, strict=True)),
        begun_at=clock.now(),
    )
    vault.notes.begin([note])
    clock.moment += timedelta(minutes=10)
    if each.signed:
        vault.notes.sign(note.id)
    if each.addendum:
        clock.set(each.day + timedelta(days=1), time(9, 5))
        vault.notes.addend(note.id, each.addendum)


def _process_note(client: ClientId, each: DemoNote, clock: DemoClock) -> ProcessNote:
    return new_process_note(
        ProcessNoteId(new_id()), client, each.day, each.process_note, clock.now()
    )


def _release(vault: OpenVault, client: ClientId, folder: Path) -> DemoRelease:
    prepared = vault.releases.prepare(client)
    written = vault.releases.write(prepared, prepared.render(), folder)
    return DemoRelease(client, written.path, written.sha256)
