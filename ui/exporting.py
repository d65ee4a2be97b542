"""Writes everything as plain files while the person goes on working: one export at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.counting import counting
from ui.worker import Worker
from vault.errors import WrongSecret
from vault.model.export import Exported, Format
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault, PreparedExport
from vault.progress import Progress
from vault.translation import _


@dataclass(frozen=True)
class Wanted:
    """What is to be written where. `passphrase` is None through a way in that has none.

    `process` is the passphrase of process notes, None where they stay.
    """

    out: Path = field(repr=False)
    formats: frozenset[Format]
    passphrase: str | None = field(default=None, repr=False)
    process: str | None = field(default=None, repr=False)


class Exporting(QObject):
    """`began` tells that the secrets were right, `stepped` how far it is of how much.

    `ended` gives the Exported, `failed` why there is none.
    """

    began = Signal()
    stepped = Signal(int, int)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._cancelled = Event()
        self.running = False

    def begin(self, wanted: Wanted, refused: Callable[[Exception], object]) -> None:
        """Begin; `refused` gets why it did not begin. While one runs, do nothing."""
        if self.running:
            return
        self.running, self._cancelled = True, Event()

        def not_begun(error: Exception) -> None:
            self.running = False
            refused(error)

        process = wanted.process is not None
        self._worker.run(
            partial(_prepare, wanted),
            owner=self,
            done=partial(self._write, wanted.formats, process),
            failed=not_begun,
        )

    def cancel(self) -> None:
        """Call it off; what was written is taken away."""
        self._cancelled.set()

    def _write(self, formats: frozenset[Format], process: bool, prepared: PreparedExport) -> None:
        self.began.emit()
        progress = counting(self.stepped.emit, self._cancelled.is_set)
        self._worker.apart(
            partial(_run, prepared, formats, progress, process),
            owner=self,
            done=self._keep,
            failed=self._failed,
        )

    def _keep(self, exported: Exported) -> None:
        self._worker.keep(
            lambda v: v.exports.keep(exported),
            owner=self,
            done=lambda _none: self._end(exported),
            failed=self._failed,
        )

    def _end(self, exported: Exported) -> None:
        self.running = False
        self.ended.emit(exported)

    def _failed(self, error: Exception) -> None:
        self.running = False
        self.failed.emit(error)


def _prepare(wanted: Wanted, vault: OpenVault) -> PreparedExport:
    if wanted.passphrase is not None:
        vault.exports.check_passphrase(wanted.passphrase)
    if wanted.process is None or vault.process is not None:
        return vault.prepare_export(wanted.out)
    try:
        vault.open_process(Passphrase(wanted.process))
    except WrongSecret:
        raise WrongSecret(_("The passphrase of process notes does not open them.")) from None
    try:
        return vault.prepare_export(wanted.out)
    finally:
        vault.close_process()


def _run(
    prepared: PreparedExport, formats: frozenset[Format], progress: Progress, process: bool
) -> Any:
    try:
        return prepared.run(formats, progress, process_notes=process)
    finally:
        prepared.discard()
