"""The templates of a kind as SQL has them: a list of words, from our own resources alone."""

from functools import cache

from vault.model.template import PROGRESS_NOTE, Part, kind_of, templates, templates_of


@cache
def progress_notes() -> str:
    """Return the list of the templates of progress notes, such as `('dap', 'soap')`."""
    return _list(templates_of(kind=PROGRESS_NOTE))


@cache
def of_the_record() -> str:
    """Return the list of the templates of notes that are part of the treatment record."""
    return _list(tuple(each for each in templates() if kind_of(each).part is Part.RECORD))


@cache
def sessions() -> str:
    """Return the list of the templates of notes that tell of a session."""
    return _list(templates_of(session=True))


@cache
def contacts() -> str:
    """Return the list of the templates of notes that are a professional contact."""
    return _list(templates_of(contact=True))


@cache
def of_kind(kind: str) -> str:
    """Return the list of the templates of notes of one kind."""
    return _list(templates_of(kind=kind))


def _list(templates: tuple[str, ...]) -> str:
    return "(" + ", ".join(f"'{each}'" for each in templates) + ")"
