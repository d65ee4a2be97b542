"""Full-text search: typed words are words, newest first, and what was replaced is gone."""

import random
import sys
import unicodedata
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Unlock
from tests.practice import a_client, a_note, a_process_note, with_record
from tests.storage.test_database import decrypted_pages, place_of
from vault.model.ids import ClientId, NoteId
from vault.model.note import Section
from vault.open_vault import OpenProcessNotes, OpenVault
from vault.storage.search import match_queries

Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, Form] = ("NFC", "NFD")
SCRIPTS = [
    "river", "реке", "ποτάμι", "נהר", "نهر", "नदी", "川辺", "강가", "naïve", "Straße", "ℌ", "①",
    "ǅ", "x²", "𞊐", "𝔘", "ﬁne",
]  # fmt: skip


def found(vault: OpenVault, words: str, client: str | None = None) -> list[str]:
    """Return the texts of the notes that a search finds, in its order."""
    hits = vault.notes.search(words, ClientId(client) if client else None)
    return [vault.notes.get(NoteId(hit.note)).sections[0].text for hit in hits]


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("walking", True),
        ("WALKED", True),
        ("riv", True),
        ("river walked", True),
        ("riv walked", False),
        ("resume", True),
        ("résumé", True),
        ("Résumés", True),
        ("walked AND river", False),
        ("walked OR nowhere", False),
        ("river NOT walked", False),
        ("NEAR(river walked)", False),
        ("text:river", False),
        ("client:river", False),
        ("riv*er", False),
        ("walked -nowhere", False),
        ("^she", True),
        ('"walked', True),
        ("walked) OR (1=1", False),
        ("{text client} : river", False),
        ("river + walked", True),
        ("*", False),
        ("", False),
        ("\0", False),
        ("'; DROP TABLE note; --", False),
    ],
)
def test_what_is_typed_is_words_and_nothing_else(vault: OpenVault, typed: str, finds: bool) -> None:
    text = "She walked by the river with her résumé."
    with_record(vault, text)
    assert found(vault, typed) == ([text] if finds else [])


def test_words_that_look_like_operators_are_found(vault: OpenVault) -> None:
    text = "Either or, and not near: she said so."
    with_record(vault, text)
    for word in ("or", "AND", "NOT", "near", "or and NOT"):
        assert found(vault, word) == [text], word


@pytest.mark.parametrize("form", FORMS)
def test_a_word_is_found_in_either_spelling_of_its_accents(vault: OpenVault, form: Form) -> None:
    """Text from a Mac or a PDF often has its accents apart from their letters."""
    texts = [unicodedata.normalize(each, "Her résumés: Ångström, Łódź.") for each in FORMS]
    with_record(vault, *texts)
    for word in ("résumés", "Ångström", "Łódź"):
        assert sorted(found(vault, unicodedata.normalize(form, word))) == sorted(texts), word


def test_newest_sessions_come_first_whatever_was_written_first(vault: OpenVault) -> None:
    client = with_record(vault)
    days = [date(2026, 3, day) for day in (9, 2, 30, 17)]
    for day in days:
        vault.notes.begin([a_note(client, f"river {day}", service_date=day)])
    assert found(vault, "river") == [f"river {day}" for day in sorted(days, reverse=True)]
    assert len(vault.notes.search("river", limit=2)) == 2


def test_an_addendum_is_found_under_its_note(vault: OpenVault) -> None:
    client = with_record(vault, "Something else.")
    note = vault.notes.list_rows(client.id)[0].id
    vault.notes.addend(note, "It was the Charles.")
    hits = vault.notes.search("charles")
    assert [(hit.note, hit.client) for hit in hits] == [(note, client.id)]
    assert "Charles" in hits[0].snippet
    assert "Charles" not in repr(hits)


def test_a_search_can_be_limited_to_one_client(vault: OpenVault) -> None:
    dana = with_record(vault, "Dana at the river.")
    kim = with_record(vault, "Kim at the river.", name="Kim Okafor")
    assert found(vault, "river", dana.id) == ["Dana at the river."]
    assert found(vault, "river", kim.id) == ["Kim at the river."]
    assert len(found(vault, "river")) == 2
    assert found(vault, "river", "0" * 32) == []


@pytest.mark.parametrize(
    "client", ['x" OR text : "river', 'a"b', "x OR y", '"', "*", "text", "a AND b", "(", "\\"]
)
def test_a_client_that_is_none_finds_nothing(vault: OpenVault, client: str) -> None:
    with_record(vault, "Dana at the river.")
    assert vault.notes.search("river", ClientId(client)) == []


