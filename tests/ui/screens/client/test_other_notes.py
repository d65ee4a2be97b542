"""Notes of other kinds in the window: begun, written, signed, told apart, and looked at first."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.conftest import Unlock
from tests.practice import LICENSEE, NOON, a_client, a_note, an_administration, in_order
from tests.services.test_documents import attach
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.note_words import other_notes, template_words
from ui.screens.client.release_choice import ReleaseChoice
from ui.screens.client.release_dialog import ReleaseDialog
from ui.screens.client.screen import ClientScreen
from ui.search.field import SearchField
from vault.model.client import Client
from vault.model.template import templates


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """An adult with one signed note."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    client = vault.clients.add([a_client()])[0]
    vault.notes.begin_and_sign([a_note(client, template="dap", sections={"data": "Came late."})])
    vault.close()
    return client


def open_file(hands: Hands, client: Client) -> ClientScreen:
    """Unlock, and go to a client."""
    hands.unlock()
    hands.tools.navigation.go("client", client=client.id)
    hands.settle()
    return hands.find(ClientScreen)


def test_a_contact_is_written_and_the_next_note_is_a_progress_note(
    hands: Hands, dana: Client
) -> None:
    screen = open_file(hands, dana)
    action = next(each for each in screen.others.actions() if each.data() == "contact")
    action.trigger()
    hands.settle()
    editor = screen.record.pane.editor
    assert not editor.chips.template.isVisible()
    assert editor.chips.how.text() == "Contact · Individual"
    first, second = editor.sections.fields()
    assert first.hasFocus()
    assert "call" in first.placeholderText()
    assert second.placeholderText() == ""
    hands.type("Her sister called.")
    screen.new_note()
    hands.settle()
    rows = ask(hands, lambda v: v.notes.page(dana.id, 0, 9))
    assert sorted(row.template for row in rows) == ["contact", "dap", "dap"]
    assert editor.chips.template.isVisible()
    assert [each.data() for each in editor.chips.templates.actions()] == [
        "dap",
        "soap",
        "birp",
        "girp",
        "free",
        "session",
    ]
    assert ask(hands, lambda v: v.clients.row(dana.id)).last_session == NOON.date()


def test_a_new_note_is_not_written_into_an_empty_one_of_another_kind(
    hands: Hands, dana: Client
) -> None:
    screen = open_file(hands, dana)
    screen.begin_other("administrative-call")
    hands.settle()
    screen.new_note()
    hands.settle()
    # The empty one is dropped first, so that the new one comes a few jobs later.
    editor = screen.record.pane.editor
    hands.until(lambda: editor.chips.template.isVisible())
    hands.until(lambda: any(each.hasFocus() for each in editor.sections.fields()))
    hands.type("Came late.")
    screen.leave()
    hands.settle()
    rows = ask(hands, lambda v: v.notes.page(dana.id, 0, 9))
    assert [row.template for row in rows] == ["dap", "dap"]


def test_every_kind_can_be_begun_and_is_an_action(hands: Hands, dana: Client) -> None:
    screen = open_file(hands, dana)
    offered = dict(other_notes())
    others = {each for each in templates() if "Progress" not in template_words(each)}
    assert set(offered) == others - {"imported"}
    assert [each.text() for each in screen.others.actions()] == list(offered.values())
    names = [each.words for each in screen.commands()]
    assert set(offered.values()) <= set(names)
    for template in offered:
        screen.begin_other(template)
        hands.settle()
        note = screen.record.pane.note_id
        assert note is not None
        assert ask(hands, lambda v, n=note: v.notes.get(n)).template == template  # type: ignore[misc]
    # What was begun and got no word is gone again.
    assert ask(hands, lambda v: v.notes.count(dana.id)) == 2


def test_what_must_be_looked_at_is_ticked_before_the_copy_is_written(
    hands: Hands, dana: Client, unlocked: Unlock, tmp_path: Path
) -> None:
    vault = unlocked()
    vault.notes.begin_and_sign([a_note(dana, template="safety", sections={"facts": "A threat."})])
    vault.close()
    screen = open_file(hands, dana)
    screen.release()
    hands.until(lambda: hands.find(ReleaseDialog).choice.isVisible())
    choice = hands.find(ReleaseChoice)
    (box,) = choice.looked_at.values()
    assert box.accessibleName().startswith("Safety and risk, ")
    assert box.hasFocus()
    choice._folder = tmp_path / "out"
    choice.write_button.click()
    hands.settle()
    assert choice.not_looked_at.isVisible()
    assert not (tmp_path / "out").exists()
    box.setChecked(True)
    choice.write_button.click()
    hands.settle()
    assert list((tmp_path / "out").glob("*.pdf"))


def test_a_measure_and_a_document_of_another_are_ticked_too(
    hands: Hands, dana: Client, unlocked: Unlock, tmp_path: Path
) -> None:
    file = tmp_path / "came.txt"
    file.write_bytes(b"As it came.")
    vault = unlocked()
    vault.measures.add([an_administration(dana, filled_in_by="her mother")])
    attach(vault, dana, file, kind="letter", title="From the school", source="The school")
    vault.close()
    open_file(hands, dana).release()
    hands.until(lambda: hands.find(ReleaseDialog).choice.isVisible())
    choice = hands.find(ReleaseChoice)
    said = {box.accessibleName(): box.accessibleDescription() for box in choice.looked_at.values()}
    assert said == {
        "Letter or message: “From the school”, 20 Nov 2026": (
            "It came from The school. The copy names it, and does not hold it."
        ),
        "PHQ-9, 1 Nov 2026": "Filled in by her mother.",
    }
    choice._folder = tmp_path / "out"
    choice.write_button.click()
    hands.settle()
    assert not (tmp_path / "out").exists()
    for box in choice.looked_at.values():
        box.setChecked(True)
    choice.write_button.click()
    hands.settle()
    assert list((tmp_path / "out").glob("*.pdf"))


def test_a_contact_takes_few_keys_wherever_one_is(hands: Hands, dana: Client) -> None:
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    hands.unlock()
    for number, (letters, said) in enumerate((("da", "Her sister called."), ("", "A text."))):
        # From Today it asks with whom; in the record of a client it does not.
        hands.press(Qt.Key.Key_N, shift)
        if letters:
            hands.type(letters)
            field = hands.find(SearchField)
            hands.until(lambda: not field.is_looking)  # noqa: B023
            hands.settle()
            hands.press(Qt.Key.Key_Return)
        editor = hands.find(ClientScreen).record.pane.editor
        hands.until(lambda: editor.sections.fields()[0].hasFocus())  # noqa: B023
        hands.type(said)
        hands.press(Qt.Key.Key_Tab)
        hands.type("Nothing new.")
        hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        rows = ask(hands, lambda v: v.notes.page(dana.id, 0, 9))
        contacts = [row for row in rows if row.template == "contact"]
        assert len(contacts) == number + 1
        assert all(row.signed_at and row.start == NOON.time() for row in contacts)
