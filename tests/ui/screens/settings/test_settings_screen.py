"""The place Settings, in the whole window: what is saved, refused, proved and forgotten."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from tests.practice import LICENSEE, PASSPHRASE, PROCESS_PASSPHRASE, Keys
from tests.storage.test_database import place_of, raw_connection
from tests.ui.window import Hands
from ui.recovery_reminder import remind, unconfirmed
from ui.screens.settings.rooms import ChangeRoom, NewKeyRoom, ProveRoom
from ui.screens.settings.screen import SettingsScreen
from ui.screens.unlock.screen import UnlockScreen
from ui.widgets.labels import ElidedLabel
from vault.errors import WrongSecret
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.circumstances import Answer, License, Question, question_words
from vault.model.practice import Licensee
from vault.model.secret import Passphrase, RecoveryKey, Secret
from vault.model.settings import VaultSettings

NEW = "a quite different passphrase, typed twice"


@pytest.fixture
def practice(path: Path, around: Surroundings) -> None:
    """The licensee of this test's vault."""
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    vault.practice.set(LICENSEE)
    vault.close()


@pytest.fixture
def screen(practice: None, hands: Hands) -> SettingsScreen:
    """The settings, shown."""
    hands.unlock()
    return shown(hands)


def shown(hands: Hands) -> SettingsScreen:
    """Go to the settings."""
    hands.tools.navigation.go("settings")
    hands.settle()
    return hands.find(SettingsScreen)


def type_into(hands: Hands, field: QWidget, text: str) -> None:
    """Replace what stands in a field."""
    field.setFocus()
    if isinstance(field, QLineEdit | QPlainTextEdit):
        field.selectAll()
    hands.type(text)


def labels(widget: QWidget) -> list[QLabel]:
    """Return the labels of a widget that can be seen."""
    return [each for each in widget.findChildren(QLabel) if each.isVisible()]


def texts(widget: QWidget) -> str:
    """Return what can be read on a widget."""
    return "\n".join(each.text() for each in labels(widget))


def opens(path: Path, secret: Secret, around: Surroundings) -> bool:
    """Tell whether a secret opens the records."""
    try:
        unlock(path, secret, around).close()
    except WrongSecret:
        return False
    return True


def asked(hands: Hands, job: object) -> object:
    """Return what the open vault answers."""
    answers: list[object] = []
    hands.tools.worker.run(job, owner=hands.shell, done=answers.append)  # type: ignore[arg-type]
    hands.until(lambda: bool(answers))
    return answers[0]


def test_the_practice_is_shown_and_saved(hands: Hands, screen: SettingsScreen) -> None:
    form = screen.practice.form
    assert form.value() == LICENSEE
    type_into(hands, form.field("name"), "Jordan R. Rivera")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert screen.practice.said.text() == "Saved."
    kept = asked(hands, lambda v: v.practice.get())
    assert isinstance(kept, Licensee)
    assert kept.name == "Jordan R. Rivera"
    assert kept.address == LICENSEE.address


def test_a_field_that_cannot_be_kept_says_so_beside_it(
    hands: Hands, screen: SettingsScreen
) -> None:
    field = screen.practice.form.field("name")
    assert isinstance(field, QLineEdit)
    field.setText("x" * 1001)
    screen.practice.save.click()
    hands.settle()
    assert "longer than 1,000" in texts(screen.practice)
    kept = asked(hands, lambda v: v.practice.get())
    assert kept == LICENSEE


def test_forms_survive_a_lock_and_secrets_do_not(hands: Hands, screen: SettingsScreen) -> None:
    type_into(hands, screen.practice.form.field("phone"), "617-555-0199")
    screen.circumstances.choices[Question.MEDICARE].button_of(Answer.NO).click()
    type_into(hands, screen.circumstances.rows.first_field(), "MO")
    screen.change_passphrase("records")
    hands.settle()
    room = hands.find(ChangeRoom)
    room.new.first.setText(NEW)
    hands.lock()
    assert hands.find(UnlockScreen).isVisible()
    hands.unlock()
    again = shown(hands)
    assert again.practice.form.value().phone == "617-555-0199"
    assert again.practice.said.text() == "Not saved yet."
    assert again.circumstances.value().answer(Question.MEDICARE) is Answer.NO
    assert again.circumstances.rows.value() == (License("MO"),)
    kept = asked(hands, lambda v: v.practice.get())
    assert kept == LICENSEE
    assert NEW not in str(asked(hands, lambda v: v.desk.all()))


