"""Ten megabytes pasted into one note in the window: they come back as they went in."""

from time import perf_counter

from PySide6.QtCore import QMimeData, Qt

from tests.conftest import Unlock
from tests.practice import a_client, in_order
from tests.ui.record import ask, go
from tests.ui.window import Hands
from ui.screens.client.note_view import NoteView
from ui.screens.client.screen import ClientScreen
from vault.model.note import Note
from vault.model.template import templates

SIZE = 1_000_000
"""Bytes of UTF-8 in each of ten sections: there is room to go on writing."""

PARAGRAPHS = (
    "She spoke of returning to school in the autumn, and of her sister. " * 150,
    "היא ישנה טוב, ודיברה על אחותה. " * 2,
    "نامت جيدا، وتحدثت عن أختها. 12:30",
    "今天她说睡得很好。 잘 잤다고 했다. Zoë a dormi\u00a0: «\u00a0bien\u00a0».",
    "e\u0301 \u202eright to left\u202c \ufeff\u200b 👩\u200d👩\u200d👧 \U0010fffd\ttab",
    "",
)


def words_of(section: str) -> str:
    """Return what is written in a section: its name, and then a megabyte."""
    page = "\n".join(PARAGRAPHS)
    text = f"{section}: " + page * (SIZE // len(page.encode()))
    return text + "x" * (SIZE - len(text.encode()))


def sections_of(note: Note) -> dict[str, str]:
    """Return the words of a note by section."""
    return {part.name: part.text for part in note.body}


def test_ten_megabytes_are_pasted_kept_and_signed(
    hands: Hands, unlocked: Unlock, long: bool
) -> None:
    wanted = {name: words_of(name) for name in templates()["intake"].sections}
    assert sum(len(text.encode()) for text in wanted.values()) == 10_000_000
    vault = unlocked()
    in_order(vault)
    (client,) = vault.clients.add([a_client()])
    vault.close()
    hands.unlock()
    screen = go(hands, ClientScreen, "client", client=client.id)
    screen.begin_other("intake")
    hands.settle()
    editor = screen.record.pane.editor
    began = perf_counter()
    for field, text in zip(editor.sections.fields(), wanted.values(), strict=True):
        pasted = QMimeData()
        pasted.setText(text)
        field.insertFromMimeData(pasted)
    took = perf_counter() - began
    assert editor.sections.texts() == wanted
    editor.save()
    hands.settle()
    assert editor.clean
    (row,) = ask(hands, lambda v: v.notes.page(client.id, 0, 9))
    assert sections_of(ask(hands, lambda v: v.notes.get(row.id))) == wanted
    print(f"ten megabytes: pasted in {took:.1f} s, came back the same")
    if not long:
        signed = ask(hands, lambda v: v.notes.sign(row.id))
        assert sections_of(signed) == wanted
        return
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown = hands.find(NoteView).sections.fields()
    assert [field.text() for field in shown] == list(wanted.values())
    assert ask(hands, lambda v: v.notes.get(row.id)).signed
