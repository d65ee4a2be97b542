"""One session of a group, signed once in the record of each member who was there."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import Unlock
from tests.model.test_group_note import plain_names
from tests.practice import LICENSEE, Keys, a_client, a_note, a_participant
from vault.errors import NotAllowed, NotFound, VaultError
from vault.format.vault_header import RECORDS
from vault.model.addendum import AddendumWords
from vault.model.client import Client, ClientKind
from vault.model.ids import ParticipantId, new_id
from vault.model.note import Note
from vault.model.participant import Participant, Role
from vault.model.secret import RecoveryKey
from vault.open_vault import OpenVault

DAY = date(2026, 5, 14)


@pytest.fixture
def group(vault: OpenVault) -> Client:
    """A group of eight with records of their own; the ninth left long ago."""
    vault.practice.set(LICENSEE)
    unit = vault.clients.add([a_client("Monday group", kind=ClientKind.GROUP)])[0]
    files = vault.clients.add([a_client(name) for name in NAMES])
    vault.participants.add(
        [a_participant(unit, each.name, role=Role.MEMBER, file=each.id) for each in files]
    )
    gone = a_participant(unit, "Bert Oldham", role=Role.MEMBER, left=date(2026, 2, 2))
    vault.participants.add([gone])
    return unit


NAMES = (
    "Ana Duarte",
    "Luís de Sá",
    "Will Young",
    "Zoë Adeyemi",
    "Ruth Okafor",
    "Tom Bell",
    "Iris Bell",
    "Yusuf Kaya",
)


def people(vault: OpenVault, group: Client) -> dict[str, Participant]:
    """Return those of a group by their given names."""
    return {each.name.split()[0]: each for each in vault.participants.unit(group.id).people}


def written(vault: OpenVault, group: Client, text: str, **fields: Any) -> Note:
    """Begin the group's draft of the day."""
    return vault.notes.begin([a_note(group, text, service_date=DAY, **fields)])[0]


def test_a_group_of_eight_gets_eight_notes_and_names_nobody(
    vault: OpenVault, group: Client
) -> None:
    text = "Ana wept; Luís and Zoë held her hand. Tom Bell was late."
    draft = written(vault, group, text)
    with pytest.raises(NotAllowed):
        vault.notes.sign(draft.id)
    who = people(vault, group)
    there = [who[name].id for name in who if name != "Bert"]
    with pytest.raises(NotAllowed):
        vault.group_notes.sign(draft.id, there)
    vault.group_notes.put_placeholders(draft.id)
    assert vault.notes.get(draft.id).sections[0].text == (
        "{Ana} wept; {Luís} and {Zoë} held her hand. {Tom} was late."
    )
    with pytest.raises(NotAllowed):
        vault.notes.sign(draft.id)
    before = vault.audit.mark.seq
    notes = vault.group_notes.sign(draft.id, there)
    assert vault.audit.mark.seq == before + 1 + 2 * 8
    assert [note.client for note in notes] == [who[name].file for name in who if name != "Bert"]
    told = {note.client: vault.notes.get(note.id).sections[0].text for note in notes}
    assert told[who["Ana"].file or draft.client] == (
        "The client wept; another member and another member held her hand. Another member was late."
    )
    assert all(note.signed and note.service_date == DAY for note in notes)
    kept = vault.notes.get(draft.id)
    assert kept.signed
    words = " ".join([*told.values(), kept.sections[0].text])
    assert not any(part in words for name in NAMES for part in name.split() if part != "de")


def test_who_was_not_there_gets_no_note(vault: OpenVault, group: Client) -> None:
    draft = written(vault, group, "{Ana} spoke of rest.")
    who = people(vault, group)
    notes = vault.group_notes.sign(draft.id, [who["Tom"].id, who["Tom"].id])
    assert [note.client for note in notes] == [who["Tom"].file]
    assert vault.notes.count(who["Ana"].file) == 0


