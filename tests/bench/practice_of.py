"""Vaults of many notes for the bench: encrypted as ever, or the same tables in the clear."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2

from tests.practice import LICENSEE, NOON, PASSPHRASE, FixedClock, a_client, a_note, make_vault
from vault.crypto.kdf import FLOOR
from vault.crypto.signature import new_signing_key
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.audit import Mark, chain_start
from vault.model.client import Client
from vault.model.ids import new_id
from vault.model.note import Note
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault
from vault.services.appointments import Appointments
from vault.services.clients import Clients
from vault.services.documents import Documents
from vault.services.episodes import Episodes
from vault.services.holds import Holds
from vault.services.imports.service import Imports, Parts
from vault.services.notes.writing import Notes
from vault.services.practice import Practice as PracticeService
from vault.services.set_aside import SetAsides
from vault.storage.database import Database
from vault.storage.migrate import scripts_of, start
from vault.storage.records_store import RecordsStore, records_tables
from vault.storage.store import Store
from vault.storage.vault_meta import VaultMeta

Keep = Callable[[Sequence[Note]], object]

_AT_ONCE = 2000
_WORDS = tuple(
    word
    for line in (
        "sleep appetite mother brother morning work deadline argument letter garden quiet panic",
        "breathing train school grief anger memory father kitchen weekend promise worry plan walk",
        "river diary friend lonely hopeful tired restless focus pressure boundary practice lesson",
        "homework therapy session return before after slowly gently clearly briefly often seldom",
    )
    for word in line.split()
)


def an_opened(folder: Path) -> OpenVault:
    """Make a vault and open it."""
    path = folder / "bench.strongroom"
    make_vault(path, FixedClock())
    return reopened(path)


def of_size(folder: Path, notes: int) -> Path:
    """Make a vault of so many notes; return its path."""
    folder.mkdir()
    vault = an_opened(folder)
    try:
        vault.practice.set(LICENSEE)
        fill(vault.clients, vault.notes.begin_and_sign, notes)
    finally:
        vault.close()
    return folder / "bench.strongroom"


def reopened(path: Path) -> OpenVault:
    """Open a vault of the bench."""
    around = Surroundings(FixedClock(), path.parent / "state", cost=FLOOR)
    return unlock(path, Passphrase(PASSPHRASE), around)


def fill(clients: Clients, keep: Keep, count: int, seed: int = 1) -> None:
    """Add clients and notes of about 2.5 KB, in bulk; one client for each hundred notes."""
    dice = random.Random(seed)
    names = [f"Client {number:06}" for number in range(max(1, count // 100))]
    kept = clients.add([a_client(name) for name in names])
    for first in range(0, count, _AT_ONCE):
        numbers = range(first, min(count, first + _AT_ONCE))
        keep([session(kept, number, dice) for number in numbers])


def session(clients: list[Client], number: int, dice: random.Random) -> Note:
    """Return the draft of one session of 2.5 KB, the clients in turn."""
    text = " ".join(dice.choices(_WORDS, k=400))
    return a_note(
        clients[number % len(clients)],
        text,
        service_date=date(2016, 1, 4) + timedelta(days=number // len(clients)),
        begun_at=NOON,
    )


class PlainDatabase(Database):
    """The same library, pragmas and statements without a key: the yardstick of encryption."""

    def _connect(self, key: bytes) -> dbapi2.Connection:
        return dbapi2.connect(
            f"{self._path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None
        )

    def _check_no_zeros(self) -> None:
        self._run("PRAGMA cipher_status").fetchone()  # as long, and true of no plain file


def notes_over(kind: type[Database], folder: Path) -> tuple[Clients, Notes, Database]:
    """Return the services over a database of one kind, without a vault around it."""
    store = store_over(kind, folder)
    return Clients(store), Notes(store, new_signing_key()), store.database


def imports_over(kind: type[Database], folder: Path) -> tuple[Imports, Database]:
    """Return what brings records in, over a database of one kind."""
    store, key = store_over(kind, folder), new_signing_key()
    appointments = Appointments(store)
    PracticeService(store).set(LICENSEE)
    parts = Parts(
        clients=Clients(store).add,
        episodes=Episodes(store).add,
        holds=Holds(store).add,
        notes=Notes(store, key).begin_and_sign,
        appointments=appointments.add,
        mark=appointments.mark,
        documents=Documents(store, folder).attach,
        set_aside=SetAsides(store, folder, None).add,
    )
    return Imports(store, folder, key, parts), store.database


def store_over(kind: type[Database], folder: Path) -> RecordsStore:
    """Return records over a database of one kind, without a vault around it."""
    path = folder / f"{kind.__name__}.db"
    Database.make_file(path)
    database = kind(path, bytes(range(32)), new=True)
    vault_id = new_id()

    def describe() -> None:
        VaultMeta(database).begin(vault_id, "records", 1, 1)

    start(database, scripts_of("records"), describe)

    def keep_nothing(_mark: Mark) -> None:
        return

    return Store(
        database,
        records_tables(database),
        start=chain_start(vault_id, "records"),
        way_in="passphrase:1",
        clock=FixedClock(),
        keep_head=keep_nothing,
    )
