"""Ends a record in a process of its own, which a test kills."""

import sys
from datetime import datetime
from pathlib import Path

from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE, FixedClock
from vault.crypto.kdf import FLOOR
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.ids import DestructionId
from vault.model.secret import Passphrase


def main(path: str, asked: str, moment: str) -> None:
    """Carry out what was asked for, at a moment of the practice."""
    around = Surroundings(FixedClock(datetime.fromisoformat(moment)), cost=FLOOR)
    vault = unlock(Path(path), Passphrase(PASSPHRASE), around)
    process = vault.open_process(Passphrase(PROCESS_PASSPHRASE))
    print("begins", flush=True)
    vault.destructions.finish(DestructionId(asked), PASSPHRASE, process.endings)
    print("done", flush=True)
    vault.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
