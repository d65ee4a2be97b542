"""One session of a group, signed once in the record of each member who was there."""

import re
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import Unlock
from tests.model.test_group_note import bare, plain_names
from tests.practice import LICENSEE, NOON, Keys, a_client, a_note, a_participant
from vault.errors import NotAllowed, NotFound, VaultError
from vault.format.vault_header import RECORDS
from vault.model.addendum import AddendumWords, Mark
from vault.model.client import Client, ClientKind
from vault.model.ids import NoteId, ParticipantId, new_id
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


@pytest.mark.parametrize("how", ["it says so", "at that hour", "on another day"])
def test_a_note_of_its_session_in_a_members_own_record_names_nobody_else(
    vault: OpenVault, group: Client, how: str
) -> None:
    written(vault, group, "Nobody is named.", start=time(18))
    who = people(vault, group)
    own = vault.clients.get(who["Ana"].file or group.id)
    told = {"note": "In group Tom Bell shouted at her."}
    fields: dict[str, Any] = {"service_date": DAY, "start": time(18), "sections": told}
    if how == "it says so":
        fields |= {"sections": told | {"service": "Group therapy"}, "start": time(9)}
    if how == "on another day":
        fields["service_date"] = DAY - timedelta(days=1)
    note = vault.notes.begin([a_note(own, **fields)])[0]
    if how == "on another day":
        vault.notes.sign(note.id)
        return
    with pytest.raises(NotAllowed, match="is named"):
        vault.notes.sign(note.id)
    with pytest.raises(NotAllowed, match="is named"):
        vault.notes.begin_and_sign([replace(note, id=NoteId(new_id()))])


@pytest.mark.parametrize("text", ["Thomas was late.", "thomas was late", "T.B. was late."])
def test_nicknames_and_initials_are_names(vault: OpenVault, group: Client, text: str) -> None:
    draft = written(vault, group, text)
    who = people(vault, group)
    assert len(vault.group_notes.look_at(draft.id).named) == 1
    for sign in (
        lambda: vault.group_notes.sign(draft.id, [who["Ana"].id], looked_at=True),
        lambda: vault.notes.sign(draft.id),
    ):
        with pytest.raises(NotAllowed):
            sign()
    vault.group_notes.put_placeholders(draft.id)
    assert vault.notes.get(draft.id).sections[0].text.startswith("{Tom} was late")
    vault.group_notes.sign(draft.id, [who["Ana"].id])


def test_what_is_a_word_too_is_looked_at_before_it_is_signed(
    vault: OpenVault, group: Client
) -> None:
    draft = written(vault, group, "They will go on. TB was a theme.")
    who = people(vault, group)
    found = vault.group_notes.look_at(draft.id)
    assert found.named == ()
    places = [(each.member, each.around) for each in found.possible]
    assert places == [
        (who["Will"].id, "They will go on. TB was a theme."),
        (who["Tom"].id, "They will go on. TB was a theme."),
    ]
    vault.group_notes.put_placeholders(draft.id)
    with pytest.raises(NotAllowed):
        vault.group_notes.sign(draft.id, [who["Ana"].id])
    assert not vault.notes.get(draft.id).signed
    (note,) = vault.group_notes.sign(draft.id, [who["Ana"].id], looked_at=True)
    assert note.sections[0].text == "They will go on. TB was a theme."


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


