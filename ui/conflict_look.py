"""What a conflict check shows, read from the open vault in one job."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ui.date_words import plain_day
from vault.model.conflict import ConflictCheck, KnownAs, Match
from vault.model.conflict_words import decision_words, known_words
from vault.model.former_client import FormerClientRule
from vault.model.ids import ClientId
from vault.open_vault import OpenVault
from vault.translation import _, count_of

_MOST_NAMED = 4


@dataclass(frozen=True)
class ConflictLook:
    """Who is known by a name like these, the rules on former clients, and a reason half typed."""

    names: tuple[str, ...] = field(repr=False)
    matches: tuple[Match, ...]
    rules: tuple[FormerClientRule, ...]
    reason: str = field(default="", repr=False)


def check_line(check: ConflictCheck, found: Mapping[tuple[str, KnownAs], str], *names: str) -> str:
    """Return a decision in a line: when, about whom, who was found, what was decided, and why.

    `found` says what those are called who can still be found.
    """
    said = [plain_day(check.checked_at.date()), *names]
    known = [
        _("{name} ({known_as})").format(
            name=found.get((each.id, each.known_as), _("no longer kept")),
            known_as=known_words(each.known_as),
        )
        for each in check.found[:_MOST_NAMED]
    ]
    more = len(check.found) - len(known)
    known += [count_of("{n} more", "{n} more", more)] if more else []
    said.append(_("found: {names}").format(names=", ".join(known)) if known else _("nobody found"))
    said.append(decision_words(check.decision))
    return " · ".join([*said, check.reason] if check.reason else said)


def look(names: Sequence[str], file: ClientId | None, desk: str, vault: OpenVault) -> ConflictLook:
    """Look for names; the reason that lies on the desk is found again. Raises as `search` does."""
    half = vault.desk.get(desk) or {}
    same = half.get("names") == list(names)  # else it was written about somebody else
    return ConflictLook(
        names=tuple(names),
        matches=tuple(vault.conflicts.search(names, file)),
        rules=vault.conflicts.rules(),
        reason=str(half.get("reason", "")) if same else "",
    )
