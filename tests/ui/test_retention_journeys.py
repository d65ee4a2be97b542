"""From the end of care to the date, in the real window: two children, and one who came back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    NOON,
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    FixedClock,
    a_client,
    a_note,
    a_participant,
    an_ending,
    an_episode,
    answered,
)
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.date_words import plain_day
from ui.screens.client.care import CarePage
from ui.screens.client.episode_form import EpisodeForm
from ui.screens.client.header import Header
from ui.screens.retention.end_dialog import EndDialog
from ui.screens.retention.screen import RetentionScreen
from ui.widgets.list_row import ListRow
from vault.model.client import Client, ClientKind
from vault.model.episode import EndReason

TODAY = NOON.date()


def a_practice(unlocked: Unlock, clients: list[Client], day: date) -> None:
    """Keep these clients, each in care since a day, in a practice whose rule is confirmed."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    answered(vault)
    vault.retention_rules.confirm("ma-allied", TODAY, "https://law.example")
    for each in vault.clients.add(clients):
        vault.notes.sign(vault.notes.begin([a_note(each, service_date=day)])[0].id)
        vault.episodes.add([an_episode(each, opened=day)])
    vault.close()


def close_file(hands: Hands, client: Client, day: date) -> None:
    """Close a file as a person does, the last contact as it is offered."""
    hands.tools.navigation.go("client", client=client.id, note="care")
    hands.settle()
    hands.find(CarePage).close_file()
    form = hands.find(EpisodeForm)
    assert form.days["last_contact"].value() == day
    reason = form.choices["reason"]
    reason.setCurrentIndex(reason.findData(EndReason.COMPLETED))
    reason.activated.emit(reason.currentIndex())
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()


def header(hands: Hands) -> str:
    """Return the line beneath the name."""
    return hands.find(Header).line.text_in_full()


def why(hands: Hands, client: Client) -> tuple[str, str]:
    """Go to the table; return the day that stands there for a client, and the reason."""
    hands.tools.navigation.go("retention", client=client.id)
    hands.settle()
    screen = hands.find(RetentionScreen)
    chosen = screen.list.current_row()
    assert chosen is not None
    row = screen.model.at(chosen)
    assert row is not None
    assert row.client.id == client.id
    words = "\n".join(each.text() for each in screen.why.findChildren(QLabel))
    through = row.retention.through
    return plain_day(through) if through is not None else "", words


@pytest.mark.parametrize(
    ("born", "through", "binds"),
    [
        # law.md 1.5, E3 and E4: seen at 7, and at 13.
        (date(2019, 5, 10), date(2038, 5, 10), "1 year from majority"),
        (date(2013, 1, 15), date(2033, 9, 1), "7 years from last contact"),
    ],
)
def test_a_minor_seen_at_seven_and_at_thirteen(
    hands: Hands, unlocked: Unlock, born: date, through: date, binds: str
) -> None:
    day = date(2026, 9, 1)
    child = a_client("Eli Navarro", birth_date=born)
    a_practice(unlocked, [child], day)
    hands.unlock()
    hands.tools.navigation.go("client", client=child.id)
    hands.settle()
    assert "kept while in care" in header(hands)
    close_file(hands, child, day)
    assert f"kept through {plain_day(through)}" in header(hands)
    shown, words = why(hands, child)
    assert shown == plain_day(through)
    assert binds in words
    assert words.index(binds) < words.index("The later one binds")
    assert "at least one year after the client has reached" in words or "seven years from" in words


def test_who_came_back_has_no_date_until_the_file_is_closed_again(
    hands: Hands, unlocked: Unlock
) -> None:
    client = a_client("Dana Whitfield")
    a_practice(unlocked, [client], date(2018, 1, 10))
    vault = unlocked()
    first = vault.episodes.care(client.id).episodes[0][0]
    ending = an_ending(day=date(2019, 6, 30), last_contact=date(2019, 6, 30))
    vault.episodes.change(replace(first, ending=ending))
    vault.close()
    hands.unlock()
    hands.tools.navigation.go("client", client=client.id)
    hands.settle()
    assert f"kept through {plain_day(date(2026, 6, 30))}" in header(hands)
    again = date(2026, 10, 15)
    ask(hands, lambda v: v.episodes.add([an_episode(client, opened=date(2026, 2, 1))]))
    ask(hands, lambda v: v.notes.begin([a_note(client, service_date=again)]))
    hands.settle()
    shown, words = why(hands, client)
    assert shown == ""
    assert "Care goes on" in words
    close_file(hands, client, again)
    assert f"kept through {plain_day(date(2033, 10, 15))}" in header(hands)
    assert why(hands, client)[0] == plain_day(date(2033, 10, 15))


def test_of_a_couple_one_file_ends_and_the_joint_record_stays_whole(
    hands: Hands, unlocked: Unlock, clock: FixedClock
) -> None:
    day = date(2018, 3, 2)
    ana = a_client("Ana Duarte")
    a_practice(unlocked, [ana], day)
    vault = unlocked()
    episode = vault.episodes.care(ana.id).episodes[0][0]
    vault.episodes.change(replace(episode, ending=an_ending(day=day, last_contact=day)))
    pair = a_client("Ana and Rui", kind=ClientKind.COUPLE, birth_date=None)
    couple = vault.clients.add([pair])[0]
    vault.participants.add(
        [
            a_participant(couple, "Ana", file=ana.id, joined=day),
            a_participant(couple, "Rui", joined=day),
        ]
    )
    joint = vault.notes.sign(vault.notes.begin([a_note(couple, "Of both.")])[0].id)
    vault.close()
    hands.unlock()
    assert why(hands, ana)[0] == plain_day(date(2025, 3, 2))
    screen = hands.find(RetentionScreen)
    for _look in range(2):
        if screen.endings.is_asked(ana.id):
            screen.endings.waiting.findChildren(ListRow)[0].change.click()
        else:
            screen.why.end.click()
        dialog = hands.find(EndDialog)
        dialog.passphrase.setText(PASSPHRASE)
        dialog.process.setText(PROCESS_PASSPHRASE)
        dialog.end()
        hands.settle()
        clock.moment += timedelta(days=7)
        screen.reload()
        hands.settle()
    names = [each.client.name for each in ask(hands, lambda v: v.retention.all())]
    assert names == ["Ana and Rui"]
    assert ask(hands, lambda v: v.notes.get(joint.id)) == joint
    people = ask(hands, lambda v: v.participants.unit(couple.id)).people
    assert [(each.name, each.file) for each in people] == [("Ana", None), ("Rui", None)]
