"""The work of a clinician in the window, by the keyboard: what it costs, and what comes of it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    FixedClock,
    a_client,
    a_note,
    a_participant,
    a_representative,
    give_all,
    in_order,
)
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.screens.client.participant_form import ParticipantForm
from ui.screens.client.people import People
from ui.screens.client.release_dialog import ReleaseDialog
from ui.screens.client.representatives import Representatives
from ui.screens.client.screen import ClientScreen
from ui.screens.today.rows import Row
from ui.screens.today.screen import TodayScreen
from ui.search.field import SearchField
from ui.widgets.list_row import ListRow
from vault.model.client import Client, ClientKind
from vault.model.participant import RecordBasis, Role
from vault.open_vault import OpenVault

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

INTAKE = (
    "Trouble sleeping since her father died in spring.",
    "None before.",
    "No medication. Sleeps four hours.",
    "Two sisters; her mother lives near.",
    "Works in a library; lives alone.",
    "A glass of wine on weekends.",
    "No thoughts of harming herself; none before.",
    "Walks daily; calls her sister.",
    "Grief with insomnia.",
    "Weekly sessions; a sleep diary.",
)


class Keyboard:
    """Presses keys and counts them; prose is typed without being counted."""

    def __init__(self, hands: Hands) -> None:
        self.hands, self.pressed = hands, 0

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        times: int = 1,
    ) -> None:
        """Press a key, so many times, and wait for what it does."""
        for _time in range(times):
            self.hands.press(key, modifier)
            self.pressed += 1

    def type(self, text: str) -> None:
        """Type letters, each of them a key."""
        self.hands.type(text)
        self.hands.settle()
        self.pressed += len(text)

    def write(self, prose: str) -> None:
        """Write what the note says."""
        self.hands.type(prose)

    def act(self, words: str) -> None:
        """Take the first action that begins so, by F1."""
        self.press(Qt.Key.Key_F1)
        self.type(words)
        field = self.hands.find(SearchField)
        self.hands.until(lambda: not field.is_looking)
        self.hands.settle()
        self.press(Qt.Key.Key_Return)


@pytest.fixture
def keyboard(hands: Hands, unlocked: Unlock) -> Keyboard:
    """The keyboard of a practice in Massachusetts without clients, unlocked."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    vault.close()
    hands.unlock()
    return Keyboard(hands)


def test_from_intake_to_the_first_signed_note_takes_few_keys(
    hands: Hands, keyboard: Keyboard
) -> None:
    keyboard.act("new cl")
    keyboard.type("Mia Chen")
    keyboard.press(Qt.Key.Key_Tab, times=3)
    keyboard.type("2/3/90")
    keyboard.press(Qt.Key.Key_Return, CTRL)
    assert hands.find(ClientScreen).header.name.text() == "Mia Chen"
    keyboard.act("intake")
    for number, prose in enumerate(INTAKE):
        if number:
            keyboard.press(Qt.Key.Key_Tab)
        keyboard.write(prose)
    keyboard.press(Qt.Key.Key_Return, CTRL)

    def signed(vault: OpenVault) -> list[tuple[str, ...]]:
        (client,) = vault.clients.list_all()
        assert (client.name, client.birth_date) == ("Mia Chen", date(1990, 3, 2))
        rows = [row for row in vault.notes.list_rows(client.id) if row.signed_at]
        notes = [vault.notes.get(row.id) for row in rows]
        return [tuple(part.text for part in note.sections) for note in notes]

    assert ask(hands, signed) == [INTAKE]
    # The name was looked for, and the file is open since today.
    assert len(ask(hands, lambda v: v.conflicts.list_all())) == 1
    print(f"intake to first signed note: {keyboard.pressed} keys besides the prose")
    assert keyboard.pressed < 60


def someone_takes_part(keyboard: Keyboard, name: str, born: str, signed: str) -> None:
    """Enter who takes part, by the button that has the keyboard, with the day they signed."""
    keyboard.press(Qt.Key.Key_Space)
    form = keyboard.hands.find(ParticipantForm)
    keyboard.type(name)
    form.days["birth_date"].line.setText(born)
    form.days["agreed"].line.setText(signed)
    keyboard.press(Qt.Key.Key_Return, CTRL)


def refusal(hands: Hands) -> str:
    """Ask for a copy of the record that is shown, and return why there is none."""
    hands.find(ClientScreen).release()
    hands.settle()
    dialog = hands.find(ReleaseDialog)
    said = dialog.banner.text()
    dialog.reject()
    hands.settle()
    return said


