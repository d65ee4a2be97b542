"""States by their letters or names, and the age at which a client is an adult there."""

import pytest

from vault.model.states import is_listed_state, majority_age


@pytest.mark.parametrize(
    ("state", "age"),
    [("MA", 18), ("massachusetts", 18), ("US-AL", 19), (" ne ", 19), ("MS", 21), ("Atlantis", 21)],
)
def test_the_age_of_majority(state: str, age: int) -> None:
    assert majority_age(state) == age


@pytest.mark.parametrize("state", ["MA", "ma", " Massachusetts ", "US-TX", "District of Columbia"])
def test_a_state_of_the_list(state: str) -> None:
    assert is_listed_state(state)


@pytest.mark.parametrize("state", ["", "Atlantis", "MASS", "M A"])
def test_no_state_of_the_list(state: str) -> None:
    assert not is_listed_state(state)
