"""What unlocking gives you: the table of contents of the product."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from vault.model.secret import Keep, NewSecrets, Secret
from vault.services.appointments import Appointments
from vault.services.audit import Audit
from vault.services.clients import Clients
from vault.services.notes import Notes
from vault.services.practice import Practice
from vault.services.process_notes import ProcessNotes
from vault.services.releases import Releases
from vault.services.ways_in import WaysIn


@dataclass(frozen=True)
class OpenProcessNotes:
    """The process compartment while it is open: its notes, its chain, its ways in."""

    notes: ProcessNotes
    audit: Audit
    ways_in: WaysIn
    close: Callable[[], None]


@dataclass(frozen=True)
class Records:
    """The services of the records compartment."""

    practice: Practice
    clients: Clients
    notes: Notes
    appointments: Appointments
    releases: Releases
    audit: Audit
    ways_in: WaysIn


class Door(Protocol):
    """The way to the process compartment, which lifecycle knows how to go."""

    @property
    def exists(self) -> bool:
        """Whether the vault has a process compartment yet."""

    def open(self, secret: Secret) -> OpenProcessNotes:
        """Open it with its own secret."""

    def make(self, new: NewSecrets, keep: Keep) -> None:
        """Make it, with a new passphrase of its own; `keep` gets its paper key first."""


class OpenVault:
    """A vault whose records are open. Process notes open apart, with their own secret.

    Everything runs on the thread that unlocked it. `warnings` are sentences to show once.
    """

    def __init__(
        self,
        vault_id: str,
        records: Records,
        *,
        process: Door,
        close: Callable[[], None],
        warnings: tuple[str, ...] = (),
    ) -> None:
        self.vault_id = vault_id
        self.practice = records.practice
        self.clients = records.clients
        self.notes = records.notes
        self.appointments = records.appointments
        self.releases = records.releases
        self.audit = records.audit
        self.ways_in = records.ways_in
        self.process_door = process
        self.warnings = warnings
        self._close = close
        self._closed = False

    def close(self) -> None:
        """Close the records and let go of the vault; close process notes first.

        A second call does nothing.
        """
        if not self._closed:
            self._closed = True
            self._close()
