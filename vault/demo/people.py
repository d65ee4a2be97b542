"""Invented people and what was written about them. Nobody here exists."""

from dataclasses import dataclass, field
from datetime import date

from vault.model.client import ClientKind, Contact, ContactKind, ContactUse
from vault.model.practice import Licensee

OPENED = date(2026, 1, 5)
"""The day the made-up practice began to use Strongroom."""

LICENSEE = Licensee(
    name="Jordan Rivera",
    credential="LMHC",
    license_number="MH-000000",
    state="MA",
    practice_name="Rivera Counseling",
    address="12 Made-up Lane\nExampleton, MA 00000",
    phone="617-555-0100",
    email="office@rivera.example",
)


@dataclass(frozen=True)
class DemoNote:
    """A session of the made-up practice: `sections` in the order of the template."""

    day: date
    template: str
    start: str
    stop: str
    sections: tuple[str, ...] = field(repr=False)
    addendum: str = field(default="", repr=False)
    process_note: str = field(default="", repr=False)
    signed: bool = True


@dataclass(frozen=True)
class DemoClient:
    """An invented client with their sessions."""

    name: str = field(repr=False)
    preferred_name: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    kind: ClientKind
    contacts: tuple[Contact, ...] = field(repr=False)
    notes: tuple[DemoNote, ...] = field(repr=False)


def _phone(number: str, *may: ContactUse, whose: str = "") -> Contact:
    return Contact(ContactKind.PHONE, number, whose, may)


DANA = DemoClient(
    name="Dana Whitfield",
    preferred_name="",
    birth_date=date(1984, 3, 9),
    kind=ClientKind.INDIVIDUAL,
    contacts=(
        _phone("617-555-0142", ContactUse.CALL, ContactUse.LEAVE_MESSAGE),
        Contact(
            ContactKind.ADDRESS,
            "4 Nowhere Street\nExampleton, MA 00000",
            "",
            (ContactUse.PLAIN_ENVELOPE,),
        ),
        Contact(ContactKind.EMAIL, "dana@whitfield.example", "", ()),
    ),
    notes=(
        DemoNote(
            date(2026, 4, 30),
            "soap",
            "10:00",
            "10:50",
            (
                "Came in for grief after the death of her father in February. Sleeps four hours, "
                "wakes at three and goes over the last phone call. Is back at work half days.",
                "Neatly dressed, tearful when speaking of the funeral, otherwise composed. Speech "
                "normal. No thoughts of harming herself or anyone else.",
                "Uncomplicated grief with early waking; good support from her sister.",
                "Weekly sessions. Keep a short sleep diary. Read about the first year of loss.",
            ),
        ),
        DemoNote(
            date(2026, 5, 14),
            "soap",
            "10:00",
            "10:50",
            (
                "Reports a difficult week: his coat came back from the cleaner. Five to six hours "
                "of sleep now. Appetite unchanged. Called an old friend of his and laughed for the "
                "first time since.",
                "Tearful at times, oriented, speech normal, good eye contact.",
                "Grief work continues; no acute risk.",
                "Write the letter to her father that we spoke of. Next session in a week.",
            ),
            addendum=(
                "The friend she called was her father's colleague, not a friend of his; she "
                "corrected this by phone on 15 May."
            ),
            process_note=(
                "I hear my own father in how she describes the last call. Careful not to hurry her "
                "towards forgiveness because I would like it. Take this to consultation."
            ),
        ),
        DemoNote(
            date(2026, 5, 21),
            "dap",
            "10:05",
            "10:55",
            (
                "Brought the letter and read half of it aloud. Stopped at the part about the "
                "hospital and asked to keep the rest for next time. Slept six hours most nights.",
                "Approaches what she avoided three weeks ago, at her own pace. Mood lighter.",
                "Second half of the letter next week. Sleep diary may end.",
            ),
        ),
        DemoNote(
            date(2026, 5, 28),
            "free",
            "10:00",
            "10:20",
            ("Phoned to say her car would not start; twenty minutes by phone.",),
            signed=False,
        ),
    ),
)

MARCUS = DemoClient(
    name="Marcus Oyelaran",
    preferred_name="Marc",
    birth_date=date(1997, 11, 2),
    kind=ClientKind.INDIVIDUAL,
    contacts=(_phone("617-555-0117", ContactUse.TEXT),),
    notes=(
        DemoNote(
            date(2026, 2, 3),
            "birp",
            "16:00",
            "16:50",
            (
                "Arrived ten minutes early and sat in his car until the hour. Describes two panic "
                "attacks on the train to work, both between the same two stations.",
                "Explained the cycle of panic; practiced slow breathing; planned one short ride "
                "off-peak with a friend.",
                "Skeptical of the breathing, relieved to have a name for it. Agreed to the ride.",
                "Review the ride. Bring the list of places he now avoids.",
            ),
        ),
        DemoNote(
            date(2026, 2, 17),
            "birp",
            "16:00",
            "16:45",
            (
                "Took the ride twice. The second time alone, which was not the plan.",
                "Went through both rides minute by minute and marked where the fear peaked.",
                "Proud, and a little annoyed that it was not worse. Fear fell from 8 to 4.",
                "One ride at rush hour, three stations. Cancel coffee before it.",
            ),
            process_note="He wants me to be impressed. I was, and said so too quickly.",
        ),
    ),
)

LUCIA = DemoClient(
    name="Lucía Fernández Ortiz",
    preferred_name="Lucy",
    birth_date=date(2013, 6, 24),
    kind=ClientKind.INDIVIDUAL,
    contacts=(
        _phone(
            "617-555-0155", ContactUse.CALL, ContactUse.SAY_WHO, whose="her mother, Carmen Ortiz"
        ),
    ),
    notes=(
        DemoNote(
            date(2026, 9, 8),
            "girp",
            "15:30",
            "16:15",
            (
                "Get through the first hour of school without calling home.",
                "Drew the morning as a comic of six boxes; found the box where the stomach ache "
                "begins.",
                "Chose box three. Named the ache Gerald.",
                "Gerald gets two minutes by the clock, then the bag is packed.",
            ),
        ),
    ),
)

ANNA_AND_TOM = DemoClient(
    name="Anna Lindqvist and Tom Baxter",
    preferred_name="",
    birth_date=None,
    kind=ClientKind.COUPLE,
    contacts=(_phone("617-555-0168", whose="Anna Lindqvist"),),
    notes=(
        DemoNote(
            date(2026, 10, 1),
            "dap",
            "18:00",
            "19:15",
            (
                "Both came. They quarrel about money on Sundays and make up on Tuesdays; neither "
                "can say what happens on Monday.",
                "A regular pattern that both can describe without blame for some minutes.",
                "Each writes down Monday, apart, and brings it.",
            ),
        ),
    ),
)

CLIENTS: tuple[DemoClient, ...] = (DANA, MARCUS, LUCIA, ANNA_AND_TOM)
