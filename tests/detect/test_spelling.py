"""Spelling: what is marked, what is never marked, and what is offered instead."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.detect.spelling import LONGEST, Speller, clinical_words


def marked(text: str, *words: str) -> list[str]:
    """Return the words of a text that are marked."""
    return [text[start:end] for start, end in Speller(words).misspelled(text)]


def test_a_misspelled_word_is_found_where_it_stands() -> None:
    assert Speller().misspelled("She recieved a letter.") == [(4, 12)]
    assert marked("He was definately tierd, she was not.") == ["definately", "tierd"]


@pytest.mark.parametrize(
    "text",
    [
        "The client's mother didn't come; she wouldn't.",
        "The client\u2019s mother didn\u2019t come.",
        "SOAP, EMDR, PHQ-9, GAD-7, DSM-5-TR, 2nd, 14h, x9z, a_b",
        "I b c",
        "https://example.org/zxcv?a=qwrt www.zxcv.test/a zxcv@qwrt.example zxcv.com",
        "A well-known half-hearted re-entry",
        "Привет, мир. 你好。 שלום مرحبا",
        "cafe\u0301 caf\u00e9",
        "",
    ],
)
def test_what_is_right_or_cannot_be_judged_is_not_marked(text: str) -> None:
    assert marked(text) == []


def test_parts_of_a_hyphenated_word_are_marked_alone() -> None:
    assert marked("a well-knwon face") == ["knwon"]


def test_capitals_are_an_abbreviation_up_to_five_letters() -> None:
    assert marked("RECIE RECIEVED") == ["RECIEVED"]


def test_letters_that_no_english_word_has_are_marked() -> None:
    assert marked("g\u0142upi") == ["g\u0142upi"]
    assert Speller().suggestions("g\u0142upi") == []


def test_places_count_letters_beyond_the_basic_plane_once() -> None:
    assert Speller().misspelled("\U0001f600 recieved") == [(2, 10)]


def test_every_clinical_word_is_known_and_no_english_dictionary_has_it() -> None:
    import hunspell

    words = clinical_words()
    assert len(words) > 600
    assert [*words] == sorted(words, key=lambda each: (each.casefold(), each))
    assert len({each.casefold() for each in words}) == len(words)
    english = hunspell.Hunspell("en_US")
    assert [each for each in words if english.spell(each)] == []
    speller = Speller()
    assert [each for each in words if speller.misspelled(each)] == []
    assert marked("Sertraline's effect; DISSOCIATIVE; telehealth") == []


def test_every_part_of_a_name_is_known_in_any_case_with_its_endings() -> None:
    names = "Zyanya O\u2019Qarvel-Thrumm", "Bj\u00f8rk"
    assert marked("Zyanya O'Qarvel thrumm the Thrumms Zyanya\u2019s ZYANYAS", *names) == []
    assert marked("Bj\u00f8rk's", *names) == []
    assert marked("Zyanya O'Qarvel") == ["Zyanya", "O'Qarvel"]


def test_names_of_one_speller_are_no_words_of_another() -> None:
    assert marked("Zyanya", "Zyanya") == []
    assert marked("Zyanya") == ["Zyanya"]


def test_what_was_meant_is_offered_clinical_words_and_names_too() -> None:
    speller = Speller(["Zyanya Thrumm"])
    assert speller.suggestions("recieved")[0] == "received"
    assert "sertraline" in speller.suggestions("sertralne")
    assert "Zyanya" in speller.suggestions("Zyanva")
    assert len(speller.suggestions("teh", 3)) == 3
    assert speller.suggestions("q" * 40) == []


@given(st.text())
def test_no_text_is_refused_and_every_word_found_is_unknown(text: str) -> None:
    speller = Speller()
    before = 0
    for start, end in speller.misspelled(text):
        assert before <= start < end <= len(text)
        assert end - start <= LONGEST * 2
        assert not speller.knows(text[start:end])
        before = end


@given(st.text(max_size=40))
def test_no_word_is_refused_as_known_word_or_for_suggestions(word: str) -> None:
    speller = Speller([word])
    assert speller.misspelled(word) == []
    assert len(speller.suggestions(word, 2)) <= 2


def test_the_library_is_loaded_with_the_first_word_and_not_before() -> None:
    code = (
        "import sys\n"
        "from vault.detect.spelling import Speller\n"
        "speller = Speller(['Zyanya'])\n"
        "before = 'hunspell' in sys.modules\n"
        "speller.misspelled('recieved')\n"
        "sys.exit(before or 'hunspell' not in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_environment_cannot_name_another_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "from vault.detect.spelling import Speller; assert Speller().knows('house')"
    monkeypatch.setenv("HUNSPELL_DATA", "/nowhere")
    monkeypatch.setenv("HUNSPELL_PATH_ENCODING", "ascii")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
