"""What a copy says of a session beside the words of its note."""

from vault.model.note import Section
from vault.model.template import particulars, section_title


def told_rows(section: Section) -> list[list[str]]:
    """Return a particular of a session as rows of its title and its lines, one a row."""
    if section.name not in particulars():
        return []
    lines = [line.strip() for line in section.text.split("\n") if line.strip()]
    titles = [section_title(section.name), *[""] * len(lines)]
    return [[title, line] for title, line in zip(titles, lines, strict=False)]
