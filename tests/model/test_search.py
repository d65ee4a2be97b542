"""What is looked for, and what is kept of it: by tables."""

from datetime import date

import pytest

from vault.errors import BadInput
from vault.model.ids import ClientId, SearchId, new_id
from vault.model.search import (
    EVERYTHING,
    Filters,
    SavedSearch,
    cleaned_searches,
    search_kinds,
    search_of,
)
from vault.model.template import kinds

DAY, NEXT = date(2026, 5, 14), date(2026, 5, 15)
DANA = ClientId(new_id())


@pytest.mark.parametrize(
    ("filters", "clients", "notes", "documents"),
    [
        (EVERYTHING, True, True, True),
        (Filters(first=DAY), False, True, True),
        (Filters(last=DAY), False, True, True),
        (Filters(client=DANA), False, True, True),
        (Filters(author="Jordan Rivera"), False, True, True),
        (Filters(kind="document", author="Dr. Meyer"), False, False, True),
        (Filters(kind="client"), True, False, False),
        (Filters(kind="person", client=DANA), False, False, False),
        (Filters(kind="note"), False, True, False),
        (Filters(kind="document", first=DAY), False, False, True),
        (Filters(kind="contact", author="Jordan Rivera"), False, True, False),
    ],
)
def test_what_is_looked_for(filters: Filters, clients: bool, notes: bool, documents: bool) -> None:
    assert filters.cleaned() == filters
    sought = (filters.seeks_clients, filters.seeks_notes, filters.seeks_documents)
    assert sought == (clients, notes, documents)
    # Those around clients are looked for with them, and in one file too: they have no day either.
    narrowed = filters.first or filters.last or filters.author
    assert filters.seeks_people == (filters.kind in ("", "person") and not narrowed)
    assert filters.note_kind == (filters.kind if filters.kind == "contact" else None)


@pytest.mark.parametrize(
    "wrong",
    [
        Filters(first=NEXT, last=DAY),
        Filters(kind="poem"),
        Filters(kind="client", first=DAY),
        Filters(kind="client", client=DANA),
        Filters(kind="person", first=DAY),
        Filters(kind="person", author="Jordan Rivera"),
        Filters(kind="client", author="Jordan Rivera"),
        Filters(author="two\nlines"),
    ],
)
def test_what_cannot_be_is_refused(wrong: Filters) -> None:
    with pytest.raises(BadInput):
        wrong.cleaned()


def test_no_kind_of_note_is_called_as_what_is_not_one() -> None:
    assert len(set(search_kinds())) == len(search_kinds()) == len(kinds()) + 4


def saved(name: str, words: str = "river", **fields: object) -> SavedSearch:
    """Return a search that is to be kept."""
    return SavedSearch(SearchId(new_id()), name, words, Filters(**fields))  # type: ignore[arg-type]


def test_a_kept_search_comes_back_as_it_was_and_stays_out_of_reprs() -> None:
    filters = {"first": DAY, "last": NEXT, "kind": "contact", "client": DANA}
    kept = saved(" Dana by the river ", " river\t", **filters, author="Jordan Rivera").cleaned()
    assert kept.name == " Dana by the river "
    assert kept.words == " river\t"
    assert search_of(kept.as_json()) == kept
    assert search_of(saved("x").as_json()).filters == EVERYTHING
    assert not any(word in repr(kept) for word in ("Dana", "river", "Jordan"))


@pytest.mark.parametrize(
    "wrong",
    [
        [saved("")],
        [saved("x" * 61)],
        [saved("two\nlines")],
        [saved("x", " ")],
        [saved("x", kind="poem")],
        [saved("One"), saved("one")],
        [saved("One"), saved(" one ")],
        [saved(" ")],
        [saved(str(n)) for n in range(51)],
    ],
    ids=range(9),
)
def test_what_cannot_be_kept_is_refused(wrong: list[SavedSearch]) -> None:
    with pytest.raises(BadInput):
        cleaned_searches(wrong)


def test_kept_searches_stand_by_name() -> None:
    found = cleaned_searches([saved("b"), saved(" C"), saved("a")])
    assert [each.name for each in found] == ["a", "b", " C"]
