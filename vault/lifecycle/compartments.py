"""Opening one compartment: from a secret to its key, from its key to its database and head."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from vault.crypto import age
from vault.crypto.kdf import subkey
from vault.errors import Damaged, WrongSecret
from vault.format.head import HEAD_LIMIT, ClosedFile, Head, parse_head, write_head
from vault.format.key_slots import (
    IdentitySlot,
    Opened,
    PassphraseSlot,
    open_identity_slot,
    open_passphrase_slot,
)
from vault.format.vault_header import Compartment, Header
from vault.model.audit import Mark, chain_start
from vault.model.dates import Clock
from vault.model.secret import Passphrase, Secret, wrong_recovery_key
from vault.storage.database import Database
from vault.storage.files import explained, read_file, replace_file
from vault.storage.folder import VaultFolder
from vault.storage.migrate import copy_aside, migrate, refuse_newer, schema_version, scripts_of
from vault.storage.store import Store, Tables
from vault.storage.vault_meta import VaultMeta
from vault.translation import _


@dataclass(frozen=True)
class CompartmentPlace:
    """One compartment of one vault folder, with the key that was found."""

    folder: VaultFolder
    header: Header
    name: str
    opened: Opened = field(repr=False)

    @property
    def compartment(self) -> Compartment:
        """The compartment's entry in the header."""
        compartment = self.header.compartment(self.name)
        if compartment is None:
            raise Damaged(_("The header does not have this compartment."))
        return compartment

    @property
    def start(self) -> str:
        """What the chain of this compartment begins with."""
        return chain_start(self.header.vault_id, self.name)

    def subkey(self, label: str) -> bytes:
        """Return the compartment's key for one use."""
        return subkey(self.opened.key, self.header.vault_id, label)

    def open_database(self) -> Database:
        """Open the compartment's database, checked to be the one the header names.

        It may still have an older schema (`migrated`). Raises Damaged, StorageFailed, and
        NewerFormat for a newer schema.
        """
        path = self.folder.database(self.name, self.compartment.epoch)
        database = Database(path, self.subkey("sqlcipher"))
        try:
            VaultMeta(database).check(self.header.vault_id, self.name, self.compartment.epoch)
            refuse_newer(database, scripts_of(self.name))
        except BaseException:
            database.close()
            raise
        return database

    def migrated(self, database: Database) -> Database:
        """Bring an open database to this version's schema; return it, or what takes its place.

        Only after every check: a vault that is refused is left as it was. Raises StorageFailed
        when there is no room for the copy put aside; the one given is then closed.
        """
        scripts = scripts_of(self.name)
        version = schema_version(database)
        if version == scripts[-1][0]:
            return database
        # Never a copy of a database that this process has open: closing the copy's file would
        # drop SQLite's locks.
        database.close()
        path = self.folder.database(self.name, self.compartment.epoch)
        copy_aside(path, version)
        fresh = Database(path, self.subkey("sqlcipher"))
        try:
            migrate(fresh, scripts)
        except BaseException:
            fresh.close()
            raise
        fresh.mode_was_fixed |= database.mode_was_fixed
        return fresh

    def read_head(self) -> Head | None:
        """Return what the head file says, or None when it is missing.

        After a change of key that was cut off, the head that it wrote before. Raises Damaged when
        it is not what was written.
        """
        try:
            return self._head_in(self.folder.head(self.name))
        except Damaged:
            next_head = self._head_in(self.folder.next_head(self.name))
            if next_head is None:
                raise
            return next_head

    def _head_in(self, path: Path) -> Head | None:
        data = read_file(path, HEAD_LIMIT)
        if data is None:
            return None
        return parse_head(data, self.header.place(self.name), self.subkey("head-mac"))

    def closed_file(self) -> ClosedFile:
        """Return size and SHA-256 of the database file. Raises StorageFailed.

        Only once it is closed: reading a live database file would drop SQLite's locks.
        """
        path = self.folder.database(self.name, self.compartment.epoch)
        with explained(), path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            return ClosedFile(file.tell(), sha256)

    def keep_head(self, mark: Mark, closed: ClosedFile | None = None) -> None:
        """Write the head file. Raises StorageFailed."""
        self._write_head(self.folder.head(self.name), Head(mark, closed))

    def keep_next_head(self, mark: Mark, closed: ClosedFile) -> None:
        """Write the head of an epoch that the header is to name next. Raises StorageFailed."""
        self._write_head(self.folder.next_head(self.name), Head(mark, closed))

    def _write_head(self, path: Path, head: Head) -> None:
        data = write_head(head, self.header.place(self.name), self.subkey("head-mac"))
        replace_file(path, data)


def find_key(folder: VaultFolder, header: Header, name: str, secret: Secret) -> CompartmentPlace:
    """Return the compartment with the key that a secret opens, its header proved by that key.

    Raises WrongSecret when no slot opens, Damaged when the header was altered.
    """
    opened = _open_slot(header, name, secret)
    place = CompartmentPlace(folder, header, name, opened)
    header.check_mac(name, place.subkey("header-mac"))
    return place


def open_store(
    place: CompartmentPlace,
    database: Database,
    tables: Tables,
    clock: Clock,
    keep_head: Callable[[Mark], None] | None = None,
) -> Store[Tables]:
    """Return the store of an open database, which keeps this compartment's head, or another."""
    return Store(
        database,
        tables,
        start=place.start,
        way_in=place.opened.way_in,
        clock=clock,
        keep_head=keep_head or place.keep_head,
    )


def _open_slot(header: Header, name: str, secret: Secret) -> Opened:
    compartment = header.compartment(name)
    place = header.place(name)
    slots = compartment.slots if compartment else ()
    if isinstance(secret, Passphrase):
        for slot in slots:
            if isinstance(slot, PassphraseSlot):
                try:
                    return open_passphrase_slot(slot, secret.text, place)
                except WrongSecret:
                    continue
        raise WrongSecret(
            _("This passphrase does not open it."), hint=_("Check capitals and the keyboard.")
        )
    identity = age.find_identity(secret.text)
    recipient = age.recipient_of(identity)
    for slot in slots:
        if isinstance(slot, IdentitySlot) and slot.recipient == recipient:
            return open_identity_slot(slot, identity, place)
    raise wrong_recovery_key(name)
