"""Late entries: notes that were signed more days after the service than the practice allows."""

from datetime import date

from vault.model.template import kind_of


def days_late(template: str, service_date: date, signed_on: date | None, most: int) -> int | None:
    """Return after how many days a note was signed, if that makes it a late entry, or None.

    Only what tells of a contact can be late: a plan or a letter is of the day it is written. `most`
    is how many days after the service are not late.
    """
    if signed_on is None or not kind_of(template).contact:
        return None
    days = (signed_on - service_date).days
    return days if days > most else None
