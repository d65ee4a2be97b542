"""Requests to amend a record over a real vault: kept, decided, and never overwriting anything."""

from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import Unlock
from tests.practice import NOON, FixedClock, a_client, an_amendment, with_record
from vault.errors import BadInput, NotAllowed, NotFound
from vault.model.amendment import AmendmentDecision, Extension, Outcome
from vault.model.circumstances import Answer, Circumstances, Question
from vault.model.client import Client
from vault.model.ids import AmendmentId, ClientId, new_id
from vault.model.release import ReleasedDispute
from vault.open_vault import OpenVault

TODAY = NOON.date()
DENIED = AmendmentDecision(TODAY, Outcome.DENIED, "accurate-and-complete", "Es steht “so” da.")


@pytest.fixture
def rui(vault: OpenVault) -> Client:
    """An adult."""
    return vault.clients.add([a_client("Rui Duarte")])[0]


def answer(vault: OpenVault, said: Answer) -> None:
    """Answer whether the practice is a covered entity."""
    vault.circumstances.set(Circumstances((), {Question.COVERED_ENTITY: said}))


def test_a_request_is_kept_over_a_locked_vault(unlocked: Unlock) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    whole = an_amendment(
        client,
        asked="Sechs Stunden “Schlaf”,\nnicht drei. 王",
        extension=Extension(date(2026, 11, 10), "Im Lager."),
        decision=DENIED,
        disagreed=TODAY,
    )
    bare = an_amendment(client, received=date(2026, 11, 2))
    vault.amendments.add([bare, whole])
    vault.close()
    vault = unlocked()
    assert vault.amendments.of_client(client.id) == [whole, bare]
    assert vault.amendments.waiting() == [bare]


def test_what_waits_stands_by_its_last_day(vault: OpenVault, rui: Client) -> None:
    dana = vault.clients.add([a_client()])[0]
    extended = Extension(date(2026, 9, 20), "In storage.")
    early = an_amendment(rui, received=date(2026, 9, 15), extension=extended)
    late, soon = (
        an_amendment(dana, received=date(2026, 11, 20)),
        an_amendment(dana, received=date(2026, 9, 20)),
    )
    vault.amendments.add([early, late, soon, an_amendment(rui, decision=DENIED)])
    assert vault.amendments.waiting() == [soon, early, late]
    clocks = [vault.amendments.clock(each) for each in vault.amendments.waiting()]
    assert [(clock.due.isoformat(), clock.left) for clock in clocks if clock] == [
        ("2026-11-19", -3),
        ("2026-12-14", 22),
        ("2027-01-19", 58),
    ]


def test_no_clock_runs_where_the_rule_does_not_bind(vault: OpenVault, rui: Client) -> None:
    request = vault.amendments.add([an_amendment(rui)])[0]
    assert vault.amendments.clock_runs()
    assert "which is kept as the stricter answer, “Yes”" in vault.amendments.why()
    answer(vault, Answer.NO)
    assert not vault.amendments.clock_runs()
    assert vault.amendments.clock(request) is None
    assert "“No” to “Are you a covered entity" in vault.amendments.why()
    free = replace(DENIED, ground="")
    denied = vault.amendments.change(replace(request, decision=free))
    answer(vault, Answer.YES)
    # What was decided before is answered all the same; what is new needs its ground.
    assert vault.amendments.change(replace(denied, disagreed=TODAY)).disagreed == TODAY
    with pytest.raises(BadInput, match="on which ground"):
        vault.amendments.add([an_amendment(rui, decision=free)])
    assert vault.amendments.clock(denied) is None


def test_what_was_decided_stands(unlocked: Unlock) -> None:
    """In the sitting of the decision it can be put right; from then on, it is only answered."""
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    request = vault.amendments.add([an_amendment(client)])[0]
    accepted = replace(request, decision=AmendmentDecision(TODAY, Outcome.ACCEPTED))
    vault.amendments.change(accepted)
    assert vault.amendments.may_change(accepted)
    denied = vault.amendments.change(replace(request, decision=DENIED))
    with pytest.raises(NotAllowed, match="stays in the record"):
        vault.amendments.remove(request.id)
    vault.close()
    vault = unlocked()
    assert not vault.amendments.may_change(denied)
    for wrong in (accepted, request, replace(denied, asked="Nothing.")):
        with pytest.raises(NotAllowed, match="stays as it was decided"):
            vault.amendments.change(wrong)
    answered = vault.amendments.change(replace(denied, disagreed=TODAY))
    assert vault.amendments.of_client(client.id) == [answered]


