"""A progress note: from the first draft to the signed text, which refuses every change."""

from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.practice import LICENSEE, NOON, a_client, a_note
from vault.errors import BadInput, NotAllowed
from vault.model.ids import ClientId, NoteId, new_id
from vault.model.note import (
    Note,
    Section,
    Signature,
    clean_sections,
    new_note,
)
from vault.model.practice import Licensee
from vault.model.template import templates
from vault.open_vault import OpenVault

text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200)
SIGNATURE = Signature(LICENSEE, NOON, "00" * 32, "00" * 64)


def entered(client: ClientId, template: str, sections: dict[str, str], **more: Any) -> Note:
    """Begin a note from what a person entered."""
    given = {"service_date": date(2026, 5, 14), "start": None, "stop": None, "begun_at": NOON}
    return new_note(
        note_id=NoteId(new_id()),
        client=client,
        template=template,
        sections=sections,
        **(given | more),
    )


def lf(said: str) -> str:
    """Return a text with its line ends as LF."""
    return said.replace("\r\n", "\n").replace("\r", "\n")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_note_comes_back_from_a_vault_as_it_was_entered(
    vault: OpenVault, data: st.DataObject
) -> None:
    """All of Unicode but NUL and lone surrogates, in every template, with and without times."""
    client = (vault.clients.list_all() or vault.clients.add([a_client()]))[0].id
    template = data.draw(st.sampled_from(sorted(templates())))
    sections = data.draw(st.fixed_dictionaries(dict.fromkeys(templates()[template].sections, text)))
    minutes = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
    start = data.draw(st.none() | minutes)
    stop = data.draw(st.none() | minutes) if start is not None else None
    offset = timezone(timedelta(minutes=data.draw(st.integers(-840, 840))))
    begun = data.draw(st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1)))
    note = entered(
        client,
        template,
        sections,
        service_date=data.draw(st.dates()),
        start=start,
        stop=stop,
        begun_at=begun.replace(tzinfo=offset),
    )
    vault.notes.begin([note])
    kept = vault.notes.get(note.id)
    assert kept == note
    assert {each.name: each.text for each in kept.sections} == {
        name: lf(said) for name, said in sections.items()
    }
    other = data.draw(text)
    name = data.draw(st.sampled_from(templates()[template].sections))
    draft = vault.notes.save_draft(
        kept.changed(sections=clean_sections(template, sections | {name: other}))
    )
    assert vault.notes.get(note.id) == draft
    assert vault.notes.settle(note.id) == draft == vault.notes.get(note.id)


def test_sections_stand_in_the_order_of_the_template_and_may_be_left_out() -> None:
    found = clean_sections("soap", {"plan": "P", "subjective": "S"})
    assert [(each.name, each.text) for each in found] == [
        ("subjective", "S"),
        ("objective", ""),
        ("assessment", ""),
        ("plan", "P"),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"template": "essay"},
        {"template": ""},
        {"sections": {"note": "x", "data": "y"}},
        {"sections": {"Note": "x"}},
        {"sections": {"note": "x\0"}},
        {"sections": {"note": "\ud800"}},
        {"sections": {"note": "x" * 1_048_577}},
        {"stop": time(9)},
    ],
    ids=lambda fields: ascii(fields)[:40],
)
def test_a_note_that_will_not_do(fields: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        a_note(a_client(), **fields)


def test_a_session_may_go_over_midnight() -> None:
    note = a_note(a_client(), start=time(23, 30), stop=time(0, 20))
    assert (note.start, note.stop) == (time(23, 30), time(0, 20))


def test_every_draft_is_sealed_over_all_that_it_says() -> None:
    note = a_note(a_client(), "Words.", start=time(9), stop=time(10))
    assert note.seal is not None
    assert note.seal.fits(note.content)
    others: list[dict[str, Any]] = [
        {"sections": (Section("note", "Other words."),)},
        {"service_date": date(2026, 5, 15)},
        {"start": time(9, 1)},
        {"stop": None},
        {"client": ClientId(new_id())},
        {"id": NoteId(new_id())},
        {"template": "dap"},
    ]
    for change in others:
        assert not note.seal.fits(replace(note, **change).content), change


def test_a_change_is_a_new_note_under_a_fresh_seal_and_no_change_is_none() -> None:
    note = a_note(a_client(), "Words.")
    assert note.changed(sections=note.sections) is note
    changed = note.changed(service_date=date(2026, 5, 15))
    assert note.seal is not None
    assert changed.seal is not None
    assert changed.seal.fits(changed.content)
    assert (changed.seal.salt, changed.seal.digest) != (note.seal.salt, note.seal.digest)
    assert note.service_date == date(2026, 5, 14)


@pytest.mark.parametrize(
    ("said", "kept"), [("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("\u00a0 b\u2028", "\u00a0 b\u2028")]
)
def test_a_changed_draft_is_normalised_as_a_new_one_is(said: str, kept: str) -> None:
    note = a_note(a_client(), "Words.")
    assert note.changed(sections=(Section("note", said),)).sections[0].text == kept


@pytest.mark.parametrize(
    "change",
    [
        {"sections": (Section("note", "NUL \0"),)},
        {"sections": (Section("note", "half \ud800"),)},
        {"sections": (Section("note", "x" * 1_048_577),)},
        {"sections": (Section("plan", "of another template"),)},
        {"sections": (Section("note", "one"), Section("note", "two"))},
        {"template": "essay"},
        {"template": "dap"},
        {"stop": time(9)},
    ],
    ids=lambda change: ascii(change)[:60],
)
def test_a_changed_draft_obeys_the_rules_of_a_new_one(change: dict[str, Any]) -> None:
    """Every autosave comes this way: what is kept must be what can be read again."""
    with pytest.raises(BadInput):
        a_note(a_client(), "Words.").changed(**change)


def test_saving_unchanged_words_with_other_line_ends_is_no_change() -> None:
    note = a_note(a_client(), "one\ntwo")
    assert note.changed(sections=(Section("note", "one\r\ntwo"),)) is note


def test_a_signed_note_refuses_every_change() -> None:
    note = a_note(a_client(), "Words.").sign(SIGNATURE)
    assert note.signed
    for each in fields(Note):
        with pytest.raises(NotAllowed) as refusal:
            note.changed(**{each.name: getattr(note, each.name)})
        assert refusal.value.exit_code == 1
        assert "addendum" in refusal.value.hint
    with pytest.raises(NotAllowed):
        note.sign(SIGNATURE)
    with pytest.raises(NotAllowed):
        note.ready_to_sign()


@pytest.mark.parametrize("blank", ["", " ", "\n\n", "\u00a0\t"])
def test_an_empty_note_cannot_be_signed(blank: str) -> None:
    note = a_note(a_client(), blank)
    with pytest.raises(NotAllowed):
        note.sign(SIGNATURE)
    assert not note.signed


def test_who_signed_is_who_the_licensee_was_on_that_day(vault: OpenVault) -> None:
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    note = vault.notes.sign(vault.notes.begin([a_note(client)])[0].id)
    vault.practice.set(Licensee(name="Jordan Rivera-Stone", credential="PhD", state="NY"))
    kept = vault.notes.get(note.id)
    assert kept.signature == note.signature
    assert kept.signature is not None
    assert kept.signature.by == LICENSEE
    assert kept.signature.by.signature_name == "Jordan Rivera, LMHC"
