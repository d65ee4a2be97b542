"""Snippets: a short word after a slash stands for a text that is typed often."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vault.errors import BadInput
from vault.model.text import clean_line, clean_text, unless_blank
from vault.translation import _

MOST_SNIPPETS = 100
MOST_LETTERS = 4_000
"""Letters that the text of a snippet may have."""

_WORD = re.compile(r"[^\s/]{1,30}\Z")
_AT_END = re.compile(r"(?:^|(?<=\s))/([^\s/]{1,30})\Z")


@dataclass(frozen=True)
class Snippet:
    """`/word`, and the text it stands for."""

    word: str = field(repr=False)
    text: str = field(repr=False)

    def cleaned(self) -> "Snippet":
        """Return this with its text normalised, the slash taken off the word.

        Raises BadInput for a word that is empty, has a space or a slash, or is longer than 30
        letters, and a text that is empty or longer than 4,000.
        """
        word = clean_line(self.word, _("The word of a snippet")).strip().removeprefix("/")
        text = unless_blank(clean_text(self.text, _("The text of a snippet")))
        if not _WORD.match(word):
            raise BadInput(
                _("The word of a snippet has 1 to 30 letters, and no space or slash in it.")
            )
        if not text or len(text) > MOST_LETTERS:
            raise BadInput(
                _("The text of a snippet has 1 to {most} letters.").format(most=MOST_LETTERS)
            )
        return Snippet(word, text)


def cleaned_snippets(snippets: Iterable[Snippet]) -> tuple[Snippet, ...]:
    """Return snippets with their text normalised, in their order.

    Raises BadInput as `Snippet.cleaned` does, for two of one word, and for more than 100.
    """
    cleaned = tuple(each.cleaned() for each in snippets)
    if len(cleaned) > MOST_SNIPPETS:
        raise BadInput(_("There are more than {n} snippets.").format(n=MOST_SNIPPETS))
    if len({each.word.casefold() for each in cleaned}) < len(cleaned):
        raise BadInput(_("Two snippets have the same word."))
    return cleaned


def texts_by_word(snippets: Iterable[Snippet]) -> dict[str, str]:
    """Return the texts by their words, case folded, as `meant_at_end` looks for them."""
    return {each.word.casefold(): each.text for each in snippets}


def meant_at_end(text: str, texts: Mapping[str, str]) -> tuple[str, str] | None:
    """Return what stands at the end of a text and means a snippet, and the snippet's text.

    None where nothing does: `/word` begins a line or follows a space.
    """
    found = _AT_END.search(text)
    meant = texts.get(found.group(1).casefold()) if found is not None else None
    return (found.group(0), meant) if found is not None and meant is not None else None
