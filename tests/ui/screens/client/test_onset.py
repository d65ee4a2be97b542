"""The onset list in the window: from Today to what is missing, given, and put right."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.conftest import Unlock
from tests.practice import LICENSEE, NOON, a_client, in_order
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.client.header import ONSET
from ui.screens.client.onset_form import OnsetForm
from ui.screens.client.onset_page import OnsetPage
from ui.screens.client.people import People
from ui.screens.client.screen import ClientScreen
from ui.screens.today.rows import Row
from ui.screens.today.screen import TodayScreen
from ui.widgets.banner import Banner
from ui.widgets.labels import Pill
from ui.widgets.list_row import ListRow
from vault.model.circumstances import Circumstances, License
from vault.model.client import Client, ClientKind
from vault.model.ids import OnsetId, new_id
from vault.model.onset import Given


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """A client who was given nothing yet."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    client = vault.clients.add([a_client()])[0]
    vault.close()
    return client


def states(page: OnsetPage) -> list[str]:
    """Return the states that are shown."""
    return [each.text() for each in page.findChildren(Pill) if each.isVisible()]


def test_from_today_to_a_list_without_gaps(hands: Hands, dana: Client) -> None:
    hands.unlock()
    rows = hands.find(TodayScreen).findChildren(Row)
    (row,) = [each for each in rows if each.isVisible() and each.key == ("due", "onset")]
    assert row.accessibleName().startswith("1 client lacks an onset notice, 2 items at the start")
    row.chosen.emit()
    hands.settle()
    page = hands.find(OnsetPage)
    assert hands.find(ClientScreen).header.tabs.currentIndex() == ONSET
    assert states(page) == ["missing", "missing"]
    assert page.banner.text() == "2 items are missing."
    for _number in range(2):
        assert page.add_button.hasFocus()
        hands.press(Qt.Key.Key_Space)
        form = hands.find(OnsetForm)
        assert not form.remove.isVisible()
        form.lines["version"].setText("2024")
        hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        hands.settle()
    assert states(page) == ["given 22 Nov 2026", "given 22 Nov 2026"]
    assert not page.banner.isVisible()
    assert not page.add_button.isVisible()
    lines = ask(hands, lambda v: v.onset.of_client(dana.id))
    assert {line.given.version for line in lines if line.given} == {"2024"}
    hands.tools.navigation.go("today")
    hands.settle()
    rows = hands.find(TodayScreen).findChildren(Row)
    assert not [each for each in rows if each.isVisible() and each.key == ("due", "onset")]


def test_what_was_given_is_taken_out_and_put_back(hands: Hands, dana: Client) -> None:
    hands.unlock()
    hands.tools.navigation.go("client", client=dana.id, note="onset")
    hands.settle()
    page = hands.find(OnsetPage)
    page.add()
    hands.find(OnsetForm).finish()
    hands.settle()
    row = next(each for each in page.findChildren(ListRow) if each.isVisible())
    row.change.click()
    hands.find(OnsetForm).remove.click()
    hands.settle()
    assert states(page) == ["missing", "missing"]
    hands.find(NoticeLine).findChildren(Banner)[0].acted.emit()
    hands.settle()
    assert states(page) == ["given 22 Nov 2026", "missing"]


def test_it_may_not_apply_and_half_entered_words_survive_a_lock(
    hands: Hands, dana: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    vault.circumstances.set(Circumstances(licenses=(License("MO", "LCSW"),)))
    vault.close()
    hands.unlock()
    hands.tools.navigation.go("client", client=dana.id, note="onset")
    hands.settle()
    page = hands.find(OnsetPage)
    form = page.open_form("recording:")
    assert isinstance(form, OnsetForm)
    form.checks["not_applied"].setChecked(True)
    assert not form.days["given"].isVisible()
    form.lines["place"].setText("none ma")
    hands.lock()
    hands.unlock()
    hands.tools.navigation.go("client", client=dana.id, note="onset")
    hands.settle()
    again = hands.find(OnsetForm)
    assert again.lines["place"].text() == "none ma"
    assert not again.days["given"].isVisible()
    again.finish()
    hands.settle()
    assert "does not apply" in states(hands.find(OnsetPage))


def test_a_day_to_come_and_no_day_are_said_beside_it(hands: Hands, dana: Client) -> None:
    hands.unlock()
    hands.tools.navigation.go("client", client=dana.id, note="onset")
    hands.settle()
    hands.find(OnsetPage).add()
    form = hands.find(OnsetForm)
    form.days["given"].set_value(None)
    form.finish()
    assert form.form.error("given") == "On which day?"
    form.days["given"].set_value(NOON.date().replace(year=2027))
    form.finish()
    assert form.form.error("given") == "This day is in the future."


def test_another_license_has_no_list(hands: Hands, dana: Client, unlocked: Unlock) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE.__class__(name="Jordan Rivera", state="CA", credential="LMFT"))
    vault.close()
    hands.unlock()
    hands.tools.navigation.go("client", client=dana.id, note="onset")
    hands.settle()
    page = hands.find(OnsetPage)
    assert page.nothing.isVisible()
    assert not page.add_button.isVisible()


def test_a_newer_version_keeps_the_one_before(hands: Hands, dana: Client, unlocked: Unlock) -> None:
    vault = unlocked()
    old = Given(OnsetId(new_id()), dana.id, "consultation", date(2025, 1, 1), version="2024")
    vault.onset.add([old])
    vault.close()
    hands.unlock()
    hands.tools.navigation.go("client", client=dana.id, note="onset")
    hands.settle()
    page = hands.find(OnsetPage)
    form = page.open_form("consultation:")
    assert isinstance(form, OnsetForm)
    form.checks["newer"].setChecked(True)
    form.days["given"].set_value(date(2026, 1, 1))
    form.lines["version"].setText("2026")
    form.finish()
    hands.settle()
    assert states(page) == ["missing", "given 1 Jan 2026"]
    assert page.before.text().endswith("consultation may be sought, 1 Jan 2025.")
    assert ask(hands, lambda v: v.onset.before(dana.id)) == [old]


def test_a_couple_of_nobody_leads_to_its_people(hands: Hands, unlocked: Unlock) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    couple = vault.clients.add([a_client("Ana {Faria}", kind=ClientKind.COUPLE)])[0]
    vault.onset.add(
        [
            Given(OnsetId(new_id()), couple.id, item, date(2026, 1, 1))
            for item in ("records-notice", "consultation")
        ]
    )
    vault.close()
    hands.unlock()
    rows = hands.find(TodayScreen).findChildren(Row)
    (row,) = [each for each in rows if each.isVisible() and each.key == ("due", "onset")]
    assert "Ana {Faria}" in row.accessibleName()
    row.chosen.emit()
    hands.settle()
    hands.find(OnsetPage).add()
    hands.settle()
    assert hands.find(People).isVisible()
