"""The guided set-up: one calm question a page, then the vault is made and its keys are shown."""

from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.errors import words_of
from ui.idle_lock import IdleWatch
from ui.recovery_reminder import settle
from ui.screens.first_run.answers import Answers
from ui.screens.first_run.key_page import KeyPage
from ui.screens.first_run.making import Secrets, keep_answers, make, open_made
from ui.screens.first_run.making_page import MakingPage
from ui.screens.first_run.page import Page
from ui.screens.first_run.passphrase_pages import ProcessPassphrasePage, RecordsPassphrasePage
from ui.screens.first_run.place_page import PlacePage
from ui.screens.first_run.practice_pages import LicenseePage, LicensesPage, QuestionPage
from ui.screens.first_run.welcome_page import WelcomePage
from ui.tools import Tools
from ui.widgets.buttons import LINK_PADDING, button
from ui.widgets.scrolled import scrolled
from ui.widgets.steps import Steps
from vault.model.circumstances import Question
from vault.model.secret import PaperKey
from vault.model.settings import VaultSettings
from vault.translation import _

WIDTH = 520
_LEAST_MARGIN = 24
_MOST_MARGIN = 96
_HIGHEST_PAGE = 570
"""What is higher than this page stands above and below it."""


class FirstRunScreen(QWidget):
    """Asks, makes the vault, opens it on the worker: `made` tells its folder.

    `backed_out` leaves without one. `keys_held` tells whether a vault's keys are in memory from
    here on: then this locks, too, and `lock_asked` says that nobody has touched it for long.
    """

    made = Signal(object)
    backed_out = Signal()
    keys_held = Signal(bool)
    lock_asked = Signal()

    def __init__(self, tools: Tools, folder: Path | None = None) -> None:
        """`folder` is where vaults are suggested; None is the person's documents."""
        super().__init__()
        self._tools = tools
        self._answers = Answers()
        self._records = RecordsPassphrasePage(tools)
        self._process = ProcessPassphrasePage(tools, self._records)
        self._making = MakingPage(tools)
        self._pages: list[Page] = [
            WelcomePage(tools),
            PlacePage(tools, folder),
            LicenseePage(tools),
            LicensesPage(tools),
            *(QuestionPage(tools, question) for question in Question),
            self._records,
            self._process,
        ]
        self._page: Page = self._pages[0]
        self._is_made = False
        self._is_open = False
        self._keys: list[KeyPage] = []
        self._idle = IdleWatch(VaultSettings().records_idle_minutes, tools.touches, self)
        self._idle.idle.connect(self.lock_asked)
        self._build()
        self._show(self._pages[0])
        # What makes a vault is imported while the first pages are read.
        tools.worker.apart(partial(import_module, "vault.lifecycle.unlock"), owner=self)

    def page(self) -> Page:
        """Return the page that is shown."""
        return self._page

    def sizeHint(self) -> QSize:
        """Return the room a page wants."""
        return QSize(self._tools.theme.px(WIDTH + 2 * _LEAST_MARGIN), self._tools.theme.px(640))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the page."""
        self._page.arrive(self._answers)
        if self._page is self._pages[0]:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, or presses the button that has the focus; Escape backs out."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton) and focus is not self.next:
                focus.click()
            elif self.next.isEnabled():
                self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.back_out()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle, as wide as the design or as there is room."""
        super().resizeEvent(event)
        px = self._tools.theme.px
        edges = 2 * px(LINK_PADDING)
        self._column.setFixedWidth(min(px(WIDTH) + edges, self.width() - 2 * _LEAST_MARGIN))
        above = (self.height() - px(_HIGHEST_PAGE)) * 2 // 5
        above = max(_LEAST_MARGIN, min(px(_MOST_MARGIN), above))
        self._room.setContentsMargins(0, above, 0, _LEAST_MARGIN)

    def go_on(self) -> None:
        """Do what Next says."""
        self._page.go_on(self._answers, self._passed)

    def go_back(self) -> None:
        """Show the page before."""
        if self._is_made:
            return
        if self._page is self._making:
            self._show(self._process)
        elif self._page is not self._pages[0]:
            self._show(self._pages[self._pages.index(self._page) - 1])

    def back_out(self) -> None:
        """Leave without a vault; asks when something was entered. A made vault is kept."""
        if self._page is self._making and not self.back.isEnabled():
            return
        if self._is_made:
            self.put_off()
            return
        if any(page.has_input() for page in self._pages):
            question = _("Leave the set-up?")
            detail = _("What you entered is forgotten. Nothing was made.")
            if not self._tools.dialogs.confirm(self, question, detail, _("Leave")):
                return
        self._forget()
        self.backed_out.emit()

    def put_down(self) -> None:
        """Let the keys on the pages go, before the window locks or closes."""
        self._idle.stop()
        for page in self._keys:
            page.forget()

    def put_off(self) -> None:
        """Go on without the answer of this page, where that is possible."""
        if self._page.later:
            self._page.put_off(self._answers, self._passed)

    def _passed(self, answers: Answers) -> None:
        self._answers = answers
        page = self._page
        if isinstance(page, KeyPage):
            self._key_passed(page)
        elif page is self._making:
            self._after_making()
        elif page is self._process:
            self._make()
        else:
            self._show(self._pages[self._pages.index(page) + 1])

    def _make(self) -> None:
        path = self._answers.path
        if path is None:
            raise RuntimeError("The set-up makes a vault only once it knows where.")
        self._show(self._making)
        self._making.begin()
        self._busy(True)
        self._idle.start()
        self.keys_held.emit(True)
        secrets = self._process.secrets()
        around = self._tools.surroundings()
        self._tools.worker.apart(
            partial(make, path, secrets, around),
            owner=self,
            done=partial(self._was_made, path, secrets),
            failed=self._not_made,
        )

    def _was_made(self, path: Path, secrets: Secrets, keys: list[PaperKey]) -> None:
        self._is_made = True
        self._forget()
        self._tools.settings.change(last_vault=str(path))
        for made in keys:
            page = KeyPage(self._tools, made)
            self._keys.append(page)
            page.hide()
            self._places.addWidget(page)
        self._making.reach(1)
        self._tools.worker.open(
            partial(open_made, path, secrets.records, self._tools.surroundings()),
            owner=self,
            done=lambda _warnings: self._was_opened(tuple(made.compartment for made in keys)),
            failed=self._not_kept,
        )

    def _was_opened(self, compartments: tuple[str, ...]) -> None:
        self._is_open = True
        self._making.reach(2)
        answers = self._answers
        self._tools.worker.run(
            lambda v: keep_answers(v, answers, compartments),
            owner=self,
            done=lambda _none: self._all_kept(),
            failed=self._not_kept,
        )

    def _all_kept(self) -> None:
        self._making.reach(3)
        self._after_making()

    def _not_made(self, error: Exception) -> None:
        self._idle.stop()
        self.keys_held.emit(False)
        self._busy(False)
        self.next.hide()
        kept = _("No vault was made and no half of one is left. Go back and try again.")
        self._making.fail(words_of(error).text, kept)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_kept(self, error: Exception) -> None:
        self._busy(False)
        self.back.setEnabled(False)
        kept = _(
            "The vault is made and whole, but what you entered about the practice could not be "
            "kept in it. Write down its recovery key now; enter the rest in Settings."
        )
        self._making.fail(words_of(error).text, kept)
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _after_making(self) -> None:
        self._busy(False)
        self._next_key(0)

    def _key_passed(self, page: KeyPage) -> None:
        page.forget()
        if page.confirmed and self._is_open:
            compartment = page.compartment
            self._tools.worker.run(lambda v: settle(v, compartment), owner=self)
        self._next_key(self._keys.index(page) + 1)

    def _next_key(self, index: int) -> None:
        if index < len(self._keys):
            self._show(self._keys[index])
            return
        self._idle.stop()
        if self._is_open:
            self.made.emit(self._answers.path)
        else:
            self.backed_out.emit()

    def _show(self, page: Page) -> None:
        self._page = page
        for each in (*self._pages, self._making, *self._keys):
            each.hide()
        page.show()
        self._steps.show_part(page.part)
        self.next.set_text(page.next_words)
        self.next.setEnabled(True)
        self.next.setVisible(page is not self._making)
        self.back.setVisible(page is not self._pages[0] and not self._is_made)
        self.later.setVisible(bool(page.later))
        self.later.set_text(page.later or _("Later"))
        self.leave.setVisible(not self._is_made and page is not self._making)
        self._area.verticalScrollBar().setValue(0)
        page.arrive(self._answers)
        if page is self._pages[0]:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _busy(self, busy: bool) -> None:
        for each in (self.next, self.back):
            each.setEnabled(not busy)
        self.next.setVisible(not busy)
        self.back.setVisible(not busy and not self._is_made)

    def _forget(self) -> None:
        for page in self._pages:
            page.forget()

    def _build(self) -> None:
        px = self._tools.theme.px
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        edge = px(LINK_PADDING)  # a link's words stand in line, its focus ring reaches out
        column.setContentsMargins(edge, 0, edge, 0)
        column.setSpacing(0)
        names = (
            _("Welcome"),
            _("Place"),
            _("You"),
            _("Rules"),
            _("Passphrases"),
            _("Recovery keys"),
        )
        self._steps = Steps(self._tools.theme, names)
        column.addWidget(self._steps)
        column.addSpacing(px(28))
        self._places = QVBoxLayout()
        column.addLayout(self._places)
        for page in (*self._pages, self._making):
            page.hide()
            self._places.addWidget(page)
            page.blocked.connect(lambda blocked: self.next.setEnabled(not blocked))
        column.addSpacing(px(24))
        column.addLayout(self._buttons())
        column.addStretch(1)
        inside = QWidget()
        inside.setProperty("role", "page")
        self._room = QHBoxLayout(inside)
        self._room.addStretch(1)
        self._room.addWidget(self._column)
        self._room.addStretch(1)
        self._area = scrolled(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def _buttons(self) -> QHBoxLayout:
        theme = self._tools.theme
        self.next = button(_("Next"), kind="primary", theme=theme)
        self.next.clicked.connect(self.go_on)
        self.back = button(_("Back"), theme=theme)
        self.back.clicked.connect(self.go_back)
        self.later = button(_("Later"), kind="link", theme=theme)
        self.later.clicked.connect(self.put_off)
        self.leave = button(_("Leave set-up"), kind="link", theme=theme)
        self.leave.clicked.connect(self.back_out)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.next)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.leave)
        row.addSpacing(-theme.px(LINK_PADDING))
        return row
