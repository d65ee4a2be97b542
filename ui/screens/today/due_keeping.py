"""What is due about the vault and the practice: backups, keys on paper, questions, retention."""

from ui.date_words import short_day
from ui.navigation import EMERGENCY_PAGE
from ui.paper_words import paper_title
from ui.screens.today.due_thing import DueThing, age_words, some_names
from ui.screens.today.overview import Overview
from vault.translation import _, count_of


def backup_due(overview: Overview) -> DueThing | None:
    """Return that the vault wants a backup, or None."""
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
        age = age_words(overview.backed_up.date(), overview.today)
    return DueThing("backup", _("Back up the vault"), detail, _("Back up"), age, screen="backup")


def key_due(overview: Overview) -> DueThing | None:
    """Return that keys on paper were not checked, or None."""
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


def cards_due(overview: Overview) -> DueThing | None:
    """Return which executor cards are to be confirmed, or None."""
    cards = overview.due_cards
    if not cards:
        return None
    never = all(card.confirmed is None for card in cards)
    return DueThing(
        "executor-cards",
        count_of("Confirm {n} executor card", "Confirm {n} executor cards", len(cards)),
        _("Still there, the number still right? · {names}").format(
            names=some_names(card.holder.name for card in cards)
        ),
        _("Confirm"),
        _("not yet confirmed") if never else _("ask again"),
        screen="succession",
    )


def emergency_page_due(overview: Overview) -> DueThing | None:
    """Return that the emergency page is to be printed, or None."""
    if not overview.emergency_page_waits:
        return None
    printed = overview.emergency_page_printed
    if printed is None:
        detail, age = _("It is filled in, and not yet on paper"), _("never")
    else:
        detail = _("Printed {day}; something on it is another now").format(
            day=short_day(printed, overview.today)
        )
        age = age_words(printed, overview.today)
    return DueThing(
        "emergency-page",
        _("Print the emergency page"),
        detail,
        _("Print"),
        age,
        screen="succession",
        part=EMERGENCY_PAGE,
    )


def papers_due(overview: Overview) -> DueThing | None:
    """Return which keys on paper are to open a backup, or None."""
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
        _("never") if never else age_words(papers[0].due_on, overview.today),
        screen="rehearsal",
    )


def questions_due(overview: Overview) -> DueThing | None:
    """Return which questions about the practice are open, or None."""
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


def retention_due(overview: Overview) -> DueThing | None:
    """Return which records are to be looked at for their date, or None."""
    records = overview.retention.records
    if not records:
        return None
    names = some_names(overview.names.get(each, "") for each in records)
    return DueThing(
        "retention",
        count_of(
            "Look at how long {n} record is kept",
            "Look at how long {n} records are kept",
            len(records),
        ),
        _("Its time is over or nearly, or a question is open · {names}").format(names=names),
        _("See"),
        client=records[0],
        screen="retention",
    )


def ends_due(overview: Overview) -> DueThing | None:
    """Return which records that are asked to end wait for a second look, or None."""
    if not overview.ends:
        return None
    first, count = overview.ends[0], len(overview.ends)
    return DueThing(
        "ends",
        count_of(
            "Look again at {n} record that is to end",
            "Look again at {n} records that are to end",
            count,
        ),
        _("Asked for a week ago, or interrupted · {names}").format(
            names=some_names(overview.names.get(each.client, "") for each in overview.ends)
        ),
        _("See"),
        age_words(first.asked.date(), overview.today),
        client=first.client,
        screen="retention",
    )


def rules_due(overview: Overview) -> DueThing | None:
    """Return which rules of retention are to be confirmed, or None."""
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
