"""A copy of the record for the client: prepared, looked at, written to a folder, and logged."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.errors import words_of
from ui.screens.client.release_choice import ReleaseChoice
from ui.screens.client.release_done import ReleaseDone
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.scrolled import scrolled
from ui.widgets.wide_dialog import WideDialog
from vault.errors import NotAllowed
from vault.model.client import Client, ClientKind
from vault.model.ids import ClientId
from vault.open_vault import OpenVault
from vault.progress import Progress
from vault.translation import _, count_of


class ReleaseDialog(WideDialog):
    """Refuses with the reason and the next step; `birth_date_asked` is one of those."""

    birth_date_asked = Signal()
    note_asked = Signal()

    def __init__(self, tools: Tools, client: ClientId, parent: QWidget) -> None:
        super().__init__(tools.theme, _("Release record"), parent)
        self._tools, self._client = tools, client
        self._prepared: Any = None
        self._rendered: Any = None
        self._next_step: Callable[[], object] | None = None
        self._cancelled = Event()
        theme, px = tools.theme, tools.theme.px
        self.banner = Banner(theme, "amber")
        self.banner.acted.connect(self._take_next_step)
        self.preview = PdfPreview(theme, tools.worker)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.choice = ReleaseChoice(tools, Path(folder or Path.home()))
        self.choice.write_asked.connect(self._write)
        self.finished_page = ReleaseDone(theme)
        self.stack = QStackedWidget()
        self._busy = self._busy_page()
        self._look = self._look_page()
        self._nothing = QWidget()
        for page in (self._busy, self._look, self.finished_page, self._nothing):
            self.stack.addWidget(page)
        self.close_button = button(_("Cancel"), theme=theme)
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.setSpacing(px(12))
        foot.addWidget(self.close_button)
        foot.addWidget(self.choice.write_button)
        self.stack.currentChanged.connect(self._show_write_button)
        self._show_write_button()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(14))
        column.addWidget(label(_("Release record"), "title"))
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        column.addStretch(0)
        column.addLayout(foot)
        self._say_busy(_("Choosing what belongs in the copy …"))
        tools.worker.run(
            lambda v: _prepare(v, client),
            owner=self,
            done=self._got_prepared,
            failed=self._refused,
        )

    def done_with(self) -> None:
        """Take no answer any more; what still sets pages is stopped, and leaves nothing."""
        self._cancelled.set()

    def reject(self) -> None:
        """Cancel or close; nothing half made is left."""
        self.done_with()
        super().reject()

    def _busy_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(2)
        self._doing = label("", "body", wrap=False)
        column.addWidget(self._doing, alignment=Qt.AlignmentFlag.AlignHCenter)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(_("Working"))
        bar.setFixedWidth(self._tools.theme.px(280))
        column.addWidget(bar, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _look_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._tools.theme.px(24))
        row.addWidget(self.preview, 5)
        row.addWidget(scrolled(self.choice), 4)
        return page

    def _show_write_button(self) -> None:
        self.choice.write_button.setVisible(self.stack.currentWidget() is self._look)

    def _say_busy(self, words: str) -> None:
        self._doing.setText(words)
        self.stack.setCurrentWidget(self._busy)

    def _got_prepared(self, prepared: Any) -> None:
        if self._cancelled.is_set():
            return
        self._prepared = prepared
        notes = len(prepared.package.notes)
        words = count_of("Setting {n} note on pages …", "Setting {n} notes on pages …", notes)
        self._say_busy(words)
        self._tools.worker.apart(
            partial(prepared.render, Progress(cancelled=self._cancelled.is_set)),
            owner=self,
            done=self._got_rendered,
            failed=self._failed,
        )

    def _got_rendered(self, rendered: Any) -> None:
        if self._cancelled.is_set():
            return
        self._rendered = rendered
        package = self._prepared.package
        self.choice.show_content(
            notes=len(package.notes), unsigned=package.unsigned, replaced=rendered.replaced
        )
        self.choice.show_to_look_at(self._prepared.to_look_at)
        self.stack.setCurrentWidget(self._look)
        self.preview.show_pdf(rendered.pdf, rendered.pages)
        self.choice.focus_first()

    def _refused(self, error: Exception) -> None:
        words = words_of(error)
        self.stack.setCurrentWidget(self._nothing)
        self.stack.hide()
        self.resize(self._tools.theme.px(560), self.minimumSizeHint().height())
        self.close_button.set_text(_("Close"))
        if not isinstance(error, NotAllowed):
            self.banner.say(words.text, closable=False)
            return
        self._tools.worker.run(
            lambda v: v.clients.get(self._client),
            owner=self,
            done=partial(self._teach, words.text),
        )

    def _teach(self, refusal: str, client: Client) -> None:
        """Name the rule, and the next step that may be taken."""
        if client.kind is ClientKind.INDIVIDUAL and client.birth_date is None:
            self._next_step = self.birth_date_asked.emit
            self.banner.say(refusal, action=_("Enter the birth date"), closable=False)
            return
        self._next_step = self.note_asked.emit
        step = _("Write down in a note who asked for it and when, so that nothing is lost.")
        self.banner.say(f"{refusal} {step}", action=_("New note"), closable=False)

    def _take_next_step(self) -> None:
        step = self._next_step
        self.reject()
        if step is not None:
            step()

    def _failed(self, error: Exception) -> None:
        if self._cancelled.is_set():
            return
        self.stack.setCurrentWidget(self._nothing)
        self.close_button.set_text(_("Close"))
        self.banner.set_tone("red")
        self.banner.say(words_of(error).text, closable=False)

    def _write(self, folder: Path, passphrase: str, looked_at: list[str]) -> None:
        self.banner.clear()
        self._say_busy(_("Writing the copy and reading it again …"))
        # From here on it may be logged, so that it can no longer be called back.
        self.close_button.setEnabled(False)
        prepared, rendered = self._prepared, self._rendered
        self._tools.worker.run(
            lambda v: v.releases.write(prepared, rendered, folder, passphrase or None, looked_at),
            owner=self,
            done=self._written,
            failed=self._not_written,
        )

    def _written(self, written: Any) -> None:
        self.close_button.setEnabled(True)
        self.close_button.set_text(_("Close"))
        self.choice.forget()
        self.finished_page.show_file(written.path, written.sha256)
        self.stack.setCurrentWidget(self.finished_page)
        self.close_button.setFocus()

    def _not_written(self, error: Exception) -> None:
        self.close_button.setEnabled(True)
        self.stack.setCurrentWidget(self._look)
        self.banner.set_tone("red")
        self.banner.say(words_of(error).text)


def _prepare(vault: OpenVault, client: ClientId) -> Any:
    return vault.releases.prepare(client)
