"""Who may have a copy of a record without a request, and what a copy can hold at all."""

from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice import a_client
from vault.errors import NotAllowed
from vault.model.client import ClientKind, ClientStatus
from vault.model.dates import birthday
from vault.model.release import ReleasePackage, check_own_access

TODAY = date(2026, 11, 22)
REFUSAL = "This copy needs consents that this version cannot check."


@given(st.dates(date(1900, 1, 1), TODAY), st.sampled_from([18, 19, 21]))
def test_an_individual_may_have_a_copy_from_the_birthday_on(birth: date, majority: int) -> None:
    client = a_client(birth_date=birth)
    of_age = birthday(birth, majority)
    check_own_access(client, majority, of_age)
    check_own_access(client, majority, of_age + timedelta(days=400))
    with pytest.raises(NotAllowed) as refusal:
        check_own_access(client, majority, of_age - timedelta(days=1))
    assert refusal.value.sentence == REFUSAL
    assert refusal.value.exit_code == 1


@pytest.mark.parametrize("birth", [None, date(1950, 1, 1), date(2020, 1, 1)])
@pytest.mark.parametrize("kind", [ClientKind.COUPLE, ClientKind.FAMILY, ClientKind.GROUP])
def test_a_joint_record_never_leaves_without_consents(kind: ClientKind, birth: date | None) -> None:
    with pytest.raises(NotAllowed) as refusal:
        check_own_access(a_client(kind=kind, birth_date=birth), 18, TODAY)
    assert refusal.value.sentence == REFUSAL


@pytest.mark.parametrize("status", list(ClientStatus))
def test_an_unknown_birth_date_is_never_taken_for_adult(status: ClientStatus) -> None:
    with pytest.raises(NotAllowed) as refusal:
        check_own_access(a_client(birth_date=None, status=status), 18, TODAY)
    assert "unknown" in refusal.value.hint
    check_own_access(a_client(birth_date=date(1950, 1, 1), status=status), 18, TODAY)


def test_a_refusal_names_nobody() -> None:
    with pytest.raises(NotAllowed) as refusal:
        check_own_access(a_client("Zqcanary", birth_date=date(2020, 2, 3)), 18, TODAY)
    said = f"{refusal.value!r} {refusal.value.hint}"
    assert "Zqcanary" not in said
    assert "2020" not in said


def reached(kind: Any, found: set[Any]) -> set[Any]:
    """Return every type that a value of this type can hold."""
    for inner in get_args(kind):
        reached(inner, found)
    if is_dataclass(kind) and kind not in found:
        found.add(kind)
        for hint in get_type_hints(kind).values():
            reached(hint, found)
    return found


def test_a_package_has_no_field_that_a_process_note_a_salt_or_a_seal_could_fit_in() -> None:
    kinds = reached(ReleasePackage, set())
    assert {kind.__name__ for kind in kinds} == {
        "ReleasePackage",
        "Licensee",
        "Contact",
        "ReleasedNote",
        "ReleasedCosignature",
        "ReleasedDocument",
        "Section",
        "ReleasedSignature",
        "ReleasedAddendum",
        "ReleasedDispute",
        "ReleasedMeasure",
        "AmendmentDecision",
    }
    names = {each.name for kind in kinds for each in fields(kind)}
    for word in ("seal", "salt", "process", "seq", "chain", "hash", "id", "key"):
        assert not {name for name in names if word in name.split("_")}
    for kind in kinds:
        assert bytes not in get_type_hints(kind).values()
