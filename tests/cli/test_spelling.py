"""The commands of spelling: words of one's own are added, listed and taken out."""

from pathlib import Path

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import Cli, ok


def test_words_are_added_listed_and_taken_out(cli: Cli, path: Path) -> None:
    assert ok(cli("spelling", "words", path, "--json")) == []
    assert "spelling add" in cli("spelling", "words", path).out.decode()
    words = [{"word": "Zyanya"}, {"word": "Qarvel"}]
    assert ok(cli("spelling", "add", path, "--json", stdin=words)) == ["Qarvel", "Zyanya"]
    assert cli("spelling", "words", path).out.decode().split() == ["Qarvel", "Zyanya"]
    settings = ok(cli("settings", "show", path, "--json"))
    assert settings["words"] == ["Qarvel", "Zyanya"]
    assert settings["mark_misspelled"] is True
    assert "Zyanya" in cli("settings", "show", path).out.decode().split()
    gone = ok(cli("spelling", "remove", path, "--json", stdin={"word": "zyanya"}))
    assert gone == ["Qarvel"]
    ok(cli("settings", "set", path, "--json", stdin=settings | {"mark_misspelled": False}))
    assert ok(cli("spelling", "words", path, "--json")) == ["Qarvel", "Zyanya"]


@pytest.mark.parametrize(
    "wrong", [{"word": f"{CANARY} two"}, {"word": ""}, {"word": 9}, {}, {"words": [CANARY]}]
)
def test_what_is_no_word_is_refused(cli: Cli, path: Path, wrong: dict[str, object]) -> None:
    refused(cli("spelling", "add", path, "--json", stdin=wrong), 2)
    assert ok(cli("spelling", "words", path, "--json")) == []


def test_the_schema_is_printed(cli: Cli, path: Path) -> None:
    assert "word" in str(ok(cli("spelling", "add", path, "--schema", "--json")))
