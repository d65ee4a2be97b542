"""The paper key as a person keeps it: a page or a private file, typed back group by group."""

import errno
import stat
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.practice import NOON, Keys
from vault.errors import Damaged, NotFound, StorageFailed
from vault.export.sheet_text import sheet_text
from vault.lifecycle.paper_key import (
    groups_typed,
    is_typed,
    keep_paper_key,
    paper_key_file,
    read_key_file,
    write_page,
)
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.audit import Mark
from vault.model.secret import PaperKey, RecoveryKey, groups_of


def made(key: str, compartment: str = "records") -> PaperKey:
    """Return a key with what its page says."""
    return PaperKey(compartment, "ab" * 16, Mark(3, "cd" * 32, 1), NOON.date(), key)


def test_the_file_is_private_and_opens_the_vault(
    path: Path, around: Surroundings, keys: Keys, tmp_path: Path
) -> None:
    file = tmp_path / "key.txt"
    keep_paper_key(file, made(keys["records"]))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    unlock(path, RecoveryKey(file.read_text("utf-8")), around).close()


def test_a_file_that_is_there_is_left_as_it_was(tmp_path: Path, keys: Keys) -> None:
    file = tmp_path / "key.txt"
    file.write_text("mine", "utf-8")
    with pytest.raises(StorageFailed) as said:
        keep_paper_key(file, made(keys["process"], "process"))
    assert file.read_text("utf-8") == "mine"
    assert keys["process"] not in said.value.sentence


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, keys: Keys) -> None:
    with pytest.raises(StorageFailed):
        keep_paper_key(tmp_path / "no" / "key.txt", made(keys["records"]))


def test_a_file_without_an_ending_becomes_a_page() -> None:
    for chosen, kept in (
        ("key", "key.pdf"),
        ("key of 22.11", "key of 22.11.pdf"),
        ("key.", "key..pdf"),
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
    unlock(path, RecoveryKey(" ".join(groups).lower()), around).close()


def test_the_whole_key_is_typed_back_and_each_group_is_told(keys: Keys) -> None:
    key = keys["records"]
    first, *groups = groups_of(key)
    assert is_typed(key, key)
    assert is_typed(key, " ".join(groups).lower())
    assert is_typed(key, f" {first.lower()} {' '.join(groups)} ")
    for wrong in ("", key[-8:], first, key[:-1] + ("Q" if key[-1] != "Q" else "P"), key + "Q"):
        assert not is_typed(key, wrong)
    assert groups_typed(key, "") == (0, len(groups))
    assert groups_typed(key, first) == (0, len(groups))
    assert groups_typed(key, " ".join(groups[:3]).lower() + " !") == (3, len(groups))
    assert groups_typed(key, f"{first}{''.join(groups[:5])}") == (5, len(groups))
    assert groups_typed(key, key) == (len(groups), len(groups))
    assert not is_typed("", "")


@pytest.mark.parametrize("compartment", ["records", "process"])
def test_the_page_is_private_opens_the_vault_and_says_which(
    path: Path, around: Surroundings, keys: Keys, tmp_path: Path, compartment: str
) -> None:
    file = tmp_path / "kit.PDF"
    paper = made(keys[compartment], compartment)
    keep_paper_key(file, paper)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_key_file(file) == keys[compartment]
    said = sheet_text(file.read_bytes())
    for words in (paper.vault_id, paper.mark.words, "START-HERE.html"):
        assert "".join(words.split()) in "".join(said.split())
    assert len(PdfReader(file).pages) == 1
    if compartment == "records":
        unlock(path, RecoveryKey(read_key_file(file)), around).close()


def test_a_page_that_the_disk_does_not_give_back_is_not_left(
    tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vault.lifecycle.paper_key.read_key_file", lambda _path: "another")
    with pytest.raises(StorageFailed, match="not on the disk"):
        keep_paper_key(tmp_path / "kit.pdf", made(keys["records"]))
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_file_that_holds_no_key_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_key_file(tmp_path / "nothing.txt")
    other = tmp_path / "letter.pdf"
    other.write_bytes(b"%PDF-1.7\nnot a page of ours\n%%EOF\n")
    with pytest.raises(Damaged, match="not a page"):
        read_key_file(other)


def test_a_disk_that_is_full_is_left_without_half_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("vault.lifecycle.paper_key.sync", full)
    with pytest.raises(StorageFailed):
        write_page(tmp_path / "page.pdf", b"%PDF-")
    assert not (tmp_path / "page.pdf").exists()
