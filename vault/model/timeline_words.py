"""What a request to amend and an item of the onset list are called in a timeline."""

from vault.model.amendment_words import outcome_words
from vault.model.note_row import opening_of
from vault.model.onset import onset_items
from vault.model.timeline_row import AmendmentStep, AmendmentTurn, OnsetGiven
from vault.translation import _


def turn_words(turn: AmendmentTurn) -> str:
    """Return what happened with a request: its first words, what was decided, or what came then."""
    if turn.step is AmendmentStep.RECEIVED:
        return _("Received: {words}").format(words=opening_of(turn.request.asked))
    decision = turn.request.decision
    if turn.step is AmendmentStep.DECIDED and decision is not None:
        return _("Decided: {words}").format(words=outcome_words(decision.outcome))
    return _("Statement of disagreement received")


def given_words(row: OnsetGiven) -> str:
    """Return what was given, and for whom where each was asked for themselves."""
    item = onset_items().get(row.given.item)
    title = item.title if item is not None else row.given.item
    return _("{title}, for {name}").format(title=title, name=row.name) if row.name else title
