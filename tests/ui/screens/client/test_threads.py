"""The window's own thread never touches the vault, and never draws a page of a copy."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.conftest import Unlock
from tests.practice import with_record
from tests.ui.record import go
from tests.ui.window import Hands
from ui.screens.client.release_dialog import ReleaseDialog
from ui.screens.client.screen import ClientScreen
from ui.screens.clients.screen import ClientsScreen
from ui.widgets import pdf_preview
from vault.storage.database import Database


def test_a_tour_of_clients_stays_off_the_windows_thread(
    unlocked: Unlock, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = unlocked()
    client = with_record(vault, "First.", "Second.")
    vault.close()
    seen: dict[str, set[str]] = {}

    def watched(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def watching(*args: Any, **kwargs: Any) -> Any:
            seen.setdefault(name, set()).add(threading.current_thread().name)
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, name, watching)

    for name in ("row", "rows", "change", "transaction"):
        watched(Database, name)
    watched(pdf_preview, "draw_page")
    hands.unlock()
    go(hands, ClientsScreen, "clients")
    screen = go(hands, ClientScreen, "client", client=client.id)
    screen.record._enter(1)
    hands.settle()
    screen.new_note()
    hands.settle()
    hands.type("Typed.")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    screen.release()
    dialog = screen.findChild(ReleaseDialog)
    assert dialog is not None
    hands.until(lambda: not dialog.preview.page.pixmap().isNull())
    dialog.reject()
    hands.settle()
    drawn = seen.pop("draw_page")
    assert set(seen) >= {"row", "rows", "change"}
    assert {name.partition("_")[0] for names in seen.values() for name in names} == {"vault"}
    assert {name.partition("_")[0] for name in drawn} == {"apart"}
