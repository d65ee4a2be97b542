"""What a copy of the record says, in words: from a printable package to the template's data."""

from collections.abc import Sequence
from typing import Any

from vault.export.breaks import breakable, shortened
from vault.export.coverage import Coverage
from vault.export.date_words import day_words, moment_words, times_words
from vault.export.disputes import dispute_words
from vault.export.measures import measure_words
from vault.export.particulars import told_rows
from vault.export.prose import lines_of, prose_of
from vault.export.remarks import addendum_title, not_cosigned, remarks
from vault.model.client import Contact, ContactKind, ContactUse
from vault.model.direction import isolated
from vault.model.practice import Licensee
from vault.model.release import (
    ReleasedAddendum,
    ReleasedCosignature,
    ReleasedNote,
    ReleasedSignature,
    ReleasePackage,
)
from vault.model.template import (
    kind_of,
    own_kind,
    particulars,
    section_title,
    templates,
    templates_of,
)
from vault.translation import _, count_of

Words = dict[str, Any]

HEADER_ROOM = 28.0
"""Width in em that the client's name may take in the running header."""


def record_words(package: ReleasePackage, replaced: int, coverage: Coverage) -> Words:
    """Return the data of `record.typ`: finished words in the order they are read.

    `package` is printable (see `printable_package`), with `replaced` characters marked in it.
    Every value is text, a list, a number or None for what was never entered.
    """
    words: Words = {
        "labels": _labels(),
        "made": [package.made_on.year, package.made_on.month, package.made_on.day],
        "header": shortened(package.name, HEADER_ROOM, coverage),
        "footer": _("Made on {day}").format(day=day_words(package.made_on)),
        "name": package.name,
        "practice": _practice_rows(package.licensee),
        "client": _client_rows(package),
        "included": _included_rows(package),
        "replaced": _replaced(replaced),
        "left_out": left_out(package),
        "notes": [note_words(note) for note in package.notes],
        "measures": measure_words(package.measures),
        "disputes": [dispute_words(each) for each in package.disputes],
    }
    return {name: _with_breaks(value, coverage) for name, value in words.items()}


def _with_breaks(value: Any, coverage: Coverage) -> Any:
    if isinstance(value, str):
        return breakable(value, coverage)
    if isinstance(value, list):
        return [_with_breaks(item, coverage) for item in value]
    if isinstance(value, dict):
        return {key: _with_breaks(item, coverage) for key, item in value.items()}
    return value


def title() -> str:
    """Return the title of the document, which names nobody."""
    return _("Copy of the record")


def page_label(page: int, pages: int) -> str:
    """Return what the footer of a page says."""
    return _("{page} of {pages}").format(page=page, pages=pages)


def _labels() -> dict[str, str]:
    return {
        "title": title(),
        "practice": _("Practice"),
        "client": _("Client"),
        "included": _("What is included"),
        "left_out": _("What is not included"),
        "contents": _("Contents"),
        "measures": _("Outcome measures"),
        "disputes": _("Requests to amend this record, denied in whole or in part"),
        "page_of": _("{page} of {pages}"),
        "not_entered": _("Not entered"),
        "not_advice": _("This program informs. It is not legal advice."),
    }


def template_title(template_id: str) -> str:
    """Return the heading of a note: what it is, and its template where its kind has several.

    What somebody calls a template of their own is no part of the record.
    """
    kind = kind_of(template_id)
    if own_kind(template_id) or template_id == "free" or len(templates_of(kind=kind.id)) == 1:
        return kind.title
    template = templates()[template_id]
    if template.title.startswith(kind.title):
        return template.title
    return _("{kind} ({template})").format(kind=kind.title, template=template.title)


def _practice_rows(licensee: Licensee) -> list[list[str | None]]:
    rows: list[list[str | None]] = [
        [_("Practice"), licensee.practice_name],
        [_("Clinician"), _clinician(licensee)],
        [_("License"), _license(licensee)],
        [_("Address"), licensee.address],
        [_("Phone"), licensee.phone],
    ]
    if licensee.email.strip():
        rows.append([_("E-mail"), licensee.email])
    return [[label, value if value and value.strip() else None] for label, value in rows]


def _clinician(licensee: Licensee) -> str:
    name, credential = licensee.name.strip(), licensee.credential.strip()
    if name and not credential:
        return _("{name}, credential not entered").format(name=isolated(name))
    if credential and not name:
        return _("{credential}, name not entered").format(credential=isolated(credential))
    return _signature_name(licensee)


def _signature_name(by: Licensee) -> str:
    return ", ".join(isolated(part) for part in (by.name, by.credential) if part)


