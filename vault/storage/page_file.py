"""The pages of a database that SQLite refuses, each by itself: rows without a tree above them.

Any page of a tree may be lost, and with it SQLite's way to all below. So nothing is followed here
but the pages that one long row spills into: every page that is whole and holds rows gives them.
"""

import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vault.crypto.page_cipher import PAGE_SIZE, SALT_SIZE, USABLE, PageCipher
from vault.storage.files import PRIVATE_FILE, explained

_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR = 0x0D, 0x0A, 0x02
_HEADER = {_TABLE_LEAF: 8, _INDEX_LEAF: 8, _INDEX_INTERIOR: 12}
_LEAST = (USABLE - 12) * 32 // 255 - 23
_MOST_OF_TABLE, _MOST_OF_INDEX = USABLE - 35, (USABLE - 12) * 64 // 255 - 23
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}

Values = tuple[Any, ...]
Place = tuple[int, int]
"""Where a row lies: its page, and its number there."""


@dataclass(frozen=True)
class FoundRow:
    """One row of some table or index. `rowid` is None in an index and a WITHOUT ROWID table."""

    place: Place
    rowid: int | None
    values: Values = field(repr=False)


class PageFile:
    """A copy of an encrypted database, read page by page.

    `damaged` has the numbers of pages that are not what was written. Where page 1 with the salt is
    lost no page can be proved: `proved` is then False, and all of them are read as they are.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Read the salt. Raises StorageFailed."""
        with explained():
            self._file = path.open("rb")
            size = os.fstat(self._file.fileno()).st_size
            self._cipher = PageCipher(key, self._file.read(SALT_SIZE).ljust(SALT_SIZE, b"\0"))
        self.count = -(-size // PAGE_SIZE)
        self.damaged: set[int] = set()
        self.unread = 0
        self.proved = any(
            self._cipher.is_whole(number, self._bytes(number))
            for number in range(2, self.count + 1)
        )
        # Page 1 has the list of tables, which nothing here needs; its salt alone is asked for.
        if not self._cipher.is_whole(1, self._bytes(1)):
            self.damaged.add(1)
        self._last: tuple[int, list[FoundRow | None]] = (0, [])

    def close(self) -> None:
        """Close the copy."""
        self._file.close()

    def rows(self, number: int) -> Iterator[FoundRow]:
        """Yield the rows that begin on one page; those that cannot be read are left out."""
        for row in self._rows(number):
            if row is None:
                self.unread += 1
            else:
                yield row

    def row(self, place: Place) -> FoundRow:
        """Return again a row that was found. Raises LookupError when it cannot be read."""
        if self._last[0] != place[0]:
            self._last = (place[0], self._rows(place[0]))
        row = self._last[1][place[1]]
        if row is None:
            raise LookupError
        return row

    def _rows(self, number: int) -> list[FoundRow | None]:
        page = self._page(number)
        # A page that a row spills into, and a free one, begin with a zero: the page that follows.
        if page is None or page[0] not in _HEADER:
            return []
        header = _HEADER[page[0]]
        (count,) = struct.unpack_from(">H", page, 3)
        if header + 2 * count > USABLE:
            self.damaged.add(number)
            return []
        starts = struct.unpack_from(f">{count}H", page, header)
        return [self._found(page, start, (number, at)) for at, start in enumerate(starts)]

    def _found(self, page: bytes, at: int, place: Place) -> FoundRow | None:
        with suppress(LookupError, ValueError, struct.error):
            if page[0] == _INDEX_INTERIOR:
                at += 4
            size, at = _varint(page, at)
            rowid = None
            if page[0] == _TABLE_LEAF:
                rowid, at = _varint(page, at)
            return FoundRow(place, rowid, _values(self._payload(page, at, size)))
        return None

    def _payload(self, page: bytes, at: int, size: int) -> bytes:
        """Return the bytes of a row. Raises LookupError when a page of it is damaged."""
        most = _MOST_OF_TABLE if page[0] == _TABLE_LEAF else _MOST_OF_INDEX
        if size <= most:
            return _exactly(page[at : at + size], size)
        if size > self.count * PAGE_SIZE:
            raise ValueError
        here = _LEAST + (size - _LEAST) % (USABLE - 4)
        here = here if here <= most else _LEAST
        pieces, left = [_exactly(page[at : at + here], here)], size - here
        (following,) = struct.unpack_from(">I", page, at + here)
        while left > 0:
            spilled = self._page(following)
            if spilled is None:
                raise LookupError
            pieces.append(spilled[4 : 4 + min(left, USABLE - 4)])
            left -= USABLE - 4
            (following,) = struct.unpack_from(">I", spilled)
        return b"".join(pieces)

    def _page(self, number: int) -> bytes | None:
        """Return a page as SQLite wrote it, or None when it is damaged or there is none."""
        if not 2 <= number <= self.count:
            return None
        page = self._bytes(number)
        if self.proved and not self._cipher.is_whole(number, page):
            self.damaged.add(number)
            return None
        return self._cipher.opened(page)

    def _bytes(self, number: int) -> bytes:
        with explained():
            self._file.seek((number - 1) * PAGE_SIZE)
            return self._file.read(PAGE_SIZE).ljust(PAGE_SIZE, b"\0")


def damaged_pages(path: Path, key: bytes, places: Iterable[tuple[int, int]]) -> list[int]:
    """Return the pages that are not what was written, by number from 1, of some places of a file.

    A place is where it begins and how long it is, both in bytes. Raises StorageFailed.
    """
    damaged = []
    with explained(), path.open("rb", buffering=0) as file:
        cipher = PageCipher(key, file.read(SALT_SIZE))
        for begin, size in places:
            file.seek(begin)
            data = file.read(size)
            for at in range(0, len(data), PAGE_SIZE):
                number = (begin + at) // PAGE_SIZE + 1
                if not cipher.is_whole(number, data[at : at + PAGE_SIZE]):
                    damaged.append(number)
    return damaged


def copy_what_is_readable(source: Path, target: Path) -> None:
    """Copy a closed file that may lie on a failing disk; what cannot be read becomes zeros.

    The caller has seen to it that no program has it open. Raises StorageFailed.
    """
    with explained(), source.open("rb", buffering=0) as read:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as written:
            size = os.fstat(read.fileno()).st_size
            for at in range(0, size, PAGE_SIZE):
                page = b""
                with suppress(OSError):
                    page = os.pread(read.fileno(), PAGE_SIZE, at)
                written.write(page.ljust(min(PAGE_SIZE, size - at), b"\0"))


def _values(payload: bytes) -> Values:
    """Return the columns of a record (SQLite file format, section 2.1)."""
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if at != end:
        raise ValueError
    values = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise ValueError
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Any, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind in _INTEGERS:
        end = at + _INTEGERS[kind]
        return int.from_bytes(_exactly(payload[at:end], end - at), "big", signed=True), end
    if kind == 7:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    if kind < 12:
        raise ValueError
    end = at + (kind - 12) // 2
    data = _exactly(payload[at:end], end - at)
    return (data.decode("utf-8") if kind % 2 else data), end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number at a place, as 64 bits with a sign, and the place after it."""
    number = 0
    for count in range(8):
        byte = data[at + count]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + count + 1
    number = number << 8 | data[at + 8]
    return (number - (1 << 64) if number >> 63 else number), at + 9


def _exactly(data: bytes, size: int) -> bytes:
    if size < 0 or len(data) != size:
        raise ValueError
    return data
