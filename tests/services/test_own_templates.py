"""Own templates over a real vault: notes keep what they have, whatever becomes of the template."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Unlock
from tests.export.pdf_tools import pdf_text
from tests.practice import (
    LICENSEE,
    PASSPHRASE,
    a_client,
    a_note,
    a_participant,
    an_appointment,
    answered,
    in_order,
)
from tests.storage.test_database import place_of, raw_connection
from tests.vectors.reader import Refused, read_vault
from vault.errors import BadInput, Damaged, NotAllowed, NotFound
from vault.lifecycle.verify import verify
from vault.model.carry_forward import carry_forward
from vault.model.circumstances import Circumstances, License
from vault.model.client import Client, ClientKind
from vault.model.completeness import Lack
from vault.model.note import Note, Section
from vault.model.own_template import MOST_TEMPLATES, OwnTemplate, own_section
from vault.model.participant import Role
from vault.model.secret import Passphrase
from vault.model.template import PROGRESS_NOTE, new_own_id
from vault.open_vault import OpenVault

SECRET = Passphrase(PASSPHRASE)
DAY = date(2026, 5, 14)


def an_own(*headings: str, title: str = "Mine", kind: str = PROGRESS_NOTE) -> OwnTemplate:
    """Return an own template with sections of these headings."""
    sections = tuple(own_section(each, kind, f"About {each}.") for each in headings)
    return OwnTemplate(new_own_id(kind), title, sections)


@pytest.fixture
def dana(vault: OpenVault) -> Client:
    """An adult who may have a copy of her record."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client()])[0]


@pytest.fixture
def mine(vault: OpenVault) -> OwnTemplate:
    """An own template of progress notes."""
    return vault.own_templates.add([an_own("Mood & sleep", "mood", "Plan")])[0]


def in_it(client: Client, own: OwnTemplate, **fields: Any) -> Note:
    """Return a draft in an own template, every section written."""
    sections = {each.name: f"Words of {each.heading}." for each in own.sections}
    return a_note(client, **({"template": own.id, "sections": sections} | fields))


def test_it_is_there_again_after_the_vault_was_locked(unlocked: Unlock) -> None:
    vault = unlocked()
    first = vault.own_templates.add([an_own("Mood", title=" Weekly ")])[0]
    call = vault.own_templates.add([an_own("Asked", title="a call", kind="contact")])[0]
    assert first.title == " Weekly "
    vault.close()
    vault = unlocked()
    assert vault.own_templates.list_all() == [call, first]
    assert vault.own_templates.of_kind("contact") == [call]
    assert vault.own_templates.get(first.id) == first
    assert vault.own_templates.copy_of(first.id).sections == first.sections
    assert vault.own_templates.copy_of("contact").kind.id == "contact"


def test_all_or_none_are_kept_and_refusals(vault: OpenVault, mine: OwnTemplate) -> None:
    for wrong in (
        [an_own("Sleep", title="New"), an_own("Sleep", title="mine")],
        [an_own("Sleep", title="New"), an_own("Sleep", title="NEW")],
        [an_own("Sleep", title=f"Number {n}") for n in range(MOST_TEMPLATES)],
    ):
        with pytest.raises(BadInput):
            vault.own_templates.add(wrong)
    with pytest.raises(NotAllowed):
        vault.own_templates.add([replace(mine, title="Another")])
    gone = an_own("Sleep", title="Gone")
    refusals: list[Callable[[], object]] = [
        lambda: vault.own_templates.get(gone.id),
        lambda: vault.own_templates.change(gone),
        lambda: vault.own_templates.remove(gone.id),
        lambda: vault.own_templates.copy_of(gone.id),
        lambda: vault.own_templates.get("dap"),
    ]
    for refused in refusals:
        with pytest.raises(NotFound):
            refused()
    with pytest.raises(BadInput):
        vault.own_templates.copy_of("essay")
    with pytest.raises(NotAllowed):
        vault.own_templates.undo_remove(gone.id)
    assert vault.own_templates.list_all() == [mine]
    seq = vault.audit.mark.seq
    vault.own_templates.change(mine)
    assert vault.audit.mark.seq == seq


def test_a_removal_can_be_undone_unless_the_title_is_taken(
    vault: OpenVault, mine: OwnTemplate
) -> None:
    vault.own_templates.remove(mine.id)
    assert vault.own_templates.list_all() == []
    assert vault.own_templates.undo_remove(mine.id) == mine
    vault.own_templates.remove(mine.id)
    vault.own_templates.add([an_own("Sleep", title="MINE")])
    with pytest.raises(BadInput):
        vault.own_templates.undo_remove(mine.id)


