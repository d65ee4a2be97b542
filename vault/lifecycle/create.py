"""Making a vault: whole under its final name, or not at all."""

import contextlib
import os
import secrets
import shutil
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from vault.crypto import age, signature
from vault.crypto.kdf import KEY_SIZE, KdfCost, subkey, writing_cost
from vault.errors import BadInput, NotAllowed
from vault.format.key_slots import (
    FORMAT,
    Opened,
    PassphraseSlot,
    Place,
    Slot,
    make_passphrase_slot,
    make_recovery_slot,
)
from vault.format.signing_wraps import wrap_for_passphrase, wrap_for_recovery
from vault.format.vault_header import PROCESS, RECORDS, Compartment, Header, write_header
from vault.lifecycle.compartments import CompartmentPlace, open_store
from vault.model.audit import Action, Fact, Mark
from vault.model.dates import Clock
from vault.model.ids import new_id
from vault.model.secret import Keep, NewSecrets, PaperKey
from vault.storage.database import Database
from vault.storage.files import PRIVATE_FOLDER, explained, replace_file, sync_folder
from vault.storage.folder import VaultFolder
from vault.storage.migrate import scripts_of, start
from vault.storage.process_store import process_tables
from vault.storage.records_store import records_tables
from vault.storage.vault_meta import VaultMeta
from vault.translation import _


@dataclass(frozen=True)
class NewCompartment:
    """A compartment that is made: its key, its ways in, and the paper key to print."""

    compartment: Compartment
    opened: Opened = field(repr=False)
    derived: bytes = field(repr=False)
    recovery_key: str | None = field(repr=False)


def create(
    path: Path,
    records: NewSecrets,
    process: NewSecrets | None = None,
    *,
    clock: Clock,
    keep: Keep = lambda key: None,
    cost: KdfCost | None = None,
) -> str:
    """Make a vault at `path` and return its id.

    Everything is built in a folder beside it, synced, and renamed: a crash leaves no vault or a
    whole one. `keep` is given each paper key before that rename. Raises NotAllowed when the path
    is taken or both passphrases are the same, BadInput for an empty one, StorageFailed.
    """
    check_new_passphrases(records, process)
    with explained():
        taken = path.exists()
    if taken:
        raise NotAllowed(_("There is something at this place already. It was left as it is."))
    building = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    folder = VaultFolder(building)
    vault_id = new_id()
    with explained():
        building.mkdir(mode=PRIVATE_FOLDER)
        building.chmod(PRIVATE_FOLDER)
    try:
        with explained():
            folder.documents.mkdir(mode=PRIVATE_FOLDER)
        _build(folder, vault_id, records, process, clock, keep, cost or writing_cost())
        with explained():
            sync_folder(building)
            os.rename(building, path)
    except BaseException:
        with contextlib.suppress(OSError):
            shutil.rmtree(building)
        raise
    with explained():
        try:
            sync_folder(path.parent)
        except OSError:
            # Taken back, or a vault would stand whose making was refused; by its name alone, for a
            # power cut could bring the name back without the files.
            os.rename(path, building)
            raise
    return vault_id


def check_new_passphrases(records: NewSecrets, process: NewSecrets | None) -> None:
    """Check the passphrases of a new vault.

    Raises BadInput for an empty one, NotAllowed when both are the same.
    """
    for each in (records, process):
        if each is not None and not each.passphrase.strip():
            raise BadInput(_("A passphrase must not be empty."))
    if process is not None and _nfc(records.passphrase) == _nfc(process.passphrase):
        raise NotAllowed(
            _("Records and process notes must not have the same passphrase."),
            hint=_("Choose another one, so that who learns one does not have both."),
        )


