"""The kinds of notes a client's file has, and the templates they are written in: data, read once.

resources/record-kinds.toml says of each kind what it is and whether it leaves; each template in
resources/templates is of one kind, and its name is that of its file. A template of the user's own
(`own_template.py`) tells its kind by its id, and a section of one its heading by its name: neither
has to be looked up, so that a note can be read when its template is gone.

A note also has particulars, whatever its template: sections that stand in it only when they are
filled (resources/particulars.toml). Most tell of a session.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from vault.errors import BadInput
from vault.model.ids import new_id
from vault.resource_files import read_resource
from vault.translation import _, of_resource

FIRST_TEMPLATE = "dap"
"""That of a client's first progress note, where nobody chooses another."""
PROGRESS_NOTE = "progress-note"
CONTACT = "contact"
"""The template of a contact, such as a call, and its kind."""
DIAGNOSIS_CODE = "diagnosis-code"
"""The particular of a diagnosis that has its code."""
WITH_ANOTHER = "with-another"
"""The particular that marks a contact with somebody other than the client."""
MARKED = "yes"
"""What a particular that is a mark says."""
SERVICE = "service"
"""The particular of a session that says what it was, and what it says of one of a group."""
GROUP_THERAPY = "Group therapy"
PLACE = "place"
"""The particular of a session that says where it took place."""
IMPORTED = "imported"
"""The template of a note that was brought in from elsewhere."""
TREATMENT_PLAN = "treatment-plan"
TERMINATION_LETTER = "termination-letter"
MISSED_APPOINTMENT = "missed-appointment"
"""The template of a treatment plan, and its kind."""
SAFETY = "safety"
"""The template of a note on safety and risk."""

ANY = "any"
"""What a particular is `of` that every note may have."""

_SHIPPED = (
    "dap",
    "soap",
    "birp",
    "girp",
    "free",
    "session",
    "intake",
    TREATMENT_PLAN,
    "contact",
    "consultation",
    "supervision",
    SAFETY,
    "mandated-report",
    "evaluative-report",
    "report-in-full",
    "diagnosis",
    "medication",
    "fee-agreement",
    "referral",
    "role-change",
    MISSED_APPOINTMENT,
    "closing-summary",
    TERMINATION_LETTER,
    "disagreement",
    "administrative-call",
    IMPORTED,
)
"""The order in which one chooses."""

_OWN = re.compile(r"own-([a-z-]+)-[0-9a-f]{32}\Z")
_LIKE_A_NAME = re.compile(r"=*[a-z]+(?:-[a-z]+)*\Z")
"""The form of the names of the program's own sections, of this version and of each to come."""


class Part(StrEnum):
    """Of what something that is kept is a part; a note of the file is never of PROCESS."""

    RECORD = "record"
    ADMINISTRATIVE = "administrative"
    PROCESS = "process"


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


@dataclass(frozen=True)
class Particular:
    """A section that a note may have beside its template, such as where a session took place.

    `of` names the kind of notes that may, "" those of a session, ANY all. `choices` are offered,
    and anything else may be entered; with `lines` each line is one entry. A `mark` says MARKED, or
    is left out; a note that has one is looked at before it leaves.
    """

    name: str
    of: str
    lines: bool
    mark: bool
    _choices: tuple[str, ...]
    _asks: str

    @property
    def asks(self) -> str:
        """What is asked above a draft until it is filled, or nothing."""
        return of_resource(self._asks)

    @property
    def choices(self) -> tuple[str, ...]:
        """What is offered, in the words of the reader."""
        return tuple(map(of_resource, self._choices))


@cache
def particulars() -> Mapping[str, Particular]:
    """Return every particular by its name, in the order they are read."""
    return {
        row["name"]: Particular(
            name=row["name"],
            of=row.get("of", ""),
            lines=row.get("lines", False),
            mark=row.get("mark", False),
            _choices=tuple(row.get("choices", ())),
            _asks=row.get("asks", ""),
        )
        for row in _read_particulars()
    }


def particulars_of(template_id: str) -> tuple[str, ...]:
    """Return the names of the particulars that a note in a template may have, in their order.

    Raises BadInput as `kind_of`.
    """
    return _particulars_of_kind(kind_of(template_id).id)


@cache
def _particulars_of_kind(kind: str) -> tuple[str, ...]:
    own = {ANY, kind} | ({""} if kinds()[kind].session else set())
    return tuple(each.name for each in particulars().values() if each.of in own)


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


def own_kind(template_id: str) -> str:
    """Return the kind that an id of an own template names; "" for what is none."""
    found = _OWN.match(template_id)
    return found[1] if found is not None and found[1] in kinds() else ""


def new_own_id(kind: str) -> str:
    """Return a fresh id for an own template of a kind, such as `own-progress-note-` and 32 hex."""
    return f"own-{kind}-{new_id()}"


def kind_of(template_id: str) -> RecordKind:
    """Return the kind of note that is written in a template, an own one too.

    Raises BadInput as `template`.
    """
    return kinds()[own_kind(template_id) or template(template_id).kind]


@cache
def templates_of(
    *, kind: str = "", session: bool = False, contact: bool = False
) -> tuple[str, ...]:
    """Return the ids of the templates of a kind, or of the kinds that are a session or contact.

    Those of the program: own ones are in the vault.
    """
    found = []
    for each in templates().values():
        of = kinds()[each.kind]
        if of.id == kind or (session and of.session) or (contact and of.contact):
            found.append(each.id)
    return tuple(found)


def section_title(name: str) -> str:
    """Return the heading of a section as a reader sees it.

    A name that is no section of the program is itself the heading that somebody entered; one that
    has the form of the program's names carries one `=` more in front (see `section_name`).
    """
    said = _said("title").get(name)
    if said is not None:
        return of_resource(said)
    return name[1:] if name[:1] == "=" and _LIKE_A_NAME.match(name) else name


def section_help(name: str) -> str:
    """Return what a section of the program wants, or nothing."""
    return of_resource(_said("help").get(name, ""))


def section_name(heading: str, kind: str) -> str:
    """Return the name under which a section with this heading is kept in notes of a kind.

    One that is headed as a section of a template of the program is that section, of the same kind
    first. Any other is named by its heading, and `section_title` of the name gives it back: also
    one that is headed as a particular, which a note has without its template.
    """
    for each in sorted(templates().values(), key=lambda each: each.kind != kind):
        for name in each.sections:
            if section_title(name) == heading:
                return name
    return f"={heading}" if _LIKE_A_NAME.match(heading) else heading


def is_shipped_section(name: str) -> bool:
    """Tell whether a name is that of a section of the program."""
    return name in _said("title")


def is_section_name(name: str) -> bool:
    """Tell whether a section of a note in an own template may have this name."""
    if is_shipped_section(name):
        return True
    return name[:1] == "=" or (bool(name) and _LIKE_A_NAME.match(name) is None)


@cache
def _said(what: str) -> Mapping[str, str]:
    sections = [each for row in _read().values() for each in row["section"]]
    sections += _read_particulars()
    return {each["name"]: each.get(what, "") for each in reversed(sections)}


@cache
def _read() -> Mapping[str, dict[str, Any]]:
    return {
        name: tomllib.loads(read_resource(f"templates/{name}.toml").decode()) for name in _SHIPPED
    }


@cache
def _read_particulars() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(read_resource("particulars.toml").decode())[
        "particular"
    ]
    return rows
