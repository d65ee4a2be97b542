"""The answers of set-up are kept as they were given."""

from tests.conftest import Unlock
from vault.model.circumstances import Answer, Circumstances, License, Question

GIVEN = Circumstances(
    licenses=(License("MA", "LMHC", "MH-000000"), License("Missouri", "LCSW", "")),
    answers={Question.PRIVATE_PRACTICE: Answer.YES, Question.MEDICARE: Answer.NO},
)


def test_answers_are_kept(unlocked: Unlock) -> None:
    vault = unlocked()
    assert vault.circumstances.get().open_questions == tuple(Question)
    kept = vault.circumstances.set(GIVEN)
    vault.close()
    again = unlocked().circumstances.get()
    assert again == kept == GIVEN.cleaned()
    assert again.open_questions == (Question.COVERED_ENTITY, Question.SUBSTANCE_USE)


def test_nothing_answered_is_nothing_written(unlocked: Unlock) -> None:
    vault = unlocked()
    seq = vault.audit.mark.seq
    vault.circumstances.set(vault.circumstances.get())
    vault.circumstances.set(Circumstances((License(" "),), {Question.MEDICARE: Answer.UNKNOWN}))
    assert vault.audit.mark.seq == seq
