"""BagIt bags (RFC 8493): what leaves as a whole is a folder that proves itself complete.

A bag has its payload under `data/`, and beside it the SHA-256 of every file. Any BagIt validator,
or `sha256sum -c manifest-sha256.txt`, checks one.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from vault.errors import Damaged
from vault.translation import _

DATA = "data"
DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"

_DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_LINE = re.compile(r"([0-9a-fA-F]{64})[ \t]+\*?(\S.*)\Z")
_MANIFEST_LIMIT = 64 * 1024 * 1024


class Sink(Protocol):
    """What bytes of a file go to."""

    def write(self, data: bytes, /) -> int:
        """Take some bytes; return how many."""

    def flush(self) -> None:
        """Have taken what was written."""


NewFile = Callable[[str, int], AbstractContextManager[Sink]]
"""Opens a new file of a bag to be written: its path with slashes, and its size in bytes."""


@dataclass
class BagWriter:
    """Writes a bag in one pass, file after file, the manifests last."""

    new_file: NewFile = field(repr=False)
    _payload: dict[str, str] = field(default_factory=dict, repr=False)
    _size: int = 0

    def put(self, path: str, data: bytes) -> None:
        """Add a file of the payload by its path within `data/`."""
        with self.writing(path, len(data)) as out:
            out.write(data)

    @contextmanager
    def writing(self, path: str, size: int) -> Iterator[Sink]:
        """Give what takes the bytes of a file of the payload, by its path within `data/`."""
        with self.new_file(f"{DATA}/{path}", size) as file:
            counted = _Counted(file)
            yield counted
        self._size += counted.size
        self._payload[f"{DATA}/{path}"] = counted.digest.hexdigest()

    def close(self, info: Mapping[str, str], beside: Mapping[str, bytes]) -> str:
        """Write what the bag says of itself; return the SHA-256 of the manifest, in hex.

        `beside` are files for whoever opens it, by name: they lie beside the payload.
        """
        said = {**info, "Payload-Oxum": f"{self._size}.{len(self._payload)}"}
        lines = "".join(f"{name}: {value}\n" for name, value in said.items())
        own = {DECLARATION: _DECLARED, INFO: lines.encode(), MANIFEST: _manifest(self._payload)}
        tags = {**beside, **own}
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in tags.items()}
        for name, data in {**tags, TAG_MANIFEST: _manifest(digests)}.items():
            with self.new_file(name, len(data)) as file:
                file.write(data)
        return digests[MANIFEST]

    @property
    def count(self) -> int:
        """How many files the payload has so far."""
        return len(self._payload)


class _Counted:
    """Hashes what goes through it."""

    def __init__(self, file: Sink) -> None:
        self._file = file
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self._file.write(data)
        self.digest.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: who opened the file closes it."""


class Reader(Protocol):
    """Reads a bag, wherever it lies."""

    def paths(self) -> Iterable[str]:
        """Return the path of every file, with slashes."""

    def pieces(self, path: str) -> Iterable[bytes]:
        """Return the bytes of a file in pieces."""


def check_bag(bag: Reader, step: Callable[[], None] = lambda: None) -> Mapping[str, str]:
    """Return the payload of a bag, each path with its SHA-256, after all of it was read.

    Raises Damaged for what is no bag, a file that is missing, was changed, or that no manifest
    names.
    """
    there = set(bag.paths())
    if DECLARATION not in there or MANIFEST not in there:
        raise Damaged(_("This is no BagIt bag."))
    if _whole(bag, DECLARATION) != _DECLARED:
        raise Damaged(_("This bag is of another version of BagIt."))
    payload = _read_manifest(_whole(bag, MANIFEST))
    tags = _read_manifest(_whole(bag, TAG_MANIFEST)) if TAG_MANIFEST in there else {}
    if there - {TAG_MANIFEST} != set(payload) | set(tags) | {DECLARATION, MANIFEST}:
        raise Damaged(_("Files of this bag are missing, or were added."))
    for path, known in {**tags, **payload}.items():
        step()
        if _digest(bag, path) != known:
            raise Damaged(_("A file of this bag is not what its manifest says."))
    return payload


def _manifest(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def _read_manifest(data: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        lines = data.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        raise Damaged(_("A manifest of this bag cannot be read.")) from None
    for line in lines:
        match = _LINE.match(line)
        if match is None or match[2] in found:
            raise Damaged(_("A manifest of this bag cannot be read."))
        found[match[2]] = match[1].lower()
    return found


def _whole(bag: Reader, path: str) -> bytes:
    data = bytearray()
    for piece in bag.pieces(path):
        data += piece
        if len(data) > _MANIFEST_LIMIT:
            raise Damaged(_("A manifest of this bag cannot be read."))
    return bytes(data)


def _digest(bag: Reader, path: str) -> str:
    digest = hashlib.sha256()
    for piece in bag.pieces(path):
        digest.update(piece)
    return digest.hexdigest()
