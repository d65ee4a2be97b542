"""The surroundings of this computer: its own clock, and the folder where it remembers vaults."""

from vault.lifecycle.sitting import Surroundings
from vault.model.dates import SystemClock


def surroundings(*, accept_older: bool = False) -> Surroundings:
    """Return what unlocking takes from this computer.

    With `accept_older` a vault that is older than it was seen opens, and that is recorded.
    """
    from platformdirs import user_state_path

    return Surroundings(SystemClock(), user_state_path("strongroom"), accept_older=accept_older)
