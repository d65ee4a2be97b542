"""The one way a value becomes bytes that are hashed, sealed or compared.

Canonical JSON: keys sorted, no spaces, ASCII, integers only, no duplicate keys.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Never

from vault.errors import Damaged
from vault.translation import _

Json = Mapping[str, Any]


def _refuse(text: str) -> Never:
    raise ValueError


# Made once: a chain is proved by hundreds of thousands of calls.
_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
)
_PLAIN = bytes(range(0x20, 0x7F)).replace(b"\\", b"")
_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)


def canonical(value: Json) -> bytes:
    """Return the canonical JSON of `value` as ASCII bytes, without a line end."""
    return _ENCODER.encode(value).encode("ascii")


def parse_canonical(data: bytes) -> dict[str, Any]:
    """Return the object that `data` is the canonical JSON of.

    Raises Damaged when it is anything else: the value is written again and must give back the
    same bytes, so there is exactly one spelling and nothing can hide in another.
    """
    try:
        value = _DECODER.decode(data.decode("ascii"))
        if isinstance(value, dict) and canonical(value) == data:
            return value
    except (ValueError, RecursionError):
        pass
    raise Damaged(_("This is not canonical JSON."))


def parse_canonical_text(text: str) -> dict[str, Any]:
    """Return the object that `text` is the canonical JSON of. Raises as `parse_canonical` does."""
    if not text.isascii():
        raise Damaged(_("This is not canonical JSON."))
    return parse_canonical(text.encode("ascii"))


def is_plain(data: bytes) -> bool:
    """Tell whether JSON writes every character of `data` as it stands, but for quotes."""
    return not data.translate(None, _PLAIN)


def is_plain_object(text: str) -> bool:
    """Tell whether `text`, which is plain, is the canonical JSON of an object of texts only."""
    if text == "{}":
        return True
    # {"key":"value","key":"value"}: without a backslash, every quote begins or ends a text.
    parts = text.split('"')
    parts[3::4] = [""] * (len(parts) // 4)
    return _is_frame('"'.join(parts))


@lru_cache(maxsize=64)
def _is_frame(text: str) -> bool:
    """Tell whether `text` is the canonical JSON of an object whose values are all empty texts.

    Then it stays canonical when plain texts are put there. Few frames are ever met.
    """
    try:
        return not any(value != "" for value in parse_canonical_text(text).values())
    except Damaged:
        return False