def test_no_statement_deletes_a_decided_one(vault: OpenVault, rui: Client) -> None:
    request = vault.amendments.add([an_amendment(rui, decision=DENIED)])[0]
    database = vault.amendments._store.tables.database
    with pytest.raises(BadInput, match="refuses this change"), database.transaction():
        database.change("DELETE FROM amendment WHERE id = ?", (request.id,))
    assert vault.amendments.of_client(rui.id) == [request]


def test_what_was_entered_by_mistake_comes_back(vault: OpenVault, rui: Client) -> None:
    request = vault.amendments.add([an_amendment(rui)])[0]
    assert vault.amendments.remove(request.id) == request
    assert vault.amendments.waiting() == []
    assert vault.amendments.undo_remove(request.id) == request
    with pytest.raises(NotAllowed, match="nothing to put back"):
        vault.amendments.undo_remove(request.id)
    assert vault.amendments.of_client(rui.id) == [request]


def test_signed_words_stay(vault: OpenVault) -> None:
    """An accepted request changes no note: it is the licensee who appends."""
    client = with_record(vault, "Slept three hours.")
    note = vault.notes.list_rows(client.id)[0].id
    before = vault.notes.get(note), vault.notes.addenda(note)
    request = vault.amendments.add([an_amendment(client)])[0]
    vault.amendments.change(
        replace(request, decision=AmendmentDecision(TODAY, Outcome.ACCEPTED, words="Six hours."))
    )
    assert (vault.notes.get(note), vault.notes.addenda(note)) == before


def test_what_was_denied_goes_with_the_copy(vault: OpenVault) -> None:
    """Disputed material travels with later disclosures; what waits or was accepted does not."""
    client = with_record(vault, "Slept three hours.")
    accepted = AmendmentDecision(TODAY, Outcome.ACCEPTED)
    in_part = replace(DENIED, outcome=Outcome.IN_PART)
    _waits, _accepted, denied, partly = vault.amendments.add(
        [
            an_amendment(client),
            an_amendment(client, decision=accepted),
            an_amendment(client, received=date(2026, 11, 2), decision=DENIED, disagreed=TODAY),
            an_amendment(client, received=date(2026, 11, 3), decision=in_part),
        ]
    )
    prepared = vault.releases.prepare(client.id)
    assert prepared.package.disputes == (
        ReleasedDispute(denied.received, denied.asked, DENIED, TODAY),
        ReleasedDispute(partly.received, partly.asked, in_part, None),
    )


def test_refusals(vault: OpenVault, rui: Client, clock: FixedClock) -> None:
    kept = vault.amendments.add([an_amendment(rui)])[0]
    with pytest.raises(NotAllowed, match="of this id already"):
        vault.amendments.add([kept])
    with pytest.raises(NotFound):
        vault.amendments.add([an_amendment(ClientId(new_id()))])
    with pytest.raises(NotFound, match="no such request"):
        vault.amendments.change(an_amendment(rui))
    with pytest.raises(NotFound):
        vault.amendments.remove(AmendmentId("' OR 1"))
    with pytest.raises(NotFound):
        vault.amendments.of_client(ClientId(new_id()))
    right, wrong = an_amendment(rui), an_amendment(rui, received=date(2026, 11, 23))
    with pytest.raises(BadInput, match="in the future"):
        vault.amendments.add([right, wrong])
    assert vault.amendments.of_client(rui.id) == [kept]
    before = vault.audit.mark
    assert vault.amendments.change(kept) == kept
    assert vault.amendments.add([]) == []
    assert vault.audit.mark == before
    clock.advance(days=1)
    assert vault.amendments.add([wrong]) == [wrong]
