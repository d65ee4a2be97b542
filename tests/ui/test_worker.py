"""The worker: one thread for the vault, answers in order on the window's, callbacks that vanish."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.practice import PASSPHRASE, a_client
from ui.worker import Worker
from vault.errors import NotFound
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.audit import Action
from vault.model.ids import ClientId
from vault.model.secret import Passphrase


@pytest.fixture
def worker(qtbot: QtBot, path: Path, around: Surroundings) -> Worker:
    """A worker with this test's vault open."""
    worker = Worker()
    opened: list[object] = []
    worker.open(
        lambda: unlock(path, Passphrase(PASSPHRASE), around), owner=worker, done=opened.append
    )
    qtbot.waitUntil(lambda: bool(opened))
    return worker


def end(worker: Worker, qtbot: QtBot) -> None:
    """Close the vault and the threads."""
    closed: list[object] = []
    worker.close(owner=worker, done=closed.append)
    qtbot.waitUntil(lambda: bool(closed))
    worker.stop()


def test_every_call_runs_on_one_other_thread_and_answers_on_this_one(
    worker: Worker, qtbot: QtBot
) -> None:
    ran: set[int] = set()
    answered: list[tuple[int, int]] = []

    def done(number: int) -> None:
        answered.append((number, threading.get_ident()))

    def job(number: int) -> int:
        ran.add(threading.get_ident())
        return number

    for number in range(50):
        worker.run(lambda _v, n=number: job(n), owner=worker, done=done)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(answered) == 50)
    here = threading.get_ident()
    assert answered == [(number, here) for number in range(50)]
    assert len(ran) == 1
    assert here not in ran
    end(worker, qtbot)


def test_a_fact_reaches_the_window_after_its_commit(worker: Worker, qtbot: QtBot) -> None:
    client = a_client()
    with qtbot.waitSignal(worker.fact) as heard:
        worker.run(lambda v: v.clients.add([client]), owner=worker)
    assert heard.args is not None
    assert heard.args[0].action is Action.CLIENT_ADDED
    assert heard.args[0].client == client.id
    end(worker, qtbot)


def test_an_error_goes_to_who_asked_or_to_everybody(worker: Worker, qtbot: QtBot) -> None:
    caught: list[Exception] = []
    worker.run(lambda v: v.clients.get(ClientId("x")), owner=worker, failed=caught.append)
    qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0], NotFound)
    with qtbot.waitSignal(worker.failed) as heard:
        worker.run(lambda v: v.clients.get(ClientId("x")), owner=worker)
    assert heard.args is not None
    assert isinstance(heard.args[0], NotFound)
    end(worker, qtbot)


def test_an_answer_for_a_screen_that_is_gone_is_dropped(worker: Worker, qtbot: QtBot) -> None:
    from shiboken6 import delete

    owner = QObject()
    answered: list[object] = []
    after: list[object] = []
    worker.run(lambda _v: 1, owner=owner, done=answered.append)
    delete(owner)
    worker.run(lambda _v: 2, owner=worker, done=after.append)
    qtbot.waitUntil(lambda: bool(after))
    assert answered == []
    end(worker, qtbot)


def test_work_apart_runs_beside_the_vault(worker: Worker, qtbot: QtBot) -> None:
    gate = threading.Event()
    answered: list[str] = []
    worker.apart(lambda: gate.wait(20), owner=worker, done=lambda _v: answered.append("apart"))
    worker.run(lambda _v: None, owner=worker, done=lambda _v: answered.append("vault"))
    qtbot.waitUntil(lambda: answered == ["vault"])
    gate.set()
    qtbot.waitUntil(lambda: answered == ["vault", "apart"])
    end(worker, qtbot)


def test_what_is_asked_after_closing_is_dropped(worker: Worker, qtbot: QtBot) -> None:
    closed: list[object] = []
    ran: list[object] = []
    worker.close(owner=worker, done=closed.append)
    worker.run(lambda _v: ran.append("run"), owner=worker, failed=ran.append)
    worker.apart(lambda: ran.append("apart"), owner=worker, failed=ran.append)
    qtbot.waitUntil(lambda: bool(closed))
    worker.stop()
    worker.run(lambda _v: ran.append("later"), owner=worker, failed=ran.append)
    assert not worker.busy
    assert ran == []
