"""Tables of everything as CSV: for a spreadsheet, or for another program to bring in.

No cell is ever a formula: what a spreadsheet would compute has an apostrophe in front (OWASP, CSV
Injection). The JSON records have every text as it is.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from vault.export.json_record import template_title
from vault.model.client import Contact, ContactKind
from vault.model.client_record import ClientRecord, KeptNote
from vault.model.ids import DocumentId, record_number
from vault.model.measure import measure_of
from vault.model.template import section_title

Row = Sequence[str]

HEADINGS: Mapping[str, Row] = {
    "clients.csv": (
        "record", "id", "name", "preferred name", "birth date", "kind", "status", "added",
        "phone", "email", "address",
    ),
    "contacts.csv": ("record", "client", "name", "kind", "value", "whose", "may be used for"),
    "people.csv": (
        "record", "client", "name", "what", "role", "since", "until", "birth date", "may",
    ),
    "care.csv": ("record", "client", "name", "opened", "ended", "last contact", "why it ended"),
    "appointments.csv": (
        "record", "client", "name", "date", "start", "minutes", "place", "weekly", "last day",
        "status", "called off by", "who comes",
    ),
    "notes.csv": (
        "record", "client", "name", "note", "kind", "date", "start", "stop", "text",
        "signed at", "signed by", "marked in error", "addenda",
    ),
    "documents.csv": (
        "record", "client", "name", "document", "title", "kind", "date", "received", "from",
        "written by", "file name", "bytes", "sha256", "file",
    ),
    "measures.csv": (
        "record", "client", "name", "measure", "date", "total", "answers", "filled in by",
        "marked in error",
    ),
    "fees.csv": (
        "record", "client", "name", "what", "date", "amount", "service or method", "code", "voided",
    ),
}  # fmt: skip
"""Every table with its headings."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table(rows: Iterable[Row]) -> bytes:
    """Return rows as CSV (RFC 4180) in UTF-8, with the mark by which spreadsheets know it."""
    out = io.StringIO()
    csv.writer(out).writerows([cell(each) for each in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def cell(text: str) -> str:
    """Return a text as no spreadsheet computes it: behind an apostrophe where one would.

    One that begins with an apostrophe gets another, so that taking one away gives back the text.
    """
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def rows_of(
    record: ClientRecord, files: Mapping[DocumentId, str], titles: Mapping[str, str]
) -> dict[str, list[Row]]:
    """Return the rows of one client, by the name of the table; `files` and `titles` as in JSON."""
    client = record.client
    whose = (record_number(client.id), client.id, client.name)
    return {
        "clients.csv": [_client(record)],
        "contacts.csv": [
            (*whose, each.kind.value, each.value, each.whose, ", ".join(each.may))
            for each in client.contacts
        ],
        "people.csv": [(*whose, *each) for each in _people(record)],
        "care.csv": [(*whose, *each) for each in _care(record)],
        "appointments.csv": [(*whose, *each) for each in _sessions(record)],
        "notes.csv": [(*whose, *_note(each, titles)) for each in record.notes],
        "documents.csv": [(*whose, *each) for each in _documents(record, files)],
        "measures.csv": [(*whose, *each) for each in _measures(record)],
        "fees.csv": [(*whose, *each) for each in _fees(record)],
    }


def _client(record: ClientRecord) -> Row:
    client = record.client
    return (
        record_number(client.id),
        client.id,
        client.name,
        client.preferred_name,
        _day(client.birth_date),
        client.kind.value,
        client.status.value,
        client.added_at.date().isoformat(),
        *(
            "; ".join(_lines(client.contacts, kind))
            for kind in (ContactKind.PHONE, ContactKind.EMAIL, ContactKind.ADDRESS)
        ),
    )


def _lines(contacts: Iterable[Contact], kind: ContactKind) -> list[str]:
    return [each.value.replace("\n", ", ") for each in contacts if each.kind is kind]


def _people(record: ClientRecord) -> list[Row]:
    found: list[Row] = [
        (
            each.name,
            "participant",
            each.role.value,
            each.joined.isoformat(),
            _day(each.left),
            _day(each.birth_date),
            "",
        )
        for each in record.participants
    ]
    for one in record.representatives:
        may = ", ".join(one.powers)
        since, until = one.since.isoformat(), _day(one.until)
        found.append((one.name, "representative", one.kind.value, since, until, "", may))
    return found


def _care(record: ClientRecord) -> list[Row]:
    return [
        (
            each.opened.isoformat(),
            _day(each.ending.day) if each.ending else "",
            _day(each.ending.last_contact) if each.ending else "",
            each.ending.reason.value if each.ending else "",
        )
        for each in record.episodes
    ]


def _sessions(record: ClientRecord) -> list[Row]:
    found: list[Row] = []
    for kept in record.appointments:
        each = kept.appointment
        last = [("yes" if each.weekly else "no"), _day(each.last_day)]
        about = (each.start.strftime("%H:%M"), str(each.minutes), each.place.value, *last)
        told = [(one.day, one.status.value, str(one.cancelled_by or "")) for one in kept.sessions]
        if not any(day == each.day for day, _status, _by in told):
            told.insert(0, (each.day, "planned", ""))
        for day, status, by in told:
            found.append((day.isoformat(), *about, status, by, each.participants))
    return found


def _note(kept: KeptNote, titles: Mapping[str, str]) -> Row:
    note, signed = kept.note, kept.note.signature
    text = "\n\n".join(
        f"{section_title(each.name)}\n{each.text}" for each in note.sections if each.text
    )
    addenda = "\n\n".join(f"{each.written_at.isoformat()}\n{each.text}" for each in kept.addenda)
    return (
        note.id,
        template_title(note.template, titles),
        note.service_date.isoformat(),
        note.start.strftime("%H:%M") if note.start else "",
        note.stop.strftime("%H:%M") if note.stop else "",
        text,
        signed.at.isoformat() if signed else "",
        signed.by.name if signed else "",
        "yes" if kept.in_error else "",
        addenda,
    )


def _documents(record: ClientRecord, files: Mapping[DocumentId, str]) -> list[Row]:
    return [
        (
            each.id,
            each.title,
            each.kind,
            _day(each.day),
            each.received.isoformat(),
            each.source,
            each.author,
            each.file.name,
            str(each.file.size),
            each.file.sha256,
            files.get(each.id, ""),
        )
        for each in record.documents
    ]


def _measures(record: ClientRecord) -> list[Row]:
    found: list[Row] = []
    for each in record.measures:
        measure = measure_of(each.measure)
        total = measure.score(each.answers).total
        answers = " ".join("-" if one is None else str(one) for one in each.answers)
        found.append(
            (
                measure.title,
                each.day.isoformat(),
                "" if total is None else str(total),
                answers,
                each.filled_in_by,
                "yes" if each.in_error else "",
            )
        )
    return found


def _fees(record: ClientRecord) -> list[Row]:
    charges = [
        ("charge", each.day, each.cents, each.service, each.code, each.voided)
        for each in record.charges
    ]
    payments = [
        ("payment", each.day, each.cents, each.words or each.method.value, "", each.voided)
        for each in record.payments
    ]
    return [
        (
            what,
            day.isoformat(),
            f"{cents // 100}.{cents % 100:02}",
            said,
            code,
            "yes" if voided else "",
        )
        for what, day, cents, said, code, voided in [*charges, *payments]
    ]


def _day(day: object) -> str:
    return str(day) if day is not None else ""
