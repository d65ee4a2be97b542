"""The kinds of notes a client's file has, and the templates they are written in: data, read once.

resources/record-kinds.toml says of each kind what it is and whether it leaves; each template in
resources/templates is of one kind, and its name is that of its file.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from vault.errors import BadInput
from vault.resource_files import read_resource
from vault.translation import _, of_resource

PROGRESS_NOTE = "progress-note"
CONTACT = "contact"
"""The template of a contact, such as a call, and its kind."""
SAFETY = "safety"
"""The template of a note on safety and risk."""

_SHIPPED = (
    "dap",
    "soap",
    "birp",
    "girp",
    "free",
    "session",
    "intake",
    "treatment-plan",
    "contact",
    "consultation",
    SAFETY,
    "mandated-report",
    "evaluative-report",
    "diagnosis",
    "medication",
    "fee-agreement",
    "referral",
    "role-change",
    "missed-appointment",
    "closing-summary",
    "termination-letter",
    "disagreement",
    "administrative-call",
)
"""The order in which one chooses."""


class Part(StrEnum):
    """Of what a note is a part."""

    RECORD = "record"
    ADMINISTRATIVE = "administrative"


@dataclass(frozen=True)
class RecordKind:
    """What one kind of note is.

    `release` and `handoff` tell whether it leaves in a copy for the client and for a successor,
    `look_first` that a person must look at each before; `session` that the client was seen,
    `contact` that it is a professional contact; `charge` that it is none and may be charged for.
    """

    id: str
    part: Part
    release: bool
    handoff: bool
    look_first: bool
    session: bool
    contact: bool
    charge: bool
    _title: str

    @property
    def title(self) -> str:
        """What it is called, such as "Progress note"."""
        return of_resource(self._title)


@dataclass(frozen=True)
class Template:
    """The sections of a note, by name, in the order they are written and read."""

    id: str
    kind: str
    sections: tuple[str, ...]
    _title: str

    @property
    def title(self) -> str:
        """What it is called, such as "DAP"."""
        return of_resource(self._title)


@cache
def kinds() -> Mapping[str, RecordKind]:
    """Return every kind of note by its id."""
    rows = tomllib.loads(read_resource("record-kinds.toml").decode())["kind"]
    return {
        row["id"]: RecordKind(
            id=row["id"],
            part=Part(row["part"]),
            release=row["release"],
            handoff=row["handoff"],
            look_first=row.get("look_first", False),
            session=row.get("session", False),
            contact=row.get("contact", False),
            charge=row.get("charge", False),
            _title=row["title"],
        )
        for row in rows
    }


@cache
def templates() -> Mapping[str, Template]:
    """Return every template by its id, in the order in which one chooses."""
    found = {}
    for name, row in _read().items():
        sections = tuple(each["name"] for each in row["section"])
        found[name] = Template(name, row["kind"], sections, row["title"])
    return found


def template(template_id: str) -> Template:
    """Return a template. Raises BadInput for one that does not exist."""
    found = templates().get(template_id)
    if found is None:
        raise BadInput(
            _("There is no such template."),
            hint=_("Templates: {names}.").format(names=", ".join(templates())),
        )
    return found


def kind_of(template_id: str) -> RecordKind:
    """Return the kind of note that is written in a template. Raises BadInput as `template`."""
    return kinds()[template(template_id).kind]


@cache
def templates_of(
    *, kind: str = "", session: bool = False, contact: bool = False
) -> tuple[str, ...]:
    """Return the ids of the templates of a kind, or of the kinds that are a session or contact."""
    found = []
    for each in templates().values():
        of = kinds()[each.kind]
        if of.id == kind or (session and of.session) or (contact and of.contact):
            found.append(each.id)
    return tuple(found)


def section_title(name: str) -> str:
    """Return the heading of a section as a reader sees it. Raises KeyError for an unknown one."""
    return of_resource(_said("title")[name])


def section_help(name: str) -> str:
    """Return what a section wants, or nothing. Raises KeyError for an unknown one."""
    return of_resource(_said("help")[name])


@cache
def _said(what: str) -> Mapping[str, str]:
    sections = [each for row in _read().values() for each in row["section"]]
    return {each["name"]: each.get(what, "") for each in reversed(sections)}


@cache
def _read() -> Mapping[str, dict[str, Any]]:
    return {
        name: tomllib.loads(read_resource(f"templates/{name}.toml").decode()) for name in _SHIPPED
    }
