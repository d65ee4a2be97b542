"""Printed letters: each sentence from its clause, quoted; what no letter is written of."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.practice import a_client, an_amendment, an_ending, an_episode
from vault.errors import NotAllowed
from vault.model.amendment import AmendmentDecision, Outcome
from vault.model.episode import EndReason, Letter
from vault.model.printed_letter import (
    DENIAL,
    TERMINATION,
    denial_letter,
    letter_file_name,
    letter_wordings,
    termination_letter,
)
from vault.resource_files import read_resource

CLAUSES: dict[str, str] = {
    cite: " ".join(text.split())
    for cite, text in tomllib.loads(
        Path(__file__).with_name("letter_clauses.toml").read_text("utf-8")
    ).items()
}
ROWS: list[dict[str, Any]] = tomllib.loads(read_resource("letters.toml").decode())["letter"]
DANA = a_client()
TOLD = date(2026, 11, 20)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_everything_a_letter_says_is_carried_by_words_of_its_clause(row: dict[str, Any]) -> None:
    for said in row["said"]:
        assert said["words"]
        for words in said["words"]:
            assert words in CLAUSES[said["clause"]], said["text"]
        for word in ("day", "week", "month", "year", "hour", "deadline"):
            assert word not in said["text"].lower(), "no time that no clause names"
        assert set(said.get("reasons", ())) <= set(EndReason)
    assert set(letter_wordings()) == {DENIAL, TERMINATION}


def test_help_is_promised_only_where_its_clause_asks_for_it() -> None:
    wording = letter_wordings()[TERMINATION]
    assert {each for each in EndReason if wording.said(each)} == {
        EndReason.IMPAIRED,
        EndReason.CONFLICT,
    }


@pytest.mark.parametrize("outcome", [Outcome.DENIED, Outcome.IN_PART])
def test_a_denial_of_all_or_a_part_has_a_letter(outcome: Outcome) -> None:
    decision = AmendmentDecision(TOLD, outcome, "accurate-and-complete", "The tape says three.")
    letter = denial_letter(an_amendment(DANA, decision=decision), "Dana Whitfield", bound=True)
    assert (letter.client, letter.decision) == ("Dana Whitfield", decision)


def test_no_denial_is_written_of_what_is_not_denied_or_where_the_rule_does_not_bind() -> None:
    accepted = AmendmentDecision(TOLD, Outcome.ACCEPTED)
    for request in (an_amendment(DANA), an_amendment(DANA, decision=accepted)):
        with pytest.raises(NotAllowed, match="was not denied"):
            denial_letter(request, DANA.name, bound=True)
    denied = an_amendment(DANA, decision=AmendmentDecision(TOLD, Outcome.DENIED, words="No."))
    with pytest.raises(NotAllowed, match="does not bind"):
        denial_letter(denied, DANA.name, bound=False)


def test_the_end_is_the_one_that_a_letter_named() -> None:
    ending = an_ending()
    assert termination_letter(an_episode(DANA, ending=ending), DANA.name).end == ending.day
    named = an_ending(letter=Letter(date(2026, 4, 1), date(2026, 6, 30)))
    letter = termination_letter(an_episode(DANA, ending=named), DANA.name)
    assert letter.end == date(2026, 6, 30)


def test_no_letter_is_written_of_care_that_goes_on_or_to_who_died() -> None:
    with pytest.raises(NotAllowed, match="goes on"):
        termination_letter(an_episode(DANA), DANA.name)
    with pytest.raises(NotAllowed, match="died"):
        termination_letter(an_episode(DANA, ending=an_ending(reason=EndReason.DIED)), DANA.name)


def test_a_file_is_named_by_its_kind_and_its_day_and_nobody() -> None:
    letter = termination_letter(an_episode(DANA, ending=an_ending()), DANA.name)
    first = letter_file_name(letter, TOLD, ())
    assert first == "letter-termination-2026-11-20.pdf"
    assert letter_file_name(letter, TOLD, [first]) == "letter-termination-2026-11-20-2.pdf"
