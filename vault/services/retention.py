"""What one does about how long records are kept: see each date and why, and keep one longer."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from vault.errors import NotAllowed
from vault.format.retention_calendar import calendar_bytes
from vault.model.audit import Action, Fact
from vault.model.circumstances import License
from vault.model.client import Client, ClientKind
from vault.model.ids import ClientId, ReviewId, check_new, record_number
from vault.model.record_retention import (
    Dated,
    Doubts,
    Practice,
    RecordRetention,
    RecordState,
    Waiting,
    judge,
)
from vault.model.retention_clocks import Clock, clocks, paper_days
from vault.model.retention_life import Days, Life, facts_of
from vault.model.retention_review import Reminder, Review, reminders
from vault.model.rule_versions import RuleSources
from vault.model.taken_out import TakenOut
from vault.storage.files import new_file
from vault.storage.records_store import RecordsStore
from vault.translation import _

Of = TypeVar("Of")

DAY = timedelta(days=1)
_AHEAD = timedelta(days=2 * 365)
"""How far a calendar file reaches: a later one takes its place."""


class Retention:
    """The date of every record with its reason. Nothing here ends a record.

    `waiting` is what the newest `look` found.
    """

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self.waiting = Waiting()
        self._added_now: set[ReviewId] = set()
        self._removed = TakenOut[ReviewId, Review]()

    def all(self) -> list[Dated]:
        """Return how long each record is kept: what is over first, then by date, then by name."""
        return self.under([self._store.tables.rule_sources()])[0]

    def under(self, sources: Sequence[RuleSources]) -> list[list[Dated]]:
        """Return that for rules that come from elsewhere, one list for each; all is read once."""
        lives = self._lives(self._store.tables.clients.list_all())
        return [self._dated(lives, each) for each in sources]

    def _dated(self, lives: Sequence[Life], sources: RuleSources) -> list[Dated]:
        tables, today = self._store.tables, self.today()
        practices = self._practices(today, sources)
        reviews = _by(tables.reviews.read(), lambda each: each.client)
        found = [
            Dated(
                life.client,
                judge(
                    life.client.id,
                    facts_of(life, today),
                    *practices(life.client.id),
                    reviews.get(life.client.id, ()),
                    today,
                ),
            )
            for life in lives
        ]
        return sorted(found, key=_in_order)

    def _practices(
        self, today: date, sources: RuleSources | None = None
    ) -> Callable[[ClientId], tuple[Practice, Doubts]]:
        """Return what gives what holds for a record: both licensees' rules for one brought in."""
        tables = self._store.tables
        before = tables.imports.licenses()
        known: dict[tuple[License, ...], tuple[Practice, Doubts]] = {}

        def of(client: ClientId) -> tuple[Practice, Doubts]:
            held = before.get(client, ())
            if held not in known:
                practice = tables.retention_practice(held, sources)
                known[held] = practice, practice.doubts(today)
            return known[held]

        return of

    def look(self) -> Waiting:
        """Return what waits by today, and keep it for `waiting`; all records are computed."""
        ended = [
            each.retention for each in self.all() if each.retention.state is not RecordState.IN_CARE
        ]
        reminded = [each for each in ended if each.reminded is not None]
        # A text that counts beside a newer one is settled with that.
        doubted = dict.fromkeys(rule.partition("@")[0] for each in ended for rule in each.doubted)
        practice, today = self._store.tables.retention_practice(), self.today()
        old = (each.name for each in practice.rules.chart if practice.asks(each, today))
        doubted |= dict.fromkeys(old) if ended else {}
        ends = (each.id for each in practice.rules.ended if each.id not in practice.confirmed)
        doubted |= dict.fromkeys(ends) if ended else {}
        self.waiting = Waiting(
            tuple(
                each.client for each in sorted(reminded, key=lambda each: each.through or date.min)
            ),
            tuple(doubted),
        )
        return self.waiting

    def of_client(self, client: ClientId) -> RecordRetention:
        """Return how long a record is kept; the view is logged. Raises NotFound."""
        tables, today = self._store.tables, self.today()
        life = self._lives([tables.clients.get(client)])[0]
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        reviews = tables.reviews.read(client)
        return judge(client, facts_of(life, today), *self._practices(today)(client), reviews, today)

    def clocks(self, client: ClientId) -> list[Clock]:
        """Return the clocks of a client's paperwork and disclosures. Raises NotFound."""
        tables = self._store.tables
        tables.clients.get(client)
        rules = tables.retention_practice().rules
        zone = self._store.clock.now().tzinfo
        disclosed = [
            datetime.fromisoformat(entry.at).astimezone(zone).date()
            for entry in self._store.audit.releases_of(client)
        ]
        papers = paper_days(
            tables.amendments.of_client(client),
            tables.onset.of_client(client),
            tables.documents.of_client(client),
        )
        return clocks(papers, disclosed, rules.papers, rules.disclosures, rules.requires)

    def reminders(self) -> list[Reminder]:
        """Return the reminders of the coming years, by day: of what is due, and of what will be."""
        today = self.today()
        until = today + _AHEAD
        return sorted(
            (
                Reminder(
                    record_number(each.client.id),
                    day,
                    each.retention.through + DAY,
                    bool(each.retention.asks),
                )
                for each in self.all()
                if each.retention.through is not None
                for day in reminders(each.retention.through + DAY, today, until)
            ),
            key=lambda each: (each.day, each.number),
        )

    def write_calendar(self, path: Path) -> int:
        """Write these reminders to a new calendar file; return how many there are.

        It holds record numbers and days, and no name. Raises NotAllowed when the name is taken,
        StorageFailed.
        """
        found = self.reminders()
        data = calendar_bytes(found, self._store.clock.now())
        with new_file(path, len(data)) as file:
            file.write(data)
        with self._store.write(Fact(Action.RETENTION_CALENDAR, "practice")):
            pass
        return len(found)

    def reviews(self, client: ClientId) -> list[Review]:
        """Return what was decided on looking at a record, the first one first. Raises NotFound."""
        self._store.tables.clients.get(client)
        return self._store.tables.reviews.read(client)

    def add(self, reviews: Sequence[Review]) -> list[Review]:
        """Keep reviews of records, all or none: looked at, or kept longer.

        Raises BadInput as `Review.cleaned` does, NotFound for a client that is none, NotAllowed
        for an id that is taken.
        """
        by = self._store.tables.practice.get().name
        for each in reviews:
            self._store.tables.clients.get(each.client)
        cleaned = [replace(each.cleaned(self.today()), by=by) for each in reviews]
        check_new([each.id for each in cleaned], self._store.tables.reviews.has)
        if cleaned:
            facts = [Fact(Action.RETENTION_REVIEWED, each.id, each.client) for each in cleaned]
            with self._store.write(*facts) as tables:
                for each in cleaned:
                    tables.reviews.add(each)
            self._added_now |= {each.id for each in cleaned}
        return cleaned

    def may_remove(self, review: Review) -> bool:
        """Tell whether a review can be taken out: it was entered in this sitting."""
        return review.id in self._added_now

    def remove(self, review: ReviewId) -> Review:
        """Take out a review that was entered by mistake in this sitting; it can be undone.

        Raises NotFound, and NotAllowed for one of an earlier sitting.
        """
        kept = self._store.tables.reviews.get(review)
        if not self.may_remove(kept):
            raise NotAllowed(_("A review of an earlier sitting stays in the record."))
        with self._store.write(
            Fact(Action.RETENTION_REVIEW_REMOVED, kept.id, kept.client)
        ) as tables:
            tables.reviews.remove(kept.id)
        self._removed.keep(kept.id, kept)
        return kept

    def undo_remove(self, review: ReviewId) -> Review:
        """Put back what was taken out in this sitting.

        Raises NotAllowed when nothing of this id was, or it is back.
        """
        return self.add([self._removed.to_put_back(review, self._store.tables.reviews.has)])[0]

    def _lives(self, clients: Sequence[Client]) -> list[Life]:
        """Return what is kept of clients; of many everything is read at once."""
        tables = self._store.tables
        one = clients[0].id if len(clients) == 1 else None
        days = tables.retention_days.read(self.today(), one)
        if one is not None:
            return [self._life(clients[0], days.get(one, Days()))]
        episodes = _by(tables.episodes.list_all(), lambda each: each.client)
        holds = _by(tables.holds.list_all(), lambda each: each.client)
        requests = _by(tables.amendments.undecided(), lambda each: each.client)
        people = _by(tables.participants.list_all(), lambda each: each.unit)
        terms = tables.participants.all_terms()
        births = {each.id: each.birth_date for each in clients}
        return [
            Life(
                each,
                days.get(each.id, Days()),
                episodes=episodes.get(each.id, ()),
                holds=holds.get(each.id, ()),
                requests=requests.get(each.id, ()),
                people=people.get(each.id, ()),
                terms=terms.get(each.id),
                births=births,
            )
            for each in clients
        ]

    def _life(self, client: Client, days: Days) -> Life:
        tables = self._store.tables
        people = []
        if client.kind is not ClientKind.INDIVIDUAL:
            people = tables.participants.of_unit(client.id)
        files = [each.file for each in people if each.file is not None]
        return Life(
            client,
            days,
            episodes=tables.episodes.of_client(client.id),
            holds=tables.holds.of_client(client.id),
            requests=tables.amendments.of_client(client.id),
            people=people,
            terms=tables.participants.terms(client.id) if people else None,
            births={each: tables.clients.get(each).birth_date for each in files},
        )

    def now(self) -> datetime:
        """Return the moment it is in the practice."""
        return self._store.clock.now()

    def today(self) -> date:
        """Return the day it is in the practice."""
        return self._store.clock.now().date()


def _by(things: Iterable[Of], whose: Callable[[Of], ClientId]) -> dict[ClientId, list[Of]]:
    found: defaultdict[ClientId, list[Of]] = defaultdict(list)
    for each in things:
        found[whose(each)].append(each)
    return found


def _in_order(each: Dated) -> tuple[date, bool, str]:
    """Return what sorts by date, then what has none, in care last, and by name."""
    found = each.retention
    in_care = found.state is RecordState.IN_CARE
    return found.through or date.max, in_care, each.client.name.casefold()
