"""Reads the words back out of a printed sheet of ours, so that it is proved, or used as a file."""

import re

from vault.errors import Damaged
from vault.translation import _

_KEY = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}")
_RECIPIENT = re.compile(r"age1[0-9a-z]{58}")
_WORD = re.compile(r"(\d{1,3})([a-z]{4,8})")


def key_on(pdf: bytes) -> str:
    """Return the key that stands on a recovery kit. Raises Damaged where there is none."""
    found = _KEY.search(sheet_text(pdf))
    if found is None:
        raise _not_ours()
    return found[0]


def card_on(pdf: bytes) -> str:
    """Return an executor card as a text: its words with their numbers, and what it says it opens.

    Raises Damaged where there are no words.
    """
    text = sheet_text(pdf)
    words, end = _words_of(text)
    # Behind the words alone: among them "vintage" before a 17 would begin like a recipient.
    return "\n".join([words, *_RECIPIENT.findall(text, end)])


def words_on(pdf: bytes) -> str:
    """Return the words of an executor card with their numbers, a line each.

    Raises Damaged where there are none.
    """
    return _words_of(sheet_text(pdf))[0]


def sheet_text(pdf: bytes) -> str:
    """Return the words of a sheet, page after page, without what stands on every page.

    Nothing stands between what is set apart on the page.

    Raises Damaged for a file that is none of ours.
    """
    from io import BytesIO

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    from vault.export.breaks import BREAK
    from vault.export.pdf_text import TextReader

    try:
        reader = PdfReader(BytesIO(pdf), strict=True)
        texts = TextReader()
        whole = "\n".join(texts.page(page).content for page in reader.pages)
        return whole.replace(BREAK, "")
    except (PyPdfError, ValueError, TypeError, KeyError, LookupError, RecursionError):
        raise _not_ours() from None


def _words_of(text: str) -> tuple[str, int]:
    """Return the words of a card with their numbers, a line each, and where they end."""
    words: list[str] = []
    end = -1
    for each in _WORD.finditer(text):
        # Each right behind the one before: other numbers and letters stand further down.
        if int(each[1]) == len(words) + 1 and (not words or each.start() == end):
            words.append(each[2])
            end = each.end()
    if not words:
        raise _not_ours()
    return "\n".join(f"{number} {word}" for number, word in enumerate(words, 1)), end


def _not_ours() -> Damaged:
    return Damaged(
        _("This PDF is not a page that Strongroom made, or it is damaged."),
        hint=_("Type what stands on the paper instead."),
    )
