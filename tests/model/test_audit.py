"""The chain: each entry bound to the one before; the first that does not follow is named."""

import hashlib
import random
import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from vault.errors import Damaged
from vault.model.audit import (
    Action,
    Entry,
    Fact,
    Mark,
    chain_start,
    first_broken,
    link_hash,
)
from vault.model.canonical import canonical, parse_canonical

START = chain_start("0" * 32, "records")


def broken(entries: Iterable[Entry], previous: str, seq: int) -> int | None:
    """Return the first entry that does not follow."""
    return first_broken((entry.link for entry in entries), previous, seq)


def chain(length: int) -> list[Entry]:
    """Return a chain of that many entries."""
    entries: list[Entry] = []
    previous = START
    for seq in range(1, length + 1):
        entry = Entry(
            seq=seq,
            at=f"2026-05-14T15:20:{seq % 60:02}Z",
            way_in="passphrase:1",
            action=Action.NOTE_SIGNED,
            subject=f"{seq:032x}",
            client=f"{seq % 3:032x}" if seq % 2 else None,
            detail={"seal": f"{seq:064x}", "count": seq},
            previous=previous,
        ).linked()
        entries.append(entry)
        previous = entry.hash
    return entries


def test_a_whole_chain_is_whole_from_any_entry_on() -> None:
    entries = chain(20)
    assert broken(entries, START, 0) is None
    for at in range(1, 20):
        assert broken(entries[at:], entries[at - 1].hash, at) is None
    assert broken([], START, 0) is None
    assert broken(entries, "0" * 64, 0) == 1


def changes(entry: Entry) -> list[dict[str, Any]]:
    """Return a change of every field."""
    return [
        {"seq": entry.seq + 1},
        {"at": "2026-05-14T15:20:00+00:00"},
        {"way_in": "recovery:2"},
        {"action": Action.NOTE_BEGUN},
        {"subject": "f" * 32},
        {"client": "f" * 32},
        {"client": "" if entry.client is None else None},
        {"detail": {**entry.detail, "count": -1}},
        {"detail": {**entry.detail, "more": ""}},
        {"detail": {}},
        {"previous": "f" * 64},
        {"hash": "f" * 64},
        {"hash": entry.hash.upper()},
    ]


@pytest.mark.parametrize("at", [0, 7, 19])
def test_any_changed_field_is_noticed_where_it_is(at: int) -> None:
    entries = chain(20)
    for change in changes(entries[at]):
        forged = [*entries[:at], replace(entries[at], **change), *entries[at + 1 :]]
        assert broken(forged, START, 0) == at + 1, change


def test_what_is_changed_and_hashed_again_breaks_the_next_entry() -> None:
    entries = chain(20)
    for at in (0, 7, 18):
        forged = replace(entries[at], subject="f" * 32).linked()
        assert broken([*entries[:at], forged, *entries[at + 1 :]], START, 0) == at + 2


def test_random_mutations_are_all_noticed() -> None:
    """A1: edits, deletions, insertions, swaps and repetitions."""
    dice = random.Random("chain")
    whole = chain(30)
    tried = missed = wrong_place = 0
    for _round in range(10_000):
        entries = list(whole)
        at = dice.randrange(len(entries) - 1)
        first = at + 1
        kind = dice.choice(["edit", "delete", "insert", "swap", "repeat"])
        if kind == "edit":
            entries[at] = replace(entries[at], **dice.choice(changes(entries[at])))
        elif kind == "delete":
            del entries[at]
        elif kind == "insert":
            chosen = dice.choice(whole)
            entries.insert(at, replace(chosen, subject="f" * 32).linked())
            first += chosen.seq == first  # it follows; what came after it does not
        elif kind == "swap":
            entries[at], entries[at + 1] = entries[at + 1], entries[at]
        else:
            entries.insert(at + 1, entries[at])
            first += 1
        found = broken(entries, START, 0)
        tried += 1
        missed += found is None
        wrong_place += found != first
    sys.stdout.write(f"chain: {tried} mutations, {missed} missed, {wrong_place} named wrongly\n")
    assert (missed, wrong_place) == (0, 0)


def test_chains_of_other_compartments_and_vaults_begin_otherwise() -> None:
    starts = {chain_start(v, c) for v in ("0" * 32, "1" * 32) for c in ("records", "process")}
    assert len(starts) == 4
    assert all(len(start) == 64 for start in starts)


def test_the_hash_is_over_canonical_json_of_every_field() -> None:
    entry = chain(1)[0]
    exported = entry.as_json()
    assert exported.pop("hash") == entry.hash == link_hash(entry.link)
    assert parse_canonical(canonical(exported)) == exported
    assert hashlib.sha256(canonical(exported)).hexdigest() == entry.hash


@pytest.mark.parametrize("field", ["at", "way_in", "action", "subject", "client", "previous"])
@pytest.mark.parametrize(
    "value", ['"', "\\", "\n", "\x7f", "é", "😀", "", "\\u0041", 5, True, None]
)
def test_the_hash_is_that_of_canonical_json_whatever_a_field_holds(field: str, value: Any) -> None:
    """What is plain is put together by hand: it must be the same bytes."""
    entry = replace(chain(1)[0], **{field: value})
    exported = entry.as_json()
    del exported["hash"]
    assert link_hash(entry.link) == hashlib.sha256(canonical(exported)).hexdigest()


@pytest.mark.parametrize(
    "detail", ['{"a":"\\u0041"}', '{"a": 1}', '{"a":1,"a":1}', "[]", '{"é":0}']
)
def test_a_detail_in_another_spelling_is_refused(detail: str) -> None:
    link = chain(1)[0].link
    with pytest.raises(Damaged):
        first_broken([(*link[:6], detail, *link[7:])], START, 0)


def test_every_action_has_a_name_of_its_own_and_only_what_is_typed_leaves_no_entry() -> None:
    assert len({action.value for action in Action}) == len(Action)
    assert {action for action in Action if not action.audited} == {
        Action.DRAFT_SAVED,
        Action.PROCESS_DRAFT_KEPT,
        Action.DESK_KEPT,
    }
    assert Fact(Action.NOTE_BEGUN, "x").detail == {}


def test_a_mark_on_paper_is_short_words() -> None:
    mark = Mark(217, "0123456789abcdef" * 4, 3)
    assert mark.words == "217 · 0123 4567 89ab cdef 0123"
