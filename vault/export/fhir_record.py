"""A client's record as a FHIR R4 document: a Bundle whose first entry says what is in it.

HL7 FHIR R4 (4.0.1), Documents. It holds what FHIR has a place for; the JSON record holds all.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime

from vault.export import fhir_care as care
from vault.export.fhir_parts import (
    CONFIDENTIALITY,
    Names,
    Resource,
    addresses,
    concept,
    human_name,
    instant,
    organization,
    period,
    practitioner,
    telecoms,
)
from vault.export.json_record import written
from vault.model.client import ClientKind, ClientStatus
from vault.model.client_record import ClientRecord
from vault.model.ids import DocumentId, record_number
from vault.model.practice import Licensee

_SUMMARY = concept("Summary of care", "34133-9")


def fhir_record(
    vault_id: str,
    record: ClientRecord,
    licensee: Licensee,
    made_at: datetime,
    files: Mapping[DocumentId, str],
    titles: Mapping[str, str],
) -> bytes:
    """Return the record as a Bundle of type `document`, JSON in UTF-8.

    `files` and `titles` as in `json_record`. The record of a couple, a family or a group has a
    Group as its subject, whose members are Patients.
    """
    names = Names(uuid.UUID(vault_id))
    subject = _subject(names, record)
    person = record.client.kind is ClientKind.INDIVIDUAL
    parts: list[tuple[Resource, list[Resource]]] = [
        (care.PROGRESS_NOTE, care.notes(names, record, subject, titles)),
        (concept("Plan of care", "18776-5"), care.plans(names, record, subject)),
        (concept("Problem list", "11450-4"), care.conditions(names, record, subject)),
        (concept("Measures"), care.measures(names, record, subject)),
        (concept("Documents"), care.documents(names, record, subject, files)),
        (concept("Sessions"), care.encounters(names, record, subject)),
        (concept("Care"), care.episodes(names, record, subject) if person else []),
    ]
    signers = {
        each.note.signature.by for each in record.notes if each.note.signature is not None
    } | {each.signature.by for one in record.notes for each in one.addenda if each.signature}
    people = {licensee.name: licensee} | {each.name: each for each in signers}
    people[licensee.name] = licensee
    entries = [
        _composition(names, record, licensee, made_at, subject, parts),
        *_people(names, record),
        *(practitioner(names, each) for _name, each in sorted(people.items())),
        organization(names, licensee),
        *(each for _title, those in parts for each in those),
    ]
    return written(
        {
            "resourceType": "Bundle",
            "meta": {"security": [{"system": CONFIDENTIALITY, "code": "R"}]},
            "identifier": {
                "system": "urn:ietf:rfc:3986",
                "value": names.urn("Bundle", record.client.id),
            },
            "type": "document",
            "timestamp": instant(made_at),
            "entry": entries,
        }
    )


def _subject(names: Names, record: ClientRecord) -> Resource:
    person = record.client.kind is ClientKind.INDIVIDUAL
    kind = "Patient" if person else "Group"
    return names.reference(kind, record.client.id, record.client.name)


def _composition(
    names: Names,
    record: ClientRecord,
    licensee: Licensee,
    made_at: datetime,
    subject: Resource,
    parts: list[tuple[Resource, list[Resource]]],
) -> Resource:
    author = names.reference("Practitioner", licensee.name, licensee.name)
    return names.entry(
        "Composition",
        record.client.id,
        {
            "status": "final",
            "type": _SUMMARY,
            "subject": subject,
            "date": instant(made_at),
            "author": [author],
            "title": "Record",
            "confidentiality": "R",
            "attester": [{"mode": "professional", "time": instant(made_at), "party": author}],
            "custodian": names.reference("Organization", "practice"),
            "section": [
                {
                    "title": title["text"],
                    **({"code": title} if "coding" in title else {}),
                    "entry": [{"reference": each["fullUrl"]} for each in those],
                }
                for title, those in parts
                if those
            ],
        },
    )


def _people(names: Names, record: ClientRecord) -> list[Resource]:
    client = record.client
    if client.kind is ClientKind.INDIVIDUAL:
        return [_patient(names, record), *_representatives(names, record)]
    members = [
        names.entry(
            "Patient",
            each.id,
            {
                "name": human_name(each.name),
                "birthDate": each.birth_date.isoformat() if each.birth_date else None,
            },
        )
        for each in record.participants
    ]
    group = names.entry(
        "Group",
        client.id,
        {
            "identifier": [{"value": record_number(client.id)}],
            "active": client.status is ClientStatus.ACTIVE,
            "type": "person",
            "actual": True,
            "name": client.name,
            "code": concept(client.kind.value),
            "member": [
                {
                    "entity": names.reference("Patient", each.id),
                    "period": period(each.joined, each.left),
                }
                for each in record.participants
            ],
        },
    )
    return [group, *members]


def _patient(names: Names, record: ClientRecord) -> Resource:
    client = record.client
    preferred = client.preferred_name
    return names.entry(
        "Patient",
        client.id,
        {
            "identifier": [{"value": record_number(client.id)}],
            "active": client.status is ClientStatus.ACTIVE,
            "name": [
                *human_name(client.name),
                *([{"use": "usual", "text": preferred}] if preferred else []),
            ],
            "telecom": telecoms(client.contacts),
            "address": addresses(client.contacts),
            "birthDate": client.birth_date.isoformat() if client.birth_date else None,
        },
    )


def _representatives(names: Names, record: ClientRecord) -> list[Resource]:
    return [
        names.entry(
            "RelatedPerson",
            each.id,
            {
                "active": each.until is None,
                "patient": _subject(names, record),
                "relationship": [concept(each.kind.value)],
                "name": human_name(each.name),
                "period": period(each.since, each.until),
            },
        )
        for each in record.representatives
    ]
