"""What becomes of the words of a draft when its template changes: every one of them stays."""

from collections.abc import Mapping, Sequence


def moved_sections(texts: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    """Return the sections of another template, by its names, with the words of the present ones.

    A section of the same name keeps its words. The others go, in their order, into the first
    section that is empty, or behind the words of the last one.
    """
    moved = {name: texts.get(name, "") for name in names}
    left = [text for name, text in texts.items() if name not in moved and text.strip()]
    if left:
        free = next((name for name in names if not moved[name].strip()), names[-1])
        moved[free] = "\n\n".join([*([moved[free]] if moved[free].strip() else []), *left])
    return moved
