"""The practice that the real program opens, and what its vault holds once it is closed again."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.real_window import RealWindow
from tests.practice import LICENSEE, PASSPHRASE, a_client
from vault.crypto.kdf import FLOOR
from vault.lifecycle.create import create
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.appointment import Appointment, Place
from vault.model.dates import SystemClock
from vault.model.ids import AppointmentId, new_id
from vault.model.secret import NewSecrets, Passphrase
from vault.open_vault import OpenVault

NEEDS_A_SCREEN = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("Xvfb", "xdotool")),
    reason="needs xvfb and xdotool",
)


def make_practice(
    path: Path,
    *,
    passphrase: str = PASSPHRASE,
    process: str | None = None,
    client: str = "Dana Whitfield",
) -> Path:
    """Make a vault with a client who has a session now; return its folder."""
    given = NewSecrets(process, recovery=False) if process is not None else None
    create(
        path,
        NewSecrets(passphrase, recovery=False),
        given,
        clock=SystemClock(),
        cost=FLOOR,
    )
    vault = opened(path, passphrase)
    now = SystemClock().now()
    vault.practice.set(LICENSEE)
    added = vault.clients.add([a_client(client, added_at=now)])[0]
    vault.appointments.add(
        [
            Appointment(
                id=AppointmentId(new_id()),
                client=added.id,
                day=now.date(),
                start=(now - timedelta(minutes=1)).time().replace(second=0, tzinfo=None),
                minutes=50,
                place=Place.OFFICE,
                weekly=False,
            )
        ]
    )
    vault.close()
    return path


def opened(path: Path, passphrase: str = PASSPHRASE) -> OpenVault:
    """Open the vault beside the program, once it is closed there."""
    return unlock(path, Passphrase(passphrase), Surroundings(SystemClock()))


def words_in(path: Path) -> list[str]:
    """Return the words of every note."""
    vault = opened(path)
    try:
        ids = [row.id for row in vault.notes.page(None, 0, 100)]
        return ["\n".join(part.text for part in vault.notes.get(each).body) for each in ids]
    finally:
        vault.close()


def begin_note(window: RealWindow, passphrase: str = PASSPHRASE) -> None:
    """Unlock and begin the note of the session that is now, or go on with it."""
    window.unlock(passphrase)
    window.key("Return")
    window.stand_still()
