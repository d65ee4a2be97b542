"""Whatever is changed of a client's file, what stood there before is kept, and can be read."""

import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Unlock
from tests.lifecycle.test_backup import back_up
from tests.lifecycle.test_salvage import tampered
from tests.practice import (
    NOON,
    PASSPHRASE,
    FixedClock,
    a_client,
    a_hold,
    a_participant,
    a_representative,
    a_termination_letter,
    an_administration,
    an_amendment,
    an_ending,
    an_episode,
)
from tests.services.test_documents import attach, report
from tests.storage.test_database import place_of, raw_connection
from vault.errors import Damaged, NotFound
from vault.lifecycle.restore import restore
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.amendment import AmendmentDecision, Extension, Outcome
from vault.model.audit import Action
from vault.model.client import Client, ClientKind, Contact, ContactKind, ContactUse
from vault.model.document import Rerelease
from vault.model.earlier_value import CHANGES, THINGS
from vault.model.earlier_value_words import changes_of
from vault.model.episode import Consent, Consenter, Letter
from vault.model.ids import OnsetId, new_id
from vault.model.onset import Given
from vault.model.participant import RecordBasis, Terms
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault

__all__ = ["report"]

DAY = date(2026, 5, 5)
DENIED = AmendmentDecision(NOON.date(), Outcome.DENIED, "accurate-and-complete")
Change = Callable[[OpenVault, Any, int], Any]


@pytest.fixture
def rui(vault: OpenVault) -> Client:
    """Return a client of the open vault."""
    return vault.clients.add([a_client("Rui Duarte")])[0]


def words_of(vault: OpenVault, thing: str) -> list[list[str]]:
    """Return what was changed of a thing, the newest change first."""
    changes = changes_of(vault.earlier_values.of(thing), date.isoformat)
    return [[each.words for each in change.differences] for change in changes]


def was(vault: OpenVault, thing: str) -> list[Any]:
    """Return what a thing was, the oldest first."""
    return [each.value for each in vault.earlier_values.of(thing).values]


def whole(path: Path) -> bool:
    """Tell whether a locked vault is found whole."""
    return verify(path, Passphrase(PASSPHRASE)).problems == ()


CHANGES_OF: dict[str, Change] = {
    "client": lambda vault, now, n: vault.clients.change(
        replace(
            now,
            name=f"Rui {n}",
            birth_date=DAY - timedelta(n) if n else None,
            contacts=(Contact(ContactKind.PHONE, f"555-010{n}", "home", (ContactUse.CALL,)),) * n,
        )
    ),
    "participant": lambda vault, now, n: vault.participants.change(
        replace(now, name=f"Ana {n}", left=DAY + timedelta(n) if n else None)
    ),
    "representative": lambda vault, now, n: vault.representatives.change(
        replace(now, paper=f"Order {n}" if n else "", powers=now.powers[:1])
    ),
    "episode": lambda vault, now, n: vault.episodes.change(
        replace(
            now,
            opened=date(2026, 1, 1 + n),
            consent=Consent(Consenter.COURT, DAY, f"Court {n}") if n else None,
            ending=an_ending(letter=Letter(DAY, DAY + timedelta(n))) if n % 2 else None,
        )
    ),
    "onset": lambda vault, now, n: vault.onset.change(
        replace(now, day=DAY + timedelta(n), version=f"{n}" if n else "", place="Drawer")
    ),
    "amendment": lambda vault, now, n: vault.amendments.change(
        replace(
            now,
            asked=f"Six hours, {n}",
            extension=Extension(NOON.date(), f"Away {n}") if n else None,
            decision=replace(DENIED, words=f"No, {n}") if n > 1 else None,
            disagreed=NOON.date() if n > 2 else None,
        )
    ),
    "hold": lambda vault, now, n: vault.holds.change(
        replace(
            now,
            words=f"Docket {n}",
            lifted=NOON.date() if n % 2 else None,
            lifted_words="Settled" if n % 2 else "",
        )
    ),
    "measure": lambda vault, now, n: vault.measures.change(
        replace(now, answers=(n % 4, None, *now.answers[2:]), difficulty=n % 4 or None)
    ),
    "terms": lambda vault, now, n: vault.participants.set_terms(
        Terms(now.unit, RecordBasis.JOINT if n % 2 else RecordBasis.IDENTIFIED)
    ),
    "document": lambda vault, now, n: vault.documents.change(
        replace(now, title=f"Letter {n}", day=DAY if n else None, rerelease=list(Rerelease)[n % 3])
    ),
}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    acts=st.lists(st.tuples(st.sampled_from(sorted(CHANGES_OF)), st.integers(0, 4)), max_size=16)
)
def test_after_any_changes_every_earlier_value_is_read_in_order(
    vault: OpenVault, report: Path, acts: list[tuple[str, int]]
) -> None:
    rui = vault.clients.add([a_client("Rui Duarte")])[0]
    unit = vault.clients.add([a_client("Duarte", kind=ClientKind.FAMILY)])[0]
    now: dict[str, Any] = {
        "client": vault.clients.add([a_client("Noa Duarte")])[0],
        "participant": vault.participants.add([a_participant(unit, "Ana Duarte")])[0],
        "representative": vault.representatives.add([a_representative(rui, "Ana Duarte")])[0],
        "episode": vault.episodes.add([an_episode(rui)])[0],
        "document": attach(vault, rui, report),
        "onset": vault.onset.add([Given(OnsetId(new_id()), rui.id, "records-notice", DAY)])[0],
        "amendment": vault.amendments.add([an_amendment(rui)])[0],
        "hold": vault.holds.add([a_hold(rui)])[0],
        "measure": vault.measures.add([an_administration(rui)])[0],
        "terms": vault.participants.set_terms(Terms(unit.id, RecordBasis.JOINT)),
    }
    said: dict[str, list[Any]] = {kind: [thing] for kind, thing in now.items()}
    for kind, n in acts:
        now[kind] = CHANGES_OF[kind](vault, now[kind], n)
        if now[kind] != said[kind][-1]:
            said[kind].append(now[kind])
    for kind, values in said.items():
        known = values[0].unit if kind == "terms" else values[0].id
        assert [*was(vault, known), now[kind]] == values
        assert len(words_of(vault, known)) == len(values) - 1
        assert all(words_of(vault, known))


