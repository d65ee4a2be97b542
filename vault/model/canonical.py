"""The one way a value becomes bytes that are hashed, sealed or compared.

Canonical JSON: keys sorted, no spaces, ASCII, integers only, no duplicate keys.
"""

import json
from collections.abc import Mapping
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
