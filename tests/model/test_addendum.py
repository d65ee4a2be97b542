"""An addendum: words added to a signed note, which itself stays as it was."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.practice import LICENSEE, NOON, a_client, a_note, with_record
from vault.errors import BadInput, NotAllowed
from vault.model.addendum import new_addendum
from vault.model.ids import AddendumId, NoteId, new_id
from vault.model.note import Note, Signature
from vault.open_vault import OpenVault

writable = st.characters(exclude_characters="\0", exclude_categories=["Cs"])


def signed() -> Note:
    """Return a signed note."""
    return a_note(a_client(), "Words.").sign(Signature(LICENSEE, NOON, "00" * 32, "00" * 64))


def test_only_a_signed_note_has_one() -> None:
    with pytest.raises(NotAllowed) as refusal:
        new_addendum(AddendumId(new_id()), a_note(a_client(), "Words."), "More.", NOON)
    assert "draft" in refusal.value.hint


@pytest.mark.parametrize("said", ["", " \n\t", "NUL \0", "half \ud800", "x" * 1_048_577])
def test_it_must_say_something_that_can_be_kept(said: str) -> None:
    with pytest.raises(BadInput):
        new_addendum(AddendumId(new_id()), signed(), said, NOON)


def test_it_is_sealed_over_its_words_and_where_they_belong() -> None:
    note = signed()
    addendum = new_addendum(AddendumId(new_id()), note, "one\r\ntwo", NOON)
    assert addendum.text == "one\ntwo"
    assert (addendum.note, addendum.client) == (note.id, note.client)
    assert addendum.seal.fits(addendum.content)
    assert addendum.signature is None
    for change in ({"text": "one two"}, {"note": NoteId(new_id())}, {"id": AddendumId(new_id())}):
        assert not addendum.seal.fits(replace(addendum, **change).content)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(writable, max_size=200).filter(lambda text: bool(text.strip())))
def test_it_comes_back_from_a_vault_as_it_was_entered(vault: OpenVault, said: str) -> None:
    rows = vault.notes.list_rows()
    if not rows:
        with_record(vault, "Words.")
        rows = vault.notes.list_rows()
    before = vault.notes.get(rows[0].id)
    addendum = vault.notes.addend(rows[0].id, said)
    assert addendum.text == said.replace("\r\n", "\n").replace("\r", "\n")
    kept = {each.id: each for each in vault.notes.addenda(rows[0].id)}
    assert kept[addendum.id] == addendum
    assert vault.notes.get(rows[0].id) == before


def test_addenda_stand_in_the_order_they_were_written(vault: OpenVault) -> None:
    from tests.practice import FixedClock

    clock = vault.notes._store.clock
    assert isinstance(clock, FixedClock)
    client = with_record(vault, "Words.")
    note = vault.notes.list_rows(client.id)[0].id
    said = [f"Addendum {number}." for number in range(12)]
    for text in said:
        vault.notes.addend(note, text)
        clock.advance(seconds=1)
    assert [each.text for each in vault.notes.addenda(note)] == said


def test_addenda_written_within_one_second_keep_their_order(vault: OpenVault) -> None:
    client = with_record(vault, "Words.")
    note = vault.notes.list_rows(client.id)[0].id
    said = [f"Addendum {number}." for number in range(12)]
    for text in said:
        vault.notes.addend(note, text)
    assert [each.text for each in vault.notes.addenda(note)] == said
