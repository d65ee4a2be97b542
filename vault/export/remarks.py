"""What is said above a note in a copy: that it is in error, came from elsewhere, or was late."""

from vault.export.date_words import day_words, moment_words
from vault.model.addendum import Mark
from vault.model.release import ReleasedNote
from vault.model.template import kind_of
from vault.translation import _, count_of


def addendum_title(mark: Mark | None) -> str:
    """Return the heading of an addendum, with `{day}` for the day it was signed."""
    return {
        None: _("Addendum · {day}"),
        Mark.IN_ERROR: _("Marked in error · {day}"),
        Mark.STANDS: _("No longer marked in error · {day}"),
    }[mark]


def remarks(note: ReleasedNote) -> list[str]:
    """Return what must be known of a note before it is read, one sentence each."""
    said = []
    if note.in_error:
        said.append(_("This note is marked in error; the reason stands below it."))
    if note.filed_on is not None:
        words = _("Filed in this record on {day}; it was first filed in another.")
        said.append(words.format(day=day_words(note.filed_on)))
    if (late := late_line(note)) is not None:
        said.append(_("Late entry. {dates}").format(dates=late) if note.late else late)
    if note.waits:
        said.append(not_cosigned())
    return said


def not_cosigned() -> str:
    """Return what is said of a text that waits for a co-signature."""
    return _("It is not co-signed yet.")


def late_line(note: ReleasedNote) -> str | None:
    """Return the days on which a note was written and signed, unless both are the session's."""
    session = note.service_date
    written, signed = note.written_at.date(), note.signature.at.date()
    if written == signed == session:
        return None
    return _("Written {written}; signed {gap}.").format(
        written=moment_words(note.written_at), gap=_gap((signed - session).days, note.template)
    )


def _gap(days: int, template: str) -> str:
    if not kind_of(template).session:
        if days == 0:
            return _("on that day")
        after = count_of("{n} day after that day", "{n} days after that day", days)
        before = count_of("{n} day before that day", "{n} days before that day", -days)
        return after if days > 0 else before
    if days > 0:
        return count_of("{n} day after the session", "{n} days after the session", days)
    if days < 0:
        return count_of(
            "{n} day before the date of the session",
            "{n} days before the date of the session",
            -days,
        )
    return _("on the day of the session")
