"""Who takes part in a couple, a family or a group: kept, changed, taken out and put back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import a_client, a_participant, an_ending, an_episode
from tests.services.test_documents import attach
from vault.errors import BadInput, NotAllowed, NotFound
from vault.model.audit import Action
from vault.model.client import Client, ClientKind
from vault.model.ids import ClientId, DocumentId, ParticipantId, new_id
from vault.model.participant import Gap, Lack, RecordBasis, Role, Terms
from vault.model.participant_words import signed_words
from vault.open_vault import OpenVault


@pytest.fixture
def family(vault: OpenVault) -> Client:
    """A family of whom nobody is known yet."""
    return vault.clients.add([a_client("Duarte family", kind=ClientKind.FAMILY)])[0]


def of_participants(vault: OpenVault) -> list[str]:
    """Return what the chain tells of participants."""
    return [e.action for e in vault.audit.export() if e.action.startswith("participant.")]


def test_a_family_is_kept_over_a_locked_vault(unlocked: Unlock) -> None:
    vault = unlocked()
    unit, son = vault.clients.add(
        [a_client("Duarte family", kind=ClientKind.FAMILY), a_client("Rui Duarte")]
    )
    mother = a_participant(
        unit,
        "Ana Duarte",
        role=Role.PARENT,
        birth_date=date(1984, 2, 29),
        agreed=date(2026, 1, 8),
    )
    child = a_participant(
        unit,
        "Rui Duarte",
        role=Role.CHILD,
        joined=date(2026, 2, 3),
        left=date(2026, 5, 5),
        birth_date=date(2012, 12, 12),
        file=son.id,
        agreed=date(2026, 2, 3),
        signed_by="Ana Duarte, his mother",
    )
    vault.participants.add([child, mother])
    terms = vault.participants.set_terms(Terms(unit.id, RecordBasis.IDENTIFIED, child.id))
    vault.close()
    vault = unlocked()
    found = vault.participants.unit(unit.id)
    assert [replace(each, agreed_to="") for each in found.people] == [mother, child]
    assert {each.agreed_to for each in found.people} == {terms.key}
    assert (found.kind, found.terms, found.gaps) == (ClientKind.FAMILY, terms, ())
    assert vault.participants.units_of(son.id) == [unit.id]
    assert vault.participants.units_of(unit.id) == []


def test_all_are_added_or_nobody(vault: OpenVault, family: Client) -> None:
    ana = a_participant(family, "Ana Duarte")
    for wrong in (
        replace(ana, id=ParticipantId(new_id()), name=" "),
        replace(ana, id=ParticipantId(new_id()), unit=ClientId(new_id())),
        replace(ana, id=ParticipantId(new_id()), file=ClientId(new_id())),
        replace(ana, id=ParticipantId(new_id()), file=family.id),
        ana,
    ):
        with pytest.raises((BadInput, NotFound, NotAllowed)):
            vault.participants.add([ana, wrong])
    assert vault.participants.unit(family.id).people == ()
    assert vault.participants.add([]) == []
    assert of_participants(vault) == []


def test_the_signed_terms_are_a_document_of_the_unit_and_stay(
    vault: OpenVault, family: Client, tmp_path: Path
) -> None:
    (tmp_path / "terms").write_text("words")
    other = vault.clients.add([a_client()])[0]
    page, marked = (attach(vault, family, tmp_path / "terms", title="Terms") for _two in range(2))
    hers = attach(vault, other, tmp_path / "terms")
    vault.documents.mark_in_error(marked.id, "Of another")
    assert {each.id for each in vault.participants.papers(family.id)} == {page.id, marked.id}
    day = date(2026, 1, 8)
    ana, rui = (
        a_participant(family, name, agreed=day, document=page.id) for name in ("Ana", "Rui")
    )
    for wrong in (hers.id, marked.id, DocumentId(new_id())):
        with pytest.raises(BadInput, match="no document of this record"):
            vault.participants.add([ana, replace(rui, document=wrong)])
    with pytest.raises(BadInput, match="need the day"):
        vault.participants.add([replace(ana, agreed=None)])
    vault.participants.add([ana, rui])
    with pytest.raises(BadInput):
        vault.participants.change(replace(ana, document=hers.id))

    def said() -> str:
        people = vault.participants.unit(family.id).people
        kept = next(each for each in people if each.name == "Ana")
        assert kept.document == page.id
        return signed_words(kept, {each.id: each for each in vault.participants.papers(family.id)})

    assert said() == ""
    vault.participants.change(replace(rui, document=None))
    with pytest.raises(NotAllowed, match="the terms that somebody signed"):
        vault.documents.remove(page.id)
    vault.documents.mark_in_error(page.id, "The wrong page")
    assert said() == "the signed terms are marked in error"
    vault.participants.change(replace(ana, role=Role.PARENT))
    # Who was taken out and is brought back names what is there no more.
    vault.participants.remove(ana.id)
    vault.documents.remove(page.id)
    vault.participants.undo_remove(ana.id)
    assert said() == "the signed terms are among the documents no more"


def test_somebodys_own_record_is_one_persons(vault: OpenVault, family: Client) -> None:
    couple = vault.clients.add([a_client("A couple", kind=ClientKind.COUPLE)])[0]
    with pytest.raises(BadInput):
        vault.participants.add([a_participant(family, "Ana Duarte", file=couple.id)])


def test_one_record_is_not_the_own_of_two(vault: OpenVault, family: Client) -> None:
    alone = vault.clients.add([a_client("Ana Duarte")])[0]
    ana = a_participant(family, "Ana Duarte", file=alone.id)
    with pytest.raises(BadInput):
        vault.participants.add([ana, a_participant(family, "Omar", file=alone.id)])
    vault.participants.add([ana])
    omar = vault.participants.add([a_participant(family, "Omar")])[0]
    with pytest.raises(BadInput):
        vault.participants.change(replace(omar, file=alone.id))


def test_one_persons_file_has_nobody_else(vault: OpenVault) -> None:
    alone = vault.clients.add([a_client()])[0]
    for act in (
        lambda: vault.participants.unit(alone.id),
        lambda: vault.participants.add([a_participant(alone, "Ana Duarte")]),
        lambda: vault.participants.set_terms(Terms(alone.id, RecordBasis.JOINT)),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_change_is_kept_and_no_change_is_not_written(vault: OpenVault, family: Client) -> None:
    ana = vault.participants.add([a_participant(family, "Ana Duarte")])[0]
    left = replace(ana, left=date(2026, 4, 1))
    assert vault.participants.change(left) == left
    assert vault.participants.change(left) == left
    assert vault.participants.unit(family.id).people == (left,)
    assert of_participants(vault) == ["participant.added", "participant.changed"]
    other = vault.clients.add([a_client("Others", kind=ClientKind.FAMILY)])[0]
    with pytest.raises(BadInput):
        vault.participants.change(replace(ana, unit=other.id))
    with pytest.raises(NotFound):
        vault.participants.change(a_participant(family, "Nobody"))


def test_the_identified_client_cannot_become_a_collateral(vault: OpenVault, family: Client) -> None:
    ana = vault.participants.add([a_participant(family, "Ana Duarte")])[0]
    vault.participants.set_terms(Terms(family.id, RecordBasis.IDENTIFIED, ana.id))
    with pytest.raises(BadInput):
        vault.participants.change(replace(ana, role=Role.COLLATERAL))


def test_who_was_taken_out_comes_back_as_they_were(vault: OpenVault, family: Client) -> None:
    ana = vault.participants.add([a_participant(family, "Ana Duarte")])[0]
    terms = vault.participants.set_terms(Terms(family.id, RecordBasis.IDENTIFIED, ana.id))
    assert vault.participants.remove(ana.id) == ana
    gone = vault.participants.unit(family.id)
    assert gone.people == ()
    assert gone.terms == Terms(family.id, RecordBasis.IDENTIFIED)
    assert vault.participants.undo_remove(ana.id) == ana
    back = vault.participants.unit(family.id)
    assert (back.people, back.terms) == ((ana,), terms)
    with pytest.raises(NotAllowed):
        vault.participants.undo_remove(ana.id)
    with pytest.raises(NotFound):
        vault.participants.remove(ParticipantId(new_id()))


def test_who_comes_back_takes_nobodys_place(vault: OpenVault, family: Client) -> None:
    ana, luis = vault.participants.add(
        [a_participant(family, "Ana Duarte"), a_participant(family, "Luis Duarte")]
    )
    vault.participants.set_terms(Terms(family.id, RecordBasis.IDENTIFIED, ana.id))
    vault.participants.remove(ana.id)
    chosen = vault.participants.set_terms(Terms(family.id, RecordBasis.IDENTIFIED, luis.id))
    vault.participants.undo_remove(ana.id)
    assert vault.participants.unit(family.id).terms == chosen


def test_terms_that_stay_are_not_written(vault: OpenVault, family: Client) -> None:
    for _time in range(2):
        vault.participants.set_terms(Terms(family.id, RecordBasis.JOINT))
    assert of_participants(vault) == ["participant.terms-changed"]
    assert vault.participants.unit(family.id).gaps == (Gap(Lack.NOBODY),)


def test_who_signed_other_terms_signs_anew(vault: OpenVault, family: Client) -> None:
    day = date(2026, 3, 1)
    rui = a_participant(family, "Rui Duarte", birth_date=date(1980, 1, 1), agreed=day)
    vault.participants.add([rui])
    ana = a_participant(family, "Ana Duarte", birth_date=date(1982, 1, 1), agreed=day)

    def gaps() -> tuple[Gap, ...]:
        return vault.participants.unit(family.id).gaps

    # The first terms are those that were signed, whichever was entered first.
    vault.participants.set_terms(Terms(family.id, RecordBasis.JOINT))
    vault.participants.add([ana])
    assert gaps() == ()
    vault.participants.set_terms(Terms(family.id, RecordBasis.IDENTIFIED, rui.id))
    assert set(gaps()) == {Gap(Lack.OTHER_TERMS, rui.id), Gap(Lack.OTHER_TERMS, ana.id)}
    vault.participants.change(replace(ana, name="Ana Duarte Costa"))
    assert len(gaps()) == 2
    vault.participants.change(replace(ana, agreed=date(2026, 4, 1)))
    assert gaps() == (Gap(Lack.OTHER_TERMS, rui.id),)
    # Taken back by mistake or not: what was signed holds for the terms it was of.
    vault.participants.set_terms(Terms(family.id, RecordBasis.JOINT))
    assert gaps() == (Gap(Lack.OTHER_TERMS, ana.id),)


def test_which_records_lack_their_terms(vault: OpenVault, family: Client) -> None:
    def lacking() -> dict[ClientId, int]:
        return vault.participants.without_terms()

    group = vault.clients.add([a_client("A group", kind=ClientKind.GROUP)])[0]
    vault.participants.add([a_participant(group, "Mia Chen", role=Role.MEMBER)])
    # Nobody has been entered in the family yet, so nobody can have agreed on anything.
    assert lacking() == {family.id: 1}
    day = date(2026, 3, 1)
    rui = a_participant(family, "Rui Duarte", birth_date=date(1980, 1, 1), agreed=day)
    ana = a_participant(family, "Ana Duarte", birth_date=date(1982, 1, 1))
    aunt = a_participant(family, "Olga Petrova", role=Role.COLLATERAL)
    vault.participants.add([rui, ana, aunt])
    # Nobody chose the terms, and one of the two who are to sign has not.
    assert lacking() == {family.id: 2}
    vault.participants.set_terms(Terms(family.id, RecordBasis.JOINT))
    assert lacking() == {family.id: 1}
    vault.participants.change(replace(ana, agreed=day))
    assert lacking() == {}
    vault.participants.set_terms(Terms(family.id, RecordBasis.IDENTIFIED, rui.id))
    assert lacking() == {family.id: 2}
    vault.participants.change(replace(ana, agreed=day, left=date(2026, 4, 1)))
    assert lacking() == {family.id: 1}
    ended = an_episode(family, opened=day, ending=an_ending())
    vault.episodes.add([ended])
    assert lacking() == {}


def test_whose_record_it_is_stays_true(vault: OpenVault, family: Client) -> None:
    """A file with others in it is not one person's, and a person's own is not several's."""
    alone = vault.clients.add([a_client("Ana Duarte")])[0]
    ana = vault.participants.add([a_participant(family, "Ana Duarte", file=alone.id)])[0]
    with pytest.raises(NotAllowed):
        vault.clients.change(replace(family, kind=ClientKind.INDIVIDUAL))
    with pytest.raises(NotAllowed):
        vault.clients.change(replace(alone, kind=ClientKind.COUPLE))
    vault.clients.change(replace(family, kind=ClientKind.COUPLE))
    vault.participants.remove(ana.id)
    vault.clients.change(replace(family, kind=ClientKind.INDIVIDUAL))
    vault.clients.change(replace(alone, kind=ClientKind.COUPLE))


def test_a_view_is_logged_once_a_sitting(vault: OpenVault, family: Client) -> None:
    for _time in range(3):
        vault.participants.unit(family.id)
    viewed = [e.subject for e in vault.audit.export() if e.action == Action.CLIENT_VIEWED]
    assert viewed == [family.id]


def test_a_day_put_right_to_an_earlier_one_signs_no_newer_terms(vault: OpenVault) -> None:
    couple = vault.clients.add([a_client("The couple", kind=ClientKind.COUPLE)])[0]
    ana = vault.participants.add([a_participant(couple, "Ana Souza")])[0]
    vault.participants.set_terms(Terms(couple.id, RecordBasis.JOINT))
    ana = vault.participants.change(replace(ana, agreed=date(2026, 3, 1)))
    vault.participants.set_terms(Terms(couple.id, RecordBasis.IDENTIFIED, ana.id))
    vault.participants.change(replace(ana, agreed=date(2026, 2, 28)))
    other = Gap(Lack.OTHER_TERMS, ana.id)
    assert other in vault.participants.unit(couple.id).gaps
    vault.participants.change(replace(ana, agreed=date(2026, 4, 1)))
    assert other not in vault.participants.unit(couple.id).gaps
