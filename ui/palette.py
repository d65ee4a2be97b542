"""The colors of the window: tokens from resources/palettes, and which text may lie on what."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from vault.resource_files import read_resource

NAMES = ("light", "dark")

TOKENS = (
    "paper",  # the window
    "panel",  # the side bar, wells
    "surface",  # cards, fields
    "line",  # hairlines
    "ink",  # text
    "mute",  # text that steps back
    "faint",  # decoration and what is disabled; never text that informs
    "teal",  # the treatment record, the primary action
    "teal_wash",
    "plum",  # process notes, and nothing else
    "plum_wash",
    "amber",  # due soon, needs a decision
    "amber_wash",
    "red",  # overdue, destructive, refused
    "red_wash",
    "on_teal",  # text on a filled button
    "on_plum",
    "teal_strong",  # a filled button under the pointer
    "plum_strong",
    "teal_edge",  # the key cap on a filled button
    "plum_edge",
    "hover",  # what the pointer is over
    "hover_line",
    "handle",  # scroll bars
    "focus",  # the keyboard's place
    "focus_process",
    "selection",  # marked text
    "selection_process",
)

GROUNDS = ("paper", "panel", "surface", "hover")
"""What text without a background of its own may lie on."""

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *(("ink", ground) for ground in GROUNDS),
    *(("mute", ground) for ground in GROUNDS),
    *(("teal", ground) for ground in GROUNDS),
    *(("plum", ground) for ground in GROUNDS),
    *(("red", ground) for ground in GROUNDS),
    *(("ink", wash) for wash in ("teal_wash", "plum_wash", "amber_wash", "red_wash")),
    *(("mute", wash) for wash in ("teal_wash", "plum_wash", "amber_wash", "red_wash")),
    ("ink", "selection"),
    ("ink", "selection_process"),
    ("teal", "teal_wash"),
    ("plum", "plum_wash"),
    ("amber", "amber_wash"),
    ("red", "red_wash"),
    ("on_teal", "teal"),
    ("on_teal", "teal_strong"),
    ("on_plum", "plum"),
    ("on_plum", "plum_strong"),
)
"""Every (text, background) the window uses; each reaches LEAST_CONTRAST in both palettes."""

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3 (AA)."""


@dataclass(frozen=True)
class Palette:
    """One set of colors: token → `#RRGGBB`."""

    name: str
    colors: Mapping[str, str]

    def __getitem__(self, token: str) -> str:
        """Return the color of a token; raises KeyError for a name that is none."""
        return self.colors[token]

    def contrast(self, text: str, ground: str) -> float:
        """Return the contrast ratio of two tokens, 1 to 21, as WCAG 2.2 defines it."""
        lighter, darker = sorted((_luminance(self[text]), _luminance(self[ground])), reverse=True)
        return (lighter + 0.05) / (darker + 0.05)


def load_palette(name: str) -> Palette:
    """Return the palette "light" or "dark".

    Raises Damaged when the installation lacks it.
    """
    return Palette(name, json.loads(read_resource(f"palettes/{name}.json")))


def _luminance(color: str) -> float:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
