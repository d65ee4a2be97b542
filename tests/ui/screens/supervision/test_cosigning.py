"""Co-signatures in the window: a supervisor is named, reads what waits, and co-signs it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.practice import NOON, PASSPHRASE, a_client, a_note, in_order
from tests.ui.record import ask
from tests.ui.window import Hands
from ui.screens.client.cosign_dialog import CosignDialog
from ui.screens.client.note_view import NoteView
from ui.screens.settings.screen import SettingsScreen
from ui.screens.supervision.screen import SupervisionScreen
from ui.screens.supervision.supervisor_form import SupervisorForm
from ui.screens.today.screen import TodayScreen
from ui.widgets.list_row import ListRow
from vault.model.client import Client
from vault.model.cosignature import How, Supervisor
from vault.model.ids import SupervisorId, new_id
from vault.model.practice import Licensee

CTRL = Qt.KeyboardModifier.ControlModifier
HERS = "seven quiet lanterns by the harbor"
INES = Licensee(name="Ines Okafor", credential="LICSW", license_number="SW-000001", state="MA")


@pytest.fixture
def client(unlocked: Unlock) -> Client:
    """An adult with a note that was signed today; nothing else is to be done."""
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    in_order(vault)
    vault.notes.begin_and_sign([a_note(client, service_date=NOON.date())])
    vault.close()
    return client


def supervised(hands: Hands, passphrase: str | None) -> Supervisor:
    """Let a supervisor be named, by the services, since yesterday."""
    new = Supervisor(SupervisorId(new_id()), INES, NOON.date() - timedelta(days=1))
    return ask(hands, lambda v: v.cosignatures.add(new, passphrase))


def due(hands: Hands) -> list[str]:
    """Return what is due by Today."""
    hands.tools.navigation.go("today")
    hands.settle()
    rows = hands.find(TodayScreen).page.rows
    return [row.accessibleName() for row in rows if row.key == ("due", "cosign")]


def said(view: NoteView) -> list[str]:
    """Return every line of a note that is shown."""
    return [each.accessibleName() or each.text() for each in view.findChildren(QLabel)]


def test_a_supervisor_is_named_and_cosigns_what_waits(hands: Hands, client: Client) -> None:
    hands.unlock()
    assert due(hands) == []
    hands.tools.navigation.go("settings")
    hands.settle()
    hands.find(SettingsScreen).supervision.open_list.click()
    hands.settle()
    hands.press(Qt.Key.Key_Space)
    form = hands.find(SupervisorForm)
    hands.type("Ines Okafor")
    form.lines["credential"].setText("LICSW")
    form.passphrase.first.setText(HERS)
    form.passphrase.again.setText(f"{HERS}!")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "not the same" in form.passphrase.error()
    form.passphrase.again.setText(HERS)
    form.finish()
    hands.settle()
    page = hands.find(SupervisionScreen).page
    assert page.heading.text() == "1 note waits for a co-signature"
    [row] = due(hands)
    assert row == "1 note waits for a co-signature, From 22 Nov · Dana Whitfield, today"
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    waiting = hands.find(SupervisionScreen).page.waiting.findChildren(ListRow)
    waiting[0].change.click()
    hands.settle()
    view = hands.find(NoteView)
    assert view.banner.text() == "Waits for a co-signature."
    view.banner.acted.emit()
    hands.settle()
    dialog = hands.find(CosignDialog)
    assert dialog.passphrase.hasFocus()
    hands.press(Qt.Key.Key_Return)
    assert dialog.form.error("passphrase") == "Type the passphrase."
    dialog.passphrase.setText(PASSPHRASE)
    dialog.cosign()
    hands.settle()
    assert dialog.banner.text() == "This is not the supervisor's passphrase. Nothing was co-signed."
    assert dialog.passphrase.text() == ""
    hands.type(HERS)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert "Co-signed by Ines Okafor, LICSW · 22 Nov 2026 at 12:00" in said(view)
    assert view.banner.text() == ""
    assert not [each for each in view.commands() if each.words == "Co-sign…"]
    assert due(hands) == []


def test_what_was_cosigned_on_paper_is_entered_with_its_day(hands: Hands, client: Client) -> None:
    hands.unlock()
    supervised(hands, None)
    note = ask(hands, lambda v: v.notes.list_rows(client.id))[0]
    hands.tools.navigation.go("client", client=client.id, note=note.id)
    hands.settle()
    view = hands.find(NoteView)
    view.begin_cosigning()
    hands.settle()
    dialog = hands.find(CosignDialog)
    # Who has no passphrase here cannot be asked for one.
    assert [dialog.how.itemData(at) for at in range(dialog.how.count())] == [How.ON_PAPER]
    assert not dialog.form.is_shown("passphrase")
    dialog.day.set_value(NOON.date() - timedelta(days=1))
    dialog.cosign()
    hands.settle()
    assert dialog.banner.text() == "It cannot have been co-signed before it was signed."
    dialog.day.set_value(NOON.date())
    dialog.cosign()
    hands.settle()
    assert "Co-signed on paper by Ines Okafor, LICSW · 22 Nov 2026" in said(view)


def test_a_half_entered_supervisor_survives_a_lock_without_the_passphrase(
    hands: Hands, client: Client
) -> None:
    hands.unlock()
    hands.tools.navigation.go("supervision")
    hands.settle()
    hands.find(SupervisionScreen).page.add()
    form = hands.find(SupervisorForm)
    hands.type("Ines")
    form.passphrase.first.setText(HERS)
    hands.lock()
    hands.unlock()
    form = hands.find(SupervisorForm)
    assert (form.lines["name"].text(), form.passphrase.text()) == ("Ines", "")
    assert HERS not in str(ask(hands, lambda v: v.desk.all()))


def test_the_last_day_of_a_supervision_is_entered(hands: Hands, client: Client) -> None:
    hands.unlock()
    ines = supervised(hands, HERS)
    hands.tools.navigation.go("supervision")
    hands.settle()
    hands.find(SupervisionScreen).page.open_form(ines.id)
    form = hands.find(SupervisorForm)
    assert ines.fingerprint in " ".join(each.text() for each in form.findChildren(QLabel))
    form.days["until"].set_value(ines.since - timedelta(days=1))
    form.finish()
    assert "before it begins" in form.form.error("until")
    form.days["until"].set_value(ines.since)
    form.finish()
    hands.settle()
    assert ask(hands, lambda v: v.cosignatures.supervisors())[0].until == ines.since
    page = hands.find(SupervisionScreen).page
    assert page.heading.text() == "Nothing waits for a co-signature"
