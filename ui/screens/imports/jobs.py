"""What an import does on other threads: read, plan, seal, and bring in, told how far it is."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.counting import counting
from ui.tools import Tools
from vault.errors import NotFound
from vault.model.incoming.batch import Batch, Origin
from vault.model.incoming.chart import Answer
from vault.model.incoming.columns import Columns
from vault.model.incoming.given import Whose, still_there
from vault.model.incoming.plan import Charts, Plan, Understood
from vault.open_vault import OpenVault

Said = tuple[Mapping[int, Answer], Whose]
"""What a person said: of charts, by their numbers, and of files that name nobody."""

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
        self._charts_now: Charts | None = None
        self._asked: Said | None = None
        self._waits = False
        self.path = Path()

    def begin(
        self,
        path: Path,
        chosen: Mapping[str, Columns] | None,
        answers: Mapping[int, Answer],
        whose: Whose,
    ) -> None:
        """Read a source; `chosen` says what its tables are, the others what was said of it."""
        self.path, self._cancelled = path, Event()
        self._tools.worker.run(
            lambda v: v.imports.to_read(path),
            owner=self,
            done=partial(self._read, chosen, (dict(answers), dict(whose))),
            failed=self.failed.emit,
        )

    def again(self, answers: Mapping[int, Answer], whose: Whose) -> None:
        """Put the charts together anew, with what was said of them.

        Whoever types fast says more before that is done: then only the last of it is looked at.
        """
        if self._understood is None:
            return
        self._asked = dict(answers), dict(whose)
        if not self._waits:
            self._look()

    def bring_in(self, answers: Mapping[int, Answer], whose: Whose, origin: Origin) -> None:
        """Bring everything in."""
        self._cancelled = Event()
        self._tools.worker.run(
            partial(_plan, self.path, self._understood, (dict(answers), dict(whose))),
            owner=self,
            done=partial(self._seal, origin),
            failed=self.failed.emit,
        )

    def cancel(self) -> None:
        """Call it off; nothing is left."""
        self._cancelled.set()

    def forget(self) -> None:
        """Hold nothing of a source any more."""
        self._understood, self._charts_now, self.path = None, None, Path()

    def _progress(self) -> Any:
        return counting(self.stepped.emit, self._cancelled.is_set)

    def _read(self, chosen: Mapping[str, Columns] | None, said: Said, to_read: Any) -> None:
        self._tools.worker.apart(
            partial(to_read.read, chosen, self._progress()),
            owner=self,
            done=partial(self._begin_charts, said),
            failed=self.failed.emit,
        )

    def _begin_charts(self, said: Said, understood: Understood) -> None:
        answers, whose = said
        self._understood = understood
        self._asked = answers, still_there(understood.incoming.files, whose)
        self._look()

    def _look(self) -> None:
        understood, said, self._asked = self._understood, self._asked, None
        if understood is None or said is None:
            return
        self._waits = True
        self._tools.worker.run(
            partial(_charts, self.path, understood, said, self._charts_now),
            owner=self,
            done=self._looked,
            failed=self._not_looked,
        )

    def _looked(self, found: Found) -> None:
        self._waits = False
        if found[0].understood is not self._understood:
            return  # of a source that was put away meanwhile
        self._charts_now = found[0]
        if self._asked is not None:
            self._look()
        else:
            self.read.emit(found)

    def _not_looked(self, error: Exception) -> None:
        self._waits = False
        self.failed.emit(error)

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
    path: Path, understood: Understood, said: Said, earlier: Charts | None, vault: OpenVault
) -> Found:
    answers, whose = said
    try:
        charts = vault.imports.charts(path, understood, answers, whose, earlier)
    except NotFound:
        # A record that files were given to ended before they came: by its name it is a new one.
        whose = {path: replace(each, into=None) for path, each in whose.items()}
        charts = vault.imports.charts(path, understood, answers, whose, earlier)
    return charts, vault.releases.age_of_majority()


def _plan(path: Path, understood: Any, said: Said, vault: OpenVault) -> Any:
    plan: Plan = vault.imports.plan(path, understood, *said)
    return vault.imports.to_seal(plan)


def _bring_in(sealed: Any, origin: Origin, vault: OpenVault) -> Batch:
    try:
        return vault.imports.bring_in(sealed, origin)
    except BaseException:
        vault.imports.discard(sealed)
        raise
