"""What is signed stays as it is, by any verb of the services, in any order."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.practice import LICENSEE, a_client, a_note, a_participant
from vault.errors import VaultError
from vault.model.addendum import Addendum, AddendumWords, Mark
from vault.model.client import Client, ClientKind
from vault.model.note import Note, Section
from vault.model.participant import Role
from vault.open_vault import OpenVault
from vault.services.group_notes import GroupNotes
from vault.services.notes.reading import NoteReading
from vault.services.notes.writing import Notes
from vault.services.refilings import Refilings

SAID = "She walked by the river."

Act = Callable[[OpenVault, Note, Client, str], object]
"""What is tried: with the signed note, another client, and other words."""


def posing(note: Note, text: str) -> Note:
    """Return a draft that says it is the note."""
    return replace(a_note(note.client, text), id=note.id)


def altered(note: Note, text: str) -> Note:
    """Return the note with its seal and signature, and other words."""
    return replace(note, sections=(Section("note", text),))


PATHS: dict[str, Act] = {
    "notes.begin": lambda v, note, _o, text: v.notes.begin([posing(note, text)]),
    "notes.begin_and_sign": lambda v, note, _o, text: v.notes.begin_and_sign([posing(note, text)]),
    "notes.begin_and_sign altered": lambda v, note, _o, text: v.notes.begin_and_sign(
        [altered(note, text)]
    ),
    "notes.begin_and_sign added": lambda v, note, _o, text: v.notes.begin_and_sign(
        [AddendumWords(note.id, text)]
    ),
    "notes.take_in": lambda v, note, _o, text: list(v.notes.take_in([posing(note, text)])),
    "notes.save_draft": lambda v, note, _o, text: v.notes.save_draft(posing(note, text)),
    "notes.save_draft altered": lambda v, note, _o, text: v.notes.save_draft(altered(note, text)),
    "notes.save_draft by two hands": lambda v, note, _o, text: v.notes.save_draft(
        posing(note, text), note
    ),
    "notes.undo": lambda v, note, _o, _text: v.notes.undo(note.id),
    "notes.redo": lambda v, note, _o, _text: v.notes.redo(note.id),
    "notes.settle": lambda v, note, _o, _text: v.notes.settle(note.id),
    "notes.discard": lambda v, note, _o, _text: v.notes.discard(note.id),
    "notes.undo_discard": lambda v, note, _o, _text: v.notes.undo_discard(note.id),
    "notes.sign": lambda v, note, _o, _text: v.notes.sign(note.id),
    "notes.sign_for_each": lambda v, note, _o, text: v.notes.sign_for_each(posing(note, text), []),
    "notes.sign_for_each beside another": lambda v, note, other, text: v.notes.sign_for_each(
        v.notes.begin([a_note(other, "Another.")])[0], [posing(note, text)]
    ),
    "notes.addend": lambda v, note, _o, text: v.notes.addend(note.id, text),
    "notes.addend in error": lambda v, note, _o, text: v.notes.addend(note.id, text, Mark.IN_ERROR),
    "notes.addend stands": lambda v, note, _o, text: v.notes.addend(note.id, text, Mark.STANDS),
    "group_notes.look_at": lambda v, note, _o, _text: v.group_notes.look_at(note.id),
    "group_notes.put_placeholders": lambda v, note, _o, _t: v.group_notes.put_placeholders(note.id),
    "group_notes.sign": lambda v, note, _o, _text: v.group_notes.sign(
        note.id, [each.id for each in v.participants.unit(note.client).people]
    ),
    "refilings.refile": lambda v, note, other, _text: v.refilings.refile(note.id, other.id),
    "refilings.refile back": lambda v, note, _o, _text: v.refilings.refile(
        note.id, note.first_client or note.client
    ),
    "practice.set": lambda v, _note, _o, text: v.practice.set(replace(LICENSEE, name=f"J {text}")),
    "clients.change": lambda v, note, _o, _text: v.clients.change(
        replace(v.clients.get(note.client), name="Maria Duarte")
    ),
}


def test_every_verb_that_could_change_a_note_is_tried() -> None:
    reading = {name for name in dir(NoteReading) if not name.startswith("_")}
    kinds = {"notes": Notes, "group_notes": GroupNotes, "refilings": Refilings}
    verbs = {
        f"{place}.{name}"
        for place, kind in kinds.items()
        for name in vars(kind)
        if not name.startswith("_") and name not in reading
    }
    only_read = {"refilings.of_note", "refilings.out_of"}
    assert verbs - only_read == {name.split()[0] for name in PATHS if name.split(".")[0] in kinds}


@pytest.fixture
def records(vault: OpenVault) -> tuple[OpenVault, list[Client], Client]:
    """A person's record and a group's, and the record of somebody who was in the group."""
    vault.practice.set(LICENSEE)
    alone, group, other = vault.clients.add(
        [a_client(), a_client("Monday group", kind=ClientKind.GROUP), a_client("Maria Alvarez")]
    )
    vault.participants.add([a_participant(group, other.name, role=Role.MEMBER, file=other.id)])
    return vault, [alone, group], other


def kept(vault: OpenVault, note: Note) -> tuple[Note, tuple[Addendum, ...]]:
    """Return a signed note as if it had never been refiled, and its addenda so."""
    found, added = vault.notes.get(note.id), vault.notes.addenda(note.id)
    there = tuple(replace(each, client=note.client, first_client=None) for each in added)
    return replace(found, client=note.client, first_client=None), there


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    of_group=st.booleans(),
    discarded=st.booleans(),
    order=st.permutations(sorted(PATHS)),
    text=st.text(st.characters(exclude_characters="\0{}", exclude_categories=["Cs"]), max_size=40),
)
def test_no_verb_in_any_order_changes_what_is_signed(
    records: tuple[OpenVault, list[Client], Client],
    of_group: bool,
    discarded: bool,
    order: list[str],
    text: str,
) -> None:
    vault, clients, other = records
    draft = a_note(clients[of_group], "What was written first.")
    vault.notes.begin([draft])
    if discarded:  # it could be brought back over what was signed since
        vault.notes.discard(draft.id)
        vault.notes.begin([draft])
    vault.notes.save_draft(posing(draft, SAID))  # it could be undone once it is signed
    before = vault.notes.sign(draft.id)
    said: tuple[Addendum, ...] = ()
    for name in order:
        with suppress(VaultError):
            PATHS[name](vault, vault.notes.get(before.id), other, text)
        note, now = kept(vault, before)
        assert note == before, name
        assert now[: len(said)] == said, name
        said = now
    assert len(said) >= bool(text.strip())
