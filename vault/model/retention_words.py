"""How long a record is kept, in words: its state, its rules, and why this date."""

from collections.abc import Callable, Sequence
from datetime import date

from vault.model.circumstances import License
from vault.model.record_retention import Ask, RecordRetention, RecordState
from vault.model.retention import Flag, RetentionStatus, RuleDate
from vault.model.retention_clocks import Clock
from vault.model.retention_rule import Clause, Event, RetentionRule, Scope, Since, Standing
from vault.model.rule_trust import MAJORITY, Doubt
from vault.model.states import state_name
from vault.translation import _, count_of


def state_words(found: RecordRetention, today: date) -> str:
    """Return how a record stands, in a few words. Never that it may be destroyed."""
    left = found.days_left(today)
    if found.state is RecordState.KEPT and found.is_soon(today) and left is not None:
        return count_of("in {n} day", "in {n} days", left)
    return {
        RecordState.IN_CARE: _("kept while in care"),
        RecordState.ON_HOLD: _("on hold"),
        RecordState.KEPT: _("kept"),
        RecordState.OVER: _("minimum period over · review"),
        RecordState.ASK: _("a question first"),
        RecordState.UNKNOWN: _("no date yet"),
    }[found.state]


def event_words(event: Event) -> str:
    """Return from what a time runs."""
    return {
        Event.LAST_CONTACT: _("last contact"),
        Event.LAST_SERVICE: _("last service"),
        Event.TERMINATION: _("end of service"),
        Event.DISCHARGE: _("discharge"),
        Event.SERVICES_COMPLETED: _("planned services completed"),
        Event.RECORD_CLOSED: _("closing of the file"),
        Event.LAST_ENTRY: _("last entry"),
        Event.RECORD_OPENED: _("opening of the file"),
        Event.CLIENT_DEATH: _("death of the client"),
        Event.BIRTH: _("birth"),
        Event.MAJORITY: _("majority"),
        Event.ITEM_CREATED: _("each entry as it was made"),
        Event.ITEM_SERVICE_DATE: _("service of each entry"),
        Event.DOC_CREATED: _("making of the paper"),
        Event.DOC_LAST_EFFECTIVE: _("last day on which the paper was in effect"),
        Event.DISCLOSURE_DATE: _("disclosure"),
    }[event]


def clause_words(clause: Clause) -> str:
    """Return a clause in plain words, such as "7 years from last contact"."""
    since = _since_words(clause.since, earliest=clause.earliest)
    if clause.years == 0:
        return _("until {since}").format(since=since)
    words = count_of("{n} year from {{since}}", "{n} years from {{since}}", clause.years)
    return words.format(since=since)


def short_clause(clause: Clause) -> str:
    """Return a clause as a table has it, such as "age 18 + 1 y"."""
    since = _since_words(clause.since, earliest=clause.earliest)
    if clause.years == 0:
        return since
    by_age = all(each.needs_birth_date for each in clause.since)
    words = _("{since} + {n} y") if by_age else _("{n} y from {since}")
    return words.format(since=since, n=clause.years)


def _since_words(those: Sequence[Since], *, earliest: bool) -> str:
    said = [
        _("age {n}").format(n=each.age) if each.age is not None else event_words(each.event)
        for each in those
    ]
    if len(said) == 1:
        return said[0]
    joined = _(" or ").join(said)
    words = _("the earlier of {these}") if earliest else _("the later of {these}")
    return words.format(these=joined)


def binding_words(found: RecordRetention) -> str:
    """Return what binds a record, in a few words; what it waits for where nothing does."""
    if found.state is RecordState.IN_CARE:
        return _("in care")
    if found.held:
        return _("hold or request")
    clause = binding_clause(found.binding) if found.binding is not None else None
    if clause is not None:
        return short_clause(clause)
    if found.through is not None and found.through == found.extended:
        return _("kept longer by you")
    return _("a hold that was lifted") if found.through is not None else _("no rule gives a date")


def binding_clause(each: RuleDate) -> Clause | None:
    """Return the clause that gives the date of a rule."""
    return next((one for one in each.rule.clauses if one.id == each.binding_clause), None)


def rule_words(rule: RetentionRule) -> str:
    """Return what a rule is called: its citation, or the name of an own one with it."""
    if rule.standing is Standing.OWN:
        return _("{name} ({cite})").format(name=rule.notes, cite=rule.cite)
    return rule.cite


def text_words(rule: RetentionRule, said: Callable[[date], str] = date.isoformat) -> str:
    """Return how old the text of a rule is; `said` writes a day."""
    if rule.standing is Standing.OWN and rule.through is not None:
        return _("read by you on {day}").format(day=said(rule.through))
    words = _("the text gives no date")
    if rule.through is not None:
        words = _("text as of {day}").format(day=said(rule.through))
    return ", ".join(filter(None, (words, came_in_words(rule, said))))


