"""What an import does on other threads: read, plan, seal, and bring in, told how far it is."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.counting import counting
from ui.tools import Tools
from vault.model.incoming.batch import Batch, Origin
from vault.model.incoming.chart import Answer
from vault.model.incoming.columns import Columns
from vault.model.incoming.plan import Charts, Plan, Understood
from vault.open_vault import OpenVault

Found = tuple[Charts, int]
"""The charts of a source, and the age of majority in the practice."""


class ImportJobs(QObject):
    """One source at a time. `read` gives what was Found, `brought` the Batch, `failed` why not."""

    stepped = Signal(int, int)
    read = Signal(object)
    brought = Signal(object)
    failed = Signal(object)

    def __init__(self, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._cancelled = Event()
        self._understood: Understood | None = None
        self.path = Path()

    def begin(
        self,
        path: Path,
        chosen: Mapping[str, Columns] | None = None,
        answers: Mapping[int, Answer] | None = None,
    ) -> None:
        """Read a source; `chosen` says what its tables are, `answers` what was said of charts."""
        self.path, self._cancelled = path, Event()
        self._tools.worker.run(
            lambda v: v.imports.to_read(path),
            owner=self,
            done=partial(self._read, chosen, answers or {}),
            failed=self.failed.emit,
        )

    def again(self, answers: Mapping[int, Answer]) -> None:
        """Put the charts together anew, with what was answered."""
        if self._understood is not None:
            self._charts(answers, self._understood)

    def bring_in(self, answers: Mapping[int, Answer], origin: Origin) -> None:
        """Bring everything in."""
        self._cancelled = Event()
        self._tools.worker.run(
            partial(_plan, self.path, self._understood, dict(answers)),
            owner=self,
            done=partial(self._seal, origin),
            failed=self.failed.emit,
        )

    def cancel(self) -> None:
        """Call it off; nothing is left."""
        self._cancelled.set()

    def forget(self) -> None:
        """Hold nothing of a source any more."""
        self._understood, self.path = None, Path()

    def _progress(self) -> Any:
        return counting(self.stepped.emit, self._cancelled.is_set)

    def _read(
        self, chosen: Mapping[str, Columns] | None, answers: Mapping[int, Answer], to_read: Any
    ) -> None:
        self._tools.worker.apart(
            partial(to_read.read, chosen, self._progress()),
            owner=self,
            done=partial(self._charts, answers),
            failed=self.failed.emit,
        )

    def _charts(self, answers: Mapping[int, Answer], understood: Understood) -> None:
        self._understood = understood
        self._tools.worker.run(
            partial(_charts, self.path, understood, dict(answers)),
            owner=self,
            done=self.read.emit,
            failed=self.failed.emit,
        )

    def _seal(self, origin: Origin, to_seal: Any) -> None:
        self._tools.worker.apart(
            partial(to_seal.seal, self._progress()),
            owner=self,
            done=partial(self._bring_in, origin),
            failed=self.failed.emit,
        )

    def _bring_in(self, origin: Origin, sealed: Any) -> None:
        self._tools.worker.keep(
            partial(_bring_in, sealed, origin),
            owner=self,
            done=self.brought.emit,
            failed=self.failed.emit,
        )


def _charts(
    path: Path, understood: Understood, answers: Mapping[int, Answer], vault: OpenVault
) -> Found:
    return vault.imports.charts(path, understood, answers), vault.releases.age_of_majority()


def _plan(path: Path, understood: Any, answers: Mapping[int, Answer], vault: OpenVault) -> Any:
    plan: Plan = vault.imports.plan(path, understood, answers)
    return vault.imports.to_seal(plan)


def _bring_in(sealed: Any, origin: Origin, vault: OpenVault) -> Batch:
    try:
        return vault.imports.bring_in(sealed, origin)
    except BaseException:
        vault.imports.discard(sealed)
        raise
