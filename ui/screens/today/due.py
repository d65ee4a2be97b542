"""What is due, in words: each thing with its reason, its age and what to do about it."""

from ui.date_words import short_day
from ui.navigation import AMENDMENTS, CARE, MEASURES, ONSET, PEOPLE
from ui.screens.today.due_keeping import (
    backup_due,
    cards_due,
    emergency_page_due,
    ends_due,
    key_due,
    papers_due,
    questions_due,
    retention_due,
    rules_due,
)
from ui.screens.today.due_thing import DueThing, age_words, since_words, some_names
from ui.screens.today.overview import Overview
from vault.model.amendment_words import left_words
from vault.model.open_risk import open_risk_words
from vault.translation import _, count_of


def due_things(overview: Overview) -> tuple[DueThing, ...]:
    """Return what is due now: a passphrase that is lost, a risk, then what is oldest in law."""
    things = (
        _passphrase(overview),
        _risks(overview),
        _unsigned(overview),
        _unwritten(overview),
        _to_cosign(overview),
        _plan_reviews(overview),
        _amendments(overview),
        _conflicts(overview),
        _of_age(overview),
        _terms(overview),
        _onset(overview),
        backup_due(overview),
        key_due(overview),
        cards_due(overview),
        emergency_page_due(overview),
        papers_due(overview),
        questions_due(overview),
        retention_due(overview),
        ends_due(overview),
        rules_due(overview),
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


def _risks(overview: Overview) -> DueThing | None:
    if not overview.risks:
        return None
    first = overview.risks[0]
    names = some_names(overview.names.get(each.client, "") for each in overview.risks)
    return DueThing(
        "risk",
        open_risk_words(overview.risks),
        since_words(first.day, overview.today, names, len(overview.risks)),
        _("See"),
        age_words(first.day, overview.today),
        client=first.client,
        screen="client",
        part=MEASURES,
    )


def _unsigned(overview: Overview) -> DueThing | None:
    if not overview.unsigned:
        return None
    oldest = overview.unsigned[0]
    names = some_names(overview.names.get(row.client, "") for row in overview.unsigned)
    return DueThing(
        "unsigned",
        count_of("Sign {n} note", "Sign {n} notes", overview.unsigned_count),
        since_words(oldest.service_date, overview.today, names, overview.unsigned_count),
        _("Review"),
        age_words(oldest.service_date, overview.today),
        client=oldest.client,
        note=oldest.id,
    )


def _unwritten(overview: Overview) -> DueThing | None:
    sessions = (*overview.unwritten, *overview.over_without_note)
    if not sessions:
        return None
    oldest = sessions[0]
    names = some_names(row.client_name for row in sessions)
    count = len(sessions)
    return DueThing(
        "unwritten",
        count_of("Write the note of {n} session", "Write the notes of {n} sessions", count),
        since_words(oldest.day, overview.today, names, count),
        _("Write"),
        age_words(oldest.day, overview.today),
        client=oldest.client,
        session=(oldest.appointment, oldest.day),
    )


def _to_cosign(overview: Overview) -> DueThing | None:
    if not overview.to_cosign:
        return None
    first, count = overview.to_cosign[0], len(overview.to_cosign)
    names = some_names(overview.names.get(each.client, "") for each in overview.to_cosign)
    return DueThing(
        "cosign",
        count_of("{n} note waits for a co-signature", "{n} notes wait for a co-signature", count),
        since_words(first.since, overview.today, names, count),
        _("See"),
        age_words(first.since, overview.today),
        screen="supervision",
    )


def _plan_reviews(overview: Overview) -> DueThing | None:
    if not overview.plan_reviews:
        return None
    first, count = overview.plan_reviews[0], len(overview.plan_reviews)
    names = some_names(overview.names.get(each.client, "") for each in overview.plan_reviews)
    words = _("Due on {day} · {names}") if count == 1 else _("The first on {day} · {names}")
    return DueThing(
        "plan-review",
        count_of("Review {n} treatment plan", "Review {n} treatment plans", count),
        words.format(day=short_day(first.due, overview.today), names=names),
        _("Review"),
        age_words(first.due, overview.today),
        client=first.client,
        note=first.note,
    )


def _amendments(overview: Overview) -> DueThing | None:
    if not overview.amendments:
        return None
    first, clock = overview.amendments[0], overview.amendment_clock
    count = len(overview.amendments)
    names = some_names(overview.names.get(each.client, "") for each in overview.amendments)
    if clock is None:
        detail = since_words(first.received, overview.today, names, count)
        age, tone = age_words(first.received, overview.today), "amber"
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


def _conflicts(overview: Overview) -> DueThing | None:
    if not overview.conflicts:
        return None
    first, count = overview.conflicts[0], len(overview.conflicts)
    day = first.checked_at.date()
    clients = (each.client for each in overview.conflicts if each.client is not None)
    names = some_names(overview.names.get(each, "") for each in clients)
    return DueThing(
        "conflict-check",
        count_of("Decide {n} conflict check", "Decide {n} conflict checks", count),
        since_words(day, overview.today, names, count),
        _("See"),
        age_words(day, overview.today),
        client=first.client,
        screen="client",
        part=CARE,
    )


def _of_age(overview: Overview) -> DueThing | None:
    if not overview.came_of_age:
        return None
    client, day = next(iter(overview.came_of_age.items()))
    names = some_names(overview.names.get(each, "") for each in overview.came_of_age)
    return DueThing(
        "of-age",
        count_of(
            "To sign anew in {n} file", "To sign anew in {n} files", len(overview.came_of_age)
        ),
        _("Came of age since it was signed · {names}").format(names=names),
        _("See"),
        age_words(day, overview.today),
        client=client,
        screen="client",
        part=PEOPLE,
        because=overview.why_of_age,
    )


def _terms(overview: Overview) -> DueThing | None:
    if not overview.terms_lack:
        return None
    names = some_names(overview.names.get(each, "") for each in overview.terms_lack)
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
    names = some_names(overview.names.get(each, "") for each in overview.onset_lacks)
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