def test_a_saved_form_is_not_brought_back(hands: Hands, screen: SettingsScreen) -> None:
    type_into(hands, screen.practice.form.field("phone"), "617-555-0199")
    screen.practice.save.click()
    hands.settle()
    hands.lock()
    hands.unlock()
    again = shown(hands)
    assert again.practice.form.value().phone == "617-555-0199"
    assert again.practice.said.text() == ""


def test_answers_are_explained_saved_and_can_be_changed(
    hands: Hands, screen: SettingsScreen
) -> None:
    card = screen.circumstances
    for question in Question:
        words = question_words(question)
        assert words.explain in texts(card)
        assert words.source in texts(card)
        assert card.choices[question].value() is Answer.UNKNOWN
    card.choices[Question.COVERED_ENTITY].button_of(Answer.NO).click()
    for field, text in zip(card.rows.rows()[0], ("MA", "LMHC", "1"), strict=True):
        type_into(hands, field, text)
    card.rows.more.click()
    hands.settle()
    for field, text in zip(card.rows.rows()[1], ("MO", "LCSW", "2"), strict=True):
        type_into(hands, field, text)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert card.said.text() == "Saved."
    assert asked(hands, lambda v: v.circumstances.get().licenses) == (
        License("MA", "LMHC", "1"),
        License("MO", "LCSW", "2"),
    )
    assert asked(hands, lambda v: v.circumstances.get().holds(Question.COVERED_ENTITY)) is False
    assert "which answer switched it on" in texts(card)
    assert "It is not legal advice." in texts(card)


def test_a_substance_use_program_is_told_what_this_version_is_not_for(
    screen: SettingsScreen,
) -> None:
    choice = screen.circumstances.choices[Question.SUBSTANCE_USE]
    choice.button_of(Answer.YES).click()
    assert "must not be kept in it" in screen.circumstances.stop.text()
    choice.button_of(Answer.NO).click()
    assert screen.circumstances.stop.text() == ""


def test_idle_minutes_are_saved_in_the_vault(hands: Hands, screen: SettingsScreen) -> None:
    records, process = screen.locking.boxes.values()
    assert (records.value(), process.value()) == (10, 5)
    records.setValue(90)
    process.setValue(0)
    assert (records.value(), process.value()) == (60, 1)
    hands.until(lambda: asked(hands, lambda v: v.settings.get()) == VaultSettings(60, 1))


def test_what_is_late_is_chosen_and_two_cards_keep_each_others_numbers(
    hands: Hands, screen: SettingsScreen
) -> None:
    (late,) = screen.late_entries.boxes.values()
    assert late.value() == 7
    late.setValue(2)
    screen.locking.boxes["records_idle_minutes"].setValue(7)
    hands.until(lambda: asked(hands, lambda v: v.settings.get()) == VaultSettings(7, 5, 1, 2))


def test_idle_minutes_are_saved_by_leaving_too(hands: Hands, screen: SettingsScreen) -> None:
    screen.locking.boxes["records_idle_minutes"].setValue(7)
    hands.tools.navigation.go("today")
    assert asked(hands, lambda v: v.settings.get().records_idle_minutes) == 7


def test_the_look_changes_at_once_and_stays_on_this_computer(
    hands: Hands, screen: SettingsScreen
) -> None:
    screen.appearance.choose("dark")
    assert hands.tools.theme.name == "dark"
    assert hands.tools.settings.current.theme == "dark"
    screen.appearance.choose("light")
    assert hands.tools.theme.name == "light"


def test_the_passphrase_is_changed_after_the_old_one(
    hands: Hands, screen: SettingsScreen, path: Path, around: Surroundings
) -> None:
    screen.change_passphrase("records")
    room = hands.find(ChangeRoom)
    assert "Old backups still open with the old passphrase." in texts(room)
    assert room.old is not None
    type_into(hands, room.old, "not it")
    type_into(hands, room.new.first, NEW)
    type_into(hands, room.new.again, NEW)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: "not the present passphrase" in texts(room))
    type_into(hands, room.old, PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: screen.asking is None)
    hands.stop()
    assert opens(path, Passphrase(NEW), around)
    assert not opens(path, Passphrase(PASSPHRASE), around)


