"""What a piece of entered text may be; normalised here, once, and nowhere else."""

from vault.errors import BadInput
from vault.translation import _

SECTION_LIMIT = 1_048_576
"""Bytes of UTF-8 in one section: ten megabytes of text cost the typesetter gigabytes."""

LINE_LIMIT = 1_000
"""Characters in a one-line field such as a name."""


def clean_text(text: str, what: str) -> str:
    """Return `text` with line ends as LF; everything else stays as it was typed.

    `what` names the field in the sentence of the BadInput raised for NUL characters, lone
    surrogates, and more than SECTION_LIMIT bytes.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise BadInput(
            _("{what} holds a NUL character, which no document can show.").format(what=what),
            hint=_("Remove it and try again. Nothing was changed."),
        )
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise BadInput(
            _("{what} holds half of a character (a lone surrogate).").format(what=what),
            hint=_("Type that place again. Nothing was changed."),
        ) from None
    if size > SECTION_LIMIT:
        raise BadInput(
            _("{what} is longer than 1 MB.").format(what=what),
            hint=_("Divide it, or keep it as a document. Nothing was changed."),
        )
    return text


def unless_blank(text: str) -> str:
    """Return a text as it was typed, or "" where it holds nothing but white space."""
    return text if text.strip() else ""


def clean_line(text: str, what: str) -> str:
    """Return a one-line field, unchanged.

    Raises BadInput as `clean_text` does, and for line breaks and more than LINE_LIMIT characters.
    """
    text = clean_text(text, what)
    if "\n" in text:
        raise BadInput(_("{what} must be a single line.").format(what=what))
    if len(text) > LINE_LIMIT:
        raise BadInput(_("{what} is longer than 1,000 characters.").format(what=what))
    return text


def clean_name(text: str, what: str) -> str:
    """Return a one-line field that must say something.

    Raises BadInput as `clean_line` does, and for an empty or blank field.
    """
    text = clean_line(text, what)
    if not text.strip():
        raise BadInput(_("{what} must not be empty.").format(what=what))
    return text
