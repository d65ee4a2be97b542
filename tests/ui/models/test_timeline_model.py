"""The list of notes says by words what it shows by pills and icons."""

from datetime import date

from PySide6.QtCore import Qt

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note
from tests.ui.record import ask, go
from tests.ui.window import Hands
from ui.models.windowed_model import KEPT, PAGE
from ui.screens.client.screen import ClientScreen
from vault.model.client import Client
from vault.open_vault import OpenVault


def fill(vault: OpenVault) -> Client:
    """Add a client with a draft, a signed note, and one that has an addendum."""
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    first = a_note(client, "First words.", service_date=date(2026, 5, 1))
    second = a_note(client, "Second words.", service_date=date(2026, 5, 2))
    draft = a_note(
        client,
        template="dap",
        sections={"data": "Third\nwords."},
        service_date=date(2026, 5, 3),
    )
    vault.notes.begin([first, second, draft])
    vault.notes.sign(first.id)
    vault.notes.sign(second.id)
    vault.notes.addend(first.id, "More.")
    return client


def test_each_row_is_spoken_whole(unlocked: Unlock, hands: Hands) -> None:
    vault = unlocked()
    client = fill(vault)
    vault.close()
    hands.unlock()
    model = go(hands, ClientScreen, "client", client=client.id).record.model
    role = Qt.ItemDataRole.AccessibleTextRole
    assert [model.index(number, 0).data(role) for number in range(3)] == [
        "3 May 2026, Progress, DAP, draft, Third words.",
        "2 May 2026, Progress, free note, signed, late entry, Second words.",
        "1 May 2026, Progress, free note, signed, 1 addendum, late entry, First words.",
    ]


def test_ten_thousand_notes_are_read_near_the_view_only(unlocked: Unlock, hands: Hands) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    vault.notes.begin([a_note(client, f"Note {number}.") for number in range(10_000)])
    vault.close()
    hands.unlock()
    record = go(hands, ClientScreen, "client", client=client.id).record
    assert record.model.rowCount() == 10_000
    assert record.model.pages_kept <= 2
    hands.press(Qt.Key.Key_Escape)
    record.focus_list()
    hands.press(Qt.Key.Key_End)
    hands.until(lambda: record.list.current_row() == 9_999)
    hands.until(lambda: record.pane.note_id == _oldest(hands, client))
    assert record.model.pages_kept <= 4 < KEPT
    assert record.model.number_of(_oldest(hands, client)) == 9_999
    assert PAGE * record.model.pages_kept < 1_000


def _oldest(hands: Hands, client: Client) -> str:
    return ask(hands, lambda v: v.notes.page(client.id, 9_999, 1)[0].id)
