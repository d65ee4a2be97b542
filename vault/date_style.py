"""How the reader writes days and hours: the order of a day, and whether hours are halves of a day.

The window knows it from the system and says it in the environment, which a child process inherits;
the command line takes it from the locale that the environment names. Where nothing is said it is
that of the United States, as the words are.
"""

import os
from dataclasses import dataclass

VARIABLE = "STRONGROOM_DATES"
_MONTH_FIRST, _HALF_DAYS = "month-first", "half-days"
_LOCALES = ("LC_ALL", "LC_TIME", "LANG")
_AS_IN_THE_US = {"US", "AS", "FM", "GU", "MH", "MP", "PH", "PR", "PW", "UM", "VI"}
"""Territories whose short days begin with the month (Unicode CLDR)."""


@dataclass(frozen=True)
class DateStyle:
    """`month_first`: May 14, 2026; `half_days`: 4:50 PM."""

    month_first: bool
    half_days: bool

    def text(self) -> str:
        """Return it as the environment has it."""
        said = [_MONTH_FIRST] * self.month_first + [_HALF_DAYS] * self.half_days
        return " ".join(said) or "day-first"


def date_style() -> DateStyle:
    """Return how the reader of this process writes days and hours."""
    said = os.environ.get(VARIABLE)
    if said:
        return DateStyle(_MONTH_FIRST in said.split(), _HALF_DAYS in said.split())
    name = next((os.environ[each] for each in _LOCALES if os.environ.get(each)), "")
    territory = name.partition(".")[0].partition("@")[0].partition("_")[2]
    us = not territory or territory.upper() in _AS_IN_THE_US
    return DateStyle(month_first=us, half_days=us)