def test_what_was_said_is_told_field_by_field_over_a_locked_vault(
    unlocked: Unlock, report: Path, clock: FixedClock
) -> None:
    vault = unlocked()
    rui = vault.clients.add([a_client("Rui Duarte")])[0]
    care = vault.episodes.add([an_episode(rui)])[0]
    letter = vault.notes.begin([a_termination_letter(rui)])[0]
    vault.practice.set(replace(vault.practice.get(), name="Jordan Rivera"))
    vault.notes.sign(letter.id)
    clock.advance(days=1)
    ending = an_ending(letter=Letter(DAY, DAY, letter.id))
    vault.episodes.change(replace(care, ending=ending))
    document = attach(vault, rui, report, title="Leter")
    said = replace(document, title="Letter", rerelease=Rerelease.NO, author="Dr. Moreno")
    vault.documents.change(said)
    vault.documents.mark_in_error(document.id, "Another Rui’s")
    vault.documents.mark_as_standing(document.id)
    vault.close()
    vault = unlocked()
    assert words_of(vault, document.id) == [
        ["Why it does not belong here: “Another Rui’s”, then not entered"],
        ["Why it does not belong here: not entered, then “Another Rui’s”"],
        [
            "Title: “Leter”, then “Letter”",
            "Who wrote it: not entered, then “Dr. Moreno”",
            "May it be given on?: “ask before it is given on”, then “not to be given on”",
        ],
    ]
    assert words_of(vault, care.id) == [
        [
            "File closed on: not entered, then “2026-05-01”",
            "Last professional contact: not entered, then “2026-04-30”",
            "Why it ended: not entered, then “the client’s wish”",
            "Letter sent on: not entered, then “2026-05-05”",
            "End as the letter names it: not entered, then “2026-05-05”",
            "Which note is the letter: not entered, then “note of 2026-05-14”",
        ]
    ]
    assert words_of(vault, rui.id) == [["File: “open”, then “closed”"]]
    past = vault.earlier_values.of(care.id).values[0]
    entry = next(each for each in vault.audit.export() if each.seq == past.entry)
    assert (entry.action, entry.subject) == ("episode.changed", care.id)
    assert entry.detail == {"earlier": past.seal.digest}
    assert past.replaced_at == NOON + timedelta(days=1)


