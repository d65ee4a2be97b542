"""The guided set-up: a real vault comes of it, or nothing; it refuses, teaches and forgets."""

import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.export.test_sheets import shows_code
from tests.ui.screens.first_run.guide import NAME, PERSON, PROCESS, RECORDS, Guide, begun, key_on
from tests.ui.window import Hands
from ui.passphrase_strength import LONGEST_JUDGED
from ui.recovery_reminder import unconfirmed
from ui.screens.first_run.key_page import KeyPage
from ui.screens.first_run.making_page import MakingPage
from ui.screens.first_run.passphrase_pages import ProcessPassphrasePage, RecordsPassphrasePage
from ui.screens.first_run.place_page import PlacePage
from ui.screens.first_run.practice_pages import LicenseePage, QuestionPage
from ui.screens.first_run.screen import FirstRunScreen
from ui.screens.unlock.screen import UnlockScreen
from ui.theme import Theme
from ui.widgets.labels import ElidedLabel
from vault.errors import WrongSecret
from vault.lifecycle.paper_key import read_key_file
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.circumstances import Answer, Question
from vault.model.secret import Passphrase, RecoveryKey, groups_of


@pytest.fixture
def empty(qtbot: QtBot, around: Surroundings, tmp_path: Path, theme: Theme) -> Iterator[Hands]:
    """The whole window on a computer without a vault."""
    hands = Hands(qtbot, None, around, tmp_path / "config", theme)
    yield hands
    hands.stop()


@pytest.fixture
def practices(tmp_path: Path) -> Path:
    """The folder where vaults go."""
    folder = tmp_path / "practices"
    folder.mkdir()
    return folder


@pytest.fixture
def guide(empty: Hands, practices: Path) -> Guide:
    """The set-up, alone in the window."""
    return begun(empty, FirstRunScreen(empty.tools, practices))


def test_a_vault_comes_of_it_and_opens_by_passphrase_and_paper(
    guide: Guide, practices: Path, around: Surroundings
) -> None:
    guide.to_key()
    first = guide.confirm()
    guide.hands.until(lambda: guide.key_page().compartment == "process")
    second = guide.confirm()
    guide.hands.until(lambda: bool(guide.made))
    path = practices / f"{NAME}.strongroom"
    assert guide.made == [path]
    closed: list[object] = []
    guide.hands.tools.worker.close(owner=guide.screen, done=closed.append)
    guide.hands.until(lambda: bool(closed))
    vault = unlock(path, Passphrase(RECORDS), around)
    who = vault.practice.get()
    assert (who.name, who.credential, who.state) == (PERSON, "LMHC", "MA")
    assert who.practice_name == NAME
    found = vault.circumstances.get()
    assert [license.kind for license in found.licenses] == ["LMHC"]
    assert found.open_questions == (Question.COVERED_ENTITY,)
    assert found.holds(Question.COVERED_ENTITY)
    assert not found.holds(Question.MEDICARE)
    assert unconfirmed(vault) == ()
    vault.open_process(Passphrase(PROCESS))
    vault.close()
    paper = unlock(path, RecoveryKey(first), around)
    paper.open_process(RecoveryKey(second))
    paper.close()
    assert verify(path, Passphrase(RECORDS), Passphrase(PROCESS), state=around.state).ok


