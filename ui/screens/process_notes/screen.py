"""The place of process notes: a closed door, its making, and the room behind it.

What is open closes whenever this place is left, after its own idle time, and with the window: the
draft is saved in the process database first, then database and key are closed, then every widget
that held a word is emptied. Nothing of it lies on the desk, which is in the records.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from ui.cards_page import CardsPage, for_process_notes
from ui.commands import Command
from ui.errors import words_of
from ui.idle_lock import IdleWatch
from ui.navigation import NEW, Destination
from ui.notices import Notice
from ui.screen import Screen
from ui.screens.process_notes import room_jobs as jobs
from ui.screens.process_notes.door import DoorPage
from ui.screens.process_notes.making import MakingPage
from ui.screens.process_notes.paper_key import PaperKeyPage
from ui.screens.process_notes.room_actions import RoomActions
from ui.screens.process_notes.room_work import RoomWork
from ui.tools import Tools
from vault.errors import WrongSecret
from vault.model.audit import Action, Fact
from vault.model.ids import ClientId
from vault.model.secret import PaperKey, RecoveryKey, Secret
from vault.open_vault import OpenVault
from vault.translation import _


class ProcessNotesScreen(Screen):
    """One client's process notes, behind their own door."""

    place = "clients"

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self.setProperty("room", "process")
        self._client: ClientId | None = None
        self._locks = 0
        self._unsaved: jobs.Draft | None = None
        self._name = ""
        self.watch: IdleWatch | None = None
        self.door = DoorPage(tools.theme)
        self.making = MakingPage(tools)
        self.paper = PaperKeyPage(tools)
        self.work = RoomWork(tools)
        self.open_actions = RoomActions(tools.theme)
        self._cards: CardsPage | None = None
        self._pages = QStackedWidget()
        for page in (self.door, self.making, self.paper, self.work.room):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.door.secret_given.connect(self._unlock)
        self.door.cards_asked.connect(self.show_cards)
        self.door.back_asked.connect(self._to_the_record)
        self.making.passphrase_given.connect(self._make)
        self.making.back_asked.connect(self._to_the_record)
        self.paper.checked.connect(self._enter)
        self.open_actions.lock_asked.connect(self.lock)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._back_out)

    @property
    def is_open(self) -> bool:
        """Whether the room is open and can be seen."""
        return self.watch is not None

    def arrive(self, destination: Destination) -> None:
        """Show the door of a client's process notes, or the room when it is theirs and open."""
        client = ClientId(destination.client or "")
        if self.is_open and client == self._client:
            return
        if self.is_open:
            self.lock()
        self._client = client
        self._pages.setCurrentWidget(self.door)
        self.tools.worker.run(
            partial(jobs.look_at_the_door, client=client), owner=self, done=self._seen
        )

    def heard(self, fact: Fact) -> None:
        """Forget whose door this was, when that record was destroyed."""
        if fact.action is Action.RECORD_DESTROYED and fact.client == self._client:
            self._client, self._name = None, ""
            self.door.show_for("")

    def leave(self) -> None:
        """Close the room: it is open only while it is looked at."""
        self.lock()
        self.door.forget()
        self.making.forget()
        self.paper.forget()
        self._forget_cards()

    def put_down(self) -> None:
        """Save the draft in the process database and close it, before the window locks."""
        if self._unsaved is None:
            self._close_room(self._keep_behind_the_door)
        else:
            job = partial(jobs.save_and_close, draft=self._unsaved)
            self.tools.worker.keep(job, owner=self, done=self._saved_after_all)

    def take_back(self) -> None:
        """Let nobody in who did not give the secret of process notes; their draft waits here."""
        if self._unsaved is not None:
            self.tools.worker.run(
                partial(jobs.shut_room, draft=self._unsaved),
                owner=self,
                done=self._saved_after_all,
                failed=self._still_unsaved,
            )

    def top_actions(self) -> Sequence[QWidget]:
        """Return the countdown and the lock, which show nothing while the door is closed."""
        return (self.open_actions,)

    def commands(self) -> Sequence[Command]:
        """Return what can be done in the open room."""
        back = Command(_("Back to the record"), self._to_the_record, icon="arrow-left")
        if not self.is_open:
            return (back,)
        return (
            Command(_("New process note"), self.work.show_draft, "Ctrl+N", "notebook-pen"),
            Command(_("Keep process note"), self.work.keep, "Ctrl+Enter", "check"),
            Command(_("Next marked word"), self.work.seek_marked, "F7", "search"),
            Command(_("Lock process notes"), self.lock, icon="lock"),
            back,
        )

    def new_note(self) -> bool:
        """Begin a process note in the open room; at the closed door, a progress note."""
        if self.is_open:
            self.work.show_draft()
        elif self._client:
            self.tools.navigation.go("client", client=self._client, note=NEW)
        return bool(self._client)

    def lock(self) -> None:
        """Hide the room at once, save the draft, close database and key, forget every word."""
        self._close_room(lambda _draft, error: self._still_open(error))

    def _close_room(self, unsaved: Callable[[jobs.Draft | None, Exception], None]) -> None:
        was_open = self.is_open
        self._locks += 1
        # What asks about a sentence quotes it: it is answered with no, and gone.
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        self._stop_watching()
        self._pages.setCurrentWidget(self.door)
        draft = self.work.put_down()
        self.tools.worker.keep(
            partial(jobs.close_room, draft=draft),
            owner=self,
            done=lambda _none: self._closed(was_open),
            failed=partial(unsaved, draft),
        )

    def _seen(self, doorway: jobs.Doorway) -> None:
        self._name = doorway.name
        self.door.show_for(doorway.name)
        if doorway.exists:
            self.door.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._pages.setCurrentWidget(self.making)
            self.making.fields.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlock(self, secret: Secret) -> None:
        self._open(secret, lambda error: self.door.say(words_of(error).text, wrong=True))

    def _open(self, secret: Secret, refused: Callable[[Exception], None]) -> None:
        self.tools.worker.run(
            partial(jobs.open_room, client=self._known(), secret=secret, unsaved=self._unsaved),
            owner=self,
            done=partial(self._opened, self._locks),
            failed=refused,
        )

    def show_cards(self) -> None:
        """Ask for the words of executor cards of process notes."""
        if self._cards is None:
            self._cards = CardsPage(self.tools, for_process_notes())
            self._cards.rebuilt.connect(partial(self._open_with_cards, self._cards))
            self._cards.left.connect(self._leave_cards)
            self._pages.addWidget(self._cards)
        self._pages.setCurrentWidget(self._cards)
        self._cards.begin()

    def _open_with_cards(self, cards: CardsPage, key: str) -> None:
        """Open with the key that cards rebuilt: it opens as a recovery key does."""

        def refused(error: Exception) -> None:
            if isinstance(error, WrongSecret):
                cards.refuse()
            else:
                self._leave_cards()
                self.door.say(words_of(error).text, wrong=True)

        self._open(RecoveryKey(key), refused)

    def _forget_cards(self) -> None:
        if self._cards is not None:
            self._cards.forget()

    def _leave_cards(self) -> None:
        self._pages.setCurrentWidget(self.door)
        self.door.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, passphrase: str) -> None:
        self.tools.worker.run(
            partial(jobs.make_room, passphrase=passphrase),
            owner=self,
            done=partial(self._made, self._locks),
            failed=lambda error: self.making.refuse(words_of(error).text),
        )

    def _made(self, locks: int, key: PaperKey) -> None:
        self.making.forget()
        if locks != self._locks or not self.isVisible():
            self._close_again()
            return
        self._begin_watching(jobs.IDLE_MINUTES)
        self._pages.setCurrentWidget(self.paper)
        self.paper.show_key(key)

    def _enter(self) -> None:
        self.paper.forget()
        self.tools.worker.run(
            partial(jobs.enter_room, client=self._known()),
            owner=self,
            done=partial(self._opened, self._locks),
        )

    def _opened(self, locks: int, opened: jobs.OpenedRoom) -> None:
        self.door.say("")
        self._forget_cards()
        self._unsaved = None
        # Whoever went elsewhere while it opened does not want it open, nor is it after a lock.
        if locks != self._locks or not self.isVisible():
            self._close_again()
            return
        self._begin_watching(opened.idle_minutes)
        self.work.show(self._known(), self._name, opened)
        self._pages.setCurrentWidget(self.work.room)
        self.work.begin()

    def _begin_watching(self, minutes: int) -> None:
        self._stop_watching()
        self.watch = IdleWatch(minutes, self.tools.touches, self)
        self.watch.idle.connect(self.lock)
        self.watch.start()
        self.open_actions.count_down(self.watch)
        self.set_room("process")

    def _stop_watching(self) -> None:
        self.open_actions.count_down(None)
        self.set_room("")
        if self.watch is not None:
            self.watch.stop()
            self.watch.deleteLater()
            self.watch = None

    def _close_again(self) -> None:
        self.tools.worker.run(_close, owner=self)

    def _closed(self, was_open: bool) -> None:
        if self.is_open:
            return
        self.work.forget()
        self.paper.forget()
        if was_open and self.isVisible():
            self.door.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _still_open(self, error: Exception) -> None:
        """Keep the words: they are here and nowhere else, and the room is open still."""
        self._begin_watching(jobs.IDLE_MINUTES)
        self._pages.setCurrentWidget(self.work.room)
        self.tools.worker.failed.emit(error)
        if not self.isVisible() and self._client:
            self._lead_back(_("The draft of a process note could not be saved; it is still open."))

    def _keep_behind_the_door(self, draft: jobs.Draft | None, _error: Exception) -> None:
        """Keep the words out of every widget: who comes back by the records' secret has none."""
        self._unsaved = draft
        self.work.forget()
        self.paper.forget()

    def _saved_after_all(self, _none: None) -> None:
        self._unsaved = None

    def _still_unsaved(self, _error: Exception) -> None:
        self._lead_back(
            _("The draft of a process note is not saved yet. Unlock process notes to save it.")
        )

    def _lead_back(self, words: str) -> None:
        self.tools.notices.show(
            Notice(words, action=_("Go there"), run=self._come_back, tone="amber")
        )

    def _come_back(self) -> None:
        self.tools.navigation.go("process-notes", client=self._client)

    def _back_out(self) -> None:
        if self._pages.currentWidget() is self._cards:
            self._leave_cards()
        elif self._pages.currentWidget() is not self.work.room or self.work.back_out():
            self._to_the_record()

    def _to_the_record(self) -> None:
        self.tools.navigation.go("client", client=self._client)

    def _known(self) -> ClientId:
        return self._client or ClientId("")


def _close(vault: OpenVault) -> None:
    vault.close_process()
