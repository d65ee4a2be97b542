"""The completeness check, item by item: what holds, what is lacking, and what does not apply."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.practice import an_ending, an_episode
from vault.model.circumstances import Answer, License
from vault.model.client import ClientKind
from vault.model.completeness import (
    Attached,
    CheckGap,
    CheckLine,
    Contents,
    Lack,
    NoteParts,
    Standing,
    State,
    Step,
    Way,
    Why,
    check_items,
    items_for,
    looked_into,
    sections_named,
)
from vault.model.completeness_rules import check
from vault.model.completeness_words import (
    answered_words,
    cite_words,
    count_words,
    gap_words,
    list_title,
    list_words,
    step_words,
    why_words,
)
from vault.model.document import document_kinds
from vault.model.episode import EndReason, Episode, Letter
from vault.model.ids import AppointmentId, ClientId, DocumentId, NoteId, new_id
from vault.model.template import templates

FIRST, LATER, TODAY = date(2026, 1, 8), date(2026, 2, 5), date(2026, 5, 14)
SOCIAL, ALLIED = License("MO", "LCSW"), License("MA", "LMHC")
WHO, MONDAY = ClientId(new_id()), AppointmentId(new_id())


def note(template: str, *filled: str, day: date = FIRST, signed: bool = True) -> NoteParts:
    """Return a note whose sections of these names hold words; its id tells which it is."""
    return NoteParts(NoteId(f"{template} {day}"), template, day, signed, frozenset(filled))


def record(*notes: NoteParts, **known: Any) -> Contents:
    """Return an open record of one person with these notes, oldest first."""
    of = Contents(TODAY, ClientKind.INDIVIDUAL, False, Answer.YES, notes)
    return replace(of, **known)


def found(item: str, contents: Contents, license: License = SOCIAL) -> CheckLine:
    """Return what the check of one license says of an item."""
    return next(line for line in check(items_for([license]), contents) if line.item.id == item)


SESSION = note("soap", "subjective", day=LATER)
INTAKE = note("intake", "presenting", "assessment", "services", "plan")
EMPTY_INTAKE = note("intake", "risk")
FEES = note("fee-agreement", "fees")
LETTER = note("termination-letter", "letter", day=LATER)
ENDED = an_episode(
    WHO, opened=FIRST, ending=an_ending(day=LATER, last_contact=LATER, letter=Letter(LATER, LATER))
)
REPORT = Attached("report", None, LATER)
NO_REPORT = CheckGap(
    Lack.NO_REPORT,
    Step.DOCUMENTS,
    FIRST,
    "evaluative-report",
    note("evaluative-report").id,
    sections=("report",),
)
NO_LETTER = an_episode(WHO, opened=FIRST, ending=an_ending(day=LATER, last_contact=LATER))
DIED = an_episode(
    WHO, opened=FIRST, ending=an_ending(day=LATER, last_contact=LATER, reason=EndReason.DIED)
)


def ending_early() -> Episode:
    """Return an episode whose letter names an end before its last session."""
    return an_episode(
        WHO,
        opened=FIRST,
        ending=an_ending(day=LATER, last_contact=LATER, letter=Letter(FIRST, FIRST)),
    )


@pytest.mark.parametrize(
    ("license", "item", "contents"),
    [
        (SOCIAL, "presenting-problem", record(INTAKE, SESSION)),
        (SOCIAL, "assessment", record(INTAKE)),
        (SOCIAL, "assessment", record(note("diagnosis", "diagnosis"), SESSION)),
        (SOCIAL, "plan", record(note("treatment-plan", "goals"), SESSION)),
        (SOCIAL, "plan", record(note("treatment-plan", "intervention"), SESSION)),
        (SOCIAL, "plan", record(INTAKE)),
        (SOCIAL, "progress-notes", record(INTAKE, SESSION)),
        (SOCIAL, "fees", record(FEES, INTAKE)),
        (SOCIAL, "fees", record(INTAKE, fees=((FIRST, True),))),
        # The day stands on the list, and what was agreed on in the note.
        (
            SOCIAL,
            "fees",
            record(note("fee-agreement", "fees", day=LATER), INTAKE, fees=((FIRST, False),)),
        ),
        (SOCIAL, "contacts", record(INTAKE, kept=((MONDAY, FIRST),))),
        (
            SOCIAL,
            "contacts",
            record(
                note("contact", "substance"),
                kept=((MONDAY, LATER),),
                noted=frozenset({(MONDAY, LATER)}),
            ),
        ),
        (SOCIAL, "contacts", record(INTAKE, kept=((MONDAY, date(2026, 6, 1)),))),
        (SOCIAL, "consults", record(note("consultation", "result"))),
        (SOCIAL, "reports", record(note("report-in-full", "report"))),
        (SOCIAL, "reports", record(note("evaluative-report", "findings"), documents=(REPORT,))),
        (SOCIAL, "reports", record(documents=(REPORT,))),
        # An addendum holds the report, whatever template its note is in.
        (SOCIAL, "reports", record(note("evaluative-report", "findings", "report"))),
        (SOCIAL, "letter", record(INTAKE, LETTER, episodes=(ENDED,), closed=True)),
        (ALLIED, "prior-services", record(INTAKE)),
        (ALLIED, "reasons", record(INTAKE)),
        (ALLIED, "diagnosis", record(note("diagnosis", "diagnosis"), SESSION)),
        (
            ALLIED,
            "diagnosis-changes",
            record(note("diagnosis", "diagnosis"), note("diagnosis", "change", day=LATER)),
        ),
        (
            ALLIED,
            "treatment-plan",
            record(note("treatment-plan", "goals", "intervention"), SESSION),
        ),
        (
            ALLIED,
            "plan-changes",
            record(note("treatment-plan", "goals"), note("treatment-plan", "goals", day=LATER)),
        ),
        (ALLIED, "frequency", record(note("treatment-plan", "frequency"), SESSION)),
        (ALLIED, "progress", record(note("soap", "assessment", day=LATER))),
        (ALLIED, "progress", record(note("girp", "response", day=LATER))),
        (ALLIED, "further", record(note("dap", "plan"))),
        (ALLIED, "further", record(SESSION, note("closing-summary", "recommendations", day=TODAY))),
    ],
)
def test_it_holds(license: License, item: str, contents: Contents) -> None:
    line = found(item, contents, license)
    assert (line.state, line.gaps) == (State.HOLDS, ())


@pytest.mark.parametrize(
    ("license", "item", "contents", "gap"),
    [
        (
            SOCIAL,
            "presenting-problem",
            record(SESSION),
            CheckGap(Lack.NOT_FOUND, Step.BEGIN, template="intake"),
        ),
        (
            SOCIAL,
            "presenting-problem",
            record(EMPTY_INTAKE),
            CheckGap(
                Lack.EMPTY, Step.ADD, FIRST, "intake", EMPTY_INTAKE.id, sections=("presenting",)
            ),
        ),
        (
            SOCIAL,
            "presenting-problem",
            record(replace(INTAKE, signed=False, filled=frozenset())),
            CheckGap(Lack.UNSIGNED, Step.SIGN, FIRST, "intake", INTAKE.id),
        ),
        # The assessment and the plan of one session are those of that session.
        (
            SOCIAL,
            "assessment",
            record(note("dap", "assessment", "plan", day=LATER)),
            CheckGap(Lack.NOT_FOUND, Step.BEGIN, template="intake"),
        ),
        # An intake without a plan is not the place of the plan: the treatment plan is.
        (
            SOCIAL,
            "plan",
            record(EMPTY_INTAKE, note("dap", "plan", day=LATER)),
            CheckGap(Lack.NOT_FOUND, Step.BEGIN, template="treatment-plan"),
        ),
        (
            SOCIAL,
            "progress-notes",
            record(INTAKE, kept=((MONDAY, LATER),)),
            CheckGap(Lack.NOT_FOUND, Step.BEGIN, template="dap"),
        ),
        (SOCIAL, "fees", record(INTAKE), CheckGap(Lack.NO_FEES, Step.ONSET)),
        (
            SOCIAL,
            "fees",
            record(INTAKE, note("fee-agreement", "fees", day=LATER)),
            CheckGap(Lack.FEES_LATER, Step.ONSET, LATER),
        ),
        (
            SOCIAL,
            "fees",
            record(INTAKE, fees=((LATER, True),)),
            CheckGap(Lack.FEES_LATER, Step.ONSET, LATER),
        ),
        (
            SOCIAL,
            "fees",
            record(INTAKE, fees=((LATER, False), (FIRST, False))),
            CheckGap(Lack.NO_FEES_COPY, Step.ONSET, FIRST),
        ),
        (
            SOCIAL,
            "fees",
            record(note("fee-agreement", "terms"), INTAKE),
            CheckGap(Lack.EMPTY, Step.ADD, FIRST, "fee-agreement", FEES.id, sections=("fees",)),
        ),
        (
            SOCIAL,
            "fees",
            record(replace(FEES, signed=False), INTAKE),
            CheckGap(Lack.UNSIGNED, Step.SIGN, FIRST, "fee-agreement", FEES.id),
        ),
        (
            SOCIAL,
            "contacts",
            record(INTAKE, kept=((MONDAY, LATER),)),
            CheckGap(Lack.SESSION_WITHOUT_NOTE, Step.BEGIN_SESSION, LATER, session=MONDAY),
        ),
        (
            SOCIAL,
            "contacts",
            record(replace(SESSION, signed=False), kept=((MONDAY, LATER),)),
            CheckGap(Lack.UNSIGNED, Step.SIGN, LATER, "soap", SESSION.id),
        ),
        (
            SOCIAL,
            "contacts",
            record(note("contact", "who")),
            CheckGap(
                Lack.EMPTY,
                Step.ADD,
                FIRST,
                "contact",
                note("contact").id,
                sections=("substance",),
            ),
        ),
        # A call on the day of a session is no note of it.
        (
            SOCIAL,
            "contacts",
            record(note("contact", "substance"), kept=((MONDAY, FIRST),)),
            CheckGap(Lack.SESSION_WITHOUT_NOTE, Step.BEGIN_SESSION, FIRST, session=MONDAY),
        ),
        # What is no contact tells of none.
        (
            SOCIAL,
            "contacts",
            record(note("treatment-plan", "goals"), kept=((MONDAY, FIRST),)),
            CheckGap(Lack.SESSION_WITHOUT_NOTE, Step.BEGIN_SESSION, FIRST, session=MONDAY),
        ),
        (
            SOCIAL,
            "consults",
            record(note("consultation", "question")),
            CheckGap(
                Lack.EMPTY,
                Step.ADD,
                FIRST,
                "consultation",
                note("consultation").id,
                sections=("result",),
            ),
        ),
        (
            SOCIAL,
            "consults",
            record(note("consultation", "result", signed=False)),
            CheckGap(Lack.UNSIGNED, Step.SIGN, FIRST, "consultation", note("consultation").id),
        ),
        (
            SOCIAL,
            "reports",
            record(note("evaluative-report", "source", "about", "findings")),
            NO_REPORT,
        ),
        # A letter is no report, and one report is the copy of one, the nearest.
        (
            SOCIAL,
            "reports",
            record(
                note("evaluative-report", "findings"),
                documents=(replace(REPORT, kind="letter"), replace(REPORT, kind="termination")),
            ),
            NO_REPORT,
        ),
        (
            SOCIAL,
            "reports",
            record(
                note("evaluative-report", "findings"),
                note("evaluative-report", "findings", day=LATER),
                note("report-in-full", "report", day=LATER),
                documents=(REPORT,),
            ),
            NO_REPORT,
        ),
        (
            SOCIAL,
            "reports",
            record(note("report-in-full", "about", day=LATER, signed=False), documents=(REPORT,)),
            CheckGap(
                Lack.UNSIGNED,
                Step.SIGN,
                LATER,
                "report-in-full",
                note("report-in-full", day=LATER).id,
            ),
        ),
        (SOCIAL, "letter", record(INTAKE, closed=True), CheckGap(Lack.NO_ENDING, Step.CARE)),
        (
            SOCIAL,
            "letter",
            record(INTAKE, LETTER, episodes=(NO_LETTER,), closed=True),
            CheckGap(Lack.NO_LETTER, Step.CARE, LATER),
        ),
        (
            SOCIAL,
            "letter",
            record(INTAKE, episodes=(ENDED,), closed=True),
            CheckGap(Lack.NO_COPY, Step.BEGIN, LATER, "termination-letter"),
        ),
        (
            SOCIAL,
            "letter",
            record(INTAKE, replace(LETTER, signed=False), episodes=(ENDED,), closed=True),
            CheckGap(Lack.UNSIGNED, Step.SIGN, LATER, "termination-letter", LETTER.id),
        ),
        (
            SOCIAL,
            "letter",
            record(INTAKE, SESSION, LETTER, episodes=(ending_early(),), closed=True),
            CheckGap(Lack.SESSION_AFTER_LETTER, Step.CARE, LATER),
        ),
        # The letter of an episode before is not that of the next one.
        (
            SOCIAL,
            "letter",
            record(
                INTAKE,
                LETTER,
                episodes=(
                    ENDED,
                    replace(
                        ENDED,
                        opened=date(2026, 3, 1),
                        ending=an_ending(
                            day=TODAY, last_contact=TODAY, letter=Letter(TODAY, TODAY)
                        ),
                    ),
                ),
                closed=True,
            ),
            CheckGap(Lack.NO_COPY, Step.BEGIN, TODAY, "termination-letter"),
        ),
        (
            ALLIED,
            "diagnosis-changes",
            record(note("diagnosis", "diagnosis"), note("diagnosis", "diagnosis", day=LATER)),
            CheckGap(
                Lack.EMPTY,
                Step.ADD,
                LATER,
                "diagnosis",
                note("diagnosis", day=LATER).id,
                sections=("change",),
            ),
        ),
        (
            ALLIED,
            "treatment-plan",
            record(note("treatment-plan", "goals"), SESSION),
            CheckGap(
                Lack.EMPTY,
                Step.ADD,
                FIRST,
                "treatment-plan",
                note("treatment-plan").id,
                sections=("intervention",),
            ),
        ),
        (
            ALLIED,
            "plan-changes",
            record(
                note("treatment-plan", "goals"), note("treatment-plan", day=LATER, signed=False)
            ),
            CheckGap(
                Lack.UNSIGNED,
                Step.SIGN,
                LATER,
                "treatment-plan",
                note("treatment-plan", day=LATER).id,
            ),
        ),
        (
            ALLIED,
            "frequency",
            record(SESSION),
            CheckGap(Lack.NOT_FOUND, Step.BEGIN, template="treatment-plan"),
        ),
        (
            ALLIED,
            "progress",
            record(SESSION),
            CheckGap(Lack.EMPTY, Step.ADD, LATER, "soap", SESSION.id, sections=("assessment",)),
        ),
        # A free note has no such section, so an addendum could not name it.
        (
            ALLIED,
            "progress",
            record(note("free", "note", day=LATER)),
            CheckGap(Lack.NOT_FOUND, Step.BEGIN, template="dap"),
        ),
    ],
)
def test_it_lacks(license: License, item: str, contents: Contents, gap: CheckGap) -> None:
    line = found(item, contents, license)
    assert line.state is State.LACKS
    assert line.gaps == (gap,)
    assert line.found is None


NOTHING = record()
"""A file that was opened, with nothing in it."""


@pytest.mark.parametrize(
    ("license", "item", "contents", "why"),
    [
        (SOCIAL, "presenting-problem", NOTHING, Why.NO_CONTACT),
        (SOCIAL, "progress-notes", record(INTAKE), Why.ONLY_INTAKE),
        (SOCIAL, "fees", record(note("contact", "substance")), Why.NO_CONTACT),
        (SOCIAL, "contacts", NOTHING, Why.NO_CONTACT),
        (SOCIAL, "contacts", record(kept=((MONDAY, date(2026, 6, 1)),)), Why.NO_CONTACT),
        (SOCIAL, "consults", record(SESSION), Why.NONE_THERE),
        (SOCIAL, "reports", record(SESSION), Why.NONE_THERE),
        (SOCIAL, "letter", record(SESSION), Why.GOES_ON),
        (SOCIAL, "letter", record(episodes=(an_episode(WHO),)), Why.GOES_ON),
        (SOCIAL, "letter", record(episodes=(DIED,), closed=True), Why.DIED),
        (
            SOCIAL,
            "letter",
            record(episodes=(NO_LETTER,), closed=True, private_practice=Answer.NO),
            Why.NOT_PRIVATE,
        ),
        (SOCIAL, "plan", record(SESSION, kind=ClientKind.GROUP), Why.OF_MEMBERS),
        (SOCIAL, "fees", record(SESSION, kind=ClientKind.GROUP), Why.OF_MEMBERS),
        (SOCIAL, "letter", record(closed=True, kind=ClientKind.GROUP), Why.OF_MEMBERS),
        (ALLIED, "prior-services", NOTHING, Why.NO_CONTACT),
        (ALLIED, "progress", record(INTAKE), Why.ONLY_INTAKE),
        (ALLIED, "diagnosis-changes", record(note("diagnosis", "diagnosis")), Why.NO_CHANGE),
        (ALLIED, "plan-changes", record(note("treatment-plan", "goals")), Why.NO_CHANGE),
    ],
)
def test_it_does_not_apply(license: License, item: str, contents: Contents, why: Why) -> None:
    line = found(item, contents, license)
    assert (line.state, line.why, line.gaps) == (State.NOT_ASKED, why, ())


def test_a_letter_that_is_attached_is_the_copy() -> None:
    contents = record(INTAKE, episodes=(ENDED,), closed=True)
    assert [gap.lack for gap in found("letter", contents).gaps] == [Lack.NO_COPY]
    letter = Attached("termination", LATER, TODAY)
    assert found("letter", replace(contents, documents=(letter,))).gaps == ()
    early = replace(letter, day=ENDED.opened - timedelta(days=1))
    for other in (early, replace(letter, kind="letter")):
        line = found("letter", replace(contents, documents=(other,)))
        assert [gap.lack for gap in line.gaps] == [Lack.NO_COPY]


def test_a_letter_that_is_named_as_the_signed_one_is_the_copy_whatever_its_day() -> None:
    scan = DocumentId(new_id())
    assert ENDED.ending is not None
    named = Letter(LATER, LATER, document=scan)
    ended = replace(ENDED, ending=replace(ENDED.ending, letter=named))
    contents = record(INTAKE, episodes=(ended,), closed=True)
    assert [gap.lack for gap in found("letter", contents).gaps] == [Lack.NO_COPY]
    early = Attached("termination", ENDED.opened - timedelta(days=1), TODAY, scan)
    assert found("letter", replace(contents, documents=(early,))).gaps == ()
    line = found("letter", replace(contents, documents=(replace(early, id=None),)))
    assert [gap.lack for gap in line.gaps] == [Lack.NO_COPY]


def test_what_nobody_said_of_private_practice_is_taken_as_the_stricter() -> None:
    """Decision 5: only a plain no takes 20 CSR 2263-3.040(11)(F) away, and the line says so."""
    contents = record(INTAKE, episodes=(NO_LETTER,), closed=True)
    said = found("letter", contents)
    assert [gap.lack for gap in said.gaps] == [Lack.NO_LETTER, Lack.NO_COPY]
    assert (said.assumed, answered_words(said)) == (False, "")
    unknown = found("letter", replace(contents, private_practice=Answer.UNKNOWN))
    assert unknown.gaps == said.gaps
    assert "Nobody said in set-up" in answered_words(unknown)


def test_a_group_is_asked_for_its_contacts() -> None:
    kept = record(kept=((MONDAY, FIRST),), kind=ClientKind.GROUP)
    assert [gap.day for gap in found("contacts", kept).gaps] == [FIRST]


def test_every_day_without_a_note_is_a_gap_the_first_one_first() -> None:
    days = [date(2026, 3, day) for day in (2, 9, 16)]
    kept = tuple((MONDAY, day) for day in days)
    line = found("contacts", record(note("dap", "data", day=days[1]), kept=kept))
    assert [gap.day for gap in line.gaps] == [days[0], days[2]]


def test_what_holds_names_the_newest_note_that_does() -> None:
    later = note("intake", "presenting", day=LATER)
    assert found("presenting-problem", record(INTAKE, later)).found == later
    assert found("fees", record(FEES, INTAKE)).found == FEES


def test_an_addendum_fills_the_section_that_it_names() -> None:
    """Nothing else of an addendum counts: the check does not guess what it is about."""
    sections = templates()["consultation"].sections
    cases = {
        "Result: she agrees.": {"result"},
        "I forgot this.\n  RESULT : she agrees": {"result"},
        "Result:\n\nShe agrees.": {"result"},
        "Result: \nWhat was asked: whether to refer": {"question"},
        "Result:": set(),
        "The result was that she agrees.": set(),
        "Result - she agrees": set(),
        "Looked at: complete.": set(),
    }
    for text, named in cases.items():
        assert sections_named(sections, text) == named, text


def test_each_license_has_its_own_list_with_its_source() -> None:
    assert [item.id for item in items_for([License("CA", "LMFT")])] == []
    assert items_for([SOCIAL, ALLIED]) == list(check_items())
    rule = items_for([SOCIAL])
    assert {item.list.standing for item in rule} == {Standing.RULE}
    letters = [item.cite.removeprefix("20 CSR 2263-3.040(11)") for item in rule]
    assert letters == ["(A)", "(A)", "(A)", "(A)", "(B)", "(C)", "(D)", "(E)", "(F)"]
    assert {item.list.through for item in rule} == {date(2024, 9, 16)}
    customary = items_for([License("MA", "Licensed Marriage and Family Therapist")])
    assert [item.cite for item in customary] == [
        f"258 CMR 22.02(1)({each})" for each in "abcdefghi"
    ]
    # The social workers' own board in Massachusetts is another one, and its license has no list.
    assert items_for([License("MA", "LICSW")]) == []


def test_every_place_that_is_looked_at_exists() -> None:
    by_kind: dict[str, set[str]] = {}
    for each in templates().values():
        by_kind.setdefault(each.kind, set()).update(each.sections)
    for item in check_items():
        assert templates()[item.template].kind == item.places[0].kind
        assert set(item.documents) <= set(document_kinds())
        for place in item.places:
            assert set(place.sections) <= by_kind[place.kind]
    assert "progress-note" not in looked_into(items_for([SOCIAL]))
    assert {"progress-note", "intake"} <= looked_into(items_for([ALLIED]))


def all_words(standing: Standing) -> list[str]:
    """Return every sentence that can be said of the lists of a standing."""
    said = []
    gap = CheckGap(Lack.EMPTY, Step.ADD, FIRST, "soap", sections=("assessment",))
    for item in check_items():
        if item.list.standing is not standing:
            continue
        said += [
            item.title,
            cite_words(item),
            list_title(item.list),
            list_words(item.list, "today"),
        ]
        lacks = [Lack.NOT_FOUND, Lack.EMPTY, Lack.UNSIGNED]
        if item.way not in (Way.ANY, Way.LATER):
            lacks = list(Lack)
        said += [gap_words(item, replace(gap, lack=lack), "8 Jan 2026") for lack in lacks]
    said += [why_words(why) for why in Why] + [step_words(step) for step in Step]
    return [*said, count_words(standing, 1), count_words(standing, 2)]


def test_of_usual_practice_nothing_is_said_to_be_required() -> None:
    """262 CMR 8.02(1)(a) names no list: the items are modelled on that of another board."""
    said = all_words(Standing.CUSTOMARY)
    for words in said:
        for never in ("requir", "must", "has to", "have to", "mandat", "lacking", "violat"):
            assert never not in words.lower(), words
        assert words.strip()
        assert "{" not in words
    assert "Usual and customary (modelled on 258 CMR 22.02(1))" in said
    (gap,) = found("reports", record(note("evaluative-report", "findings"))).gaps
    item = next(each for each in check_items() if each.id == "reports")
    assert gap_words(item, gap, "8 Jan 2026") == (
        "Evaluative report of 8 Jan 2026: the report itself is not in the record. Attach it under "
        "Documents as “Report or evaluation”, or write it word for word into an addendum below the "
        "line “The report itself:”."
    )
    assert count_words(Standing.RULE, 2) == "2 things are lacking."
    assert all("{" not in words for words in all_words(Standing.RULE))
