"""Words that are right although no dictionary has them: the person's own, and a record's names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from vault.errors import BadInput
from vault.model.text import clean_line
from vault.translation import _

MOST_WORDS = 1_000
LONGEST_WORD = 60
"""Letters that a word of one's own may have."""

_WORD = re.compile("[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f'\u2019])*")
_OWNERS = re.compile("['\u2019]s\\Z")


@dataclass(frozen=True)
class KnownWords:
    """What is right in the notes of one record, and whether other words are marked at all.

    `words` are names as they are entered, of several parts too, and words of one's own.
    """

    marked: bool
    words: tuple[str, ...] = field(repr=False)


def cleaned_word(word: str) -> str:
    """Return a word of one's own, without spaces around it, and without the 's of an owner.

    Raises BadInput for what is no single word of letters and apostrophes, or is longer than 60.
    """
    word = _OWNERS.sub("", clean_line(word, _("The word")).strip())
    if len(word) > LONGEST_WORD or not _WORD.fullmatch(word):
        raise BadInput(
            _(
                "A word of your own has 1 to {most} letters, and only letters and apostrophes."
            ).format(most=LONGEST_WORD)
        )
    return word


def cleaned_words(words: Iterable[str]) -> tuple[str, ...]:
    """Return words of one's own, sorted, each once: case makes no other word.

    Raises BadInput as `cleaned_word` does, and for more than 1,000.
    """
    by_fold = {each.casefold(): each for each in map(cleaned_word, words)}
    if len(by_fold) > MOST_WORDS:
        raise BadInput(_("There are more than {n} words of your own.").format(n=MOST_WORDS))
    return tuple(by_fold[fold] for fold in sorted(by_fold))
