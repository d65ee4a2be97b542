"""Snippets: which word means which text, and what is none."""

import pytest

from vault.errors import BadInput
from vault.model.settings import VaultSettings
from vault.model.snippet import Snippet, cleaned_snippets, meant_at_end, texts_by_word

TEXTS = texts_by_word([Snippet("si", "No thoughts of suicide."), Snippet("Löwe", "Courage.")])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("/si", ("/si", "No thoughts of suicide.")),
        ("Asked. /SI", ("/SI", "No thoughts of suicide.")),
        ("Erst\u00a0/löwe", ("/löwe", "Courage.")),
        ("🙂 /si", ("/si", "No thoughts of suicide.")),
        ("and/si", None),
        ("3/si", None),
        ("//si", None),
        ("/si ", None),
        ("/sid", None),
        ("/", None),
        ("", None),
        ("si", None),
    ],
)
def test_a_word_after_a_slash_means_its_text(text: str, meant: tuple[str, str] | None) -> None:
    assert meant_at_end(text, TEXTS) == meant


@pytest.mark.parametrize(
    "snippets",
    [
        [Snippet("", "x")],
        [Snippet("two words", "x")],
        [Snippet("a/b", "x")],
        [Snippet("x" * 31, "x")],
        [Snippet("x", " ")],
        [Snippet("x", "y" * 4_001)],
        [Snippet("x", "a\0b")],
        [Snippet("x", "one"), Snippet("X", "two")],
        [Snippet(f"w{n}", "x") for n in range(101)],
    ],
)
def test_what_is_no_snippet_is_refused(snippets: list[Snippet]) -> None:
    with pytest.raises(BadInput):
        cleaned_snippets(snippets)
    with pytest.raises(BadInput):
        VaultSettings(snippets=tuple(snippets)).cleaned()


def test_the_slash_is_taken_off_the_word_and_the_text_stays_as_it_was_entered() -> None:
    kept = VaultSettings(snippets=(Snippet(" /si ", " No plan.\r\nNone. "),)).cleaned()
    assert kept.snippets == (Snippet("si", " No plan.\nNone. "),)