def _license(licensee: Licensee) -> str:
    number, state = licensee.license_number.strip(), licensee.state.strip()
    if number and not state:
        return _("{number}, state not entered").format(number=isolated(number))
    if state and not number:
        return _("{state}, number not entered").format(state=isolated(state))
    return f"{isolated(number)}, {isolated(state)}" if number else ""


def _client_rows(package: ReleasePackage) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    if package.preferred_name.strip():
        rows.append([_("Preferred name"), package.preferred_name])
    born = package.birth_date
    rows.append([_("Birth date"), _("Unknown") if born is None else day_words(born)])
    rows.extend([_contact_kind(item.kind), contact_words(item)] for item in package.contacts)
    if not package.contacts:
        rows.append([_("Contacts"), None])
    return rows


def _contact_kind(kind: ContactKind) -> str:
    return {
        ContactKind.PHONE: _("Phone"),
        ContactKind.ADDRESS: _("Address"),
        ContactKind.EMAIL: _("E-mail"),
    }[kind]


def contact_words(contact: Contact) -> str:
    """Return a contact with whose it is and how it may be used."""
    uses = {
        ContactUse.CALL: _("may be called"),
        ContactUse.SAY_WHO: _("the caller may say who is calling"),
        ContactUse.LEAVE_MESSAGE: _("a message may be left"),
        ContactUse.TEXT: _("text messages may be sent"),
        ContactUse.WRITE: _("may be written to"),
        ContactUse.PLAIN_ENVELOPE: _("mail must be in a plain envelope"),
        ContactUse.NEVER: _("must never be used"),
    }
    use = "; ".join(uses[item] for item in contact.may) or _("ask before using")
    whose = contact.whose.strip()
    said = f"{isolated(whose)}: {use}" if whose else _sentence(use)
    # An address has lines of its own; a number and what may be done with it read as one.
    if "\n" in contact.value:
        return f"{contact.value}\n{said}"
    return f"{isolated(contact.value)} · {said}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _included_rows(package: ReleasePackage) -> list[list[str | None]]:
    rows: list[list[str | None]] = [[_("Made on"), day_words(package.made_on)]]
    rows += _note_rows(package) if package.notes else [[_("Notes"), _("No signed notes.")]]
    if package.measures:
        words = count_of(
            "{n} filled in, after the notes",
            "{n} filled in, after the notes",
            len(package.measures),
        )
        rows.append([_("Outcome measures"), words])
    if package.disputes:
        words = count_of(
            "{n} denied, in whole or in part, at the end",
            "{n} denied, in whole or in part, at the end",
            len(package.disputes),
        )
        rows.append([_("Requests to amend"), words])
    return rows


def _note_rows(package: ReleasePackage) -> list[list[str | None]]:
    # A letter or a plan is of a day too, on which there was no service.
    served = [note.service_date for note in package.notes if kind_of(note.template).contact]
    days = served or [note.service_date for note in package.notes]
    first, last = min(days), max(days)
    span = day_words(first)
    if last != first:
        span = _("{first} to {last}").format(first=span, last=day_words(last))
    notes = count_of("{n} signed note", "{n} signed notes", len(package.notes))
    rows: list[list[str | None]] = [
        [_("Notes"), notes],
        [_("Dates of service") if served else _("Dates"), span],
    ]
    addenda = sum(len(note.addenda) for note in package.notes)
    if addenda:
        words = count_of(
            "{n} addendum, under its note", "{n} addenda, each under its note", addenda
        )
        rows.append([_("Addenda"), words])
    return rows


def _replaced(count: int) -> str | None:
    if not count:
        return None
    return count_of(
        "{n} character could not be shown with the fonts of this program; "
        "it is marked like [U+0F56].",
        "{n} characters could not be shown with the fonts of this program; "
        "each is marked like [U+0F56].",
        count,
    )


def left_out(package: ReleasePackage) -> list[str]:
    """Return what the copy does not hold, one sentence each.

    The one on process notes stands in every copy and says the same in each, so that nobody can
    tell from a copy whether any are kept. They are outside the right of access (45 CFR
    164.524(a)(1)(i)) when they are kept apart (45 CFR 164.501).
    """
    sentences = []
    if package.unsigned:
        count = count_of(
            "{n} draft that is not signed yet",
            "{n} drafts that are not signed yet",
            len(package.unsigned),
        )
        days = ", ".join(day_words(day) for day in package.unsigned)
        sentences.append(_("{count}: {days}.").format(count=count, days=days))
    sentences += [
        _("A note that was filed in this record in error was taken out on {day}.").format(
            day=day_words(day)
        )
        for day in package.taken_out
    ]
    # One sentence for each, so that it shows when one is missing from what is handed over.
    sentences += [
        _("A document of this record, in a file of its own: “{title}”, received {day}.").format(
            title=isolated(each.title), day=day_words(each.received)
        )
        for each in package.documents
    ]
    sentences.append(
        _(
            "The practice's administrative file, such as conflict checks and calls about a case, "
            "is no part of this record."
        )
    )
    sentences.append(
        _(
            "Psychotherapy notes (process notes): if any are kept, they are kept apart from this "
            "record and are not part of this copy (45 CFR 164.501; 45 CFR 164.524(a)(1)(i))."
        )
    )
    return sentences


