"""Tells which words of an English text may be misspelled, and what may have been meant.

The only module that knows the library: hunspell with the en_US dictionary that comes with it. It
reads and writes no file beside that dictionary and the list of clinical words.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from vault.errors import Damaged
from vault.resource_files import read_resource
from vault.translation import _

Span = tuple[int, int]
"""Where a word begins and ends in a text, in letters (code points)."""

LONGEST = 60
"""Letters of the longest run that is taken for a word."""

_LONGEST_GUESSED = 30
_MOST_REMEMBERED = 20_000
_LONGEST_ABBREVIATION = 5
_CLOSE = 0.75
_CLINICAL = "words/clinical.txt"
_LETTER = r"[\w\u0300-\u036f]"
_TOKEN = re.compile(
    # Addresses go first, so that no part of one is taken for a word.
    r"(?:https?://|www\.)\S+"
    r"|(?<!\S)[^\s@]{1,64}@[^\s@]{1,255}"
    r"|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|edu|gov|io|net|org)\b"
    rf"|(?P<word>{_LETTER}+(?:['\u2019]{_LETTER}+)*)",
    re.IGNORECASE,
)
_NO_WORD = re.compile(r"[\d_]")
_NOT_LATIN = re.compile("[^'\u2019A-Za-z\u00aa\u00ba\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")
_POSSESSIVE = ("'s", "'S")


class _Dictionary(Protocol):
    def spell(self, word: str) -> bool: ...

    def suggest(self, word: str) -> tuple[str, ...]: ...

    def add(self, word: str) -> object: ...


class Speller:
    """Knows English, the words of psychotherapy, and the words it is given.

    The dictionary is read when the first word is looked up, which raises Damaged when the
    installation lacks it. What is given here, names above all, stays in this object. For one
    thread at a time.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        """`words` are words or names that are right; of a name of several parts, each part is."""
        self._own = {
            _plain(text[start:end]).casefold(): _plain(text[start:end])
            for text in words
            for start, end in _words(text)
        }
        self._remembered: dict[str, bool] = {}

    def misspelled(self, text: str) -> list[Span]:
        """Return where words stand that are not known, in order.

        Numbers, abbreviations of up to five capitals, single letters, addresses of the web and of
        e-mail, and words of other scripts than the Latin one are never among them.
        """
        return [(start, end) for start, end in _words(text) if not self.knows(text[start:end])]

    def knows(self, word: str) -> bool:
        """Tell whether a word is right, or is none that could be judged."""
        known = self._remembered.get(word)
        if known is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[word] = self._look_up(word)
        return known

    def suggestions(self, word: str, most: int = 5) -> list[str]:
        """Return what may have been meant, the likeliest first; this takes up to 0.1 seconds."""
        plain = _plain(word)
        if len(plain) > _LONGEST_GUESSED:
            return []
        own = get_close_matches(plain.casefold(), self._own, most, _CLOSE)
        guessed = [_as_written(self._own[each], plain) for each in own]
        with suppress(UnicodeError):  # A letter that no English word has.
            guessed += _dictionary().suggest(plain)
        return list(dict.fromkeys(each for each in guessed if each != plain))[:most]

    def _look_up(self, word: str) -> bool:
        plain = _plain(word)
        if _is_not_judged(plain) or self._is_own(plain):
            return True
        for part in (plain, plain[:-2] if plain.endswith(_POSSESSIVE) else ""):
            try:
                if part and (len(part) == 1 or self._is_own(part) or _dictionary().spell(part)):
                    return True
            except UnicodeError:
                continue  # A letter that no English word has.
        return False

    def _is_own(self, plain: str) -> bool:
        folded = plain.casefold()
        return folded in self._own or folded.removesuffix("s") in self._own


def _words(text: str) -> Iterator[Span]:
    for found in _TOKEN.finditer(text):
        if found.group("word") is not None:
            yield found.span("word")


def _plain(word: str) -> str:
    """Return a word in composed letters, with the apostrophe of the dictionary."""
    if word.isascii():
        return word
    # Imported when it is wanted: most words are of plain letters.
    import unicodedata

    return unicodedata.normalize("NFC", word).replace("\u2019", "'")


def _is_not_judged(plain: str) -> bool:
    return (
        not 1 < len(plain) <= LONGEST
        or (len(plain) <= _LONGEST_ABBREVIATION and plain.isupper())
        or _NO_WORD.search(plain) is not None
        or _NOT_LATIN.search(plain) is not None
    )


def _as_written(known: str, typed: str) -> str:
    """Return a known word, with a capital where the typed one has it."""
    return known[:1].upper() + known[1:] if typed[:1].isupper() else known


@lru_cache(maxsize=1)
def _dictionary() -> _Dictionary:
    # Imported when the first word is looked up: nothing is spelled before a note is written.
    import hunspell

    # Named here, so that nothing in the environment puts another dictionary in its place.
    folder = Path(hunspell.__file__).parent / "dictionaries"
    try:
        dictionary: _Dictionary = hunspell.Hunspell("en_US", str(folder), "UTF-8")
    except OSError as error:
        raise Damaged(
            _("The dictionary of the spell check is missing."), hint=_("Install Strongroom again.")
        ) from error
    for word in clinical_words():
        dictionary.add(word)
    return dictionary


def clinical_words() -> tuple[str, ...]:
    """Return the words of psychotherapy that English dictionaries lack.

    Raises Damaged when the installation lacks the list.
    """
    lines = read_resource(_CLINICAL).decode("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
