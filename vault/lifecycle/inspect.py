"""What a vault is, told without a key."""

from dataclasses import dataclass
from pathlib import Path

from vault.format.key_slots import FORMAT
from vault.format.vault_header import PROCESS, RECORDS
from vault.services.ways_in import HeaderFile
from vault.storage.folder import VaultFolder


@dataclass(frozen=True)
class InspectedCompartment:
    """One compartment as anyone can see it: key epoch, generation, and the kinds of ways in."""

    name: str
    epoch: int
    generation: int
    ways_in: tuple[str, ...]


@dataclass(frozen=True)
class Inspection:
    """What anyone can see of a vault. `broken` names header files that are not whole."""

    format: int
    vault_id: str
    compartments: tuple[InspectedCompartment, ...]
    broken: tuple[str, ...]


def inspect(path: Path) -> Inspection:
    """Read the header of the vault at `path`; nothing is opened, locked or changed.

    Raises NotFound, Damaged, NewerFormat, StorageFailed.
    """
    folder = VaultFolder(path)
    folder.require()
    header_file = HeaderFile(folder)
    header = header_file.current
    compartments = []
    for name in (RECORDS, PROCESS):
        compartment = header.compartment(name)
        if compartment is not None:
            ways_in = tuple(f"{slot.type}:{slot.id}" for slot in compartment.slots)
            compartments.append(
                InspectedCompartment(name, compartment.epoch, compartment.generation, ways_in)
            )
    return Inspection(FORMAT, header.vault_id, tuple(compartments), tuple(header_file.broken))