def test_the_words_of_a_client_are_not_those_of_the_id(vault: OpenVault) -> None:
    client = with_record(vault, "Dana at the river.")
    assert found(vault, client.id) == []


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=60))
def test_any_text_can_be_searched_for(vault: OpenVault, typed: str) -> None:
    if not vault.clients.list_all():
        with_record(vault, "She walked by the river.")
    for hit in vault.notes.search(typed):
        assert "walked" in hit.snippet
    assert all(query.count('"') % 2 == 0 for query in match_queries(typed, None))


def test_whole_words_are_found_before_what_only_begins_so(vault: OpenVault) -> None:
    """What is typed is a word first; where that finds too few, it is one that goes on."""
    client = with_record(vault)
    for text in ("Went home.", "Home again.", "Did the homework.", "No homework."):
        vault.notes.begin([a_note(client, text)])

    def texts(typed: str, limit: int) -> list[str]:
        hits = vault.notes.search(typed, limit=limit)
        return [vault.notes.get(NoteId(hit.note)).sections[0].text for hit in hits]

    newest_first = ["No homework.", "Did the homework.", "Home again.", "Went home."]
    assert texts("home", 1) == ["Home again."]
    assert texts("home", 2) == ["Home again.", "Went home."]
    assert texts("home", 3) == newest_first[:3]
    assert texts("home", 20) == newest_first
    assert texts("homew", 20) == newest_first[:2]


def test_any_word_of_any_note_finds_it(vault: OpenVault) -> None:
    """Words of many scripts: what was written can be found by writing it again."""
    client = with_record(vault)
    vault.notes.begin([a_note(client, f"before {word} after") for word in SCRIPTS])
    missed = [word for word in SCRIPTS if f"before {word} after" not in found(vault, word)]
    assert missed == []


def test_process_notes_and_records_are_searched_apart(
    vault: OpenVault, process: OpenProcessNotes
) -> None:
    client = with_record(vault, "The riverbank.")
    process.notes.add([a_process_note(client, "The thicket.")])
    assert found(vault, "thicket") == []
    assert process.notes.search("riverbank") == []
    assert [hit.client for hit in process.notes.search("thickets")] == [client.id]
    assert process.notes.search("thicket", ClientId("0" * 32)) == []


def test_replaced_words_leave_no_trace(path: Path, unlocked: Unlock) -> None:
    """L4, D10: 0 hits, and 0 occurrences in any decrypted page, free ones included."""
    dice = random.Random("words")
    gone = ["zq" + "".join(dice.choices("bdfgkmptvw", k=14)) for _word in range(40)]
    vault = unlocked()
    client = with_record(vault, "A note that stays.")
    for number in range(0, 40, 4):
        note = vault.notes.begin([a_note(client, f"first {gone[number]} draft")])[0]
        for word in gone[number + 1 : number + 3]:
            note = vault.notes.save_draft(note.changed(sections=(Section("note", word * 3),)))
            vault.notes.settle(note.id) if number % 8 else None
        note = vault.notes.save_draft(
            note.changed(sections=(Section("note", f"{gone[number + 3]} " * 2000),))
        )
        note = vault.notes.save_draft(note.changed(sections=(Section("note", "What was said."),)))
        vault.notes.settle(note.id)
        vault.notes.sign(note.id)
    kept = "zqwkdbtbmkvpgfft"
    vault.notes.begin([a_note(client, kept)])
    hits = sum(len(vault.notes.search(word)) for word in gone)
    assert len(found(vault, "said")) == 10
    vault.close()
    pages = decrypted_pages(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    # A term's first letters may be shared with the one before it on a page of the index.
    left = sum(pages.count(word[4:].encode()) for word in gone)
    assert pages.count(kept[4:].encode()) >= 2  # in the text and in the index
    sys.stdout.write(f"replaced words: {len(gone)}, hits {hits}, left in pages {left}\n")
    assert (hits, left) == (0, 0)


def test_a_replaced_name_is_found_by_nobody_and_stays_among_the_earlier_values(
    path: Path, unlocked: Unlock
) -> None:
    from dataclasses import replace

    vault = unlocked()
    client = vault.clients.add([a_client("Zqbdf Kmptvw", preferred_name="Zqvwtpm")])[0]
    vault.clients.change(replace(client, name="Dana Whitfield", preferred_name=""))
    vault.close()
    pages = decrypted_pages(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    assert b"Dana Whitfield" in pages
    assert pages.count(b"Kmptvw") == pages.count(b'"name":"Zqbdf Kmptvw"') == 1
    assert pages.count(b"Zqvwtpm") == pages.count(b'"preferred_name":"Zqvwtpm"') == 1
