"""A noun as JSON has it: its fields by their names."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any


def told(noun: Any) -> dict[str, Any]:
    """Return a noun as JSON has it: days and moments as ISO 8601 writes them, times as HH:MM.

    Bytes are lower-case hex; a field that is no part of what the noun says is left out.
    """
    return {each.name: plain(getattr(noun, each.name)) for each in fields(noun) if each.compare}


def plain(value: Any) -> Any:
    """Return a value as `told` gives those of fields."""
    if is_dataclass(value):
        return told(value)
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, tuple | list) else value
