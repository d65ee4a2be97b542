"""How the vault behaves: what is chosen once and travels with the vault."""

from dataclasses import dataclass, field, replace

from vault.errors import BadInput
from vault.model.ids import ClientId
from vault.model.search import SavedSearch, cleaned_searches
from vault.model.snippet import Snippet, cleaned_snippets
from vault.model.spelling import cleaned_words
from vault.model.text import clean_line
from vault.translation import _

SHORTEST_IDLE, LONGEST_IDLE = 1, 60
"""Bounds, in minutes, of every idle time."""

BY_HAND, RAREST_BACKUP = 0, 30
"""Backups are only made by hand, or at the latest after so many days."""

MOST_PINNED = 50
"""The most clients that can be pinned."""

MOST_LATE_DAYS = 90
"""The most days after the service after which a signature can be called in time."""


@dataclass(frozen=True)
class VaultSettings:
    """How the vault behaves wherever it is opened.

    After how many minutes without a key or a click each compartment locks, after how many days the
    vault is backed up by itself (0 is never), and how many days after the service a note can be
    signed before it is called a late entry: that is the practice's own word, no rule of law.
    `snippets` are short words that stand for texts which are typed often. `mark_misspelled` says
    whether words that may be misspelled are marked; `words` are right although no dictionary has
    them. `scan_folder` is where a scanner lays its files, or empty: a path may bear a name.
    `searches` are those that are kept, by name; `pinned` the clients that stand before others.
    """

    records_idle_minutes: int = 10
    process_idle_minutes: int = 5
    backup_every_days: int = 1
    late_entry_days: int = 7
    snippets: tuple[Snippet, ...] = ()
    mark_misspelled: bool = True
    words: tuple[str, ...] = field(default=(), repr=False)
    scan_folder: str = field(default="", repr=False)
    searches: tuple[SavedSearch, ...] = ()
    pinned: tuple[ClientId, ...] = ()

    def cleaned(self) -> "VaultSettings":
        """Return these settings.

        Raises BadInput for an idle time that is not 1 to 60 minutes, and backups that are not
        made every 0 to 30 days, late entries that do not begin after 0 to 90 days, more than 50
        pinned clients, and as `cleaned_snippets`, `cleaned_words` and `cleaned_searches` do.
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
        late = self.late_entry_days
        if type(late) is not int or not 0 <= late <= MOST_LATE_DAYS:
            raise BadInput(
                _("A note is a late entry after 0 to {most} days.").format(most=MOST_LATE_DAYS)
            )
        if type(self.mark_misspelled) is not bool:
            raise BadInput(_("Words that may be misspelled are marked, or not."))
        if len(self.pinned) > MOST_PINNED:
            raise BadInput(
                _("At most {n} clients can be pinned.").format(n=MOST_PINNED),
                hint=_("Take the pin from one of them first."),
            )
        return replace(
            self,
            snippets=cleaned_snippets(self.snippets),
            words=cleaned_words(self.words),
            scan_folder=clean_line(self.scan_folder, _("The scan folder")).strip(),
            searches=cleaned_searches(self.searches),
        )
