"""The number beside Today in the side bar is that of the sentence on it, wherever one is."""

from functools import partial

from PySide6.QtTest import QTest

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note
from tests.ui.window import Hands
from ui.screens.today.screen import TodayScreen
from ui.side_bar import SideBar
from ui.widgets.buttons import ThemedButton
from ui.widgets.labels import Pill
from vault.model.ids import NoteId
from vault.open_vault import OpenVault

_WORDS = ("Nothing is", "One thing", "Two things", "Three things", "Four things", "Five things")


def number(hands: Hands) -> int:
    """Return the number in the side bar, and see that it is said as well."""
    entries = hands.find(SideBar).findChildren(ThemedButton)
    (entry,) = (each for each in entries if each.text() == "Today")
    shown = [int(pill.text()) for pill in entry.findChildren(Pill) if pill.isVisible()]
    assert entry.accessibleDescription().startswith(str(shown[0]) if shown else "")
    return shown[0] if shown else 0


def _sign(note: NoteId, vault: OpenVault) -> None:
    vault.notes.sign(note)


def sentence_says(hands: Hands, count: int) -> bool:
    return hands.find(TodayScreen).page.line.text().startswith(_WORDS[count])


def test_the_side_bar_and_today_count_the_same(unlocked: Unlock, hands: Hands) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    drafts = vault.notes.begin([a_note(client), a_note(client)])
    vault.close()
    hands.unlock()
    before = number(hands)
    assert before > 2  # more than drafts
    assert sentence_says(hands, before)
    hands.tools.navigation.go("settings")
    hands.settle()
    for draft in drafts:
        hands.tools.worker.run(partial(_sign, draft.id), owner=hands.shell)
    hands.settle()
    QTest.qWait(0)
    hands.settle()
    assert number(hands) == before - 1  # one thing for both notes
    hands.tools.navigation.go("today")
    hands.settle()
    assert sentence_says(hands, before - 1)
    assert number(hands) == before - 1
