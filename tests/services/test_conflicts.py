"""Conflict checks over a real vault: who is found, and what is kept of a decision."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    NOON,
    a_client,
    a_note,
    a_participant,
    a_representative,
    an_appointment,
    an_episode,
)
from vault.errors import BadInput, NotAllowed, NotFound
from vault.model.appointment import SessionStatus
from vault.model.circumstances import Circumstances, License
from vault.model.client import Client, ClientKind, ClientStatus, Contact, ContactKind
from vault.model.conflict import (
    Acquaintance,
    ConflictCheck,
    Decision,
    KnownAs,
    Likeness,
    Relationship,
)
from vault.model.ids import AcquaintanceId, ConflictCheckId, new_id
from vault.open_vault import OpenVault


def an_acquaintance(name: str = "Rosa Bell", **fields: str) -> Acquaintance:
    """Return somebody from the choir."""
    person = Acquaintance(AcquaintanceId(new_id()), name, Relationship.SOCIAL, "from the choir")
    return replace(person, **fields)  # type: ignore[arg-type]


@pytest.fixture
def dana(vault: OpenVault) -> Client:
    """A client with a mother in her contacts, one in her family, and a guardian."""
    vault.practice.set(LICENSEE)
    mother = Contact(ContactKind.PHONE, "617-555-0142", "her mother, Olga Petrova")
    dana, family = vault.clients.add(
        [
            a_client("Dana Whitfield", preferred_name="Dee", contacts=(mother,)),
            a_client("Whitfield family", kind=ClientKind.FAMILY, birth_date=None),
        ]
    )
    vault.participants.add(
        [
            a_participant(family, "Dana Whitfield", file=dana.id),
            a_participant(family, "Marcus Oyelaran"),
        ]
    )
    vault.representatives.add([a_representative(dana, "Bento Costa")])
    return dana


def found(vault: OpenVault, *names: str) -> list[tuple[KnownAs, Likeness, str]]:
    """Return who is found for names."""
    return [(each.known_as, each.likeness, each.name) for each in vault.conflicts.search(names)]


def test_everyone_is_found_by_what_they_are(vault: OpenVault, dana: Client) -> None:
    vault.own_list.add([an_acquaintance()])
    vault.conflicts.decide(["Theo Marchetti"], Decision.CONFLICT, "My neighbor.")
    assert found(vault, "Dee Whitfield")[0] == (KnownAs.CLIENT, Likeness.SAME, "Dana Whitfield")
    assert found(vault, "Marcus Oyelaran") == [
        (KnownAs.PARTICIPANT, Likeness.SAME, "Marcus Oyelaran")
    ]
    assert found(vault, "Benito Costa") == [
        (KnownAs.REPRESENTATIVE, Likeness.SIMILAR, "Bento Costa")
    ]
    assert found(vault, "Olga Petrova") == [
        (KnownAs.CONTACT, Likeness.SAME, "her mother, Olga Petrova")
    ]
    assert found(vault, "Rose Bell") == [(KnownAs.OWN_LIST, Likeness.NICKNAME, "Rosa Bell")]
    (turned,) = vault.conflicts.search(["Teo Marchetti"])
    assert (turned.known_as, turned.said) == (KnownAs.TURNED_AWAY, "My neighbor.")
    assert found(vault, "Mia Chen") == []


def test_the_closest_come_first_and_the_own_file_is_left_out(
    vault: OpenVault, dana: Client
) -> None:
    alike = [each[:2] for each in found(vault, "Dana Whitfield")]
    assert alike == [
        (KnownAs.CLIENT, Likeness.SAME),
        (KnownAs.PARTICIPANT, Likeness.SAME),
        (KnownAs.CLIENT, Likeness.FAMILY_NAME),
    ]
    again = vault.conflicts.search(vault.conflicts.names_of(dana.id), dana.id)
    assert [(each.known_as, each.name) for each in again] == [(KnownAs.CLIENT, "Whitfield family")]


def test_a_contact_who_is_more_than_that_is_told_once(vault: OpenVault, dana: Client) -> None:
    vault.representatives.add([a_representative(dana, "Olga Petrova")])
    assert [each[0] for each in found(vault, "Olga Petrova")] == [KnownAs.REPRESENTATIVE]


def test_blanks_around_a_name_keep_nobody_from_being_found(vault: OpenVault) -> None:
    blank = replace(an_acquaintance("  Rosa Bell "), words=" ")
    assert vault.own_list.add([blank]) == [blank]
    [match] = vault.conflicts.search(["Rosa Bell"])
    assert (match.likeness, match.said) == (Likeness.SAME, "social")


def test_a_contact_is_not_taken_for_the_client_whose_name_is_in_theirs(vault: OpenVault) -> None:
    mother = Contact(ContactKind.PHONE, "617-555-0142", "her mother, Joanna Berg")
    vault.clients.add([a_client("Anna Berg", contacts=(mother,))])
    assert found(vault, "Joanna Berg")[0][:2] == (KnownAs.CONTACT, Likeness.SAME)


def test_the_people_of_a_file_are_not_found_for_it(vault: OpenVault, dana: Client) -> None:
    family = next(each for each in vault.clients.list_all() if each.kind is ClientKind.FAMILY)
    people = [a_participant(family, f"Ada Person{number}") for number in range(30)]
    vault.participants.add(people)
    names = vault.conflicts.names_of(family.id)
    assert {each.name for each in people} <= set(names)
    assert vault.conflicts.search(names, family.id) == []


def test_who_was_turned_away_and_then_was_not_is_not_found_for_their_own_file(
    vault: OpenVault,
) -> None:
    vault.conflicts.decide(["Theo Marchetti"], Decision.CONFLICT, "My neighbor.")
    theo = a_client("Theo Marchetti")
    vault.conflicts.decide([theo.name], Decision.NO_CONFLICT, "He moved away.", opening=theo)
    assert vault.conflicts.search([theo.name], theo.id) == []
    assert vault.conflicts.search([theo.name])[0].known_as is KnownAs.CLIENT


def test_a_family_name_alone_asks_for_no_reason(vault: OpenVault, dana: Client) -> None:
    kept = vault.conflicts.decide(["Ada Whitfield"], Decision.NO_CONFLICT)
    assert {each.likeness for each in kept.found} == {Likeness.FAMILY_NAME}
    assert vault.conflicts.names_found([kept])[(dana.id, KnownAs.CLIENT)] == "Dana Whitfield"


def test_a_client_is_told_with_the_last_service(vault: OpenVault, dana: Client) -> None:
    assert vault.conflicts.search(["Dana Whitfield"])[0].last_service is None
    vault.notes.begin([a_note(dana, service_date=date(2026, 3, 1))])
    day = date(2026, 3, 8)
    visit = vault.appointments.add([an_appointment(dana, day=day)])[0]
    vault.appointments.mark(visit.id, day, SessionStatus.KEPT)
    match = vault.conflicts.search(["Dana Whitfield"])[0]
    assert (match.last_service, match.status) == (day, ClientStatus.ACTIVE)


def test_a_decision_opens_the_file_in_the_same_act(vault: OpenVault, dana: Client) -> None:
    new = a_client("Dana Whitfeld")
    with pytest.raises(BadInput):
        vault.conflicts.decide([new.name], Decision.NO_CONFLICT, opening=new)
    with pytest.raises(NotAllowed):
        vault.conflicts.decide([new.name], Decision.CONFLICT, "A cousin.", opening=new)
    with pytest.raises(NotAllowed):
        vault.conflicts.decide([dana.name], Decision.NO_CONFLICT, "Herself.", opening=dana)
    assert vault.clients.count() == 2
    kept = vault.conflicts.decide([new.name], Decision.NO_CONFLICT, "Another person.", opening=new)
    assert vault.clients.get(new.id) == new
    assert (kept.client, kept.checked_at, len(kept.found)) == (new.id, NOON, 3)
    assert vault.conflicts.of_client(new.id) == vault.conflicts.list_all() == [kept]
    entries = [(each.action, each.client) for each in vault.audit.export()]
    assert entries.count(("client.added", new.id)) == 1
    assert ("conflict.checked", new.id) in entries


def opened(vault: OpenVault, name: str) -> ConflictCheck:
    """Open a file as the command line does, and return the check that was kept with it."""
    client = a_client(name)
    vault.clients.add([client], vault.conflicts.on_opening(client))
    (check,) = vault.conflicts.of_client(client.id)
    return check


def test_a_file_is_opened_with_a_check_that_waits(vault: OpenVault, dana: Client) -> None:
    nobody = opened(vault, "Ingrid Halvorsen")
    assert (nobody.decision, nobody.found) == (Decision.NO_CONFLICT, ())
    check = opened(vault, "Dana Whitfeld")
    assert (check.decision, check.checked_at) == (Decision.WAITS, NOON)
    assert dana.id in {each.id for each in check.found}
    assert vault.conflicts.waiting() == [check]
    group = a_client("Thursday group", kind=ClientKind.GROUP)
    assert vault.conflicts.on_opening(group) == []
    with pytest.raises(BadInput):
        vault.conflicts.decide_waiting(check.id, Decision.NO_CONFLICT, " ")
    with pytest.raises(BadInput):
        vault.conflicts.decide_waiting(check.id, Decision.WAITS, "Not yet.")
    with pytest.raises(NotAllowed):
        vault.conflicts.decide_waiting(nobody.id, Decision.NO_CONFLICT, "Nobody.")
    assert vault.conflicts.waiting() == [check]
    kept = vault.conflicts.decide_waiting(check.id, Decision.NO_CONFLICT, "Another person.")
    assert vault.conflicts.waiting() == []
    assert check.client is not None
    checks = vault.conflicts.of_client(check.client)
    assert sorted(checks, key=lambda each: each.id) == sorted(
        [check, kept], key=lambda each: each.id
    )
    with pytest.raises(NotAllowed):
        vault.conflicts.decide_waiting(check.id, Decision.CONFLICT, "A cousin.")
    about = [each for each in vault.audit.export() if each.action == "conflict.checked"]
    assert [each.subject for each in about] == [nobody.id, check.id, kept.id]


def test_who_was_found_then_and_is_known_no_more_is_still_reasoned_about(
    vault: OpenVault,
) -> None:
    rosa = vault.own_list.add([an_acquaintance()])[0]
    check = opened(vault, "Rose Bell")
    vault.own_list.remove(rosa.id)
    with pytest.raises(BadInput):
        vault.conflicts.decide_waiting(check.id, Decision.NO_CONFLICT)
    kept = vault.conflicts.decide_waiting(check.id, Decision.NO_CONFLICT, "Another Rosa.")
    assert (kept.found, vault.conflicts.waiting()) == ((), [])


def test_who_was_turned_away_is_found_until_the_check_is_decided(vault: OpenVault) -> None:
    away = vault.conflicts.decide(["Theo Marchetti"], Decision.CONFLICT, "My neighbor.")
    check = opened(vault, "Theo Marchetti")
    assert [each.id for each in vault.conflicts.search(check.names, check.client)] == [away.id]
    kept = vault.conflicts.decide_waiting(check.id, Decision.NO_CONFLICT, "He moved away.")
    assert [each.id for each in kept.found] == [away.id]
    assert vault.conflicts.search(check.names, check.client) == []


def test_a_check_of_the_whole_file_decides_too(vault: OpenVault, dana: Client) -> None:
    check = opened(vault, "Dana Whitfeld")
    assert check.client is not None
    vault.conflicts.decide(["Rui Duarte"], Decision.NO_CONFLICT, file=check.client)
    assert vault.conflicts.waiting() == [check]
    names = vault.conflicts.names_of(check.client)
    vault.conflicts.decide(names, Decision.NO_CONFLICT, "Another person.", file=check.client)
    assert vault.conflicts.waiting() == []


def test_a_check_that_opens_no_file_waits_until_one_is_opened(
    vault: OpenVault, dana: Client
) -> None:
    new = a_client("Dana Whitfeld")
    assert vault.conflicts.leave_to_decide(a_client("Ingrid Halvorsen")) is None
    assert vault.conflicts.leave_to_decide(a_client("Group", kind=ClientKind.GROUP)) is None
    check = vault.conflicts.leave_to_decide(new)
    assert check is not None
    assert (check.client, vault.conflicts.waiting()) == (None, [check])
    assert not any(each.id == new.id for each in vault.clients.list_all())
    vault.conflicts.decide([new.name], Decision.NO_CONFLICT, "Another person.", opening=new)
    assert vault.conflicts.waiting() == []
    with pytest.raises(NotFound):
        vault.conflicts.decide_waiting(ConflictCheckId(new_id()), Decision.CONFLICT, "A cousin.")


def test_decisions_are_kept_over_a_locked_vault(unlocked: Unlock) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    people = vault.own_list.add([an_acquaintance(), an_acquaintance("Aunt “Mimi” 王")])
    kept = [
        vault.conflicts.decide(["Mia “Ng” Chen"], Decision.NO_CONFLICT, file=client.id),
        vault.conflicts.decide(["Rosa Bell", "王"], Decision.CONFLICT, "Из хора."),
    ]
    vault.close()
    vault = unlocked()
    assert sorted(vault.conflicts.list_all(), key=lambda each: each.names) == kept
    assert vault.conflicts.of_client(client.id) == kept[:1]
    assert vault.own_list.list_all() == sorted(people, key=lambda each: each.name)


def test_what_cannot_be_is_refused(vault: OpenVault, dana: Client) -> None:
    with pytest.raises(NotFound):
        vault.conflicts.decide(["Rui"], Decision.NO_CONFLICT, file=a_client().id)
    with pytest.raises(BadInput):
        vault.conflicts.search([" "])
    for look in (vault.conflicts.names_of, vault.conflicts.of_client):
        with pytest.raises(NotFound):
            look(a_client().id)
    with pytest.raises(NotFound):
        vault.conflicts.search(["Rui"], a_client().id)
    assert vault.conflicts.list_all() == []


def test_rules_follow_profile_and_circumstances(vault: OpenVault) -> None:
    assert vault.conflicts.rules() == ()
    vault.practice.set(replace(LICENSEE, credential="PhD, LMHC", state="MA"))
    assert [each.cite for each in vault.conflicts.rules()] == ["262 CMR 8.02(2)"]
    vault.circumstances.set(Circumstances(licenses=(License("MO", "LCSW", "1"),)))
    assert len(vault.conflicts.rules()) == 2


def test_a_closed_file_is_found_like_any_other(vault: OpenVault, dana: Client) -> None:
    long_ago = an_episode(dana, opened=date(2001, 1, 1))
    vault.episodes.add([long_ago])
    closed = replace(dana, status=ClientStatus.CLOSED, id=a_client().id, name="Rui Duarte")
    vault.clients.add([closed])
    assert vault.conflicts.search(["Rui Duarte"])[0].status is ClientStatus.CLOSED


def test_the_own_list_is_kept_changed_and_put_back(vault: OpenVault) -> None:
    someone = vault.own_list.add([an_acquaintance()])[0]
    changed = vault.own_list.change(replace(someone, words="from the parish"))
    assert vault.own_list.list_all() == [changed]
    assert vault.own_list.change(changed) == changed
    with pytest.raises(NotAllowed):
        vault.own_list.add([someone])
    with pytest.raises(BadInput):
        vault.own_list.change(replace(someone, name=" "))
    with pytest.raises(NotFound):
        vault.own_list.change(an_acquaintance())
    vault.own_list.remove(someone.id)
    assert vault.own_list.list_all() == []
    assert vault.own_list.undo_remove(someone.id) == changed
    with pytest.raises(NotAllowed):
        vault.own_list.undo_remove(someone.id)


def test_nothing_of_it_is_in_a_copy_of_the_record(vault: OpenVault, dana: Client) -> None:
    vault.conflicts.decide(["Dana Whitfield"], Decision.NO_CONFLICT, "zanzibarreason", file=dana.id)
    vault.own_list.add([an_acquaintance("Zanzibar Bell")])
    vault.notes.begin_and_sign([a_note(dana, service_date=NOON.date() - timedelta(days=9))])
    pdf = vault.releases.prepare(dana.id)
    assert "zanzibar" not in repr(vars(pdf)).lower()


def test_only_a_name_that_is_new_in_the_file_is_looked_for(vault: OpenVault, dana: Client) -> None:
    look = vault.conflicts
    family = next(each for each in vault.clients.list_all() if each.kind is ClientKind.FAMILY)
    # Dana's own record, her guardian and her mother are hers, and no conflict of hers.
    assert look.known_like(a_participant(family, "Dana Whitfield-Costa", file=dana.id)) == []
    assert [each.client for each in look.known_like(a_participant(family, "Bento Costa"))] == [
        dana.id
    ]
    assert look.new_with(a_representative(dana, "BENTO  costa")) == []
    (guardian,) = vault.representatives.of_client(dana.id)
    assert look.no_conflict(replace(guardian, until=date(2026, 12, 1))) == []
    assert look.new_with(replace(guardian, name="Rosa Bell")) == ["Rosa Bell"]
    aunt = Contact(ContactKind.PHONE, "617-555-0143", "Rosa Bell")
    assert look.new_with(replace(dana, contacts=(*dana.contacts, aunt))) == ["Rosa Bell"]
    assert look.new_with(replace(dana, preferred_name="")) == []
    with pytest.raises(NotFound):
        look.new_with(a_representative(a_client(), "Rosa Bell"))
    with pytest.raises(BadInput):
        look.known_like(a_representative(dana, " "))


def test_who_comes_into_a_file_comes_with_the_decision(vault: OpenVault, dana: Client) -> None:
    rosa = vault.own_list.add([an_acquaintance()])[0]
    aunt = a_representative(dana, "Rose Bell")
    with pytest.raises(BadInput):
        vault.conflicts.no_conflict(aunt)
    checks = vault.conflicts.no_conflict(aunt, "Another Rosa.")
    assert vault.conflicts.list_all() == []
    vault.representatives.add([aunt], checks)
    assert vault.conflicts.of_client(dana.id) == checks
    assert [each.id for each in checks[0].found] == [rosa.id]
    actions = [each.action for each in vault.audit.export()]
    assert actions[-3:-1] == ["representative.added", "conflict.checked"]
    # Refused, nothing of it is kept.
    wrong = replace(aunt, id=a_representative(dana, "x").id, name="Rosa Bella")
    checks = vault.conflicts.no_conflict(wrong, "Another one.")
    with pytest.raises(BadInput):
        vault.representatives.add([replace(wrong, until=date(2020, 1, 1))], checks)
    assert len(vault.conflicts.list_all()) == 1
