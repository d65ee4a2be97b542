"""The rehearsal: by which way in a backup is restored to see that it can be, and how it went."""

from functools import partial
from threading import Event

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.counting import counting
from ui.date_words import plain_day
from ui.errors import words_of
from ui.navigation import Destination
from ui.paper_words import paper_title, route_words
from ui.screen import Screen
from ui.screens.rehearsal.jobs import Known, Prepared, prepare, read_known, run
from ui.screens.rehearsal.typing_page import TypingPage
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import Pill, label
from ui.widgets.scrolled import scrolled
from ui.widgets.working_page import WorkingPage
from vault.errors import Cancelled
from vault.model.rehearsal import PaperWay, Rehearsed
from vault.model.secret import RecoveryKey
from vault.translation import _

_WIDTH = 720


class RehearsalScreen(Screen):
    """One row for each route; what was typed for one is let go when the person goes elsewhere."""

    place = "backup"
    topics = ("backup.", "way-in.", "share.", "vault.process-notes-begun")

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self.typing: TypingPage | None = None
        self.working: WorkingPage | None = None
        self._cancelled: Event | None = None
        self.banner = Banner(tools.theme, "plain")
        self.routes = Card(tools.theme, name=_("Ways to open a backup"))
        self.back = button(_("Back to Backup"), theme=tools.theme)
        self.back.clicked.connect(lambda: tools.navigation.go("backup"))
        self._stack = QStackedWidget()
        self._lay_out()

    def arrive(self, destination: Destination) -> None:
        """Show every route as it stands now."""
        self.reload()

    def reload(self) -> None:
        """Read the routes again."""
        self.tools.worker.run(read_known, owner=self, done=self._show)

    def leave(self) -> None:
        """Let go of what was typed; a rehearsal that runs goes on."""
        if self._cancelled is None:
            self._end_typing()
            self.banner.clear()

    def put_down(self) -> None:
        """Call off what runs: nothing of it is kept."""
        if self._cancelled is not None:
            self._cancelled.set()
        self._end_typing()

    def choose(self, paper: PaperWay | None) -> None:
        """Ask for what is on paper; None rehearses with the key in hand at once."""
        self.banner.clear()
        if paper is None:
            self._begin(None)
            return
        self._end_typing()
        self.typing = TypingPage(self.tools, paper)
        self.typing.given.connect(self._begin)
        self.typing.left.connect(self._end_typing)
        self._stack.addWidget(self.typing)
        self._stack.setCurrentWidget(self.typing)
        self.typing.begin()

    def _begin(self, key: RecoveryKey | None) -> None:
        if self._cancelled is not None:
            return
        self._cancelled = Event()
        self.working = WorkingPage(
            self.tools.theme,
            _("Rehearsing"),
            _("The newest backup is restored to a scratch folder, proved whole, and wiped again."),
            stop=_("Cancel"),
        )
        self.working.stopped.connect(self._cancelled.set)
        self._stack.addWidget(self.working)
        self._stack.setCurrentWidget(self.working)
        self.working.begin()
        self.tools.worker.run(
            prepare, owner=self, done=partial(self._run, key), failed=self._failed
        )

    def _run(self, key: RecoveryKey | None, prepared: Prepared) -> None:
        if self._cancelled is None or self.working is None:
            return
        progress = counting(self.working.stepped.emit, self._cancelled.is_set)
        self.tools.worker.apart(
            partial(run, prepared, key, progress),
            owner=self,
            done=self._keep,
            failed=self._failed,
        )

    def _keep(self, done: Rehearsed) -> None:
        self.tools.worker.run(
            lambda v: v.rehearsals.record(done),
            owner=self,
            done=lambda _none: self._proved(done),
            failed=self._failed,
        )

    def _proved(self, done: Rehearsed) -> None:
        self._end_working()
        self._end_typing()
        self.banner.set_tone("teal")
        words = _("Restored {way}, proved whole, and wiped again.")
        self.banner.say(words.format(way=route_words(done)))

    def _failed(self, error: Exception) -> None:
        self._end_working()
        if isinstance(error, Cancelled):
            self._end_typing()
            self.banner.set_tone("amber")
            self.banner.say(_("Canceled. This was no rehearsal; nothing of it was left."))
        elif self.typing is not None:
            self._stack.setCurrentWidget(self.typing)
            self.typing.refuse(error)
        else:
            self.banner.set_tone("amber")
            self.banner.say(words_of(error).text, strong=_("This was no rehearsal."))

    def _end_working(self) -> None:
        working, self.working, self._cancelled = self.working, None, None
        if working is not None:
            self._take_out(working)

    def _end_typing(self) -> None:
        typing, self.typing = self.typing, None
        if typing is not None:
            typing.forget()
            self._take_out(typing)

    def _take_out(self, page: QWidget) -> None:
        if self._stack.currentWidget() is page:
            self._stack.setCurrentIndex(0)
        self._stack.removeWidget(page)
        page.deleteLater()

    def _show(self, known: Known) -> None:
        self.routes.clear()
        self.routes.add_row(self._in_hand(known))
        for paper in known.papers:
            self.routes.add_row(self._on_paper(paper, known))
        if not known.papers:
            nothing = QWidget()
            words = _("Nothing is on paper yet. A recovery key is made in Settings, under Ways in.")
            QHBoxLayout(nothing).addWidget(label(words, "small"))
            self.routes.add_row(nothing)

    def _in_hand(self, known: Known) -> QWidget:
        words = _("Asks for nothing: the vault that is open has its key.")
        if known.last is not None:
            day = known.last.at.astimezone(self.tools.clock.now().tzinfo).date()
            words = _("The last rehearsal was on {day}, {way}.").format(
                day=plain_day(day), way=route_words(known.last.done)
            )
        pill = Pill(_("by itself each month"), "teal", theme=self.tools.theme)
        return self._row("lock-open", _("The key in hand"), words, pill, None, known)

    def _on_paper(self, paper: PaperWay, known: Known) -> QWidget:
        due = plain_day(paper.due_on)
        if paper.rehearsed is None:
            words = _("Not rehearsed yet; made {day}").format(day=plain_day(paper.made))
        else:
            words = _("Opened a backup on {day}").format(day=plain_day(paper.rehearsed))
        is_due = paper.is_due(self.tools.clock.now().date())
        said = _("due now") if is_due else _("due {day}").format(day=due)
        pill = Pill(said, "amber" if is_due else "plain", theme=self.tools.theme)
        icon = "key-round" if paper.is_cards else "file-key"
        return self._row(icon, paper_title(paper), words, pill, paper, known)

    def _row(
        self, icon: str, title: str, words: str, pill: Pill, paper: PaperWay | None, known: Known
    ) -> QWidget:
        theme = self.tools.theme
        line = QWidget()
        row = QHBoxLayout(line)
        row.setSpacing(theme.px(12))
        row.addWidget(IconLabel(theme, icon, "mute"))
        column = QVBoxLayout()
        column.setSpacing(theme.px(3))
        column.addWidget(label(title, "body"))
        column.addWidget(label(words, "small"))
        row.addLayout(column, 1)
        row.addWidget(pill)
        word = _("Rehearse") if paper is None else _("Rehearse…")
        name = _("Rehearse: {what}").format(what=title)
        go = button(word, small=True, theme=theme, name=name)
        go.setEnabled(known.has_backup)
        go.clicked.connect(lambda: self.choose(paper))
        row.addWidget(go)
        return line

    def _lay_out(self) -> None:
        px = self.tools.theme.px
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(px(28), px(24), px(28), px(28))
        column.setSpacing(px(14))
        column.addWidget(label(_("Rehearsal"), "title"))
        words = label(
            _(
                "A backup counts once it was brought back. The newest one is restored to a scratch "
                "folder, proved whole, and wiped. Once a year do it with each key on paper: it "
                "shows that the paper is there and that it opens."
            ),
            "mute",
        )
        column.addWidget(words)
        column.addWidget(self.banner)
        column.addWidget(self.routes)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        for each in (words, self.banner, self.routes):
            each.setMaximumWidth(px(_WIDTH))
        self._stack.addWidget(scrolled(page))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
