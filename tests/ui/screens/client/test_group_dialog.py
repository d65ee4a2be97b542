"""A session of a group of eight, written once in the window and signed for each who was there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_participant, in_order
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.screens.client.group_dialog import GroupDialog
from ui.screens.client.note_view import NoteView
from ui.screens.client.screen import ClientScreen
from vault.model.client import Client, ClientKind
from vault.model.participant import Role

NAMES = ("Ana", "Luis", "Zoë", "Ruth", "Tom", "Iris", "Yusuf", "Nora")


@pytest.fixture
def group(unlocked: Unlock) -> Client:
    """A group of eight with their own records, and a ninth member without one."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    unit = vault.clients.add([a_client("Monday group", kind=ClientKind.GROUP)])[0]
    files = vault.clients.add([a_client(f"{name} Adeyemi-{name[::-1]}") for name in NAMES])
    vault.participants.add(
        [a_participant(unit, each.name, role=Role.MEMBER, file=each.id) for each in files]
    )
    vault.participants.add([a_participant(unit, "Will Young", role=Role.MEMBER)])
    vault.close()
    return unit


@pytest.fixture
def dialog(hands: Hands, group: Client) -> GroupDialog:
    """The dialog over a draft in which two are named."""
    hands.unlock()
    hands.tools.navigation.go("client", client=group.id, note="new")
    hands.settle()
    hands.type("Ana wept, and Luis held her hand.")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    return hands.find(GroupDialog)


def said(dialog: GroupDialog) -> str:
    """Return every word of the preview."""
    return " ".join(each.text() for each in dialog.words.fields())


def test_eight_notes_with_one_signature(hands: Hands, group: Client, dialog: GroupDialog) -> None:
    assert not dialog.sign_button.isEnabled()
    assert "Somebody is named under Data" in dialog.banner.text()
    assert len(dialog.present()) == 8
    assert [box.isEnabled() for box in dialog.boxes.values()].count(False) == 1
    dialog.banner.acted.emit()
    hands.settle()
    assert not dialog.banner.isVisible()
    assert dialog.sign_button.text() == "Sign 8 notes"
    ana = next(box for box in dialog.boxes.values() if box.text().startswith("Luis"))
    ana.setChecked(False)
    assert dialog.sign_button.text() == "Sign 7 notes"
    ana.setChecked(True)
    assert said(dialog).startswith("The client wept, and another member held her hand.")
    dialog.whose.setCurrentIndex(0)
    assert said(dialog).startswith("A member wept, and a member held her hand.")
    editor = hands.find(ClientScreen).record.pane.editor
    assert editor.sections.texts()["data"] == "{Ana} wept, and {Luis} held her hand."
    dialog.sign_button.click()
    hands.settle()
    assert hands.find(NoteView).note_id is not None
    rows = ask(hands, lambda v: [each for each in v.notes.list_rows() if each.signed_at])
    assert len(rows) == 9
    words = ask(
        hands,
        lambda v: " ".join(part.text for row in rows for part in v.notes.get(row.id).sections),
    )
    assert not any(name in words for name in NAMES)


def test_nicknames_become_placeholders_and_what_may_be_a_name_is_looked_at(
    hands: Hands, group: Client
) -> None:
    hands.unlock()
    hands.tools.navigation.go("client", client=group.id, note="new")
    hands.settle()
    hands.type("thomas wept; he will come, LS and all.")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    dialog = hands.find(GroupDialog)
    dialog.banner.acted.emit()
    hands.settle()
    assert not dialog.banner.isVisible()
    assert said(dialog).startswith("Another member wept; he will come")
    assert not dialog.sign_button.isEnabled()
    check = dialog.nobody_meant
    assert check is not None
    assert check.accessibleName() == "I have read these words: nobody is meant"
    assert check.accessibleDescription().splitlines() == [
        "Data: {Tom} wept; he will come, LS and all.",
        "Data: {Tom} wept; he will come, LS and all.",
    ]
    check.setChecked(True)
    assert dialog.sign_button.text() == "Sign 8 notes"
    dialog.sign_button.click()
    hands.settle()
    rows = ask(hands, lambda v: [each for each in v.notes.list_rows() if each.signed_at])
    assert len(rows) == 9


