"""A release: what is given to someone who asked for a copy of a record, already chosen and clean.

A ReleasePackage has no field that a process note could fit in, no salt, no seal and no place in
the audit chain: it holds what the reader of the copy will see, and the date.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from vault.errors import NotAllowed
from vault.model.addendum import Mark
from vault.model.amendment import AmendmentDecision, AmendmentRequest
from vault.model.client import Client, ClientKind, Contact
from vault.model.cosignature import Cosignature, How
from vault.model.dates import birthday
from vault.model.document import Document, document_kind
from vault.model.measure import Administration, Answers, measure_of
from vault.model.note import Note, Section
from vault.model.other_kind import DISPUTED_AMENDMENT, OUTCOME_MEASURE, other_kinds
from vault.model.practice import Licensee
from vault.model.template import kind_of, section_title
from vault.translation import _, count_of


@dataclass(frozen=True)
class ReleasedSignature:
    """The signature block under a note: the licensee as of that day, and the moment."""

    by: Licensee
    at: datetime


@dataclass(frozen=True)
class ReleasedCosignature:
    """The block of a co-signature: the supervisor as of that day, and when.

    `at` is None where it was co-signed on paper: only the day is known.
    """

    by: Licensee
    day: date
    at: datetime | None


@dataclass(frozen=True)
class ReleasedAddendum:
    """An addendum as it stands under its note; `waits` tells that it is not co-signed yet."""

    text: str = field(repr=False)
    written_at: datetime
    signature: ReleasedSignature
    mark: Mark | None = None
    cosigned: ReleasedCosignature | None = None
    waits: bool = False


@dataclass(frozen=True)
class ReleasedNote:
    """A signed note with its addenda in the order they were written.

    `filed_on` is the day it came into this record, if it was first filed in another; `late` tells
    that it is a late entry, `in_error` that it is marked so now, `waits` that it is not co-signed
    yet.
    """

    template: str
    service_date: date
    start: time | None
    stop: time | None
    sections: tuple[Section, ...]
    written_at: datetime
    signature: ReleasedSignature
    addenda: tuple[ReleasedAddendum, ...]
    filed_on: date | None = None
    late: bool = False
    in_error: bool = False
    cosigned: ReleasedCosignature | None = None
    waits: bool = False


@dataclass(frozen=True)
class ReleasedDispute:
    """A request to amend that was denied, in whole or in part: it goes with the record.

    `disagreed` is the day on which the client's statement of disagreement was received, or None.
    """

    received: date
    asked: str = field(repr=False)
    decision: AmendmentDecision
    disagreed: date | None


@dataclass(frozen=True)
class ReleasedDocument:
    """A document of the record, as a copy names it."""

    title: str = field(repr=False)
    received: date


@dataclass(frozen=True)
class ReleasedMeasure:
    """An outcome measure that was filled in, with every answer, as it leaves."""

    measure: str
    day: date
    answers: Answers = field(repr=False)
    difficulty: int | None = field(repr=False)
    filled_in_by: str = field(repr=False)


@dataclass(frozen=True)
class ReleasePackage:
    """One client's record as it leaves: a pure function of the record and the day.

    `unsigned` are the service dates of notes that are still drafts and so are not included;
    `taken_out` the days on which notes were taken out that were filed in this record in error.
    `documents` are named in it: their files are not in this one.
    """

    licensee: Licensee
    name: str = field(repr=False)
    preferred_name: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    contacts: tuple[Contact, ...] = field(repr=False)
    made_on: date
    notes: tuple[ReleasedNote, ...]
    unsigned: tuple[date, ...]
    taken_out: tuple[date, ...] = ()
    disputes: tuple[ReleasedDispute, ...] = ()
    documents: tuple[ReleasedDocument, ...] = ()
    measures: tuple[ReleasedMeasure, ...] = ()


@dataclass(frozen=True)
class ToLookAt:
    """What a person must look at before it leaves: a note, a document's title, or a measure.

    By what its kind is, or since it holds what another said: that may tell who said it (45 CFR
    164.524(a)(2)(v)). `why` says what its kind does not.
    """

    id: str
    what: str = field(repr=False)
    day: date
    why: str = field(default="", repr=False)


def to_look_at(
    notes: Iterable[Note], documents: Iterable[Document], measures: Iterable[Administration]
) -> tuple[ToLookAt, ...]:
    """Return what of these leaves in a copy, and must be looked at before it does."""
    found = [
        ToLookAt(
            note.id,
            kind_of(note.template).title,
            note.service_date,
            " ".join(f"{section_title(mark)}." for mark in note.marks),
        )
        for note in notes
        if note.signed and (kind_of(note.template).look_first or note.marks)
    ]
    for each in _named(documents):
        if each.looked_at_first:
            titled = _("{kind}: “{title}”").format(
                kind=document_kind(each.kind).title, title=each.title
            )
            why = [_("Written by {who}.").format(who=each.author)] if each.author else []
            why += [_("It came from {who}.").format(who=each.source)] if each.source else []
            why.append(_("The copy names it, and does not hold it."))
            found.append(ToLookAt(each.id, titled, each.received, " ".join(why)))
    for filled in _filled_in(measures):
        if filled.filled_in_by:
            by = _("Filled in by {who}.").format(who=filled.filled_in_by)
            title = measure_of(filled.measure).title
            found.append(ToLookAt(filled.id, title, filled.day, by))
    return tuple(found)


def check_looked_at(entries: Iterable[ToLookAt], looked_at: Collection[str]) -> None:
    """Raise NotAllowed unless everything that must be looked at was.

    What tells of a danger, of somebody else, or was received from another leaves with the record,
    but never unseen.
    """
    left = [each for each in entries if each.id not in looked_at]
    if left:
        raise NotAllowed(
            count_of(
                "{n} entry must be looked at before it leaves.",
                "{n} entries must be looked at before they leave.",
                len(left),
            ),
            hint=_("Look at: {ids}.").format(ids=", ".join(each.id for each in left)),
        )


def released_disputes(requests: Iterable[AmendmentRequest]) -> tuple[ReleasedDispute, ...]:
    """Return those requests that were denied, in whole or in part, as they leave."""
    if not other_kinds()[DISPUTED_AMENDMENT].release:
        return ()
    return tuple(
        ReleasedDispute(each.received, each.asked, each.decision, each.disagreed)
        for each in requests
        if each.decision is not None and each.decision.denies
    )


def released_cosignature(cosignature: Cosignature | None) -> ReleasedCosignature | None:
    """Return a co-signature as it leaves."""
    if cosignature is None:
        return None
    at = cosignature.signature.at if cosignature.how is How.HERE else None
    return ReleasedCosignature(cosignature.signature.by, cosignature.day, at)


def released_documents(documents: Iterable[Document]) -> tuple[ReleasedDocument, ...]:
    """Return the documents of a record as a copy names them, in the order in which they came.

    Not those of the administrative file, nor what is marked in error.
    """
    return tuple(ReleasedDocument(each.title, each.received) for each in _named(documents))


def released_measures(found: Iterable[Administration]) -> tuple[ReleasedMeasure, ...]:
    """Return what was filled in, as it leaves; nothing that is marked in error."""
    return tuple(
        ReleasedMeasure(each.measure, each.day, each.answers, each.difficulty, each.filled_in_by)
        for each in _filled_in(found)
    )


def _named(documents: Iterable[Document]) -> list[Document]:
    own = [each for each in documents if document_kind(each.kind).release and each.in_error is None]
    return sorted(own, key=lambda each: (each.received, each.id))


def _filled_in(found: Iterable[Administration]) -> list[Administration]:
    if not other_kinds()[OUTCOME_MEASURE].release:
        return []
    return [each for each in found if each.in_error is None]


def check_own_access(client: Client, majority_age: int, today: date, because: str = "") -> None:
    """Check that this record may leave as the client's own access, without a request.

    That is so for an individual adult whose record is not joint. Raises NotAllowed otherwise: a
    joint, group or minor's record needs consents that this version cannot check. `because` says by
    which state one is of age at that age.
    """
    hint = ""
    if client.kind is ClientKind.INDIVIDUAL:
        if client.birth_date is None:
            hint = _("The birth date is unknown, so this may be a minor's record. Enter it first.")
        elif birthday(client.birth_date, majority_age) <= today:
            return
        else:
            hint = " ".join(filter(None, (_("The client is a minor."), because)))
    raise NotAllowed(_("This copy needs consents that this version cannot check."), hint=hint)
