"""Bringing records in: what was, what came now, and how far it is; reached from Clients."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from ui.errors import words_of
from ui.navigation import Destination
from ui.save_sheet import Sheet, save_sheet
from ui.screen import Screen
from ui.screens.imports.jobs import Found, ImportJobs
from ui.screens.imports.review_page import ReviewPage
from ui.screens.imports.start_page import Listed, StartPage
from ui.tools import Tools
from ui.widgets.working_page import WorkingPage
from vault.errors import Cancelled
from vault.model.ids import BatchId
from vault.model.incoming.batch import Batch
from vault.model.incoming.chart import answer_from, answer_json
from vault.model.incoming.columns import Columns
from vault.model.incoming.given import Whose, given_from, given_json
from vault.model.incoming.set_aside import SetAside
from vault.model.incoming.sorting import carried
from vault.open_vault import OpenVault
from vault.translation import _

FORM = "source"
_DESK = f"imports/{FORM}"


class ImportsScreen(Screen):
    """What was answered lies on the desk when the practice is locked, and is there again after."""

    place = "clients"
    topics = ("import.", "aside.")

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._chosen: dict[str, Columns] = {}
        self._whose: Whose = {}
        self._kept: Mapping[str, Any] = {}
        self._anew = True
        self.jobs = ImportJobs(tools, self)
        self.jobs.read.connect(self._show_charts)
        self.jobs.brought.connect(self._brought)
        self.jobs.failed.connect(self._failed)
        self.start = StartPage(tools)
        self.start.file_asked.connect(self.choose_file)
        self.start.folder_asked.connect(self.choose_folder)
        self.start.undo_asked.connect(self.undo)
        self.start.receipt_asked.connect(self.save_receipt)
        self.review = ReviewPage(tools)
        self.review.answered.connect(self._answered)
        self.review.bring_asked.connect(self.bring_in)
        self.review.cancelled.connect(self.cancel)
        self.review.columns_said.connect(self._read_so)
        self.review.whose_said.connect(self._give)
        self._working: WorkingPage | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self._stack.addWidget(self.review)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def arrive(self, destination: Destination) -> None:
        """Show what was brought in; a source that was answered for before a lock is read again."""
        self.reload()
        path = Path(str(self._kept.get("path", "")))
        if self._kept and path.exists():
            answers = self._kept.get("answers", {})
            self.review.model.answers = {
                int(number): answer_from(said) for number, said in answers.items()
            }
            whose = self._kept.get("whose", {})
            self._whose = {file: given_from(said) for file, said in whose.items()}
            self._begin(path)
        self._kept = {}

    def reload(self) -> None:
        """Read what was brought in."""
        self.tools.worker.run(_read, owner=self, done=self._show)

    def _show(self, found: tuple[Listed, list[SetAside], bool]) -> None:
        imports, aside, may_be_note = found
        self.start.show_imports(imports)
        self.start.aside.show_aside(aside, may_be_note=may_be_note)

    def put_down(self) -> None:
        """Lay what was answered on the desk; what is on its way is called off."""
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        self.jobs.cancel()
        if self._stack.currentWidget() is self.review:
            answers = self.review.model.answers
            said = {str(number): answer_json(each) for number, each in answers.items()}
            whose = {path: given_json(each) for path, each in self._whose.items()}
            value = {"path": str(self.jobs.path), "answers": said, "whose": whose}
            self.tools.worker.keep(lambda v: v.desk.keep(_DESK, value), owner=self)
        else:
            self.tools.worker.keep(lambda v: v.desk.clear(_DESK), owner=self)

    def take_up(self, forms: Mapping[str, Any]) -> None:
        """Remember what was answered before the lock."""
        kept = forms.get(FORM)
        self._kept = kept if isinstance(kept, Mapping) else {}

    def choose_file(self) -> None:
        """Ask for a file, and read it."""
        kinds = _("Records (*.zip *.csv *.tsv *.xlsx *.ods *.json *.pdf *.docx *.rtf *.txt *.html)")
        chosen = self.tools.dialogs.open_file(self, _("Bring in a file"), kinds)
        if chosen:
            self._begin_anew(Path(chosen))

    def choose_folder(self) -> None:
        """Ask for a folder, and read it."""
        chosen = self.tools.dialogs.folder(self, _("Bring in a folder"), "")
        if chosen:
            self._begin_anew(Path(chosen))

    def bring_in(self) -> None:
        """Bring in what is shown."""
        origin = self.review.origin.origin()
        if origin is None:
            return
        self._work(_("Bringing records in"), _("Until it is done, nothing of it is here."))
        self.jobs.bring_in(self.review.model.answers, self._whose, origin)

    def cancel(self) -> None:
        """Bring nothing in."""
        self.jobs.forget()
        self.review.model.answers, self._whose, self.review.charts = {}, {}, None
        self._stack.setCurrentWidget(self.start)

    def save_receipt(self, batch: str) -> None:
        """Save the receipt of an import as a PDF without a client's name."""
        chosen = self.tools.dialogs.save_file(self, _("Save the receipt"), "receipt.pdf")
        if chosen:
            self.tools.worker.run(
                lambda v: v.imports.receipt(BatchId(batch)),
                owner=self,
                done=partial(self._render, Path(chosen)),
            )

    def _render(self, path: Path, sheet: Sheet) -> None:
        self.tools.worker.apart(
            partial(save_sheet, sheet, path),
            owner=self,
            done=lambda name: self.tools.notices.say(_("Saved as {name}").format(name=name)),
            failed=self.tools.worker.failed.emit,
        )

    def undo(self, batch: str) -> None:
        """Take out what one import brought, once the person is sure."""
        sure = self.tools.dialogs.confirm(
            self,
            _("Take everything out again that this import brought?"),
            _(
                "Its clients, notes, appointments and documents go, and what it set aside. "
                "The source stays as it is."
            ),
            _("Undo the import"),
        )
        if sure:
            self.tools.worker.run(
                lambda v: v.imports.undo(BatchId(batch)), owner=self, done=self._undone
            )

    def _undone(self, _batch: Batch) -> None:
        self.tools.notices.say(_("It is undone: everything that it brought is out again."))
        self.reload()

    def _begin_anew(self, path: Path) -> None:
        self._chosen, self._whose, self.review.model.answers = {}, {}, {}
        self._begin(path)

    def _begin(self, path: Path) -> None:
        self._anew = True
        self._work(_("Reading what came"), _("Nothing is kept of it yet."))
        self.jobs.begin(path, self._chosen or None, self.review.model.answers, self._whose)

    def _read_so(self, table: str, columns: Columns) -> None:
        self._chosen[table] = columns
        self._begin(self.jobs.path)

    def _answered(self) -> None:
        self.jobs.again(self.review.model.answers, self._whose)

    def _give(self, whose: Whose) -> None:
        """Give files to clients; what was answered stays with whom it is of."""
        before = self.review.charts
        if before is None:
            return
        after, _problems = before.sorting.charts({}, whose)
        self.review.model.answers = carried(self.review.model.answers, before.charts, after)
        self._whose = whose
        self._answered()

    def _show_charts(self, found: Found) -> None:
        charts, majority_age = found
        self._whose = charts.whose
        self.review.show_charts(charts, majority_age, anew=self._anew)
        if self._anew:
            self._anew = False
            self._stack.setCurrentWidget(self.review)
            self._end_work()
            self.review.begin()

    def _brought(self, batch: Batch) -> None:
        self.cancel()
        self._end_work()
        self.reload()
        self.tools.notices.say(
            _("It is brought in."), action=_("Undo"), run=partial(self.undo, batch.id)
        )

    def _failed(self, error: Exception) -> None:
        anew = self._anew
        self._end_work()
        self._stack.setCurrentWidget(self.start if anew else self.review)
        if isinstance(error, Cancelled):
            return
        words = words_of(error)
        if words.defect or anew:
            self.tools.worker.failed.emit(error)
        else:
            self.review.banner.say(words.text)

    def _work(self, title: str, sentence: str) -> None:
        self._end_work()
        page = WorkingPage(self.tools.theme, title, sentence, stop=_("Cancel"))
        page.stopped.connect(self.jobs.cancel)
        self.jobs.stepped.connect(page.step)
        self._working = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.begin()

    def _end_work(self) -> None:
        if self._working is not None:
            self._stack.removeWidget(self._working)
            self._working.deleteLater()
            self._working = None


def _read(vault: OpenVault) -> tuple[Listed, list[SetAside], bool]:
    imports = [(each, vault.imports.may_undo(each.id)) for each in vault.imports.list_all()]
    return imports, vault.set_aside.list_all(), vault.process_door.exists
