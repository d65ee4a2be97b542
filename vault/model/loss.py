"""What a vault knows of a computer that is gone: counts, ciphers and moments, for its owner."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class LostWay:
    """A way in as it stood in the header. `cost` is (passes, lanes, KiB) of a passphrase.

    `type` is passphrase, recovery or executor; any `k` of `n` cards open, 0 for other kinds.
    """

    compartment: str
    type: str
    cost: tuple[int, int, int] | None = None
    k: int = 0
    n: int = 0


@dataclass(frozen=True)
class FileOut:
    """A file that left the vault: a copy of a record with `notes` notes; None of anything else.

    That is a notice of the onset list, which has a `sha256`, or the chain, which has none; or
    `everything` of the practice, whose `sha256` is that of its manifest.
    """

    at: datetime
    sha256: str
    notes: int | None
    everything: bool = False


@dataclass(frozen=True)
class LossFacts:
    """All of it; moments are UTC. `restored` is when this copy was restored, None when it was not.

    `opened`, `last_entry` and `backed_up` are the last ones this copy knows from before that;
    `since` counts its entries afterwards. `files` are the newest first.
    """

    vault_id: str
    clients: int
    notes: int
    has_process_notes: bool
    ways: tuple[LostWay, ...]
    opened: datetime | None
    last_entry: datetime
    backed_up: datetime | None
    restored: datetime | None
    since: int
    files: tuple[FileOut, ...]
    made_at: datetime