def test_a_new_note_has_the_sections_of_the_template(
    vault: OpenVault, dana: Client, mine: OwnTemplate
) -> None:
    begun = vault.notes.begin([in_it(dana, mine, sections={"plan": "Go on."})])[0]
    assert [each.name for each in begun.sections] == ["Mood & sleep", "=mood", "plan"]
    assert vault.notes.get(begun.id) == begun
    for wrong in ({"Work": "Late."}, {"mood": "Low."}):
        with pytest.raises(BadInput):
            vault.notes.begin([in_it(dana, mine, sections=wrong)])
    with pytest.raises(BadInput):
        vault.notes.begin([in_it(dana, an_own("Sleep"))])


def test_it_is_signed_and_read_when_the_template_is_gone(
    vault: OpenVault, dana: Client, mine: OwnTemplate, path: Path, tmp_path: Path
) -> None:
    answered(vault)
    note = vault.notes.sign(vault.notes.begin([in_it(dana, mine)])[0].id)
    vault.notes.addend(note.id, "Mood & sleep: better.")
    vault.own_templates.remove(mine.id)
    assert vault.notes.get(note.id) == note
    assert [hit.note for hit in vault.notes.search("words", dana.id)] == [note.id]
    prepared = vault.releases.prepare(dana.id)
    out = tmp_path / "out"
    out.mkdir()
    written = vault.releases.write(prepared, prepared.render(), out)
    text = pdf_text(next(out.glob("**/*.pdf")).read_bytes())
    at = [text.index(each) for each in ("Mood & sleep\n", "mood\n", "Plan\n")]
    assert at == sorted(at)
    assert "Progress note" in text
    assert "Mine" not in text
    assert written is not None
    vault.close()
    assert verify(path, SECRET).problems == ()
    read = read_vault(path, passphrase=PASSPHRASE)
    (found,) = read["notes"]
    assert found["signature_fits"]
    assert list(found["sections"]) == ["Mood & sleep", "=mood", "plan"]


