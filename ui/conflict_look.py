"""What a conflict check shows, read from the open vault in one job."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ui.date_words import plain_day
from vault.model.conflict import (
    ConflictCheck,
    Decision,
    FoundBefore,
    KnownAs,
    Match,
    Newcomer,
    file_of,
)
from vault.model.conflict_words import decision_words, known_words
from vault.model.former_client import FormerClientRule
from vault.model.ids import ClientId
from vault.open_vault import OpenVault
from vault.translation import _, count_of

_MOST_NAMED = 4
_DESK = "client/conflict-{client}"


@dataclass(frozen=True)
class ConflictLook:
    """Who is known by a name like these, the rules on former clients, and a reason half typed.

    `before` are those whom a check that waits has found already.
    """

    names: tuple[str, ...] = field(repr=False)
    matches: tuple[Match, ...]
    rules: tuple[FormerClientRule, ...]
    reason: str = field(default="", repr=False)
    before: tuple[FoundBefore, ...] = ()


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
    return " · ".join([*said, check.reason] if check.reason.strip() else said)


def desk_of(client: ClientId) -> str:
    """Return where on the desk the reason lies that is half typed in a client's file."""
    return _DESK.format(client=client)


def look_at(newcomer: Newcomer, vault: OpenVault) -> ConflictLook | None:
    """Look for whoever is known by a name that is new in a file with somebody; None, nobody is.

    Raises as `new_with` does.
    """
    matches = vault.conflicts.known_like(newcomer)
    if not matches:
        return None
    names, file = vault.conflicts.new_with(newcomer), file_of(newcomer)
    return look(names, file, desk_of(file), vault, matches)


def keep_conflict(file: ClientId, found: ConflictLook, reason: str, vault: OpenVault) -> None:
    """Keep that there is a conflict, and nothing else: who was to come into the file does not."""
    vault.conflicts.decide(found.names, Decision.CONFLICT, reason, file=file, found=found.matches)
    vault.desk.clear(desk_of(file))


def look(
    names: Sequence[str],
    file: ClientId | None,
    desk: str,
    vault: OpenVault,
    matches: Sequence[Match] | None = None,
) -> ConflictLook:
    """Look for names, if it was not done; the reason that lies on the desk is found again.

    Raises as `search` does.
    """
    half = vault.desk.get(desk) or {}
    same = half.get("names") == list(names)  # else it was written about somebody else
    return ConflictLook(
        names=tuple(names),
        matches=tuple(vault.conflicts.search(names, file) if matches is None else matches),
        rules=vault.conflicts.rules(),
        reason=str(half.get("reason", "")) if same else "",
    )
