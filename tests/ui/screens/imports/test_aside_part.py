"""What was set aside, in the real window: seen, taken out on a paper, given back."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from tests.conftest import Unlock
from tests.practice import LICENSEE, PROCESS_PASSPHRASE, a_client
from tests.services.test_imports import NOTES
from tests.ui.record import ask
from tests.ui.screens.imports.test_imports import reviewed
from tests.ui.window import Hands
from ui.screens.imports.aside_dialogs import ReturnDialog, TakeOutDialog
from ui.screens.imports.columns_dialog import ColumnsDialog
from ui.screens.imports.screen import ImportsScreen
from vault.model.incoming.columns import Column
from vault.model.incoming.set_aside import AsideState
from vault.model.secret import Passphrase

WORDS = "Of zqmarmalade."


@pytest.fixture
def screen(unlocked: Unlock, hands: Hands, tmp_path: Path) -> ImportsScreen:
    """Two files and a column that are set aside, to be brought in; a client is here."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "Psychotherapy Notes 1.txt").write_text(WORDS)
    (source / "Psychotherapy Notes 2.bin").write_bytes(b"\0\1\2")
    (source / "notes.csv").write_text(NOTES.replace("Plan,", "Private Notes,"))
    vault = unlocked()
    vault.practice.set(LICENSEE)
    vault.clients.add([a_client("Dana Whitfield")])
    vault.close()
    screen = reviewed(hands, source)
    assert "3 set aside" in screen.review.counts.text()
    assert "Psychotherapy Notes 1.txt" in screen.review.aside.text()
    assert not screen.review.problems.isVisible()
    return screen


def brought(screen: ImportsScreen, hands: Hands) -> None:
    screen.review.as_is.click()
    hands.settle()
    screen.review.bring.click()
    hands.until(lambda: screen.start.aside.isVisible())


def row(screen: ImportsScreen, part: str) -> QWidget:
    rows = screen.start.aside.listed.rows()
    [found] = [each for each in rows if part in each.name]  # type: ignore[attr-defined]
    return found


def states(hands: Hands) -> dict[str, AsideState]:
    return {each.path: each.state for each in ask(hands, lambda v: v.set_aside.list_all())}


def test_a_column_that_looks_like_such_notes_is_shown_empty_and_stays_so(
    screen: ImportsScreen, hands: Hands
) -> None:
    screen.review.tables.rows()[-1].change.click()  # type: ignore[attr-defined]
    dialog = screen.review.findChild(ColumnsDialog)
    assert dialog is not None
    [box] = [each for each in dialog.columns if each.currentData() == Column.ASIDE]
    assert (box.isEnabled(), box.count()) == (False, 1)
    cells = [
        dialog.preview.item(line, at)
        for line in range(dialog.preview.rowCount())
        for at in range(dialog.preview.columnCount())
    ]
    shown = [each.text() for each in cells if each is not None]
    assert "Continue weekly" not in shown
    assert "Slept badly, again" in shown


def test_one_is_taken_out_on_a_paper_to_a_file(
    screen: ImportsScreen, hands: Hands, tmp_path: Path
) -> None:
    brought(screen, hands)
    row(screen, "1.txt").change.click()  # type: ignore[attr-defined]
    dialog = hands.find(TakeOutDialog)
    dialog.take.click()
    assert dialog.form.error("paper")
    dialog.paper.setText("Authorization of Dana Whitfield")
    hands.answers.path = str(tmp_path / "out.txt")
    dialog.take.click()
    hands.until(lambda: AsideState.TAKEN_OUT in states(hands).values())
    assert (tmp_path / "out.txt").read_text() == WORDS
    hands.settle()
    assert not row(screen, "1.txt").change.isVisible()  # type: ignore[attr-defined]
    assert row(screen, "2.bin").change.isVisible()  # type: ignore[attr-defined]


def test_one_is_given_back_and_says_to_whom(
    screen: ImportsScreen, hands: Hands, tmp_path: Path
) -> None:
    brought(screen, hands)
    aside = screen.start.aside
    found = ask(hands, lambda v: v.set_aside.list_all())
    [kept] = [each for each in found if "2.bin" in each.path]
    aside.return_buttons[kept.id].click()
    dialog = hands.find(ReturnDialog)
    dialog.give.click()
    assert dialog.form.error("to")
    dialog.to.setText("Ruth Alder")
    hands.answers.path = str(tmp_path / "back.bin")
    dialog.give.click()
    hands.until(lambda: states(hands)[kept.path] is AsideState.RETURNED)
    assert (tmp_path / "back.bin").read_bytes() == b"\0\1\2"
    hands.settle()
    assert not row(screen, "2.bin").change.isVisible()  # type: ignore[attr-defined]


def test_a_name_that_is_taken_says_so_and_it_stays(
    screen: ImportsScreen, hands: Hands, tmp_path: Path
) -> None:
    brought(screen, hands)
    failed: list[Exception] = []
    hands.tools.worker.failed.connect(failed.append)
    (tmp_path / "there").write_text("mine")
    hands.answers.path = str(tmp_path / "there")
    row(screen, "1.txt").change.click()  # type: ignore[attr-defined]
    dialog = hands.find(TakeOutDialog)
    dialog.paper.setText("Authorization of Dana Whitfield")
    dialog.take.click()
    hands.until(lambda: bool(failed))
    assert "exists" in str(failed[0])
    assert screen.start.aside.listed.isEnabled()
    assert (tmp_path / "there").read_text() == "mine"
    assert set(states(hands).values()) == {AsideState.ASIDE}


def test_a_text_becomes_a_process_note_of_the_client_who_was_chosen(
    screen: ImportsScreen, hands: Hands
) -> None:
    brought(screen, hands)
    clients = ask(hands, lambda v: v.clients.list_all())
    dana = next(each for each in clients if "Dana" in each.name)
    row(screen, "1.txt").change.click()  # type: ignore[attr-defined]
    dialog = hands.find(TakeOutDialog)
    dialog.paper.setText("Authorization of Dana Whitfield")
    dialog.where.setCurrentIndex(1)
    dialog.take.click()
    assert dialog.form.error("client")
    dialog.client.set_client(dana.id, dana.name)
    dialog.session.set_value(hands.tools.clock.now().date())
    dialog.passphrase.setText("wrong")
    dialog.take.click()
    hands.settle()
    assert dialog.banner.isVisible()
    assert AsideState.TAKEN_OUT not in states(hands).values()
    dialog.passphrase.setText(PROCESS_PASSPHRASE)
    dialog.take.click()
    hands.until(lambda: AsideState.TAKEN_OUT in states(hands).values())
    notes = ask(hands, lambda v: v.open_process(Passphrase(PROCESS_PASSPHRASE)).notes)
    rows = ask(hands, lambda _v: notes.list_rows(dana.id))
    found = ask(hands, lambda _v: [notes.get(each[0]).text for each in rows])  # type: ignore[arg-type]
    assert found == [WORDS]
    ask(hands, lambda v: v.close_process())
