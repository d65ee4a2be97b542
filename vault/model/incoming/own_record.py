"""Reads the JSON records of another vault, as `strongroom export` writes them.

What the ordinary import has a place for comes as notes, sessions and documents; the record itself
comes along as a document, so that nothing of it is lost. A successor takes a whole practice over by
a handoff instead.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any

from vault.model.client import ClientKind, ClientStatus, Contact, ContactKind, ContactUse
from vault.model.document import document_kinds
from vault.model.incoming.item import FileIn, Incoming, NoteIn, PersonIn, SessionIn, Who
from vault.model.incoming.table import Place, Problem
from vault.translation import _

FORMAT, VERSION = "strongroom-record", 1
RECORD = "record.json"

_NOT_TAKEN = (
    "participants", "representatives", "measures", "onset", "amendments", "charges", "payments",
    "earlier_values", "conflict_checks",
)  # fmt: skip
"""What a record has and the ordinary import has no place for: it stays in its document."""

_BESIDE_A_RECORD = ("record.fhir.json",)
_OF_AN_EXPORT = (
    "README.txt", "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt",
    "data/index.html", "data/practice.json", "data/retention.json", "data/audit-records.json",
)  # fmt: skip
_RECORDS = "data/records/"
_FOLDERS_OF_AN_EXPORT = ("data/tables/", "data/schema/")


def is_own(value: object) -> bool:
    """Tell whether a JSON value is a record of Strongroom that this version can read."""
    return (
        isinstance(value, dict)
        and value.get("format") == FORMAT
        and value.get("version") == VERSION
        and isinstance(value.get("client"), dict)
    )


def read_own(value: Mapping[str, Any], file: str, paths: Mapping[str, int]) -> Incoming:
    """Return what a record has; `paths` are the files of the source, each with its index.

    What of it cannot be read, and what stays in its document, is named.
    """
    place = Place(file)
    try:
        who, person = _person(value, place)
    except (KeyError, TypeError, ValueError):
        return Incoming(problems=(Problem(place, _("This record cannot be read.")),))
    notes, sessions, problems = [], [], []
    for number, kept in enumerate(_list(value, "notes"), 1):
        try:
            notes.append(_note(who, kept, value, Place(file, number)))
        except (KeyError, TypeError, ValueError):
            problems.append(Problem(Place(file, number), _("This note cannot be read.")))
    for number, kept in enumerate(_list(value, "appointments"), 1):
        try:
            sessions += list(_sessions(who, kept, Place(file, number)))
        except (KeyError, TypeError, ValueError):
            problems.append(Problem(Place(file, number), _("This appointment cannot be read.")))
    files = [*_documents(who, value, file, paths), *_itself(who, file, paths)]
    stays = [name.replace("_", " ") for name in _NOT_TAKEN if _list(value, name)]
    if stays:
        words = _("This stays in the JSON record, which comes as a document: {what}.")
        problems.append(Problem(place, words.format(what=", ".join(stays))))
    return Incoming((person,), tuple(notes), tuple(sessions), tuple(files), tuple(problems))


def said_again(paths: Iterable[str], records: Iterable[str]) -> set[str]:
    """Return which files of an export say only what its records say, in another way.

    `records` are the paths of its JSON records, such as `mine/data/records/00001/record.json`.
    """
    folders = {each.removesuffix(RECORD) for each in records}
    roots = {each.rpartition(_RECORDS)[0] for each in folders if _RECORDS in each}
    again = {f"{folder}{name}" for folder in folders for name in _BESIDE_A_RECORD}
    again |= {f"{root}{name}" for root in roots for name in _OF_AN_EXPORT}
    beneath = tuple(f"{root}{name}" for root in roots for name in _FOLDERS_OF_AN_EXPORT)
    return {each for each in paths if each in again or each.startswith(beneath)}


def _person(value: Mapping[str, Any], place: Place) -> tuple[Who, PersonIn]:
    client = value["client"]
    born = client["birth_date"]
    birth = date.fromisoformat(born) if born is not None else None
    who = Who(f"strongroom:{value['vault']}:{client['id']}", str(client["name"]), birth)
    opened = [date.fromisoformat(each["opened"]) for each in _list(value, "episodes")]
    return who, PersonIn(
        who,
        str(client["preferred_name"]),
        tuple(
            Contact(
                ContactKind(each["kind"]),
                str(each["value"]),
                str(each["whose"]),
                tuple(map(ContactUse, each["may"])),
            )
            for each in client["contacts"]
        ),
        closed=ClientStatus(client["status"]) is ClientStatus.CLOSED,
        first=min(opened, default=None),
        place=place,
        kind=ClientKind(client["kind"]),
        held=any(each["lifted"] is None for each in _list(value, "holds")),
    )


def _note(who: Who, kept: Mapping[str, Any], value: Mapping[str, Any], place: Place) -> NoteIn:
    note, signature = kept["note"], kept["note"]["signature"]
    headings, templates = value["headings"], value["templates"]
    parts = [(_("Marked in error there"), _("yes"))] if kept["in_error"] else []
    parts += [
        (str(headings.get(each["name"], each["name"])), str(each["text"]))
        for each in note["sections"]
        if each["text"].strip()
    ]
    parts += [
        (_("Addendum of {day}").format(day=str(each["written_at"])[:10]), str(each["text"]))
        for each in kept["addenda"]
    ]
    return NoteIn(
        who,
        date.fromisoformat(note["service_date"]),
        _time(note["start"]),
        _time(note["stop"]),
        str(templates.get(note["template"], note["template"])),
        tuple(parts),
        str(signature["by"]["name"]) if signature is not None else "",
        str(signature["at"]) if signature is not None else _("never: it was a draft"),
        place,
    )


def _sessions(who: Who, kept: Mapping[str, Any], place: Place) -> Iterator[SessionIn]:
    each = kept["appointment"]
    start = time.fromisoformat(each["start"])
    for one in kept["sessions"]:
        day, took_place = date.fromisoformat(one["day"]), one["status"] == "kept"
        yield SessionIn(who, day, start, int(each["minutes"]), took_place, place)


def _documents(
    who: Who, value: Mapping[str, Any], file: str, paths: Mapping[str, int]
) -> Iterator[FileIn]:
    folder = file.removesuffix(RECORD)
    there = {each["id"]: each for each in _list(value, "documents") if isinstance(each, dict)}
    files = value.get("files")
    for document, within in files.items() if isinstance(files, dict) else ():
        path, each = f"{folder}{within}", there.get(document)
        if path in paths and each is not None:
            day = each.get("day")
            yield FileIn(
                who,
                paths[path],
                str(each.get("title") or within),
                kind if (kind := str(each.get("kind"))) in document_kinds() else "other",
                date.fromisoformat(day) if isinstance(day, str) else None,
                Place(path),
            )


def _itself(who: Who, file: str, paths: Mapping[str, int]) -> Iterator[FileIn]:
    titles = {RECORD: _("Record of the other vault, complete"), "record.pdf": _("Record, to read")}
    folder = file.removesuffix(RECORD)
    for name, title in titles.items():
        if f"{folder}{name}" in paths:
            path = f"{folder}{name}"
            yield FileIn(who, paths[path], title, "other-record", None, Place(path))


def _list(value: Mapping[str, Any], name: str) -> list[Any]:
    found = value.get(name)
    return found if isinstance(found, list) else []


def _time(text: Any) -> time | None:
    return time.fromisoformat(text) if text is not None else None