def test_nothing_that_was_entered_is_left_outside_of_the_vault(
    guide: Guide, tmp_path: Path, practices: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = guide.to_key()
    key = key_on(page.panel)
    guide.confirm()
    guide.hands.until(lambda: guide.key_page() is not page)
    guide.confirm()
    guide.hands.until(lambda: bool(guide.made))
    secrets = [RECORDS, PROCESS, PERSON, "MH-000000", key, *groups_of(key)[2:]]
    shown = [*guide.screen.findChildren(QWidget)]
    fields = [str(each.property("text") or "") for each in shown]
    assert not any(secret in text for secret in (RECORDS, PROCESS, key) for text in fields)
    assert not any(key[-8:] in text.upper() for text in fields)
    said = capfd.readouterr()
    assert not any(secret in said.out + said.err for secret in secrets)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert not any(secret.encode() in data for secret in secrets[:5]), file.name


def test_the_window_shows_the_practice_then(empty: Hands, practices: Path) -> None:
    empty.answers.path = str(practices)
    empty.shell.show_first_run()
    guide = Guide(empty, empty.find(FirstRunScreen))
    guide.screen.setFocus()
    guide.place().choose.click()
    guide.hands.type(NAME)
    guide.next()
    guide.who()
    guide.answer(Answer.YES, Answer.YES, Answer.YES, Answer.NO)
    guide.type_twice(RECORDS)
    guide.next()
    guide.screen.later.click()
    guide.hands.until(lambda: isinstance(guide.screen.page(), KeyPage))
    guide.confirm()
    empty.until(empty.practice_shows)
    empty.settle()
    assert empty.tools.settings.current.last_vault == str(practices / f"{NAME}.strongroom")
    empty.shell.close()
    empty.until(lambda: bool(empty.ended))


def test_what_is_there_already_is_refused_beside_the_field(guide: Guide, practices: Path) -> None:
    taken = practices / f"{NAME}.strongroom"
    taken.write_text("mine", "utf-8")
    page = guide.place()
    guide.hands.type(NAME)
    guide.hands.press(Qt.Key.Key_Return)
    guide.hands.until(lambda: "already" in texts(page))
    assert guide.screen.page() is page
    assert page.name.hasFocus()
    assert taken.read_text("utf-8") == "mine"
    guide.hands.type(" 2")
    guide.next()
    assert isinstance(guide.screen.page(), LicenseePage)


def test_a_practice_without_a_name_is_asked_for_it(guide: Guide) -> None:
    page = guide.place()
    guide.hands.press(Qt.Key.Key_Return)
    assert "name of the practice" in texts(page)
    assert guide.screen.page() is page


def test_who_signs_needs_a_name(guide: Guide) -> None:
    guide.name_it()
    page = guide.screen.page()
    assert isinstance(page, LicenseePage)
    guide.hands.press(Qt.Key.Key_Return)
    assert guide.screen.page() is page
    assert "Your name stands under every note you sign." in texts(page)
    assert page.form.field("name").hasFocus()
    guide.hands.type(PERSON)
    guide.next()


def test_a_state_of_no_list_is_told_of_and_may_stay(guide: Guide) -> None:
    told = "This is not a state of the list, so the stricter rules hold."
    guide.name_it()
    page = guide.screen.page()
    assert isinstance(page, LicenseePage)
    state = page.form.field("state")
    guide.hands.type(PERSON)
    state.setFocus()
    guide.hands.type("Atlantis")
    guide.hands.press(Qt.Key.Key_Return)
    assert guide.screen.page() is page
    assert told in texts(page)
    assert state.hasFocus()
    # Another one is told of again.
    guide.hands.type(" 2")
    guide.hands.press(Qt.Key.Key_Return)
    assert guide.screen.page() is page
    guide.next()
    assert guide.screen.page() is not page


def test_a_folder_of_a_sync_program_is_explained_once_and_not_forbidden(
    empty: Hands, practices: Path
) -> None:
    synced = practices / "Dropbox"
    synced.mkdir()
    guide = begun(empty, FirstRunScreen(empty.tools, synced))
    page = guide.place()
    guide.hands.type(NAME)
    guide.hands.press(Qt.Key.Key_Return)
    guide.hands.until(lambda: "sync program" in page.risk.text())
    assert guide.screen.page() is page
    guide.next()
    assert isinstance(guide.screen.page(), LicenseePage)


def test_a_substance_use_program_stops_it(guide: Guide, practices: Path) -> None:
    guide.name_it()
    guide.who()
    guide.answer(Answer.YES, Answer.NO, Answer.NO)
    page = guide.screen.page()
    assert isinstance(page, QuestionPage)
    page.choice.button_of(Answer.YES).click()
    assert "42 CFR Part 2" in page.stop.text()
    assert not guide.screen.next.isEnabled()
    guide.hands.press(Qt.Key.Key_Return)
    assert guide.screen.page() is page
    guide.screen.leave.click()
    assert guide.left == [True]
    assert list(practices.iterdir()) == []


def test_another_answer_goes_on_after_all(guide: Guide) -> None:
    guide.name_it()
    guide.who()
    guide.answer(Answer.YES, Answer.NO, Answer.NO)
    page = guide.screen.page()
    assert isinstance(page, QuestionPage)
    page.choice.button_of(Answer.YES).click()
    page.choice.button_of(Answer.UNKNOWN).click()
    assert page.stop.text() == ""
    guide.next()
    assert isinstance(guide.screen.page(), RecordsPassphrasePage)


def test_a_question_wants_an_answer_and_not_knowing_is_one(guide: Guide) -> None:
    guide.name_it()
    guide.who()
    page = guide.screen.page()
    assert isinstance(page, QuestionPage)
    guide.hands.press(Qt.Key.Key_Return)
    assert guide.screen.page() is page
    assert "is one, too" in texts(page)
    guide.answer(Answer.UNKNOWN)


def test_two_that_differ_are_told(guide: Guide) -> None:
    page = guide.to_passphrases()
    page.fields.first.setText(RECORDS)
    page.fields.again.setText(RECORDS.upper())
    guide.hands.press(Qt.Key.Key_Return)
    assert "not the same" in page.fields.error()
    assert page.fields.again.hasFocus()


def test_a_weak_one_is_warned_of_and_not_forbidden(guide: Guide) -> None:
    page = guide.to_passphrases()
    # The words of the practice are the first that are tried: they count for nothing.
    guide.type_twice(NAME.lower())
    guide.hands.until(lambda: "Five or six" in page.fields.meter.words())
    page.fields.first.setText(RECORDS)
    guide.hands.until(lambda: "Five or six" not in page.fields.meter.words())
    page.fields.first.setText("weak")
    page.fields.again.setText("weak")
    guide.next()
    assert isinstance(guide.screen.page(), ProcessPassphrasePage)


def test_a_passphrase_longer_than_is_judged_is_taken_whole(
    guide: Guide, practices: Path, around: Surroundings
) -> None:
    whole = "a quiet sentence about nothing " * 5
    page = guide.to_passphrases()
    page.fields.first.setText(whole)
    page.fields.again.setText(whole)
    guide.hands.until(lambda: bool(page.fields.meter.words()))
    guide.next()
    guide.screen.later.click()
    guide.hands.until(lambda: isinstance(guide.screen.page(), KeyPage))
    closed: list[object] = []
    guide.hands.tools.worker.close(owner=guide.screen, done=closed.append)
    guide.hands.until(lambda: bool(closed))
    path = practices / f"{NAME}.strongroom"
    unlock(path, Passphrase(whole), around).close()
    with pytest.raises(WrongSecret):
        unlock(path, Passphrase(whole[:LONGEST_JUDGED]), around)


def test_the_same_one_for_process_notes_is_refused(guide: Guide, practices: Path) -> None:
    guide.to_passphrases()
    guide.type_twice(RECORDS)
    guide.next()
    page = guide.screen.page()
    assert isinstance(page, ProcessPassphrasePage)
    guide.type_twice(RECORDS)
    guide.hands.press(Qt.Key.Key_Return)
    guide.hands.until(lambda: "must not have the same" in page.fields.error())
    assert guide.screen.page() is page
    assert list(practices.iterdir()) == []


def test_process_notes_may_wait(guide: Guide, practices: Path, around: Surroundings) -> None:
    guide.to_key(process=None)
    guide.confirm()
    guide.hands.until(lambda: bool(guide.made))
    found: list[bool] = []
    guide.hands.tools.worker.run(
        lambda v: v.process_door.exists, owner=guide.screen, done=found.append
    )
    guide.hands.until(lambda: bool(found))
    assert found == [False]


def test_the_set_up_does_not_end_before_each_key_was_typed_back(guide: Guide) -> None:
    guide.to_key()
    assert not guide.screen.later.isVisible()
    guide.confirm()
    guide.hands.until(lambda: guide.key_page().compartment == "process")
    page = guide.key_page()
    guide.hands.press(Qt.Key.Key_Escape)
    guide.screen.put_off()
    guide.hands.press(Qt.Key.Key_Return)
    assert guide.screen.page() is page
    assert not guide.made
    found: list[tuple[str, ...]] = []
    guide.hands.tools.worker.run(unconfirmed, owner=guide.screen, done=found.append)
    guide.hands.until(lambda: bool(found))
    assert found == [("process",)]
    assert guide.left == []


def test_the_key_is_covered_while_its_end_is_typed(guide: Guide) -> None:
    page = guide.to_key(process=None)
    key = key_on(page.panel)
    assert key.startswith("AGE-SECRET-KEY-1")
    page.panel.typed.setFocus()
    assert not any(each.isVisible() and each.text() in key for each in labels(page) if each.text())
    guide.hands.type("12345678")
    guide.hands.press(Qt.Key.Key_Return)
    assert guide.screen.page() is page
    assert not page.confirmed
    assert "group 1 is not right" in texts(page)


def test_each_group_that_is_right_is_told(guide: Guide) -> None:
    page = guide.to_key(process=None)
    groups = groups_of(key_on(page.panel))[1:]
    page.panel.typed.setFocus()
    guide.hands.type("".join(groups[:4]).lower())
    assert "4 of 15 groups are right" in texts(page)
    guide.hands.press(Qt.Key.Key_Return)
    assert "group 5 is not right, or not there yet" in texts(page)


def test_the_key_is_saved_as_a_private_file_and_never_over_another(
    guide: Guide, tmp_path: Path
) -> None:
    page = guide.to_key(process=None)
    file = tmp_path / "paper.pdf"
    guide.hands.answers.path = str(file.with_suffix(""))
    page.panel.paper.save.click()
    guide.hands.until(lambda: "delete the file" in texts(page))
    assert "“paper.pdf”" in texts(page)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    assert read_key_file(file) == key_on(page.panel)
    page.panel.paper.save.click()
    guide.hands.until(lambda: page.panel.paper.problem.isVisible())
    assert file.read_bytes() == before


def test_the_key_can_be_printed(
    guide: Guide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = guide.to_key(process=None)
    monkeypatch.setattr("ui.widgets.paper_row.find_printers", lambda: ["the one at home"])
    guide.hands.answers.path = str(tmp_path / "printed.pdf")
    page.panel.paper.print.click()
    guide.hands.until(lambda: "Sent to the printer." in texts(page))
    assert shows_code((tmp_path / "printed.pdf").read_bytes(), key_on(page.panel))
    assert list(tmp_path.rglob("*.pdf")) == [tmp_path / "printed.pdf"]


def test_a_failure_leaves_no_half_vault_and_can_be_tried_again(
    guide: Guide, practices: Path
) -> None:
    guide.to_passphrases()
    guide.type_twice(RECORDS)
    guide.next()
    practices.rename(practices.with_name("elsewhere"))
    guide.screen.later.click()
    page = guide.screen.page()
    assert isinstance(page, MakingPage)
    guide.hands.until(lambda: "no half of one" in page.problem.text())
    assert not guide.screen.next.isVisible()
    practices.with_name("elsewhere").rename(practices)
    assert list(practices.iterdir()) == []
    guide.screen.back.click()
    guide.screen.later.click()
    guide.hands.until(lambda: isinstance(guide.screen.page(), KeyPage))


def test_a_made_vault_that_could_not_be_opened_still_shows_its_key(
    empty: Hands, practices: Path, around: Surroundings
) -> None:
    path = practices / f"{NAME}.strongroom"
    others = []

    def surroundings(*, accept_older: bool = False) -> Surroundings:
        if path.is_dir():
            others.append(unlock(path, Passphrase(RECORDS), around))
        return around

    tools = replace(empty.tools, surroundings=surroundings)
    guide = begun(empty, FirstRunScreen(tools, practices))
    guide.to_passphrases()
    guide.type_twice(RECORDS)
    guide.next()
    guide.screen.later.click()
    page = guide.screen.page()
    assert isinstance(page, MakingPage)
    guide.hands.until(lambda: "made and whole" in page.problem.text())
    others[0].close()
    guide.next()
    key = guide.confirm()
    guide.hands.until(lambda: bool(guide.left))
    assert guide.made == []
    assert empty.tools.settings.current.last_vault == str(path)
    unlock(path, RecoveryKey(key), around).close()


def test_backing_out_asks_and_forgets(guide: Guide, practices: Path) -> None:
    page = guide.to_passphrases()
    guide.type_twice(RECORDS)
    guide.hands.answers.yes = False
    guide.hands.press(Qt.Key.Key_Escape)
    assert guide.left == []
    assert page.fields.text() == RECORDS
    guide.hands.answers.yes = True
    guide.hands.press(Qt.Key.Key_Escape)
    assert guide.left == [True]
    assert len(guide.hands.answers.asked) == 2
    assert page.fields.is_empty()
    assert list(practices.iterdir()) == []


def test_backing_out_before_anything_was_entered_does_not_ask(empty: Hands) -> None:
    empty.shell.show_first_run()
    empty.find(FirstRunScreen).setFocus()
    empty.press(Qt.Key.Key_Escape)
    assert empty.find(UnlockScreen).isVisible()
    assert empty.answers.asked == []


def test_back_keeps_what_was_entered(guide: Guide) -> None:
    guide.name_it()
    guide.screen.back.click()
    page = guide.screen.page()
    assert isinstance(page, PlacePage)
    assert page.name.text() == NAME
    guide.screen.back.click()
    assert not guide.screen.back.isVisible()


def test_every_page_fits_a_small_window_and_says_its_name(guide: Guide) -> None:
    guide.hands.shell.resize(1024, 680)
    seen = []

    def look() -> None:
        guide.hands.settle()
        seen.append(type(guide.screen.page()).__name__)
        check_page(guide.screen)

    look()
    guide.place()
    look()
    guide.hands.type(NAME)
    guide.next()
    look()
    guide.who()
    for answer in (Answer.YES, Answer.UNKNOWN, Answer.NO):
        look()
        guide.answer(answer)
    question = guide.screen.page()
    assert isinstance(question, QuestionPage)
    question.choice.button_of(Answer.YES).click()
    look()
    guide.answer(Answer.NO)
    look()
    guide.type_twice(RECORDS)
    guide.next()
    guide.type_twice(RECORDS)
    guide.hands.press(Qt.Key.Key_Return)
    look()
    guide.screen.later.click()
    guide.hands.until(lambda: isinstance(guide.screen.page(), KeyPage))
    look()
    assert len(seen) == 10


def check_page(screen: FirstRunScreen) -> None:
    """Check that nothing is cut off, and that whatever takes the keyboard has a name."""
    area = screen.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() == 0
    assert area.horizontalScrollBar().maximum() == 0
    for each in labels(screen):
        if each.isVisible() and each.text() and not isinstance(each, ElidedLabel):
            assert each.textFormat() == Qt.TextFormat.PlainText
            assert each.height() >= each.heightForWidth(each.width()), each.text()
            assert each.wordWrap() or each.width() >= each.sizeHint().width(), each.text()
    for widget in screen.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName(), type(widget).__name__


def labels(widget: QWidget) -> list[QLabel]:
    """Return every label on a widget."""
    return widget.findChildren(QLabel)


def texts(widget: QWidget) -> str:
    """Return what can be read on a widget."""
    return "\n".join(each.text() for each in labels(widget) if each.isVisible())
