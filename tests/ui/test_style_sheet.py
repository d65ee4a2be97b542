"""The style sheet is filled in: no token, no image and no hairline is lost."""

import re
from pathlib import Path

import pytest

from ui.palette import NAMES, load_palette
from ui.style_sheet import style_sheet


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", [0.75, 1.0, 1.37, 2.0])
def test_everything_is_filled_in(name: str, scale: float) -> None:
    text = style_sheet(load_palette(name), scale, 96)
    assert "@" not in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    assert not re.search(r"\b0px", text)
    assert not re.search(r"\d\.\d+px", text)
    images = re.findall(r'url\("([^"]+)"\)', text)
    assert len(images) >= 4
    assert all(Path(image).exists() and f"/{name}/" in image for image in images)


def test_a_capsule_stays_round_at_every_scale() -> None:
    for percent in range(75, 300):
        text = style_sheet(load_palette("light"), percent / 100, 96)
        found = re.search(r"QLabel\[pill\] \{[^}]*radius: (\d+)px; min-height: (\d+)px", text)
        assert found is not None
        assert int(found[1]) * 2 <= int(found[2])


def test_letters_are_in_points_of_this_screen() -> None:
    text = style_sheet(load_palette("light"), 1.0, 72)
    assert 'QLabel[role="title"] { color: #22252A; font-size: 21.000pt' in text
