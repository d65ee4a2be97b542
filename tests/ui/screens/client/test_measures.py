"""Outcome measures in the window: digits from item to item, the score, the risk, the chart."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from tests.conftest import Unlock
from tests.practice import LICENSEE, NOON, a_client, a_note, an_administration, in_order
from tests.ui.record import ask, go, unnamed
from tests.ui.window import Hands
from ui.notice_line import NoticeLine
from ui.screens.client.care import CarePage
from ui.screens.client.header import CARE
from ui.screens.client.measure_form import MeasureForm
from ui.screens.client.measure_items import ItemAnswer
from ui.screens.client.measures_page import MeasuresPage
from ui.screens.client.screen import ClientScreen
from ui.screens.today.screen import TodayScreen
from ui.widgets.banner import Banner
from ui.widgets.labels import Pill
from ui.widgets.list_row import ListRow
from vault.model.addendum import Mark
from vault.model.client import Client
from vault.model.measure import Administration, measure_of
from vault.model.measure_words import risk_words

TODAY = NOON.date()


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """A client of a practice with nothing else to do."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    in_order(vault)
    vault.close()
    return client


def opened(hands: Hands, client: Client) -> MeasuresPage:
    """Go to the measures of a client."""
    hands.unlock()
    go(hands, ClientScreen, "client", client=client.id, note="measures")
    return hands.find(MeasuresPage)


def keep(hands: Hands, *administrations: Administration) -> None:
    """Keep what was filled in, as if by another way."""
    ask(hands, lambda v: v.measures.add(administrations))


def kept(hands: Hands, client: Client) -> list[Administration]:
    """Return what is kept of a client."""
    return ask(hands, lambda v: v.measures.of_client(client.id))


def shown(page: MeasuresPage) -> str:
    """Return every word that is shown."""
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def rows(page: MeasuresPage) -> list[ListRow]:
    """Return the lines that are shown, the newest first."""
    return [each for each in page.findChildren(ListRow) if each.isVisible()]


def answer(hands: Hands, digits: str) -> None:
    """Type digits, wherever the keyboard is by then."""
    for digit in digits:
        hands.press(getattr(Qt.Key, f"Key_{digit}"))


