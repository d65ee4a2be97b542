"""Over a real vault: what is shown of a rule says by what of Settings it holds."""

import pytest

from tests.practice import LICENSEE, NOON, a_client, an_amendment, an_ending, an_episode
from vault.model.amendment import AmendmentDecision, Outcome
from vault.model.circumstances import Answer, Circumstances, License, Question
from vault.model.client import Client
from vault.open_vault import OpenVault

BY_ALLIED = "Because your license is LMHC, Massachusetts (Settings)."
BY_SOCIAL = "Because your license is LCSW, Missouri (Settings)."


@pytest.fixture
def rui(vault: OpenVault) -> Client:
    """A client of a licensee in Massachusetts, who is a social worker in Missouri too."""
    vault.practice.set(LICENSEE)
    answers = {Question.COVERED_ENTITY: Answer.YES}
    vault.circumstances.set(Circumstances((License("MO", "LCSW"),), answers))
    return vault.clients.add([a_client("Rui Duarte")])[0]


def test_each_rule_names_its_license(vault: OpenVault, rui: Client) -> None:
    both = {BY_ALLIED, BY_SOCIAL}
    assert {line.because for line in vault.onset.of_client(rui.id)} == both
    assert {line.because for line in vault.completeness.of_client(rui.id)} == both
    assert [rule.because for rule in vault.conflicts.rules()] == [BY_ALLIED, BY_SOCIAL]
    assert "your state is Massachusetts" in vault.releases.why_of_age()


def test_a_letter_and_a_clock_name_their_answer(vault: OpenVault, rui: Client) -> None:
    today = NOON.date()
    decision = AmendmentDecision(today, Outcome.DENIED, "accurate-and-complete")
    request = vault.amendments.add([an_amendment(rui, decision=decision)])[0]
    episode = vault.episodes.add([an_episode(rui, ending=an_ending())])[0]
    denial = vault.letters.denial(request.id)
    assert denial.because == vault.amendments.why()
    assert "“Are you a covered entity under HIPAA?”" in denial.because
    assert vault.letters.termination(episode.id).because == BY_SOCIAL
    assert BY_SOCIAL not in repr(vault.letters.termination(episode.id))
