"""Own templates: what is entered comes back the same, and a note carries its headings itself."""

from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.practice import a_note
from vault.errors import BadInput
from vault.model.ids import ClientId, new_id
from vault.model.note import Section
from vault.model.own_template import (
    MOST_HEADING,
    MOST_HINT,
    MOST_SECTIONS,
    MOST_TITLE,
    OwnSection,
    OwnTemplate,
    beginning,
    copied,
    in_draft,
    names_in_draft,
    own_section,
)
from vault.model.template import (
    PROGRESS_NOTE,
    is_section_name,
    kind_of,
    kinds,
    new_own_id,
    own_kind,
    section_name,
    section_title,
    template,
    templates,
)

HEADINGS = st.text(min_size=1, max_size=MOST_HEADING).filter(
    lambda text: text.strip() and "\n" not in text and "\r" not in text and "\0" not in text
)


def an_own(*headings: str, title: str = "Mine", kind: str = PROGRESS_NOTE) -> OwnTemplate:
    """Return an own template with sections of these headings."""
    sections = tuple(own_section(each, kind) for each in headings)
    return OwnTemplate(new_own_id(kind), title, sections)


@given(HEADINGS, st.sampled_from(sorted(kinds())))
@example("Plan", PROGRESS_NOTE)
@example("plan", PROGRESS_NOTE)
@example("=plan", PROGRESS_NOTE)
@example("==a-b", PROGRESS_NOTE)
@example("=Plan", PROGRESS_NOTE)
@example("With whom, and how", "contact")
@example("Humeur\u2028d\u0065\u0301part", PROGRESS_NOTE)
@example("מצב רוח", "intake")
@example(" Plan ", PROGRESS_NOTE)
@example("plan ", PROGRESS_NOTE)
def test_a_heading_comes_back_as_it_was_entered(heading: str, kind: str) -> None:
    (section,) = an_own(heading, kind=kind).cleaned(()).sections
    assert section.heading == heading
    assert is_section_name(section.name)
    again = replace(section)
    assert own_section(again.heading, kind) == section


@given(st.lists(HEADINGS, min_size=1, max_size=6))
def test_unlike_headings_are_unlike_names(headings: list[str]) -> None:
    folded = {normalize("NFC", normalize("NFC", each).strip().casefold()) for each in headings}
    mine = an_own(*headings)
    if len(folded) < len(headings):
        with pytest.raises(BadInput, match="Two sections have the same heading"):
            mine.cleaned(())
    else:
        assert len(set(mine.cleaned(()).names)) == len(headings)


def test_the_names_of_the_program_never_look_like_a_heading() -> None:
    for each in templates().values():
        for name in each.sections:
            assert section_name(section_title(name), each.kind) == name
            # What is typed in small letters is another heading than the name of a section.
            assert section_title(section_name(name, each.kind)) == name
            assert is_section_name(name)
    assert not is_section_name("mood")
    assert not is_section_name("")


def test_words_stay_as_they_were_entered_outer_blanks_too() -> None:
    mine = OwnTemplate(
        new_own_id(PROGRESS_NOTE),
        "  Mine ",
        (own_section(" Mood ", PROGRESS_NOTE, " How? "), own_section("Sleep", PROGRESS_NOTE, " ")),
    )
    kept = mine.cleaned(())
    assert kept.title == "  Mine "
    assert [(each.heading, each.hint) for each in kept.sections] == [
        (" Mood ", " How? "),
        ("Sleep", ""),
    ]
    assert kept.cleaned(()) == kept


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_the_id_tells_the_kind(kind: str) -> None:
    mine = new_own_id(kind)
    assert own_kind(mine) == kind
    assert kind_of(mine) is kinds()[kind]


