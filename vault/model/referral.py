"""The referral directory: colleagues and services to whom the licensee refers.

Appropriate referrals are part of the work (20 CSR 2263-3.040(6); 262 CMR 8.02(2)(d)). The directory
is administrative, and in no record; what of it is written into a note stays there as it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from vault.errors import BadInput
from vault.model.ids import ReferralId
from vault.model.names_in_text import folded
from vault.model.text import clean_line, clean_name, clean_text
from vault.translation import _


class Taking(StrEnum):
    """Whether somebody takes new clients, as far as it is known."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class ReferralEntry:
    """Somebody, or a service, of the directory; every text but the name may be empty.

    `way` is an e-mail address or another way to reach them, `confirmed` the day on which all this
    was last known to be so. One that is put away is kept, and offered no more.
    """

    id: ReferralId
    name: str = field(repr=False)
    profession: str = field(default="", repr=False)
    specialities: str = field(default="", repr=False)
    languages: str = field(default="", repr=False)
    place: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    way: str = field(default="", repr=False)
    taking: Taking = Taking.UNKNOWN
    note: str = field(default="", repr=False)
    confirmed: date | None = None
    away: bool = False

    def cleaned(self, today: date) -> "ReferralEntry":
        """Return this entry with its texts normalised.

        Raises BadInput for an empty name, and for a day of confirmation that is to come.
        """
        if self.confirmed is not None and self.confirmed > today:
            raise BadInput(_("The day on which it was confirmed is in the future."))
        return replace(
            self,
            name=clean_name(self.name, _("The name")),
            profession=clean_line(self.profession, _("The profession")),
            specialities=clean_line(self.specialities, _("The specialties")),
            languages=clean_line(self.languages, _("The languages")),
            place=clean_line(self.place, _("The place")),
            phone=clean_line(self.phone, _("The phone")),
            way=clean_line(self.way, _("The way to reach them")),
            note=clean_text(self.note, _("The note")),
        )

    @property
    def words(self) -> str:
        """What goes into a note: the name, and the phone where one is known."""
        return ", ".join(each for each in (self.name, self.phone) if each.strip())

    @property
    def said(self) -> tuple[str, ...]:
        """What is known beside the name and the note, without what is empty."""
        known = self.profession, self.specialities, self.languages, self.place, self.phone, self.way
        return tuple(each for each in known if each.strip())

    def holds(self, typed: str) -> bool:
        """Tell whether each word that is typed stands somewhere in it, in any case and accents."""
        whole = folded(" ".join((self.name, *self.said, self.note)))
        return all(word in whole for word in folded(typed).split())


def found(entries: Iterable[ReferralEntry], typed: str, *, away: bool) -> list[ReferralEntry]:
    """Return the entries that hold what is typed, in their order; with `away` those put away."""
    return [each for each in entries if each.away is away and each.holds(typed)]


def taking_words(taking: Taking) -> str:
    """Return whether somebody takes new clients."""
    return {
        Taking.UNKNOWN: _("not known whether new clients are taken"),
        Taking.YES: _("takes new clients"),
        Taking.NO: _("takes no new clients"),
    }[taking]