def test_the_terms_of_a_unit_are_kept_and_whose_they_were_that_somebody_signed(
    vault: OpenVault,
) -> None:
    unit = vault.clients.add([a_client("Duarte", kind=ClientKind.COUPLE)])[0]
    rui, ana = vault.participants.add(
        [a_participant(unit, "Rui Duarte", agreed=DAY), a_participant(unit, "Ana Duarte")]
    )
    vault.participants.set_terms(Terms(unit.id, RecordBasis.IDENTIFIED, ana.id))
    assert words_of(vault, unit.id) == []  # chosen for the first time
    told = "“The record of one identified client: Ana Duarte”"
    assert words_of(vault, rui.id) == [[f"Which terms they signed: not entered, then {told}"]]
    vault.participants.set_terms(Terms(unit.id, RecordBasis.JOINT))
    vault.clients.change(replace(unit, name="Duarte and Duarte"))
    assert words_of(vault, unit.id) == [
        ["Name: “Duarte”, then “Duarte and Duarte”"],
        [f"Terms of this record: {told}, then “A joint record”"],
    ]


NEVER_IN_A_RECORD = {
    Action.RULE_CHANGED,
    Action.PASSPHRASE_CHANGED,
    Action.KEY_CHANGED,
    Action.CARD_HOLDER_CHANGED,
    Action.EMERGENCY_CHANGED,
    Action.PRACTICE_CHANGED,
    Action.CIRCUMSTANCES_CHANGED,
    Action.SETTINGS_CHANGED,
    Action.ACQUAINTANCE_CHANGED,
    Action.TEMPLATE_CHANGED,
    Action.REFERRAL_CHANGED,
    Action.APPOINTMENT_CHANGED,
}


def test_every_change_is_kept_but_of_what_is_in_no_record() -> None:
    changes = {action for action in Action if action.endswith("changed")}
    assert changes - set(CHANGES) == NEVER_IN_A_RECORD
    assert set(CHANGES.values()) == set(THINGS) == set(CHANGES_OF)


def test_the_page_of_the_format_names_every_field() -> None:
    page = (Path(__file__).parents[2] / "docs/formats/vault.md").read_text("utf-8")
    for kind, noun in THINGS.items():
        (row,) = re.findall(rf"^\| `{kind}` \| (.+) \|$", page, re.MULTILINE)
        inner = re.compile(r" \([^()]*\)")
        named = re.findall(r"`(\w+)`", inner.sub("", inner.sub("", row)))
        assert named == [each.name for each in fields(noun)]


def test_unchanged_nothing_is_kept_and_a_change_says_when(
    vault: OpenVault, rui: Client, clock: FixedClock
) -> None:
    care = vault.episodes.add([an_episode(rui)])[0]
    vault.episodes.change(care)
    vault.clients.change(rui)
    assert vault.earlier_values.changed(rui.id) == {}
    assert vault.earlier_values.of(care.id).values == ()
    clock.advance(days=2)
    vault.episodes.change(replace(care, opened=DAY))
    assert vault.earlier_values.changed(rui.id) == {care.id: NOON + timedelta(days=2)}
    with pytest.raises(NotFound):
        vault.earlier_values.of("0" * 32)


def test_it_goes_with_what_was_entered_in_the_sitting_and_comes_back_with_it(
    path: Path, unlocked: Unlock, report: Path
) -> None:
    vault = unlocked()
    rui = vault.clients.add([a_client("Rui Duarte")])[0]
    care = vault.episodes.add([an_episode(rui)])[0]
    document = attach(vault, rui, report)
    vault.episodes.change(replace(care, opened=DAY))
    vault.documents.change(replace(document, title="Another"))
    kept = vault.earlier_values.of(care.id).values
    for _twice in range(2):
        vault.episodes.remove(care.id)
        assert care.id not in vault.earlier_values.changed(rui.id)
        vault.episodes.undo_remove(care.id)
        assert vault.earlier_values.of(care.id).values == kept
    vault.episodes.remove(care.id)
    vault.documents.remove(document.id)
    assert vault.earlier_values.changed(rui.id) == {}
    assert vault.earlier_values.removed(rui.id) == []
    vault.close()
    assert whole(path)


