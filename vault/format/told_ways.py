"""A slot of the header, as a sheet tells of it: what opens with it, and nothing secret."""

from vault.format.key_slots import PassphraseSlot, Slot
from vault.model.loss import LostWay


def way_of(compartment: str, slot: Slot) -> LostWay:
    """Return what a sheet says of a slot of a compartment."""
    if isinstance(slot, PassphraseSlot):
        return LostWay(compartment, slot.type, (slot.cost.t, slot.cost.p, slot.cost.m))
    return LostWay(compartment, slot.type, None, slot.k, slot.n)
