"""A glance quotes the newest words on plan, homework and risk; it interprets nothing."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from tests.practice import LICENSEE, NOON, a_client, a_note
from vault.model.glance import GlanceLine, glance
from vault.model.note import Note, Signature

CLIENT = a_client()
DAY = date(2026, 5, 14)


def notes_of(*texts: str | Mapping[str, str]) -> list[Note]:
    """Return notes of these words, newest first: free ones, or DAP notes by section."""
    made = []
    for number, text in enumerate(texts):
        day = DAY - timedelta(days=7 * number)
        if isinstance(text, str):
            made.append(a_note(CLIENT, text, service_date=day))
        else:
            made.append(a_note(CLIENT, template="dap", sections=text, service_date=day))
    return made


def lines(notes: list[Note], *, known: bool = True) -> dict[str, GlanceLine]:
    """Return the lines of a glance by their labels."""
    found = glance(notes, unsigned=[], birth_date_known=known).lines
    assert len(found) <= 5
    return {line.label: line for line in found}


def test_of_a_new_client_there_is_nothing_to_say() -> None:
    assert glance([], unsigned=[], birth_date_known=True).lines == ()
    assert list(lines([], known=False)) == ["Open tasks"]


def test_five_lines_in_their_order() -> None:
    notes = notes_of(
        {"data": "Slept badly. Denies suicidal thoughts.", "plan": "Homework: a sleep diary.\n"}
    )
    unsigned = [(notes[0].id, DAY)]
    found = glance(notes, unsigned=unsigned, birth_date_known=False).lines
    assert [(line.label, line.text) for line in found] == [
        ("Last session", "DAP, draft"),
        ("Plan", "Homework: a sleep diary."),
        ("Homework", "Homework: a sleep diary."),
        ("Risk", "Denies suicidal thoughts."),
        ("Open tasks", "1 unsigned note, birth date unknown"),
    ]
    assert {line.day for line in found} == {DAY}
    assert {line.note for line in found} == {notes[0].id}
    assert "suicidal" not in repr(found)


def test_a_signed_note_is_no_draft() -> None:
    signed = notes_of("Words.")[0].sign(Signature(LICENSEE, NOON, "", ""))
    assert lines([signed])["Last session"].text == "Free note"


def test_the_newest_plan_that_says_something() -> None:
    notes = notes_of({"data": "D"}, {"plan": " \n"}, {"plan": "Walk.\n\nSleep."}, {"plan": "Old."})
    plan = lines(notes)["Plan"]
    assert (plan.text, plan.day, plan.note) == ("Walk. Sleep.", DAY - timedelta(14), notes[2].id)
    assert "Plan" not in lines(notes_of("A free note has no plan."))
    assert (plan.whole, plan.earlier) == ("", True)
    long = lines(notes_of({"plan": "word " * 100}))["Plan"].text
    assert len(long) <= 160
    assert long.endswith("word…")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            "She came late. Homework is a worksheet on worry! We met.",
            "Homework is a worksheet on worry!",
        ),
        ("Will practice breathing daily.", "Will practice breathing daily."),
        ("To practise twice every evening", "To practise twice every evening"),
        ("- sleep diary until Monday\n- call", "- sleep diary until Monday"),
        ("Reads the letter before next session.", "Reads the letter before next session."),
        ("He will bring the photographs.", "He will bring the photographs."),
        ("What she does between sessions?", "What she does between sessions?"),
        ("Asked to bring up the quarrel.", None),
        ("In private practice since May.", None),
        ("They practiced at length.", None),
        ("She brings her sister.", None),
        ("Works at home.", None),
    ],
)
def test_homework_is_quoted_as_it_was_written(text: str, quoted: str | None) -> None:
    line = lines(notes_of(text)).get("Homework")
    assert (line.text if line else None) == quoted


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("No risk today. Good.", "No risk today."),
        ("Slept.\nDenies SUICIDALITY\nAte.", "Denies SUICIDALITY"),
        ("We wrote a safety plan.", "We wrote a safety plan."),
        ("Self-harm last week, none since.", "Self-harm last week, none since."),
        ("She was harmed as a child.", "She was harmed as a child."),
        ("At-risk drinking?", "At-risk drinking?"),
        ("She has the number of the crisis line.", "She has the number of the crisis line."),
        ("Has no wish to be dead.", "Has no wish to be dead."),
        ("Wished she were dead, in March.", "Wished she were dead, in March."),
        ("There is a plan but no intent.", "There is a plan but no intent."),
        ("Does not want to wake up.", "Does not want to wake up."),
        ("Thoughts of dying, no plan.", "Thoughts of dying, no plan."),
        ("Will call 988.", "Will call 988."),
        ("Did no risk assessment.", "Did no risk assessment."),
        ("We may risk-assess again.", "We may risk-assess again."),
        ("He has to risk it, and his risk is low.", "He has to risk it, and his risk is low."),
        ("Looked at what he would have to risk if he stopped being careful.", None),
        ("She risks losing her place.", None),
        ("Nobody wants to risk that.", None),
        ("They did not risk a quarrel.", None),
        ("Paid for call 9881.", None),
        ("Fear of dying out of work.", None),
        ("The office in the crisis had a line.", None),
        ("In harmony with her asterisk and brisk walks.", None),
        ("A harmless pharmacy.", None),
    ],
)
def test_risk_is_quoted_and_never_judged(text: str, quoted: str | None) -> None:
    notes = notes_of("Nothing.", text)
    line = lines(notes)["Risk"]
    if quoted is None:
        assert (line.text, line.day, line.note) == (
            "Nothing about risk in the last 2 notes",
            None,
            None,
        )
    else:
        assert (line.text, line.day, line.note) == (quoted, notes[1].service_date, notes[1].id)


def test_one_note_is_not_called_several() -> None:
    assert lines(notes_of("Words."))["Risk"].text == "Nothing about risk in the last note"


def test_the_newest_note_comes_first_and_in_it_the_last_sentence() -> None:
    notes = notes_of("Risk is low. Risk was asked twice.", "Risk is high.")
    assert lines(notes)["Risk"].text == "Risk was asked twice."


def test_of_a_very_long_sentence_the_word_is_seen() -> None:
    line = lines(notes_of("and then " * 60 + "suicidal " + "and then " * 60))["Risk"]
    assert "suicidal" in line.text
    assert len(line.text) <= 200
    start = lines(notes_of("Suicidal " + "and then " * 60))["Risk"].text
    assert start.startswith("Suicidal and")
    assert len(start) <= 200


PLANNED = a_note(
    CLIENT,
    template="treatment-plan",
    sections={"goals": "Sleeps six hours.", "intervention": "Sleep restriction,\nweekly."},
    service_date=DAY - timedelta(days=90),
)


@pytest.mark.parametrize(
    ("text", "treatment", "quoted"),
    [
        ("She came late.\n\nPlan: walk daily.\n\nPaid.", PLANNED, "walk daily."),
        ("She came late. Plan: none.", PLANNED, "Sleep restriction, weekly."),
        ("Next session in two weeks.", PLANNED, "Sleep restriction, weekly."),
        (
            "Spoke of work. We agreed to keep the log. Tuesday again.",
            None,
            "We agreed to keep the log. Tuesday again.",
        ),
        ("We will meet less.\nNext week she travels.", None, "Next week she travels."),
        ("No plan or intent.", None, None),
        ("Spoke of work.", None, None),
    ],
)
def test_a_note_without_a_plan_falls_back(
    text: str, treatment: Note | None, quoted: str | None
) -> None:
    """A paragraph so headed, then the signed treatment plan, then what is said of what comes."""
    found = glance(notes_of(text), unsigned=[], birth_date_known=True, treatment_plan=treatment)
    plan = next((line for line in found.lines if line.label == "Plan"), None)
    assert (plan.text if plan else None) == quoted
    if plan is not None:
        assert plan.earlier is (plan.note == PLANNED.id)


def test_a_treatment_plan_without_interventions_gives_its_goals() -> None:
    goals = a_note(CLIENT, template="treatment-plan", sections={"goals": "Sleep."})
    found = glance([], unsigned=[], birth_date_known=True, treatment_plan=goals).lines
    assert [line.text for line in found if line.label == "Plan"] == ["Sleep."]


def test_a_section_on_risk_comes_before_a_sentence() -> None:
    session = a_note(
        CLIENT,
        template="session",
        sections={"risk": "None voiced.\nAsked directly.", "plan": "Review the safety plan."},
        service_date=DAY,
    )
    assert lines([session])["Risk"].text == "None voiced. Asked directly."
    safety = a_note(CLIENT, template="safety", sections={"facts": "He called at 9.", "told": "x"})
    assert lines([safety, session])["Risk"].text == "He called at 9."
    assert lines([*notes_of("At risk."), session])["Risk"].text == "At risk."


def test_what_is_older_than_the_last_session_says_so() -> None:
    found = lines(notes_of("Words.", {"data": "Risk is low.", "plan": "Walk. Homework: walk."}))
    assert {label for label, line in found.items() if line.earlier} == {"Plan", "Homework", "Risk"}
    assert not any(line.earlier for line in lines(notes_of("Risk. Homework.")).values())


def test_what_is_cut_is_cut_behind_a_word_and_kept_whole() -> None:
    text = "She was asked whether " + "somebody knows, " * 20 + "and has no intent to die."
    line = lines(notes_of(text))["Risk"]
    assert line.text.startswith("…")
    assert line.text[1:].rstrip("…").strip(",") in text
    assert line.text[1:].split()[0] in {"somebody", "knows,"}
    assert line.whole == text
    cut = lines(notes_of({"plan": "somebody knows, " * 20}))["Plan"]
    assert cut.text.endswith(" knows…") or cut.text.endswith(" somebody…")
    unbroken = lines(notes_of({"plan": "王" * 400}))["Plan"]
    assert (len(unbroken.text), len(unbroken.whole)) == (160, 400)
    assert "somebody" not in repr(cut)
