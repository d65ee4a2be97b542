"""Which table a found row is of, told by its columns: ids, days, moments, seals have their forms.

Rows are found without the list of tables, which may be what is lost. A test compares these shapes
with the schema; what is no record of a client (an index of words, settings, the desk) has none.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from vault.model.ids import is_id
from vault.model.template import own_kind
from vault.storage.page_file import FoundRow

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_TIME = re.compile(r"\d{2}:\d{2}\Z", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[\d.]*(?:Z|[+-][\d:]+)\Z", re.ASCII)
_HEX = re.compile(r"(?:[0-9a-f]{2})+\Z")
_WORD = re.compile(r"[a-z-]+\Z")
_ANSWERS = re.compile(r"[0-3-]+\Z")
_LATE_ROW = 1 << 32
"""Rows of words are numbered by their day, above this; those of drafts by one, two, three."""


def _object(value: Any) -> bool:
    return isinstance(value, str) and value[:1] == "{" and value[-1:] == "}"


def _like(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.match(value) is not None


def _is_own(value: Any) -> bool:
    return isinstance(value, str) and own_kind(value) != ""


def _licensee(value: Any) -> bool:
    return _object(value) and '"license_number"' in value


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "id": lambda value: isinstance(value, str) and is_id(value),
    "day": _like(_DAY),
    "time": _like(_TIME),
    "moment": _like(_MOMENT),
    "hex": _like(_HEX),
    "word": _like(_WORD),
    "answers": _like(_ANSWERS),
    "template": lambda value: _like(_WORD)(value) or _is_own(value),
    "own": _is_own,
    "text": lambda value: isinstance(value, str),
    "object": _object,
    "steps": lambda value: value == "" or _object(value),
    "licensee": _licensee,
    "list": lambda value: isinstance(value, str) and value[:1] == "[" and value[-1:] == "]",
    "bytes": lambda value: isinstance(value, bytes) and len(value) == 32,
    "number": lambda value: isinstance(value, int),
    "flag": lambda value: value in (0, 1),
    "early": lambda value: isinstance(value, int) and value < _LATE_ROW,
    "rowid": lambda value: value is None,
}


@dataclass(frozen=True)
class Shape:
    """The columns of a table or an index. `later` were added since: older rows do not have them."""

    kind: str
    has_rowid: bool
    columns: tuple[tuple[str, str], ...]
    least: int

    def fits(self, row: FoundRow) -> bool:
        """Tell whether a row can be one of it."""
        if self.has_rowid != (row.rowid is not None):
            return False
        if not self.least <= len(row.values) <= len(self.columns):
            return False
        return all(
            (value is None and form.endswith("?")) or _CHECKS[form.rstrip("?")](value)
            for (_name, form), value in zip(self.columns, row.values, strict=False)
        )

    def named(self, row: FoundRow) -> dict[str, Any]:
        """Return the columns of a row by name; those it does not have are None."""
        names = [name for name, _form in self.columns]
        named = dict.fromkeys(names) | dict(zip(names, row.values, strict=False))
        for name, form in self.columns:
            if form == "rowid":
                named[name] = row.rowid
        return named


def _shape(kind: str, columns: str, later: str = "", *, rowid: bool = False) -> Shape:
    pairs = [tuple(each.split(":")) for each in f"{columns} {later}".split()]
    return Shape(kind, rowid, tuple((name, form) for name, form in pairs), len(columns.split()))


_SESSION = "service_date:day start:time? begun_at:moment running:number id:id"
_ENTRY = (
    "seq:rowid at:moment way_in:text action:text subject:text client:text? detail:object "
    "previous:hex hash:hex"
)
_LISTED = "template:template stop:time? signed_at:moment?"
_SIGNED = "signed_at:moment signed_by:object public_key:hex signature:hex"

RECORDS_SHAPES = (
    _shape("audit", _ENTRY, rowid=True),
    _shape("practice", "id:rowid profile:licensee", rowid=True),
    _shape(
        "client",
        "id:id name:text preferred_name:text birth_date:day? kind:word status:word contacts:object "
        "added_at:moment",
        "call_first:flag call_line:text",
    ),
    _shape("client_by_name", "name:text id:id status:word kind:word birth_date:day?"),
    _shape(
        "note",
        "id:id client:id template:template service_date:day start:time? stop:time? begun_at:moment "
        "signed_at:moment? signed_by:object? public_key:hex? signature:hex?",
        "running:number first_client:id?",
    ),
    _shape("note_of_client", f"client:id {_SESSION} {_LISTED}"),
    _shape("note_by_day", f"{_SESSION} client:id {_LISTED}"),
    _shape(
        "addendum",
        f"id:id note:id client:id written_at:moment {_SIGNED}",
        "mark:word? first_client:id?",
    ),
    _shape("addendum_of_note", "note:id written_at:moment id:id"),
    _shape(
        "note_text",
        "id:rowid owner:id note:id client:id text:text parts:list salt:bytes seal:hex",
        rowid=True,
    ),
    _shape("draft", "note:id text:text parts:list salt:bytes seal:hex", rowid=True),
    _shape("draft_of_note", "note:id rowid:early"),
    _shape("draft_history", "note:id steps:object"),
    _shape(
        "appointment",
        "id:id client:id day:day start:time minutes:number place:word weekly:flag "
        "participants:text last_day:day?",
    ),
    _shape("appointment_of_client", "client:id day:day start:time id:id"),
    _shape("appointment_session", "day:day appointment:id status:word cancelled_by:word?"),
    _shape("appointment_session_of", "appointment:id day:day"),
    _shape(
        "participant",
        "id:id unit:id name:text role:word joined:day left_on:day? birth_date:day? file:id? "
        "agreed:day? signed_by:text",
        "agreed_to:text document:id?",
    ),
    _shape(
        "representative",
        "id:id client:id name:text kind:word powers:list paper:text paper_day:day? since:day "
        "until:day?",
        "document:id? scope:text",
    ),
    _shape(
        "episode",
        "id:id client:id opened:day consent_by:word? consented:day? consent_names:text "
        "consent_under:text ended:day? last_contact:day? end_reason:word? end_words:text "
        "letter_sent:day? letter_end:day?",
        "letter_note:id? letter_document:id?",
    ),
    _shape(
        "onset_given",
        "id:id client:id item:word given:day? participant:id? version:text place:text",
        "document:id?",
    ),
    _shape(
        "amendment",
        "id:id client:id received:day asked:text extended:day? extension_reason:text told:day? "
        "outcome:word? ground:text words:text disagreed:day?",
    ),
    _shape(
        "hold",
        "id:id client:id reason:word placed:day placed_by:text words:text lifted:day? "
        "lifted_by:text lifted_words:text",
    ),
    _shape(
        "own_rule",
        "id:id title:text cite:text address:text read_on:day since:text years:number state:text "
        "minor_age:number minor_years:number?",
    ),
    _shape(
        "destruction",
        "id:id client:id asked:moment asked_by:text keeps_name:flag withdrawn:moment? "
        "begun:moment? process_done:moment? done:moment? cleaned:moment? contents:object ids:list "
        "salt:text token:text public_key:text signature:text",
    ),
    _shape(
        "import_batch",
        "id:id brought_at:moment brought_by:text origin:object files:list counts:object ids:list "
        "undone_at:moment? public_key:text signature:text",
    ),
    _shape(
        "set_aside",
        "id:id batch:id number:number path:text size:number sha256:hex sealed_size:number "
        "sealed_sha256:hex recipient:text came_at:moment salt:bytes seal:hex state:word "
        "ended_at:moment? authorization:object returned_to:text public_key:text signature:text "
        "identity:text?",
    ),
    _shape("import_chart", "batch:id client:id is_new:flag consent:text"),
    _shape("rule_key", "key:hex number:hex label:text trusted_at:moment trusted_by:text"),
    _shape(
        "rule_file",
        "id:id number:number came_at:moment came_by:text name:text text:text signed:text key:hex "
        "signed_by:text taken_back_at:moment? public_key:hex signature:hex",
    ),
    _shape(
        "rule_confirmation",
        "id:id rule:text text:hex confirmed:day address:text confirmed_by:text",
    ),
    _shape(
        "retention_review",
        "id:id client:id reviewed:day keep_through:day? words:text reviewed_by:text",
    ),
    _shape(
        "document",
        "id:id client:id title:text kind:word day:day? received:day source:text rerelease:word "
        "consent:id? name:text media:text size:number sha256:hex sealed_size:number "
        "sealed_sha256:hex recipient:text added_at:moment identity:text salt:bytes seal:hex "
        "error_at:moment? error_reason:text?",
        "author:text",
    ),
    _shape(
        "earlier_value",
        "subject:id entry:number kind:word client:id replaced_at:moment value:object salt:bytes "
        "seal:hex",
    ),
    _shape(
        "administration",
        "id:id client:id measure:text day:day answers:answers difficulty:number? filled_in_by:text",
        "error_at:moment? error_reason:text",
    ),
    _shape(
        "charge",
        "id:id client:id note:id day:day cents:number service:text code:text voided_at:moment? "
        "voided_reason:text?",
    ),
    _shape(
        "payment",
        "id:id client:id day:day cents:number method:word words:text voided_at:moment? "
        "voided_reason:text?",
    ),
    _shape(
        "supervisor",
        "id:id who:licensee since:day until:day? public_key:text wrapped:text",
    ),
    _shape(
        "cosignature",
        "id:id subject:id note:id supervisor:id how:word day:day document:id? cosigned_at:moment "
        "cosigned_by:licensee public_key:hex signature:hex",
    ),
    _shape("acquaintance", "id:id name:text relationship:word words:text"),
    _shape(
        "conflict_check",
        "id:id checked_at:moment names:list found:list decision:word reason:text client:id?",
    ),
    _shape("own_template", "id:own title:text sections:list"),
    _shape(
        "referral_entry",
        "id:id name:text profession:text specialities:text languages:text place:text phone:text "
        "way:text taking:word note:text confirmed:day? away:flag",
    ),
    _shape("refiling", "id:rowid note:id from_client:id to_client:id at:moment", rowid=True),
    _shape("unit_terms", "unit:id basis:word? identified:id?"),
    _shape("vault_meta", "name:text value:text"),
)
PROCESS_SHAPES = (
    _shape("audit", _ENTRY, rowid=True),
    _shape("process_note", "id:id client:id day:day written_at:moment"),
    _shape("process_note_of_client", "client:id day:day written_at:moment id:id"),
    _shape(
        "process_text",
        "id:rowid owner:id client:id text:text salt:bytes seal:hex",
        rowid=True,
    ),
    _shape("destruction", "id:id client:id at:moment ids:list"),
    _shape("process_draft", "client:id day:day text:text", "history:steps"),
    _shape("vault_meta", "name:text value:text"),
)


def shape_of(row: FoundRow, shapes: tuple[Shape, ...]) -> Shape | None:
    """Return the shape that a row has, or None when it is no record's."""
    return next((shape for shape in shapes if shape.fits(row)), None)


def object_in(text: str | None) -> dict[str, Any]:
    """Return the JSON object that a column holds, or an empty one when it holds none."""
    try:
        value = json.loads(text or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
