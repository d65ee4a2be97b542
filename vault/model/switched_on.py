"""Which answer of set-up, license or state switched a rule on, in one sentence.

Every rule that is shown says so; the sentences are made here and nowhere else.
"""

from collections.abc import Sequence

from vault.model.circumstances import (
    Answer,
    Circumstances,
    License,
    Question,
    answer_words,
    question_words,
)
from vault.model.direction import isolated
from vault.model.states import is_listed_state, majority_age, state_name
from vault.translation import _


def because_of_answer(circumstances: Circumstances, question: Question) -> str:
    """Return by which answer a rule holds; what nobody knows counts as the stricter one."""
    ask, said = question_words(question).ask, circumstances.answer(question)
    if said is Answer.UNKNOWN:
        counts = Answer.YES if circumstances.holds(question) else Answer.NO
        return _(
            "Because you answered “{answer}” to “{question}” in set-up, which is kept as the "
            "stricter answer, “{counts}”."
        ).format(answer=answer_words(said), question=ask, counts=answer_words(counts))
    return _("Because you answered “{answer}” to “{question}” in set-up.").format(
        answer=answer_words(said), question=ask
    )


def because_of_licenses(binding: Sequence[License]) -> str:
    """Return by which licenses a rule holds, each named once; empty where none binds."""
    named = list(dict.fromkeys(map(_license, binding)))
    if len(named) > 1:
        words = _("Because your licenses are {licenses} (Settings).")
        return words.format(licenses="; ".join(named))
    return (
        _("Because your license is {license} (Settings).").format(license=named[0]) if named else ""
    )


def because_of_state(state: str) -> str:
    """Return at which age one is an adult, and by which state of the practice's profile."""
    if is_listed_state(state):
        words = _("Because your state is {state} (Settings), one is of age at {age}.")
        return words.format(state=state_name(state), age=majority_age(state))
    words = _(
        "Because no state is entered in Settings that the list knows, the stricter rule holds: one "
        "is of age at {age}."
    )
    return words.format(age=majority_age(state))


def shared_cause(causes: Sequence[str]) -> str:
    """Return the sentence that all rules of a page share, to be said once; empty where they differ.

    Where it is empty, each rule says its own.
    """
    return causes[0] if len(set(causes)) == 1 else ""


def _license(held: License) -> str:
    said = (held.kind.strip(), state_name(held.state))
    return ", ".join(isolated(each) for each in said if each)