def test_nine_digits_and_the_last_one_for_how_difficult(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    assert "Nothing was filled in yet." in shown(page)
    assert page.add_button.hasFocus()
    hands.press(Qt.Key.Key_Space)
    form = hands.find(MeasureForm)
    assert form.choices["measure"].hasFocus()
    form.items.begin()
    answer(hands, "121102100")
    assert form.items.said.text() == "8 of 27, mild"
    assert form.items.difficulty is not None
    assert form.items.difficulty.buttons[0].hasFocus()
    answer(hands, "2")
    assert form.save.hasFocus()
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    (each,) = kept(hands, dana)
    assert (each.measure, each.day, each.difficulty) == ("phq-9", TODAY, 2)
    assert each.answers == (1, 2, 1, 1, 0, 2, 1, 0, 0)
    assert [row.change.accessibleName() for row in rows(page)] == ["Change PHQ-9, 22 Nov 2026"]
    assert "8 of 27" in shown(page)
    assert [pill.text() for pill in page.findChildren(Pill) if pill.isVisible()] == ["mild"]
    assert page.banner.text() == ""
    hands.press(Qt.Key.Key_Space)
    assert hands.find(MeasureForm).items.items[0].buttons[0].hasFocus()


def test_what_is_answered_next_and_what_is_said_are_in_sight(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    days = [date(2026, month, 1) for month in range(1, 11)]
    keep(hands, *(an_administration(dana, day=day) for day in days))
    hands.settle()
    rows(page)[-1].change.setFocus()
    area = next(each for each in page.findChildren(QScrollArea) if each.isVisible())
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    page.open_form(kept(hands, dana)[0].id)
    form = hands.find(MeasureForm)
    form.items.begin()
    answer(hands, "00000000")
    hands.settle()
    assert in_sight(form.items.items[8])
    answer(hands, "3")
    form.finish()
    hands.settle()
    assert page.banner.text() == risk_words()
    assert in_sight(page.banner)


def in_sight(widget: QWidget) -> bool:
    """Tell whether all of a widget is seen."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_arrows_tab_and_delete(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    page.add()
    form = hands.find(MeasureForm)
    first, second, third = form.items.items[:3]
    form.items.begin()
    hands.press(Qt.Key.Key_Down)
    assert second.buttons[0].hasFocus()
    hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_Up)
    assert first.buttons[0].hasFocus()
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Right)
    assert first.value() == 2
    assert first.buttons[2].hasFocus()
    assert "More than half the days" in shown(page)
    hands.press(Qt.Key.Key_Tab)
    assert second.buttons[0].hasFocus()
    hands.press(Qt.Key.Key_Tab)
    assert third.buttons[0].hasFocus()
    hands.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    hands.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert first.buttons[2].hasFocus()
    hands.press(Qt.Key.Key_Delete)
    assert first.value() is None
    assert first.buttons[0].hasFocus()
    hands.press(Qt.Key.Key_4)
    assert first.value() is None
    hands.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert first.value() is None
    hands.press(Qt.Key.Key_3, Qt.KeyboardModifier.KeypadModifier)
    assert first.value() == 3
    assert form.items.said.text() == "1 of 9 answered, no score"
    first.buttons[1].click()
    assert first.value() == 1


def test_every_answer_has_a_name_with_its_item(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    page.add()
    hands.settle()
    form = hands.find(MeasureForm)
    assert not unnamed(form)
    assert form.items.items[0].accessibleName() == (
        "1. Little interest or pleasure in doing things"
    )
    assert form.items.items[0].buttons[2].accessibleName() == (
        "2, More than half the days: 1. Little interest or pleasure in doing things"
    )
    assert measure_of("phq-9").licence in shown(page)
    assert len([each for each in form.findChildren(ItemAnswer) if each.isVisible()]) == 10


def test_the_measure_is_chosen_once_and_offered_next_time(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    page.add()
    form = hands.find(MeasureForm)
    form.choices["measure"].setCurrentIndex(form.choices["measure"].findData("gad-7"))
    form.items.begin()
    answer(hands, "3333333")
    answer(hands, "0")
    form.finish()
    hands.settle()
    assert "21 of 21" in shown(page)
    assert page.banner.text() == ""
    page.add()
    form = hands.find(MeasureForm)
    assert form.choices["measure"].currentData() == "gad-7"
    form.back_out()
    rows(page)[0].change.click()
    form = hands.find(MeasureForm)
    assert "measure" not in form.choices
    assert form.items.answers() == (3,) * 7
    form.items.items[0].begin()
    hands.press(Qt.Key.Key_Delete)
    form.finish()
    hands.settle()
    assert kept(hands, dana)[0].answers == (None, *(3,) * 6)
    assert "6 of 7 answered, no score" in shown(page)


def test_what_cannot_be_is_said_and_nothing_is_kept(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    page.add()
    form = hands.find(MeasureForm)
    form.finish()
    hands.settle()
    assert form.banner.text() == "No item is answered."
    form.items.items[0].set_value(1)
    form.days["day"].set_value(None)
    form.finish()
    assert form.form.error("day") == "On which day was it filled in?"
    form.days["day"].set_value(date(2026, 12, 1))
    form.finish()
    assert form.form.error("day") == "This day is in the future."
    hands.settle()
    assert kept(hands, dana) == []


def test_item_9_is_said_calmly_and_leads_to_the_note(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    page.add()
    form = hands.find(MeasureForm)
    form.items.begin()
    answer(hands, "0000000010")
    form.finish()
    hands.settle()
    assert page.banner.text() == risk_words()
    assert page.banner.property("tone") == "amber"
    assert QApplication.activeModalWidget() is None
    assert not any(each.isVisible() for each in hands.shell.findChildren(NoticeLine))
    assert "1 of 27" in shown(page)
    assert "item 9 above zero" in shown(page)
    page.reload()
    hands.settle()
    assert page.banner.text() == risk_words()
    page.banner.acted.emit()
    hands.settle()
    screen = hands.find(ClientScreen)
    assert screen.record.isVisible()
    assert screen.record.pane.editor.isVisible()
    (draft,) = ask(hands, lambda v: v.notes.page(dana.id, 0, 9))
    assert draft.template == "safety"
    hands.tools.navigation.back()
    hands.settle()
    assert hands.find(MeasuresPage).isVisible()
    assert page.banner.text() == ""


def test_what_was_put_right_or_closed_says_no_risk(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    page.add()
    form = hands.find(MeasureForm)
    form.items.show_answers((0,) * 8 + (2,), None)
    form.finish()
    hands.settle()
    assert page.banner.text() == risk_words()
    rows(page)[0].change.click()
    form = hands.find(MeasureForm)
    form.items.items[8].set_value(0)
    form.finish()
    hands.settle()
    assert page.banner.text() == ""
    rows(page)[0].change.click()
    form = hands.find(MeasureForm)
    form.items.items[8].set_value(3)
    form.finish()
    hands.settle()
    page.banner.closed.emit()
    page.reload()
    hands.settle()
    assert page.banner.text() == ""


def test_what_is_said_of_one_client_is_not_said_of_another(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    rui = ask(hands, lambda v: v.clients.add([a_client("Rui Duarte")]))[0]
    page.add()
    form = hands.find(MeasureForm)
    form.items.show_answers((0,) * 8 + (2,), None)
    form.finish()
    hands.settle()
    go(hands, ClientScreen, "client", client=rui.id, note="measures")
    assert page.banner.text() == ""
    assert "Nothing was filled in yet." in shown(page)
    assert page.charts() == []
    go(hands, ClientScreen, "client", client=dana.id, note="measures")
    assert page.banner.text() == risk_words()


def test_a_removal_can_be_undone(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    each = an_administration(dana)
    keep(hands, each)
    hands.settle()
    rows(page)[0].change.click()
    hands.find(MeasureForm).remove.click()
    hands.settle()
    assert "Nothing was filled in yet." in shown(page)
    notice = hands.find(NoticeLine).findChildren(Banner)[0]
    assert notice.text() == "The measure was removed."
    notice.acted.emit()
    hands.settle()
    assert kept(hands, dana) == [each]
    assert len(rows(page)) == 1


def test_what_was_entered_in_another_sitting_is_marked_in_error(
    hands: Hands, dana: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    vault.measures.add([an_administration(dana)])
    vault.close()
    page = opened(hands, dana)
    rows(page)[0].change.click()
    form = hands.find(MeasureForm)
    assert not form.remove.isVisible()
    form.checks["in_error"].setChecked(True)
    form.finish()
    assert "Why does it not belong here?" in form.form.error("reason")
    QTest.keyClicks(form.texts["reason"].edit, "Of her brother.")
    form.finish()
    hands.settle()
    [row] = rows(page)
    assert not row.change.isVisible()
    assert [each.text() for each in row.findChildren(Pill)] == ["in error"]
    assert "Of her brother." in shown(page)
    assert page.charts() == []


def test_half_a_measure_is_there_after_a_lock(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    page.add()
    form = hands.find(MeasureForm)
    form.choices["measure"].setCurrentIndex(form.choices["measure"].findData("phq-a"))
    form.lines["filled_in_by"].setText("Ana")
    form.items.begin()
    answer(hands, "3210")
    hands.lock()
    opened(hands, dana)
    form = hands.find(MeasureForm)
    assert form.choices["measure"].currentData() == "phq-a"
    assert form.lines["filled_in_by"].text() == "Ana"
    assert form.items.answers() == (3, 2, 1, 0, None, None, None, None, None)
    form.finish()
    hands.settle()
    assert kept(hands, dana)[0].measure == "phq-a"
    hands.lock()
    page = opened(hands, dana)
    assert page.form is None
    rows(page)[0].change.click()
    answer(hands, "1")
    hands.lock()
    opened(hands, dana)
    assert hands.find(MeasureForm).items.answers()[:6] == (3, 2, 1, 0, 1, None)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_chart_is_a_table_too(hands: Hands, dana: Client, look: str) -> None:
    hands.tools.theme.set_choice(look)
    page = opened(hands, dana)
    first = an_administration(dana)
    last = an_administration(dana, day=TODAY, answers=(2,) * 9)
    unscored = an_administration(dana, day=date(2026, 11, 8), answers=(None, *(3,) * 8))
    keep(hands, first, unscored, last, an_administration(dana, measure="gad-7", answers=(0,) * 7))
    hands.settle()
    depression, anxiety = page.charts()
    assert anxiety.chart is not None
    chart, table = depression.chart, depression.table
    assert chart is not None
    assert chart.accessibleName() == (
        "PHQ-9 over time, 2 scores. 1 Nov 2026: 8 of 27, mild; 22 Nov 2026: 18 of 27, "
        "moderately severe"
    )
    assert table.accessibleName() == "PHQ-9 over time"
    figures = []
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in range(3)]
        figures.append([item.text() for item in items if item is not None])
    assert figures == [
        ["22 Nov 2026", "18 of 27", "moderately severe"],
        ["8 Nov 2026", "8 of 9 answered, no score", "–"],
        ["1 Nov 2026", "8 of 27", "mild"],
    ]
    picture = chart.grab().toImage()
    ratio = picture.devicePixelRatio()
    for each in (first, last):
        assert each.score.total is not None
        place = chart.place_of(each.day, each.score.total) * ratio
        color = QColor(picture.pixel(place.toPoint()))
        assert color.name() == hands.tools.theme.color("teal").name()
    assert measure_of("phq-9").source in shown(page)
    assert "A band is no diagnosis." in shown(page)


def test_care_leads_to_the_measures(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    keep(hands, an_administration(dana), an_administration(dana, day=TODAY, answers=(1,) * 9))
    page.back.click()
    hands.settle()
    care = hands.find(CarePage)
    assert care.measures.said.text() == "PHQ-9 of 22 Nov 2026: 9 of 27."
    care.measures.see.click()
    hands.settle()
    assert page.isVisible()
    assert hands.find(ClientScreen).header.tabs.currentIndex() == CARE
    screen = hands.find(ClientScreen)
    assert "Outcome measures of this client" in [each.words for each in screen.commands()]


def test_what_was_changed_elsewhere_is_shown(hands: Hands, dana: Client) -> None:
    page = opened(hands, dana)
    each = an_administration(dana)
    keep(hands, each)
    hands.settle()
    ask(hands, lambda v: v.measures.change(replace(each, answers=(3,) * 8 + (0,))))
    hands.settle()
    assert "24 of 27" in shown(page)


def test_a_risk_stands_on_today_until_the_note_is_there(
    hands: Hands, dana: Client, unlocked: Unlock
) -> None:
    vault = unlocked()
    raised = (*(0,) * 8, 2)
    vault.measures.add([an_administration(dana, day=date(2026, 11, 20), answers=raised)])
    vault.close()
    hands.unlock()
    today = go(hands, TodayScreen, "today")
    [row] = [each for each in today.page.rows if each.key == ("due", "risk")]
    assert row.accessibleName().startswith(
        "Write a note on safety: item 9 of PHQ-9 was above zero, From"
    )
    assert "Dana Whitfield" in row.accessibleName()
    row.button.click()
    hands.settle()
    page = hands.find(MeasuresPage)
    assert page.banner.text() == risk_words()
    # Closed, it is said no more on the page in this sitting; Today goes on saying it.
    page.banner.closed.emit()
    page.reload()
    hands.settle()
    assert page.banner.text() == ""
    assert ("due", "risk") in [each.key for each in go(hands, TodayScreen, "today").page.rows]
    note = a_note(dana, template="safety", service_date=TODAY, sections={"facts": "Asked."})
    ask(hands, lambda v: v.notes.begin_and_sign([note]))
    hands.until(lambda: ("due", "risk") not in [each.key for each in today.page.rows])
    other = an_administration(dana, day=TODAY, answers=(0,) * 9)
    keep(hands, other)
    ask(hands, lambda v: v.notes.addend(note.id, "Of her sister.", Mark.IN_ERROR))
    hands.until(lambda: ("due", "risk") in [each.key for each in today.page.rows])
