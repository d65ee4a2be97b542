"""Own templates where notes are written: chosen, written, signed, and gone."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note, in_order
from tests.ui.record import ask, unnamed
from tests.ui.window import Hands
from ui.models.timeline_model import TimelineModel
from ui.screens.client.editor import DraftEditor
from ui.screens.client.screen import ClientScreen
from vault.model.client import Client
from vault.model.own_template import MOST_TITLE, OwnTemplate, own_section
from vault.model.template import PROGRESS_NOTE, new_own_id

SLEEP = OwnTemplate(
    new_own_id(PROGRESS_NOTE),
    "Sleep & mood",
    tuple(
        own_section(heading, PROGRESS_NOTE, hint)
        for heading, hint in (("R & D", "What was tried?"), ("nights", "Hours."), ("Plan", ""))
    ),
)
CALL = OwnTemplate(new_own_id("contact"), "Call", (own_section("Asked", "contact", "For what?"),))


@pytest.fixture
def dana(unlocked: Unlock) -> Client:
    """An adult with one signed note, of a licensee with two templates of their own."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    in_order(vault)
    vault.own_templates.add([SLEEP, CALL])
    client = vault.clients.add([a_client()])[0]
    vault.notes.begin_and_sign([a_note(client, template="dap", sections={"data": "Came late."})])
    vault.close()
    return client


@pytest.fixture
def screen(hands: Hands, dana: Client) -> ClientScreen:
    """The file of the client."""
    hands.unlock()
    hands.tools.navigation.go("client", client=dana.id)
    hands.settle()
    return hands.find(ClientScreen)


def chosen(screen: ClientScreen, hands: Hands, template: str) -> DraftEditor:
    """Begin a note and choose a template for it."""
    screen.new_note()
    hands.settle()
    editor = screen.record.pane.editor
    action = next(each for each in editor.chips.templates.actions() if each.data() == template)
    action.trigger()
    hands.settle()
    return editor


def headings(editor: DraftEditor) -> list[str]:
    """Return what stands above the sections."""
    return [each.accessibleName() for each in editor.sections.fields()]


def rows(screen: ClientScreen) -> list[str]:
    """Return what a screen reader says of the notes in the list."""
    model: TimelineModel = screen.record.model
    found = [model.note_row(number) for number in range(model.rowCount())]
    return [model.spoken(row) for row in found if row is not None]


def test_a_note_is_written_in_it_and_signed(screen: ClientScreen, hands: Hands) -> None:
    editor = chosen(screen, hands, SLEEP.id)
    assert editor.chips.template.text() == "Sleep && mood"
    assert headings(editor) == ["R & D", "nights", "Plan"]
    hints = [each.placeholderText() for each in editor.sections.fields()]
    assert hints == ["What was tried?", "Hours.", ""]
    shown = [each.text() for each in editor.sections.findChildren(QLabel) if each.buddy()]
    assert "R && D" in shown
    assert unnamed(screen) == []
    hands.type("Six hours.")
    editor.sign()
    hands.settle()
    assert any("Progress, Sleep & mood, signed" in each for each in rows(screen))
    note = screen.record.pane.note_id
    assert note is not None
    ask(hands, lambda v: v.own_templates.remove(SLEEP.id))
    screen.record.reload()
    hands.settle()
    view = screen.record.pane.view
    assert [each.accessibleName() for each in view.sections.fields()] == ["R & D", "nights", "Plan"]
    assert any("Progress note, signed" in each for each in rows(screen))


def test_another_template_keeps_every_word(screen: ClientScreen, hands: Hands) -> None:
    editor = chosen(screen, hands, SLEEP.id)
    hands.type("Six hours.")
    for template, first in (("soap", "subjective"), (SLEEP.id, "R & D"), ("free", "note")):
        editor.chips.template_chosen.emit(template)
        hands.settle()
        assert editor.sections.texts()[first] == "Six hours."
    assert editor.sections.hints == {}


