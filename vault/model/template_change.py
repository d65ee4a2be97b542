"""What becomes of the words of a draft when its template changes: every one of them stays."""

from collections.abc import Mapping

from vault.model.template import template as template_of


def moved_sections(texts: Mapping[str, str], template: str) -> dict[str, str]:
    """Return the sections of another template with the words of the present ones.

    A section of the same name keeps its words. The others go, in their order, into the first
    section that is empty, or behind the words of the last one. Raises BadInput for a template
    that does not exist.
    """
    names = template_of(template).sections
    moved = {name: texts.get(name, "") for name in names}
    left = [text for name, text in texts.items() if name not in moved and text.strip()]
    if left:
        free = next((name for name in names if not moved[name].strip()), names[-1])
        moved[free] = "\n\n".join([*([moved[free]] if moved[free].strip() else []), *left])
    return moved
