"""A backup: one state of the vault as it was copied to a backup place, and which ones are kept."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from vault.model.audit import Mark

LATEST, DAILY, WEEKLY, MONTHLY, YEARLY = 3, 7, 5, 12, 3
"""How many snapshots stay in any case; then, how many days, weeks, months and years keep one."""

REHEARSED_EVERY, REHEARSAL_LATE, REHEARSAL_OVERDUE = 30, 45, 60
"""Days: a backup is restored to see that it can be; when that is late, and when it is overdue."""

_KEPT: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (DAILY, lambda moment: moment.date()),
    (WEEKLY, lambda moment: moment.isocalendar()[:2]),
    (MONTHLY, lambda moment: (moment.year, moment.month)),
    (YEARLY, lambda moment: moment.year),
)


@dataclass(frozen=True)
class Snapshot:
    """One state of a vault in a backup place: the name of its folder, and when it was made (UTC).

    `whole` is False once a check has found it damaged.
    """

    name: str
    made_at: datetime
    whole: bool = True


@dataclass(frozen=True)
class BackupMade:
    """What a backup came to: proved at its place before this exists.

    `size` is what the snapshot holds and `written` what it added to the place, in bytes.
    `process_sha256` is that of the process database in it, None without process notes;
    `process_proved` then is None too, and False where the file could not be compared with how it
    was last closed. `drafts_sha256` is over what the drafts of progress notes said, "" without any.
    """

    place: str = field(repr=False)
    snapshot: str
    made_at: datetime
    records: Mark
    size: int
    written: int
    process_sha256: str | None
    process_proved: bool | None
    drafts_sha256: str = ""


def moment_of(snapshot: str) -> datetime | None:
    """Return when a snapshot was made (UTC), by its name; None for what is no such name."""
    try:
        return datetime.strptime(snapshot[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def kept(snapshots: Iterable[Snapshot]) -> set[str]:
    """Return the names of the snapshots that stay; every other one has had its time.

    The newest three, and the newest of each of the last 7 days, 5 weeks, 12 months and 3 years
    that have one. A damaged one counts for nothing and goes once a newer whole one is there; the
    newest whole one always stays.
    """
    newest_first = sorted(snapshots, key=lambda each: (each.made_at, each.name), reverse=True)
    whole = [each for each in newest_first if each.whole]
    stay = {each.name for each in newest_first if not whole or each.made_at > whole[0].made_at}
    stay.update(each.name for each in whole[:LATEST])
    for most, period in _KEPT:
        seen: set[Hashable] = set()
        for each in whole:
            if len(seen) < most and period(each.made_at) not in seen:
                seen.add(period(each.made_at))
                stay.add(each.name)
    return stay