@pytest.mark.parametrize(
    "wrong", ["dap", "own-essay-" + "0" * 32, "own-contact-" + "0" * 31, "own--" + "0" * 32]
)
def test_what_is_no_id_of_an_own_template(wrong: str) -> None:
    assert own_kind(wrong) == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "The title of a template has 1 to 60 letters."),
        ({"title": "x" * (MOST_TITLE + 1)}, "The title of a template has 1 to 60 letters."),
        ({"title": "a\nb"}, "The title of a template must be a single line."),
        ({"title": "dap"}, "Another template of this kind has the same title."),
        ({"title": "Brief"}, "Another template of this kind has the same title."),
        ({"sections": ()}, "A template has 1 to 30 sections."),
        (
            {"sections": tuple(OwnSection(f"Part {n}") for n in range(MOST_SECTIONS + 1))},
            "A template has 1 to 30 sections.",
        ),
        ({"sections": (OwnSection(" "),)}, "A heading has 1 to 100 letters."),
        ({"sections": (OwnSection("x" * (MOST_HEADING + 1)),)}, "A heading has 1 to 100 letters."),
        ({"sections": (OwnSection("x", "y" * (MOST_HINT + 1)),)}, "A hint has at most 300 letters"),
        ({"sections": (OwnSection("x", "a\0"),)}, "A hint holds a NUL character"),
        (
            {"sections": (OwnSection("Mood\u00e9"), OwnSection("MOODe\u0301"))},
            "Two sections have the same heading.",
        ),
        (
            {"sections": (OwnSection("Mood"), OwnSection(" Mood"))},
            "Two sections have the same heading.",
        ),
        (
            {"sections": (OwnSection("plan"), OwnSection("Plan\t"))},
            "Two sections have the same heading.",
        ),
        ({"title": " dap "}, "Another template of this kind has the same title."),
        ({"title": "brief\t"}, "Another template of this kind has the same title."),
        ({"id": "own-essay-" + "0" * 32}, "There is no such kind of note."),
    ],
)
def test_refusals(changes: dict[str, object], sentence: str) -> None:
    others = [an_own("Mood", title="BRIEF"), an_own("Mood", title="Call", kind="contact")]
    good = an_own("Mood", title="Call")
    assert good.cleaned(others) == good
    with pytest.raises(BadInput) as refused:
        replace(good, **changes).cleaned(others)  # type: ignore[arg-type]
    assert refused.value.sentence.startswith(sentence)


def test_nothing_of_it_stands_in_a_repr() -> None:
    mine = OwnTemplate(new_own_id("contact"), "Zqcanary", (OwnSection("Zqcanary", "Zqcanary"),))
    note = a_note(ClientId(new_id()), template=mine.id, sections={"Zqcanary": "Zqcanary"})
    assert "Zqcanary" not in repr(mine) + repr(mine.sections) + repr(note)


def test_a_copy_has_the_sections_and_hints_and_a_title_of_its_own() -> None:
    first = copied(template("session"), ())
    assert first.title == "Full session, own"
    assert first.names == templates()["session"].sections
    assert first.kind.id == PROGRESS_NOTE
    assert any(each.hint for each in copied(template("contact"), ()).sections)
    second = copied(template("session"), [first])
    assert second.title == "Full session, own 2"
    third = copied(first, [first, second])
    assert (third.title, third.sections) == ("Full session, own, own", first.sections)
    assert len({first.id, second.id, third.id}) == 3
    assert copied(replace(first, title="x" * MOST_TITLE), ()).cleaned(()).sections


def test_a_new_note_has_the_sections_of_its_template_in_order() -> None:
    mine = an_own("Mood", "Plan")
    note = a_note(ClientId(new_id()), template=mine.id, sections={"plan": "Go on."})
    begun = beginning(note, mine)
    assert begun.sections == (Section("Mood", ""), Section("plan", "Go on."))
    assert begun.content["order"] == ["Mood", "plan"]
    wrong = a_note(ClientId(new_id()), template=mine.id, sections={"Sleep": "Well."})
    with pytest.raises(BadInput) as refused:
        beginning(wrong, mine)
    assert "Sleep" not in str(refused.value) + refused.value.hint
    with pytest.raises(BadInput):
        a_note(ClientId(new_id()), template=mine.id, sections={"mood": "Well."})


def test_a_draft_keeps_its_sections_and_gets_what_came_since() -> None:
    mine = an_own("Mood", "Sleep", "Plan")
    assert names_in_draft(["Mood", "Work", "plan"], mine) == ("Mood", "Sleep", "Work", "plan")
    assert names_in_draft(["plan", "Mood"], mine) == ("plan", "Mood", "Sleep")
    assert names_in_draft(["Work"], mine) == ("Mood", "Sleep", "plan", "Work")
    assert names_in_draft(["Work"], None) == ("Work",)
    # One that looks the same is the one that is there.
    blank = an_own(" Mood", "Sleep")
    assert names_in_draft(["Mood", "Work"], blank) == ("Mood", "Sleep", "Work")
    kept = in_draft([Section("Work", "Late.")], ["Work", "Mood"], mine)
    assert [(each.name, each.text) for each in kept] == [
        ("Work", "Late."), ("Mood", ""), ("Sleep", ""), ("plan", ""),
    ]  # fmt: skip


def test_the_order_is_sealed_and_that_of_the_program_is_not() -> None:
    client = ClientId(new_id())
    assert "order" not in a_note(client).content
    mine = new_own_id(PROGRESS_NOTE)
    note = a_note(client, template=mine, sections={"Mood": "a", "Plan": "b"})
    turned = replace(note, sections=note.sections[::-1])
    assert note.seal is not None
    assert not note.seal.fits(turned.content)
