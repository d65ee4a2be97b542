"""The onset list over a real vault: what each license asks for, given, missing, and counted."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import LICENSEE, NOON, a_client, a_document, a_participant, give_all
from vault.errors import BadInput, NotAllowed, NotFound
from vault.model.circumstances import Circumstances, License
from vault.model.client import Client, ClientKind, ClientStatus
from vault.model.ids import ClientId, DocumentId, OnsetId, ParticipantId, new_id
from vault.model.onset import Given, items_for, onset_items
from vault.model.participant import Role
from vault.open_vault import OpenVault

DAY = date(2026, 1, 1)
ALLIED, SOCIAL = License("MA", "LMHC"), License("MO", "LCSW")


@pytest.fixture
def rui(vault: OpenVault) -> Client:
    """An adult, of a licensee in Massachusetts."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client("Rui Duarte")])[0]


def given(client: Client | ClientId, item: str, **fields: object) -> Given:
    """Return that an item was given on the first day."""
    whose = client.id if isinstance(client, Client) else client
    return replace(Given(OnsetId(new_id()), whose, item, DAY), **fields)  # type: ignore[arg-type]


def test_each_license_asks_for_its_own_list() -> None:
    """262 CMR 8.02(1)(c), (2)(d), (3)(c); 20 CSR 2263-3.040 and 3.100."""
    names = {
        (license.state, kind): [item.id for item in items_for([license], kind)]
        for license in (ALLIED, SOCIAL, License("CA", "LMFT"))
        for kind in (ClientKind.INDIVIDUAL, ClientKind.FAMILY)
    }
    assert names["MA", ClientKind.INDIVIDUAL] == ["records-notice", "consultation"]
    assert names["MA", ClientKind.FAMILY][-1] == "relationship"
    assert names["MO", ClientKind.INDIVIDUAL] == [
        "limits",
        "purposes",
        "fees",
        "recording",
        "experimental",
        "electronic",
    ]
    assert names["MO", ClientKind.FAMILY][-1] == "shared-confidence"
    assert names["CA", ClientKind.FAMILY] == []
    assert len(items_for([ALLIED, SOCIAL], ClientKind.COUPLE)) == len(onset_items())
    assert all("CMR" in each.cite or "CSR" in each.cite for each in onset_items().values())


def test_what_is_given_is_kept_over_a_locked_vault(unlocked: Unlock) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    one = given(client, "records-notice", version="Fassung “2024”", place="Ordner 王")
    vault.onset.add([one])
    vault.close()
    vault = unlocked()
    lines = vault.onset.of_client(client.id)
    assert [(line.item.id, line.given) for line in lines] == [
        ("records-notice", one),
        ("consultation", None),
    ]
    assert vault.onset.lacking() == {client.id: 1}


def test_each_who_takes_part_is_asked_for_themselves(vault: OpenVault) -> None:
    vault.practice.set(LICENSEE)
    family = vault.clients.add([a_client("Duarte family", kind=ClientKind.FAMILY)])[0]
    ana, rui, aunt, gone = (
        a_participant(family, "Ana Duarte"),
        a_participant(family, "Rui Duarte"),
        a_participant(family, "Inez Sá", role=Role.COLLATERAL),
        a_participant(family, "Bento Duarte", left=date(2026, 2, 1)),
    )
    vault.participants.add([ana, rui, aunt, gone])
    asked = [line.participant for line in vault.onset.of_client(family.id) if line.item.each]
    assert sorted(filter(None, asked)) == sorted([ana.id, rui.id])
    with pytest.raises(BadInput):
        vault.onset.add([given(family, "relationship")])
    with pytest.raises(BadInput):
        vault.onset.add([given(family, "relationship", participant=ParticipantId(new_id()))])
    with pytest.raises(BadInput):
        vault.onset.add([given(family, "consultation", participant=ana.id)])
    give_all(vault)
    assert vault.onset.lacking() == {}
    vault.participants.add([a_participant(family, "Luis Duarte")])
    assert vault.onset.lacking() == {family.id: 1}


def test_a_couple_of_nobody_lacks_what_each_is_asked_for(vault: OpenVault) -> None:
    vault.practice.set(LICENSEE)
    couple, group = vault.clients.add(
        [a_client("A couple", kind=ClientKind.COUPLE), a_client("A group", kind=ClientKind.GROUP)]
    )
    for client in (couple, group):
        vault.onset.add([given(client, "records-notice"), given(client, "consultation")])
    assert vault.onset.lacking() == {couple.id: 1}
    assert [line.wants_people for line in vault.onset.of_client(couple.id)][-1]


