"""Fees in the window: from a signed note to a charge, a payment and a statement."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note, in_order
from tests.ui.record import ask, go, unnamed
from tests.ui.window import Hands
from ui.screens.client.care import CarePage
from ui.screens.client.fee_forms import ChargeForm, FeeSheetForm, PaymentForm, VoidForm
from ui.screens.client.fees_page import FeesPage
from ui.screens.client.screen import ClientScreen
from ui.widgets.labels import Pill
from ui.widgets.list_row import ListRow
from vault.export.sheet_text import sheet_text
from vault.model.addendum import Mark
from vault.model.client import Client
from vault.model.fee import PaymentMethod
from vault.model.ids import NoteId
from vault.model.note import Note
from vault.open_vault import OpenVault


@pytest.fixture
def dana(unlocked: Unlock) -> tuple[Client, Note]:
    """A client with a signed note and a draft, in a practice with nothing else to do."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    note, _draft = vault.notes.begin([a_note(client), a_note(client)])
    signed = vault.notes.sign(note.id)
    in_order(vault)
    vault.close()
    return client, signed


def opened(hands: Hands, client: Client) -> FeesPage:
    """Go to the fees of a client, by the way of a person."""
    hands.unlock()
    go(hands, ClientScreen, "client", client=client.id, note="care")
    hands.find(CarePage).fees.see.click()
    hands.settle()
    return hands.find(FeesPage)


def shown(page: FeesPage) -> str:
    """Return every word that is shown."""
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def rows(page: FeesPage) -> list[ListRow]:
    """Return the lines that are shown."""
    return [each for each in page.findChildren(ListRow) if each.isVisible()]


def charged(hands: Hands, page: FeesPage, amount: str = "150") -> None:
    """Charge for the only note by the keyboard."""
    page.add_button.click()
    form = hands.find(ChargeForm)
    form.lines["amount"].setFocus()
    QTest.keyClicks(form.lines["amount"], amount)
    form.lines["service"].setFocus()
    QTest.keyClicks(form.lines["service"], "Psychotherapy, 50 minutes")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()


def test_from_a_signed_note_to_a_statement(
    hands: Hands, dana: tuple[Client, Note], tmp_path: Path
) -> None:
    client, note = dana
    page = opened(hands, client)
    assert "Nothing was charged yet." in shown(page)
    page.add_button.click()
    form = hands.find(ChargeForm)
    assert form.choices["note"].count() == 1, "a draft cannot be charged for"
    form.finish()
    assert "no amount" in form.form.error("amount")
    assert form.form.error("service")
    form.back_out()
    hands.settle()
    charged(hands, page)
    assert "Owed: $150.00" in shown(page)
    assert "Psychotherapy, 50 minutes" in shown(page)
    page.payment.click()
    payment = hands.find(PaymentForm)
    QTest.keyClicks(payment.lines["amount"], "60.50")
    combo = payment.choices["method"]
    combo.setCurrentIndex(combo.findData(PaymentMethod.CHECK))
    payment.finish()
    hands.settle()
    assert "Owed: $89.50" in shown(page)
    page.add()
    assert "Everything that is signed is charged for." in page.banner.text()
    assert unnamed(page) == []
    hands.answers.path = str(tmp_path / "Statement.pdf")
    page.sheet.click()
    sheet = hands.find(FeeSheetForm)
    sheet.days["first"].set_value(note.service_date)
    sheet.finish()
    hands.until(lambda: page.form is None)
    said = sheet_text((tmp_path / "Statement.pdf").read_bytes())
    assert "$89.50" in said
    assert "Diagnosis" not in said


def test_a_superbill_has_a_diagnosis_only_when_it_is_entered(
    hands: Hands, dana: tuple[Client, Note], tmp_path: Path
) -> None:
    client, note = dana
    page = opened(hands, client)
    charged(hands, page)
    for number, diagnosis in enumerate(("", "F43.21")):
        file = tmp_path / f"{number}.pdf"
        hands.answers.path = str(file)
        page.sheet.click()
        sheet = hands.find(FeeSheetForm)
        sheet.choices["kind"].setCurrentIndex(1)
        sheet.days["first"].set_value(note.service_date)
        QTest.keyClicks(sheet.lines["diagnosis"], diagnosis)
        sheet.finish()
        hands.until(lambda: page.form is None)
        assert ("F43.21" in sheet_text(file.read_bytes())) is bool(diagnosis)
    page.sheet.click()
    sheet = hands.find(FeeSheetForm)
    sheet.days["last"].line.setText("")
    sheet.finish()
    assert sheet.form.error("last")


def test_what_is_void_stays_and_can_count_again(hands: Hands, dana: tuple[Client, Note]) -> None:
    client, note = dana
    page = opened(hands, client)
    charged(hands, page)
    rows(page)[0].change.click()
    form = hands.find(VoidForm)
    form.finish()
    assert form.form.error("reason")
    QTest.keyClicks(form.texts["reason"].edit, "Wrong amount.")
    form.finish()
    hands.settle()
    assert "Owed: $0.00" in shown(page)
    assert "Wrong amount." in shown(page)
    assert [each.text() for each in page.findChildren(Pill) if each.isVisible()] == ["void"]
    rows(page)[0].change.click()
    hands.settle()
    assert "Owed: $150.00" in shown(page)
    ask(hands, lambda v: v.notes.addend(note.id, "Another day.", Mark.IN_ERROR))
    hands.settle()
    assert "its note does not stand" in shown(page)


def test_agreements_stand_as_versions_and_open(hands: Hands, dana: tuple[Client, Note]) -> None:
    client = dana[0]

    def agree(vault: OpenVault) -> list[NoteId]:
        found = []
        for day, fees in ((date(2026, 5, 14), "$140"), (date(2026, 9, 1), "$150")):
            sections = {"fees": fees, "effective": "at once"}
            fields: dict[str, Any] = {"template": "fee-agreement", "start": None, "stop": None}
            note = a_note(client, sections=sections, service_date=day, **fields)
            found.append(vault.notes.sign(vault.notes.begin([note])[0].id).id)
        return found

    page = opened(hands, client)
    assert "No fee agreement is signed." in shown(page)
    first, _second = ask(hands, agree)
    names = [row.change.accessibleName() for row in page.agreed.findChildren(ListRow)]
    assert names == ["Read: Version 2 · 1 Sep 2026", "Read: Version 1 · 14 May 2026"]
    assert "$150 · in force from: at once" in shown(page)
    assert [each.text() for each in page.agreed.findChildren(Pill)] == ["newest"]
    page.agreed.findChildren(ListRow)[1].change.click()
    hands.settle()
    here = hands.tools.navigation.here
    assert here is not None
    assert here.note == first


def test_what_is_half_entered_survives_a_lock(hands: Hands, dana: tuple[Client, Note]) -> None:
    client, _note = dana
    page = opened(hands, client)
    page.payment.click()
    QTest.keyClicks(hands.find(PaymentForm).lines["amount"], "12.3")
    hands.lock()
    hands.unlock()
    page = hands.find(FeesPage)
    hands.until(lambda: page.form is not None)
    assert hands.find(PaymentForm).lines["amount"].text() == "12.3"