def note_words(note: ReleasedNote) -> Words:
    """Return the words of one note and its addenda, in the order they are read."""
    times = times_words(note.start, note.stop)
    day = day_words(note.service_date)
    heading = template_title(note.template)
    when = f"{day}, {times}" if times else day
    return {
        "day": day,
        "times": times,
        "title": heading,
        "heading": f"{heading} · {when}",
        "signed": f"{signed_line(note.signature)} · {license_line(note.signature.by)}",
        "remarks": remarks(note),
        "told": [row for section in note.sections for row in told_rows(section)],
        "sections": [
            {"title": section_title(section.name), "text": prose_of(section.text)}
            for section in note.sections
            if section.name not in particulars()
        ],
        "block": _block(note.signature),
        "cosigned": _cosigned(note.cosigned),
        "addenda": [_addendum_words(addendum) for addendum in note.addenda],
    }


def _addendum_words(addendum: ReleasedAddendum) -> Words:
    written, signed = addendum.written_at, addendum.signature.at
    late = None
    if written.date() != signed.date():
        late = _("Written {written}.").format(written=moment_words(written))
    return {
        "heading": addendum_title(addendum.mark).format(day=day_words(signed.date())),
        "remarks": [*([late] if late else []), *([not_cosigned()] if addendum.waits else [])],
        "text": prose_of(addendum.text),
        "block": _block(addendum.signature),
        "cosigned": _cosigned(addendum.cosigned),
    }


def signed_line(signature: ReleasedSignature) -> str:
    """Return who signed and when; a licensee whose name was not entered yet is said to be so."""
    moment = moment_words(signature.at)
    name = _signature_name(signature.by).strip()
    if not name:
        return _("Signed {moment}, name not entered").format(moment=moment)
    return _("Signed by {name}, {moment}").format(name=name, moment=moment)


def license_line(by: Licensee) -> str:
    """Return the license a note was signed under."""
    number, state = isolated(by.license_number.strip()), isolated(by.state.strip())
    if number and state:
        return _("License {number}, {state}").format(number=number, state=state)
    if number:
        return _("License {number}").format(number=number)
    if state:
        return _("Licensed in {state}, license number not entered").format(state=state)
    return _("License number not entered")


def _block(signature: ReleasedSignature) -> list[str]:
    name = _signature_name(signature.by).strip() or _("Name not entered")
    signed = _("Signed {moment}").format(moment=moment_words(signature.at))
    return [name, license_line(signature.by), signed]


def _cosigned(cosigned: ReleasedCosignature | None) -> list[str] | None:
    if cosigned is None:
        return None
    name = _signature_name(cosigned.by).strip() or _("Name not entered")
    if cosigned.at is None:
        signed = _("Co-signed on paper on {day}").format(day=day_words(cosigned.day))
    else:
        signed = _("Co-signed {moment}").format(moment=moment_words(cosigned.at))
    return [name, license_line(cosigned.by), signed]


def cover_texts(words: Words) -> Sequence[str]:
    """Return every text of the cover as the page shows it, in order."""
    labels = words["labels"]
    texts = [labels["title"], words["name"]]
    for part in ("client", "practice", "included"):
        texts.append(labels[part])
        for label, value in words[part]:
            texts += [label, labels["not_entered"] if value is None else value]
    return [
        *texts,
        words["replaced"] or "",
        labels["left_out"],
        *words["left_out"],
        labels["not_advice"],
    ]


def note_texts(words: Words) -> Sequence[str]:
    """Return every text of `note_words` as the page shows it, from the heading to the end."""
    texts = [words["heading"], words["signed"], *words["remarks"]]
    texts += [text for row in words["told"] for text in row]
    for section in words["sections"]:
        texts += [section["title"], *lines_of(section["text"])]
    texts += [*words["block"], *(words["cosigned"] or ())]
    for addendum in words["addenda"]:
        texts += [addendum["heading"], *addendum["remarks"]]
        texts += [*lines_of(addendum["text"]), *addendum["block"], *(addendum["cosigned"] or ())]
    return texts
