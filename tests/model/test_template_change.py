"""Another template keeps every word of a draft."""

from hypothesis import given
from hypothesis import strategies as st

from vault.model.template import templates
from vault.model.template_change import moved_sections

DAP = templates()["dap"].sections
TEXTS = st.text(alphabet="ab \n", max_size=8)


@st.composite
def drafts(draw: st.DrawFn) -> dict[str, str]:
    names = templates()[draw(st.sampled_from(list(templates())))].sections
    return {name: f"{name}-{draw(TEXTS)}" if draw(st.booleans()) else "" for name in names}


@given(drafts(), st.sampled_from(list(templates())))
def test_no_word_is_lost(texts: dict[str, str], template: str) -> None:
    moved = moved_sections(texts, templates()[template].sections)
    assert tuple(moved) == templates()[template].sections
    whole = "\n\n".join(moved.values())
    for text in texts.values():
        assert text in whole
    before = sum(len(text.split()) for text in texts.values())
    assert sum(len(text.split()) for text in moved.values()) == before


@given(drafts(), st.sampled_from(list(templates())))
def test_a_section_of_the_same_name_keeps_its_words_in_front(
    texts: dict[str, str], template: str
) -> None:
    moved = moved_sections(texts, templates()[template].sections)
    for name in set(texts) & set(moved):
        assert moved[name].startswith(texts[name])


def test_what_has_no_section_goes_into_the_first_free_one() -> None:
    moved = moved_sections(
        {"subjective": "Said.", "objective": "Seen.", "assessment": "Thought.", "plan": ""}, DAP
    )
    assert moved == {"data": "Said.\n\nSeen.", "assessment": "Thought.", "plan": ""}


def test_where_none_is_free_it_follows_the_last() -> None:
    moved = moved_sections({"data": "One.", "assessment": "Two.", "plan": "Three."}, ["note"])
    assert moved == {"note": "One.\n\nTwo.\n\nThree."}
