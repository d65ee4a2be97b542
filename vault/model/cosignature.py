"""Co-signatures: what a licensee under supervision signs is signed once more, by a supervisor.

The signed text stays as it is: a co-signature is a row of its own beside it. Which texts are to be
co-signed is the practice's own word, no rule of law.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from vault.errors import BadInput, NotAllowed
from vault.model.canonical import Json
from vault.model.ids import ClientId, CosignatureId, DocumentId, NoteId, SupervisorId
from vault.model.note import Signature
from vault.model.practice import Licensee
from vault.model.template import Part, kind_of
from vault.model.text import clean_line, unless_blank
from vault.translation import _

MOST_SUPERVISORS = 100


class How(StrEnum):
    """How it was co-signed: here, with the supervisor's own passphrase, or on paper."""

    HERE = "here"
    ON_PAPER = "on-paper"


@dataclass(frozen=True)
class Supervisor:
    """Who co-signs what the licensee signs from `since` on, up to and with `until`.

    `who` has a name, a license and its number and state, and nothing else. `public_key` is of the
    key that the supervisor's own passphrase opens, in hex; empty for one who signs on paper alone.
    """

    id: SupervisorId
    who: Licensee
    since: date
    until: date | None = None
    public_key: str = ""

    def cleaned(self) -> "Supervisor":
        """Return this with its text normalised.

        Raises BadInput without a name, and for a time that ends before it begins.
        """
        who = Licensee(
            name=unless_blank(clean_line(self.who.name, _("The supervisor's name"))),
            credential=unless_blank(clean_line(self.who.credential, _("The supervisor's license"))),
            license_number=unless_blank(
                clean_line(self.who.license_number, _("The license number"))
            ),
            state=unless_blank(clean_line(self.who.state, _("The state of the license"))),
        )
        if not who.name:
            raise BadInput(_("A supervisor needs a name: it stands under every co-signature."))
        return replace(self, who=who).ended(self.until)

    def ended(self, until: date | None) -> "Supervisor":
        """Return this with another last day, or none. Raises BadInput for one before the first."""
        if until is not None and until < self.since:
            raise BadInput(_("The supervision would end before it begins."))
        return replace(self, until=until)

    def covers(self, day: date) -> bool:
        """Tell whether this is the supervisor on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def may_cosign(self, signed_on: date, today: date) -> bool:
        """Tell whether this one may co-sign what was signed on a day: as of then, or as of today.

        Who has left co-signs what is of their own time; who came since, what was left.
        """
        return self.covers(signed_on) or self.covers(today)

    @property
    def fingerprint(self) -> str:
        """The first 20 hex digits of the public key in groups, to be noted on paper; or empty."""
        return " ".join(self.public_key[at : at + 4] for at in range(0, 20, 4)).strip()


@dataclass(frozen=True)
class Cosignature:
    """That one signed text was co-signed: `subject` is the note, or one of its addenda.

    `day` is when: on paper, the day that stands there. `document` is its scan, None without one.
    `signature` names the supervisor as entered on that day. Its proof is made with the supervisor's
    key where it was co-signed here; on paper, with the licensee's, who says that it was.
    """

    id: CosignatureId
    note: NoteId
    subject: str
    supervisor: SupervisorId
    how: How
    day: date
    document: DocumentId | None
    signature: Signature


@dataclass(frozen=True)
class SignedText:
    """A signed note or addendum, as it is asked whether it waits: whose, in what, signed when."""

    id: str
    note: NoteId
    client: ClientId
    template: str
    service_date: date
    signed_on: date


@dataclass(frozen=True)
class WaitingNote:
    """A note in which something waits for a co-signature: the `texts`, the oldest first.

    They are the note itself, an addendum, or both; the first was signed on `since`.
    """

    note: NoteId
    client: ClientId
    template: str
    service_date: date
    since: date
    texts: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Cosigning:
    """How a note stands: its co-signatures by text, what waits, and who may co-sign that today."""

    made: dict[str, Cosignature] = field(default_factory=dict, repr=False)
    waiting: tuple[str, ...] = field(default=(), repr=False)
    may: tuple[Supervisor, ...] = ()


def wants_cosignature(text: SignedText, supervisors: Iterable[Supervisor]) -> bool:
    """Tell whether a signed text is to be co-signed: of the record, and of a supervisor's time.

    One that is marked in error too: the mark takes nothing out of the record.
    """
    if kind_of(text.template).part is not Part.RECORD:
        return False
    return any(each.covers(text.signed_on) for each in supervisors)


def waiting_notes(
    texts: Iterable[SignedText], supervisors: Iterable[Supervisor]
) -> list[WaitingNote]:
    """Return the notes of which something waits, what was signed first before the others.

    `texts` are those that are signed and not co-signed.
    """
    known = tuple(supervisors)
    found: dict[NoteId, list[SignedText]] = {}
    for text in sorted(texts, key=lambda each: (each.signed_on, each.id != each.note, each.id)):
        if wants_cosignature(text, known):
            found.setdefault(text.note, []).append(text)
    return [
        WaitingNote(
            first.note,
            first.client,
            first.template,
            first.service_date,
            first.signed_on,
            tuple(each.id for each in those),
        )
        for those in found.values()
        for first in those[:1]
    ]


def check_paper_day(day: date, signed_on: date, today: date) -> None:
    """Raise BadInput for a day on which a text cannot have been co-signed on paper."""
    if day > today:
        raise BadInput(_("This day is in the future."))
    if day < signed_on:
        raise BadInput(_("It cannot have been co-signed before it was signed."))


def check_may_cosign(supervisor: Supervisor, signed_on: date, today: date) -> None:
    """Raise NotAllowed for who is no supervisor of the day of the signature, nor of today."""
    if not supervisor.may_cosign(signed_on, today):
        raise NotAllowed(
            _("This supervisor's time had ended or not begun: neither that day nor today is in it.")
        )


def cosigned_message(cosignature: Cosignature, seal: str) -> Json:
    """Return what the proof of a co-signature is over; `seal` is the digest of the text's own."""
    by, at = cosignature.signature.by, cosignature.signature.at
    return {
        "kind": "cosignature",
        "id": cosignature.id,
        "note": cosignature.note,
        "subject": cosignature.subject,
        "seal": seal,
        "supervisor": cosignature.supervisor,
        "how": cosignature.how,
        "day": cosignature.day.isoformat(),
        "document": cosignature.document,
        "cosigned_at": at.isoformat(),
        "cosigned_by": {
            "name": by.name,
            "credential": by.credential,
            "license_number": by.license_number,
            "state": by.state,
        },
    }
