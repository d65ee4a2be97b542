"""The documents of a client: attached by file or by drop, looked at, and put right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ui.date_words import plain_day
from ui.errors import words_of
from ui.screens.client.attaching import Attaching
from ui.screens.client.document_form import DocumentForm
from ui.screens.client.document_view import DocumentView, said_of
from ui.screens.client.scans_part import ScansPart
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.labels import label
from ui.widgets.list_form import ListForm
from ui.widgets.list_page import ListKind, ListPage
from ui.widgets.list_row import ListRow
from vault.errors import Cancelled, VaultError
from vault.model.document import Document, Rerelease
from vault.model.document_words import rerelease_words
from vault.model.ids import ClientId, DocumentId
from vault.open_vault import OpenVault
from vault.translation import _, count_of


@dataclass(frozen=True)
class DocumentsView:
    """The documents of a client, and which of them may be taken out.

    `consents` are what can be the consent to a recording, and the day of each; `unread` those that
    were not read for their words yet.
    """

    documents: tuple[Document, ...]
    removable: frozenset[DocumentId]
    consents: tuple[tuple[str, date], ...] = ()
    unread: tuple[DocumentId, ...] = ()


class DocumentsPage(ListPage):
    """The documents of one client, the newest that came first."""

    def __init__(self, tools: Tools) -> None:
        kind = ListKind(
            title=_("Documents"),
            add=(_("Attach files…"), "paperclip"),
            desk="client/document-",
            removed=_("The document was taken out."),
            read=_read,
            show=self._show_found,
            form=self._form_of,
            bring_back=lambda document, vault: vault.documents.undo_remove(document.id),
            kept="document",
        )
        super().__init__(tools, kind)
        self._found = DocumentsView((), frozenset())
        self._wanted: DocumentId | None = None
        self._change_next: DocumentId | None = None
        self._plain: tuple[tuple[DocumentId, Path], ...] = ()
        self.attaching = Attaching(tools.worker, tools.clock, self)
        self.attaching.stepped.connect(self._step)
        self.attaching.attached.connect(self._attached)
        self.attaching.failed.connect(self._not_attached)
        self.view = DocumentView(tools)
        self.view.left.connect(self._close_view)
        self.view.change_asked.connect(self._change)
        self.view.removal_asked.connect(self._take_out)
        self._stack.addWidget(self.view)
        theme = tools.theme
        self.plain = Banner(theme, "plain")
        self.plain.acted.connect(self._delete_plain)
        self._working = QWidget()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Attaching"))
        self.stop = button(_("Stop"), theme=theme, small=True)
        self.stop.clicked.connect(self.attaching.cancel)
        working = QHBoxLayout(self._working)
        working.setContentsMargins(0, 0, 0, 0)
        working.addWidget(label(_("Attaching …"), "small", wrap=False))
        working.addWidget(self.bar, 1)
        working.addWidget(self.stop)
        self.nothing = label(
            _(
                "No document is attached. Attach a letter, a report or a scan, or drop files "
                "here. Each is kept encrypted, and a copy of the file stays where it was."
            ),
            "mute",
        )
        self.scans = ScansPart(tools)
        self.scans.asked.connect(lambda file: self.attach([file]))
        for widget in (self._working, self.plain, self.nothing, self.scans):
            self.column.addWidget(widget)
        self._working.hide()

    @property
    def newest(self) -> Document:
        """The document that came last. Raises LookupError where there is none."""
        return self._found.documents[0]

    def add(self) -> None:
        """Ask which files are to be attached."""
        files = self.tools.dialogs.open_files(self, _("Attach files"))
        self.attach([Path(each) for each in files])

    def attach(self, files: Sequence[Path]) -> None:
        """Attach files to the record of the client who is shown."""
        if self._client is None or not files:
            return
        self.banner.clear()
        self._close_view()
        self.attaching.begin(self._client, files)
        self._show_working()

    def show_document(self, document: DocumentId) -> None:
        """Show one document, as soon as it is known."""
        self._wanted = document
        if self._shown:
            self._show_wanted()

    def clear(self) -> None:
        """Show nothing of anybody."""
        super().clear()
        self._wanted = self._change_next = None
        self._forget_plain()
        self.view.clear()
        self._show_working()
        if self._stack.currentWidget() is self.view:
            self._stack.setCurrentIndex(0)

    def _show_found(self, found: DocumentsView) -> None:
        self._found = found
        self._show_working()
        if not {each.id for each in found.documents}.issuperset(each for each, _at in self._plain):
            self._forget_plain()  # one of them was taken out: what lies there is the only one
        self.attaching.read(found.unread)
        self.scans.reload()
        self.nothing.setVisible(not found.documents)
        for each in found.documents:
            self.listed.add_row(self._row(each))
        self._show_wanted()
        change, self._change_next = self._change_next, None
        if change is not None:
            self.open_form(change)

    def _row(self, document: Document) -> QWidget:
        theme = self.tools.theme
        spoken = _("Show {title}").format(title=document.title)
        look = button(_("Show"), icon="eye", theme=theme, name=spoken, small=True)
        look.clicked.connect(partial(self.show_document, document.id))
        row = ListRow(theme, document.title, said_of(document), state=_state(document), beside=look)
        row.change_asked.connect(partial(self.open_form, document.id))
        self.offer_earlier(row, document.id)
        return row

    def _form_of(self, _client: ClientId, desk: str, known: str) -> ListForm | None:
        document = self._of(known)
        if document is None:
            return None
        may_remove = document.id in self._found.removable
        return DocumentForm(
            self.tools, desk, document, may_remove=may_remove, consents=self._consents()
        )

    def _consents(self) -> dict[str, str]:
        words = {}
        for known, day in self._found.consents:
            document = self._of(known)
            title = document.title if document is not None else _("Onset list")
            words[known] = f"{title}, {plain_day(day)}"
        return words

    def _of(self, known: str) -> Document | None:
        return next((each for each in self._found.documents if each.id == known), None)

    def _show_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        document = self._of(wanted) if wanted is not None else None
        if document is not None:
            self._stack.setCurrentWidget(self.view)
            self.view.show_document(document)

    def _close_view(self) -> None:
        if self._stack.currentWidget() is self.view:
            self.view.clear()
            if self.form is not None:
                self._stack.setCurrentWidget(self.form)
            else:
                self._stack.setCurrentIndex(0)
            self.begin()

    def _change(self, document: str) -> None:
        self._close_view()
        self.open_form(document)

    def _take_out(self, document: str) -> None:
        self._close_view()
        self.change(lambda vault: vault.documents.remove(DocumentId(document)))

    def _step(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _attached(self, documents: Sequence[Document], files: Sequence[Path]) -> None:
        self._show_working()
        if documents[0].client != self._client:
            return
        self._plain = tuple(zip((each.id for each in documents), files, strict=True))
        sentence = count_of(
            "The file is attached. It is still where it was, too, and not encrypted there.",
            "{n} files are attached. They are still where they were, too, and not encrypted there.",
            len(files),
        )
        self.plain.say(sentence, action=_("Delete there…"))
        # What one file is, is asked at once; several are put right one by one, if at all.
        self._change_next = documents[0].id if len(documents) == 1 else None
        self.reload()

    def _not_attached(self, client: str, error: Exception) -> None:
        self._show_working()
        if isinstance(error, Cancelled):
            return
        if client == self._client:
            self.banner.say(words_of(error).text)
        else:
            words = _("A file of another client was not attached. {reason}")
            self.tools.notices.say(words.format(reason=words_of(error).text))

    def _show_working(self) -> None:
        is_here = self.attaching.busy and self.attaching.client == self._client
        if is_here and self._working.isHidden():
            self.bar.setRange(0, 0)
        self._working.setVisible(is_here)

    def _forget_plain(self) -> None:
        self._plain = ()
        self.plain.clear()

    def _delete_plain(self) -> None:
        files, self._plain = self._plain, ()
        if not files or not self.tools.dialogs.confirm(
            self,
            _("Delete the files where they were?"),
            _("What is attached stays. A disk may keep traces of a deleted file."),
            _("Delete there"),
        ):
            self._plain = files
            return
        self.plain.clear()
        # The vault is asked again: what it has no more may be the only one there.
        self.tools.worker.run(
            partial(_opened, files),
            owner=self,
            done=lambda opened: self.tools.worker.apart(
                partial(_delete, opened), owner=self, done=self._deleted, failed=self._say
            ),
            failed=self._say,
        )

    def _deleted(self, left: Sequence[str]) -> None:
        if left:
            self.banner.say(" ".join(dict.fromkeys(left)))
        else:
            self.tools.notices.say(_("Deleted."))


def _state(document: Document) -> tuple[str, str] | None:
    if document.in_error is not None:
        return _("in error"), "red"
    if document.lacks_consent:
        return _("no consent to it"), "amber"
    if document.rerelease is Rerelease.NO:
        return rerelease_words(document.rerelease), "amber"
    return None


def _opened(files: Sequence[tuple[DocumentId, Path]], vault: OpenVault) -> list[tuple[Any, Path]]:
    return [(vault.documents.open(known), path) for known, path in files]


def _delete(opened: Sequence[tuple[Any, Path]]) -> list[str]:
    """Delete files that were attached; return why each that is left was left."""
    left = []
    for document, path in opened:
        try:
            document.delete_plain(path)
        except VaultError as error:
            left.append(error.sentence)
    return left


def _read(client: ClientId, vault: OpenVault) -> DocumentsView:
    found = tuple(vault.documents.of_client(client))
    removable = (each.id for each in found if vault.documents.may_remove(each.id))
    consents, unread = vault.documents.consents(client), vault.documents.unread(client)
    return DocumentsView(found, frozenset(removable), tuple(consents), tuple(unread))
