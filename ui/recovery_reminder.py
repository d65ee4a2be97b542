"""Which recovery keys nobody has shown to have on paper yet: kept on the desk, for reminders."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vault.open_vault import OpenVault

UNCONFIRMED = "recovery-key-unconfirmed"
"""The name on the desk; its value is {"compartments": [...]}."""


def unconfirmed(vault: "OpenVault") -> tuple[str, ...]:
    """Return the compartments whose newest recovery key is not shown to be on paper."""
    kept = vault.desk.get(UNCONFIRMED) or {}
    names = kept.get("compartments")
    # Nobody can show a paper whose key has ended, and no other one is there to be shown.
    papers = {each.compartment for each in vault.way_names.list_all() if each.type == "recovery"}
    return tuple(str(name) for name in names if name in papers) if isinstance(names, list) else ()


def remind(vault: "OpenVault", compartments: Iterable[str]) -> None:
    """Keep a reminder of these compartments beside those there are."""
    _keep(vault, {*unconfirmed(vault), *compartments})


def settle(vault: "OpenVault", compartment: str) -> None:
    """Take the reminder of a compartment away: its key is on paper."""
    _keep(vault, set(unconfirmed(vault)) - {compartment})


def _keep(vault: "OpenVault", compartments: set[str]) -> None:
    if compartments:
        vault.desk.keep(UNCONFIRMED, {"compartments": sorted(compartments)})
    else:
        vault.desk.clear(UNCONFIRMED)
