"""What the window shows of a rule says what switched it on: once, or at each row."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_representative, an_ending, an_episode, in_order
from tests.ui.record import ask, go
from tests.ui.window import Hands
from ui.navigation import COMPLETE, ONSET, PEOPLE
from ui.screens.client.check_page import CheckPage
from ui.screens.client.onset_page import OnsetPage
from ui.screens.client.representatives import Representatives
from ui.screens.client.screen import ClientScreen
from ui.screens.today.rows import Row
from ui.screens.today.screen import TodayScreen
from vault.model.circumstances import Answer, Circumstances, License, Question
from vault.model.client import Client

BY_ALLIED = "Because your license is LMHC, Massachusetts (Settings)."
BY_SOCIAL = "Because your license is LCSW, Missouri (Settings)."


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """A client with a parent, whose care ended without a letter; of a licensee in Massachusetts."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    client = vault.clients.add([a_client()])[0]
    vault.representatives.add([a_representative(client, "Mo Bell")])
    vault.episodes.add([an_episode(client, ending=an_ending())])
    vault.close()
    return client


def times(page: QWidget, words: str) -> int:
    """Return how often words are seen on a page."""
    return sum(words in each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_a_shared_cause_is_said_once_and_another_at_its_row(hands: Hands, dana: Client) -> None:
    hands.unlock()
    go(hands, ClientScreen, "client", client=dana.id, note=ONSET)
    page = hands.find(OnsetPage)
    assert times(page, BY_ALLIED) == times(page, "Because") == 1
    both = Circumstances((License("MO", "LCSW"),), {Question.PRIVATE_PRACTICE: Answer.YES})
    ask(hands, lambda v: v.circumstances.set(both))
    page.reload()
    hands.settle()
    assert (times(page, BY_ALLIED), times(page, BY_SOCIAL)) == (2, 6)
    go(hands, ClientScreen, "client", client=dana.id, note=COMPLETE)
    check = hands.find(CheckPage)
    assert times(check, BY_ALLIED) == times(check, BY_SOCIAL) == 1
    assert times(check, "Because you answered “Yes” to “Are you in private practice?”") == 2


def test_what_is_due_by_a_rule_says_why(hands: Hands, dana: Client) -> None:
    hands.unlock()
    ask(hands, lambda v: v.clients.add([a_client(name="Mara Quill")]))
    hands.settle()
    rows = {row.key[1]: row for row in hands.find(TodayScreen).findChildren(Row)}
    assert rows["onset"].toolTip() == BY_ALLIED
    assert rows["onset"].accessibleDescription() == f"See. {BY_ALLIED}"


def test_the_age_of_majority_names_the_state(hands: Hands, dana: Client) -> None:
    hands.unlock()
    go(hands, ClientScreen, "client", client=dana.id, note=PEOPLE)
    page = hands.find(Representatives)
    assert times(page, "Because your state is Massachusetts (Settings), one is of age at 18.") == 1