def came_in_words(rule: RetentionRule, said: Callable[[date], str] = date.isoformat) -> str:
    """Return with which file a rule came in, and whether a newer text waits; empty for others."""
    words = []
    if rule.came_in is not None and rule.reviewed is not None:
        came = _("came in on {day}, signed by {name}, edition of {edition}")
        words.append(
            came.format(
                day=said(rule.came_in.day),
                name=rule.came_in.signed_by,
                edition=said(rule.reviewed),
            )
        )
    if rule.earlier:
        words.append(_("counts until you confirm the newer text"))
    return ", ".join(words)


def clock_words(each: Clock, said: Callable[[date], str] = date.isoformat) -> str:
    """Return a clock beside that of the record; `said` writes a day."""
    through = each.date.through or date.max
    if each.date.rule.scope is Scope.DOCUMENT:
        words = count_of(
            "{n} paper under HIPAA, apart from the record: kept through {{day}} ({{cite}})",
            "{n} papers under HIPAA, apart from the record: kept through {{day}} ({{cite}})",
            each.count,
        )
    else:
        words = count_of(
            "{n} disclosure in the log: kept through {{day}} ({{cite}})",
            "{n} disclosures in the log: kept through {{day}} ({{cite}})",
            each.count,
        )
    return words.format(day=said(through), cite=each.date.rule.cite)


def status_words(status: RetentionStatus) -> str:
    """Return how far a rule gives a date."""
    return {
        RetentionStatus.COMPUTED: _("a date"),
        RetentionStatus.OPEN: _("care goes on"),
        RetentionStatus.UNDETERMINED: _("nothing tells from when it runs"),
        RetentionStatus.NEEDS_REVIEW: _("a person must decide"),
        RetentionStatus.NOT_APPLICABLE: _("does not apply"),
    }[status]


def flag_words(flag: Flag) -> str:
    """Return what is to be known of how a date came about."""
    return {
        Flag.NO_TERMINATION_LETTER: _(
            "There is no letter that names the end of service: the last contact or entry counts."
        ),
        Flag.LETTER_BEFORE_CONTACT: _(
            "A contact is later than the end that the letter names: the contact counts."
        ),
        Flag.BIRTH_DATE_UNKNOWN: _("The birth date is unknown, and an age may count."),
        Flag.FALLBACK_LAST_CONTACT: _("What it runs from is not known: the last contact counts."),
        Flag.FALLBACK_LAST_ENTRY: _("What it runs from is not known: the last entry counts."),
        Flag.FALLBACK_RECORD_OPENED: _(
            "What it runs from is not known: the opening of the file counts."
        ),
        Flag.CAP: _("The rule also names a most. It ends nothing by itself: you decide."),
    }[flag]


def ask_words(ask: Ask, unruled: Sequence[License] = ()) -> str:
    """Return what a person has to find out or to decide, and how."""
    if ask is Ask.NO_RULE and unruled:
        named = "; ".join(license_words(each) for each in unruled)
        return _(
            "No rule is known for this license: {license}. Enter the rule with its citation; "
            "until then no date is the whole of it."
        ).format(license=named)
    return {
        Ask.BIRTH_DATE: _("Enter the birth date: without it the record is kept."),
        Ask.CAP: _("A rule names a most: decide, and say why, before the record ends."),
        Ask.CONFIRM: _("Hold these rules against the official text, and confirm them."),
        Ask.NO_RULE: _("No rule of law that is known gives a date. Enter one with its citation."),
        Ask.NO_TRIGGER: _("Nothing in the record tells from when the time runs."),
    }[ask]


def doubt_words(doubt: Doubt) -> str:
    """Return why a rule cannot be relied on yet."""
    return {
        Doubt.BROUGHT: _("it came in as a file and was not confirmed"),
        Doubt.SECONDARY: _("only what somebody else says of it was read"),
        Doubt.CUT: _("our copy breaks off in the clause"),
        Doubt.UNDATED: _("the text that was read gives no date"),
        Doubt.OLD: _("the text is more than 24 months old"),
        Doubt.NO_STATUTE: _("no statute was seen for the age"),
    }[doubt]


def majority_words(name: str) -> str:
    """Return what an age of majority is called by the id under which it is confirmed."""
    return _("age of majority in {state}").format(state=state_name(name.removeprefix(MAJORITY)))


def license_words(each: License) -> str:
    """Return a license by its state and kind."""
    named = " ".join(filter(None, (each.state, each.kind)))
    return named or _("a license without a state")
