"""What a copy says of a request to amend that was denied: it goes with the record it is about.

45 CFR 164.526: disputed material travels with later disclosures.
"""

from collections.abc import Sequence
from typing import Any

from vault.export.date_words import day_words
from vault.export.prose import lines_of, prose_of
from vault.model.amendment import amendment_rule
from vault.model.amendment_words import outcome_words
from vault.model.release import ReleasedDispute
from vault.translation import _


def dispute_words(dispute: ReleasedDispute) -> dict[str, Any]:
    """Return the words of one dispute, in the order they are read."""
    decision = dispute.decision
    words = _("The client was told on {day}: {outcome}.")
    facts = [words.format(day=day_words(decision.told), outcome=outcome_words(decision.outcome))]
    if decision.ground:
        ground = amendment_rule().ground_words(decision.ground)
        facts.append(_("Ground of the denial: {ground}.").format(ground=ground))
    answer = _("No statement of disagreement was received.")
    if dispute.disagreed is not None:
        words = _("The client’s statement of disagreement was received on {day}.")
        answer = words.format(day=day_words(dispute.disagreed))
    return {
        "heading": _("Request of {day}").format(day=day_words(dispute.received)),
        "asked": prose_of(dispute.asked),
        "facts": facts,
        "words": prose_of(decision.words) if decision.words.strip() else [],
        "answer": answer,
    }


def dispute_texts(title: str, disputes: Sequence[dict[str, Any]]) -> list[str]:
    """Return every text of the disputes as the page shows it, beneath their title; or none."""
    texts = [title] if disputes else []
    for each in disputes:
        texts += [each["heading"], *lines_of(each["asked"]), *each["facts"]]
        texts += [*lines_of(each["words"]), each["answer"]]
    return texts
