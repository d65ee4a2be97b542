"""That no record tells of a group's session by the name of another member."""

from collections.abc import Iterable, Sequence

from vault.detect.nicknames import nicknames_of
from vault.errors import NotAllowed
from vault.model.client import ClientKind
from vault.model.group_note import began_from, has_members, names_another, own_headings
from vault.model.ids import ClientId
from vault.model.note import Note, Section
from vault.model.template import GROUP_THERAPY, SERVICE
from vault.storage.records_store import RecordsTables
from vault.translation import _, of_resource


def check_group(tables: RecordsTables, client: ClientId, sections: Iterable[Section]) -> None:
    """Raise NotAllowed for words in a group's record in which a member is named or meant."""
    if tables.clients.get(client).kind is not ClientKind.GROUP:
        return
    people = tables.participants.of_unit(client)
    words = tuple(sections)
    words += own_headings(words)
    if people and has_members(words, people, tables.aliases(people), nicknames_of):
        raise _named(_("Sign it for each member: each record then tells of its own client alone."))


def check_member(
    tables: RecordsTables, group: ClientId, client: ClientId, sections: Sequence[Section]
) -> None:
    """Raise NotAllowed for words of a group's session, in a member's record, that name another.

    As in the note itself, that is everyone who ever took part, by whatever name their own record
    has. What the client is called may stand there, also where another shares a part of it.
    """
    people = tables.participants.of_unit(group)
    whose = tables.clients.get(client)
    own = [whose.name, whose.preferred_name, *(each.name for each in people if each.file == client)]
    others = [each for each in people if each.file != client]
    words = [*sections, *own_headings(sections)]
    if names_another(words, others, tables.aliases(others), own, nicknames_of):
        raise _named(
            _("Take the name out: a group’s session is told in each record of its client alone.")
        )


def check_of_session(tables: RecordsTables, note: Note) -> None:
    """Raise NotAllowed for a note, in a member's own record, that names another of its session.

    It is of a session of the group when it says so, or has the day and the start of one. A note
    that was begun from the group's is checked with that.
    """
    for group in tables.participants.units_of(note.client):
        if tables.clients.get(group).kind is not ClientKind.GROUP:
            continue
        rows = tables.note_lists.list_rows(group, None, note.service_date, note.service_date)
        same = any(note.start is not None and row.start == note.start for row in rows)
        words = {GROUP_THERAPY, of_resource(GROUP_THERAPY)}
        said = any(each.name == SERVICE and each.text in words for each in note.sections)
        if same or said:
            check_member(tables, group, note.client, note.sections)


def check_addendum(tables: RecordsTables, note: Note, text: str) -> None:
    """Raise NotAllowed for an addendum that names who may not be named in its note.

    In a group's own record that is every member; in the note that a member got of a session of the
    group, every other.
    """
    words = [Section("addendum", text)]
    check_group(tables, note.client, words)
    # Also of a note that was filed in the wrong record first.
    files = {note.client, note.first_client or note.client}
    units = {unit for file in files for unit in tables.participants.units_of(file)}
    for row in tables.note_lists.of_groups(note.service_date) if units else ():
        if row.client in units and began_from(note, row):
            check_member(tables, row.client, note.client, words)


def _named(hint: str) -> NotAllowed:
    return NotAllowed(
        _("A member is named in this note of a group, or meant by a placeholder."), hint=hint
    )
