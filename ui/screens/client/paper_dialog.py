"""Papers for a client that are looked at, then saved as PDFs or printed: what all of them share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
from ui.widgets.list_form import Job
from ui.widgets.paper_row import PaperRow
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.scrolled import scrolled
from ui.widgets.wide_dialog import WideDialog
from vault.open_vault import OpenVault
from vault.progress import Progress
from vault.translation import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_SHORTEST = 12
"""Letters of a title that are always seen."""

Pdfs = tuple[bytes, ...]


@dataclass(frozen=True)
class PaperKind:
    """What one kind of paper is called, and what is done with it.

    `which` names the choice among several, `where` the choice of a folder; `small` stands beside
    the pages. Of what was prepared, `content` says what is printed, `titles` what each is called,
    none where nothing is to be printed, which `nothing` says; `render` sets them; `write` writes
    them into a folder and returns the sentence that tells it; `record` logs that they were printed.
    """

    title: str
    which: str
    where: str
    writing: str
    small: Sequence[str]
    nothing: str
    content: Callable[[Any], str]
    titles: Callable[[Any], Sequence[str]]
    render: Callable[[Any, Progress], Pdfs]
    write: Callable[[OpenVault, Any, Pdfs, Path], str]
    record: Callable[[OpenVault, Any], object]


class PaperDialog(WideDialog):
    """Shows the pages as they are printed; `prepare` reads from the vault what is on them."""

    def __init__(self, tools: Tools, kind: PaperKind, prepare: Job, parent: QWidget) -> None:
        super().__init__(tools.theme, kind.title, parent)
        self._tools, self._kind = tools, kind
        self._prepared: Any = None
        self._pdfs: Pdfs = ()
        self._counts: tuple[int, ...] = ()
        self._stopped = Event()
        theme, px = tools.theme, tools.theme.px
        self.banner = Banner(theme, "amber")
        self.which = QComboBox()
        self.which.setAccessibleName(kind.which)
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
        column.addWidget(label(kind.title, "title"))
        column.addWidget(self.banner)
        column.addWidget(legal_note())
        column.addLayout(middle, 1)
        column.addWidget(self.paper)
        column.addLayout(foot)
        self.paper.begin(_("Setting the pages …"))
        tools.worker.run(prepare, owner=self, done=self._got_prepared, failed=self._refused)

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
        for words in self._kind.small:
            column.addWidget(label(words, "small"))
        column.addStretch(1)
        return choice

    def _got_prepared(self, prepared: Any) -> None:
        self._prepared = prepared
        self.content.setText(self._kind.content(prepared))
        if not self._kind.titles(prepared):
            self.paper.hide()
            self.banner.say(self._kind.nothing, closable=False)
            return
        progress = Progress(cancelled=self._stopped.is_set)
        self._tools.worker.apart(
            partial(_rendered, self._kind, prepared, progress),
            owner=self,
            done=self._got_rendered,
            failed=self._refused,
        )

    def _got_rendered(self, rendered: tuple[Pdfs, tuple[int, ...]]) -> None:
        if self._stopped.is_set():
            return
        self._pdfs, self._counts = rendered
        self.paper.say("")
        for title in self._kind.titles(self._prepared):
            self.which.addItem(title)
        self.which.setVisible(len(self._pdfs) > 1)
        self.paper.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_pdf(self, number: int) -> None:
        if 0 <= number < len(self._pdfs):
            self.preview.show_pdf(self._pdfs[number], self._counts[number])

    def _save(self) -> None:
        chosen = self._tools.dialogs.folder(self, self._kind.where, str(documents()))
        if not chosen:
            return
        prepared, pdfs = self._prepared, self._pdfs
        self.paper.begin(self._kind.writing)
        self._tools.worker.run(
            lambda v: self._kind.write(v, prepared, pdfs, Path(chosen)),
            owner=self,
            done=self.paper.say,
            failed=self.paper.refuse,
        )

    def _print(self) -> None:
        prepared, pdfs = self._prepared, self._pdfs

        def send(printer: "QPrinter") -> None:
            # Logged first: the dialog may be gone before the printer has taken every page.
            self._tools.worker.run(
                lambda v: self._kind.record(v, prepared),
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


def _rendered(kind: PaperKind, prepared: Any, progress: Progress) -> tuple[Pdfs, tuple[int, ...]]:
    """Return the papers as PDFs, and how many pages each has. Needs no vault."""
    import pypdfium2

    pdfs = kind.render(prepared, progress)
    return pdfs, tuple(len(pypdfium2.PdfDocument(pdf)) for pdf in pdfs)
