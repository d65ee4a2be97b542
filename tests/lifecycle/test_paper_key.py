"""The paper key as a person keeps it: a private file, groups to read, the end typed back."""

import stat
from pathlib import Path

import pytest

from tests.practice import Keys
from vault.errors import StorageFailed
from vault.lifecycle.paper_key import (
    LAST,
    LAST_GROUPS,
    ends_with,
    groups_of,
    keep_paper_key,
    paper_key_file,
)
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.secret import RecoveryKey


def test_the_file_is_private_and_opens_the_vault(
    path: Path, around: Surroundings, keys: Keys, tmp_path: Path
) -> None:
    file = tmp_path / "key.txt"
    keep_paper_key(file, "records", keys["records"])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    unlock(path, RecoveryKey(file.read_text("utf-8")), around).close()


def test_a_file_that_is_there_is_left_as_it_was(tmp_path: Path, keys: Keys) -> None:
    file = tmp_path / "key.txt"
    file.write_text("mine", "utf-8")
    with pytest.raises(StorageFailed) as said:
        keep_paper_key(file, "process", keys["process"])
    assert file.read_text("utf-8") == "mine"
    assert keys["process"] not in said.value.sentence


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, keys: Keys) -> None:
    with pytest.raises(StorageFailed):
        keep_paper_key(tmp_path / "no" / "key.txt", "records", keys["records"])


def test_a_file_without_an_ending_becomes_a_text() -> None:
    for chosen, kept in (
        ("key", "key.txt"),
        ("key of 22.11", "key of 22.11.txt"),
        ("key.", "key..txt"),
        ("key.txt", "key.txt"),
        ("key.TXT", "key.TXT"),
        ("key.age", "key.age"),
    ):
        assert paper_key_file(Path("folder.d", chosen)) == Path("folder.d", kept)


def test_groups_are_the_whole_key_and_open_as_they_are_read(
    path: Path, around: Surroundings, keys: Keys
) -> None:
    groups = groups_of(keys["records"])
    assert "".join(groups) == keys["records"]
    assert groups[0] == "AGE-SECRET-KEY-1"
    assert [len(group) for group in groups[1:]] == [2, *[4] * 14]
    assert "".join(groups[-LAST_GROUPS:]) == keys["records"][-LAST:]
    unlock(path, RecoveryKey(" ".join(groups).lower()), around).close()


def test_the_end_of_the_key_shows_that_the_paper_is_at_hand(keys: Keys) -> None:
    key = keys["records"]
    end = key[-LAST:]
    assert ends_with(key, f" {end[:4].lower()} {end[4:]} ")
    for wrong in ("", end[1:], key, end[:-1] + ("Q" if end[-1] != "Q" else "P")):
        assert not ends_with(key, wrong)
