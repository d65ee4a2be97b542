"""Every call of the vault, on the one thread that owns it; its answers, on the window's thread."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from vault.open_vault import OpenVault

Answer = TypeVar("Answer")
Done = Callable[[Any], object]
Failed = Callable[[Exception], object]

_VAULT, _APART, _BEHIND = "vault", "apart", "behind"


@dataclass(frozen=True)
class _Waiting:
    owner: QObject
    done: Done | None
    failed: Failed | None
    keeps: bool = False


class Worker(QObject):
    """Runs jobs away from the window and delivers what they return to whoever waits.

    Only plain values cross the threads. A callback is dropped when its `owner` is gone; an error
    that nobody asked for is told by `failed`, and each of a job of `keep` by `unkept`. `fact` tells
    each fact after its commit, `idle` that every answer asked for so far has been delivered.
    """

    failed = Signal(object)
    unkept = Signal(object)
    fact = Signal(object)
    idle = Signal()
    _finished = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault: OpenVault | None = None
        self._closing = False
        self._waiting: dict[int, _Waiting] = {}
        self._numbers = count(1)
        self._threads: dict[str, Executor] = {}
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether somebody waits for an answer."""
        return bool(self._waiting)

    def open(
        self,
        opening: "Callable[[], OpenVault]",
        *,
        owner: QObject,
        done: Done | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Open a vault on the thread that will own it; `done` gets its warnings."""

        def job() -> tuple[str, ...]:
            vault = opening()
            vault.listen(self.fact.emit)
            self._vault = vault
            return vault.warnings

        self._closing = False
        self._submit(_VAULT, job, _Waiting(owner, done, failed))

    def run(
        self,
        job: "Callable[[OpenVault], Answer]",
        *,
        owner: QObject,
        done: Callable[[Answer], object] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run a job with the open vault, after those that wait already.

        Once the vault is to be closed, what is still asked is dropped: a fact of the last save, or
        a timer, may ask when nobody is there any more to be answered.
        """
        if self._closing:
            return
        self._submit(_VAULT, lambda: job(self._open()), _Waiting(owner, done, failed))

    def keep(
        self,
        job: "Callable[[OpenVault], Answer]",
        *,
        owner: QObject,
        done: Callable[[Answer], object] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run a job that has words which may be nowhere else, as `run` does.

        When it fails, `unkept` tells it, whoever else takes the error: a lock does not end what
        has the only copy.
        """
        if self._closing:
            return
        self._submit(_VAULT, lambda: job(self._open()), _Waiting(owner, done, failed, keeps=True))

    def apart(
        self,
        job: Callable[[], Answer],
        *,
        owner: QObject,
        done: Callable[[Answer], object] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run long work that needs no open vault, beside the vault's own thread.

        Dropped as in `run` once the vault is to be closed.
        """
        if self._closing:
            return
        self._submit(_APART, job, _Waiting(owner, done, failed))

    def behind(
        self,
        job: Callable[[], Answer],
        *,
        owner: QObject,
        done: Callable[[Answer], object] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run long work that nobody waits for, as `apart` does, and never before what is apart."""
        if self._closing:
            return
        self._submit(_BEHIND, job, _Waiting(owner, done, failed))

    def close(self, *, owner: QObject, done: Done | None = None) -> None:
        """Close the vault after every job that waits; also when there is none or it fails."""

        def job() -> None:
            vault, self._vault = self._vault, None
            if vault is not None:
                vault.close()

        self._closing = True
        self._submit(_VAULT, job, _Waiting(owner, done, done))

    def once_closed(
        self,
        job: Callable[[], Answer],
        *,
        owner: QObject,
        done: Callable[[Answer], object] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run long work on a vault that `close` has closed, on the thread that owned it."""
        self._submit(_VAULT, job, _Waiting(owner, done, failed))

    def stop(self) -> None:
        """Let the threads end when their jobs have; what is asked later is dropped."""
        self._closing = True
        for thread in self._threads.values():
            thread.shutdown(wait=True)

    def _open(self) -> "OpenVault":
        if self._vault is None:
            raise RuntimeError("There is no open vault.")
        return self._vault

    def _submit(self, thread: str, job: Callable[[], Any], waiting: _Waiting) -> None:
        number = next(self._numbers)
        self._waiting[number] = waiting
        if thread not in self._threads:
            # Imported with the first job: the lock screen is not to wait for it.
            from concurrent.futures import ThreadPoolExecutor

            self._threads[thread] = ThreadPoolExecutor(1, thread)
        self._threads[thread].submit(self._work, number, job)

    def _work(self, number: int, job: Callable[[], Any]) -> None:
        try:
            value, error = job(), None
        except Exception as raised:
            value, error = None, raised
        self._finished.emit(number, value, error)

    @Slot(int, object, object)
    def _deliver(self, number: int, value: object, error: Exception | None) -> None:
        waiting = self._waiting.pop(number)
        if error is not None and waiting.keeps:
            self.unkept.emit(error)
        self._answer(waiting, value, error)
        if not self._waiting:
            self.idle.emit()

    def _answer(self, waiting: _Waiting, value: object, error: Exception | None) -> None:
        if error is not None and waiting.failed is None:
            self.failed.emit(error)
        elif not isValid(waiting.owner):
            return
        elif error is not None and waiting.failed is not None:
            waiting.failed(error)
        elif waiting.done is not None:
            waiting.done(value)
