"""What a conflict check shows, read from the open vault in one job."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from vault.model.conflict import Match
from vault.model.former_client import FormerClientRule
from vault.model.ids import ClientId
from vault.open_vault import OpenVault


@dataclass(frozen=True)
class ConflictLook:
    """Who is known by a name like these, the rules on former clients, and a reason half typed."""

    names: tuple[str, ...] = field(repr=False)
    matches: tuple[Match, ...]
    rules: tuple[FormerClientRule, ...]
    reason: str = field(default="", repr=False)


def look(names: Sequence[str], file: ClientId | None, desk: str, vault: OpenVault) -> ConflictLook:
    """Look for names; the reason that lies on the desk is found again. Raises as `search` does."""
    half = vault.desk.get(desk) or {}
    return ConflictLook(
        names=tuple(names),
        matches=tuple(vault.conflicts.search(names, file)),
        rules=vault.conflicts.rules(),
        reason=str(half.get("reason", "")),
    )
