"""Writes reminders as a calendar file (iCalendar, RFC 5545): days and record numbers, no name."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from vault.translation import _

if TYPE_CHECKING:
    from vault.model.retention_review import Reminder


def calendar_bytes(reminders: Iterable["Reminder"], now: datetime) -> bytes:
    """Return a calendar with one event of a whole day for each reminder.

    An event says the record number and what to look at in the program, and nothing else: the file
    leaves the vault. Its uid stays the same for a record and a day, so that a calendar that reads a
    later file takes the event for the one it has.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Strongroom//Retention//EN")
    calendar.add("version", "2.0")
    for each in reminders:
        event = Event()
        event.add("uid", f"{each.number.replace(' ', '')}-{each.day}@strongroom.invalid")
        event.add("dtstamp", now)
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", _("Record {number}: look at retention").format(number=each.number))
        event.add("description", _said(each))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _said(each: "Reminder") -> str:
    if each.unsettled:
        words = _("A question is open before {day} can count. Nothing ends by itself.")
    elif each.day < each.ends:
        words = _("The minimum period ends soon: a review may begin on {day}.")
    else:
        words = _("The minimum period is over since {day}. Nothing ends by itself.")
    return words.format(day=each.ends)