def changed_parts(path: Path, note: Note, change: Callable[[str], str]) -> None:
    """Change how the words of a signed note are divided, with the key of the vault."""
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    raw.execute("DROP TRIGGER signed_text_is_never_changed")
    (parts,) = raw.execute("SELECT parts FROM note_text WHERE owner = ?", (note.id,)).fetchone()
    raw.execute("UPDATE note_text SET parts = ? WHERE owner = ?", (change(parts), note.id))
    raw.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts.replace("Mood & sleep", "Mood & Sleep"),
        lambda parts: parts.replace("Aim", "Bim").replace("Act", "Aim").replace("Bim", "Act"),
        lambda parts: parts.replace("Aim", "Act"),
        lambda parts: parts.replace('"Aim"', "7"),
    ],
)
def test_headings_and_their_order_are_under_the_seal(
    unlocked: Unlock, path: Path, change: Callable[[str], str]
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    own = vault.own_templates.add([an_own("Mood & sleep", "Aim", "Act")])[0]
    texts = dict.fromkeys(own.names, "The same words.")
    note = vault.notes.sign(vault.notes.begin([in_it(client, own, sections=texts)])[0].id)
    vault.close()
    changed_parts(path, note, change)
    assert [each.id for each in verify(path, SECRET).problems] == [note.id]
    with pytest.raises(Refused):
        read_vault(path, passphrase=PASSPHRASE)
    vault = unlocked()
    with pytest.raises(Damaged):
        vault.notes.get(note.id)


def test_a_draft_keeps_its_sections_and_gets_what_came_since(
    vault: OpenVault, dana: Client, mine: OwnTemplate
) -> None:
    note = vault.notes.begin([in_it(dana, mine)])[0]
    later = an_own("Sleep", "Plan")
    vault.own_templates.change(replace(later, id=mine.id))
    saved = vault.notes.save_draft(note, note)
    assert [each.name for each in saved.sections] == ["Sleep", "Mood & sleep", "=mood", "plan"]
    assert [each.text for each in saved.sections if each.text] == [
        each.text for each in note.sections
    ]
    with pytest.raises(BadInput):
        vault.notes.save_draft(replace(saved, sections=(Section("Work", "Late."),)))
    vault.own_templates.remove(mine.id)
    again = vault.notes.save_draft(replace(saved, sections=(Section("Sleep", "Well."),)))
    assert [each.name for each in again.sections] == [each.name for each in saved.sections]
    assert vault.notes.sign(note.id).signed


def test_words_that_were_shown_are_kept_whatever_becomes_of_the_template(
    vault: OpenVault, dana: Client, mine: OwnTemplate
) -> None:
    note = vault.notes.begin([a_note(dana, "Slept.", service_date=DAY)])[0]
    moved = replace(
        note, template=mine.id, sections=(Section("Mood & sleep", "Slept."), Section("plan", ""))
    )
    vault.own_templates.change(replace(an_own("Sleep"), id=mine.id))
    saved = vault.notes.save_draft(moved, note)
    assert [(each.name, each.text) for each in saved.sections] == [
        ("Sleep", ""), ("Mood & sleep", "Slept."), ("plan", ""),
    ]  # fmt: skip
    other = vault.own_templates.add([an_own("Asked", title="Call", kind="contact")])[0]
    with pytest.raises(BadInput, match="What a note is stays"):
        vault.notes.save_draft(replace(saved, template=other.id), saved)


def test_lists_of_one_kind_and_sessions_know_it(
    vault: OpenVault, dana: Client, mine: OwnTemplate
) -> None:
    call = vault.own_templates.add([an_own("Asked", title="Call", kind="contact")])[0]
    note, contact = vault.notes.begin([in_it(dana, mine), in_it(dana, call)])
    assert vault.timelines.kinds(dana.id) == (PROGRESS_NOTE, "contact")
    assert [row.id for row in vault.notes.list_rows(dana.id, PROGRESS_NOTE)] == [note.id]
    (row,) = vault.notes.page(dana.id, 0, 9, "contact")
    assert (row.id, row.own_title) == (contact.id, "Call")
    assert vault.notes.count(dana.id, "contact") == 1
    assert vault.timelines.position(dana.id, note.id, PROGRESS_NOTE) == 0
    with pytest.raises(NotFound):
        vault.timelines.position(dana.id, note.id, "contact")
    assert vault.clients.row(dana.id).last_session == note.service_date
    assert vault.episodes.since(dana.id) == note.service_date
    vault.own_templates.remove(call.id)
    assert vault.notes.page(dana.id, 0, 9, "contact")[0].own_title == ""


def test_the_next_note_is_begun_in_the_last_one_that_is_still_there(
    vault: OpenVault, dana: Client, mine: OwnTemplate
) -> None:
    vault.notes.begin([a_note(dana, template="soap", sections={}, service_date=DAY)])
    vault.notes.begin([in_it(dana, mine, service_date=date(2026, 5, 21))])
    assert vault.notes.last_template(dana.id) == mine.id
    once = vault.appointments.add([an_appointment(dana)])[0]
    begun = vault.appointments.begin_note(once.id, once.day)
    assert (begun.template, len(begun.body)) == (mine.id, 3)
    assert vault.notes.get(begun.id) == begun
    vault.own_templates.remove(mine.id)
    assert vault.notes.last_template(dana.id) == "soap"


def test_a_section_headed_as_one_of_the_program_is_that_section(
    vault: OpenVault, dana: Client, mine: OwnTemplate
) -> None:
    note = vault.notes.sign(vault.notes.begin([in_it(dana, mine)])[0].id)
    lines = {line.label: line.text for line in vault.notes.glance(dana.id).lines}
    assert lines["Last session"] == "Progress note"
    assert lines["Plan"] == "Words of Plan."
    draft = vault.notes.begin([a_note(dana, template="dap", sections={})])[0]
    earlier = vault.notes.before(draft.id)
    assert earlier == note
    carried = carry_forward(earlier, {part.name: part.text for part in draft.sections})
    assert carried == {
        "plan": "Words of Plan.",
        "data": "Words of Mood & sleep.\n\nWords of mood.",
    }


def test_the_completeness_check_looks_into_it(vault: OpenVault, dana: Client) -> None:
    vault.practice.set(replace(LICENSEE, credential="LCSW", state="MO"))
    in_order(vault)
    vault.practice.set(replace(LICENSEE, credential="LCSW", state="MO"))
    vault.circumstances.set(Circumstances(licenses=(License("MO", "LCSW"),)))
    own = vault.own_templates.add([an_own("What came of it", title="Ask", kind="consultation")])[0]
    note = vault.notes.sign(vault.notes.begin([in_it(dana, own)])[0].id)

    def gaps() -> list[tuple[Lack, tuple[str, ...]]]:
        return [
            (gap.lack, gap.sections)
            for line in vault.completeness.of_client(dana.id)
            for gap in line.gaps
            if gap.note == note.id
        ]

    assert gaps() == [(Lack.EMPTY, ("result",))]
    vault.notes.addend(note.id, "Result: she agrees.")
    assert gaps() == []


def test_a_group_may_have_no_member_in_a_heading(vault: OpenVault) -> None:
    group = vault.clients.add([a_client("Tuesday group", kind=ClientKind.GROUP)])[0]
    ana = vault.clients.add([a_client("Ana Souza")])[0]
    who = vault.participants.add(
        [a_participant(group, "Ana Souza", role=Role.MEMBER, file=ana.id)]
    )[0]
    good, bad = vault.own_templates.add(
        [an_own("Theme", title="Group"), an_own("Ana’s week", title="Week")]
    )
    draft = vault.notes.begin([in_it(group, bad, sections={bad.names[0]: "Went well."})])[0]
    for sign in (
        lambda: vault.group_notes.sign(draft.id, [who.id]),
        lambda: vault.notes.sign(draft.id),
    ):
        with pytest.raises(NotAllowed):
            sign()
    draft = vault.notes.begin([in_it(group, good, sections={"Theme": "{Ana} spoke."})])[0]
    (told,) = vault.group_notes.sign(draft.id, [who.id])
    assert told.sections == (Section("Theme", "The client spoke."),)
    assert vault.notes.get(told.id).template == good.id
