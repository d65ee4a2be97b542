"""Which snapshots stay: the newest whole one always, then a few days, weeks, months and years."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from vault.model.backup import DAILY, LATEST, MONTHLY, WEEKLY, YEARLY, Snapshot, kept

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
MOST = LATEST + DAILY + WEEKLY + MONTHLY + YEARLY

SCHEDULES = st.lists(
    st.tuples(st.integers(0, 6 * 365 * 24 * 60), st.booleans()), min_size=1, max_size=150
)


def snapshots(minutes_ago: list[tuple[int, bool]]) -> list[Snapshot]:
    """Return a snapshot for each moment, whole or not."""
    return [
        Snapshot(f"{number}", NOW - timedelta(minutes=ago), whole)
        for number, (ago, whole) in enumerate(minutes_ago)
    ]


@settings(max_examples=1000)
@given(SCHEDULES)
def test_the_newest_whole_one_never_goes(schedule: list[tuple[int, bool]]) -> None:
    made = snapshots(schedule)
    stay = kept(made)
    whole = [each for each in made if each.whole]
    if whole:
        newest = max(whole, key=lambda each: (each.made_at, each.name))
        assert newest.name in stay
        assert sum(each.name in stay for each in whole) <= MOST
    else:
        assert stay == {each.name for each in made}, "a damaged one is better than none"


@settings(max_examples=300)
@given(SCHEDULES)
def test_what_stays_stays_when_asked_again(schedule: list[tuple[int, bool]]) -> None:
    made = snapshots(schedule)
    stay = kept(made)
    assert kept(each for each in made if each.name in stay) == stay


def test_ten_years_of_days_leave_days_weeks_months_and_years() -> None:
    made: list[Snapshot] = []
    for day in range(3650):
        made.append(Snapshot(f"{day}", NOW + timedelta(days=day)))
        stay = kept(made)
        made = [each for each in made if each.name in stay]
    ages = [(made[-1].made_at - each.made_at).days for each in made]
    assert ages[-DAILY:] == list(range(DAILY))[::-1]
    assert len(made) <= MOST
    assert sum(age > 31 for age in ages) >= MONTHLY - 2
    assert max(ages) > 365
    print(f"backups kept of ten years of days: {len(made)}, the oldest {max(ages)} days old")


def test_a_damaged_one_goes_once_a_newer_whole_one_is_there() -> None:
    old, damaged, new = snapshots([(300, True), (200, False), (100, True)])
    assert kept([old, damaged]) == {old.name, damaged.name}
    assert kept([old, damaged, new]) == {old.name, new.name}
