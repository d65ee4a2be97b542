"""Who takes part in a record of several people: what may be said of them, and what it lacks."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.practice import a_participant
from vault.errors import BadInput, NotAllowed
from vault.model.client import ClientKind
from vault.model.ids import ClientId, ParticipantId, new_id
from vault.model.participant import (
    Gap,
    Lack,
    Participant,
    RecordBasis,
    Role,
    Terms,
    check_unit,
    checked_terms,
    gaps_of,
)

UNIT = ClientId(new_id())
ANA = a_participant(UNIT, "Ana Duarte", agreed=date(2026, 1, 8))
LUIS = a_participant(UNIT, "Luis Duarte")
AUNT = a_participant(UNIT, "Inês Duarte", role=Role.COLLATERAL)


def test_spaces_around_names_stay_and_blanks_alone_name_nobody() -> None:
    each = replace(ANA, name="  Ana Duarte ", signed_by=" her mother ")
    assert each.cleaned() == each
    unsigned = replace(ANA, agreed=None, signed_by="  ")
    assert unsigned.cleaned() == unsigned


@pytest.mark.parametrize(
    "fields",
    [
        {"name": " "},
        {"name": "two\nlines"},
        {"left": date(2025, 12, 31)},
        {"birth_date": date(2026, 1, 2)},
        {"file": UNIT},
        {"signed_by": "her mother", "agreed": None},
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        replace(ANA, **fields).cleaned()


@pytest.mark.parametrize(
    ("first", "last", "there"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), False),
        (date(2025, 1, 1), date(2026, 1, 1), True),
        (date(2026, 2, 1), date(2026, 2, 2), True),
        (date(2026, 3, 1), date(2026, 9, 9), True),
        (date(2026, 3, 2), date(2026, 9, 9), False),
    ],
)
def test_who_took_part_is_told_by_the_days(first: date, last: date, there: bool) -> None:
    each = replace(ANA, joined=date(2026, 1, 1), left=date(2026, 3, 1))
    assert each.took_part(first, last) is there
    assert ANA.took_part(date(2026, 1, 1), date(2099, 1, 1))


def test_nobody_takes_part_in_the_record_of_one_person() -> None:
    for kind in ClientKind:
        if kind is not ClientKind.INDIVIDUAL:
            check_unit(kind)
    with pytest.raises(NotAllowed):
        check_unit(ClientKind.INDIVIDUAL)


IDENTIFIED = Terms(UNIT, RecordBasis.IDENTIFIED, ANA.id)


@pytest.mark.parametrize(
    ("terms", "kind", "refused"),
    [
        (Terms(UNIT), ClientKind.COUPLE, None),
        (Terms(UNIT, RecordBasis.JOINT), ClientKind.FAMILY, None),
        (Terms(UNIT, RecordBasis.IDENTIFIED), ClientKind.COUPLE, None),
        (IDENTIFIED, ClientKind.COUPLE, None),
        (Terms(UNIT, RecordBasis.JOINT, ANA.id), ClientKind.COUPLE, BadInput),
        (Terms(UNIT, None, ANA.id), ClientKind.COUPLE, BadInput),
        (Terms(UNIT, RecordBasis.IDENTIFIED, AUNT.id), ClientKind.FAMILY, BadInput),
        (
            Terms(UNIT, RecordBasis.IDENTIFIED, ParticipantId(new_id())),
            ClientKind.FAMILY,
            BadInput,
        ),
        (Terms(UNIT, RecordBasis.JOINT), ClientKind.GROUP, NotAllowed),
        (Terms(UNIT), ClientKind.INDIVIDUAL, NotAllowed),
    ],
)
def test_terms(terms: Terms, kind: ClientKind, refused: type[Exception] | None) -> None:
    if refused is None:
        assert checked_terms(terms, kind, [ANA, LUIS, AUNT]) == terms
    else:
        with pytest.raises(refused):
            checked_terms(terms, kind, [ANA, LUIS, AUNT])


LUIS_SIGNED = replace(LUIS, agreed=date(2026, 1, 2))
GONE = replace(LUIS, left=date(2026, 2, 2))


@pytest.mark.parametrize(
    ("kind", "terms", "people", "gaps"),
    [
        (ClientKind.COUPLE, Terms(UNIT), [], [Gap(Lack.NOBODY)]),
        (ClientKind.COUPLE, Terms(UNIT), [GONE], [Gap(Lack.NOBODY)]),
        (
            ClientKind.COUPLE,
            Terms(UNIT),
            [ANA, LUIS],
            [Gap(Lack.BASIS), Gap(Lack.AGREEMENT, LUIS.id)],
        ),
        (ClientKind.FAMILY, Terms(UNIT, RecordBasis.JOINT), [ANA, AUNT, GONE], []),
        (
            ClientKind.FAMILY,
            Terms(UNIT, RecordBasis.IDENTIFIED),
            [ANA],
            [Gap(Lack.IDENTIFIED)],
        ),
        (ClientKind.FAMILY, IDENTIFIED, [ANA, AUNT], []),
        (
            ClientKind.GROUP,
            Terms(UNIT),
            [ANA, replace(LUIS, file=ClientId(new_id())), AUNT],
            [Gap(Lack.OWN_FILE, ANA.id)],
        ),
    ],
)
def test_what_a_record_lacks(
    kind: ClientKind, terms: Terms, people: list[Participant], gaps: list[Gap]
) -> None:
    assert gaps_of(kind, terms, people, date(2026, 11, 22), 18) == gaps


@pytest.mark.parametrize(
    ("today", "lacks"),
    [(date(2026, 3, 8), False), (date(2026, 3, 9), True), (date(2030, 1, 1), True)],
)
def test_who_came_of_age_signs_anew_what_was_signed_for_them(today: date, lacks: bool) -> None:
    child = replace(
        ANA, birth_date=date(2008, 3, 9), agreed=date(2026, 1, 2), signed_by="Maria Duarte"
    )
    terms = Terms(UNIT, RecordBasis.JOINT)
    anew = [Gap(Lack.SIGNED_ANEW, child.id)] if lacks else []
    assert gaps_of(ClientKind.FAMILY, terms, [child], today, 18) == anew
    # A minor signs by somebody; at majority it is the same thing that is to be signed anew.
    alone = replace(child, signed_by="")
    wanted = anew or [Gap(Lack.SIGNER, child.id)]
    assert gaps_of(ClientKind.FAMILY, terms, [alone], today, 18) == wanted
    # Nothing is asked of who has left, is no client, whose age is not known, or who signed since.
    for other in (
        replace(child, left=date(2026, 2, 2)),
        replace(child, role=Role.COLLATERAL),
        replace(child, birth_date=None),
        replace(child, agreed=date(2026, 3, 9)),
    ):
        found = gaps_of(ClientKind.FAMILY, terms, [other, LUIS_SIGNED], today, 18)
        assert Gap(Lack.SIGNED_ANEW, child.id) not in found


def test_a_participant_tells_no_name() -> None:
    text = repr(replace(ANA, signed_by="Beatriz", birth_date=date(2001, 9, 9)))
    for secret in ("Ana", "Beatriz", "2001"):
        assert secret not in text
