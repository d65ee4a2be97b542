"""The audit chain, proved after unlocking, and what is said of one that is broken."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

import ui.screens.today.chain_proof as chain_proof
from tests.conftest import Unlock
from tests.practice import PASSPHRASE, in_order, with_record
from tests.storage.test_database import place_of, raw_connection
from tests.ui.screens.today.test_count import number
from tests.ui.screens.today.test_today import opened
from tests.ui.window import Hands
from ui.screens.today.chain_proof import ChainProof
from ui.screens.today.screen import TodayScreen
from ui.screens.unlock.return_screen import ReturnScreen
from ui.widgets.password_field import PasswordField
from vault.errors import StorageFailed
from vault.services.desk import Desk


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain_proof, "FIRST_WAIT_MS", 0)
    monkeypatch.setattr(chain_proof, "SLICE", 3)


def health(screen: TodayScreen) -> list[str]:
    labels = screen.page.health.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and label.text()]


def test_a_whole_chain_is_verified_slice_by_slice(unlocked: Unlock, hands: Hands) -> None:
    vault = unlocked()
    in_order(vault)
    with_record(vault, "One.", "Two.", "Three.")
    vault.close()
    screen = opened(hands)
    hands.until(lambda: "Audit chain verified" in health(screen))
    assert health(screen)[:2] == ["Audit chain verified", "today"]
    assert screen.page.line.text() == "Nothing is waiting. Everything is in order."


def test_a_broken_chain_is_told_in_red_with_what_to_do(
    path: Path, unlocked: Unlock, hands: Hands
) -> None:
    vault = unlocked()
    in_order(vault)
    with_record(vault, "One.", "Two.", "Three.")
    vault.close()
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    raw.execute("DROP TRIGGER audit_is_never_changed")
    raw.execute("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE seq = 5")
    raw.close()
    screen = opened(hands)
    hands.until(lambda: "The audit chain is broken at entry 5" in health(screen))
    assert "go back to your newest backup" in health(screen)[1]
    words = "One thing wants your attention. Everything else is in order."
    assert screen.page.line.text() == words
    assert number(hands) == 1


def test_what_is_written_meanwhile_is_proved_too(unlocked: Unlock, hands: Hands) -> None:
    vault = unlocked()
    in_order(vault)
    vault.close()
    screen = opened(hands)
    hands.until(lambda: "Audit chain verified" in health(screen))
    before = screen._proof.check.total
    hands.tools.worker.run(lambda v: with_record(v, "One."), owner=hands.shell)
    hands.until(lambda: screen._proof.check.total > before)
    hands.until(lambda: screen._proof.check.done)
    assert screen._proof.check.first_broken is None


def test_a_slice_on_its_way_at_lock_asks_for_no_other(unlocked: Unlock, hands: Hands) -> None:
    vault = unlocked()
    in_order(vault)
    with_record(vault, "One.", "Two.", "Three.")
    vault.close()
    hands.unlock()
    proof = ChainProof(hands.tools)
    told: list[bool] = []
    proof.changed.connect(lambda: told.append(True))
    proof.go_on(100)
    hands.until(lambda: bool(told))
    proof._next()
    proof.stop()
    checked = proof.check.checked_to
    hands.settle()
    assert proof.check.checked_to == checked
    assert not proof._timer.isActive()


def test_after_a_lock_that_could_not_save_it_goes_on(
    unlocked: Unlock, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = unlocked()
    in_order(vault)
    vault.close()
    screen = opened(hands)
    hands.until(lambda: "Audit chain verified" in health(screen))
    before = screen._proof.check.checked_to
    screen.begin_appointment()

    def refuse(_desk: Desk, _name: str, _value: object) -> None:
        raise StorageFailed("full")

    with monkeypatch.context() as patched:
        patched.setattr(Desk, "keep", refuse)
        hands.shell.lock()
        hands.until(lambda: any(w.isVisible() for w in hands.shell.findChildren(ReturnScreen)))
    field = hands.find(PasswordField)
    field.setText(PASSPHRASE)
    field.returnPressed.emit()
    hands.until(lambda: screen.isVisible())
    hands.tools.worker.run(lambda v: with_record(v, "One."), owner=hands.shell)
    hands.until(lambda: screen._proof.check.checked_to > before)
    assert not screen._proof.broken
