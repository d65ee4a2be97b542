"""The particulars of a session: what any note of one may say beside its template."""

import pytest

from tests.practice import a_note
from vault.errors import BadInput, NotAllowed
from vault.model.carry_forward import carry_forward
from vault.model.ids import ClientId, new_id
from vault.model.note import Note, Section
from vault.model.own_template import OwnSection, OwnTemplate, beginning, in_draft
from vault.model.template import new_own_id, particulars, section_name, section_title, templates
from vault.model.two_hands import with_both

TOLD = {"place": "Telehealth", "location": "At home", "goals-worked-on": "Sleep\nSchool"}
CLIENT = ClientId(new_id())


def _note(template: str = "dap", **sections: str) -> Note:
    return a_note(CLIENT, template=template, sections=sections)


def test_no_template_of_the_program_has_a_section_of_that_name() -> None:
    named = {name for each in templates().values() for name in each.sections}
    assert not named & set(particulars())
    assert all(section_title(name) != name for name in particulars())


def test_they_stand_behind_the_sections_in_their_order_and_only_when_they_are_filled() -> None:
    note = _note(
        **{"goals-worked-on": " Sleep\n", "data": "Came.", "place": "Office", "modality": " "}
    )
    assert [each.name for each in note.sections] == [
        *templates()["dap"].sections,
        "place",
        "goals-worked-on",
    ]
    assert [each.text for each in note.particulars] == ["Office", " Sleep\n"]
    assert [each.name for each in note.body] == list(templates()["dap"].sections)
    bare = note.changed(sections=note.body)
    assert bare.particulars == ()
    assert set(bare.content["sections"]) == set(templates()["dap"].sections)


def test_alone_they_are_no_note() -> None:
    note = _note(place="Office")
    assert note.blank
    with pytest.raises(NotAllowed):
        note.ready_to_sign()


@pytest.mark.parametrize("template", ["contact", "treatment-plan", f"own-contact-{32 * '0'}"])
def test_what_is_no_session_has_none(template: str) -> None:
    with pytest.raises(BadInput):
        _note(template, place="Office")
    assert _note("intake", place="Office").particulars


@pytest.mark.parametrize("template", ["dap", "contact", "safety", f"own-contact-{32 * '0'}"])
def test_a_note_of_any_kind_may_be_marked_as_received_in_confidence(template: str) -> None:
    """45 CFR 164.524(a)(2)(v): a mark under the seal, that never says from whom."""
    bare = _note(template)
    marked = _note(template, **{"in-confidence": " Yes"})
    assert (bare.marks, marked.marks) == ((), ("in-confidence",))
    assert marked.particulars == (Section("in-confidence", "yes"),)
    assert marked.content["sections"]["in-confidence"] == "yes"
    assert marked.blank
    with pytest.raises(BadInput):
        _note(template, **{"in-confidence": "From her sister"})


def test_a_mandated_report_says_whom_it_is_about_and_no_other_note_does() -> None:
    told = {"report-about": "A child", "facts": "Bruises.", "in-confidence": "yes"}
    note = _note("mandated-report", **told)
    assert [each.name for each in note.particulars] == ["report-about", "in-confidence"]
    assert particulars()["report-about"].choices[:2] == ("A child", "An elder")
    for template in ("dap", "safety", "contact"):
        with pytest.raises(BadInput):
            _note(template, **{"report-about": "A child"})


def test_the_code_of_a_diagnosis_stands_apart_from_its_wording() -> None:
    note = _note("diagnosis", **{"diagnosis": "Panic disorder.", "diagnosis-code": "F41.0"})
    assert note.particulars == (Section("diagnosis-code", "F41.0"),)
    assert section_title("diagnosis-code") == "Code"
    with pytest.raises(BadInput):
        _note("dap", **{"diagnosis-code": "F41.0"})


def test_a_heading_of_that_name_in_an_own_template_is_a_section_of_its_own() -> None:
    for name in particulars():
        assert section_name(section_title(name), "progress-note") not in particulars()
        assert section_name(name, "progress-note") not in particulars()
    own = OwnTemplate(new_own_id("progress-note"), "Mine", (OwnSection("Place"),))
    note = beginning(_note(own.id, **{"place": "Office", "Place": "In the garden."}), own)
    assert [(each.name, each.text) for each in note.sections] == [
        ("Place", "In the garden."),
        ("place", "Office"),
    ]
    wider = OwnTemplate(own.id, "Mine", (OwnSection("Place"), OwnSection("After")))
    names = [each.name for each in note.sections]
    assert [each.name for each in in_draft(note.sections, names, wider)] == [
        "Place",
        "After",
        "place",
    ]


def test_carried_forward_they_are_the_same_again_and_move_nowhere_else() -> None:
    earlier = _note(data="Came.", **TOLD)
    draft = _note("free", note="Today.", place="Office")
    texts = {each.name: each.text for each in draft.sections}
    carried = carry_forward(earlier, texts)
    assert carried == {"location": "At home", "goals-worked-on": "Sleep\nSchool"}


def test_a_mark_is_never_carried_forward() -> None:
    earlier = _note(data="Came.", place="Office", **{"in-confidence": "yes"})
    assert carry_forward(earlier, {"note": "Today."}) == {"place": "Office"}


def test_nothing_of_two_hands_is_lost() -> None:
    known = _note(data="Came.", place="Office")
    mine = known.changed(sections=(*known.body, Section("place", "Telehealth")))
    kept = known.changed(
        sections=(*known.body, Section("place", "Office"), Section("location", "At home"))
    )
    both = {each.name: each.text for each in with_both(mine, known, kept)}
    assert (both["place"], both["location"], both["data"]) == ("Telehealth", "At home", "Came.")
    taken = known.changed(sections=known.body)
    assert with_both(taken, known, kept)[-1] == Section("location", "At home")


def test_two_hands_that_entered_one_both_stand_in_it() -> None:
    known = _note(data="Came.")
    mine = known.changed(sections=(*known.body, Section("goals-worked-on", "Sleep")))
    kept = known.changed(sections=(*known.body, Section("goals-worked-on", "School")))
    assert with_both(mine, known, kept)[-1].text == "Sleep\nSchool"
