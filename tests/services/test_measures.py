"""Outcome measures over a real vault: kept, changed, taken out and back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.conftest import Unlock
from tests.practice import NOON, a_client, an_administration, with_record
from vault.errors import BadInput, NotAllowed, NotFound
from vault.model.client import Client
from vault.model.ids import AdministrationId, ClientId, new_id
from vault.model.measure import by_measure
from vault.model.release import ReleasedMeasure
from vault.open_vault import OpenVault

TODAY = NOON.date()


@pytest.fixture
def rui(vault: OpenVault) -> Client:
    """An adult."""
    return vault.clients.add([a_client("Rui Duarte")])[0]


def test_what_was_filled_in_is_kept_over_a_locked_vault(unlocked: Unlock) -> None:
    vault = unlocked()
    client, other = vault.clients.add([a_client(), a_client("Rui Duarte")])
    open_items = (3, None, 0, 1, 2, 3, 0, None, 1)
    whole = an_administration(
        client, day=TODAY, answers=open_items, difficulty=0, filled_in_by="Ana 王"
    )
    bare = an_administration(client)
    anxiety = an_administration(client, measure="gad-7", answers=(0,) * 7, day=date(2026, 10, 1))
    vault.measures.add([whole, bare, anxiety, an_administration(other)])
    vault.close()
    vault = unlocked()
    assert vault.measures.of_client(client.id) == [anxiety, bare, whole]


def test_several_are_kept_all_or_none(vault: OpenVault, rui: Client) -> None:
    with pytest.raises(BadInput):
        vault.measures.add(
            [an_administration(rui), an_administration(rui, day=TODAY + timedelta(days=1))]
        )
    with pytest.raises(NotFound):
        vault.measures.add([an_administration(rui), an_administration(ClientId(new_id()))])
    each = an_administration(rui)
    with pytest.raises(NotAllowed):
        vault.measures.add([each, each])
    assert vault.measures.of_client(rui.id) == []
    vault.measures.add([each])
    with pytest.raises(NotAllowed):
        vault.measures.add([each])
    with pytest.raises(NotFound):
        vault.measures.of_client(ClientId(new_id()))


def test_nothing_was_filled_in_before_birth(vault: OpenVault) -> None:
    young = vault.clients.add([a_client("Noa", birth_date=date(2012, 2, 29))])[0]
    early = an_administration(young, day=date(2012, 2, 28))
    with pytest.raises(BadInput, match="before the client was born"):
        vault.measures.add([early])
    kept = vault.measures.add([replace(early, day=date(2026, 2, 28))])[0]
    with pytest.raises(BadInput, match="before the client was born"):
        vault.measures.change(replace(kept, day=date(2012, 2, 28)))


def test_a_change_is_kept_and_nothing_else_is_written(vault: OpenVault, rui: Client) -> None:
    each = vault.measures.add([an_administration(rui)])[0]
    assert vault.measures.change(each) == each
    assert "measure.changed" not in {entry.action for entry in vault.audit.export()}
    better = replace(each, answers=(0,) * 9, day=TODAY, difficulty=1)
    assert vault.measures.change(better) == better
    assert vault.measures.of_client(rui.id) == [better]
    dana = vault.clients.add([a_client()])[0]
    for wrong in (
        replace(better, client=dana.id),
        replace(better, measure="phq-a"),
        replace(better, answers=(None,) * 9),
    ):
        with pytest.raises(BadInput):
            vault.measures.change(wrong)
    with pytest.raises(NotFound):
        vault.measures.change(an_administration(rui))
    assert vault.measures.of_client(rui.id) == [better]


def test_what_was_taken_out_can_be_put_back(unlocked: Unlock) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    each = vault.measures.add([an_administration(client)])[0]
    assert vault.measures.remove(each.id) == each
    assert vault.measures.of_client(client.id) == []
    assert vault.measures.undo_remove(each.id) == each
    with pytest.raises(NotAllowed):
        vault.measures.undo_remove(each.id)
    vault.measures.remove(each.id)
    with pytest.raises(NotFound):
        vault.measures.remove(each.id)
    with pytest.raises(NotFound):
        vault.measures.remove(AdministrationId("no id"))
    vault.close()
    with pytest.raises(NotAllowed):
        unlocked().measures.undo_remove(each.id)


def test_what_was_filled_in_goes_with_a_copy_of_the_record(vault: OpenVault) -> None:
    rui = with_record(vault, "Slept three hours.")
    each = an_administration(rui, difficulty=1, filled_in_by="Ana, aunt")
    gone, other = an_administration(rui), an_administration(vault.clients.add([a_client()])[0])
    vault.measures.add([each, gone, other])
    vault.measures.remove(gone.id)
    package = vault.releases.prepare(rui.id).package
    assert package.measures == (ReleasedMeasure("phq-9", each.day, each.answers, 1, "Ana, aunt"),)


def test_what_was_entered_in_another_sitting_stays_in_error(unlocked: Unlock) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    each = vault.measures.add([an_administration(client)])[0]
    assert vault.measures.added_here(each.id)
    vault.close()
    vault = unlocked()
    assert not vault.measures.added_here(each.id)
    with pytest.raises(NotAllowed):
        vault.measures.remove(each.id)
    anew = vault.measures.change(replace(each, answers=(0,) * 9))
    assert anew.id != each.id
    kept = {found.id: found for found in vault.measures.of_client(client.id)}
    assert kept == {anew.id: anew, each.id: replace(each, in_error=kept[each.id].in_error)}
    assert kept[each.id].in_error is not None
    with pytest.raises(NotAllowed):
        vault.measures.change(each)
    # What was put right in this sitting can be put right as it stands.
    better = replace(anew, answers=(1,) * 9)
    assert vault.measures.change(better) == better
    assert by_measure(list(kept.values()))["phq-9"] == [anew]
    prepared = vault.releases.prepare(client.id)
    assert [found.answers for found in prepared.package.measures] == [(1,) * 9]


def test_what_is_marked_in_error_has_a_reason(vault: OpenVault, rui: Client) -> None:
    each = vault.measures.add([an_administration(rui)])[0]
    with pytest.raises(BadInput):
        vault.measures.mark_in_error(each.id, " ")
    marked = vault.measures.mark_in_error(each.id, "Of his brother. ")
    assert marked.in_error is not None
    assert marked.in_error.reason == "Of his brother. "
    assert vault.measures.of_client(rui.id) == [marked]
    assert vault.timelines.kinds(rui.id) == ()
    with pytest.raises(NotAllowed):
        vault.measures.mark_in_error(each.id, "Again.")