@pytest.mark.parametrize("text", ["Bert would have laughed.", "Inez came with us.", "{Nobody}"])
def test_who_has_left_and_who_only_helps_may_not_be_named_either(
    vault: OpenVault, group: Client, text: str
) -> None:
    vault.participants.add([a_participant(group, "Inez Duarte", role=Role.COLLATERAL)])
    draft = written(vault, group, text)
    assert len(vault.group_notes.look_at(draft.id).named) == 1
    assert {each.name for each in vault.group_notes.look_at(draft.id).members} == set(NAMES)
    with pytest.raises(NotAllowed):
        vault.group_notes.sign(draft.id, [people(vault, group)["Ana"].id])
    vault.group_notes.put_placeholders(draft.id)
    assert vault.notes.get(draft.id).sections[0].text == text


def test_all_or_none_are_signed(vault: OpenVault, group: Client) -> None:
    alone = vault.participants.add([a_participant(group, "Nora Stein", role=Role.MEMBER)])[0]
    draft = written(vault, group, "All spoke of rest.")
    who = people(vault, group)
    seq = vault.audit.mark.seq
    for present in ([], [who["Ana"].id, alone.id], [who["Ana"].id, ParticipantId(new_id())]):
        with pytest.raises((NotAllowed, NotFound)):
            vault.group_notes.sign(draft.id, present)
    assert vault.notes.count(who["Ana"].file) == 0
    assert not vault.notes.get(draft.id).signed
    assert vault.audit.mark.seq == seq


def test_what_names_nobody_can_be_signed_for_the_group_alone(
    vault: OpenVault, group: Client
) -> None:
    draft = written(vault, group, "The room was cold; we began late.")
    assert vault.notes.sign(draft.id).signed
    for act in (vault.group_notes.look_at, vault.group_notes.put_placeholders):
        with pytest.raises(NotAllowed):
            act(draft.id)


def test_no_other_way_signs_who_is_named(vault: OpenVault, group: Client) -> None:
    for text in ("{Tom and Iris fought}", "{Ana} wept", "Tom Bell fought"):
        with pytest.raises(NotAllowed):
            vault.notes.sign(written(vault, group, text).id)
        with pytest.raises(NotAllowed):
            vault.notes.begin_and_sign([a_note(group, text, service_date=DAY)])
    signed = vault.notes.sign(written(vault, group, "We began late.").id)
    with pytest.raises(NotAllowed):
        vault.notes.addend(signed.id, "Tom Bell fought")
    with pytest.raises(NotAllowed):
        vault.notes.begin_and_sign([AddendumWords(signed.id, "Tom Bell fought")])
    assert vault.notes.addenda(signed.id) == ()
    vault.notes.addend(signed.id, "And ended early.")


def test_only_a_draft_of_a_group_is_signed_so(vault: OpenVault, group: Client) -> None:
    other = vault.clients.add([a_client("Dana Whitfield")])[0]
    draft = vault.notes.begin([a_note(other, "Slept.")])[0]
    with pytest.raises(NotAllowed):
        vault.group_notes.look_at(draft.id)


def test_whoever_may_not_sign_signs_for_nobody(
    unlocked: Unlock, vault: OpenVault, group: Client, keys: Keys
) -> None:
    draft = written(vault, group, "All spoke of rest.")
    who = people(vault, group)
    vault.close()
    vault = unlocked(RecoveryKey(keys[RECORDS]))
    with pytest.raises(NotAllowed):
        vault.group_notes.sign(draft.id, [who["Ana"].id])
    assert vault.notes.count(who["Ana"].file) == 0


def test_an_empty_draft_is_signed_for_nobody(vault: OpenVault, group: Client) -> None:
    draft = written(vault, group, "")
    with pytest.raises(NotAllowed):
        vault.group_notes.sign(draft.id, [people(vault, group)["Ana"].id])
    moved = replace(draft, service_date=date(2026, 1, 20)).sealed()
    vault.notes.save_draft(moved)
    names = {each.name for each in vault.group_notes.look_at(draft.id).members}
    assert "Bert Oldham" in names


