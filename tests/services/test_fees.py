"""Fees over a real vault: charged for what was done, paid, voided, printed, and in no copy."""

import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Unlock
from tests.lifecycle.test_salvage import tampered
from tests.practice import (
    LICENSEE,
    NOON,
    PASSPHRASE,
    a_charge,
    a_client,
    a_note,
    a_payment,
    an_appointment,
)
from vault.errors import BadInput, NotAllowed, NotFound, VaultError
from vault.lifecycle.salvage import salvage
from vault.lifecycle.verify import verify
from vault.model.addendum import Mark
from vault.model.appointment import CancelledBy, SessionStatus
from vault.model.client import Client
from vault.model.fee import PaymentMethod, money_words, parse_money
from vault.model.ids import AppointmentId, ClientId, NoteId, new_id
from vault.model.note import Note, Section
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault
from vault.services.fees import PreparedFeeSheet

SECRET = Passphrase(PASSPHRASE)
DAY = date(2026, 5, 14)


@pytest.fixture
def client(vault: OpenVault) -> Client:
    """Return a client of the open vault."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client()])[0]


def signed(vault: OpenVault, client: Client, **fields: Any) -> Note:
    """Return a signed note of a session."""
    note = vault.notes.begin([a_note(client, **fields)])[0]
    return vault.notes.sign(note.id)


def text_of(prepared: PreparedFeeSheet, folder: Path) -> str:
    """Return what a sheet says."""
    (folder / "sheet.pdf").write_bytes(prepared.render())
    command = ["pdftotext", "-layout", str(folder / "sheet.pdf"), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_what_was_charged_and_paid_is_kept_over_a_locked_vault(unlocked: Unlock) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    note = signed(vault, client)
    charge = a_charge(note, service="Psychothérapie “50 min”", code="90834")
    [charged] = vault.fees.charge([charge])
    [paid] = vault.fees.pay([a_payment(client, cents=60_00, words="Scheck 王")])
    vault.close()
    vault = unlocked()
    account = vault.fees.account(client.id)
    assert (account.charges, account.payments) == ((charged,), (paid,))
    assert charged.day == note.service_date
    assert account.balance == 150_00 - 60_00
    assert account.unfounded == frozenset()


def test_nothing_is_charged_for_what_was_not_signed_or_not_done(
    vault: OpenVault, client: Client
) -> None:
    draft = vault.notes.begin([a_note(client)])[0]
    mistaken = signed(vault, client)
    vault.notes.addend(mistaken.id, "Never took place.", Mark.IN_ERROR)
    letter = signed(vault, client, template="referral", sections={"to": "A colleague."})
    other = signed(vault, vault.clients.add([a_client("Rui Duarte")])[0])
    for note, sentence in (
        (draft, "Only what is signed"),
        (mistaken, "marked in error"),
        (letter, "kind is not charged for"),
    ):
        with pytest.raises(NotAllowed, match=sentence):
            vault.fees.charge([a_charge(note)])
    with pytest.raises(NotFound):
        vault.fees.charge([a_charge(other, client=client.id)])
    with pytest.raises(NotFound):
        vault.fees.charge([replace(a_charge(draft), note=NoteId(new_id()))])
    assert vault.fees.account(client.id).charges == ()


@pytest.mark.parametrize("status", [SessionStatus.MISSED, SessionStatus.CANCELLED])
def test_a_session_that_did_not_take_place_is_not_charged_as_one(
    status: SessionStatus, vault: OpenVault, client: Client
) -> None:
    appointment = vault.appointments.add([an_appointment(client, day=DAY)])[0]
    note = vault.appointments.begin_note(appointment.id, DAY)
    written = tuple(Section(each.name, "What was said.") for each in note.sections)
    vault.notes.save_draft(replace(note, sections=written))
    vault.notes.sign(note.id)
    by = CancelledBy.CLIENT if status is SessionStatus.CANCELLED else None
    vault.appointments.mark(appointment.id, DAY, status, by)
    with pytest.raises(NotAllowed, match="missed or canceled"):
        vault.fees.charge([a_charge(note)])
    missed = signed(vault, client, template="missed-appointment", sections={"facts": "No call."})
    assert vault.fees.charge([a_charge(missed, service="Missed appointment")])


def test_one_note_bears_one_charge(vault: OpenVault, client: Client) -> None:
    note, second = signed(vault, client), signed(vault, client)
    [first] = vault.fees.charge([a_charge(note)])
    with pytest.raises(NotAllowed, match="already"):
        vault.fees.charge([a_charge(note)])
    with pytest.raises(NotAllowed, match="already"):
        vault.fees.charge([a_charge(second), a_charge(second)])
    assert [each.note for each in vault.fees.chargeable(client.id)] == [second.id]
    vault.fees.void(first.id, "Wrong amount.")
    [again] = vault.fees.charge([a_charge(note, cents=120_00)])
    with pytest.raises(NotAllowed, match="already"):
        vault.fees.restore(first.id)
    assert vault.fees.account(client.id).balance == again.cents


def test_what_is_voided_stays_with_its_reason_and_can_count_again(
    vault: OpenVault, client: Client
) -> None:
    [charge] = vault.fees.charge([a_charge(signed(vault, client))])
    [payment] = vault.fees.pay([a_payment(client)])
    with pytest.raises(BadInput, match="why"):
        vault.fees.void(charge.id, " ")
    with pytest.raises(NotAllowed):
        vault.fees.restore(charge.id)
    for each in (charge, payment):
        voided = vault.fees.void(each.id, "Entered twice.")
        assert voided.voided is not None
        with pytest.raises(NotAllowed):
            vault.fees.void(each.id, "Again.")
    account = vault.fees.account(client.id)
    assert account.balance == 0
    assert [len(account.charges), len(account.payments)] == [1, 1]
    vault.fees.restore(charge.id)
    assert vault.fees.account(client.id).balance == charge.cents
    for ask in (vault.fees.restore, lambda each: vault.fees.void(each, "No.")):
        with pytest.raises(NotFound):
            ask(new_id())


def test_a_charge_whose_note_does_not_stand_any_more_is_named_and_counts_nowhere(
    vault: OpenVault, client: Client, tmp_path: Path
) -> None:
    kept, mistaken, moved = (signed(vault, client, service_date=DAY) for _ in range(3))
    charges = vault.fees.charge(
        [
            a_charge(kept, service="Kept", cents=100_00),
            a_charge(mistaken, service="Mistaken"),
            a_charge(moved, service="Moved"),
        ]
    )
    vault.notes.addend(mistaken.id, "Another day.", Mark.IN_ERROR)
    other = vault.clients.add([a_client("Rui Duarte")])[0]
    vault.refilings.refile(moved.id, other.id)
    account = vault.fees.account(client.id)
    assert account.unfounded == {charges[1].id, charges[2].id}
    assert account.balance == account.until(NOON.date()) == 100_00
    told = text_of(vault.fees.statement(client.id, DAY, NOON.date()), tmp_path)
    assert "Owed in all $100.00" in told
    assert "Mistaken" not in told
    assert "Moved" not in told
    said = text_of(vault.fees.superbill(client.id, DAY, NOON.date(), "F43.21"), tmp_path)
    assert "Kept" in said
    assert "Charged in all $100.00" in said
    assert "Diagnosis F43.21" in said
    assert "Mistaken" not in said
    assert "Moved" not in said
    # Restoring asks for the note again.
    vault.fees.void(charges[1].id, "In error.")
    with pytest.raises(NotAllowed, match="in error"):
        vault.fees.restore(charges[1].id)


def test_a_statement_adds_up_and_says_nothing_of_what_was_said(
    vault: OpenVault, client: Client, tmp_path: Path
) -> None:
    old = signed(vault, client, service_date=DAY - timedelta(days=30))
    new = signed(vault, client, service_date=DAY, sections={"note": "Zqcanary was said."})
    vault.fees.charge([a_charge(old), a_charge(new, service="Session", code="90834")])
    vault.fees.pay(
        [
            a_payment(client, day=DAY, cents=100_00, method=PaymentMethod.CHECK, words="No. 1017"),
            a_payment(client, day=NOON.date(), cents=10_00, method=PaymentMethod.WAIVED),
        ]
    )
    said = text_of(vault.fees.statement(client.id, DAY, NOON.date()), tmp_path)
    assert "Owed before $150.00" in said
    assert "Session, 90834 $150.00 $300.00" in said
    assert "Payment, check: No. 1017 $100.00 $200.00" in said
    assert "Waived $10.00 $190.00" in said
    assert "Owed in all $190.00" in said
    assert "Rivera Counseling" in said
    assert "Zqcanary" not in said
    assert "Diagnosis" not in said
    with pytest.raises(BadInput):
        vault.fees.statement(client.id, NOON.date(), DAY)
    with pytest.raises(NotAllowed, match="Nothing was charged"):
        vault.fees.superbill(client.id, date(2020, 1, 1), date(2020, 2, 1))


def written_note(vault: OpenVault, appointment: AppointmentId) -> Note:
    """Return the signed note of a session of that day."""
    note = vault.appointments.begin_note(appointment, DAY)
    words = tuple(Section(each.name, "What was said.") for each in note.sections)
    vault.notes.save_draft(replace(note, sections=words))
    return vault.notes.sign(note.id)


def test_a_blank_code_and_blank_words_are_none_on_a_sheet(
    vault: OpenVault, client: Client, tmp_path: Path
) -> None:
    [charge] = vault.fees.charge([a_charge(signed(vault, client), service=" Session ", code="  ")])
    [paid] = vault.fees.pay([a_payment(client, words=" ")])
    assert (charge.service, charge.code, paid.words) == (" Session ", "  ", " ")
    span = (DAY, NOON.date())
    said = text_of(vault.fees.statement(client.id, *span), tmp_path)
    assert "Session," not in said
    assert "cash:" not in said
    assert "–" in text_of(vault.fees.superbill(client.id, *span), tmp_path)
    with pytest.raises(BadInput, match="what the charge is for"):
        vault.fees.charge([a_charge(signed(vault, client), service=" ")])


def test_a_session_that_is_canceled_afterwards_is_charged_no_more(
    vault: OpenVault, client: Client
) -> None:
    hours = [an_appointment(client, day=DAY), an_appointment(client, day=DAY, start=time(15, 0))]
    held, other = (each.id for each in vault.appointments.add(hours))
    charge = vault.fees.charge([a_charge(written_note(vault, held))])[0]
    missed = written_note(vault, other)
    assert [each.note for each in vault.fees.chargeable(client.id)] == [missed.id]
    vault.appointments.mark(other, DAY, SessionStatus.MISSED)
    assert vault.fees.chargeable(client.id) == []
    vault.appointments.mark(held, DAY, SessionStatus.CANCELLED, CancelledBy.CLIENT)
    account = vault.fees.account(client.id)
    assert account.unfounded == {charge.id}
    assert account.balance == 0
    with pytest.raises(NotAllowed, match="Nothing was charged"):
        vault.fees.superbill(client.id, DAY, NOON.date())


def test_an_insurer_is_told_of_what_was_provided_and_of_what_was_waived(
    vault: OpenVault, client: Client, tmp_path: Path
) -> None:
    held = signed(vault, client, service_date=DAY)
    fields: dict[str, Any] = {"template": "missed-appointment", "start": None, "stop": None}
    told = {"facts": "No call."}
    missed = signed(vault, client, service_date=DAY, sections=told, **fields)
    vault.fees.charge([a_charge(held, cents=15000), a_charge(missed, cents=7000, service="Late")])
    waived = a_payment(client, day=DAY, cents=15000, method=PaymentMethod.WAIVED)
    vault.fees.pay([waived])
    said = text_of(vault.fees.superbill(client.id, DAY, NOON.date()), tmp_path)
    assert "Late" not in said
    assert "Charged in all $150.00" in said
    assert "Paid in these days $0.00" in said
    assert "Waived in these days $150.00" in said
    assert "Late" in text_of(vault.fees.statement(client.id, DAY, NOON.date()), tmp_path)


def an_agreement(vault: OpenVault, client: Client, day: date, fees: str, effective: str) -> Note:
    """Return a signed fee agreement."""
    sections = {"fees": fees, "effective": effective, "terms": ""}
    fields: dict[str, Any] = {
        "template": "fee-agreement",
        "service_date": day,
        "start": None,
        "stop": None,
    }
    return signed(vault, client, sections=sections, **fields)


def test_signed_agreements_are_versions(vault: OpenVault, client: Client) -> None:
    other = vault.clients.add([a_client("Rui Duarte")])[0]
    an_agreement(vault, other, DAY, "$90", "")
    later = an_agreement(vault, client, date(2026, 9, 1), "$150 an hour", "October 1, 2026")
    first = an_agreement(vault, client, DAY, "$140\nan hour", "at once")
    wrong = an_agreement(vault, client, date(2026, 10, 1), "$1500", "")
    vault.notes.addend(wrong.id, "A slip of the key.", Mark.IN_ERROR)
    fields: dict[str, Any] = {"template": "fee-agreement", "start": None, "stop": None}
    vault.notes.begin([a_note(client, sections={"fees": "$160"}, **fields)])
    found = vault.fees.agreements(client.id)
    assert [(each.number, each.note, each.newest) for each in found] == [
        (1, first.id, False),
        (2, later.id, True),
    ]
    assert [(each.fees, each.effective) for each in found] == [
        ("$140\nan hour", "at once"),
        ("$150 an hour", "October 1, 2026"),
    ]
    with pytest.raises(NotFound):
        vault.fees.agreements(ClientId(new_id()))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    owed=st.lists(st.integers(1, 10**6), max_size=3),
    paid=st.lists(st.integers(1, 10**6), max_size=3),
)
def test_a_copy_of_the_record_is_the_same_whatever_is_owed(
    owed: Sequence[int], paid: Sequence[int], vault: OpenVault, client: Client
) -> None:
    """262 CMR 8.02(1)(d): no prior balance is a condition. The package never knows one."""
    while len(vault.fees.chargeable(client.id)) < len(owed):
        signed(vault, client)
    before = vault.releases.prepare(client.id)
    notes = vault.fees.chargeable(client.id)
    vault.fees.charge(
        [
            a_charge(vault.notes.get(note.note), cents=cents)
            for note, cents in zip(notes, owed, strict=False)
        ]
    )
    vault.fees.pay([a_payment(client, cents=cents) for cents in paid])
    assert vault.releases.prepare(client.id) == before


def test_rows_that_somebody_rewrote_or_took_away_are_refused_or_named(
    path: Path, unlocked: Unlock, tmp_path: Path
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    [charge] = vault.fees.charge([a_charge(signed(vault, client), service="The session")])
    [payment] = vault.fees.pay([a_payment(client, words="No. 1017")])
    store = vault.documents._store
    for statement in (
        "UPDATE charge SET cents = 1",
        "DELETE FROM charge",
        "UPDATE payment SET cents = 1",
        "DELETE FROM payment",
    ):
        with pytest.raises(VaultError), store.write():
            store.database.change(statement)
    vault.close()
    assert verify(path, SECRET).ok
    done = salvage(path, tmp_path / "out", SECRET)
    assert done.losses == ()
    text = (tmp_path / "out" / "client-001.txt").read_text("utf-8")
    assert f"Charged on 2026-05-14 [{charge.id}]: $150.00, The session" in text
    assert f"[{payment.id}]: $50.00, cash, No. 1017" in text
    tampered(path, "DELETE FROM charge", "DELETE FROM payment")
    found = verify(path, SECRET).problems
    assert {(each.kind, each.id) for each in found} == {
        ("missing", charge.id),
        ("missing", payment.id),
    }


@pytest.mark.parametrize(
    ("text", "cents"),
    [("150", 15000), ("$1,150.5", 115050), (" 87.50 ", 8750), ("0.01", 1), ("$ 90", 9000)],
)
def test_amounts_are_read_as_they_are_written(text: str, cents: int) -> None:
    assert parse_money(text) == cents


@pytest.mark.parametrize(
    "text", ["", "0", "0.00", "-5", "1,50", "12.345", "abc", "1e5", "٣", "99999999999", "1.2.3"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_money(text)


@given(st.integers(1, 10**9))
def test_an_amount_reads_back_as_it_was_written(cents: int) -> None:
    assert parse_money(money_words(cents)) == cents


def test_what_is_not_there_is_not_found(vault: OpenVault) -> None:
    with pytest.raises(NotFound):
        vault.fees.account(ClientId(new_id()))
    with pytest.raises(NotFound):
        vault.fees.chargeable(ClientId(new_id()))