def of(vault: OpenVault, group: Client, name: str, text: str = "All spoke of rest.") -> Note:
    """Sign a session for everybody, and return the note of one of them."""
    draft = written(vault, group, text, start=time(18, 0))
    who = people(vault, group)
    there = [each.id for each in who.values() if each.file is not None]
    notes = vault.group_notes.sign(draft.id, there)
    return next(note for note in notes if note.client == who[name].file)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("He spoke to Tom.", False),
        ("He spoke to {Tom}.", False),
        ("ruth okafor listened", False),
        ("Thomas, or T.B., wept.", False),
        ("I. B. came late, and it will be so.", True),
        ("Bert had left by then.", False),
        ("Inez brought her.", False),
        ("Kat wept.", False),
        ("Iris Bell came late; the Bells are many. Rose is how she is called.", True),
        ("{Iris} came late.", True),
        ("She spoke to another member, {see below}.", True),
    ],
)
def test_an_addendum_in_a_member_s_own_record_names_no_other(
    vault: OpenVault, group: Client, text: str, said: bool
) -> None:
    vault.participants.add([a_participant(group, "Inez Duarte", role=Role.COLLATERAL)])
    who = people(vault, group)
    for name, preferred in (("Ana", "Kat"), ("Iris", "Rose")):
        file = vault.clients.get(who[name].file or group.id)
        vault.clients.change(replace(file, preferred_name=preferred))
    note = of(vault, group, "Iris")
    if said:
        vault.notes.addend(note.id, text)
        vault.notes.begin_and_sign([AddendumWords(note.id, text)])
        assert [each.text for each in vault.notes.addenda(note.id)] == [text, text]
        return
    with pytest.raises(NotAllowed) as alone:
        vault.notes.addend(note.id, text)
    with pytest.raises(NotAllowed):
        vault.notes.begin_and_sign([AddendumWords(note.id, text)])
    with pytest.raises(NotAllowed) as of_group:
        vault.notes.sign(written(vault, group, "Tom Bell fought").id)
    assert alone.value.sentence == of_group.value.sentence
    assert vault.notes.addenda(note.id) == ()
    vault.notes.addend(note.id, "She spoke to another member.")


def test_a_reason_and_a_note_that_was_filed_elsewhere_name_no_other_either(
    vault: OpenVault, group: Client
) -> None:
    note = of(vault, group, "Iris")
    with pytest.raises(NotAllowed):
        vault.notes.addend(note.id, "It tells of Tom.", Mark.IN_ERROR)
    other = vault.clients.add([a_client("Dana Whitfield")])[0]
    vault.refilings.refile(note.id, other.id)
    with pytest.raises(NotAllowed):
        vault.notes.addend(note.id, "It told of Iris.")
    vault.notes.addend(note.id, "It tells of Dana Whitfield.")


def test_what_did_not_begin_from_the_session_names_whom_it_wants(
    vault: OpenVault, group: Client
) -> None:
    """The brother of a member may be called as another member is."""
    file = of(vault, group, "Iris").client
    other = vault.clients.add([a_client("Dana Whitfield")])[0]
    at_six: dict[str, Any] = {"service_date": DAY, "start": time(18, 0)}
    alone = [
        a_note(file, service_date=DAY, start=time(9, 0)),
        a_note(file, service_date=date(2026, 5, 15), start=time(18, 0)),
        a_note(file, template="contact", sections={"substance": "A call."}, **at_six),
        a_note(file, begun_at=NOON + timedelta(hours=1), **at_six),
        a_note(other, **at_six),
    ]
    for note in vault.notes.begin_and_sign(alone):
        added = vault.notes.addend(note.id, "Tom is her brother.")
        assert vault.notes.addenda(note.id) == (added,)


def test_signing_for_each_looks_at_the_words_itself(vault: OpenVault, group: Client) -> None:
    """Whoever calls it: the words that are given are those that are signed."""
    draft = written(vault, group, "All spoke of rest.")
    iris = people(vault, group)["Iris"].file or group.id
    named = replace(draft, sections=a_note(group, "Tom spoke.").sections)
    theirs = a_note(iris, "Tom spoke.", service_date=DAY)
    for note, others in ((named, []), (draft, [theirs])):
        with pytest.raises(NotAllowed):
            vault.notes.sign_for_each(note, others)
    assert not vault.notes.get(draft.id).signed
    assert vault.notes.count(iris) == 0
    vault.notes.sign_for_each(draft, [a_note(iris, "Iris spoke.", service_date=DAY)])
    assert vault.notes.count(iris) == 1


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
    vault.group_notes.sign(note.id, [each.id for each in members], looked_at=True)


def with_placeholders(vault: OpenVault, group: Client, note: Note, _text: str) -> None:
    """Put placeholders, and sign for every member."""
    vault.notes.begin([note])
    vault.group_notes.put_placeholders(note.id)
    members = vault.group_notes.look_at(note.id).members
    vault.group_notes.sign(note.id, [each.id for each in members], looked_at=True)


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
INFORMAL = ["Thomas", "thomas", "WILLIAM", "william", "bertram", "T. B."]
PARTS = [*NAMES, *(part for name in NAMES for part in name.split()), "Bert", "Oldham", "Kat"]
PARTS += INFORMAL
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
        said = set(re.findall(r"[^\W\d_]+", bare(" ".join(words))))
        assert not said & {each.casefold() for each in INFORMAL}
