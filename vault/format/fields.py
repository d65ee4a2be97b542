"""Reading the fields of a JSON object from a file that may be damaged, newer or forged."""

import base64
import binascii
import re
from collections.abc import Set as AbstractSet
from typing import Any

from vault.errors import Damaged, NewerFormat
from vault.translation import _

_HEX = re.compile(r"[0-9a-f]*\Z")


def newer() -> NewerFormat:
    """Return the refusal of something that only a newer version understands."""
    return NewerFormat(
        _("This was made by a newer version of Strongroom. Nothing was opened or changed."),
        hint=_("Install the newer version and open it there."),
    )


def exact_fields(
    value: Any, names: AbstractSet[str], optional: AbstractSet[str] = frozenset()
) -> dict[str, Any]:
    """Return `value` as an object with exactly these fields.

    Raises NewerFormat for a field that is not known, Damaged for one that is missing.
    """
    if not isinstance(value, dict):
        raise Damaged(_("A part of the file is not an object."))
    if value.keys() - names - optional:
        raise newer()
    if names - value.keys():
        raise Damaged(_("A part of the file is missing."))
    return value


def whole_number(value: Any, least: int, most: int = 2**53) -> int:
    """Return an integer within bounds, both included. Raises Damaged otherwise."""
    if type(value) is not int or not least <= value <= most:
        raise Damaged(_("A number in the file is out of bounds."))
    return value


def hex_text(value: Any, size: int) -> str:
    """Return lower-case hex text of `size` bytes. Raises Damaged otherwise."""
    if isinstance(value, str) and len(value) == 2 * size and _HEX.match(value):
        return value
    raise Damaged(_("A hexadecimal value in the file is damaged."))


def from_base64(value: Any, size: int | None = None) -> bytes:
    """Return the bytes of standard base64 with padding, in its one spelling.

    Raises Damaged for anything else, or for another length than `size` bytes.
    """
    try:
        data = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        data = b""
    if not data or to_base64(data) != value or (size is not None and len(data) != size):
        raise Damaged(_("A value in the file is damaged."))
    return data


def to_base64(data: bytes) -> str:
    """Return standard base64 with padding."""
    return base64.b64encode(data).decode("ascii")