def test_the_next_note_is_begun_in_it_while_it_is_there(
    screen: ClientScreen, hands: Hands, dana: Client
) -> None:
    editor = chosen(screen, hands, SLEEP.id)
    hands.type("Six hours.")
    editor.sign()
    hands.settle()
    screen.new_note()
    hands.settle()
    assert headings(editor) == ["R & D", "nights", "Plan"]
    hands.type("Seven hours.")
    editor.sign()
    hands.settle()
    ask(hands, lambda v: v.own_templates.remove(SLEEP.id))
    screen.new_note()
    hands.settle()
    assert headings(editor) == ["Data", "Assessment", "Plan"]
    assert SLEEP.id not in {each.data() for each in editor.chips.templates.actions()}


def test_a_draft_shows_what_came_into_its_template(screen: ClientScreen, hands: Hands) -> None:
    editor = chosen(screen, hands, SLEEP.id)
    hands.type("Six hours.")
    note = editor.note_id
    assert note is not None
    hands.tools.navigation.go("templates")
    hands.settle()
    ask(
        hands,
        lambda v: v.own_templates.change(
            replace(SLEEP, sections=(own_section("Dreams", PROGRESS_NOTE), *SLEEP.sections[1:]))
        ),
    )
    hands.tools.navigation.go("client", client=screen.record.pane.client, note=note)
    hands.settle()
    assert headings(editor) == ["Dreams", "R & D", "nights", "Plan"]
    assert editor.sections.texts()["R & D"] == "Six hours."
    editor.sign()
    hands.settle()
    signed = ask(hands, lambda v: v.notes.get(note))
    assert signed.signed
    assert [each.name for each in signed.sections] == ["Dreams", "R & D", "=nights", "plan"]


def test_what_was_made_meanwhile_is_offered_to_the_open_draft(
    screen: ClientScreen, hands: Hands
) -> None:
    editor = chosen(screen, hands, SLEEP.id)
    hands.type("Six hours.")
    note = editor.note_id
    hands.tools.navigation.go("templates")
    hands.settle()
    new = replace(SLEEP, id=new_own_id(PROGRESS_NOTE), title="Brief")
    hint = own_section("R & D", PROGRESS_NOTE, "What else?")
    changed = replace(SLEEP, title="Nights", sections=(hint, *SLEEP.sections[1:]))
    ask(hands, lambda v: (v.own_templates.add([new]), v.own_templates.change(changed)))
    hands.tools.navigation.go("client", client=screen.record.pane.client, note=note)
    hands.settle()
    assert editor.chips.template.text() == "Nights"
    assert new.id in {each.data() for each in editor.chips.templates.actions()}
    assert editor.sections.fields()[0].placeholderText() == "What else?"
    assert editor.sections.texts()["R & D"] == "Six hours."


def test_words_go_on_being_kept_when_it_is_removed_meanwhile(
    screen: ClientScreen, hands: Hands
) -> None:
    editor = chosen(screen, hands, SLEEP.id)
    hands.type("Six hours.")
    ask(hands, lambda v: v.own_templates.remove(SLEEP.id))
    hands.type(" And a nap.")
    editor.sign()
    hands.settle()
    note = screen.record.pane.note_id
    assert note is not None
    kept = ask(hands, lambda v: v.notes.get(note))
    assert kept.signed
    assert kept.sections[0].text == "Six hours. And a nap."


def test_a_kind_with_one_template_has_a_choice_once_there_is_an_own_one(
    screen: ClientScreen, hands: Hands
) -> None:
    screen.begin_other("contact")
    hands.settle()
    editor = screen.record.pane.editor
    assert editor.chips.template.isVisible()
    assert [each.text() for each in editor.chips.templates.actions()] == ["Contact", "Call"]
    editor.chips.template_chosen.emit(CALL.id)
    hands.settle()
    assert headings(editor) == ["Asked"]
    assert editor.sections.fields()[0].placeholderText() == "For what?"


def test_a_long_title_is_cut_on_the_chip_and_said_in_full(
    screen: ClientScreen, hands: Hands
) -> None:
    long = replace(SLEEP, id=new_own_id(PROGRESS_NOTE), title="W" * MOST_TITLE)
    ask(hands, lambda v: v.own_templates.add([long]))
    editor = chosen(screen, hands, long.id)
    assert editor.chips.template.text() == f"{'W' * 28}…"
    assert long.title in editor.chips.template.accessibleName()
    assert screen.width() <= hands.shell.width()
