"""What is kept of a client and is no note: a copy of the record has it where its kind says so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.practice import (
    LICENSEE,
    NOON,
    a_charge,
    a_client,
    a_hold,
    a_note,
    a_participant,
    a_process_note,
    a_referral,
    a_representative,
    an_administration,
    an_amendment,
    an_appointment,
    an_ending,
    an_episode,
)
from tests.storage.test_database import derive_once, place_of, raw_connection
from vault.model.amendment import AmendmentDecision, Outcome
from vault.model.client import Client, ClientKind
from vault.model.conflict import Acquaintance, Decision, Relationship
from vault.model.cosignature import Supervisor
from vault.model.ids import AcquaintanceId, OnsetId, ReviewId, SupervisorId, new_id
from vault.model.onset import Given
from vault.model.other_kind import other_kinds
from vault.model.participant import Role
from vault.model.practice import Licensee
from vault.model.release import ReleasePackage
from vault.model.representative import RepresentativeKind
from vault.model.retention_review import Review
from vault.open_vault import OpenProcessNotes, OpenVault

MAY = date(2026, 5, 14)
Keep = Callable[[OpenVault, Client], object]


@pytest.fixture
def dana(vault: OpenVault) -> Client:
    """An adult who may have a copy of her record, with one note."""
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    vault.notes.begin_and_sign([a_note(client)])
    return client


def _accept(vault: OpenVault, dana: Client) -> None:
    (request,) = vault.amendments.add([an_amendment(dana)])
    told = AmendmentDecision(date(2026, 11, 3), Outcome.ACCEPTED, "", "It is put right.")
    vault.amendments.change(replace(request, decision=told))
    vault.amendments.add([an_amendment(dana)])


def _deny(vault: OpenVault, dana: Client) -> None:
    (request,) = vault.amendments.add([an_amendment(dana)])
    told = AmendmentDecision(
        date(2026, 11, 3), Outcome.DENIED, "accurate-and-complete", "It is right."
    )
    vault.amendments.change(replace(request, decision=told))


def _cosign(vault: OpenVault, dana: Client) -> None:
    who = Licensee(name="Ines Okafor", credential="LICSW", license_number="SW-1", state="MA")
    ines = vault.cosignatures.add(Supervisor(SupervisorId(new_id()), who, NOON.date()), "her words")
    (note,) = vault.notes.begin_and_sign([a_note(dana)])
    vault.cosignatures.cosign(ines.id, note.id, [note.id], "her words")


def _take_out(vault: OpenVault, dana: Client) -> None:
    (note,) = vault.notes.begin_and_sign([a_note(dana, "Of somebody else.")])
    other = vault.clients.add([a_client("Rui Duarte")])[0]
    vault.refilings.refile(note.id, other.id)


def _take_part(vault: OpenVault, dana: Client) -> None:
    couple = vault.clients.add([a_client("Dana and Noor", kind=ClientKind.COUPLE)])[0]
    vault.participants.add(
        [
            a_participant(couple, dana.name, file=dana.id),
            a_participant(couple, "Noor Reyes", role=Role.PARTNER),
        ]
    )


def _change(vault: OpenVault, dana: Client) -> object:
    """Change what is said of a hold, so that what it said before is kept."""
    held = vault.holds.add([a_hold(dana)])[0]
    return vault.holds.change(replace(held, words="Docket 13"))


def _charge(vault: OpenVault, dana: Client) -> None:
    vault.fees.charge([a_charge(vault.notes.get(vault.notes.list_rows(dana.id)[0].id))])


def _know(vault: OpenVault, _dana: Client) -> None:
    someone = Acquaintance(AcquaintanceId(new_id()), "Noor Reyes", Relationship.FAMILY)
    vault.own_list.add([someone])


KEEP: dict[str, Keep] = {
    "client-data": lambda v, dana: v.clients.change(replace(dana, preferred_name="Dee")),
    "co-signature": _cosign,
    "taken-out": _take_out,
    "outcome-measure": lambda v, dana: v.measures.add([an_administration(dana)]),
    "disputed-amendment": _deny,
    "amendment-request": _accept,
    "onset-list": lambda v, dana: v.onset.add(
        [Given(OnsetId(new_id()), dana.id, "records-notice", MAY, version="The first")]
    ),
    "participant": _take_part,
    "representative": lambda v, dana: v.representatives.add(
        [a_representative(dana, "Noor Reyes", kind=RepresentativeKind.AGENT)]
    ),
    "episode": lambda v, dana: v.episodes.add([an_episode(dana, ending=an_ending(words="Done."))]),
    "appointment": lambda v, dana: v.appointments.add([an_appointment(dana)]),
    "hold": lambda v, dana: v.holds.add([a_hold(dana)]),
    "retention-review": lambda v, dana: v.retention.add(
        [Review(ReviewId(new_id()), dana.id, NOON.date())]
    ),
    "earlier-value": _change,
    "fees": _charge,
    "conflict-check": lambda v, dana: v.conflicts.decide(
        ["Noor Reyes"], Decision.NO_CONFLICT, file=dana.id
    ),
    "own-list": _know,
    "referral-directory": lambda v, _dana: v.referrals.add([a_referral()]),
}


@pytest.mark.parametrize("kind", KEEP)
def test_a_copy_tells_of_it_just_where_its_kind_says(
    vault: OpenVault, dana: Client, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive_once(monkeypatch)
    before = vault.releases.prepare(dana.id).package
    KEEP[kind](vault, dana)
    after = vault.releases.prepare(dana.id).package
    if kind in ("co-signature", "taken-out"):  # the note that it is of is in the copy by itself
        told = _beside_notes(after) != _beside_notes(before)
    else:
        told = after != before
    assert told is other_kinds()[kind].release


def _beside_notes(package: ReleasePackage) -> tuple[object, ...]:
    return package.taken_out, [note.cosigned for note in package.notes if note.cosigned]


def test_a_copy_tells_of_no_process_note(
    vault: OpenVault, dana: Client, process: OpenProcessNotes
) -> None:
    before = vault.releases.prepare(dana.id)
    process.notes.add([a_process_note(dana)])
    assert vault.releases.prepare(dana.id) == before
    assert set(KEEP) | {"process-note"} == set(other_kinds())


NOTE, DOCUMENT, NOT_OF_A_CLIENT = "a note", "a document", ""
TABLES = {
    "note draft draft_history note_text note_session addendum note_index": NOTE,
    "document document_text document_index": DOCUMENT,
    "client client_number client_index": "client-data",
    "cosignature": "co-signature",
    "refiling": "taken-out",
    "administration": "outcome-measure",
    "amendment": "amendment-request",
    "onset_given": "onset-list",
    "participant unit_terms": "participant",
    "representative": "representative",
    "episode": "episode",
    "appointment appointment_session": "appointment",
    "hold": "hold",
    "retention_review": "retention-review",
    "earlier_value": "earlier-value",
    "own_rule rule_confirmation destruction import_batch import_chart set_aside": NOT_OF_A_CLIENT,
    "rule_file rule_key": NOT_OF_A_CLIENT,
    "charge payment": "fees",
    "conflict_check": "conflict-check",
    "acquaintance": "own-list",
    "referral_entry": "referral-directory",
    "audit backup backup_place call_sheet circumstances desk own_template": NOT_OF_A_CLIENT,
    "emergency_edition emergency_plan practice process_closed settings": NOT_OF_A_CLIENT,
    "share_card signing_key signing_key_wrap supervisor vault_meta way_in_name": NOT_OF_A_CLIENT,
}


def test_everything_the_records_keep_of_a_client_has_a_kind(path: Path, vault: OpenVault) -> None:
    vault.close()
    connection = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()
    said = {table: kind for tables, kind in TABLES.items() for table in tables.split()}
    kept = {name for (name,) in found if not any(f"{each}_" in name for each in INDEXES)}
    assert kept == set(said)
    assert {kind for kind in said.values() if kind not in (NOTE, DOCUMENT, NOT_OF_A_CLIENT)} == (
        set(other_kinds()) - {"process-note", "disputed-amendment"}
    )


INDEXES = ("note_index", "document_index", "client_index")
