"""Who may act for a client: kept, changed, taken out, and ended when the client comes of age."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import LICENSEE, NOON, a_client, a_representative
from tests.services.test_documents import attach
from vault.errors import BadInput, NotAllowed, NotFound
from vault.model.client import Client, ClientKind, ClientStatus
from vault.model.ids import ClientId, DocumentId, RepresentativeId, new_id
from vault.model.representative import Power, RepresentativeKind
from vault.model.representative_words import paper_words
from vault.open_vault import OpenVault

TODAY = NOON.date()
EIGHTEEN_TODAY = TODAY.replace(year=TODAY.year - 18)


@pytest.fixture
def rui(vault: OpenVault) -> Client:
    """A client who is eighteen today, in a state where that is of age."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client("Rui Duarte", birth_date=EIGHTEEN_TODAY)])[0]


def of_people(vault: OpenVault) -> list[str]:
    """Return what the chain tells of representatives."""
    return [e.action for e in vault.audit.export() if e.action.startswith("representative.")]


def test_everything_is_kept_over_a_locked_vault(unlocked: Unlock) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client("Rui Duarte", birth_date=None)])[0]
    given = [
        a_representative(client, "Ana Duarte"),
        a_representative(
            client,
            "Bento & Sons",
            kind=RepresentativeKind.GUARDIAN,
            powers=(Power.RECEIVE,),
            since=date(2026, 2, 2),
            until=date(2027, 2, 1),
            paper="Probate court, MB00P0000GD",
            paper_day=date(2026, 1, 30),
            scope="schooling, not treatment",
        ),
    ]
    vault.representatives.add(given[::-1])
    vault.close()
    vault = unlocked()
    assert vault.representatives.of_client(client.id) == given


def test_all_are_added_or_nobody(vault: OpenVault, rui: Client) -> None:
    ana = a_representative(rui, "Ana Duarte")
    couple = vault.clients.add([a_client("A couple", kind=ClientKind.COUPLE)])[0]
    for wrong in (
        replace(ana, id=RepresentativeId(new_id()), name=" "),
        replace(ana, id=RepresentativeId(new_id()), client=ClientId(new_id())),
        replace(ana, id=RepresentativeId(new_id()), client=couple.id),
        ana,
    ):
        with pytest.raises((BadInput, NotFound, NotAllowed)):
            vault.representatives.add([ana, wrong])
    assert vault.representatives.of_client(rui.id) == []
    assert vault.representatives.add([]) == []
    with pytest.raises(NotAllowed):
        vault.representatives.of_client(couple.id)
    assert of_people(vault) == []


def test_a_change_is_kept_and_no_change_is_not_written(vault: OpenVault, rui: Client) -> None:
    ana = vault.representatives.add([a_representative(rui, "Ana Duarte")])[0]
    changed = replace(ana, powers=(Power.CONSENT,))
    for _time in range(2):
        assert vault.representatives.change(changed) == changed
    assert of_people(vault) == ["representative.added", "representative.changed"]
    other = vault.clients.add([a_client("Others")])[0]
    with pytest.raises(BadInput):
        vault.representatives.change(replace(ana, client=other.id))
    with pytest.raises(NotFound):
        vault.representatives.change(a_representative(rui, "Nobody"))


def test_who_was_taken_out_comes_back(vault: OpenVault, rui: Client) -> None:
    ana = vault.representatives.add([a_representative(rui, "Ana Duarte")])[0]
    assert vault.representatives.remove(ana.id) == ana
    assert vault.representatives.of_client(rui.id) == []
    assert vault.representatives.undo_remove(ana.id) == ana
    with pytest.raises(NotAllowed):
        vault.representatives.undo_remove(ana.id)
    with pytest.raises(NotFound):
        vault.representatives.remove(RepresentativeId(new_id()))


