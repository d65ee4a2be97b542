"""Every rule that is shown says which answer, license or state switched it on."""

from dataclasses import replace
from datetime import date

import pytest

from vault.model.circumstances import Answer, Circumstances, License, Question
from vault.model.client import ClientKind
from vault.model.completeness import Contents, Way, items_for, with_causes
from vault.model.completeness_rules import check
from vault.model.completeness_words import answered_words
from vault.model.episode import Ending, EndReason, Episode
from vault.model.former_client import former_client_rules
from vault.model.former_client_words import rule_words
from vault.model.ids import ClientId, EpisodeId
from vault.model.onset import items_for as onset_for
from vault.model.onset import lines_of
from vault.model.onset import with_causes as onset_with_causes
from vault.model.printed_letter import DENIAL, TERMINATION, because_of, letter_wordings
from vault.model.switched_on import (
    because_of_answer,
    because_of_licenses,
    because_of_state,
    shared_cause,
)

ALLIED, SOCIAL = License("MA", "LMHC", "MH-1"), License("Missouri", "LCSW", "SW-2")
BY_ALLIED = "Because your license is LMHC, Massachusetts (Settings)."
BY_SOCIAL = "Because your license is LCSW, Missouri (Settings)."
DAY = date(2026, 1, 8)


def answered(question: Question, answer: Answer) -> Circumstances:
    """Return circumstances with one answer."""
    return Circumstances(answers={question: answer})


def test_an_answer_is_named_and_what_is_unknown_is_the_stricter() -> None:
    known = because_of_answer(answered(Question.MEDICARE, Answer.YES), Question.MEDICARE)
    assert known == (
        "Because you answered “Yes” to “Do you see clients under Medicare?” in set-up."
    )
    unknown = because_of_answer(Circumstances(), Question.COVERED_ENTITY)
    assert "“I don't know”" in unknown
    assert "stricter answer, “Yes”" in unknown
    employed = because_of_answer(Circumstances(), Question.PRIVATE_PRACTICE)
    assert "stricter answer, “No”" in employed


@pytest.mark.parametrize(
    ("licenses", "said"),
    [
        ([], ""),
        ([ALLIED], BY_ALLIED),
        ([ALLIED, replace(ALLIED, state="Massachusetts", number="")], BY_ALLIED),
        (
            [ALLIED, SOCIAL],
            "Because your licenses are LMHC, Massachusetts; LCSW, Missouri (Settings).",
        ),
    ],
)
def test_licenses_are_named_once_without_their_number(licenses: list[License], said: str) -> None:
    assert because_of_licenses(licenses) == said


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("MA", "Because your state is Massachusetts (Settings), one is of age at 18."),
        ("Mississippi", "Because your state is Mississippi (Settings), one is of age at 21."),
        (
            "",
            "Because no state is entered in Settings that the list knows, the stricter rule "
            "holds: one is of age at 21.",
        ),
    ],
)
def test_the_age_of_majority_names_its_state(state: str, said: str) -> None:
    assert because_of_state(state) == said


def test_what_all_rules_share_is_said_once() -> None:
    assert shared_cause([BY_ALLIED, BY_ALLIED]) == BY_ALLIED
    assert shared_cause([BY_ALLIED, BY_SOCIAL]) == shared_cause([]) == ""


def test_the_onset_list_and_the_former_client_name_the_license_that_asks() -> None:
    both = [License(), ALLIED, SOCIAL]
    for licenses, causes in (
        ([ALLIED], {BY_ALLIED}),
        ([SOCIAL], {BY_SOCIAL}),
        (both, {BY_ALLIED, BY_SOCIAL}),
    ):
        items = onset_for(licenses, ClientKind.INDIVIDUAL)
        lines = onset_with_causes(lines_of(items, (), (), DAY, {}), licenses)
        assert {line.because for line in lines} == causes
        assert {rule.because for rule in former_client_rules(licenses)} == causes
    (rule,) = former_client_rules([SOCIAL])
    assert rule_words(rule, "today").endswith(f"through today. {BY_SOCIAL}")


@pytest.mark.parametrize(
    ("answer", "ended", "said"),
    [
        (Answer.YES, True, "Because you answered “Yes” to “Are you in private practice?”"),
        (Answer.UNKNOWN, True, "Nobody said in set-up whether the practice is private"),
        (Answer.NO, True, ""),
        (Answer.YES, False, ""),
    ],
)
def test_the_check_names_the_license_and_for_the_letter_the_answer(
    answer: Answer, ended: bool, said: str
) -> None:
    episode = Episode(EpisodeId("e"), ClientId("c"), opened=DAY)
    if ended:
        episode = replace(episode, ending=Ending(DAY, DAY, EndReason.COMPLETED))
    contents = Contents(DAY, ClientKind.INDIVIDUAL, False, answer, (), episodes=(episode,))
    licenses = [ALLIED, SOCIAL]
    lines = with_causes(
        check(items_for(licenses), contents), licenses, answered(Question.PRIVATE_PRACTICE, answer)
    )
    causes = {line.item.list.id: line.because for line in lines}
    assert sorted(causes.values()) == [BY_SOCIAL, BY_ALLIED]
    for line in lines:
        letter = line.item.way is Way.LETTER
        assert answered_words(line).startswith(said if letter else "")
        assert bool(answered_words(line)) is (letter and bool(said))


@pytest.mark.parametrize(
    ("letter", "licenses", "said"),
    [
        (DENIAL, [], "Because you answered “Yes” to “Are you a covered entity under HIPAA?”"),
        (TERMINATION, [ALLIED, SOCIAL], BY_SOCIAL),
        (TERMINATION, [ALLIED], "It is no rule for your license as it stands in Settings."),
    ],
)
def test_a_letter_names_what_switched_its_rule_on(
    letter: str, licenses: list[License], said: str
) -> None:
    known = answered(Question.COVERED_ENTITY, Answer.YES)
    assert because_of(letter_wordings()[letter], licenses, known).startswith(said)
