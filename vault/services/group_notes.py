"""What one does with the written session of a group: look at what it becomes, sign it for each."""

from collections.abc import Sequence
from typing import Protocol

from vault.detect.nicknames import nicknames_of
from vault.errors import NotAllowed, NotFound
from vault.model.client import ClientKind
from vault.model.group_note import (
    Aliases,
    GroupNote,
    group_note,
    has_members,
    own_headings,
    with_placeholders,
)
from vault.model.ids import ClientId, NoteId, ParticipantId, new_id
from vault.model.note import Note, Section, new_note
from vault.model.participant import Participant, Role
from vault.model.template import kind_of
from vault.storage.records_store import RecordsStore
from vault.translation import _


class NotesOfAll(Protocol):
    """What is asked of the notes of all clients."""

    def get(self, note_id: NoteId) -> Note:
        """Return a note with its words."""

    def save_draft(self, note: Note) -> Note:
        """Keep what a draft says now."""

    def sign_for_each(self, note: Note, others: Sequence[Note]) -> list[Note]:
        """Sign a draft, and new notes beside it, in one commit."""


class GroupNotes:
    """Drafts in the files of groups, each of which becomes a note in the record of each member."""

    def __init__(self, store: RecordsStore, notes: NotesOfAll) -> None:
        self._store = store
        self._notes = notes

    def look_at(self, note_id: NoteId) -> GroupNote:
        """Return what a draft would become; the view is logged.

        Raises NotFound, Damaged, NotAllowed for a note that is signed or not of a group.
        """
        note = self._draft(note_id)
        return self._told(note)

    def put_placeholders(self, note_id: NoteId) -> Note:
        """Put placeholders for the names of a draft, where it is clear who is meant; return it.

        Raises as `look_at`.
        """
        note = self._draft(note_id)
        people = self._people(note)
        sections = tuple(
            Section(each.name, with_placeholders(each.text, *people, nicknames_of))
            for each in note.sections
        )
        return self._notes.save_draft(note.changed(sections=sections))

    def sign(
        self, note_id: NoteId, present: Sequence[ParticipantId], *, looked_at: bool = False
    ) -> list[Note]:
        """Sign a draft for each member who was there, all or none; return their notes.

        Each gets a note in their own record, in which they are the client and the others are not
        named; the record of the group keeps the session without anyone's name. `looked_at` says
        that what may be a name as well as a word was read, and nobody is meant. Raises as
        `look_at`, and NotAllowed where a member is named, or may be and nobody looked, for nobody,
        and for who has no record of their own.
        """
        note = self._draft(note_id)
        told = self._told(note)
        if told.named:
            raise NotAllowed(
                _("A member is named in this note, or a placeholder means nobody."),
                hint=_("Write a placeholder for each member, such as {Ana}, and sign then."),
            )
        if told.possible and not looked_at:
            raise NotAllowed(
                _("A word of this note may be a member’s name."),
                hint=_("Look at what is found, and say that nobody is meant."),
            )
        members, others, aliases = self._people(note)
        headings = own_headings(note.sections)
        if has_members(headings, [*members, *others], aliases, nicknames_of):
            raise NotAllowed(
                _("A member is named in a heading of this note."),
                hint=_("Take another template for it: a heading stands in each member’s record."),
            )
        if not present:
            raise NotAllowed(_("Nobody was there, so there is nothing to sign for."))
        files = {each.id: each.file for each in told.members}
        theirs = []
        for who in dict.fromkeys(present):
            if who not in files:
                raise NotFound(_("There is no such member of this group on that day."))
            theirs.append(self._of_member(note, files[who], told.told.get(who, ())))
        return self._notes.sign_for_each(note.changed(sections=told.told[None]), theirs)

    def _of_member(self, note: Note, file: ClientId | None, sections: Sequence[Section]) -> Note:
        if file is None:
            raise NotAllowed(
                _("A member who was there has no record of their own."),
                hint=_("Name it under People, or leave them out."),
            )
        return new_note(
            note_id=NoteId(new_id()),
            client=file,
            template=note.template,
            service_date=note.service_date,
            start=note.start,
            stop=note.stop,
            sections={each.name: each.text for each in sections},
            begun_at=self._store.clock.now(),
        )

    def _draft(self, note_id: NoteId) -> Note:
        note = self._notes.get(note_id)
        if note.signed:
            raise NotAllowed(_("This note is already signed."))
        if self._store.tables.clients.get(note.client).kind is not ClientKind.GROUP:
            raise NotAllowed(_("This is no note of a group."))
        if not kind_of(note.template).session:
            raise NotAllowed(
                _("This note is not about a session, so it is not signed for each member."),
                hint=_("Sign it in the record of the group."),
            )
        return note

    def _told(self, note: Note) -> GroupNote:
        return group_note(note.sections, *self._people(note), nicknames_of)

    def _people(self, note: Note) -> tuple[list[Participant], list[Participant], Aliases]:
        """Return the members of the day, everyone else who was ever there, and other names."""
        day = note.service_date
        members: list[Participant] = []
        others: list[Participant] = []
        for each in self._store.tables.participants.of_unit(note.client):
            there = each.took_part(day, day) and each.role is not Role.COLLATERAL
            (members if there else others).append(each)
        return members, others, self._store.tables.aliases([*members, *others])
