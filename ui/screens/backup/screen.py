"""The place Backup: where copies of the vault lie, how old they are, and one more now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.backing_up import BackedUp
from ui.commands import Command
from ui.errors import words_of
from ui.navigation import Destination
from ui.save_sheet import save_sheet
from ui.screen import Screen
from ui.screens.backup.installer_job import InstallerJob, kinds
from ui.screens.backup.overview import (
    BackupOverview,
    connected,
    read_backups,
)
from ui.screens.backup.place_row import PlaceRow
from ui.screens.backup.rehearsal_card import RehearsalCard
from ui.screens.backup.rules_card import rules_card
from ui.tools import Tools
from ui.widgets.announce import announce
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.number_field import NumberField
from ui.widgets.scrolled import scrolled
from vault.errors import NotWhole
from vault.lifecycle.findings import VerifyReport
from vault.lifecycle.installers import Installer
from vault.lifecycle.restore import place_in
from vault.lifecycle.verify_backups import verify_backups
from vault.model.settings import BY_HAND, RAREST_BACKUP
from vault.open_vault import OpenVault
from vault.translation import _, count_of

_PAUSE_MS = 600
_MOST_NAMED = 5


class BackupScreen(Screen):
    """Places with their state; a backup that runs shows how far it is, wherever it was begun."""

    place = "backup"
    topics = ("backup.", "settings.", "way-in.", "share.")

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._overview: BackupOverview | None = None
        self._rows: list[PlaceRow] = []
        theme = tools.theme
        self.now_button = button(
            _("Back up now"), kind="primary", icon="hard-drive-download", theme=theme
        )
        self.now_button.clicked.connect(self.back_up)
        self.add_button = button(_("Add a place"), icon="plus", theme=theme)
        self.add_button.clicked.connect(self.add_place)
        self.banner = Banner(theme, "amber")
        self.banner.acted.connect(lambda: tools.navigation.go("settings"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Backing up"))
        self.doing = label("", "small")
        self.cancel = button(_("Cancel"), theme=theme, name=_("Cancel the backup"))
        self.cancel.clicked.connect(tools.backing_up.cancel)
        self.installer = InstallerJob(tools, self)
        self.cancel.clicked.connect(self.installer.cancel)
        self.installer.stepped.connect(self._stepped)
        self.installer.ended.connect(self._installer_added)
        self.installer.failed.connect(self._installer_failed)
        self.places = Card(theme, name=_("Backup places"))
        self.rehearsal = RehearsalCard(theme)
        self.rehearsal.asked.connect(lambda: tools.navigation.go("rehearsal"))
        self.lost = button(_("If this computer is lost…"), kind="link", theme=theme)
        self.lost.clicked.connect(self.save_loss_sheet)
        self.empty = EmptyState(
            theme,
            icon="hard-drive-download",
            title=_("No backup place yet"),
            sentence=_(
                "A vault on one disk is one accident away from gone. Choose a folder on another "
                "one, such as a USB disk; what is copied there is encrypted as the vault is."
            ),
            action=_("Choose a place"),
        )
        self.empty.acted.connect(self.add_place)
        self.days = NumberField(
            theme, name=_("Days between backups"), least=BY_HAND, most=RAREST_BACKUP, value=1
        )
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_PAUSE_MS)
        self._saving.timeout.connect(self._save_days)
        self.days.valueChanged.connect(lambda _value: self._saving.start())
        self._lay_out()
        tools.backing_up.began.connect(self._began)
        tools.backing_up.stepped.connect(self._stepped)
        tools.backing_up.ended.connect(self._ended)
        self._show_running(tools.backing_up.running)

    def arrive(self, destination: Destination) -> None:
        """Show the places as they are now."""
        self.reload()

    def reload(self) -> None:
        """Read the places again."""
        self.tools.worker.run(read_backups, owner=self, done=self._show)

    def put_down(self) -> None:
        """Save the number of days; a backup that runs is called off."""
        self.tools.backing_up.cancel()
        self.installer.cancel()
        if self._saving.isActive():
            self._saving.stop()
            self._save_days()

    def top_actions(self) -> Sequence[QWidget]:
        """Return "Add a place" and "Back up now"."""
        return [self.add_button, self.now_button]

    def commands(self) -> Sequence[Command]:
        """Return what can be done with backups."""
        return [
            Command(_("Back up now"), self.back_up, "", "hard-drive-download"),
            Command(_("If this computer is lost"), self.save_loss_sheet, "", "file-text"),
            Command(_("Add a backup place"), self.add_place, "", "plus"),
        ]

    def back_up(self) -> None:
        """Back up to every place; without one, choose one first."""
        if self._overview is not None and not self._overview.places:
            self.add_place()
        else:
            self.banner.clear()
            self.tools.backing_up.begin()

    def add_place(self) -> None:
        """Choose a folder, and back up to it at once."""
        title = _("Choose a folder for backups")
        chosen = self.tools.dialogs.folder(self, title, str(Path.home()))
        if chosen:
            self.banner.clear()
            self.tools.worker.apart(
                lambda: str(place_in(Path(chosen))), owner=self, done=self._add, failed=self._failed
            )

    def add_installer(self, place: str) -> None:
        """Choose an installer of Strongroom, and keep it beside the backups of a place."""
        chosen = self.tools.dialogs.open_file(self, _("Choose an installer of Strongroom"), kinds())
        if chosen and not self.tools.backing_up.running:
            self.banner.clear()
            self._show_running(True)
            self.installer.begin(place, chosen)

    def _installer_added(self, installer: Installer) -> None:
        self._show_running(False)
        self._say_doing("")
        self.banner.set_tone("plain")
        words = _("Copied and read back: {name}. Its SHA-256 stands in the list beside it.")
        self.banner.say(words.format(name=installer.name))
        self.reload()

    def _installer_failed(self, error: Exception) -> None:
        self._show_running(False)
        self._failed(error)

    def save_loss_sheet(self) -> None:
        """Save what was on a lost computer as a page; the change of the key is then offered."""
        title, name = _("Save the sheet"), _("If a computer is lost.pdf")
        chosen = self.tools.dialogs.save_file(self, title, name)
        if chosen:
            self.banner.clear()
            self.tools.worker.run(
                lambda v: v.losses.prepare(),
                owner=self,
                done=lambda prepared: self.tools.worker.apart(
                    partial(save_sheet, prepared, Path(chosen)),
                    owner=self,
                    done=self._loss_sheet_saved,
                    failed=self._failed,
                ),
                failed=self._failed,
            )

    def _loss_sheet_saved(self, name: str) -> None:
        self.banner.set_tone("plain")
        words = _(
            "It states what this vault knows, for your own assessment. After a loss, give what is "
            "written from now on another key."
        )
        strong = _("Saved as “{name}”.").format(name=name)
        self.banner.say(words, strong=strong, action=_("Go to Ways in"))

    def _add(self, place: str) -> None:
        self.tools.worker.run(
            lambda v: _added(v, place),
            owner=self,
            done=lambda _none: self.tools.backing_up.begin([place]),
            failed=self._failed,
        )

    def _show(self, overview: BackupOverview) -> None:
        self._overview = overview
        if not self._saving.isActive():
            blocked = self.days.blockSignals(True)
            self.days.setValue(overview.every_days)
            self.days.blockSignals(blocked)
        self.places.clear()
        self._rows = []
        now = self.tools.clock.now()
        for state in overview.places:
            row = PlaceRow(self.tools.theme, state, now)
            row.check_asked.connect(self._check)
            row.remove_asked.connect(self._remove)
            row.installer_asked.connect(self.add_installer)
            self._rows.append(row)
            self.places.add_row(row)
        self.rehearsal.show_overview(overview, now)
        some = bool(overview.places)
        self._page.setVisible(some)
        self.empty.setVisible(not some)
        self.now_button.setVisible(some)
        paths = [state.path for state in overview.places]
        if paths:
            self.tools.worker.apart(
                partial(connected, paths), owner=self, done=partial(self._connected, paths)
            )

    def _connected(self, paths: list[str], found: Mapping[str, tuple[str, ...]]) -> None:
        if self._overview is not None and paths == [each.path for each in self._overview.places]:
            for row, path in zip(self._rows, paths, strict=True):
                row.show_connected(path in found, found.get(path, ()))

    def _check(self, place: str) -> None:
        self.banner.clear()
        self._say_doing(_("Reading every block …"))
        self.tools.worker.apart(
            lambda: verify_backups(Path(place)),
            owner=self,
            done=self._checked,
            failed=self._failed,
        )

    def _checked(self, report: VerifyReport) -> None:
        self._say_doing("")
        if report.ok:
            words = _("Everything that lies there is whole.")
            self.banner.set_tone("plain")
            self.banner.say(words)
            return
        self.banner.set_tone("red")
        self.banner.say(
            _(
                "Parts of it are damaged, and are marked so. The next backup writes again what "
                "it needs of them; if this comes back, the disk is failing."
            ),
            strong=count_of("{n} problem.", "{n} problems.", len(report.problems)),
        )

    def _remove(self, place: str) -> None:
        def put_back() -> None:
            self.tools.worker.run(lambda v: v.backups.add_place(place), owner=self)

        def removed(_none: object) -> None:
            words = _("No more backups go there. What lies there stays.")
            self.tools.notices.say(words, action=_("Undo"), run=put_back)

        self.tools.worker.run(lambda v: v.backups.remove_place(place), owner=self, done=removed)

    def _began(self) -> None:
        self.bar.setRange(0, 0)
        self._say_doing(_("Proving the vault …"))
        self._show_running(True)

    def _stepped(self, done: int, total: int) -> None:
        if total:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self._say_doing(_("Copying, and reading the copy back …"))

    def _ended(self, outcome: BackedUp) -> None:
        self._show_running(False)
        self._say_doing("")
        error = outcome.first_error
        if error is None:
            self.banner.set_tone("plain")
            words = outcome.made[0].records.words if outcome.made else ""
            self.banner.say(_("Backed up and read back. Chain: {words}").format(words=words))
        elif outcome.cancelled:
            self.banner.set_tone("amber")
            self.banner.say(_("Canceled. The older backups are as they were."))
        else:
            self._failed(error)
        self.reload()

    def _failed(self, error: Exception) -> None:
        self._say_doing("")
        self.banner.set_tone("red" if isinstance(error, NotWhole) else "amber")
        named = ""
        if isinstance(error, NotWhole):
            parts = [f"{kind} {name}" for kind, name, _message in error.problems[:_MOST_NAMED]]
            named = _("Damaged: {parts}.").format(parts=", ".join(parts))
        self.banner.say(f"{words_of(error).text} {named}".strip())

    def _save_days(self) -> None:
        days = self.days.value()
        self.tools.worker.run(lambda v: _keep_days(v, days), owner=self)

    def _show_running(self, running: bool) -> None:
        self.bar.setVisible(running)
        self.cancel.setVisible(running)
        self.now_button.setEnabled(not running)
        self.add_button.setEnabled(not running)

    def _say_doing(self, words: str) -> None:
        if words and words != self.doing.text():
            announce(self.doing, words)
        self.doing.setText(words)
        self.doing.setVisible(bool(words))

    def _lay_out(self) -> None:
        px = self.tools.theme.px
        outside = QWidget()
        outside.setProperty("role", "page")
        column = QVBoxLayout(outside)
        column.setContentsMargins(px(28), px(24), px(28), px(28))
        column.setSpacing(px(14))
        head = QVBoxLayout()
        head.setSpacing(px(4))
        head.addWidget(label(_("Backup"), "title"))
        head.addWidget(
            label(_("Copies of the whole vault, encrypted as it is, on other disks."), "mute")
        )
        column.addLayout(head)
        column.addWidget(self.banner)
        running = QHBoxLayout()
        running.setSpacing(px(12))
        running.addWidget(self.bar, 1)
        running.addWidget(self.cancel)
        column.addWidget(self.doing)
        column.addLayout(running)
        self._page = QWidget()
        inner = QVBoxLayout(self._page)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(8))
        inner.addWidget(label(_("Places"), "section"))
        inner.addWidget(self.places)
        inner.addSpacing(px(14))
        inner.addWidget(label(_("Rehearsal"), "section"))
        inner.addWidget(self.rehearsal)
        inner.addSpacing(px(14))
        inner.addWidget(label(_("How it is done"), "section"))
        inner.addWidget(rules_card(self.tools.theme, self.days))
        inner.addWidget(self.lost, alignment=Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        column.addWidget(self._page, 1)
        column.addWidget(self.empty, 1)
        self._page.hide()
        self.empty.hide()
        area = scrolled(outside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._say_doing("")


def _added(vault: OpenVault, place: str) -> None:
    if place not in vault.backups.places():
        vault.backups.add_place(place)


def _keep_days(vault: OpenVault, days: int) -> None:
    vault.settings.set(replace(vault.settings.get(), backup_every_days=days))
