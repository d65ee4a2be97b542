"""Copying a file by the process that may: whole, private, and with what the system can do."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vault.errors import StorageFailed
from vault.storage import copy_child
from vault.storage.copying import copy_files

SIZES = [0, 1, 4096, 3 * 1024 * 1024 + 5]


def refused(*_given: object) -> int:
    """Stand in for a file system that copies nothing by itself."""
    raise OSError(errno.EXDEV, "not across these")


def in_part() -> Callable[[int, int, int], int]:
    """Stand in for a file system that gives up in the middle."""
    real, calls = os.copy_file_range, iter(range(9))

    def copy(source: int, target: int, count: int) -> int:
        if next(calls) > 1:
            raise OSError(errno.EIO, "no more")
        return real(source, target, min(count, 100_000))

    return copy


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("system", ["as it is", "refuses", "in part"])
def test_a_copy_is_whole_whatever_the_system_does(
    tmp_path: Path, size: int, system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = os.urandom(size)
    (tmp_path / "from").write_bytes(data)
    if system != "as it is":
        monkeypatch.setattr(os, "copy_file_range", refused if system == "refuses" else in_part())
    with (
        (tmp_path / "from").open("rb", 0) as read,
        (tmp_path / "to").open("wb", 0) as written,
    ):
        copy_child._copy(read, written)
    assert (tmp_path / "to").read_bytes() == data


def test_the_other_process_makes_private_files_and_overwrites_none(tmp_path: Path) -> None:
    (tmp_path / "from").write_bytes(b"words")
    copy_files([(tmp_path / "from", tmp_path / "to")])
    assert (tmp_path / "to").read_bytes() == b"words"
    assert (tmp_path / "to").stat().st_mode & 0o777 == 0o600
    with pytest.raises(StorageFailed):
        copy_files([(tmp_path / "from", tmp_path / "to")])
    with pytest.raises(StorageFailed):
        copy_files([(tmp_path / "missing", tmp_path / "other")])