def test_what_is_removed_in_another_sitting_stays_among_them(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    rui = vault.clients.add([a_client("Rui Duarte")])[0]
    care = vault.episodes.add([an_episode(rui)])[0]
    vault.episodes.change(replace(care, opened=DAY))
    vault.close()
    vault = unlocked()
    for _twice in range(2):  # brought back and removed again it is still what it was
        vault.episodes.remove(care.id)
        assert was(vault, care.id) == [care, replace(care, opened=DAY)]
        assert words_of(vault, care.id)[0] == ["Care began on: “2026-05-05”"]
        (removed,) = vault.earlier_values.removed(rui.id)
        assert (removed.kind, removed.value) == ("episode", replace(care, opened=DAY))
        vault.episodes.undo_remove(care.id)
        assert was(vault, care.id) == [care]
        assert vault.earlier_values.removed(rui.id) == []
    vault.close()
    assert whole(path)
    vault = unlocked()
    vault.episodes.remove(care.id)
    vault.close()
    assert whole(path)
    vault = unlocked()
    assert [each.kind for each in vault.earlier_values.removed(rui.id, "episode")] == ["episode"]
    assert vault.earlier_values.removed(rui.id, "onset") == []
    assert was(vault, care.id) == [care, replace(care, opened=DAY)]
    vault.episodes.add([care])  # by its id again
    assert was(vault, care.id) == [care, replace(care, opened=DAY)]
    vault.episodes.remove(care.id)
    assert was(vault, care.id) == [care, replace(care, opened=DAY), care]
    vault.close()
    assert whole(path)
    tampered(path, "DELETE FROM earlier_value WHERE entry = (SELECT max(entry) FROM earlier_value)")
    assert not whole(path)


def test_a_restored_backup_has_them(
    path: Path, unlocked: Unlock, tmp_path: Path, clock: FixedClock
) -> None:
    vault = unlocked()
    rui = vault.clients.add([a_client("Rui Duarte")])[0]
    vault.clients.change(replace(rui, name="Rui D."))
    kept = vault.earlier_values.of(rui.id).values
    back_up(vault, tmp_path / "disk")
    vault.close()
    around = Surroundings(clock, tmp_path / "home")
    secret = Passphrase(PASSPHRASE)
    done = restore(tmp_path / "disk", tmp_path / "again.strongroom", secret, surroundings=around)
    restored = unlock(done.path, secret, around)
    assert restored.earlier_values.of(rui.id).values == kept
    restored.close()
    assert whole(done.path)


def test_a_change_that_fails_keeps_nothing(
    vault: OpenVault, rui: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    care = vault.episodes.add([an_episode(rui)])[0]
    store = vault.episodes._store

    def fail(_episode: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(type(store.tables.episodes), "put", lambda _table, each: fail(each))
    with pytest.raises(RuntimeError):
        vault.episodes.change(replace(care, opened=DAY))
    assert was(vault, care.id) == []


FORGED = {
    "another value": "UPDATE earlier_value SET value = replace(value, '2026-01-01', '2026-01-02')",
    "another client": "UPDATE earlier_value SET client = "
    "(SELECT id FROM client WHERE id <> client)",
    "another day": "UPDATE earlier_value SET replaced_at = '2026-11-23T17:00:00Z'",
    "another entry": "UPDATE earlier_value SET entry = entry - 1",
    "gone": "DELETE FROM earlier_value",
    "one that never was": "INSERT INTO earlier_value SELECT subject, 1, kind, client, replaced_at, "
    "value, salt, seal FROM earlier_value",
}


@pytest.mark.parametrize("statement", FORGED.values(), ids=list(FORGED))
def test_a_forged_one_is_found(path: Path, unlocked: Unlock, statement: str) -> None:
    vault = unlocked()
    rui, _other = vault.clients.add([a_client("Rui Duarte"), a_client("Noa Duarte")])
    care = vault.episodes.add([an_episode(rui)])[0]
    vault.episodes.change(replace(care, opened=DAY))
    vault.close()
    assert whole(path)
    tampered(path, statement)
    found = verify(path, Passphrase(PASSPHRASE)).problems
    assert {each.kind for each in found} == {"earlier-value"}
    assert {each.id for each in found} == {care.id}


def test_one_that_was_forged_is_not_shown(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    rui = vault.clients.add([a_client("Rui Duarte")])[0]
    vault.clients.change(replace(rui, name="Rui D."))
    vault.close()
    tampered(path, "UPDATE earlier_value SET value = replace(value, 'Duarte', 'Durante')")
    with pytest.raises(Damaged):
        unlocked().earlier_values.of(rui.id)


def test_who_can_write_the_database_cannot_change_one_by_a_slip(
    path: Path, unlocked: Unlock
) -> None:
    vault = unlocked()
    rui = vault.clients.add([a_client("Rui Duarte")])[0]
    vault.clients.change(replace(rui, name="Rui D."))
    vault.close()
    connection = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    for statement in (
        "UPDATE earlier_value SET value = '{}'",
        "INSERT OR REPLACE INTO earlier_value SELECT subject, entry, kind, client, replaced_at, "
        "'{}', salt, seal FROM earlier_value",
    ):
        with pytest.raises(Exception, match="an earlier value never changes"):
            connection.execute(statement)
    connection.close()