def test_a_couple_with_a_joint_record_that_each_has_signed(
    hands: Hands, keyboard: Keyboard
) -> None:
    keyboard.act("new cl")
    keyboard.type("Lee and Jo Marsh")
    keyboard.press(Qt.Key.Key_Tab, times=2)
    keyboard.type("c")
    keyboard.press(Qt.Key.Key_Return, CTRL)
    keyboard.act("people of this")
    people = hands.find(People)
    assert people.banner.text() == "Nobody takes part yet."
    someone_takes_part(keyboard, "Lee Marsh", "4/5/1980", "1/11/2026")
    people.terms.choices[RecordBasis.JOINT].click()
    hands.settle()
    people.begin()
    someone_takes_part(keyboard, "Jo Marsh", "6/7/1982", "")
    assert people.banner.text() == "Jo Marsh has not signed the terms of this record."
    jo = next(row for row in people.findChildren(ListRow) if "Jo" in row.change.accessibleName())
    jo.change.click()
    hands.find(ParticipantForm).days["agreed"].line.setText("1/11/2026")
    keyboard.press(Qt.Key.Key_Return, CTRL)
    assert not people.banner.isVisible()
    keyboard.press(Qt.Key.Key_N, CTRL)
    keyboard.write("They spoke of the move.")
    keyboard.press(Qt.Key.Key_Return, CTRL)

    def joint(vault: OpenVault) -> tuple[object, ...]:
        (client,) = vault.clients.list_all()
        unit = vault.participants.unit(client.id)
        (row,) = vault.notes.list_rows(client.id)
        signed_terms = [each.agreed is not None for each in unit.people]
        return client.kind, unit.terms.basis, signed_terms, row.signed_at is not None

    wanted = (ClientKind.COUPLE, RecordBasis.JOINT, [True, True], True)
    assert ask(hands, joint) == wanted
    # Neither alone may have a copy of it.
    assert "needs consents" in refusal(hands)


def test_a_minor_of_a_family_comes_of_age(
    hands: Hands, keyboard: Keyboard, unlocked: Unlock, clock: FixedClock
) -> None:
    day = clock.now().date()
    tomorrow_eighteen = date(day.year - 18, day.month, day.day + 1)

    def family(vault: OpenVault) -> Client:
        """Ana and her daughter Rui, who has a record of her own, to which Ana consented."""
        unit, rui = vault.clients.add(
            [
                a_client("The Duarte family", kind=ClientKind.FAMILY),
                a_client("Rui Duarte", birth_date=tomorrow_eighteen),
            ]
        )
        vault.participants.add(
            [
                a_participant(unit, "Ana Duarte", role=Role.PARENT, birth_date=date(1984, 3, 9)),
                a_participant(
                    unit,
                    "Rui Duarte",
                    role=Role.CHILD,
                    birth_date=tomorrow_eighteen,
                    file=rui.id,
                    agreed=day,
                    signed_by="Ana Duarte",
                ),
            ]
        )
        vault.representatives.add([a_representative(rui, "Ana Duarte")])
        vault.notes.begin_and_sign([a_note(rui, "Spoke of the exam.")])
        give_all(vault)
        return rui

    rui = ask(hands, family)
    go = hands.tools.navigation.go
    go("client", client=rui.id)
    hands.settle()
    assert "minor" in refusal(hands)
    hands.lock()
    clock.advance(days=1)
    hands.unlock()
    go = hands.tools.navigation.go
    go("today")
    hands.settle()
    today = hands.find(TodayScreen)
    rows = [each.accessibleName() for each in today.findChildren(Row) if each.isVisible()]
    assert any(row.startswith("To sign anew in 2 files, Came of age") for row in rows)
    go("client", client=rui.id, note="people")
    hands.settle()
    page = hands.find(Representatives)
    assert "came of age" in page.banner.text()
    page.banner.acted.emit()
    hands.settle()
    (mother,) = ask(hands, lambda v: v.representatives.of_client(rui.id))
    assert mother.until is not None
    # What she signed for her daughter in the record of the family no longer holds.
    unit = ask(hands, lambda v: v.participants.units_of(rui.id))[0]
    go("client", client=unit, note="people")
    hands.settle()
    people = hands.find(People)
    assert "Rui Duarte came of age and has not signed anew" in people.banner.text()
    (row,) = [
        each
        for each in people.findChildren(ListRow)
        if each.change.accessibleName() == "Change Rui Duarte"
    ]
    row.change.click()
    form = hands.find(ParticipantForm)
    form.days["agreed"].set_value(clock.now().date())
    form.signed_by.setText("")
    keyboard.press(Qt.Key.Key_Return, CTRL)
    assert "Rui Duarte" not in people.banner.text()
    assert ask(hands, lambda v: v.participants.came_of_age()) == {}
    # Her own record is hers to ask for now.
    go("client", client=rui.id)
    hands.settle()
    assert refusal(hands) == ""
