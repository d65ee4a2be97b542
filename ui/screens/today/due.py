"""What is due, in words: each thing with its reason, its age and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ui.date_words import short_day
from ui.navigation import AMENDMENTS, EMERGENCY_PAGE, ONSET, PEOPLE
from ui.paper_words import paper_title
from ui.screens.today.overview import Overview
from vault.model.amendment_words import left_words
from vault.model.direction import isolated
from vault.model.ids import AppointmentId, ClientId, NoteId
from vault.translation import _, count_of

_MOST_NAMES = 3


@dataclass(frozen=True)
class DueThing:
    """One row of what is due. It leads to a note, the session of a note to begin, or a `screen`.

    `tone` colors its dot and the pill with `age`; `part` is what of the screen it is about;
    `because` says which answer, license or state switched on the rule it goes by, if any.
    """

    kind: str
    title: str
    detail: str = field(repr=False)
    action: str
    age: str = ""
    tone: str = "amber"
    client: ClientId | None = None
    note: NoteId | None = None
    session: tuple[AppointmentId, date] | None = None
    screen: str = "settings"
    part: str | None = None
    because: str = field(default="", repr=False)


def due_things(overview: Overview) -> tuple[DueThing, ...]:
    """Return what is due now: a passphrase that is lost, then what is oldest in law."""
    things = (
        _passphrase(overview),
        _unsigned(overview),
        _unwritten(overview),
        _to_cosign(overview),
        _amendments(overview),
        _of_age(overview),
        _terms(overview),
        _onset(overview),
        _backup(overview),
        _key(overview),
        _cards(overview),
        _emergency_page(overview),
        _papers(overview),
        _questions(overview),
        _retention(overview),
        _rules(overview),
    )
    return tuple(thing for thing in things if thing is not None)


def how_many_wait(overview: Overview, *, chain_broken: bool) -> int:
    """Return how many rows of Due and of health want attention."""
    things = len(due_things(overview))
    return things + (not overview.has_recovery_key) + bool(overview.place_warning) + chain_broken


def attention(overview: Overview, *, chain_broken: bool) -> str:
    """Return the sentence beneath the day: how many things want attention."""
    things = how_many_wait(overview, chain_broken=chain_broken)
    if not things:
        return _("Nothing is waiting. Everything is in order.")
    if things == 1:
        return _("One thing wants your attention. Everything else is in order.")
    return _("{number} things want your attention. Everything else is in order.").format(
        number=_number(things)
    )


def _passphrase(overview: Overview) -> DueThing | None:
    if not overview.opened_by_paper:
        return None
    return DueThing(
        "passphrase",
        _("Choose a new passphrase"),
        _("The records were opened with the recovery key"),
        _("Choose"),
    )


def _unsigned(overview: Overview) -> DueThing | None:
    if not overview.unsigned:
        return None
    oldest = overview.unsigned[0]
    names = _names(overview.names.get(row.client, "") for row in overview.unsigned)
    return DueThing(
        "unsigned",
        count_of("Sign {n} note", "Sign {n} notes", overview.unsigned_count),
        _since(oldest.service_date, overview.today, names, overview.unsigned_count),
        _("Review"),
        _age(oldest.service_date, overview.today),
        client=oldest.client,
        note=oldest.id,
    )


def _unwritten(overview: Overview) -> DueThing | None:
    sessions = (*overview.unwritten, *overview.over_without_note)
    if not sessions:
        return None
    oldest = sessions[0]
    names = _names(row.client_name for row in sessions)
    count = len(sessions)
    return DueThing(
        "unwritten",
        count_of("Write the note of {n} session", "Write the notes of {n} sessions", count),
        _since(oldest.day, overview.today, names, count),
        _("Write"),
        _age(oldest.day, overview.today),
        client=oldest.client,
        session=(oldest.appointment, oldest.day),
    )


def _to_cosign(overview: Overview) -> DueThing | None:
    if not overview.to_cosign:
        return None
    first, count = overview.to_cosign[0], len(overview.to_cosign)
    names = _names(overview.names.get(each.client, "") for each in overview.to_cosign)
    return DueThing(
        "cosign",
        count_of("{n} note waits for a co-signature", "{n} notes wait for a co-signature", count),
        _since(first.since, overview.today, names, count),
        _("See"),
        _age(first.since, overview.today),
        screen="supervision",
    )


def _amendments(overview: Overview) -> DueThing | None:
    if not overview.amendments:
        return None
    first, clock = overview.amendments[0], overview.amendment_clock
    count = len(overview.amendments)
    names = _names(overview.names.get(each.client, "") for each in overview.amendments)
    if clock is None:
        detail = _since(first.received, overview.today, names, count)
        age, tone = _age(first.received, overview.today), "amber"
    else:
        words = _("Act by {day} · {names}") if count == 1 else _("The first by {day} · {names}")
        detail = words.format(day=short_day(clock.due, overview.today), names=names)
        age, tone = left_words(clock.left), "red" if clock.left < 0 else "amber"
    return DueThing(
        "amendment",
        count_of(
            "Decide {n} request to amend a record", "Decide {n} requests to amend a record", count
        ),
        detail,
        _("See"),
        age,
        tone=tone,
        client=first.client,
        screen="client",
        part=AMENDMENTS,
        because=overview.why_amendments,
    )


def _of_age(overview: Overview) -> DueThing | None:
    if not overview.came_of_age:
        return None
    client, day = next(iter(overview.came_of_age.items()))
    names = _names(overview.names.get(each, "") for each in overview.came_of_age)
    return DueThing(
        "of-age",
        count_of(
            "To sign anew in {n} file", "To sign anew in {n} files", len(overview.came_of_age)
        ),
        _("Came of age since it was signed · {names}").format(names=names),
        _("See"),
        _age(day, overview.today),
        client=client,
        screen="client",
        part=PEOPLE,
        because=overview.why_of_age,
    )


def _terms(overview: Overview) -> DueThing | None:
    if not overview.terms_lack:
        return None
    names = _names(overview.names.get(each, "") for each in overview.terms_lack)
    return DueThing(
        "terms",
        count_of(
            "{n} record lacks its terms", "{n} records lack their terms", len(overview.terms_lack)
        ),
        _("To agree on, and to be signed by each · {names}").format(names=names),
        _("See"),
        client=next(iter(overview.terms_lack)),
        screen="client",
        part=PEOPLE,
    )


def _onset(overview: Overview) -> DueThing | None:
    if not overview.onset_lacks:
        return None
    client, count = next(iter(overview.onset_lacks.items()))
    names = _names(overview.names.get(each, "") for each in overview.onset_lacks)
    if len(overview.onset_lacks) == 1:
        items = count_of("{n} item at the start of care", "{n} items at the start of care", count)
        detail = f"{items} · {names}"
    else:
        detail = _("What is told at the start of care · {names}").format(names=names)
    return DueThing(
        "onset",
        count_of(
            "{n} client lacks an onset notice",
            "{n} clients lack an onset notice",
            len(overview.onset_lacks),
        ),
        detail,
        _("See"),
        client=client,
        screen="client",
        part=ONSET,
        because=overview.why_onset,
    )


def _backup(overview: Overview) -> DueThing | None:
    if not overview.backup_waits:
        return None
    if overview.backed_up is None:
        detail, age = _("All of it lies on this one disk"), _("never")
    else:
        detail = count_of(
            "{n} change since the last one",
            "{n} changes since the last one",
            overview.changes_since_backup,
        )
        age = _age(overview.backed_up.date(), overview.today)
    return DueThing("backup", _("Back up the vault"), detail, _("Back up"), age, screen="backup")


def _key(overview: Overview) -> DueThing | None:
    count = overview.unconfirmed_keys
    if not count:
        return None
    return DueThing(
        "recovery-key",
        count_of("Check the recovery key on paper", "Check {n} recovery keys on paper", count),
        _("If it is not on paper, make a new one in Settings"),
        _("Check"),
        _("not checked"),
    )


def _cards(overview: Overview) -> DueThing | None:
    cards = overview.due_cards
    if not cards:
        return None
    never = all(card.confirmed is None for card in cards)
    return DueThing(
        "executor-cards",
        count_of("Confirm {n} executor card", "Confirm {n} executor cards", len(cards)),
        _("Still there, the number still right? · {names}").format(
            names=_names(card.holder.name for card in cards)
        ),
        _("Confirm"),
        _("not yet confirmed") if never else _("ask again"),
        screen="succession",
    )


def _emergency_page(overview: Overview) -> DueThing | None:
    if not overview.emergency_page_waits:
        return None
    printed = overview.emergency_page_printed
    if printed is None:
        detail, age = _("It is filled in, and not yet on paper"), _("never")
    else:
        detail = _("Printed {day}; something on it is another now").format(
            day=short_day(printed, overview.today)
        )
        age = _age(printed, overview.today)
    return DueThing(
        "emergency-page",
        _("Print the emergency page"),
        detail,
        _("Print"),
        age,
        screen="succession",
        part=EMERGENCY_PAGE,
    )


def _papers(overview: Overview) -> DueThing | None:
    papers = overview.due_papers
    if not papers:
        return None
    never = papers[0].rehearsed is None
    what = ", ".join(paper_title(each) for each in papers)
    return DueThing(
        "papers",
        count_of(
            "Open a backup with the key on paper",
            "Open a backup with {n} keys on paper",
            len(papers),
        ),
        _("Once a year, to see that it does · {what}").format(what=what),
        _("Rehearse"),
        _("never") if never else _age(papers[0].due_on, overview.today),
        screen="rehearsal",
    )


def _questions(overview: Overview) -> DueThing | None:
    count = len(overview.open_questions)
    if not count:
        return None
    return DueThing(
        "questions",
        count_of(
            "Answer {n} question about the practice",
            "Answer {n} questions about the practice",
            count,
        ),
        _("“I don't know” is kept as the stricter answer until then"),
        _("Answer"),
        count_of("{n} open", "{n} open", count),
        tone="teal",
    )


def _retention(overview: Overview) -> DueThing | None:
    records = overview.retention.records
    if not records:
        return None
    names = _names(overview.names.get(each, "") for each in records)
    return DueThing(
        "retention",
        count_of(
            "Look at how long {n} record is kept",
            "Look at how long {n} records are kept",
            len(records),
        ),
        _("The minimum period is over, or nearly · {names}").format(names=names),
        _("See"),
        client=records[0],
        screen="retention",
    )


def _rules(overview: Overview) -> DueThing | None:
    count = len(overview.retention.rules)
    if not count:
        return None
    return DueThing(
        "retention-rules",
        count_of("Confirm {n} rule of retention", "Confirm {n} rules of retention", count),
        _("Held against the official text, it lets a record be reviewed"),
        _("Confirm"),
        tone="teal",
        screen="retention-rules",
    )


def _since(day: date, today: date, names: str, count: int) -> str:
    when = short_day(day, today)
    if count == 1:
        return _("From {day} · {names}").format(day=when, names=names)
    return _("Oldest is from {day} · {names}").format(day=when, names=names)


def _names(all_names: Iterable[str]) -> str:
    names = [isolated(name) for name in dict.fromkeys(all_names) if name]
    shown = ", ".join(names[:_MOST_NAMES])
    if len(names) <= _MOST_NAMES:
        return shown
    more = count_of("{n} more", "{n} more", len(names) - _MOST_NAMES)
    return _("{names} and {more}").format(names=shown, more=more)


def _age(day: date, today: date) -> str:
    days = (today - day).days
    return _("today") if days <= 0 else count_of("{n} day", "{n} days", days)


def _number(number: int) -> str:
    words = {
        2: _("Two"),
        3: _("Three"),
        4: _("Four"),
        5: _("Five"),
        6: _("Six"),
        7: _("Seven"),
        8: _("Eight"),
        9: _("Nine"),
        10: _("Ten"),
    }
    return words.get(number, str(number))
