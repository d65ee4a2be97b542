"""Everything as plain files: how far it is, how it ended, and the button that begins it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from ui.errors import words_of
from ui.exporting import Exporting
from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.labels import label
from vault.errors import Cancelled
from vault.model.export import Exported
from vault.translation import _, count_of


class ExportCard(SettingsCard):
    """`asked` tells that the page is wanted on which one says what and where."""

    asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("Everything as plain files"),
            _(
                "All records as PDFs, tables, JSON and FHIR, with the attached documents: to read "
                "without Strongroom, or to go to another program. None of it is encrypted."
            ),
        )
        self.job = Exporting(tools.worker, self)
        self.banner = Banner(tools.theme, "plain")
        self.column.addWidget(self.banner)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Writing everything"))
        self.said = label("", "small")
        for widget in (self.bar, self.said):
            widget.hide()
            self.column.addWidget(widget)
        row = QHBoxLayout()
        self.begin = button(_("Export everything…"), icon="file-down", theme=tools.theme)
        self.begin.clicked.connect(self.asked)
        self.cancel = button(_("Cancel"), theme=tools.theme, name=_("Cancel the export"))
        self.cancel.clicked.connect(self.job.cancel)
        self.cancel.hide()
        row.addWidget(self.begin)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self.column.addLayout(row)
        self.job.began.connect(self._began)
        self.job.stepped.connect(self._stepped)
        self.job.ended.connect(self._ended)
        self.job.failed.connect(self._failed)

    def put_down(self) -> None:
        """Call off what is under way: a lock leaves no half of it."""
        self.job.cancel()

    def _began(self) -> None:
        self.banner.clear()
        self.bar.setRange(0, 0)
        self._show(running=True)
        self.said.setText(_("You can go on working."))

    def _stepped(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _ended(self, exported: Exported) -> None:
        self._show(running=False)
        counts = exported.counts
        words = _("{clients}, {notes} and {documents}, proved complete. None of it is encrypted.")
        self.banner.set_tone("teal")
        self.banner.say(
            words.format(
                clients=count_of("{n} client", "{n} clients", counts["clients"]),
                notes=count_of("{n} note", "{n} notes", counts.get("notes", 0)),
                documents=count_of("{n} document", "{n} documents", counts.get("documents", 0)),
            ),
            strong=_("Written."),
        )

    def _failed(self, error: Exception) -> None:
        self._show(running=False)
        self.banner.set_tone("plain" if isinstance(error, Cancelled) else "red")
        self.banner.say(words_of(error).text)

    def _show(self, *, running: bool) -> None:
        for widget in (self.bar, self.said, self.cancel):
            widget.setVisible(running)
        self.begin.setVisible(not running)
