"""What every FHIR R4 resource here is made with: references, codes, people and days."""

import base64
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from vault.model.client import Contact, ContactKind
from vault.model.practice import Licensee

Resource = dict[str, Any]

LOINC = "http://loinc.org"
_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
ACT_CODE = f"{_TERMINOLOGY}/v3-ActCode"
CLINICAL_STATUS = f"{_TERMINOLOGY}/condition-clinical"
CONFIDENTIALITY = f"{_TERMINOLOGY}/v3-Confidentiality"
MEMBER_ROLE = f"{_TERMINOLOGY}/v3-RoleCode"

RESTRICTED = {"security": [{"system": CONFIDENTIALITY, "code": "R", "display": "restricted"}]}
"""Every resource of a record is restricted (HL7 v3 Confidentiality)."""


@dataclass(frozen=True)
class Names:
    """Gives every resource of a vault its `urn:uuid`, always the same one (RFC 4122, version 5)."""

    vault: uuid.UUID

    def urn(self, kind: str, thing: str) -> str:
        """Return the full URL of a resource of a kind about a thing."""
        return f"urn:uuid:{uuid.uuid5(self.vault, f'{kind}/{thing}')}"

    def reference(self, kind: str, thing: str, display: str = "") -> Resource:
        """Return a reference to it."""
        return {"reference": self.urn(kind, thing), **({"display": display} if display else {})}

    def entry(self, kind: str, thing: str, said: Mapping[str, Any]) -> Resource:
        """Return an entry of a bundle; what is None or empty is left out: FHIR has no empty."""
        full = self.urn(kind, thing)
        resource = {
            "resourceType": kind,
            "id": full.removeprefix("urn:uuid:"),
            "meta": RESTRICTED,
            **{name: value for name, value in said.items() if value not in (None, "", [], {})},
        }
        return {"fullUrl": full, "resource": resource}


def concept(text: str, code: str = "", system: str = LOINC, display: str = "") -> Resource:
    """Return a CodeableConcept: its text, and where there is one, its code."""
    coding = {"system": system, "code": code, **({"display": display} if display else {})}
    return {**({"coding": [coding]} if code else {}), "text": text}


def attachment(text: str, title: str, at: datetime) -> Resource:
    """Return words as the attachment of a DocumentReference."""
    data = text.encode()
    return {
        "contentType": "text/plain; charset=utf-8",
        "data": base64.b64encode(data).decode("ascii"),
        "size": len(data),
        "title": title,
        "creation": instant(at),
    }


def instant(at: datetime) -> str:
    """Return a moment as FHIR has it: to the second, with its distance from UTC."""
    return at.isoformat(timespec="seconds")


def period(first: date, last: date | None) -> Resource:
    """Return a Period of days; without an end it goes on."""
    return {"start": first.isoformat(), **({"end": last.isoformat()} if last is not None else {})}


def human_name(name: str) -> list[Resource]:
    """Return a name as it was entered: which word of it is which, nobody was asked."""
    return [{"text": name}]


def telecoms(contacts: Sequence[Contact]) -> list[Resource]:
    """Return phones and e-mails."""
    systems = {ContactKind.PHONE: "phone", ContactKind.EMAIL: "email"}
    return [
        {"system": systems[each.kind], "value": each.value}
        for each in contacts
        if each.kind in systems
    ]


def addresses(contacts: Sequence[Contact]) -> list[Resource]:
    """Return addresses as they were entered."""
    kind = ContactKind.ADDRESS
    return [{"text": each.value} for each in contacts if each.kind is kind]


def practitioner(names: Names, by: Licensee) -> Resource:
    """Return who holds the license."""
    said = [
        {"system": system, "value": value}
        for system, value in (("phone", by.phone), ("email", by.email))
        if value
    ]
    license = {"identifier": [{"value": by.license_number}]} if by.license_number else {}
    code = {"code": concept(by.credential)} if by.credential else {"code": concept("License")}
    return names.entry(
        "Practitioner",
        by.name,
        {
            "name": human_name(by.name) if by.name else [],
            "telecom": said,
            "address": [{"text": by.address}] if by.address else [],
            "qualification": [{**license, **code}] if by.credential or by.license_number else [],
        },
    )


def organization(names: Names, by: Licensee) -> Resource:
    """Return the practice."""
    return names.entry("Organization", "practice", {"name": by.practice_name or by.name or "-"})