def test_at_majority_a_task_appears_until_the_client_signed(vault: OpenVault, rui: Client) -> None:
    closed, unknown, younger = vault.clients.add(
        [
            a_client("Closed", birth_date=EIGHTEEN_TODAY, status=ClientStatus.CLOSED),
            a_client("Unknown", birth_date=None),
            a_client("Younger", birth_date=EIGHTEEN_TODAY + timedelta(days=1)),
        ]
    )
    vault.representatives.add(
        [
            a_representative(rui, "Ana Duarte"),
            a_representative(rui, "A court's", kind=RepresentativeKind.GUARDIAN),
            *(a_representative(each, "A parent") for each in (closed, unknown, younger)),
        ]
    )
    assert vault.representatives.came_of_age() == {rui.id: TODAY}
    ended = vault.representatives.signed_anew(rui.id)
    assert [(each.name, each.until) for each in ended] == [
        ("Ana Duarte", TODAY - timedelta(days=1))
    ]
    assert vault.representatives.came_of_age() == {}
    assert vault.representatives.signed_anew(rui.id) == []
    assert vault.representatives.signed_anew(unknown.id) == []
    assert vault.representatives.signed_anew(younger.id) == []
    kept = {each.name: each.until for each in vault.representatives.of_client(rui.id)}
    assert kept == {"Ana Duarte": TODAY - timedelta(days=1), "A court's": None}


def test_a_last_day_ahead_still_asks_and_a_second_click_writes_nothing(
    vault: OpenVault, rui: Client
) -> None:
    later = a_representative(rui, "Ana Duarte", until=TODAY + timedelta(days=90))
    today = a_representative(rui, "Luis Duarte", since=TODAY)
    vault.representatives.add([later, today])
    assert vault.representatives.came_of_age() == {rui.id: TODAY}
    assert len(vault.representatives.signed_anew(rui.id)) == 2
    assert vault.representatives.signed_anew(rui.id) == []
    assert vault.representatives.came_of_age() == {}
    assert of_people(vault).count("representative.changed") == 2


def test_a_file_in_which_somebody_acts_stays_one_persons(vault: OpenVault, rui: Client) -> None:
    vault.representatives.add([a_representative(rui, "Ana Duarte")])
    with pytest.raises(NotAllowed):
        vault.clients.change(replace(rui, kind=ClientKind.FAMILY))


def test_the_paper_is_a_document_of_the_client_and_it_is_said_when_it_is_gone(
    vault: OpenVault, rui: Client, tmp_path: Path
) -> None:
    other = vault.clients.add([a_client("Mia Chen")])[0]
    (tmp_path / "order").write_text("words")
    order = attach(vault, rui, tmp_path / "order", title="Custody order")
    wrong = attach(vault, rui, tmp_path / "order", title="Another order")
    theirs = attach(vault, other, tmp_path / "order", title="Of another")
    ana = a_representative(
        rui, "Ana Duarte", kind=RepresentativeKind.CUSTODIAN, paper="The order", document=order.id
    )
    vault.documents.mark_in_error(wrong.id, "Of a brother.")
    for refused in (theirs.id, wrong.id, DocumentId(new_id())):
        with pytest.raises(BadInput):
            vault.representatives.add([replace(ana, document=refused)])
    with pytest.raises(BadInput):
        vault.representatives.add([replace(ana, paper=" ")])
    vault.representatives.add([ana])
    with pytest.raises(BadInput):
        vault.representatives.change(replace(ana, document=theirs.id))

    def paper() -> str:
        (kept,) = vault.representatives.of_client(rui.id)
        assert kept.document == order.id
        return paper_words(kept, {each.id: each for each in vault.representatives.papers(rui.id)})

    assert paper() == "The order"
    vault.documents.remove(order.id)
    assert paper() == "The order (among the documents no more)"
    vault.representatives.change(replace(ana, scope="schooling"))
    vault.documents.undo_remove(order.id)
    vault.documents.mark_in_error(order.id, "The wrong page.")
    assert paper() == "The order (marked in error)"
    with pytest.raises(NotFound):
        vault.representatives.papers(ClientId(new_id()))
