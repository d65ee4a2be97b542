"""The place Settings: cards in two columns, and a quiet page for what needs a secret."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.commands import Command
from ui.in_turns import InTurns
from ui.navigation import Destination
from ui.screen import Screen
from ui.screens.settings.about_card import AboutCard
from ui.screens.settings.appearance_card import AppearanceCard
from ui.screens.settings.card import SettingsCard
from ui.screens.settings.circumstances_card import CircumstancesCard
from ui.screens.settings.export_card import ExportCard
from ui.screens.settings.export_room import ExportRoom
from ui.screens.settings.key_rooms import LossRoom, NameRoom, RemoveRoom
from ui.screens.settings.numbers_card import late_entry_card, locking_card
from ui.screens.settings.own_list_card import OwnListCard
from ui.screens.settings.practice_card import PracticeCard
from ui.screens.settings.record_card import RecordCard
from ui.screens.settings.referrals_card import ReferralsCard
from ui.screens.settings.room import Room
from ui.screens.settings.rooms import ChangeRoom, NewKeyRoom, ProveRoom
from ui.screens.settings.scan_card import ScanCard
from ui.screens.settings.snippets_card import SnippetsCard
from ui.screens.settings.spelling_card import SpellingCard
from ui.screens.settings.statement_card import StatementCard
from ui.screens.settings.supervision_card import SupervisionCard
from ui.screens.settings.templates_card import TemplatesCard
from ui.screens.settings.ways import RECORDS
from ui.screens.settings.ways_in_card import WaysInCard
from ui.tools import Tools
from ui.widgets.labels import label
from ui.widgets.scrolled import scrolled
from vault.model.way_in import WayIn
from vault.translation import _

_TWO_COLUMNS_FROM = 640


class SettingsScreen(Screen):
    """Each card reads and saves its own; this puts them side by side."""

    place = "settings"
    topics = ("practice.", "settings.", "way-in.", "vault.process-notes-begun")

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self.practice = PracticeCard(tools)
        self.circumstances = CircumstancesCard(tools)
        self.own_list = OwnListCard(tools)
        self.supervision = SupervisionCard(tools)
        self.ways_in = WaysInCard(tools)
        self.locking = locking_card(tools)
        self.late_entries = late_entry_card(tools)
        self.templates = TemplatesCard(tools)
        self.referrals = ReferralsCard(tools)
        self.snippets = SnippetsCard(tools)
        self.spelling = SpellingCard(tools)
        self.scans = ScanCard(tools)
        self.statement = StatementCard(tools)
        self.export = ExportCard(tools)
        self.appearance = AppearanceCard(tools)
        self.record = RecordCard(tools)
        self.about = AboutCard(tools)
        self.asking: Room | None = None
        self._stack = QStackedWidget()
        self._page = self._cards()
        below = (
            self.circumstances,
            self.own_list,
            self.supervision,
            self.locking,
            self.late_entries,
            self.templates,
            self.referrals,
            self.snippets,
            self.spelling,
            self.scans,
            self.statement,
            self.export,
            self.appearance,
            self.record,
            self.about,
        )
        self._in_turns = InTurns(below, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.export.asked.connect(self.export_everything)
        self.ways_in.change_asked.connect(self.change_passphrase)
        self.ways_in.add_asked.connect(self.add_recovery_key)
        self.ways_in.prove_asked.connect(self.check_recovery_key)
        self.ways_in.loss_asked.connect(self.change_key)
        self.ways_in.name_asked.connect(self.name_way_in)
        self.ways_in.remove_asked.connect(self.remove_way_in)

    def arrive(self, destination: Destination) -> None:
        """Show the settings as they are now."""
        if not self._stack.count():
            self._add(self._page)
            self._in_turns.start()
        self.reload()

    def leave(self) -> None:
        """Let the secrets of a page that was left half done go; save what waits."""
        # One that waits for the vault stays: a key that was made must be seen, a change be told.
        if self.asking is not None and not self.asking.is_busy:
            self.asking.leave()
        self.locking.put_down()
        self.late_entries.put_down()
        self.snippets.put_down()

    def reload(self) -> None:
        """Read every card again."""
        for card in (
            self.practice,
            self.circumstances,
            self.ways_in,
            self.locking,
            self.late_entries,
            self.snippets,
            self.spelling,
            self.scans,
            self.record,
        ):
            card.reload()

    def put_down(self) -> None:
        """Leave half-filled forms on the desk; secrets are forgotten."""
        if self.asking is not None:
            self.asking.forget()
        self.export.put_down()
        self.practice.put_down()
        self.circumstances.put_down()
        self.locking.put_down()
        self.late_entries.put_down()
        self.snippets.put_down()

    def take_up(self, forms: Mapping[str, Any]) -> None:
        """Put half-filled forms back."""
        for name, card in (("practice", self.practice), ("circumstances", self.circumstances)):
            form = forms.get(name)
            if isinstance(form, Mapping):
                card.take_up(form)
        snippets = forms.get("snippets")
        if isinstance(snippets, Mapping):
            self.snippets.take_up(snippets)

    def commands(self) -> Sequence[Command]:
        """Return what can be done here by name."""
        choose = self.appearance.choose
        return (
            Command(
                _("Change the passphrase of the records"),
                partial(self.change_passphrase, RECORDS),
                icon="key-round",
            ),
            Command(
                _("Add a recovery key for the records"),
                partial(self.add_recovery_key, RECORDS),
                icon="file-key",
            ),
            Command(
                _("Change the key of the records after a loss"),
                partial(self.change_key, RECORDS),
                icon="key-round",
            ),
            Command(
                _("Your own list"), partial(self.tools.navigation.go, "own-list"), icon="users"
            ),
            Command(
                _("Your supervisor"),
                partial(self.tools.navigation.go, "supervision"),
                icon="signature",
            ),
            Command(
                _("Your own templates"),
                partial(self.tools.navigation.go, "templates"),
                icon="file-text",
            ),
            Command(
                _("Referral directory"),
                partial(self.tools.navigation.go, "referrals"),
                icon="users",
            ),
            Command(_("Save a storage statement"), self.statement.save, icon="file-down"),
            Command(_("Export everything"), self.export_everything, icon="file-down"),
            Command(_("Prove the audit chain"), self.record.begin, icon="shield-check"),
            Command(_("Light appearance"), partial(choose, "light"), icon="sun"),
            Command(_("Dark appearance"), partial(choose, "dark"), icon="sun"),
            Command(_("Appearance as the system has it"), partial(choose, "system"), icon="sun"),
        )

    def change_passphrase(self, compartment: str) -> None:
        """Ask for a new passphrase of a compartment."""
        by_paper = self._by_paper(compartment)
        self._show_room(ChangeRoom(self.tools, compartment, by_paper=by_paper))

    def add_recovery_key(self, compartment: str) -> None:
        """Make one more recovery key for a compartment."""
        by_paper = self._by_paper(compartment)
        self._show_room(NewKeyRoom(self.tools, compartment, by_paper=by_paper))

    def check_recovery_key(self, compartment: str) -> None:
        """Ask for the key on paper."""
        self._show_room(ProveRoom(self.tools, compartment))

    def change_key(self, compartment: str) -> None:
        """Ask for what changes a compartment's key and passphrase after a loss."""
        self._show_room(LossRoom(self.tools, compartment))

    def export_everything(self) -> None:
        """Ask what is to be written as plain files, and where; while that goes on, do nothing."""
        if not self.export.job.running:
            ways = self.ways_in.ways
            has_process = ways is not None and bool(ways.process)
            by_paper, job = self._by_paper(RECORDS), self.export.job
            self._show_room(ExportRoom(self.tools, job, by_paper=by_paper, has_process=has_process))

    def name_way_in(self, way: WayIn) -> None:
        """Ask what a way in is to be called."""
        self._show_room(NameRoom(self.tools, way))

    def remove_way_in(self, way: WayIn) -> None:
        """Ask for what lets a way in end."""
        self._show_room(RemoveRoom(self.tools, way))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where two are too narrow."""
        super().resizeEvent(event)
        wide = self.width() >= self.tools.theme.px(_TWO_COLUMNS_FROM)
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _by_paper(self, compartment: str) -> bool:
        ways = self.ways_in.ways
        return compartment == RECORDS and ways is not None and ways.by_paper

    def _show_room(self, room: Room) -> None:
        if self.asking is not None and self.asking.is_busy:
            room.deleteLater()
            return
        if self.asking is not None:
            self.asking.leave()
        self.asking = room
        room.left.connect(self._room_left)
        self._add(room)
        self._stack.setCurrentIndex(1)
        room.begin()

    def _room_left(self) -> None:
        page = self._stack.widget(1)
        self.asking = None
        self._stack.setCurrentIndex(0)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()
        # Else Qt hands the keyboard to the next field, and what is typed changes a setting.
        cards = self._stack.currentWidget()
        if cards is not None and self.isVisible():
            cards.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ways_in.reload()

    def _cards(self) -> QWidget:
        px = self.tools.theme.px
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(_("Settings"), "title"))
        column.addSpacing(px(4))
        words = _("They travel with the vault; only the appearance stays on this computer.")
        column.addWidget(label(words, "mute"))
        column.addSpacing(px(20))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(px(22))
        notes = self.late_entries, self.templates, self.snippets, self.spelling, self.scans
        practice = self.practice, self.circumstances, self.own_list, self.referrals
        left = *practice, self.supervision, *notes
        right = (
            self.ways_in,
            self.locking,
            self.appearance,
            self.record,
            self.statement,
            self.export,
            self.about,
        )
        self._columns.addLayout(self._column(*left), 11)
        self._columns.addLayout(self._column(*right), 8)
        column.addLayout(self._columns)
        column.addStretch(1)
        return inside

    def _column(self, *cards: SettingsCard) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self.tools.theme.px(16))
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        return column

    def _add(self, inside: QWidget) -> None:
        px = self.tools.theme.px
        page = QWidget()
        page.setProperty("role", "page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(px(28), px(24), px(28), px(28))
        layout.addWidget(inside)
        area = scrolled()
        self._stack.addWidget(area)
        # Last, where it stays: everything in it is then styled and measured once.
        area.setWidget(page)
