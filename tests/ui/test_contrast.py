"""Text can be read on what it lies on, in both palettes, and the style sheet keeps to the pairs."""

import re

import pytest

from ui.palette import GROUNDS, LEAST_CONTRAST, NAMES, TEXT_PAIRS, TOKENS, Palette, load_palette
from ui.style_sheet import read_sheets

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def rules() -> list[tuple[str, dict[str, str]]]:
    """Return each rule of the style sheet: its selector, and its declarations by name."""
    text = re.sub(r"/\*.*?\*/", "", read_sheets(), flags=re.DOTALL)
    found = []
    for selector, body in RULE.findall(text):
        parts = [part.partition(":") for part in body.split(";") if part.strip()]
        found.append((" ".join(selector.split()), {a.strip(): b.strip() for a, _c, b in parts}))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_palette_has_every_token_and_no_other(name: str) -> None:
    palette = load_palette(name)
    assert set(palette.colors) == set(TOKENS)
    assert all(re.fullmatch("#[0-9A-F]{6}", color) for color in palette.colors.values())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_text_can_be_read(name: str, pair: tuple[str, str]) -> None:
    assert load_palette(name).contrast(*pair) >= LEAST_CONTRAST


def test_contrast_is_that_of_wcag() -> None:
    known = Palette("known", {"ink": "#000000", "surface": "#FFFFFF", "mute": "#767676"})
    assert known.contrast("surface", "surface") == 1
    assert known.contrast("ink", "surface") == pytest.approx(21)
    assert known.contrast("surface", "mute") == pytest.approx(4.54, abs=0.005)


def test_faint_never_informs() -> None:
    assert all("faint" not in pair for pair in TEXT_PAIRS)


def test_every_text_color_of_the_sheet_is_one_of_the_pairs() -> None:
    seen = 0
    for selector, said in rules():
        color = said.get("color", "").lstrip("@")
        if not color:
            continue
        seen += 1
        if ":disabled" in selector:
            continue
        ground = (said.get("background-color") or said.get("background") or "").lstrip("@")
        grounds = (ground,) if ground and ground != "transparent" else GROUNDS
        assert color in TOKENS, selector
        for each in grounds:
            assert (color, each) in TEXT_PAIRS, selector
    assert seen > 40


def test_marked_text_can_be_read() -> None:
    for selector, said in rules():
        ground = said.get("selection-background-color", "").lstrip("@")
        if ground:
            text = said.get("selection-color", "@ink").lstrip("@")
            assert (text, ground) in TEXT_PAIRS, selector
