"""Invented packages for the tests of documents: nobody in them exists."""

from datetime import date, datetime, time, timedelta, timezone

from vault.model.client import Contact, ContactKind, ContactUse
from vault.model.note import Section
from vault.model.practice import Licensee
from vault.model.release import (
    ReleasedAddendum,
    ReleasedNote,
    ReleasedSignature,
    ReleasePackage,
)
from vault.model.template import templates

ZONE = timezone(timedelta(hours=-4))
MADE_ON = date(2026, 11, 22)

LICENSEE = Licensee(
    name="Jamie Rivera",
    credential="LMHC",
    license_number="000000",
    state="MA",
    practice_name="Rivera Counseling",
    address="12 Invented Lane, Suite 4\nExampleton, MA 00000",
    phone="617-555-0100",
    email="office@rivera.example",
)

CONTACTS = (
    Contact(
        ContactKind.PHONE,
        "617-555-0142",
        "Dana's own",
        (ContactUse.CALL, ContactUse.LEAVE_MESSAGE),
    ),
    Contact(
        ContactKind.ADDRESS,
        "7 Sample Street\nExampleton, MA 00000",
        "Home",
        (ContactUse.WRITE, ContactUse.PLAIN_ENVELOPE),
    ),
    Contact(ContactKind.EMAIL, "dana@whitfield.example"),
    Contact(ContactKind.PHONE, "617-555-0177", "T. Whitfield", (ContactUse.NEVER,)),
)

PROSE = (
    "Reports a difficult week. Her sister called on Tuesday and told her that the house will be "
    "sold. Sleep five to six hours, with one waking at three. Appetite unchanged; walks with the "
    "dog most mornings and finds that it helps.\n\n"
    "Has told her manager that she needs Thursdays free until the end of June. No thoughts of "
    "self-harm today, and none since the last session. She has kept the list we made:\n"
    "  - call the clinic about the refill\n"
    "  - write the letter, and do not send it\n"
    "  - one meal a day at the table\n\n"
    "We spoke about the office, the waffle iron that was his, and what it is like to find it."
)


def signature(at: datetime, by: Licensee = LICENSEE) -> ReleasedSignature:
    """Return the signature of the invented licensee."""
    return ReleasedSignature(by, at)


def note(
    texts: dict[str, str] | None = None,
    *,
    template: str = "soap",
    day: date = date(2026, 5, 14),
    start: time | None = time(10, 0),
    stop: time | None = time(10, 50),
    written: datetime | None = None,
    signed: datetime | None = None,
    addenda: tuple[ReleasedAddendum, ...] = (),
    by: Licensee = LICENSEE,
) -> ReleasedNote:
    """Return a signed note; sections that are not named hold the usual prose."""
    texts = {} if texts is None else texts
    noon = datetime.combine(day, time(11, 20), ZONE)
    return ReleasedNote(
        template=template,
        service_date=day,
        start=start,
        stop=stop,
        sections=tuple(
            Section(name, texts.get(name, PROSE)) for name in templates()[template].sections
        ),
        written_at=written or noon - timedelta(minutes=25),
        signature=signature(signed or noon, by),
        addenda=addenda,
    )


def free(text: str, day: date = date(2026, 5, 14)) -> ReleasedNote:
    """Return a note that is one text."""
    return note({"note": text}, template="free", day=day)


def addendum(
    text: str, at: datetime, signed: datetime | None = None, by: Licensee = LICENSEE
) -> ReleasedAddendum:
    """Return a signed addendum."""
    return ReleasedAddendum(text, at, signature(signed or at, by))


def package(
    *notes: ReleasedNote,
    name: str = "Dana Whitfield",
    preferred_name: str = "",
    birth_date: date | None = date(1988, 3, 9),
    contacts: tuple[Contact, ...] = CONTACTS,
    licensee: Licensee = LICENSEE,
    unsigned: tuple[date, ...] = (),
) -> ReleasePackage:
    """Return a package of these notes."""
    return ReleasePackage(
        licensee=licensee,
        name=name,
        preferred_name=preferred_name,
        birth_date=birth_date,
        contacts=contacts,
        made_on=MADE_ON,
        notes=notes,
        unsigned=unsigned,
    )


def many_notes(count: int) -> ReleasePackage:
    """Return a package of `count` weekly notes of about a page each."""
    first = date(2018, 1, 4)
    templates = ("soap", "dap", "birp", "girp")
    return package(
        *(
            note(
                {"plan": f"Continue weekly, session {number + 1}. See again in seven days."},
                template=templates[number % 4],
                day=first + timedelta(days=7 * number),
            )
            for number in range(count)
        )
    )


def licensee_of(text: str) -> Licensee:
    """Return a licensee with the same text in every field."""
    return Licensee(**dict.fromkeys(vars(LICENSEE), text))


CANARY = "Quillfeather"
"""A word that stands in one note of `USUAL` and nowhere else."""

USUAL = package(
    note(
        {"plan": f"See {CANARY} again.", "objective": ""},
        addenda=(
            addendum("First addition.", datetime(2026, 5, 20, 9, 5, tzinfo=ZONE)),
            addendum(
                "Second addition.",
                datetime(2026, 5, 28, 9, 5, tzinfo=ZONE),
                datetime(2026, 6, 1, 8, 0, tzinfo=ZONE),
            ),
        ),
    ),
    note(
        template="dap",
        day=date(2026, 5, 21),
        start=None,
        stop=None,
        written=datetime(2026, 5, 23, 9, 1, tzinfo=ZONE),
        signed=datetime(2026, 5, 24, 18, 40, tzinfo=ZONE),
    ),
    note(template="free", day=date(2026, 5, 28), start=time(23, 30), stop=time(0, 20)),
    preferred_name="Dee",
    unsigned=(date(2026, 11, 3), date(2026, 11, 10)),
)
