"""Notices of the onset list for a client: looked at, then saved as PDFs or printed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.folders import documents
from ui.printing import print_pages
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.legal_note import legal_note
from ui.widgets.paper_row import PaperRow
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.scrolled import scrolled
from ui.widgets.wide_dialog import WideDialog
from vault.errors import StorageFailed
from vault.model.ids import ClientId, ParticipantId
from vault.model.onset_notice import NoticePage
from vault.progress import Progress
from vault.translation import _, count_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_MOST_FOLDERS = 1000
_SHORTEST = 12
"""Letters of a title that are always seen."""


class NoticesDialog(WideDialog):
    """Prints the notice of one item, or all that are missing. What is printed is not given yet."""

    def __init__(
        self,
        tools: Tools,
        client: ClientId,
        parent: QWidget,
        items: Sequence[str] = (),
        participant: ParticipantId | None = None,
    ) -> None:
        super().__init__(tools.theme, _("Print notices"), parent)
        self._tools = tools
        self._prepared: Any = None
        self._pdfs: tuple[bytes, ...] = ()
        self._counts: tuple[int, ...] = ()
        self._stopped = Event()
        theme, px = tools.theme, tools.theme.px
        self.banner = Banner(theme, "amber")
        self.which = QComboBox()
        self.which.setAccessibleName(_("Notice that is shown"))
        # As narrow as the page beneath it: the longest title would push the words out of sight.
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.which.setMinimumContentsLength(_SHORTEST)
        self.which.currentIndexChanged.connect(self._show_pdf)
        self.preview = PdfPreview(theme, tools.worker)
        self.content = label("", "body", wrap=True)
        self.paper = PaperRow(tools, _("Save…"), icon="file-down")
        self.paper.save_asked.connect(self._save)
        self.paper.print_asked.connect(self._print)
        self.close_button = button(_("Close"), theme=theme)
        self.close_button.clicked.connect(self.reject)
        middle = QHBoxLayout()
        middle.setSpacing(px(24))
        middle.addWidget(self._look(), 5)
        middle.addWidget(scrolled(self._choice()), 4)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(14))
        column.addWidget(label(_("Print notices"), "title"))
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        column.addWidget(self.paper)
        column.addLayout(foot)
        self.paper.begin(_("Setting the pages …"))
        tools.worker.run(
            lambda v: v.onset_notices.prepare(client, items, participant),
            owner=self,
            done=self._got_prepared,
            failed=self._refused,
        )

    def reject(self) -> None:
        """Close; pages that are being set are stopped."""
        self._stopped.set()
        super().reject()

    def _look(self) -> QWidget:
        look = QWidget()
        column = QVBoxLayout(look)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._tools.theme.px(8))
        column.addWidget(self.which)
        column.addWidget(self.preview, 1)
        return look

    def _choice(self) -> QWidget:
        choice = QWidget()
        choice.setProperty("role", "page")
        column = QVBoxLayout(choice)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._tools.theme.px(12))
        column.addWidget(label(_("What is printed"), "section"))
        column.addWidget(self.content)
        words = _(
            "What only you know is filled in by hand. Printed is not given: when it was, say so "
            "on the list."
        )
        column.addWidget(label(words, "small"))
        words = _(
            "It names the client and leaves the vault. A file is not encrypted: whoever has it "
            "can read it. Its name tells the item and the day, and nobody’s name."
        )
        column.addWidget(label(words, "small"))
        column.addWidget(legal_note())
        column.addStretch(1)
        return choice

    def _got_prepared(self, prepared: Any) -> None:
        self._prepared = prepared
        count = len(prepared.pages)
        self.content.setText(
            count_of(
                "{n} notice, worded from its clause, with lines to sign on.",
                "{n} notices, each worded from its clause, with lines to sign on.",
                count,
            )
        )
        if not count:
            self.paper.hide()
            self.banner.say(_("No notice is missing that could be printed."), closable=False)
            return
        progress = Progress(cancelled=self._stopped.is_set)
        self._tools.worker.apart(
            partial(_rendered, prepared, progress),
            owner=self,
            done=self._got_rendered,
            failed=self._refused,
        )

    def _got_rendered(self, rendered: tuple[tuple[bytes, ...], tuple[int, ...]]) -> None:
        if self._stopped.is_set():
            return
        self._pdfs, self._counts = rendered
        self.paper.say("")
        for page in self._prepared.pages:
            self.which.addItem(_title(page))
        self.which.setVisible(len(self._pdfs) > 1)
        self.paper.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_pdf(self, number: int) -> None:
        if 0 <= number < len(self._pdfs):
            self.preview.show_pdf(self._pdfs[number], self._counts[number])

    def _save(self) -> None:
        title = _("Where to save the notices")
        chosen = self._tools.dialogs.folder(self, title, str(documents()))
        if not chosen:
            return
        prepared, pdfs = self._prepared, self._pdfs
        self.paper.begin(_("Writing the notices …"))

        def write(vault: Any) -> Path:
            folder = _free_folder(Path(chosen))
            vault.onset_notices.write(prepared, pdfs, folder)
            return folder

        self._tools.worker.run(write, owner=self, done=self._saved, failed=self.paper.refuse)

    def _saved(self, folder: Path) -> None:
        count = count_of("{n} notice", "{n} notices", len(self._pdfs))
        words = _("{count} in the folder “{name}”. Print, then delete the files.")
        self.paper.say(words.format(count=count, name=folder.name))

    def _print(self) -> None:
        prepared, pdfs = self._prepared, self._pdfs

        def send(printer: "QPrinter") -> None:
            # Logged first: the dialog may be gone before the printer has taken every page.
            self._tools.worker.run(
                lambda v: v.onset_notices.record(prepared),
                owner=self,
                done=lambda _none: self._tools.worker.apart(
                    partial(print_pages, pdfs, printer),
                    owner=self,
                    done=lambda _none: self.paper.say(_("Sent to the printer.")),
                    failed=self.paper.refuse,
                ),
                failed=self.paper.refuse,
            )

        self.paper.with_printer(send)

    def _refused(self, error: Exception) -> None:
        if self._stopped.is_set():
            return
        self.paper.hide()
        self.banner.say(words_of(error).text, closable=False)


def _rendered(prepared: Any, progress: Progress) -> tuple[tuple[bytes, ...], tuple[int, ...]]:
    """Return the notices as PDFs, and how many pages each has. Needs no vault."""
    import pypdfium2

    pdfs = prepared.render(progress)
    return pdfs, tuple(len(pypdfium2.PdfDocument(pdf)) for pdf in pdfs)


def _title(page: NoticePage) -> str:
    """Return what a notice is called, with whose page it is in a group."""
    if page.participant is None:
        return page.notice.title
    return f"{page.notice.title} · {', '.join(page.people)}"


def _free_folder(chosen: Path) -> Path:
    """Return a new folder within the chosen one: what is in it tells nobody's name."""
    for number in range(1, _MOST_FOLDERS + 1):
        name = _("Onset notices") if number == 1 else _("Onset notices {n}").format(n=number)
        if not (chosen / name).exists():
            return chosen / name
    raise StorageFailed(_("There are too many folders of notices. Choose another place."))
