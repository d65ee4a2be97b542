"""Holds over a real vault: kept, lifted, and nothing is taken out of a file that is held."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    NOON,
    a_client,
    a_hold,
    a_note,
    a_participant,
    a_representative,
    an_administration,
    an_amendment,
    an_episode,
)
from tests.services.test_documents import attach
from vault.errors import NotAllowed, NotFound
from vault.model.amendment import AmendmentDecision, Outcome
from vault.model.client import Client, ClientKind
from vault.model.hold import HoldReason
from vault.model.ids import ClientId, HoldId, OnsetId, new_id
from vault.model.note import clean_sections
from vault.model.onset import Given
from vault.open_vault import OpenVault

TODAY = NOON.date()


@pytest.fixture
def dana(vault: OpenVault) -> Client:
    """A client of a practice that has a name."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client()])[0]


def test_a_hold_is_kept_over_a_locked_vault(unlocked: Unlock) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client, other = vault.clients.add([a_client(), a_client("Rui Duarte")])
    lifted = a_hold(client, reason=HoldReason.AUDIT, lifted=TODAY, lifted_words="Es ist vorbei. 王")
    bare = a_hold(client, placed=date(2026, 11, 2), words="")
    kept = vault.holds.add([bare, lifted])
    vault.holds.add([a_hold(other)])
    vault.close()
    vault = unlocked()
    assert vault.holds.of_client(client.id) == [kept[1], kept[0]]
    assert [each.placed_by for each in kept] == [LICENSEE.name] * 2
    assert [each.lifted_by for each in kept] == ["", LICENSEE.name]
    assert {each.client for each in vault.holds.open()} == {client.id, other.id}
    assert not vault.holds.may_change(kept[1])
    assert not vault.holds.may_remove(kept[0])


def test_lifted_it_stays_but_in_this_sitting(unlocked: Unlock) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    held = vault.holds.add([a_hold(client)])[0]
    lifted = vault.holds.lift(held.id, None, "Settled.")
    assert (lifted.lifted, lifted.lifted_words) == (TODAY, "Settled.")
    with pytest.raises(NotAllowed, match="lifted already"):
        vault.holds.lift(held.id, None, "Settled.")
    again = vault.holds.change(replace(lifted, lifted=None))
    assert again == replace(held, lifted=None)
    vault.holds.lift(held.id, date(2026, 11, 20), "Settled.")
    vault.close()
    vault = unlocked()
    (kept,) = vault.holds.of_client(client.id)
    with pytest.raises(NotAllowed, match="stays as it was"):
        vault.holds.change(replace(kept, lifted=None))
    with pytest.raises(NotAllowed):
        vault.holds.remove(kept.id)


def test_one_placed_by_mistake_goes_and_comes_back(vault: OpenVault, dana: Client) -> None:
    held = vault.holds.add([a_hold(dana)])[0]
    assert vault.holds.remove(held.id) == held
    assert vault.holds.of_client(dana.id) == []
    assert vault.holds.undo_remove(held.id) == held
    with pytest.raises(NotAllowed):
        vault.holds.undo_remove(held.id)


def test_nothing_is_kept_of_one_that_cannot_be(vault: OpenVault, dana: Client) -> None:
    held = vault.holds.add([a_hold(dana)])[0]
    with pytest.raises(NotAllowed):
        vault.holds.add([a_hold(dana), held])
    with pytest.raises(NotFound):
        vault.holds.add([a_hold(dana), a_hold(ClientId(new_id()))])
    with pytest.raises(NotFound):
        vault.holds.lift(HoldId("no such"), None, "Settled.")
    assert vault.holds.of_client(dana.id) == [held]


def removals(
    vault: OpenVault, dana: Client, couple: Client, file: Path
) -> list[Callable[[], object]]:
    """Fill both files, and return what would take something out of one of them."""
    draft = vault.notes.begin([a_note(dana, "Said in anger.")])[0]
    person = vault.participants.add([a_participant(couple, "Tom")])[0]
    acting = vault.representatives.add([a_representative(dana, "Ada Whitfield")])[0]
    episode = vault.episodes.add([an_episode(dana)])[0]
    given = vault.onset.add([Given(OnsetId(new_id()), dana.id, "limits", TODAY)])[0]
    filled_in = vault.measures.add([an_administration(dana)])[0]
    file.write_bytes(b"%PDF-1.4 of a kind")
    document = attach(vault, dana, file)
    asked = vault.amendments.add([an_amendment(dana)])[0]
    return [
        lambda: vault.notes.discard(draft.id),
        lambda: vault.participants.remove(person.id),
        lambda: vault.representatives.remove(acting.id),
        lambda: vault.episodes.remove(episode.id),
        lambda: vault.onset.remove(given.id),
        lambda: vault.measures.remove(filled_in.id),
        lambda: vault.documents.remove(document.id),
        lambda: vault.amendments.remove(asked.id),
    ]


def changes_of(vault: OpenVault) -> list[str]:
    """Return what the chain tells beside views and looks at itself."""
    said = [each.action for each in vault.audit.export()]
    return [each for each in said if each not in ("client.viewed", "audit.exported")]


def test_nothing_is_taken_out_of_a_file_that_is_held(
    vault: OpenVault, dana: Client, tmp_path: Path
) -> None:
    couple = vault.clients.add([a_client("Ana and Tom", kind=ClientKind.COUPLE)])[0]
    every = removals(vault, dana, couple, tmp_path / "scan.pdf")
    holds = vault.holds.add([a_hold(dana), a_hold(couple)])
    changes = changes_of(vault)
    for each in every:
        with pytest.raises(NotAllowed, match="on hold"):
            each()
    assert changes_of(vault) == changes
    for held in holds:
        vault.holds.lift(held.id, None, "Settled.")
    # The request that waits holds the file still, but not itself.
    for each in every[:-1]:
        if each is not every[1]:
            with pytest.raises(NotAllowed, match="request to amend"):
                each()
    every[-1]()
    for each in every[:-1]:
        each()


def test_a_draft_is_not_emptied_by_another_template(vault: OpenVault, dana: Client) -> None:
    plain = {"template": "free"}
    draft, empty = vault.notes.begin([a_note(dana, "Said in anger.", **plain), a_note(dana, "")])
    held = vault.holds.add([a_hold(dana)])[0]
    gone = draft.changed(template="dap", sections=clean_sections("dap", {"data": "", "plan": ""}))
    with pytest.raises(NotAllowed, match="on hold"):
        vault.notes.save_draft(gone)
    emptied = vault.notes.save_draft(draft.changed(sections=clean_sections("free", {"note": ""})))
    with pytest.raises(NotAllowed, match="on hold"):
        vault.notes.save_draft(gone)
    assert vault.notes.undo(emptied.id).sections[0].text == "Said in anger."
    vault.notes.save_draft(
        empty.changed(template="dap", sections=clean_sections("dap", {"data": "Begun."}))
    )
    vault.holds.lift(held.id, None, "Settled.")
    vault.notes.save_draft(gone)


def test_a_decided_request_holds_no_more(vault: OpenVault, dana: Client) -> None:
    asked = vault.amendments.add([an_amendment(dana)])[0]
    draft = vault.notes.begin([a_note(dana, "Words.")])[0]
    with pytest.raises(NotAllowed, match="waits"):
        vault.notes.discard(draft.id)
    told = AmendmentDecision(TODAY, Outcome.ACCEPTED)
    vault.amendments.change(replace(asked, decision=told))
    vault.notes.discard(draft.id)