def for_each(vault: OpenVault, group: Client, note: Note, _text: str) -> None:
    """Sign a draft for every member."""
    vault.notes.begin([note])
    members = vault.group_notes.look_at(note.id).members
    vault.group_notes.sign(note.id, [each.id for each in members])


def with_placeholders(vault: OpenVault, group: Client, note: Note, _text: str) -> None:
    """Put placeholders, and sign for every member."""
    vault.notes.begin([note])
    vault.group_notes.put_placeholders(note.id)
    members = vault.group_notes.look_at(note.id).members
    vault.group_notes.sign(note.id, [each.id for each in members])


def for_the_group(vault: OpenVault, group: Client, note: Note, _text: str) -> None:
    """Sign a draft in the record of the group alone."""
    vault.notes.sign(vault.notes.begin([note])[0].id)


def at_once(vault: OpenVault, group: Client, note: Note, _text: str) -> None:
    """Sign a finished note."""
    vault.notes.begin_and_sign([note])


def added(vault: OpenVault, group: Client, note: Note, text: str) -> None:
    """Add the words to what is signed."""
    begun = vault.notes.begin_and_sign([a_note(group, "We began late.")])[0]
    vault.notes.addend(begun.id, text)


def added_at_once(vault: OpenVault, group: Client, note: Note, text: str) -> None:
    """Add the words to what is signed with them."""
    begun = a_note(group, "We began late.")
    vault.notes.begin_and_sign([begun, AddendumWords(begun.id, text)])


WAYS = (for_each, with_placeholders, for_the_group, at_once, added, added_at_once)
PARTS = [*NAMES, *(part for name in NAMES for part in name.split()), "Bert", "Oldham", "Kat"]
MARKS = [f"{{{name.split()[0]}}}" for name in NAMES]
LETTERS = st.characters(exclude_characters="\0\r{}", exclude_categories=["Cs"])
WORDS = st.lists(
    st.sampled_from([*MARKS, *MARKS, *PARTS, ". ", " ", "-", "\n", "'s "])
    | st.text(LETTERS, max_size=4),
    min_size=1,
    max_size=8,
).map("".join)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(way=st.sampled_from(WAYS), text=WORDS, who_came=st.booleans())
@example(for_each, "{Ana} wept; {Will} did not.", False)
@example(with_placeholders, "Ana wept; Will did not.", False)
@example(for_the_group, "We ended late.", True)
@example(added_at_once, "Tom fought.", False)
def test_whatever_is_signed_names_nobody_in_any_record(
    vault: OpenVault, group: Client, way: Any, text: str, who_came: bool
) -> None:
    """By each way to sign, in a section and in the particulars, by a search of the test's own."""
    ana, *others = people(vault, group).values()
    hers = vault.clients.get(ana.file or group.id)
    vault.clients.change(replace(hers, preferred_name="Kat"))
    everyone = [ana, replace(ana, name="Kat"), *others]
    before = {row.id for row in vault.notes.list_rows()}
    where = "participants" if who_came else "note"
    sections = {"note": "We began late."} | {where: text.replace("\n", " ")}
    meant = any(part.casefold() in text.casefold() for part in PARTS)
    try:
        way(vault, group, a_note(group, service_date=DAY, sections=sections), text)
    except VaultError:
        # What says something and means nobody is signed by every way.
        assert meant or not text.strip()
        return
    signed = [row.id for row in vault.notes.list_rows() if row.id not in before]
    assert len(signed) == (9 if way in (for_each, with_placeholders) else 1)
    for note in map(vault.notes.get, signed):
        words = [part.text for part in note.sections]
        words += [addendum.text for addendum in vault.notes.addenda(note.id)]
        assert plain_names(" ".join(words), everyone) == []
