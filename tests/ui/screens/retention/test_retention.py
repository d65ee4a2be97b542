"""The table of all dates, in the window: why a record is kept, kept longer, and the rules."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.practice import (
    NOON,
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    FixedClock,
    a_hold,
    a_note,
)
from tests.ui.record import ask
from tests.ui.screens.retention.arranged import arranged
from tests.ui.window import Hands
from ui.date_words import plain_day
from ui.models.retention_model import Chosen
from ui.notice_line import NoticeLine
from ui.screens.client.header import Header
from ui.screens.client.holds_page import HoldsPage
from ui.screens.clients.screen import ClientsScreen
from ui.screens.retention.end_dialog import EndDialog
from ui.screens.retention.keep_dialog import KeepDialog
from ui.screens.retention.screen import RetentionScreen
from ui.screens.retention_rules.confirm_dialog import ConfirmDialog
from ui.screens.retention_rules.own_rule_form import OwnRuleForm
from ui.screens.retention_rules.page import RetentionRulesPage
from ui.screens.today.screen import TodayScreen
from ui.widgets.banner import Banner
from ui.widgets.labels import Pill
from ui.widgets.list_row import ListRow
from vault.model.circumstances import Circumstances
from vault.model.destruction import Stage
from vault.model.ids import OnsetId, new_id
from vault.model.onset import Given
from vault.model.record_retention import RecordState

TODAY = NOON.date()


@pytest.fixture
def at(hands: Hands) -> RetentionScreen:
    """The table of a practice with one record of each state."""
    hands.unlock()
    ask(hands, arranged)
    hands.tools.navigation.go("retention")
    hands.settle()
    return hands.find(RetentionScreen)


def shown(screen: RetentionScreen) -> list[str]:
    """Return the names of the table, top down."""
    rows = (screen.model.at(n) for n in range(screen.model.rowCount()))
    return [each.client.name for each in rows if each is not None]


def choose(hands: Hands, screen: RetentionScreen, name: str) -> None:
    """Go to the row of a name."""
    screen.list.select_row(shown(screen).index(name))
    screen.list.moved.emit(shown(screen).index(name))
    hands.settle()


def said(screen: RetentionScreen) -> str:
    """Return all that the reason says."""
    return "\n".join(each.text() for each in screen.why.findChildren(QLabel))


def held(words: str, *, visible: bool = False) -> list[str]:
    """Return the widgets that hold some words, seen or not."""
    found = []
    for window in QApplication.topLevelWidgets():
        for each in window.findChildren(QWidget):
            if visible and not each.isVisible():
                continue
            for name in ("text", "toPlainText"):
                say = getattr(each, name, None)
                if callable(say) and words in str(say()):
                    found.append(f"{type(each).__name__} {each.objectName()}")
    return found


def test_every_record_by_its_date_and_why(hands: Hands, at: RetentionScreen) -> None:
    assert shown(at) == [
        "Nobody Known",
        "Hanna Weiss",
        "Priya Raman",
        "Eli Navarro",
        "Carla Mendes",
        "Marcus Bell",
    ]
    choose(hands, at, "Eli Navarro")
    assert "1 year from majority" in said(at)
    assert "The later one binds" in said(at)
    assert "at least one year after the client has reached the age of majority" in said(at)
    choose(hands, at, "Carla Mendes")
    assert "until you lift it" in said(at)
    choose(hands, at, "Nobody Known")
    assert "Enter the birth date" in said(at)
    choose(hands, at, "Marcus Bell")
    assert "Care goes on" in said(at)
    spoken = at.model.data(at.model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "minimum period over · review" in spoken


def test_what_is_typed_and_chosen_narrows_the_table(hands: Hands, at: RetentionScreen) -> None:
    at.filter.setFocus()
    hands.type("navarro")
    hands.press(Qt.Key.Key_Return)
    assert shown(at) == ["Eli Navarro"]
    hands.press(Qt.Key.Key_Tab)
    at.filter.clear()
    hands.until(lambda: len(shown(at)) == 6)
    for chosen, names in (
        (Chosen.OVER, ["Hanna Weiss"]),
        (Chosen.SOON, ["Priya Raman"]),
        (Chosen.HELD, ["Carla Mendes"]),
        (Chosen.ASK, ["Nobody Known"]),
        (Chosen.IN_CARE, ["Marcus Bell"]),
    ):
        at.states.setCurrentIndex(at.states.findData(chosen))
        hands.settle()
        assert shown(at) == names
    assert [count for _year, count in at.chart.bars()] == [3, 0, 0, 0, 0, 0, 0, 1]


def test_a_record_is_kept_longer_and_that_undone(hands: Hands, at: RetentionScreen) -> None:
    choose(hands, at, "Hanna Weiss")
    at.extend()
    hands.settle()
    dialog = hands.find(KeepDialog)
    dialog.keep()
    assert dialog.form.error("through")
    assert dialog.form.error("why")
    dialog.through.set_value(date(2030, 1, 2))
    dialog.why.setText("A complaint may come.")
    dialog.keep()
    hands.settle()
    over = ask(hands, lambda v: v.retention.all())
    hanna = next(each for each in over if each.client.name == "Hanna Weiss")
    assert hanna.retention.through == date(2030, 1, 2)
    assert "Kept longer by you" in said(at)
    hands.find(NoticeLine).findChildren(Banner)[0].acted.emit()
    hands.settle()
    over = ask(hands, lambda v: v.retention.all())
    hanna = next(each for each in over if each.client.name == "Hanna Weiss")
    assert hanna.retention.state is RecordState.OVER


def due(hands: Hands) -> list[str]:
    """Go to Today, have the dates looked at now, and return what is due about records."""
    hands.tools.navigation.go("today")
    hands.settle()
    today = hands.find(TodayScreen)
    today.look_at_retention()
    hands.settle()
    rows = [row.accessibleName() for row in today.page.rows if row.key[0] == "due"]
    return [
        each
        for each in rows
        if each.startswith(("Look at how long", "Look again", "Confirm 1 rule"))
    ]


def test_a_record_that_was_looked_at_is_no_longer_on_today(
    hands: Hands, at: RetentionScreen
) -> None:
    (row,) = due(hands)
    assert row.startswith("Look at how long 3 records are kept")
    assert "Nobody Known, Hanna Weiss, Priya Raman" in row
    hands.tools.navigation.go("retention")
    hands.settle()
    for name in ("Hanna Weiss", "Priya Raman", "Nobody Known"):
        choose(hands, at, name)
        at.look()
        hands.settle()
    assert due(hands) == []
    ask(hands, lambda v: v.retention_rules.unconfirm("ma-allied"))
    (row,) = due(hands)
    assert row.startswith("Confirm 1 rule of retention")


def test_the_way_leads_to_the_hold_and_the_header_says_the_date(
    hands: Hands, at: RetentionScreen
) -> None:
    choose(hands, at, "Hanna Weiss")
    at.why.hold.click()
    hands.settle()
    assert hands.find(HoldsPage).isVisible()
    header = hands.find(Header)
    assert f"kept through {plain_day(date(2026, 11, 2))}" in header.line.text_in_full()
    pills = [each.text() for each in header.findChildren(Pill) if each.isVisible()]
    assert "minimum period over · review" in pills


def test_reminders_are_saved_without_a_name(
    hands: Hands, at: RetentionScreen, tmp_path: Path
) -> None:
    hands.answers.path = str(tmp_path / "look.ics")
    at.save_calendar()
    hands.settle()
    text = (tmp_path / "look.ics").read_text()
    assert "BEGIN:VEVENT" in text
    assert "Hanna" not in text


def test_a_rule_is_confirmed_and_that_undone(hands: Hands, at: RetentionScreen) -> None:
    ask(hands, lambda v: v.retention_rules.unconfirm("ma-allied"))
    hands.settle()
    choose(hands, at, "Hanna Weiss")
    assert "the text is more than 24 months old" in said(at)
    at.why.rules.click()
    hands.settle()
    page = hands.find(RetentionRulesPage)
    page.confirm("ma-allied", "262 CMR 8.02(1)(b)", "a copy")
    hands.settle()
    dialog = hands.find(ConfirmDialog)
    dialog.confirm()
    assert dialog.form.error("address")
    dialog.day.set_value(TODAY + timedelta(days=1))
    dialog.confirm()
    assert dialog.form.error("day")
    dialog.day.set_value(TODAY)
    dialog.address.setText("https://law.example/262cmr8")
    dialog.confirm()
    hands.settle()
    kept = ask(hands, lambda v: {each.rule.id: each for each in v.retention_rules.rules()})
    assert not kept["ma-allied"].doubts
    hands.find(NoticeLine).findChildren(Banner)[0].acted.emit()
    hands.settle()
    kept = ask(hands, lambda v: {each.rule.id: each for each in v.retention_rules.rules()})
    assert kept["ma-allied"].doubts


def test_an_own_rule_shows_what_it_means_and_survives_a_lock(
    hands: Hands, at: RetentionScreen
) -> None:
    hands.tools.navigation.go("retention-rules")
    hands.settle()
    hands.find(RetentionRulesPage).add()
    form = hands.find(OwnRuleForm)
    form.lines["name"].setFocus()
    hands.type("Insurer")
    form.lines["years"].setText("10")
    assert "2036" in form.examples.text()
    ages = form.choices["minor_age"]
    ages.setCurrentIndex(ages.findData("25"))
    form.lines["minor_years"].setText("0")
    assert "2044" in form.examples.text()
    hands.lock()
    hands.unlock()
    form = hands.find(OwnRuleForm)
    assert form.lines["name"].text() == "Insurer"
    form.finish()
    assert form.form.error("cite")
    form.lines["cite"].setText("Policy 7, section 2")
    form.finish()
    hands.settle()
    (rule,) = ask(hands, lambda v: v.retention_rules.own.list_all())
    assert (rule.title, rule.years, rule.minor_age, rule.minor_years) == ("Insurer", 10, 25, 0)
    assert rule.rule.clauses[1].years == 0


def test_a_practice_without_clients_says_what_stands_here(hands: Hands) -> None:
    hands.unlock()
    hands.tools.navigation.go("retention")
    hands.settle()
    assert hands.find(RetentionScreen).empty.isVisible()


def test_the_other_clocks_are_said_once(hands: Hands, at: RetentionScreen) -> None:
    choose(hands, at, "Hanna Weiss")
    seen = at.model.at(at.list.current_row() or 0)
    assert seen is not None
    given = Given(OnsetId(new_id()), seen.client.id, "fees", TODAY, version="1")
    ask(hands, lambda v: v.onset.add([given]))
    ask(hands, lambda v: v.circumstances.set(Circumstances()))
    # Each reading asks for the clocks anew, and may be answered after the next one was shown.
    for _time in range(4):
        at.reload()
    hands.settle()
    assert said(at).upper().count("OTHER CLOCKS") == 1


def test_a_record_ends_in_two_looks_and_leaves_a_certificate(
    hands: Hands, at: RetentionScreen, clock: FixedClock, tmp_path: Path
) -> None:
    choose(hands, at, "Hanna Weiss")
    seen = at.model.at(at.list.current_row() or 0)
    assert seen is not None
    words = "zqwords of a note"
    day = seen.retention.last_contact or TODAY
    note = a_note(seen.client, words, service_date=day)
    ask(hands, lambda v: v.notes.sign(v.notes.begin([note])[0].id))
    hands.tools.navigation.go("client", client=seen.client.id)
    hands.settle()
    assert held("Hanna Weiss")
    hands.tools.navigation.go("retention")
    hands.settle()
    choose(hands, at, "Hanna Weiss")
    assert at.why.end.isVisible()
    at.why.end.click()
    dialog = hands.find(EndDialog)
    dialog.end()
    assert dialog.form.error("passphrase")
    dialog.passphrase.setText("something else")
    dialog.end()
    hands.settle()
    assert "wrong" in dialog.banner.text()
    assert not dialog.passphrase.text()
    dialog.passphrase.setText(PASSPHRASE)
    dialog.end()
    hands.settle()
    (asked,) = ask(hands, lambda v: v.destructions.list_all())
    assert asked.stage is Stage.ASKED
    row = at.endings.waiting.findChildren(ListRow)[0]
    assert not row.change.isEnabled()
    assert not at.why.end.isVisible()
    clock.moment += timedelta(days=7)
    at.reload()
    hands.settle()
    assert any(each.startswith("Look again at 1 record") for each in due(hands))
    hands.tools.navigation.go("retention")
    hands.settle()
    row = at.endings.waiting.findChildren(ListRow)[0]
    assert row.change.isEnabled()
    row.change.click()
    dialog = hands.find(EndDialog)
    dialog.passphrase.setText(PASSPHRASE)
    dialog.end()
    assert dialog.form.error("process")
    dialog.process.setText("something else")
    dialog.end()
    hands.settle()
    assert "of process notes does not" in dialog.banner.text()
    dialog.passphrase.setText(PASSPHRASE)
    dialog.process.setText(PROCESS_PASSPHRASE)
    dialog.end()
    hands.settle()
    (done,) = ask(hands, lambda v: v.destructions.list_all())
    assert done.stage is Stage.DONE
    assert "Hanna Weiss" not in shown(at)
    assert not held(words)
    hands.tools.navigation.back()
    hands.settle()
    assert not held("Hanna Weiss", visible=True)
    hands.tools.navigation.go("retention")
    hands.settle()
    hands.answers.path = str(tmp_path / "certificate.pdf")
    at.endings.save_certificate(done)
    hands.until(lambda: (tmp_path / "certificate.pdf").exists())
    hands.settle()
    hands.tools.navigation.go("clients", note="new")
    hands.settle()
    panel = hands.find(ClientsScreen).panel
    panel.form.name.setText("hanna weiss")
    panel.form.birth.set_value(date(1980, 1, 1))
    panel.add()
    hands.settle()
    said_now = [each.text() for each in hands.find(NoticeLine).findChildren(Banner)]
    assert any("Not held: destroyed on" in each for each in said_now)


def test_a_hold_in_the_week_stops_it_and_it_is_taken_back(
    hands: Hands, at: RetentionScreen, clock: FixedClock
) -> None:
    choose(hands, at, "Hanna Weiss")
    client = at.model.at(at.list.current_row() or 0)
    assert client is not None
    ask(hands, lambda v: v.destructions.ask(client.client.id, PASSPHRASE))
    clock.moment += timedelta(days=7)
    ask(hands, lambda v: v.holds.add([a_hold(client.client)]))
    hands.settle()
    row = at.endings.waiting.findChildren(ListRow)[0]
    row.change.click()
    dialog = hands.find(EndDialog)
    dialog.passphrase.setText(PASSPHRASE)
    dialog.process.setText(PROCESS_PASSPHRASE)
    dialog.end()
    hands.settle()
    assert "on hold" in dialog.banner.text()
    dialog.reject()
    hands.settle()
    (asked,) = ask(hands, lambda v: v.destructions.list_all())
    at.endings.waiting.withdrawn.emit(asked)
    hands.settle()
    assert ask(hands, lambda v: v.destructions.get(asked.id)).stage is Stage.WITHDRAWN
    assert "Hanna Weiss" in shown(at)
