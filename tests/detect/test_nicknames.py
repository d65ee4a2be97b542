"""Which names the table knows somebody by, both ways."""

import pytest

from vault.detect.nicknames import nicknames_of


@pytest.mark.parametrize(
    ("name", "form"),
    [("katherine", "kathy"), ("kathy", "katherine"), ("robert", "bob"), ("bob", "robert")],
)
def test_short_and_long_forms_are_known_both_ways(name: str, form: str) -> None:
    assert form in nicknames_of(name)
    assert name not in nicknames_of(name)


def test_words_of_every_text_and_letters_are_no_nicknames() -> None:
    from nicknames import NickNamer

    assert "than" in NickNamer().nicknames_of("jonathan") | NickNamer().nicknames_of("nathaniel")
    assert "than" not in nicknames_of("jonathan") | nicknames_of("nathaniel")
    assert nicknames_of("katherine") >= {"kate", "kathy"}
    assert nicknames_of("zzyzx") == frozenset()
