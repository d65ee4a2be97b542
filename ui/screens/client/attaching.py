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

_DESK = "client/attaching-"
"""With the client: files were on their way when the vault was locked."""


class Attaching(QObject):
    """Attaches files, all or none of those that came together, one such after the other.

    Afterwards they are read for their words, behind all else. `stepped` gives how far the file is
    that is being sealed; `attached` the documents and where their plain files lie still; `failed`
    an error, and whose record they were for: nothing was attached then.
    """

    stepped = Signal(int, int)
    attached = Signal(object, object)
    failed = Signal(str, object)

    def __init__(self, worker: Worker, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._worker, self._clock = worker, clock
        self._cancelled = Event()
        self._waiting: list[tuple[ClientId, tuple[Path, ...]]] = []
        self._reading: set[DocumentId] = set()
        self.client: ClientId | None = None
        """Whose record files are on their way into, or None."""

    @property
    def busy(self) -> bool:
        """Whether files are on their way."""
        return self.client is not None

    def begin(self, client: ClientId, files: Sequence[Path]) -> None:
        """Attach files to a client's record, after those that are on their way."""
        if not files:
            return
        if self.busy:
            self._waiting.append((client, tuple(files)))
            return
        self.client, self._cancelled = client, Event()
        self._worker.run(
            partial(_to_attach, client, tuple(files)),
            owner=self,
            done=partial(self._seal, client, tuple(files)),
            failed=self._failed,
        )

    def cancel(self) -> None:
        """Call it off, and what waits; what is attached by then stays."""
        self._waiting.clear()
        self._cancelled.set()

    def read(self, documents: Sequence[DocumentId]) -> None:
        """Read documents for their words that are not being read already, behind all else."""
        for each in documents:
            if each not in self._reading:
                self._reading.add(each)
                self._worker.run(
                    partial(_opened, each),
                    owner=self,
                    done=partial(self._read, each),
                    failed=partial(self._leave, each),
                )

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
        self._worker.keep(
            partial(_add, list(zip(new, sealed, strict=True))),
            owner=self,
            done=partial(self._attached, files),
            failed=self._failed,
        )

    def _attached(self, files: Sequence[Path], documents: Sequence[Document]) -> None:
        self.client = None
        self.attached.emit(documents, files)
        self.read([each.id for each in documents])
        self._next()

    def _failed(self, error: Exception) -> None:
        client, self.client = self.client, None
        if client is not None:
            self._worker.run(partial(_forget, client), owner=self)
        self.failed.emit(client or "", error)
        self._next()

    def _next(self) -> None:
        if self._waiting and not self.busy:
            self.begin(*self._waiting.pop(0))

    def _read(self, document: DocumentId, opened: Any) -> None:
        """Read a document for its words: a scan takes a while."""
        self._worker.behind(
            opened.words,
            owner=self,
            done=partial(self._keep_words, document),
            failed=partial(self._leave, document),
        )

    def _keep_words(self, document: DocumentId, words: str) -> None:
        self._reading.discard(document)
        self._worker.run(
            lambda vault: vault.documents.keep_words(document, words), owner=self, failed=_nothing
        )

    def _leave(self, document: DocumentId, _error: Exception) -> None:
        """Leave a document without its words: it is whole, and found by its title."""
        self._reading.discard(document)


def _to_attach(client: ClientId, files: Sequence[Path], vault: OpenVault) -> list[Any]:
    vault.desk.keep(f"{_DESK}{client}", {"files": len(files)})
    return [vault.documents.to_attach(file) for file in files]


def _forget(client: ClientId, vault: OpenVault) -> None:
    vault.desk.clear(f"{_DESK}{client}")


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
        added = vault.documents.attach(attached)
    except BaseException:
        for _document, sealed in attached:
            vault.documents.discard(sealed)
        raise
    _forget(added[0].client, vault)
    return added


def _opened(document: DocumentId, vault: OpenVault) -> Any:
    return vault.documents.open(document)


def _nothing(_error: Exception) -> None:
    """Say nothing: it was taken out meanwhile."""
