"""Makes the made-up practice: a real vault, real signatures, a real copy of a record."""

import os
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from vault.demo.people import CLIENTS, LICENSEE, DemoClient, DemoNote
from vault.errors import NotAllowed
from vault.lifecycle.create import create
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.client import Client
from vault.model.ids import ClientId, NoteId, ProcessNoteId, new_id
from vault.model.note import TEMPLATES, Note, new_note
from vault.model.process_note import new_process_note
from vault.model.secret import NewSecrets, Passphrase
from vault.open_vault import OpenVault
from vault.storage.files import PRIVATE_FOLDER, explained, replace_file
from vault.translation import _

PASSPHRASE = "demo passphrase, nothing in here is real"  # noqa: S105
PROCESS_PASSPHRASE = "demo process passphrase, not real either"  # noqa: S105


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
    create(
        path,
        NewSecrets(PASSPHRASE, recovery=False),
        NewSecrets(PROCESS_PASSPHRASE, recovery=False),
        clock=surroundings.clock,
        cost=surroundings.cost,
    )
    vault = unlock(path, Passphrase(PASSPHRASE), surroundings)
    try:
        ids = _fill(vault, surroundings)
        releases = (_release(vault, ids[0], folder / "releases"),)
    finally:
        vault.close()
    return Demo(path, folder / "passphrase.txt", folder / "process-passphrase.txt", releases)


def _fill(vault: OpenVault, surroundings: Surroundings) -> list[ClientId]:
    vault.practice.set(LICENSEE)
    now = surroundings.clock.now()
    clients = vault.clients.add(
        [
            Client(
                id=ClientId(new_id()),
                name=each.name,
                preferred_name=each.preferred_name,
                birth_date=each.birth_date,
                kind=each.kind,
                status=each.status,
                contacts=each.contacts,
                added_at=now,
            )
            for each in CLIENTS
        ]
    )
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    try:
        for client, person in zip(clients, CLIENTS, strict=True):
            _write_notes(vault, client.id, person, surroundings)
            process.notes.add(
                [
                    new_process_note(ProcessNoteId(new_id()), client.id, day, text, now)
                    for day, text in person.process_notes
                ]
            )
    finally:
        process.close()
    return [client.id for client in clients]


def _write_notes(
    vault: OpenVault, client: ClientId, person: DemoClient, surroundings: Surroundings
) -> None:
    for each in person.notes:
        note = vault.notes.begin([_note(client, each, surroundings)])[0]
        if each.signed:
            vault.notes.sign(note.id)
        if each.addendum:
            vault.notes.addend(note.id, each.addendum)


def _note(client: ClientId, each: DemoNote, surroundings: Surroundings) -> Note:
    return new_note(
        note_id=NoteId(new_id()),
        client=client,
        template=each.template,
        service_date=each.day,
        start=time.fromisoformat(each.start),
        stop=time.fromisoformat(each.stop),
        sections=dict(zip(TEMPLATES[each.template], each.sections, strict=True)),
        begun_at=surroundings.clock.now(),
    )


def _release(vault: OpenVault, client: ClientId, folder: Path) -> DemoRelease:
    prepared = vault.releases.prepare(client)
    written = vault.releases.write(prepared, prepared.render(), folder)
    return DemoRelease(client, written.path, written.sha256)
