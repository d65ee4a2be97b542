"""Invented people and what was written about them. Nobody here exists.

Their days, and the dates in braces, are moved before anything is made of them: see `moved`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vault.model.client import ClientKind, Contact, ContactKind, ContactUse
from vault.model.goal import WORKED_ON
from vault.model.practice import Licensee
from vault.model.template import CONTACT, MARKED, TREATMENT_PLAN, WITH_ANOTHER

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
    """A note of the made-up practice: `sections` in the order of the template.

    `start` and `stop` are HH:MM; where both are one, it is when it was written, and no hour.
    `particulars` are what it tells beside them, by name.
    """

    day: date
    template: str
    start: str
    stop: str
    sections: tuple[str, ...] = field(repr=False)
    addendum: str = field(default="", repr=False)
    process_note: str = field(default="", repr=False)
    signed: bool = True
    particulars: Mapping[str, str] = field(default_factory=dict, repr=False)


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


_SLEEP = "Sleep six hours on most nights"
_CALL = "Speak of the last phone call without going over it at three in the morning"
DANAS_LETTER = "Write to her father what was left unsaid, and read it aloud"
MARCUS_FEE = 140
"""Dollars a session, by his agreement."""

MARCUS_MODALITY = "Cognitive behavioral, with exposure in steps"
MARCUS_RIDES = "Take the train to work at rush hour"
MARCUS_STAYS = "Let the fear rise and fall without getting off"


def _alone(modality: str, *worked_on: str) -> dict[str, str]:
    goals = {WORKED_ON: "\n".join(worked_on)} if worked_on else {}
    return {"service": "Individual therapy", "modality": modality, "place": "Office", **goals}


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
                "Came in for grief after the death of her father in {2026-02}. Sleeps four hours, "
                "wakes at three and goes over the last phone call. Is back at work half days.",
                "Neatly dressed, tearful when speaking of the funeral, otherwise composed. Speech "
                "normal. No thoughts of harming herself or anyone else.",
                "Uncomplicated grief with early waking; good support from her sister.",
                "Weekly sessions. Keep a short sleep diary. Read about the first year of loss.",
            ),
            particulars=_alone("Grief counseling"),
        ),
        DemoNote(
            date(2026, 4, 30),
            TREATMENT_PLAN,
            "10:55",
            "10:55",
            (
                "Grief after the death of her father in {2026-02}: early waking, and the last "
                "phone call gone over again and again.",
                f"{_SLEEP}\n{_CALL}",
                "What is told loses some of its force. She wants words for it, not exercises.",
                "The story of the loss at her own pace; a sleep diary in the first weeks.",
                "Weekly, fifty minutes.",
                "In six months, or when a goal is reached or added.",
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
            particulars=_alone("Grief counseling", _SLEEP, _CALL),
            addendum=(
                "The friend she called was her father's colleague, not a friend of his; she "
                "corrected this by phone on {2026-05-15}."
            ),
            process_note=(
                "I hear my own father in how she describes the last call. Careful not to hurry her "
                "toward forgiveness because I would like it. Take this to consultation."
            ),
        ),
        DemoNote(
            date(2026, 5, 14),
            TREATMENT_PLAN,
            "10:55",
            "10:55",
            (
                "As on {2026-04-30}; sleeps an hour or two longer. What was left unsaid on the "
                "phone weighs more than the nights do.",
                f"{_SLEEP}\n{_CALL}\n{DANAS_LETTER}",
                "The letter was her own idea and says what the call did not.",
                "Writing and reading aloud in parts, with pauses; sleep diary as before.",
                "Weekly, fifty minutes.",
                "In six months, or when a goal is reached or added.",
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
            particulars=_alone("Grief counseling", _SLEEP, DANAS_LETTER),
        ),
        DemoNote(
            date(2026, 5, 28),
            "free",
            "10:00",
            "10:20",
            ("Phoned to say her car would not start; twenty minutes by phone.",),
            signed=False,
            particulars={**_alone("Grief counseling"), "place": "Phone"},
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
            particulars=_alone(MARCUS_MODALITY),
        ),
        DemoNote(
            date(2026, 2, 3),
            TREATMENT_PLAN,
            "16:55",
            "16:55",
            (
                "Two panic attacks on the train to work since {2025-11}, both between the same two "
                "stations. His heart was examined and nothing was found. Avoids the train.",
                f"{MARCUS_RIDES}\n{MARCUS_STAYS}\nGo again to each place on his list",
                "Getting off keeps the fear alive; rides in steps are what is known to help.",
                "The cycle of panic on paper, then rides, each rated before and after.",
                "Weekly, fifty minutes, until the train is ordinary; then once a month.",
                "When he rides at rush hour, or in six months.",
            ),
        ),
        DemoNote(
            date(2026, 2, 3),
            "fee-agreement",
            "16:56",
            "16:56",
            (
                f"${MARCUS_FEE} for fifty minutes, the same by video.",
                "{2026-02-03 in full}",
                "Paid by card. An hour that is canceled less than 24 hours before is charged.",
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
            particulars=_alone(MARCUS_MODALITY, MARCUS_RIDES, MARCUS_STAYS),
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
            particulars={
                **_alone("Cognitive behavioral, with her parents"),
                "participants": "Her mother, for the last ten minutes",
            },
        ),
        DemoNote(
            date(2026, 9, 8),
            TREATMENT_PLAN,
            "16:20",
            "16:20",
            (
                "Stomach ache on {school} mornings; late on most days of the last weeks.",
                "Get through the first hour of school without calling home\n"
                "Go through the school door without her mother\n"
                "Tell someone at school when Gerald comes",
                "Staying at home ends the ache at once and makes the next morning harder.",
                "Comics and a name for the ache; steps from the door to the whole morning, on one "
                "sheet for home and school.",
                "Weekly, forty-five minutes; her mother for the last ten.",
                "In three months, with her mother; her father is told what was decided.",
            ),
        ),
        DemoNote(
            date(2026, 9, 16),
            CONTACT,
            "12:10",
            "12:25",
            (
                "The school counselor of Mill Street School, by phone, with the written consent of "
                "her mother.",
                "Late on six of the last eight days; quick and kind in class. Someone will meet "
                "her at the side door. Told the steps, not the reasons.",
            ),
            particulars={WITH_ANOTHER: MARKED},
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
            particulars={
                "service": "Couple therapy",
                "modality": "Emotionally focused",
                "place": "Office",
                "participants": "Anna, Tom",
            },
        ),
        DemoNote(
            date(2026, 10, 1),
            TREATMENT_PLAN,
            "19:20",
            "19:20",
            (
                "Quarrels about money on Sundays, made up on Tuesdays; Monday is silent.",
                "Find out what happens on Monday, each in their own words\n"
                "Have one hour a week for money, and none outside of it\n"
                "Put every bill on the table within a day",
                "Both can describe the pattern without blame for some minutes: it can be slowed.",
                "The pattern drawn with both sides; Mondays written down apart and read together.",
                "Weekly, seventy-five minutes, together.",
                "In six months, together.",
            ),
        ),
    ),
)

CLIENTS: tuple[DemoClient, ...] = (DANA, MARCUS, LUCIA, ANNA_AND_TOM)
