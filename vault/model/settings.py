"""How the vault behaves: what is chosen once and travels with the vault."""

from dataclasses import dataclass

from vault.errors import BadInput
from vault.translation import _

SHORTEST_IDLE, LONGEST_IDLE = 1, 60
"""Bounds, in minutes, of every idle time."""

BY_HAND, RAREST_BACKUP = 0, 30
"""Backups are only made by hand, or at the latest after so many days."""


@dataclass(frozen=True)
class VaultSettings:
    """How the vault behaves wherever it is opened.

    After how many minutes without a key or a click each compartment locks, and after how many days
    the vault is backed up by itself; 0 is never.
    """

    records_idle_minutes: int = 10
    process_idle_minutes: int = 5
    backup_every_days: int = 1

    def cleaned(self) -> "VaultSettings":
        """Return these settings.

        Raises BadInput for an idle time that is not 1 to 60 minutes, and backups that are not
        made every 0 to 30 days.
        """
        for minutes in (self.records_idle_minutes, self.process_idle_minutes):
            if type(minutes) is not int or not SHORTEST_IDLE <= minutes <= LONGEST_IDLE:
                raise BadInput(
                    _("An idle time must be from {least} to {most} minutes.").format(
                        least=SHORTEST_IDLE, most=LONGEST_IDLE
                    )
                )
        days = self.backup_every_days
        if type(days) is not int or not BY_HAND <= days <= RAREST_BACKUP:
            raise BadInput(
                _("Backups are made every 1 to {most} days, or by hand (0).").format(
                    most=RAREST_BACKUP
                )
            )
        return self
