"""Turns a sentence of the program into the reader's language, by the standard library's gettext."""

import gettext
from functools import cache

from vault.resource_files import resource_path


@cache
def _catalog() -> gettext.NullTranslations:
    return gettext.translation("strongroom", resource_path("i18n"), fallback=True)


def _(message: str) -> str:
    """Return `message` (US English, the source language) in the reader's language.

    Placeholders are filled after the call: `_("{n} notes").format(n=n)`, so that what is looked up
    is the sentence and never what a person entered.
    """
    return _catalog().gettext(message)


def of_resource(words: str) -> str:
    """Return the words of one of our own resources in the reader's language; nothing of nothing."""
    return _catalog().gettext(words) if words else ""


def count_of(singular: str, plural: str, number: int) -> str:
    """Return the form of a sentence that fits `number`, with `{n}` filled in."""
    return _catalog().ngettext(singular, plural, number).format(n=number)
