"""Who holds a card: how many there may be, when to ask again, and where they must not all lie."""

from datetime import date

import pytest

from vault.errors import BadInput, NotAllowed
from vault.model.share import (
    HeldCard,
    Holder,
    ShareSet,
    check_threshold,
    due_cards,
    is_due,
    place_warning,
)

TODAY = date(2027, 3, 1)


def held(confirmed: date | None, number: int = 1) -> HeldCard:
    """Return a card of an invented holder."""
    return HeldCard("records", "executor:3", number, Holder("Ash Moreno"), confirmed)


def test_how_many_cards_there_may_be() -> None:
    for k, n in ((2, 2), (2, 3), (16, 16)):
        check_threshold(k, n)
    for k, n in ((1, 1), (1, 3), (0, 3), (-2, 3), (3, 2), (2, 17), (17, 17)):
        with pytest.raises(NotAllowed):
            check_threshold(k, n)
    with pytest.raises(NotAllowed) as refusal:
        check_threshold(1, 3)
    assert "at least two" in refusal.value.sentence


def test_a_holder_is_asked_again_after_a_year() -> None:
    days = {
        None: True,
        date(2026, 3, 1): True,
        date(2026, 3, 2): False,
        date(2025, 1, 1): True,
        TODAY: False,
        date(2028, 1, 1): False,  # a clock that was set back asks nobody
    }
    assert {day: is_due(held(day), TODAY) for day in days} == days
    assert not is_due(held(date(2028, 2, 29)), date(2029, 2, 28))
    assert is_due(held(date(2028, 2, 29)), date(2029, 3, 1))


def test_the_cards_that_are_due_of_all_sets() -> None:
    cards = (held(None), held(TODAY, 2), held(date(2026, 1, 1), 3))
    sets = [
        ShareSet("records", "executor:3", 2, 3, cards),
        ShareSet("process", "executor:4", 2, 2, ()),
    ]
    assert [card.number for card in due_cards(sets, TODAY)] == [1, 3]
    assert due_cards([], TODAY) == []


def test_cards_must_not_all_lie_in_one_place() -> None:
    def warned(k: int, *places: str) -> bool:
        return bool(place_warning(k, [Holder("Ash Moreno", "", place) for place in places]))

    assert warned(2, "the safe", "The  Safe ", "elsewhere")
    assert not warned(3, "the safe", "the safe", "elsewhere")
    assert not warned(2, "the safe", "at the bank", "elsewhere")
    assert not warned(2, "", "", " "), "a place that is not told is none"


def test_a_holder_has_a_name() -> None:
    entered = Holder(" Ash Moreno ", " 617-555-0101", "  ")
    assert entered.cleaned() == Holder(" Ash Moreno ", " 617-555-0101", "")
    for holder in (Holder(" "), Holder("a\nb"), Holder("a", "1\n2"), Holder("a", "", "x\0")):
        with pytest.raises(BadInput):
            holder.cleaned()
