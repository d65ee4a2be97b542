"""Passphrases of random words."""

import hashlib

import pytest

from vault.errors import BadInput
from vault.lifecycle.word_passphrase import bits_of, suggest_passphrase
from vault.resource_files import read_resource


def test_the_list_is_whole() -> None:
    data = read_resource("words/eff-long.txt")
    words = data.decode("ascii").split()
    assert len(set(words)) == len(words) == 6**5
    # The published list with its dice numbers: a word that was changed would show.
    dice = (
        "".join(str(1 + number // 6**place % 6) for place in (4, 3, 2, 1, 0))
        for number in range(6**5)
    )
    published = "".join(f"{roll}\t{word}\n" for roll, word in zip(dice, words, strict=True))
    assert hashlib.sha256(published.encode()).hexdigest() == (
        "addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e"
    )


def test_six_words_are_random_and_strong() -> None:
    made = [suggest_passphrase() for _time in range(200)]
    assert len(set(made)) == 200
    assert {len(each.split()) for each in made} == {6}
    assert 77 < bits_of(6) < 78
    seen = {word for each in made for word in each.split()}
    assert len(seen) > 1_000, "not always the same few words"


@pytest.mark.parametrize("count", [0, 3, 13, -1])
def test_too_few_and_too_many_are_refused(count: int) -> None:
    with pytest.raises(BadInput):
        suggest_passphrase(count)
