"""Care as FHIR R4 has it: notes, documents, sessions, measures, diagnoses and plans."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from vault.export.fhir_parts import (
    ACT_CODE,
    CLINICAL_STATUS,
    CONFIDENTIALITY,
    Names,
    Resource,
    attachment,
    concept,
    instant,
    period,
)
from vault.export.json_record import template_title
from vault.model.addendum import Addendum
from vault.model.appointment import Place, SessionStatus
from vault.model.client_record import ClientRecord, KeptNote
from vault.model.document import Document, document_kind
from vault.model.ids import DocumentId
from vault.model.measure import Administration, measure_of
from vault.model.note import Note
from vault.model.template import kind_of, section_title

PROGRESS_NOTE = concept("Progress note", "11506-3")
_SECURITY = [{"coding": [{"system": CONFIDENTIALITY, "code": "R"}]}]
_CLASSES = {
    Place.OFFICE: ("AMB", "ambulatory"),
    Place.TELEHEALTH: ("VR", "virtual"),
    Place.PHONE: ("VR", "virtual"),
    Place.HOME: ("HH", "home health"),
    Place.OTHER: ("AMB", "ambulatory"),
}
_STATES = {
    SessionStatus.PLANNED: "planned",
    SessionStatus.KEPT: "finished",
    SessionStatus.MISSED: "cancelled",
    SessionStatus.CANCELLED: "cancelled",
}


def note_words(note: Note) -> str:
    """Return the words of a note beneath its headings."""
    return "\n\n".join(
        f"{section_title(each.name)}\n{each.text}" for each in note.sections if each.text
    )


def notes(
    names: Names, record: ClientRecord, subject: Resource, titles: Mapping[str, str]
) -> list[Resource]:
    """Return a DocumentReference for each note and each addendum."""
    found = []
    for kept in record.notes:
        found.append(_note(names, kept, subject, template_title(kept.note.template, titles)))
        found += [_addendum(names, kept, each, subject) for each in kept.addenda]
    return found


def documents(
    names: Names, record: ClientRecord, subject: Resource, files: Mapping[DocumentId, str]
) -> list[Resource]:
    """Return a DocumentReference for each document; its file lies beside the bundle."""
    return [_document(names, each, subject, files.get(each.id, "")) for each in record.documents]


def encounters(names: Names, record: ClientRecord, subject: Resource) -> list[Resource]:
    """Return an Encounter for each session that was kept, missed or called off."""
    found = []
    for kept in record.appointments:
        code, display = _CLASSES[kept.appointment.place]
        for session in kept.sessions:
            day = session.day.isoformat()
            found.append(
                names.entry(
                    "Encounter",
                    f"{kept.appointment.id}/{day}",
                    {
                        "status": _STATES[session.status],
                        "class": {"system": ACT_CODE, "code": code, "display": display},
                        "subject": subject,
                        "period": {"start": day, "end": day},
                        "length": {
                            "value": kept.appointment.minutes,
                            "unit": "min",
                            "system": "http://unitsofmeasure.org",
                            "code": "min",
                        },
                    },
                )
            )
    return found


def episodes(names: Names, record: ClientRecord, subject: Resource) -> list[Resource]:
    """Return an EpisodeOfCare for each time of care; of people only: FHIR has none of a unit."""
    return [
        names.entry(
            "EpisodeOfCare",
            each.id,
            {
                "status": "active" if each.ending is None else "finished",
                "patient": subject,
                "period": period(each.opened, each.ending.day if each.ending else None),
            },
        )
        for each in record.episodes
    ]


def measures(names: Names, record: ClientRecord, subject: Resource) -> list[Resource]:
    """Return a QuestionnaireResponse for each measure that was filled in."""
    return [_measure(names, each, subject) for each in record.measures]


def conditions(names: Names, record: ClientRecord, subject: Resource) -> list[Resource]:
    """Return a Condition for each signed note of a diagnosis, in the words of the note."""
    return [
        names.entry(
            "Condition",
            each.note.id,
            {
                "clinicalStatus": concept("Active", "active", CLINICAL_STATUS),
                "code": concept(_first(each.note, "diagnosis-code", "diagnosis")),
                "subject": subject,
                "recordedDate": each.note.service_date.isoformat(),
                "note": [{"text": note_words(each.note)}],
            },
        )
        for each in _signed(record, "diagnosis")
    ]


def plans(names: Names, record: ClientRecord, subject: Resource) -> list[Resource]:
    """Return a CarePlan for each signed treatment plan: the newest is the active one."""
    signed = _signed(record, "treatment-plan")
    return [
        names.entry(
            "CarePlan",
            each.note.id,
            {
                "status": "active" if each is signed[-1] else "revoked",
                "intent": "plan",
                "subject": subject,
                "created": each.note.service_date.isoformat(),
                "description": note_words(each.note),
            },
        )
        for each in signed
    ]


def _signed(record: ClientRecord, kind: str) -> Sequence[KeptNote]:
    return [
        each
        for each in record.notes
        if each.note.signed and not each.in_error and kind_of(each.note.template).id == kind
    ]


def _first(note: Note, *names: str) -> str:
    there = {each.name: each.text.strip() for each in note.sections}
    said = [there[name].replace("\n", " ") for name in names if there.get(name)]
    return " ".join(said) or note_words(note)


def _note(names: Names, kept: KeptNote, subject: Resource, title: str) -> Resource:
    note = kept.note
    signed = note.signature
    at = signed.at if signed is not None else note.begun_at
    session = kept.session
    about = (
        [names.reference("Encounter", f"{session.appointment}/{session.day.isoformat()}")]
        if session is not None and session.marked
        else []
    )
    day = note.service_date
    return names.entry(
        "DocumentReference",
        note.id,
        {
            "status": "entered-in-error" if kept.in_error else "current",
            "docStatus": "final" if signed is not None else "preliminary",
            "type": PROGRESS_NOTE if kind_of(note.template).session else concept(title),
            "subject": subject,
            "date": instant(at),
            "author": [names.reference("Practitioner", signed.by.name)] if signed else [],
            "description": title,
            "securityLabel": _SECURITY,
            "content": [{"attachment": attachment(note_words(note), title, at)}],
            "context": {"period": period(day, day), **({"encounter": about} if about else {})},
        },
    )


def _addendum(names: Names, kept: KeptNote, each: Addendum, subject: Resource) -> Resource:
    signed = each.signature
    at: datetime = signed.at if signed is not None else each.written_at
    return names.entry(
        "DocumentReference",
        each.id,
        {
            "status": "current",
            "docStatus": "final" if signed is not None else "preliminary",
            "type": concept("Addendum"),
            "subject": subject,
            "date": instant(at),
            "author": [names.reference("Practitioner", signed.by.name)] if signed else [],
            "relatesTo": [
                {"code": "appends", "target": names.reference("DocumentReference", kept.note.id)}
            ],
            "securityLabel": _SECURITY,
            "content": [{"attachment": attachment(each.text, "Addendum", at)}],
        },
    )


def _document(names: Names, each: Document, subject: Resource, file: str) -> Resource:
    said = {
        "contentType": each.file.media,
        "size": each.file.size,
        "title": each.title,
        **({"url": file} if file else {}),
    }
    return names.entry(
        "DocumentReference",
        each.id,
        {
            "status": "entered-in-error" if each.in_error is not None else "current",
            "type": concept(document_kind(each.kind).title),
            "subject": subject,
            "date": instant(each.added_at),
            "description": f"SHA-256 {each.file.sha256}",
            "securityLabel": _SECURITY,
            "content": [{"attachment": said}],
        },
    )


def _measure(names: Names, each: Administration, subject: Resource) -> Resource:
    measure = measure_of(each.measure)
    items = [
        {"linkId": str(number), "text": text, "answer": [{"valueInteger": answer}]}
        for number, (text, answer) in enumerate(zip(measure.items, each.answers, strict=True), 1)
        if answer is not None
    ]
    total = measure.score(each.answers).total
    if total is not None:
        items.append({"linkId": "score", "text": "Score", "answer": [{"valueInteger": total}]})
    return names.entry(
        "QuestionnaireResponse",
        each.id,
        {
            "status": "entered-in-error" if each.in_error is not None else "completed",
            "subject": subject,
            "authored": each.day.isoformat(),
            "item": [{"linkId": "measure", "text": measure.title, "item": items}],
        },
    )
