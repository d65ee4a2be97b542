"""How the vault behaves: what is chosen once and travels with the vault."""

from dataclasses import dataclass, fields

from vault.errors import BadInput
from vault.translation import _

SHORTEST_IDLE, LONGEST_IDLE = 1, 60
"""Bounds, in minutes, of every idle time."""


@dataclass(frozen=True)
class VaultSettings:
    """After how many minutes without a key or a click each compartment locks."""

    records_idle_minutes: int = 10
    process_idle_minutes: int = 5

    def cleaned(self) -> "VaultSettings":
        """Return these settings. Raises BadInput for an idle time that is not 1 to 60 minutes."""
        for each in fields(self):
            minutes = getattr(self, each.name)
            if type(minutes) is not int or not SHORTEST_IDLE <= minutes <= LONGEST_IDLE:
                raise BadInput(
                    _("An idle time must be from {least} to {most} minutes.").format(
                        least=SHORTEST_IDLE, most=LONGEST_IDLE
                    )
                )
        return self
