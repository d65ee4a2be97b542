"""Lets a client stand before others in lists, or where the name puts it."""

from vault.model.ids import ClientId
from vault.open_vault import OpenVault


def set_pin(client: ClientId, pinned: bool, vault: OpenVault) -> bool:
    """Pin a client or take the pin away; return which. Raises as `Clients.pin` does."""
    if pinned:
        vault.clients.pin(client)
    else:
        vault.clients.unpin(client)
    return pinned