def test_the_passphrase_of_process_notes_is_refused_for_the_records(
    hands: Hands, screen: SettingsScreen
) -> None:
    screen.change_passphrase("records")
    room = hands.find(ChangeRoom)
    assert room.old is not None
    type_into(hands, room.old, PASSPHRASE)
    type_into(hands, room.new.first, PROCESS_PASSPHRASE)
    type_into(hands, room.new.again, PROCESS_PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: "must not have the same" in texts(room))


@pytest.mark.parametrize("by_paper", [False, True])
def test_the_passphrase_of_process_notes_is_changed_while_they_are_locked(
    hands: Hands, screen: SettingsScreen, keys: Keys, by_paper: bool
) -> None:
    screen.change_passphrase("process")
    room = hands.find(ChangeRoom)
    assert room.old is not None
    type_into(hands, room.old, keys["process"] if by_paper else PROCESS_PASSPHRASE)
    type_into(hands, room.new.first, NEW)
    type_into(hands, room.new.again, NEW)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: screen.asking is None)
    assert asked(hands, lambda v: v.process) is None
    assert asked(hands, lambda v: v.open_process(Passphrase(NEW)).ways_in.used)
    asked(hands, lambda v: v.close_process())


def test_a_paper_key_is_added_shown_once_and_checked(
    hands: Hands, screen: SettingsScreen, path: Path, around: Surroundings
) -> None:
    screen.add_recovery_key("records")
    room = hands.find(NewKeyRoom)
    assert room.old is not None
    type_into(hands, room.old, "not it")
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: "not the present passphrase" in texts(room))
    type_into(hands, room.old, PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: room.panel is not None)
    panel = room.panel
    assert panel is not None
    groups = [each.text() for each in panel.findChildren(QLabel)]
    begin = groups.index("AGE-SECRET-KEY-1")
    key = "".join(groups[begin : begin + 16])
    assert asked(hands, unconfirmed) == ("records",)
    panel.typed.setFocus()
    hands.type("wrong")
    hands.press(Qt.Key.Key_Return)
    assert screen.asking is room
    type_into(hands, panel.typed, key)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: screen.asking is None)
    assert asked(hands, unconfirmed) == ()
    assert screen.ways_in.ways is not None
    types = [each.type for each in screen.ways_in.ways.records]
    assert types == ["passphrase", "recovery", "recovery"]
    hands.stop()
    assert opens(path, RecoveryKey(key), around)


def test_a_key_that_is_shown_goes_with_a_lock_and_is_asked_for_again(
    hands: Hands, screen: SettingsScreen
) -> None:
    screen.add_recovery_key("records")
    room = hands.find(NewKeyRoom)
    assert room.old is not None
    type_into(hands, room.old, PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: room.panel is not None)
    hands.lock()
    hands.unlock()
    assert asked(hands, unconfirmed) == ("records",)
    screen = shown(hands)
    assert screen.asking is None
    assert texts(screen.ways_in).count("recovery key not checked") == 1


@pytest.mark.parametrize("compartment", ["records", "process"])
def test_the_reminder_goes_when_the_paper_is_typed(
    hands: Hands, screen: SettingsScreen, keys: Keys, compartment: str
) -> None:
    asked(hands, lambda v: remind(v, ("records", "process")))
    screen.reload()
    hands.settle()
    assert texts(screen.ways_in).count("recovery key not checked") == 2
    other = "process" if compartment == "records" else "records"
    screen.check_recovery_key(compartment)
    room = hands.find(ProveRoom)
    type_into(hands, room.typed, keys[other])
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: "opens another vault" in texts(room))
    type_into(hands, room.typed, keys[compartment].lower())
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: screen.asking is None)
    hands.settle()
    assert asked(hands, unconfirmed) == (other,)
    assert texts(screen.ways_in).count("recovery key not checked") == 1


