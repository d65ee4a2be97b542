"""What a request to amend the record is called: its clock, its decision, and what is done next."""

from vault.model.amendment import AmendmentRequest, Outcome, amendment_rule
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


def next_words(request: AmendmentRequest) -> list[str]:
    """Return what is done next, as sentences; what was signed stays as it is in all of them."""
    decision, said = request.decision, list[str]()
    if decision is None:
        if request.extension is not None and not request.is_extended:
            said.append(_("The extension was sent when the time was over; it adds no days."))
        return [*said, _("Decide it, and tell the client.")]
    if decision.accepts:
        said.append(_("Write an addendum in each note it concerns."))
    if decision.denies:
        said.append(
            _(
                "The letter of denial tells of the right to a statement of disagreement; the "
                "dispute goes with later copies of the record."
            )
        )
    if request.disagreed is not None:
        said.append(_("Keep the client’s statement of disagreement as a note of its own."))
    return said
