"""What a request to amend the record is called: its clock, its decision, and what is done next."""

from vault.model.amendment import AmendmentClock, AmendmentRequest, Outcome, amendment_rule
from vault.translation import _, count_of


def outcome_words(outcome: Outcome) -> str:
    """Return what was decided."""
    return {
        Outcome.ACCEPTED: _("accepted"),
        Outcome.IN_PART: _("accepted in part"),
        Outcome.DENIED: _("denied"),
    }[outcome]


def left_words(left: int) -> str:
    """Return how many days are left to act, or for how many it is over."""
    if left < 0:
        return count_of("{n} day over", "{n} days over", -left)
    return count_of("{n} day left", "{n} days left", left) if left else _("due today")


def rule_words() -> str:
    """Return what the rule asks for, in a sentence with its citation and its source."""
    rule = amendment_rule()
    words = _(
        "{cite}: act within {days} days of receipt, once {more} days longer; deny only on one of "
        "its grounds, by a letter with the right to a statement of disagreement. Read in a copy of "
        "{year}."
    )
    return words.format(
        cite=rule.cite, days=rule.days, more=rule.extension_days, year=rule.through_year
    )


def clock_words(why: str, *, runs: bool) -> str:
    """Return the rule, or that its clock does not run; `why` says by which answer of set-up."""
    if runs:
        return f"{rule_words()} {why}"
    return _("No clock of {cite} runs. {why}").format(cite=amendment_rule().cite, why=why)


def next_words(request: AmendmentRequest, clock: AmendmentClock | None) -> list[str]:
    """Return what is done next, as sentences; what was signed stays as it is in all of them.

    `clock` is None where none runs: nothing can then be late.
    """
    decision, said = request.decision, list[str]()
    if decision is None:
        if clock is not None and request.extension is not None and not request.is_extended:
            said.append(_("The extension was sent when the time was over; it adds no days."))
        return [*said, _("Decide it, and tell the client.")]
    if decision.accepts:
        said.append(_("Write an addendum in each note it concerns."))
    if decision.denies:
        said += [_answer_words(request), _("The dispute goes with later copies of the record.")]
    return said


def _answer_words(request: AmendmentRequest) -> str:
    if request.disagreed is not None:
        return _("Keep the client’s statement of disagreement as a note of its own.")
    return _("Tell in the letter of denial of the right to a statement of disagreement.")