def test_after_a_recovery_a_new_passphrase_is_offered_without_the_old(
    practice: None, hands: Hands, keys: Keys, path: Path, around: Surroundings
) -> None:
    lock_screen = hands.find(UnlockScreen)
    next(
        each
        for each in lock_screen.findChildren(QWidget)
        if each.accessibleName() == "Use recovery key"
    ).click()  # type: ignore[attr-defined]
    hands.unlock(keys["records"])
    screen = shown(hands)
    assert "opened with the recovery key" in screen.ways_in.recovered.text()
    screen.change_passphrase("records")
    room = hands.find(ChangeRoom)
    assert room.old is None
    type_into(hands, room.new.first, NEW)
    type_into(hands, room.new.again, NEW)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: screen.asking is None)
    hands.stop()
    assert opens(path, Passphrase(NEW), around)
    assert not opens(path, Passphrase(PASSPHRASE), around)


def test_leaving_and_escape_forget_what_was_typed(hands: Hands, screen: SettingsScreen) -> None:
    ways: tuple[Callable[[], None], ...] = (
        lambda: hands.press(Qt.Key.Key_Escape),
        lambda: hands.tools.navigation.go("today"),
    )
    for leave in ways:
        hands.tools.navigation.go("settings")
        screen.change_passphrase("records")
        room = hands.find(ChangeRoom)
        assert room.old is not None
        type_into(hands, room.old, PASSPHRASE)
        old = room.old
        typed = [PASSPHRASE]
        old.textChanged.connect(typed.append)
        leave()
        assert screen.asking is None
        assert typed[-1] == ""


def test_the_chain_is_proved_and_its_mark_shown(hands: Hands, screen: SettingsScreen) -> None:
    mark = asked(hands, lambda v: v.audit.mark)
    assert mark.words in screen.record.mark.text()  # type: ignore[attr-defined]
    screen.record.prove.click()
    assert screen.record.cancel.isVisible()
    hands.until(lambda: screen.record.prove.isVisible())
    assert screen.record.said.text().startswith(f"Proved: {mark.seq} entries")  # type: ignore[attr-defined]


def test_a_proof_is_cancelled(hands: Hands, screen: SettingsScreen) -> None:
    screen.record.prove.click()
    screen.record.cancel.click()
    hands.settle()
    assert screen.record.said.text() == "Canceled. Nothing was changed."
    assert not screen.record.bar.isVisible()


def test_a_changed_entry_is_named(
    practice: None, path: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    triggers = raw.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall()
    for (name,) in triggers:
        if "audit" in name:
            raw.execute(f"DROP TRIGGER {name}")
    raw.execute("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE seq = 2")
    raw.close()
    monkeypatch.setattr("ui.screens.settings.record_card.SLICE", 1)
    hands.unlock()
    screen = shown(hands)
    screen.record.prove.click()
    hands.until(lambda: screen.record.prove.isVisible())
    assert "Entry 2 does not follow" in screen.record.said.text()


def test_nothing_is_cut_off_and_everything_has_a_name(hands: Hands, screen: SettingsScreen) -> None:
    hands.shell.resize(1024, 680)
    asked(hands, lambda v: remind(v, ("records",)))
    screen.reload()
    hands.settle()
    check(screen)
    screen.change_passphrase("process")
    hands.settle()
    check(screen)
    screen.add_recovery_key("records")
    hands.settle()
    check(screen)
    screen.check_recovery_key("records")
    hands.settle()
    check(screen)


def check(screen: SettingsScreen) -> None:
    """Check what can be seen of the settings."""
    for area in screen.findChildren(QScrollArea):
        page = area.widget()
        assert page is not None
        assert page.minimumSizeHint().width() <= area.viewport().width()
    for each in labels(screen):
        if each.text() and not isinstance(each, ElidedLabel):
            assert each.textFormat() == Qt.TextFormat.PlainText
            assert each.height() >= each.heightForWidth(each.width()), each.text()
            assert each.wordWrap() or each.width() >= each.sizeHint().width(), each.text()
    for widget in screen.findChildren(QWidget):
        part_of_another = widget.objectName() == "qt_spinbox_lineedit"
        takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if widget.isVisible() and takes_keys and not part_of_another:
            assert widget.accessibleName(), type(widget).__name__


def test_about_says_what_is_not_protected(screen: SettingsScreen) -> None:
    said = texts(screen.about)
    for words in ("Apache-2.0", "It is not legal advice.", "screen capture", "macOS 15"):
        assert words in said
