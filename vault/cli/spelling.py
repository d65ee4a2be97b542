"""spelling words, add and remove: words of one's own, which are never marked as misspelled."""

import argparse
from collections.abc import Sequence

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import Shape, printed_schema, read_input
from vault.translation import _


class WordShape(Shape):
    """A word that is right: 1 to 60 letters and apostrophes. It may be a name."""

    word: str


def words(options: argparse.Namespace, output: Output) -> None:
    """List the words, sorted."""
    with open_vault(options, output) as vault:
        found = vault.spelling.words()
    _answer(found, output)


def add(options: argparse.Namespace, output: Output) -> None:
    """Add the word, or the array of them, on standard input: all or none."""
    if printed_schema(WordShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, _as_list = read_input(WordShape)
        found = vault.spelling.add(*(each.word for each in entered))
    _answer(found, output)


def remove(options: argparse.Namespace, output: Output) -> None:
    """Take out the word, or the array of them, on standard input."""
    if printed_schema(WordShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, _as_list = read_input(WordShape)
        found = vault.spelling.remove(*(each.word for each in entered))
    _answer(found, output)


def _answer(found: Sequence[str], output: Output) -> None:
    empty = _("No words yet. Add one with: strongroom spelling add VAULT")
    output.answer(list(found), "\n".join(found) or empty)
