"""How a command reads the JSON on standard input, prints its schema, and answers with ids."""

import argparse
import re
import sys
from datetime import date
from typing import Any, TypeVar

import msgspec

from vault.cli.output import Output
from vault.errors import BadInput
from vault.model.dates import parse_date
from vault.translation import _

_MOST_HITS = 10_000


class Shape(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """JSON as it is entered: what is not known is refused, for it would be lost."""


Read = TypeVar("Read", bound=Shape)


def printed_schema(shape: type[Shape], options: argparse.Namespace, output: Output) -> bool:
    """Print the schema of a command's input when that was asked for."""
    if options.schema:
        output.json(msgspec.json.schema(shape))
    return bool(options.schema)


def read_one(shape: type[Read], data: bytes) -> Read:
    """Return the one object that JSON bytes hold. Raises BadInput."""
    read: Read = _decoded(data, shape)
    return read


def read_input(shape: type[Read]) -> tuple[list[Read], bool]:
    """Return the objects on standard input, and whether they came as an array.

    Raises BadInput for what is not JSON of that shape.
    """
    data = sys.stdin.buffer.read() if sys.stdin else b""
    if data.lstrip()[:1] == b"[":
        return _decoded(data, list[shape]), True  # type: ignore[valid-type]
    return [_decoded(data, shape)], False


def read_single(shape: type[Read]) -> Read:
    """Return the one object on standard input.

    Raises BadInput as `read_input` does, and for an array.
    """
    entered, as_list = read_input(shape)
    if as_list:
        raise BadInput(_("There is one at a time: give one object, not an array."))
    return entered[0]


def entered_text() -> str:
    """Return the text on standard input, or that of one JSON object {"text": …} there.

    Raises BadInput for what is not UTF-8.
    """
    data = sys.stdin.buffer.read() if sys.stdin else b""
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeError):
        value = None
    if isinstance(value, dict) and value.keys() == {"text"} and isinstance(value["text"], str):
        return value["text"]
    try:
        # A line end behind the last word is how text arrives through a pipe, not what was said.
        return data.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise BadInput(_("Standard input is not UTF-8 text.")) from None


def check_limit(limit: int) -> None:
    """Raise BadInput for a number of results that nobody reads."""
    if not 1 <= limit <= _MOST_HITS:
        raise BadInput(_("The limit must be from 1 to {most}.").format(most=_MOST_HITS))


def answer_ids(ids: list[str], as_list: bool, output: Output) -> None:
    """Print the ids of what was added, in the form it was entered."""
    objects = [{"id": each} for each in ids]
    output.answer(objects if as_list else objects[0], "\n".join(ids))


def _decoded(data: bytes, shape: Any) -> Any:
    try:
        return msgspec.json.decode(data, type=shape)
    except msgspec.ValidationError as error:
        # Its text can quote what was entered, a field's name too; a path of known names cannot.
        path = re.search(r"at `\$?([\w.\[\]]*)`\Z", str(error))
        place = path[1].lstrip(".") if path else ""
        sentence = _("The JSON does not have the form this command reads.")
        if "unknown field" in str(error):
            sentence = _("The JSON has a field that this command does not know.")
        elif place:
            sentence = _("The JSON is not right at {place}.").format(place=place)
        raise BadInput(sentence, hint=_("--schema prints the form.")) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise BadInput(
            _("Standard input is not valid JSON."), hint=_("Nothing was changed.")
        ) from None


def parse_day(text: str | None) -> date | None:
    """Return the day that text names, None for none. Raises BadInput as `parse_date` does."""
    return parse_date(text) if text is not None else None
