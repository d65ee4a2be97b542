"""How the text of a note divides again, with the particulars of its session."""

import pytest

from vault.errors import Damaged
from vault.model.template import particulars_of, templates
from vault.storage.note_texts import body_length, divided

DAP = templates()["dap"].sections


@pytest.mark.parametrize(
    ("text", "parts", "names", "told"),
    [
        ("a\nb\nc\nOffice", '[["data",1],["assessment",1],["plan",1],["place",6]]', DAP, "Office"),
        ("a\nb\nc", '[["data",1],["assessment",1],["plan",1]]', DAP, ""),
        (
            "a\nb\nc\nyes",
            '[["data",1],["assessment",1],["plan",1],["in-confidence",3]]',
            DAP,
            "yes",
        ),
        (
            # As a full session was written before the particulars were told apart.
            "Both\nCBT\ni\n\nr\n\np",
            '[["participants",4],["service",3],["intervention",1],["substance",0],["response",1],'
            '["risk",0],["plan",1]]',
            templates()["session"].sections,
            "Both",
        ),
    ],
)
def test_particulars_may_stand_among_the_sections(
    text: str, parts: str, names: tuple[str, ...], told: str
) -> None:
    sections = divided(text, parts, names, particulars_of("dap"))
    assert "\n".join(words for _name, words in sections) == text
    assert told in [*(words for name, words in sections if name not in names), ""]


@pytest.mark.parametrize(
    ("text", "parts", "session"),
    [
        ("a\nb\nc\nx", '[["data",1],["assessment",1],["plan",1],["place",1]]', False),
        ("a\nb\nc\nx", '[["data",1],["assessment",1],["plan",1],["unknown",1]]', True),
        ("a\nb\nc\nx\ny", '[["data",1],["assessment",1],["plan",1],["place",1],["place",1]]', True),
        ("a\nc\nb", '[["data",1],["plan",1],["assessment",1]]', True),
        ("a\nb\nc", '[["data",1],["assessment",1],["plan",1],["place",1]]', True),
        ("a\nb\nc\nx", '[["data",1],["assessment",1],["plan",1],[["place"],1]]', True),
    ],
)
def test_nothing_else_may(text: str, parts: str, session: bool) -> None:
    with pytest.raises(Damaged):
        divided(text, parts, DAP, particulars_of("dap" if session else "contact"))


def test_a_list_shows_the_words_before_the_particulars_and_damaged_ones_whole() -> None:
    assert body_length('[["data",1],["plan",2],["place",6]]') == 4
    assert body_length('[["place",6]]') == 6
    assert body_length("nothing") is None
    assert body_length('[[["data"],1]]') is None
