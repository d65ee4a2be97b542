"""Goes through the window place by place, as the pictures want it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QLocale
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.screenshots import first_run
from tests.screenshots.arranged import (
    PROCESS_WORDS,
    USB_DISK,
    in_error,
    know_people,
    on_a_usb_disk,
    with_addendum,
    with_emergency_page,
    with_referrals,
    with_templates,
    with_waiting_check,
)
from tests.screenshots.client_pages import client_pages
from tests.screenshots.import_pages import import_pages
from tests.screenshots.rule_pages import rule_pages
from tests.ui.care_places import ask_to_move
from ui.backing_up import BackingUp
from ui.date_words import system_style
from ui.dialogs import RealDialogs
from ui.main_window import MainWindow
from ui.navigation import EMERGENCY_PAGE, Navigation
from ui.notice_line import NoticeLine
from ui.notices import Notices
from ui.screens.backup.place_row import PlaceRow
from ui.screens.client.care import CarePage
from ui.screens.client.episode_form import EpisodeForm
from ui.screens.client.header import COMPLETE, DETAILS, PEOPLE
from ui.screens.client.note_view import NoteView
from ui.screens.client.notices_dialog import NoticesDialog
from ui.screens.client.onset_page import OnsetPage
from ui.screens.client.participant_form import ParticipantForm
from ui.screens.client.people import People
from ui.screens.client.refile_dialog import RefileDialog
from ui.screens.client.screen import ClientScreen
from ui.screens.clients.new_client import NewClientPanel
from ui.screens.first_run.screen import FirstRunScreen
from ui.screens.process_notes.screen import ProcessNotesScreen
from ui.screens.referrals.page import ReferralsPage
from ui.screens.rehearsal.screen import RehearsalScreen
from ui.screens.restore.screen import RestoreScreen
from ui.screens.retention.end_dialog import EndDialog
from ui.screens.retention.keep_dialog import KeepDialog
from ui.screens.retention.screen import RetentionScreen
from ui.screens.retention_rules.page import RetentionRulesPage
from ui.screens.settings.screen import SettingsScreen
from ui.screens.succession.emergency_form import EmergencyForm
from ui.screens.succession.screen import SuccessionScreen
from ui.screens.succession.wizard import CardsWizard
from ui.screens.templates.page import TemplatesPage
from ui.screens.today.chain_proof import ChainProof
from ui.screens.today.screen import TodayScreen
from ui.screens.unlock.screen import UnlockScreen
from ui.search.field import SearchField
from ui.settings import SettingsFile
from ui.shell import LEAST_SIZE, Shell
from ui.theme import Theme
from ui.tools import Tools
from ui.touches import Touches
from ui.widgets.card_words import CardWords
from ui.widgets.conflict_dialog import ConflictDialog
from ui.worker import Worker
from vault.crypto.age import new_identity
from vault.crypto.kdf import FLOOR
from vault.crypto.shares import split
from vault.date_style import VARIABLE
from vault.demo.make import PASSPHRASE, PROCESS_PASSPHRASE, make_demo
from vault.demo.people import LUCIA
from vault.demo.succession import HOLDERS
from vault.lifecycle.sitting import Surroundings
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault

Found = TypeVar("Found", bound=QWidget)
Answered = TypeVar("Answered")

SIZE = (1280, 800)


@dataclass
class StandingClock:
    """Stands at the moment of the pictures."""

    moment: datetime

    def now(self) -> datetime:
        """Return that moment, by the clock of a place in Massachusetts."""
        return self.moment


class Nothing:
    """Locks nothing."""

    def locked(self) -> None:
        """Do nothing: the pictures end the process themselves."""


class Visit:
    """One run through the window on a made-up practice."""

    def __init__(self, home: Path, theme: str, now: datetime, letters: float = 1.0) -> None:
        QLocale.setDefault(QLocale("en_US"))
        os.environ[VARIABLE] = system_style().text()
        self._app = QApplication([])
        self._around = Surroundings(StandingClock(now), home / "state", cost=FLOOR)
        self._demo = make_demo(home / "demo", self._around)
        self._home = home
        worker = Worker()
        settings = SettingsFile(home / "config")
        self.tools = Tools(
            worker=worker,
            backing_up=BackingUp(worker, settings),
            theme=Theme(self._app, theme, scale=letters),
            navigation=Navigation(),
            notices=Notices(),
            dialogs=RealDialogs(),
            settings=settings,
            touches=Touches(),
            clock=self._around.clock,
            lock=lambda: None,
            work_closed=lambda _work: None,
            surroundings=self._surroundings,
        )
        self.shell = Shell(self.tools, Nothing(), lambda code: None)
        self.shell.resize(*(SIZE if letters == 1.0 else LEAST_SIZE))
        self.shell.show()
        self.shell.activateWindow()

    def picture(self) -> QImage:
        """Return the window as it is now, with the dialog that stands before it."""
        self.settle()
        image = self.shell.grab().toImage()
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            room = self.shell.rect().center() - dialog.rect().center()
            painter = QPainter(image)
            painter.drawPixmap(room, dialog.grab())
            painter.setPen(self.tools.theme.color("line"))
            painter.drawRect(dialog.rect().translated(room))
            painter.end()
        return image

    def settle(self) -> None:
        """Wait until nothing is asked for any more and everything is painted."""
        for _round in range(4):
            QTest.qWait(40)
            while self.tools.worker.busy:
                QTest.qWait(10)

    def places(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield the name of each picture and the way to its place."""
        go = self.tools.navigation.go
        yield "unlock", self._lock_screen
        yield "unlock-cards", self._card_boxes
        yield "restore", self._restore
        yield "emergency", self._emergency
        yield "unlock-wrong", self._wrong
        yield "today", self._unlock
        yield "appointment", lambda: self.found(TodayScreen).begin_appointment()
        yield "clients", lambda: go("clients")
        yield "new-client", lambda: go("clients", note="new")
        yield "client", self._draft
        yield "client-signed", self._signed
        yield "client-in-error", self._in_error
        yield "client-refile", lambda: self.found(NoteView).begin_refiling()
        yield "client-details", self._details
        yield "client-care", lambda: self.go_to("dana", "care")
        yield "client-care-form", lambda: self.found(CarePage).close_file()
        yield "client-onset", self._onset
        yield "client-notices", lambda: self.found(OnsetPage).print_notices()
        yield "client-complete", self._complete
        yield from client_pages(self, self._around.clock.now().date())
        yield "client-care-waiting", self._waiting
        yield "conflict-check", self._conflict
        yield "own-list", self._own_list
        yield "templates", self._templates
        yield "template", lambda: self.found(TemplatesPage).copy("session")
        yield "referrals", lambda: self.ask(with_referrals) or go("referrals")
        yield "referral-form", lambda: self.found(ReferralsPage).add()
        yield from import_pages(self, self._home)
        yield "client-people", self._people
        yield "client-people-form", lambda: self.found(People).add()
        yield "client-representatives", self._representatives
        yield "process-notes-locked", self._process_door
        yield "process-notes-cards", lambda: self.found(ProcessNotesScreen).show_cards()
        yield "process-notes", self._process_notes
        yield "process-notes-move", lambda: ask_to_move(self.found(ProcessNotesScreen))
        yield "search", self._search
        yield "search-filters", lambda: self.found(SearchField).begin_with_filters()
        yield "actions", self._actions
        yield "backup", self._backup
        yield "retention", lambda: go("retention")
        yield "retention-why", self._why
        yield "retention-keep", lambda: self.found(RetentionScreen).extend()
        yield "retention-end", self._end
        yield "retention-rules", self._retention_rules
        yield from rule_pages(self, self._home)
        yield "retention-rule-form", lambda: self.found(RetentionRulesPage).add()
        yield "succession", lambda: go("succession")
        yield "succession-emergency-page", self._emergency_page
        yield "succession-emergency-form", self._emergency_form
        yield "succession-holders", self._holders
        yield "succession-paper", self._paper
        yield "succession-proof", self._proof
        yield "rehearsal", lambda: go("rehearsal")
        yield "rehearsal-key", self._rehearsal_key
        yield "settings", self._settings
        yield "export", self._export
        yield "first-run", self.shell.show_first_run
        yield "first-run-place", partial(self._first_run, first_run.place, self._home)
        yield "first-run-question", partial(self._first_run, first_run.question)
        yield "first-run-passphrase", partial(self._first_run, first_run.passphrase)

    def _lock_screen(self) -> None:
        self.shell.show_lock_screen(self._demo.vault)

    def _emergency(self) -> None:
        self.shell.show_emergency(self._demo.vault)

    def _restore(self) -> None:
        self.shell.show_restore()
        screen = self.found(RestoreScreen)
        screen.show_place(self._home / "demo" / "backups")
        self.settle()
        screen.place_name.set_text(USB_DISK)
        screen.where.set_text("A new folder in /home/rivera/Documents")

    def _card_boxes(self) -> None:
        screen = self.found(UnlockScreen)
        screen.show_cards()
        first, second = split(new_identity(), 3, 3)[:2]
        boxes = self.found(CardWords)
        boxes.boxes[0].many.emit(first)
        for place, word in enumerate([*second.split()[:13], "hollo"]):
            boxes.boxes[place].put(word)
        boxes.boxes[13].setFocus()
        boxes.boxes[13].changed.emit()

    def _wrong(self) -> None:
        self._lock_screen()
        self.found(UnlockScreen).unlock_with("not this one")
        self.settle()

    def _unlock(self) -> None:
        self.found(UnlockScreen).unlock_with(PASSPHRASE)
        while not any(each.isVisible() for each in self.shell.findChildren(MainWindow)):
            QTest.qWait(20)
        while self.shell.findChild(TodayScreen) is None:
            QTest.qWait(20)
        proof = self.found(TodayScreen).findChild(ChainProof)
        while proof is not None and proof.proved_on is None:
            QTest.qWait(50)

    def _draft(self) -> None:
        drafts = self.ask(lambda v: v.notes.unsigned(9)[1])
        self.tools.navigation.go("client", client=drafts[-1].client, note=drafts[-1].id)

    def _signed(self) -> None:
        row = self.ask(with_addendum)
        self.tools.navigation.go("client", client=row.client, note=row.id)

    def _in_error(self) -> None:
        row = self.ask(in_error)
        self.tools.navigation.go("client", client=row.client, note=row.id)

    def _process_door(self) -> None:
        self.tools.navigation.go("process-notes", client=self.ask(with_addendum).client)

    def _details(self) -> None:
        self.found(RefileDialog).reject()
        self.found(ClientScreen).show_tab(DETAILS)

    def _representatives(self) -> None:
        self.found(ParticipantForm).back_out()
        self.go_to(LUCIA.name, "people")

    def go_to(self, name: str, note: str) -> None:
        """Go to a page of the client of this name."""
        client = self.ask(lambda v: v.clients.page(name, 0, 1)[0].id)
        self.tools.navigation.go("client", client=client, note=note)

    def _onset(self) -> None:
        self.found(EpisodeForm).back_out()
        lacking = self.ask(lambda v: next(iter(v.onset.lacking())))
        self.tools.navigation.go("client", client=lacking, note="onset")

    def _complete(self) -> None:
        self.found(NoticesDialog).reject()
        self.found(ClientScreen).show_tab(COMPLETE)

    def _waiting(self) -> None:
        client = self.ask(partial(with_waiting_check, self._around.clock.now()))
        self.tools.navigation.go("client", client=client, note="care")

    def _conflict(self) -> None:
        self.tools.navigation.go("clients", note="new")
        self.settle()
        form = self.found(NewClientPanel).form
        form.name.setText("Luz Fernandez Ortis")
        form.birth.set_unknown(True)
        self.found(NewClientPanel).add()
        self.settle()

    def _own_list(self) -> None:
        self.found(ConflictDialog).reject()
        self.found(NewClientPanel).form.set_client(None)
        self.ask(know_people)
        self.tools.navigation.go("own-list")

    def _templates(self) -> None:
        self.ask(with_templates)
        self.tools.navigation.go("templates")

    def _people(self) -> None:
        family = self.ask(lambda v: v.clients.page("family", 0, 1)[0].id)
        self.tools.navigation.go("client", client=family)
        self.settle()
        self.found(ClientScreen).show_tab(PEOPLE)
        self.settle()

    def _process_notes(self) -> None:
        screen = self.found(ProcessNotesScreen)
        screen.door.secret_given.emit(Passphrase(PROCESS_PASSPHRASE))
        self.settle()
        QTest.keyClicks(screen.work.room.writing.editor, PROCESS_WORDS)
        QTest.qWait(1500)

    def _search(self) -> None:
        self.tools.navigation.go("clients")
        self.settle()
        field = self.found(SearchField)
        field.begin()
        QTest.keyClicks(field, "sleep")
        QTest.qWait(200)

    def _actions(self) -> None:
        self.found(SearchField).put_down()
        self.found(SearchField).begin_with_commands()

    def _backup(self) -> None:
        self.found(SearchField).finish(back=False)
        self.ask(on_a_usb_disk)
        self.tools.navigation.go("backup")
        self.settle()
        for row in self.shell.findChildren(PlaceRow):
            row.show_connected(True)

    def _rehearsal_key(self) -> None:
        screen = self.found(RehearsalScreen)
        paper = self.ask(lambda v: v.rehearsals.papers()[0])
        screen.choose(paper)

    def _holders(self) -> None:
        screen = self.found(SuccessionScreen)
        self.found(EmergencyForm).back_out()
        screen.make_cards()
        wizard = self.found(CardsWizard)
        wizard.what.process.click()
        wizard.go_on()
        wizard.go_on()
        wizard.holders.rows.set_value([replace(each, place="the bank") for each in HOLDERS])
        wizard.holders.rows.changed.emit()

    def _paper(self) -> None:
        wizard = self.found(CardsWizard)
        wizard.what.choose("records")
        wizard.holders.rows.set_value(HOLDERS)
        wizard.holders.rows.changed.emit()
        wizard.holders.ask_for("records", 2, 3)
        wizard.go_on()
        self.settle()
        if wizard.cards is not None:
            wizard.cards.show_card(2)

    def _proof(self) -> None:
        wizard = self.found(CardsWizard)
        wizard.go_on()
        if wizard.cards is not None and wizard.proof is not None:
            boxes = wizard.proof.words.boxes
            boxes[0].many.emit(wizard.cards.cards[2].words)
            for place, word in enumerate(wizard.cards.cards[0].words.split()[:8]):
                boxes[place].put(word)
            boxes[8].setFocus()

    def _emergency_page(self) -> None:
        self.ask(with_emergency_page)
        self.tools.navigation.go("succession", note=EMERGENCY_PAGE)

    def _emergency_form(self) -> None:
        self.found(SuccessionScreen).fill_page()

    def _why(self) -> None:
        """See why the record of a child is kept until its day."""
        screen = self.found(RetentionScreen)
        screen.list.select_row(3)
        screen.list.moved.emit(3)

    def _end(self) -> None:
        """Ask for the end of the record that is longest over."""
        screen = self.found(RetentionScreen)
        self.found(KeepDialog).reject()
        screen.list.select_row(0)
        screen.list.moved.emit(0)
        self.settle()
        screen.ask_for_end()

    def _retention_rules(self) -> None:
        self.found(EndDialog).reject()
        self.tools.navigation.go("retention-rules")

    def _settings(self) -> None:
        self.found(NoticeLine).clear()
        self.tools.navigation.go("settings")

    def _export(self) -> None:
        self.found(SettingsScreen).export_everything()

    def _first_run(self, fill: Callable[..., None], *more: object) -> None:
        fill(self.found(FirstRunScreen), self.settle, *more)

    def found(self, kind: type[Found]) -> Found:
        """Return the widget of a kind. Raises LookupError."""
        widget = self.shell.findChild(kind)
        if widget is None:
            raise LookupError(kind.__name__)
        return widget

    def ask(self, job: Callable[[OpenVault], Answered]) -> Answered:
        """Return what a job with the open vault returns."""
        answers: list[Answered] = []
        self.tools.worker.run(job, owner=self.tools.worker, done=answers.append)
        while not answers:
            QTest.qWait(10)
        return answers[0]

    def _surroundings(self, *, accept_older: bool = False) -> Surroundings:
        around = self._around
        return Surroundings(around.clock, around.state, accept_older, around.cost)
