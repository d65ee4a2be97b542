"""What this computer remembers of a vault between sittings: how far it had come, failed unlocks.

No client data and no secret: it is kept outside of the vault, in the clear.
"""

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vault.errors import VaultError
from vault.model.audit import Mark
from vault.storage.files import PRIVATE_FOLDER, read_file, replace_file

_LIMIT = 65_536


@dataclass(frozen=True)
class SeenMark:
    """How far a compartment had come when this computer last saw it, and when that was."""

    mark: Mark
    at: str


class ComputerState:
    """One file for each vault in the program's state folder. Best effort: losing it loses nothing.

    `folder` is None where nothing is to be remembered.
    """

    def __init__(self, folder: Path | None, vault_id: str) -> None:
        self._path = folder / "vaults" / f"{vault_id}.json" if folder else None

    def seen(self, compartment: str) -> SeenMark | None:
        """Return how far a compartment had come, or None when this computer never saw it."""
        value: Any = self._read().get(compartment)
        try:
            mark = Mark(value["seq"], value["chain_head"], value["generation"])
            seen = SeenMark(mark, value["at"])
        except (TypeError, KeyError):
            return None
        numbers = type(mark.seq) is int and type(mark.generation) is int and 0 <= mark.seq < 2**53
        return seen if numbers and isinstance(mark.chain_head, str) else None

    def remember(self, compartment: str, seen: SeenMark) -> None:
        """Remember how far a compartment has come."""
        mark = seen.mark
        self._write(
            compartment,
            {
                "seq": mark.seq,
                "chain_head": mark.chain_head,
                "generation": mark.generation,
                "at": seen.at,
            },
        )

    def forget(self, compartment: str) -> None:
        """Expect nothing of a compartment: it was restored from a backup."""
        if self.seen(compartment) is not None:
            self._write(compartment, None)

    def count_failed_unlock(self, compartment: str) -> None:
        """Count one more wrong passphrase, to be merged into the chain at the next unlock."""
        self._write(f"{compartment}_failed", self.failed_unlocks(compartment) + 1)

    def failed_unlocks(self, compartment: str) -> int:
        """Return how many wrong passphrases there were since the last unlock."""
        value = self._read().get(f"{compartment}_failed")
        return value if type(value) is int and value > 0 else 0

    def forget_failed_unlocks(self, compartment: str) -> None:
        """Start counting again, after the count stands in the chain."""
        if self.failed_unlocks(compartment):
            self._write(f"{compartment}_failed", 0)

    def _read(self) -> dict[str, Any]:
        try:
            value = json.loads((read_file(self._path, _LIMIT) or b"{}") if self._path else b"{}")
        except (ValueError, VaultError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}

    def _write(self, name: str, value: Any) -> None:
        if self._path is None:
            return
        with contextlib.suppress(OSError, VaultError):
            for folder in (self._path.parent.parent, self._path.parent):
                folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            replace_file(self._path, json.dumps(self._read() | {name: value}).encode())
