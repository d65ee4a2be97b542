"""Passphrases of random words: what a person can keep in the head, and nobody can guess."""

import math
import secrets
from functools import cache

from vault.errors import BadInput
from vault.resource_files import read_resource
from vault.translation import _

USUAL_WORDS, FEWEST_WORDS, MOST_WORDS = 6, 4, 12
_LIST = "words/eff-long.txt"
"""The long list of the Electronic Frontier Foundation (2016): 7,776 words, 12.9 bits each."""


def suggest_passphrase(count: int = USUAL_WORDS) -> str:
    """Return so many random words, in lower case, with spaces between them.

    Raises BadInput for a number that is not 4 to 12, Damaged when the list is missing.
    """
    if not FEWEST_WORDS <= count <= MOST_WORDS:
        raise BadInput(
            _("A passphrase of words has {least} to {most} of them.").format(
                least=FEWEST_WORDS, most=MOST_WORDS
            )
        )
    words = _words()
    return " ".join(secrets.choice(words) for _number in range(count))


def bits_of(count: int) -> float:
    """Return how many bits so many random words have."""
    return count * math.log2(len(_words()))


@cache
def _words() -> tuple[str, ...]:
    return tuple(read_resource(_LIST).decode("ascii").split())