def test_cancel_signs_nothing_and_the_words_stay(
    hands: Hands, group: Client, dialog: GroupDialog
) -> None:
    dialog.cancel.click()
    hands.settle()
    editor = hands.find(ClientScreen).record.pane.editor
    assert editor.sections.texts()["data"] == "Ana wept, and Luis held her hand."
    assert editor.clean
    assert ask(hands, lambda v: v.notes.unsigned()[0]) == 1


def test_a_lock_while_it_signs_locks_and_signs(
    hands: Hands, group: Client, dialog: GroupDialog
) -> None:
    dialog.banner.acted.emit()
    hands.settle()
    with hands.held():
        dialog.sign_button.click()
        assert not hands.find(ClientScreen).record.pane.editor.sign_button.isEnabled()
        hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    assert ask(hands, lambda v: len([row for row in v.notes.list_rows() if row.signed_at])) == 9


def test_cancel_while_placeholders_are_put_leaves_what_the_vault_has(
    hands: Hands, group: Client, dialog: GroupDialog
) -> None:
    with hands.held():
        dialog.banner.acted.emit()
        dialog.cancel.click()
        assert not dialog.isVisible()
    editor = hands.find(ClientScreen).record.pane.editor
    assert editor.sections.texts()["data"] == "{Ana} wept, and {Luis} held her hand."


def test_a_lock_closes_it_and_keeps_the_draft(
    hands: Hands, group: Client, dialog: GroupDialog
) -> None:
    hands.shell.lock()
    hands.until(lambda: hands.locks == 1)
    hands.unlock()
    editor = hands.find(ClientScreen).record.pane.editor
    assert editor.sections.texts()["data"] == "Ana wept, and Luis held her hand."
    assert editor.sign_button.text() == "Sign for each…"


def test_a_group_of_nobody_says_what_to_do(hands: Hands, unlocked: Unlock) -> None:
    vault = unlocked()
    in_order(vault)
    unit = vault.clients.add([a_client("New group", kind=ClientKind.GROUP)])[0]
    vault.close()
    hands.unlock()
    hands.tools.navigation.go("client", client=unit.id, note="new")
    hands.settle()
    hands.type("A first evening.")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    dialog = hands.find(GroupDialog)
    labels = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert any("Enter its members under People" in each for each in labels)
    assert not dialog.sign_button.isEnabled()


def test_an_addendum_that_names_another_member_is_refused_and_stays(
    hands: Hands, group: Client, dialog: GroupDialog
) -> None:
    dialog.banner.acted.emit()
    hands.settle()
    dialog.sign_button.click()
    hands.settle()
    files = ask(hands, lambda v: {each.name.split()[0]: each.id for each in v.clients.list_all()})
    (row,) = ask(hands, lambda v: v.notes.list_rows(files["Ana"]))
    hands.tools.navigation.go("client", client=files["Ana"], note=row.id)
    hands.settle()
    view = hands.find(NoteView)
    view.add_button.click()
    QTest.keyClicks(view.addendum.field, "Luis held her hand.")
    view.addendum.sign_button.click()
    hands.settle()
    sentence = "A member is named in this note of a group, or meant by a placeholder."
    assert sentence in view.addendum.banner.text()
    assert view.addendum.field.text() == "Luis held her hand."
    assert ask(hands, lambda v: v.notes.addenda(row.id)) == ()
    hands.lock()
    hands.unlock()
    again = hands.find(NoteView).addendum
    assert again.field.text() == "Luis held her hand."
    again.field.set_text("Another member held her hand.")
    again.sign_button.click()
    hands.settle()
    (addendum,) = ask(hands, lambda v: v.notes.addenda(row.id))
    assert addendum.text == "Another member held her hand."
