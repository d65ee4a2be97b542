"""BagIt bags: what is written checks out by another program, and whatever is changed is found."""

import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import bagit
import pytest

from vault.errors import Damaged
from vault.format.bag import BagWriter, Sink, check_bag

FILES = {"a.txt": b"one", "records/00001/x.bin": bytes(range(256)) * 40, "empty": b""}


class InMemory:
    """A bag that lies in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    @contextmanager
    def new_file(self, path: str, size: int) -> Iterator[Sink]:
        """Open a file that is not there yet."""
        assert path not in self.files
        out = BytesIO()
        yield out
        assert len(out.getvalue()) == size
        self.files[path] = out.getvalue()

    def paths(self) -> list[str]:
        """Return the path of every file."""
        return list(self.files)

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a file."""
        yield self.files[path]


def a_bag() -> tuple[InMemory, str]:
    """Write one; return it with the hash of its manifest."""
    bag = InMemory()
    writer = BagWriter(bag.new_file)
    for path, data in FILES.items():
        writer.put(path, data)
    return bag, writer.close({"Bagging-Date": "2026-05-14"}, {"README.txt": b"Read me.\n"})


def test_a_bag_says_what_is_in_it() -> None:
    bag, manifest = a_bag()
    assert manifest == hashlib.sha256(bag.files["manifest-sha256.txt"]).hexdigest()
    assert check_bag(bag) == {
        f"data/{path}": hashlib.sha256(data).hexdigest() for path, data in FILES.items()
    }
    size = sum(map(len, FILES.values()))
    assert f"Payload-Oxum: {size}.{len(FILES)}\n".encode() in bag.files["bag-info.txt"]


def test_another_program_finds_it_whole(tmp_path: Path) -> None:
    bag, _manifest = a_bag()
    for path, data in bag.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert bagit.Bag(str(tmp_path)).validate()


def test_every_byte_that_is_changed_is_found() -> None:
    known, _manifest = a_bag()
    rng, found, same, tried = random.Random(7), 0, 0, 0
    for path, data in known.files.items():
        for at in range(0, len(data), max(1, len(data) // 40)):
            bag = InMemory()
            bag.files = dict(known.files)
            bag.files[path] = data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
            tried += 1
            try:
                check_bag(bag)
            except Damaged:
                found += 1
                continue
            # A digit of a hash may be written in either case (RFC 8493, 2.1.3): it says the same.
            assert path == "tagmanifest-sha256.txt"
            assert bag.files[path].lower() == data.lower()
            same += 1
    print(f"a bag with one bit changed: {found} of {tried} found, {same} say the same")
    assert found + same == tried


@pytest.mark.parametrize("path", ["bagit.txt", "manifest-sha256.txt", "data/a.txt", "README.txt"])
def test_a_file_that_is_missing_is_found(path: str) -> None:
    bag, _manifest = a_bag()
    del bag.files[path]
    with pytest.raises(Damaged):
        check_bag(bag)


def test_a_file_that_was_added_is_found() -> None:
    bag, _manifest = a_bag()
    bag.files["data/more.txt"] = b"x"
    with pytest.raises(Damaged):
        check_bag(bag)
