"""The JSON record: everything of one client, as docs/formats/json-record.md has it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from vault.export.json_shape import Shapes
from vault.model.client_record import ClientRecord, PracticeRecord
from vault.model.hold import Hold
from vault.model.ids import DocumentId, record_number
from vault.model.note import Note
from vault.model.record_retention import RecordRetention
from vault.model.template import section_title, templates
from vault.model.told import plain, told

RECORD, PRACTICE = "strongroom-record", "strongroom-practice"
VERSION = 1


def json_record(
    vault_id: str, record: ClientRecord, files: Mapping[DocumentId, str], titles: Mapping[str, str]
) -> bytes:
    """Return a client's record as JSON in UTF-8.

    `files` are the paths of the documents that go with it, beside this file; `titles` those of the
    licensee's own templates, by id.
    """
    value = _beginning(RECORD, vault_id)
    value["number"] = record_number(record.client.id)
    value |= told(record)
    value["files"] = {each.id: files[each.id] for each in record.documents if each.id in files}
    value["headings"] = _headings([each.note for each in record.notes])
    value["templates"] = {
        each.note.template: template_title(each.note.template, titles) for each in record.notes
    }
    return written(value)


def json_practice(vault_id: str, practice: PracticeRecord) -> bytes:
    """Return what is kept beside the clients, as JSON in UTF-8."""
    return written(_beginning(PRACTICE, vault_id) | told(practice))


def retention_json(retention: RecordRetention, holds: Sequence[Hold]) -> dict[str, Any]:
    """Return how long a record is kept: its state and date, each rule with its own, its holds."""
    binding = retention.binding
    return {
        "number": record_number(retention.client),
        "state": retention.state.value,
        "last_contact": plain(retention.last_contact),
        "through": plain(retention.through),
        "binding": binding.rule.id if binding is not None else None,
        "minor": retention.minor,
        "asks": plain(retention.asks),
        "rules": [
            {
                "id": each.rule.id,
                "cite": each.rule.cite,
                "status": each.status.value,
                "through": plain(each.through),
                "eligible": plain(each.eligible),
                "binding_clause": each.binding_clause,
                "flags": plain(each.flags),
            }
            for each in retention.rules
        ],
        "holds": plain(holds),
    }


def record_schema() -> bytes:
    """Return the JSON Schema (2020-12) of a JSON record."""
    beside = {
        "number": {"type": "string", "pattern": "^[0-9A-F]{4} [0-9A-F]{4}$"},
        "files": {"type": "object", "additionalProperties": {"type": "string"}},
        "headings": {"type": "object", "additionalProperties": {"type": "string"}},
        "templates": {"type": "object", "additionalProperties": {"type": "string"}},
    }
    return _schema(RECORD, ClientRecord, beside)


def practice_schema() -> bytes:
    """Return the JSON Schema (2020-12) of what is kept beside the clients."""
    return _schema(PRACTICE, PracticeRecord, {})


def written(value: Any) -> bytes:
    """Return a value as JSON that is read by people too: indented, in UTF-8, with a line end."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def template_title(template: str, titles: Mapping[str, str]) -> str:
    """Return what a template is called; one of the licensee's own that is gone has its id."""
    known = templates().get(template)
    return known.title if known is not None else titles.get(template, template)


def _beginning(kind: str, vault_id: str) -> dict[str, Any]:
    return {"format": kind, "version": VERSION, "vault": vault_id}


def _headings(notes: list[Note]) -> dict[str, str]:
    names = {section.name for note in notes for section in note.sections}
    return {name: section_title(name) for name in sorted(names)}


def _schema(kind: str, noun: type, beside: Mapping[str, Any]) -> bytes:
    shapes = Shapes()
    shapes.of(noun)
    top = shapes.definitions.pop(noun.__name__)
    beginning = {
        "format": {"const": kind},
        "version": {"const": VERSION},
        "vault": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    }
    return written(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": kind,
            "type": "object",
            "properties": {**beginning, **beside, **top["properties"]},
            "required": [*beginning, *beside, *top["required"]],
            "additionalProperties": False,
            "$defs": dict(sorted(shapes.definitions.items())),
        }
    )
