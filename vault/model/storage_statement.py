"""What a licensee can state of how the records are kept, for an employer: facts of this vault."""

from dataclasses import dataclass
from datetime import date

from vault.model.loss import LostWay
from vault.model.practice import Licensee
from vault.model.settings import VaultSettings

CITE = "20 CSR 2263-3.100(4)"
THROUGH = date(2024, 12, 2)
"""The day through which the source of the clause was current."""


@dataclass(frozen=True)
class StorageFacts:
    """No client, no path, no name of who holds a card: it leaves the vault for others to read.

    `ways` are those that open records or process notes, `places` how many backup places there are;
    `backed_up` and `rehearsed` are the days of the last backup and of the last that was restored to
    see that it can be, None where there was none.
    """

    licensee: Licensee
    ways: tuple[LostWay, ...]
    settings: VaultSettings
    places: int
    backed_up: date | None
    rehearsed: date | None
    made_on: date