def make_compartment(vault_id: str, name: str, new: NewSecrets, cost: KdfCost) -> NewCompartment:
    """Make a compartment's random key and wrap it for its first ways in."""
    place = Place(vault_id, name, 1)
    key = secrets.token_bytes(KEY_SIZE)
    slot, derived = make_passphrase_slot(1, new.passphrase, key, cost, place)
    slots: tuple[Slot, ...] = (slot,)
    identity = None
    if new.recovery:
        identity = age.new_identity()
        slots += (make_recovery_slot(2, age.recipient_of(identity), key, place),)
    opened = Opened(key, "passphrase:1", derived)
    return NewCompartment(Compartment(1, 1, slots), opened, derived, identity)


def make_process_database(place: CompartmentPlace, clock: Clock) -> Mark:
    """Make the process database and its head, with the first entry of its own chain.

    Returns how far that chain is.
    """
    database = _begin_database(place)
    store = open_store(place, database, process_tables(database), clock)
    try:
        with store.write(Fact(Action.VAULT_CREATED, PROCESS, detail={"format": FORMAT})):
            pass
        mark = store.mark
    finally:
        store.close()
    # A new vault without its head must not come to be; a backup compares the file with it.
    place.keep_head(mark, place.closed_file())
    return mark


def _build(
    folder: VaultFolder,
    vault_id: str,
    records: NewSecrets,
    process: NewSecrets | None,
    clock: Clock,
    keep: Keep,
    cost: KdfCost,
) -> None:
    made = {RECORDS: make_compartment(vault_id, RECORDS, records, cost)}
    if process is not None:
        made[PROCESS] = make_compartment(vault_id, PROCESS, process, cost)
    header = Header(vault_id, made[RECORDS].compartment)
    for name, new in made.items():
        mac_key = subkey(new.opened.key, vault_id, "header-mac")
        header = header.with_compartment(name, new.compartment, mac_key)
    marks = {
        RECORDS: _make_records_database(
            CompartmentPlace(folder, header, RECORDS, made[RECORDS].opened), made[RECORDS], clock
        )
    }
    if PROCESS in made:
        marks[PROCESS] = make_process_database(
            CompartmentPlace(folder, header, PROCESS, made[PROCESS].opened), clock
        )
    data = write_header(header)
    replace_file(folder.header, data)
    replace_file(folder.mirror, data)
    for name, new in made.items():
        if new.recovery_key is not None:
            keep(PaperKey(name, vault_id, marks[name], clock.now().date(), new.recovery_key))


def _make_records_database(place: CompartmentPlace, new: NewCompartment, clock: Clock) -> Mark:
    database = _begin_database(place)
    store = open_store(place, database, records_tables(database), clock)
    signing_key = signature.new_signing_key()
    public = signature.public_key(signing_key).hex()
    facts: tuple[Fact, ...] = (
        Fact(Action.VAULT_CREATED, RECORDS, detail={"format": FORMAT}),
        Fact(Action.SIGNING_KEY_MADE, "signing-key", detail={"public_key": public}),
    )
    if place.header.process is not None:
        facts += (Fact(Action.PROCESS_NOTES_BEGUN, PROCESS),)
    try:
        with store.write(*facts) as tables:
            tables.practice.put_public_key(public)
            for slot in new.compartment.slots:
                wrapped = (
                    wrap_for_passphrase(signing_key, new.derived, slot, place.header.vault_id)
                    if isinstance(slot, PassphraseSlot)
                    else wrap_for_recovery(signing_key, slot.recipient)
                )
                tables.practice.put_wrapped_key(slot.opens_with, public, wrapped)
        store.renew_head()
        return store.mark
    finally:
        store.close()


def _begin_database(place: CompartmentPlace) -> Database:
    path = place.folder.database(place.name, place.compartment.epoch)
    Database.make_file(path)
    database = Database(path, place.subkey("sqlcipher"), new=True)
    compartment = place.compartment

    def describe() -> None:
        VaultMeta(database).begin(
            place.header.vault_id, place.name, compartment.epoch, compartment.generation
        )

    try:
        start(database, scripts_of(place.name), describe)
    except BaseException:
        database.close()
        raise
    return database


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
