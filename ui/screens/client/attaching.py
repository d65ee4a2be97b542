"""Files on their way into a client's record: sealed beside the window, attached, then read."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.counting import counting
from ui.worker import Worker
from vault.model.dates import Clock
from vault.model.document import Document, Rerelease, title_from
from vault.model.ids import ClientId, DocumentId, new_id
from vault.open_vault import OpenVault


class Attaching(QObject):
    """Attaches files, all or none, and reads them for their words afterwards.

    `stepped` gives how far the file is that is being sealed; `attached` the documents and where
    their plain files lie still; `failed` an error: nothing was attached then.
    """

    stepped = Signal(int, int)
    attached = Signal(object, object)
    failed = Signal(object)

    def __init__(self, worker: Worker, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._worker, self._clock = worker, clock
        self._cancelled = Event()
        self.busy = False

    def begin(self, client: ClientId, files: Sequence[Path]) -> None:
        """Attach files to a client's record; while others are on their way, do nothing."""
        if self.busy or not files:
            return
        self.busy, self._cancelled = True, Event()
        self._worker.run(
            lambda vault: [vault.documents.to_attach(file) for file in files],
            owner=self,
            done=partial(self._seal, client, tuple(files)),
            failed=self._failed,
        )

    def cancel(self) -> None:
        """Call it off; what is attached by then stays."""
        self._cancelled.set()

    def _seal(self, client: ClientId, files: Sequence[Path], waiting: Sequence[Any]) -> None:
        progress = counting(self.stepped.emit, self._cancelled.is_set)
        self._worker.apart(
            partial(_sealed, waiting, progress),
            owner=self,
            done=partial(self._add, client, files),
            failed=self._failed,
        )

    def _add(self, client: ClientId, files: Sequence[Path], sealed: Sequence[Any]) -> None:
        now = self._clock.now()
        new = [
            Document(
                id=DocumentId(new_id()),
                client=client,
                title=title_from(each.file.name),
                kind="other",
                day=None,
                received=now.date(),
                file=each.file,
                added_at=now,
                rerelease=Rerelease.ASK,
            )
            for each in sealed
        ]
        self._worker.run(
            partial(_add, list(zip(new, sealed, strict=True))),
            owner=self,
            done=partial(self._attached, files),
            failed=self._failed,
        )

    def _attached(self, files: Sequence[Path], documents: Sequence[Document]) -> None:
        self.busy = False
        self.attached.emit(documents, files)
        for each in documents:
            self._worker.run(
                partial(_opened, each.id),
                owner=self,
                done=partial(self._read, each.id),
                failed=_leave,
            )

    def _read(self, document: DocumentId, opened: Any) -> None:
        """Read a document for its words, beside the window: a scan takes a while."""
        self._worker.apart(
            opened.words, owner=self, done=partial(self._keep_words, document), failed=_leave
        )

    def _keep_words(self, document: DocumentId, words: str) -> None:
        self._worker.run(
            lambda vault: vault.documents.keep_words(document, words), owner=self, failed=_leave
        )

    def _failed(self, error: Exception) -> None:
        self.busy = False
        self.failed.emit(error)


def _sealed(waiting: Sequence[Any], progress: Any) -> list[Any]:
    sealed: list[Any] = []
    try:
        for each in waiting:
            sealed.append(each.seal(progress))
    except BaseException:
        for each, done in zip(waiting, sealed, strict=False):
            each.discard(done)
        raise
    return sealed


def _add(attached: list[tuple[Document, Any]], vault: OpenVault) -> list[Document]:
    try:
        return vault.documents.attach(attached)
    except BaseException:
        for _document, sealed in attached:
            vault.documents.discard(sealed)
        raise


def _opened(document: DocumentId, vault: OpenVault) -> Any:
    return vault.documents.open(document)


def _leave(_error: Exception) -> None:
    """Leave a document without its words: it is whole, and found by its title."""
