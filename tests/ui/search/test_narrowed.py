"""The search field: filters, searches that are kept, and pinned clients, by the keyboard."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.practice import LICENSEE, a_client, a_note
from tests.services.test_documents import attach
from tests.ui.record import ask, unnamed
from tests.ui.search.test_field import CONTROL, of_kind, rows, search, wait_for_results
from tests.ui.window import Hands
from ui.screens.client.screen import ClientScreen
from ui.screens.clients.screen import ClientsScreen
from ui.search.field import SearchField
from ui.search.filter_dialog import FilterDialog
from ui.search.popup import ResultsPopup
from ui.search.results import RowKind
from vault.model.client import Client
from vault.model.ids import SearchId, new_id
from vault.model.search import Filters, SavedSearch
from vault.open_vault import OpenVault

SHIFT = Qt.KeyboardModifier.ShiftModifier


def filed(hands: Hands, folder: Path) -> list[Client]:
    """Unlock, and keep two clients; of the first a note of May, a contact of June and a letter."""

    def job(vault: OpenVault) -> list[Client]:
        vault.practice.set(LICENSEE)
        clients = vault.clients.add([a_client("Dana Whitfield"), a_client("Marcus Bell")])
        for client in clients:
            contact = a_note(
                client,
                template="contact",
                sections={"substance": "River call."},
                service_date=date(2026, 6, 14),
            )
            vault.notes.begin_and_sign([a_note(client, "By the river."), contact])
        (folder / "letter.txt").write_text("words")
        attach(vault, clients[0], folder / "letter.txt", title="River letter")
        return clients

    hands.unlock()
    return ask(hands, job)


def dialog_of(hands: Hands) -> FilterDialog:
    """Return the dialog for filters, once it is there."""
    hands.until(lambda: bool(hands.shell.findChildren(FilterDialog)))
    hands.settle()
    return hands.find(FilterDialog)


def closed(hands: Hands) -> None:
    """Wait until the dialog is gone; the window is in front again, as a desktop puts it."""
    hands.until(lambda: not hands.shell.findChildren(FilterDialog))
    hands.shell.activateWindow()
    hands.until(hands.shell.isActiveWindow)
    wait_for_results(hands)


def test_a_search_is_narrowed_kept_and_run_again(hands: Hands, path: Path, tmp_path: Path) -> None:
    dana = filed(hands, tmp_path)[0]
    search(hands, "river")
    assert of_kind(hands, RowKind.NOTE) == ["Marcus Bell", "Dana Whitfield"] * 2
    assert of_kind(hands, RowKind.DOCUMENT) == ["Dana Whitfield"]
    hands.press(Qt.Key.Key_F, CONTROL | SHIFT)
    dialog = dialog_of(hands)
    assert dialog.words.text() == "river"
    assert unnamed(dialog) == []
    assert not dialog.form.is_shown("author")
    dialog.kind.setCurrentIndex(dialog.kind.findData("contact"))
    dialog.days["first"].set_value(date(2026, 6, 1))
    dialog.client.set_client(dana.id, dana.name)
    dialog.name.setText("Calls of Dana")
    dialog.search_button.click()
    closed(hands)
    assert of_kind(hands, RowKind.NOTE) == ["Dana Whitfield"]
    assert of_kind(hands, RowKind.DOCUMENT) == []
    told = of_kind(hands, RowKind.NOTHING)[0]
    assert told.startswith("Contact · from 1 Jun 2026 · ")
    assert "Dana Whitfield" in told
    assert hands.shell.windowTitle() == "Strongroom"
    outside = [each for each in tmp_path.rglob("*") if each.is_file() and path not in each.parents]
    assert [each for each in outside if b"Dana" in each.read_bytes()] == []
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_K, CONTROL)
    wait_for_results(hands)
    assert of_kind(hands, RowKind.SAVED) == ["Calls of Dana"]
    assert hands.find(SearchField).text() == ""
    hands.press(Qt.Key.Key_Return)
    wait_for_results(hands)
    assert hands.find(SearchField).text() == "river"
    assert of_kind(hands, RowKind.NOTE) == ["Dana Whitfield"]
    popup = hands.find(ResultsPopup)
    popup.move_by(99)
    assert popup.current is not None
    assert popup.current.title == "Without filters"
    hands.press(Qt.Key.Key_Return)
    wait_for_results(hands)
    assert len(of_kind(hands, RowKind.NOTE)) == 4


def test_a_kept_search_is_renamed_removed_and_brought_back(hands: Hands, tmp_path: Path) -> None:
    filed(hands, tmp_path)
    kept = SavedSearch(SearchId(new_id()), "Rivers", "river", Filters(kind="document"))
    ask(hands, lambda v: v.searches.save(kept))
    for change in ("rename", "remove"):
        hands.press(Qt.Key.Key_K, CONTROL)
        wait_for_results(hands)
        hands.press(Qt.Key.Key_Return)
        wait_for_results(hands)
        assert of_kind(hands, RowKind.DOCUMENT) == ["Dana Whitfield"]
        hands.press(Qt.Key.Key_F, CONTROL | SHIFT)
        dialog = dialog_of(hands)
        if change == "rename":
            dialog.name.setText("Letters")
            dialog.search_button.click()
        else:
            assert dialog.name.text() == "Letters"
            dialog.remove_button.click()
        closed(hands)
        names = [each.name for each in ask(hands, lambda v: v.searches.saved())]
        assert names == (["Letters"] if change == "rename" else [])
        hands.press(Qt.Key.Key_Escape)
    hands.find(QPushButton, "Undo").click()
    hands.until(lambda: [each.id for each in ask(hands, lambda v: v.searches.saved())] == [kept.id])


def test_what_cannot_be_looked_for_is_said_and_a_lock_leaves_nothing(
    hands: Hands, tmp_path: Path
) -> None:
    filed(hands, tmp_path)
    hands.press(Qt.Key.Key_F, CONTROL | SHIFT)
    dialog = dialog_of(hands)
    dialog.search_button.click()
    assert dialog.form.error("words")
    dialog.words.setText("river")
    dialog.days["first"].set_value(date(2026, 6, 2))
    dialog.days["last"].set_value(date(2026, 6, 1))
    dialog.search_button.click()
    assert dialog.banner.isVisible()
    dialog.client.setText("Dan")
    dialog.search_button.click()
    assert dialog.form.error("client")
    hands.press(Qt.Key.Key_L, CONTROL)
    hands.until(lambda: not hands.shell.findChildren(FilterDialog))
    assert hands.shell.findChildren(ResultsPopup) == []


def test_pinned_clients_stand_first_wherever_one_looks(hands: Hands, tmp_path: Path) -> None:
    marcus = filed(hands, tmp_path)[1]
    hands.tools.navigation.go("client", client=marcus.id)
    hands.settle()
    header = hands.find(ClientScreen).header
    hands.press(Qt.Key.Key_D, CONTROL)
    hands.until(lambda: header.pin.text() == "Pinned")
    hands.press(Qt.Key.Key_K, CONTROL)
    wait_for_results(hands)
    assert [row.title for row in rows(hands)][:2] == ["Pinned", "Marcus Bell"]
    hands.press(Qt.Key.Key_Escape)
    hands.tools.navigation.go("clients")
    hands.settle()
    screen = hands.find(ClientsScreen)

    def listed() -> list[str]:
        found = [screen.model.client_row(number) for number in range(screen.model.rowCount())]
        return [row.name for row in found if row is not None]

    hands.until(lambda: listed() == ["Marcus Bell", "Dana Whitfield"])
    screen.list.select_row(0)
    screen.list.setFocus()
    hands.press(Qt.Key.Key_D, CONTROL)
    hands.until(lambda: listed() == ["Dana Whitfield", "Marcus Bell"])
    assert screen.list.current_row() == 1
    assert ask(hands, lambda v: v.clients.pinned()) == []


def test_documents_are_found_by_who_wrote_them(hands: Hands, tmp_path: Path) -> None:
    clients = filed(hands, tmp_path)
    report = tmp_path / "letter.txt"
    ask(hands, lambda v: attach(v, clients[1], report, title="River report", author=" Dr. Meyer"))
    search(hands, "river")
    hands.press(Qt.Key.Key_F, CONTROL | SHIFT)
    dialog = dialog_of(hands)
    hands.until(lambda: dialog.form.is_shown("author"))
    offered = [dialog.author.itemText(at) for at in range(dialog.author.count())]
    assert offered == ["Anybody", "Dr. Meyer", "Jordan Rivera"]
    assert dialog.author.accessibleName() == "Written or signed by"
    dialog.author.setCurrentText("Dr. Meyer")
    dialog.search_button.click()
    closed(hands)
    assert of_kind(hands, RowKind.DOCUMENT) == ["Marcus Bell"]
    assert of_kind(hands, RowKind.NOTE) == []
    told = of_kind(hands, RowKind.NOTHING)[0]
    assert told.startswith("written or signed by ")
