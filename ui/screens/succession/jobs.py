"""What the place Succession does with the vault, on its thread; no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from vault.errors import StorageFailed
from vault.lifecycle.cards import keep_cards, remove_cards
from vault.model.secret import Passphrase
from vault.model.share import Card, Holder, ShareSet
from vault.model.way_in import reads_only
from vault.open_vault import OpenProcessNotes, OpenVault
from vault.translation import _

RECORDS, PROCESS = "records", "process"

DESK = "succession/making"
"""The name on the desk of a set whose making was begun; no word of a card lies there."""

_MOST_FOLDERS = 99

Answer = TypeVar("Answer")
Compartment = OpenVault | OpenProcessNotes


@dataclass(frozen=True)
class Known:
    """The sets of cards there are. `may_make` is false for whoever opened the vault with cards."""

    sets: tuple[ShareSet, ...]
    has_process_notes: bool
    may_make: bool

    @property
    def has_records_set(self) -> bool:
        """Whether some cards open the records."""
        return any(each.compartment == RECORDS for each in self.sets)


@dataclass(frozen=True)
class Making:
    """What a new set is to be: its compartment, and how many of its cards are needed."""

    compartment: str
    k: int


def read_known(vault: OpenVault) -> Known:
    """Return every set that opens something, with its holders."""
    may_make = not reads_only(vault.ways_in.used)
    return Known(tuple(vault.shares.list_all()), vault.process_door.exists, may_make)


def make(
    vault: OpenVault, making: Making, holders: Sequence[Holder], passphrase: str
) -> tuple[Card, ...]:
    """Make cards that open nothing yet. Process notes are opened for it, and closed again.

    Raises as `WaysIn.make_cards` and, for process notes, `open_process` do.
    """
    return _with(
        vault,
        making.compartment,
        passphrase,
        lambda opened: opened.ways_in.make_cards(making.k, holders),
    )


def let_open(
    vault: OpenVault, cards: Sequence[Card], typed: Sequence[str], passphrase: str
) -> None:
    """Let cards open what they were made for, their key rebuilt from the words that were typed.

    Raises as `OpenVault.open_to_cards` and, for process notes, `open_process` do.
    """
    _with(
        vault,
        cards[0].compartment,
        passphrase,
        lambda opened: vault.open_to_cards(opened.ways_in, cards, typed),
    )
    vault.desk.clear(DESK)


class CardFiles:
    """The files of the cards of one set. Used on the vault's thread alone, in its turn."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = tuple(cards)
        self._files: list[Path] = []

    def save(self, chosen: Path) -> Path:
        """Write the cards into a new folder within the chosen one; return it.

        Raises StorageFailed; no card is then left there.
        """
        folder = _free_folder(chosen)
        self._files += keep_cards(folder, self._cards)
        return folder

    def remove(self) -> None:
        """Take the files away. Raises StorageFailed."""
        remove_cards(self._files)
        self._files = []

    def are_open(self, vault: OpenVault) -> bool:
        """Tell whether the cards open something by now."""
        known = {(each.compartment, each.way_in) for each in vault.shares.list_all()}
        return (self._cards[0].compartment, self._cards[0].way_in) in known

    def remove_unless_open(self, vault: OpenVault) -> None:
        """Take the files away unless the cards open something. Raises StorageFailed."""
        if not self.are_open(vault):
            self.remove()


def lay_on_desk(vault: OpenVault, values: dict[str, Any], files: CardFiles | None) -> None:
    """Keep what was answered, unless the cards came to open something meanwhile."""
    if files is None or not files.are_open(vault):
        vault.desk.keep(DESK, values)


def _free_folder(chosen: Path) -> Path:
    for number in range(1, _MOST_FOLDERS + 1):
        name = _("Executor cards") if number == 1 else _("Executor cards {n}").format(n=number)
        if not (chosen / name).exists():
            return chosen / name
    raise StorageFailed(_("There are too many folders of cards. Choose another place."))


def _with(
    vault: OpenVault, compartment: str, passphrase: str, job: Callable[[Compartment], Answer]
) -> Answer:
    if compartment == RECORDS:
        return job(vault)
    if vault.process is not None:
        return job(vault.process)
    opened = vault.open_process(Passphrase(passphrase))
    try:
        return job(opened)
    finally:
        vault.close_process()