def test_who_is_asked_is_a_matter_of_the_day(vault: OpenVault) -> None:
    vault.practice.set(LICENSEE)
    couple = vault.clients.add([a_client("A couple", kind=ClientKind.COUPLE)])[0]
    later, today = date(2027, 1, 1), NOON.date()
    joins = a_participant(couple, "Ana", joined=later)
    leaves = a_participant(couple, "Rui", left=later)
    left = a_participant(couple, "Bento", left=date(2026, 11, 21))
    vault.participants.add([joins, leaves, left])
    asked = [line.name for line in vault.onset.of_client(couple.id) if line.item.each]
    assert asked == ["Rui"]
    told = given(couple, "relationship", participant=left.id, day=today)
    vault.onset.add([told])
    assert vault.onset.before(couple.id) == [told]


def test_some_items_may_not_apply(vault: OpenVault, rui: Client) -> None:
    vault.circumstances.set(Circumstances(licenses=(SOCIAL,)))
    vault.onset.add([given(rui, "recording", day=None)])
    with pytest.raises(BadInput):
        vault.onset.add([given(rui, "limits", day=None)])
    lines = {line.item.id: line.given for line in vault.onset.of_client(rui.id)}
    assert lines["recording"] is not None
    assert lines["limits"] is None


def test_the_newest_counts_and_an_older_one_stays(vault: OpenVault, rui: Client) -> None:
    old, new = given(rui, "consultation"), given(rui, "consultation", day=NOON.date())
    vault.onset.add([new, old])
    assert [line.given for line in vault.onset.of_client(rui.id)][1] == new
    assert vault.onset.before(rui.id) == [old]
    vault.onset.remove(new.id)
    assert [line.given for line in vault.onset.of_client(rui.id)][1] == old
    assert vault.onset.undo_remove(new.id) == new
    with pytest.raises(NotAllowed):
        vault.onset.undo_remove(new.id)


def test_the_signed_copy_is_a_document_of_the_client(
    vault: OpenVault, rui: Client, tmp_path: Path
) -> None:
    other = vault.clients.add([a_client()])[0]
    scans = []
    for whose in (rui, other):
        file = tmp_path / f"{whose.id}.pdf"
        file.write_bytes(b"%PDF-1.4 " + whose.id.encode())
        sealed = vault.documents.to_attach(file).seal()
        scans += vault.documents.attach([(a_document(whose), sealed)])
    assert [each.id for each in vault.onset.signed_copies(rui.id)] == [scans[0].id]
    added = vault.onset.add([given(rui, "records-notice", document=scans[0].id)])[0]
    for wrong in (scans[1].id, DocumentId(new_id())):
        with pytest.raises(BadInput):
            vault.onset.change(replace(added, document=wrong))
    # Taken out since, it is still named, and the rest can be changed.
    vault.documents.remove(scans[0].id)
    assert vault.onset.change(replace(added, version="2026")).document == scans[0].id
    with pytest.raises(BadInput):
        vault.onset.add([given(rui, "records-notice", document=scans[0].id)])


def test_what_cannot_be_is_refused_and_leaves_nothing(vault: OpenVault, rui: Client) -> None:
    one = vault.onset.add([given(rui, "consultation")])[0]
    for wrong in (
        given(rui, "horoscope"),
        given(rui, "records-notice", day=date(2027, 1, 1)),
        given(rui, "records-notice", version="x" * 2_000),
    ):
        with pytest.raises(BadInput):
            vault.onset.add([given(rui, "records-notice"), wrong])
    with pytest.raises(NotFound):
        vault.onset.add([given(a_client(), "consultation")])
    with pytest.raises(NotAllowed):
        vault.onset.add([one])
    with pytest.raises(BadInput):
        vault.onset.change(replace(one, item="records-notice"))
    with pytest.raises(NotFound):
        vault.onset.change(given(rui, "consultation"))
    assert vault.onset.change(one) == one
    assert vault.onset.lacking() == {rui.id: 1}


def test_closed_files_and_unknown_licenses_lack_nothing(vault: OpenVault, rui: Client) -> None:
    vault.clients.add([a_client("Closed", status=ClientStatus.CLOSED)])
    assert list(vault.onset.lacking()) == [rui.id]
    vault.practice.set(replace(LICENSEE, credential="Coach"))
    assert vault.onset.lacking() == {}
    assert vault.onset.of_client(rui.id) == []
    with pytest.raises(NotFound):
        vault.onset.before(a_client().id)
