"""The whole window locks when the desktop says so."""

import pytest

from tests.ui.window import Hands
from ui.session_watch import SessionWatch


@pytest.mark.parametrize("signal", ["sleeping", "locked"])
def test_the_window_locks(hands: Hands, signal: str) -> None:
    hands.unlock()
    watch = hands.shell.findChild(SessionWatch)
    assert watch is not None
    getattr(watch, signal).emit()
    hands.until(lambda: hands.locks == 1)
    assert not hands.practice_shows()


def test_nothing_listens_before_a_vault_is_open(hands: Hands) -> None:
    assert hands.shell.findChild(SessionWatch) is None
