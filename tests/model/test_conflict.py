"""What is looked for before a file is opened, and what a decision must say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.practice import NOON, a_client
from vault.errors import BadInput
from vault.model.circumstances import License
from vault.model.client import ClientKind, Contact, ContactKind
from vault.model.conflict import (
    MOST_NAMES,
    Acquaintance,
    Decision,
    FoundBefore,
    KnownAs,
    Likeness,
    Match,
    Relationship,
    clean_names,
    decided,
    is_decided_by,
    left_to_decide,
    names_of,
)
from vault.model.former_client import former_client_rules
from vault.model.former_client_words import rule_words
from vault.model.ids import AcquaintanceId, ConflictCheckId, new_id

CHECK = ConflictCheckId(new_id())
FOUND = Match(new_id(), KnownAs.CLIENT, Likeness.SAME, "Dana Whitfield")


def test_a_client_is_looked_for_with_those_around_them() -> None:
    mother = Contact(ContactKind.PHONE, "617-555-0142", "her mother, Ana Duarte")
    client = a_client("Inez Maria Duarte", preferred_name="Nes", contacts=(mother, mother))
    assert names_of(client) == ["Inez Maria Duarte", "Nes Maria Duarte", "her mother, Ana Duarte"]
    assert names_of(replace(client, kind=ClientKind.GROUP)) == ["her mother, Ana Duarte"]
    assert names_of(a_client("Group 1: Grief", kind=ClientKind.GROUP)) == []
    assert names_of(a_client("Duarte, Inez", preferred_name="Nes"))[1] == "Nes Duarte"
    blank = Contact(ContactKind.PHONE, "617-555-0142", "  ")
    assert names_of(a_client("Group", kind=ClientKind.GROUP, contacts=(blank,))) == []


def test_names_are_cleaned() -> None:
    assert clean_names([" Dana ", "", "Dana", "Rui"]) == ("Dana", "Rui")
    with pytest.raises(BadInput):
        clean_names([" ", ""])
    with pytest.raises(BadInput):
        clean_names([f"Name {n}" for n in range(MOST_NAMES + 1)])


@pytest.mark.parametrize(
    ("matches", "decision", "reason", "may"),
    [
        ([], Decision.NO_CONFLICT, "", True),
        ([FOUND], Decision.NO_CONFLICT, " ", False),
        ([FOUND], Decision.NO_CONFLICT, "Another person.", True),
        ([], Decision.CONFLICT, "", False),
        ([], Decision.CONFLICT, "My neighbor.", True),
    ],
)
def test_a_decision_that_may_be_asked_for_says_why(
    matches: list[Match], decision: Decision, reason: str, may: bool
) -> None:
    if not may:
        with pytest.raises(BadInput):
            decided(CHECK, ["Dana"], matches, decision, reason, at=NOON, client=None)
        return
    kept = decided(CHECK, ["Dana"], matches, decision, reason, at=NOON, client=None)
    assert kept.found == tuple(
        FoundBefore(each.id, each.known_as, each.likeness) for each in matches
    )
    assert (kept.decision, kept.reason, kept.names) == (decision, reason, ("Dana",))


def test_what_waits_is_decided_about_its_file_and_all_its_names() -> None:
    file, other = a_client().id, a_client().id
    left = left_to_decide(CHECK, ["Dana Whitfield", "Olga"], [FOUND], at=NOON, client=file)
    assert (left.decision, left.reason) == (Decision.WAITS, "")
    later = decided(
        ConflictCheckId(new_id()),
        ["olga", "DANA WHITFIELD", "Rui"],
        [],
        Decision.NO_CONFLICT,
        "",
        at=NOON,
        client=file,
    )
    assert is_decided_by(left, later)
    assert not is_decided_by(left, replace(left, id=later.id))
    assert not is_decided_by(left, replace(later, names=("Olga",)))
    assert not is_decided_by(left, replace(later, client=other))
    assert not is_decided_by(left, replace(later, client=None))
    asked = replace(left, client=None)
    assert is_decided_by(asked, later)
    assert is_decided_by(asked, replace(later, client=None))
    assert not is_decided_by(asked, replace(later, checked_at=NOON - timedelta(days=1)))
    with pytest.raises(BadInput):
        decided(CHECK, ["Dana"], [], Decision.WAITS, "Later.", at=NOON, client=file)


def test_somebody_on_the_own_list_has_a_name() -> None:
    someone = Acquaintance(AcquaintanceId(new_id()), " Rosa\tBell ", Relationship.SOCIAL, " choir ")
    assert someone.cleaned() == someone
    with pytest.raises(BadInput):
        replace(someone, name=" ").cleaned()


@pytest.mark.parametrize(
    ("licenses", "cites"),
    [
        ([License("MA", "LMHC")], ["262 CMR 8.02(2)"]),
        ([License("Massachusetts", "l.m.f.t.")], ["262 CMR 8.02(2)"]),
        ([License("MA", "PhD, LMHC; NCC")], ["262 CMR 8.02(2)"]),
        ([License("MA", "LMHC/LMFT")], ["262 CMR 8.02(2)"]),
        ([License("MA", "Licensed Mental Health Counselor")], ["262 CMR 8.02(2)"]),
        ([License("MO", "SW-temp")], ["20 CSR 2263-3.040(1)"]),
        ([License("MA", "ALMHCX")], []),
        ([License("MO", "LCSW")], ["20 CSR 2263-3.040(1)"]),
        (
            [License("US-MO", "LCSW"), License("MA", "LMHC")],
            ["262 CMR 8.02(2)", "20 CSR 2263-3.040(1)"],
        ),
        ([License("MO", "LMHC"), License("MA", "LCSW"), License("CA", "LMFT")], []),
        ([], []),
    ],
)
def test_the_rule_on_former_clients_is_that_of_the_license(
    licenses: list[License], cites: list[str]
) -> None:
    assert [rule.cite for rule in former_client_rules(licenses)] == cites


def test_five_years_are_a_least_and_the_other_rule_has_no_end() -> None:
    """262 CMR 8.02(2): "a minimum of five years"; 20 CSR 2263-3.040(1): "at any time"."""
    allied, social = former_client_rules([License("MA", "LMHC"), License("MO", "LCSW")])
    assert (allied.at_least_years, social.at_least_years) == (5, None)
    assert (allied.through, social.through) == (date(2024, 9, 27), date(2024, 9, 16))
    said = [rule_words(each, "Sep 2024") for each in (allied, social)]
    assert "at least 5 years from the last professional service" in said[0]
    assert "at any time" in said[1]
    assert not any(word in " ".join(said).lower() for word in ("ended", "expired", "over"))
