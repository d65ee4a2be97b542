"""Reads a FHIR R4 bundle: patients, encounters, notes and documents, as other programs export them.

Only what a record here has a place for is taken in; a bundle about one person is kept as a document
too.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from vault.model.client import Contact, ContactKind
from vault.model.incoming.columns import is_kind_of_process_notes
from vault.model.incoming.item import Incoming, NoteIn, PersonIn, SessionIn, Who
from vault.model.incoming.narrative import narrative_words
from vault.model.incoming.set_aside import AsideIn
from vault.model.incoming.table import Place, Problem
from vault.translation import _

_MINUTES = 50
_NOTES = ("DocumentReference", "Composition", "ClinicalImpression")
_KINDS = {"phone": ContactKind.PHONE, "email": ContactKind.EMAIL}


def is_bundle(value: object) -> bool:
    """Tell whether a JSON value is a bundle, or one resource of FHIR."""
    return isinstance(value, dict) and isinstance(value.get("resourceType"), str)


def read_bundle(value: Mapping[str, Any], file: str, index: int = 0) -> Incoming:
    """Return what a bundle has, and which of its resources cannot be read.

    Notes whose kind says that they are psychotherapy notes are set aside, as they stand there;
    `index` is that of the file in its source.
    """
    reader = _Reader(value, file)
    return reader.read() + Incoming(aside=reader.set_aside(index))


class _Reader:
    def __init__(self, value: Mapping[str, Any], file: str) -> None:
        self._file = file
        entries = [value]
        if value.get("resourceType") == "Bundle":
            entries = [
                each["resource"]
                for each in value.get("entry", [])
                if isinstance(each, dict) and isinstance(each.get("resource"), dict)
            ]
            self._urls = {
                each.get("fullUrl", ""): each["resource"]
                for each in value.get("entry", [])
                if isinstance(each, dict) and isinstance(each.get("resource"), dict)
            }
        else:
            self._urls = {}
        self._all = [each for each in entries if isinstance(each, dict)]
        self._names = {f"{each.get('resourceType')}/{each.get('id')}": each for each in self._all}

    def set_aside(self, index: int) -> tuple[AsideIn, ...]:
        """Return the resources that are set aside, as one file of JSON."""
        found = [each for each in self._all if _is_apart(each)]
        if not found:
            return ()
        name = _("{table}: psychotherapy notes").format(table=self._file)
        data = json.dumps({"bundle": self._file, "resources": found}, indent=1).encode() + b"\n"
        return (AsideIn(name, index, data),)

    def read(self) -> Incoming:
        people, notes, sessions, problems = [], [], [], []
        for number, each in enumerate(self._all, 1):
            place = Place(self._file, number)
            kind = each.get("resourceType")
            if _is_apart(each):
                continue
            try:
                if kind == "Patient":
                    people.append(self._person(each, place))
                elif kind in _NOTES:
                    notes += list(self._notes(each, place))
                elif kind in ("Encounter", "Appointment"):
                    sessions += list(self._session(each, place))
            except (KeyError, TypeError, ValueError, AttributeError, binascii.Error):
                words = _("A {kind} of the bundle cannot be read.")
                problems.append(Problem(place, words.format(kind=str(kind)[:40])))
        return Incoming(tuple(people), tuple(notes), tuple(sessions), (), tuple(problems))

    def _person(self, each: Mapping[str, Any], place: Place) -> PersonIn:
        contacts = [
            Contact(_KINDS[one["system"]], str(one["value"]))
            for one in each.get("telecom", [])
            if one.get("system") in _KINDS and one.get("value")
        ]
        for one in each.get("address", []):
            lines = [*one.get("line", []), " ".join(filter(None, (
                one.get("city"), one.get("state"), one.get("postalCode"))))]  # fmt: skip
            text = str(one.get("text") or "\n".join(filter(None, lines)))
            if text.strip():
                contacts.append(Contact(ContactKind.ADDRESS, text))
        nick: Any = next(
            (n for n in each.get("name", []) if n.get("use") in ("nickname", "usual")), {}
        )
        preferred = _name_of(nick) if nick and len(each.get("name", [])) > 1 else ""
        return PersonIn(
            self._who_is(each),
            preferred,
            tuple(contacts),
            each.get("active") is False,
            place=place,
        )

    def _who_is(self, patient: Mapping[str, Any]) -> Who:
        names = patient.get("name", [])
        official = next((each for each in names if each.get("use") == "official"), None)
        name = _name_of(official or (names[0] if names else {}))
        born = patient.get("birthDate")
        birth = date.fromisoformat(born) if isinstance(born, str) and len(born) == 10 else None
        return Who(f"fhir:{patient.get('id', '')}" if patient.get("id") else "", name, birth)

    def _whose(self, each: Mapping[str, Any]) -> Who:
        said = each.get("subject") or next(
            (
                one.get("actor")
                for one in each.get("participant", [])
                if "Patient/" in str((one.get("actor") or {}).get("reference", ""))
            ),
            None,
        )
        patient = self._find((said or {}).get("reference", ""))
        return self._who_is(patient) if patient else Who(name=str((said or {}).get("display", "")))

    def _find(self, reference: str) -> Mapping[str, Any] | None:
        return self._urls.get(reference) or self._names.get(reference)

    def _notes(self, each: Mapping[str, Any], place: Place) -> Iterator[NoteIn]:
        when = _moment(each.get("date") or each.get("effectiveDateTime") or "")
        period = (each.get("context") or {}).get("period") or {}
        when = _moment(period.get("start", "")) or when
        parts = list(self._parts(each))
        if when is None or not parts:
            raise ValueError("A note without a day or words.")
        stop = _moment(period.get("end", ""))
        author = next((str(a.get("display", "")) for a in each.get("author", [])), "")
        title = str(each.get("title") or _said(each.get("type")) or each.get("description") or "")
        start = when.time() if when.time() != time() else None
        end = stop.time() if stop and start and stop.date() == when.date() else None
        yield NoteIn(
            self._whose(each), when.date(), start,
            end if end and start and end > start else None,
            title, tuple(parts), author, "", place,
        )  # fmt: skip

    def _parts(self, each: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for section in each.get("section", []):
            words = self._narrative(section.get("text"))
            if words.strip():
                yield str(section.get("title") or ""), words
        for content in each.get("content", []):
            attachment = content.get("attachment") or {}
            media = str(attachment.get("contentType", ""))
            if "data" in attachment and media.startswith("text/"):
                data = base64.b64decode(attachment["data"], validate=True)
                words = narrative_words(data.decode()) if "html" in media else data.decode("utf-8")
                if words.strip():
                    yield str(attachment.get("title") or ""), words
        if not each.get("section") and not each.get("content"):
            words = str(each.get("summary") or "") or self._narrative(each.get("text"))
            if words.strip():
                yield "", words

    def _narrative(self, text: Any) -> str:
        div = (text or {}).get("div", "")
        return narrative_words(str(div))

    def _session(self, each: Mapping[str, Any], place: Place) -> Iterator[SessionIn]:
        period = each.get("period") or {}
        start = _moment(period.get("start") or each.get("start") or "")
        end = _moment(period.get("end") or each.get("end") or "")
        if start is None or start.time() == time():
            return
        minutes = int((end - start).total_seconds() // 60) if end else _MINUTES
        status = each.get("status")
        kept = {"finished": True, "fulfilled": True, "cancelled": False, "noshow": False}
        yield SessionIn(
            self._whose(each), start.date(), start.time().replace(second=0, microsecond=0),
            minutes if 0 < minutes <= 1440 else _MINUTES,
            kept.get(str(status)), place,
        )  # fmt: skip


def _is_apart(each: Mapping[str, Any]) -> bool:
    """Tell whether a resource is a note that is called as psychotherapy notes are."""
    if each.get("resourceType") not in _NOTES:
        return False
    said = [each.get("title"), each.get("description"), _said(each.get("type"))]
    for name, inner in (("section", "title"), ("content", "attachment")):
        parts = each.get(name)
        for part in parts if isinstance(parts, list) else ():
            found = part.get(inner) if isinstance(part, dict) else None
            said.append(found.get("title") if isinstance(found, dict) else found)
    return any(isinstance(one, str) and is_kind_of_process_notes(one) for one in said)


def _name_of(name: Mapping[str, Any]) -> str:
    given = " ".join(str(each) for each in name.get("given", []))
    return str(name.get("text") or " ".join(filter(None, (given, name.get("family", "")))))


def _said(concept: Any) -> str:
    if not isinstance(concept, dict):
        return ""
    coded = next((each.get("display", "") for each in concept.get("coding", [])), "")
    return str(concept.get("text") or coded)


def _moment(text: str) -> datetime | None:
    """Return a FHIR dateTime as the clock on the wall there showed it; None for a year alone."""
    if not isinstance(text, str) or len(text) < 10:
        return None
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment.replace(tzinfo=None, second=0, microsecond=0)
