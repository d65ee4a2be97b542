"""What columns and tables are called."""

from vault.model.incoming.columns import Column, TableKind
from vault.translation import _


def kind_words(kind: TableKind) -> str:
    """Return what the rows of a table are."""
    return {
        TableKind.CLIENTS: _("a client"),
        TableKind.CONTACTS: _("a way to reach somebody"),
        TableKind.APPOINTMENTS: _("an appointment"),
        TableKind.NOTES: _("a note"),
    }[kind]


def column_words(column: Column) -> str:
    """Return what a column says."""
    return {
        Column.KEY: _("number of the client there"),
        Column.NAME: _("client’s name"),
        Column.FIRST: _("first name"),
        Column.MIDDLE: _("middle name"),
        Column.LAST: _("last name"),
        Column.PREFERRED: _("preferred name"),
        Column.BIRTH: _("birth date"),
        Column.PHONE: _("phone"),
        Column.EMAIL: _("e-mail"),
        Column.ADDRESS: _("street"),
        Column.ADDRESS2: _("address, second line"),
        Column.CITY: _("city"),
        Column.STATE: _("state"),
        Column.ZIP: _("zip code"),
        Column.STATUS: _("active or not"),
        Column.OPENED: _("first service"),
        Column.CLOSED: _("last service"),
        Column.RELATION: _("relation to the client"),
        Column.CONTACT: _("name of the contact"),
        Column.DAY: _("day of service"),
        Column.START: _("start"),
        Column.STOP: _("end"),
        Column.MINUTES: _("minutes"),
        Column.TEXT: _("words of the note"),
        Column.TITLE: _("kind of note"),
        Column.AUTHOR: _("who wrote it"),
        Column.SIGNED: _("when it was signed"),
        Column.KEPT: _("what became of the session"),
        Column.PART: _("words, under this heading"),
        Column.NOTHING: _("(left out)"),
        Column.ASIDE: _("(set aside, unread)"),
    }[column]
