"""What one does with progress notes beside reading: begin, write, discard, sign, add to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain

from vault.crypto.signature import Signer
from vault.errors import BadInput, NotAllowed, NotFound
from vault.model.addendum import Addendum, AddendumWords, Mark, Written, check_mark, new_addendum
from vault.model.appointment import SessionStatus
from vault.model.audit import Action, Fact
from vault.model.canonical import canonical
from vault.model.draft_history import History, Step
from vault.model.ids import AddendumId, ClientId, NoteId, new_id
from vault.model.note import Note, Section, Signature, signed_message
from vault.model.own_template import OwnTemplate, beginning, in_draft
from vault.model.practice import Licensee
from vault.model.seal import Seal
from vault.model.template import kind_of, own_kind, particulars_of
from vault.model.two_hands import with_both
from vault.services.notes import naming
from vault.services.notes.naming import check_addendum, check_group, check_member
from vault.services.notes.reading import NoteReading
from vault.storage.appointments import Session
from vault.storage.records_store import RecordsStore
from vault.translation import _

_AT_ONCE = 4_000
_LETTERS_AT_ONCE = 16_000_000
"""What goes into one commit: its words wait in memory until then."""


class Notes(NoteReading):
    """The progress notes of all clients.

    `signing_key` is the licensee's, or None through a way in that may not sign.
    """

    def __init__(self, store: RecordsStore, signing_key: bytes | None) -> None:
        super().__init__(store)
        self._signer = None if signing_key is None else Signer(signing_key)
        self._discarded: dict[NoteId, tuple[Note, Session | None]] = {}

    def begin(self, notes: Sequence[Note]) -> list[Note]:
        """Keep new drafts, all or none, and index them.

        One in an own template has the sections of it. Raises NotFound when one names no client,
        NotAllowed when there is a note of that id, BadInput for an own template that is not there,
        and a section that it does not have.
        """
        notes = [self._to_begin(note) for note in notes]
        if len({note.id for note in notes}) < len(notes):
            raise _known_already()
        self._check_new(notes)
        with self._store.write(*map(_begun, notes)) as tables:
            tables.notes.add(notes)
        return notes

    def begin_and_sign(self, written: Iterable[Written]) -> list[Note]:
        """Keep finished notes and addenda, signed, all or none, in one commit; return the notes.

        Each is signed at the time of the clock when it is drawn from `written`, and leaves its
        entries in the chain at the commit. Raises as `begin`, `sign` and `addend` do.
        """
        by = self._store.tables.practice.get()
        notes: dict[NoteId, Note] = {}
        addenda: list[tuple[Addendum, date]] = []
        facts: list[Fact] = []
        words: dict[ClientId, list[Section]] = defaultdict(list)
        marked: dict[NoteId, list[Addendum]] = {}
        for each in written:
            if isinstance(each, AddendumWords):
                note = notes.get(each.note) or self._store.tables.notes.get(each.note)
                check_addendum(self._store.tables, note, each.text)
                addendum = self._added(note, each.text, by, each.mark)
                if addendum.mark is not None:
                    before = marked.setdefault(note.id, self._addenda(note.id))
                    check_mark(addendum.mark, before)
                    before.append(addendum)
                addenda.append((addendum, note.service_date))
                facts.append(_signed(addendum))
            else:
                note = self._finished(each, by)
                if note.id in notes:
                    raise _known_already()
                notes[note.id] = note
                words[note.client] += note.sections
                facts += [_begun(note), _signed(note)]
        new = list(notes.values())
        self._check_new(new)
        for client, theirs in words.items():
            check_group(self._store.tables, client, theirs)
        for note in new:
            naming.check_of_session(self._store.tables, note)
        with self._store.write(*facts) as tables:
            tables.notes.add(new)
            tables.addenda.add(addenda)
            for note_id in (each.note for each, _day in addenda if each.mark is Mark.IN_ERROR):
                tables.appointments.unlink(note_id)
        return new

    def take_in(self, written: Iterable[Written], at_once: int = _AT_ONCE) -> Iterator[list[Note]]:
        """Keep and sign any number of finished notes and addenda, at most `at_once` in one commit.

        Yields after each commit the notes of it. Raises as `begin_and_sign`, of which each commit
        is one: what was yielded before is kept.
        """
        waiting = iter(written)
        for first in waiting:
            yield self.begin_and_sign(_one_commit(first, waiting, at_once))

    def save_draft(self, note: Note, known: Note | None = None) -> Note:
        """Keep what has been written so far and return it; unchanged, nothing is written.

        `known` is the draft as its writer read or wrote it last: a line that came into it since by
        another hand stays, and a section that came into its own template is there too. What can be
        undone is kept with it: what the note brings, or else what this adds to it. Raises
        NotAllowed when the note was signed meanwhile, and for another template in a file that is on
        hold; NotFound when it was never begun, BadInput for a template of another kind, and as
        `begin` does.
        """
        kept = self._store.tables.notes.get(note.id)
        if kind_of(note.template).id != kind_of(kept.template).id:
            raise BadInput(
                _("What a note is stays: only another template of its kind can be taken."),
                hint=_("Begin a note of the other kind, and discard this one."),
            )
        sections = with_both(note, known, kept) if known is not None else note.sections
        changed = kept.changed(
            template=note.template,
            service_date=note.service_date,
            start=note.start,
            stop=note.stop,
            sections=self._of_own(note.template, sections, kept, known),
        )
        if changed.template != kept.template:
            self._check_new_template(kept)
        if changed is not kept:
            self._keep_draft(changed, self._history(note, kept, changed))
        return changed

    def undo(self, note_id: NoteId) -> Note:
        """Take the last edit of a draft back and return what it says then.

        Raises NotAllowed for a signed note and where there is nothing to undo, NotFound.
        """
        return self._keep_undone(note_id, self.history(note_id).undo())

    def redo(self, note_id: NoteId) -> Note:
        """Do again what was undone last in a draft. Raises as `undo` does."""
        return self._keep_undone(note_id, self.history(note_id).redo())

    def settle(self, note_id: NoteId) -> Note:
        """Index a draft whose editor closes. Raises NotFound."""
        note = self._store.tables.notes.get(note_id)
        if self._store.tables.notes.has_draft(note_id):
            with self._store.write(Fact(Action.DRAFT_SAVED, note.id, note.client)) as tables:
                tables.notes.put(note)
        return note

    def discard(self, note_id: NoteId) -> Note:
        """Throw a draft away: its row, its words, its place in the index. Return what it was.

        It can be undone for the rest of the sitting. Raises NotAllowed for a signed note, NotFound.
        """
        note = self._store.tables.notes.get(note_id).ready_to_discard()
        note = replace(note, history=self._store.tables.draft_histories.get(note_id))
        session = self._store.tables.appointments.session_of(note_id)
        with self._store.write(Fact(Action.NOTE_DISCARDED, note.id, note.client)) as tables:
            tables.notes.remove(note.id)
        self._discarded[note.id] = (note, session)
        return note

    def undo_discard(self, note_id: NoteId) -> Note:
        """Put a draft back that was thrown away in this sitting, and index it.

        It is the note of its session again, unless another was begun for it meanwhile. Raises
        NotFound when none of this id was.
        """
        if note_id not in self._discarded:
            raise NotFound(_("There is no such note to bring back."))
        note, session = self._discarded[note_id]
        with self._store.write(Fact(Action.DISCARD_UNDONE, note.id, note.client)) as tables:
            tables.notes.put(note)
            tables.draft_histories.put(note.id, note.history or History())
            if session is not None and session[1] not in tables.appointments.linked_days(
                session[0]
            ):
                tables.appointments.link(session, note.id)
        del self._discarded[note_id]
        return note

    def sign(self, note_id: NoteId) -> Note:
        """Sign a draft. From here on only addenda can change what it says.

        A session that was planned until then was kept. Raises NotAllowed for a signed or empty
        note, one of a session to come, one of a group's that names a member, and through a way in
        that may not sign.
        """
        note = self._store.tables.notes.get(note_id)
        check_group(self._store.tables, note.client, note.sections)
        naming.check_of_session(self._store.tables, note)
        signed = self._finished(note, self._store.tables.practice.get())
        planned = self._planned_session(note_id)
        with self._store.write(_signed(signed), *_kept(planned, note)) as tables:
            tables.notes.put(signed)
            for session in planned:
                tables.appointments.put_mark(session, (SessionStatus.KEPT, None))
        return signed

    def sign_for_each(self, note: Note, others: Sequence[Note]) -> list[Note]:
        """Sign a draft as it is given, and new notes beside it, in one commit; return the new ones.

        The draft is of a group, and the others of its members: none may name another. Raises as
        `sign` and `begin_and_sign` do, and NotFound for a draft that is not there.
        """
        check_group(self._store.tables, note.client, note.sections)
        for each in others:
            check_member(self._store.tables, note.client, each.client, each.sections)
        by = self._store.tables.practice.get()
        self._store.tables.notes.get(note.id).ready_to_sign()
        first = self._finished(note, by)
        new = [self._finished(each, by) for each in others]
        self._check_new(new)
        planned = self._planned_session(note.id)
        facts = [_signed(first), *_kept(planned, note)]
        for each in new:
            facts += [_begun(each), _signed(each)]
        with self._store.write(*facts) as tables:
            tables.notes.put(first)
            tables.notes.add(new)
            for session in planned:
                tables.appointments.put_mark(session, (SessionStatus.KEPT, None))
        return new

    def addend(self, note_id: NoteId, text: str, mark: Mark | None = None) -> Addendum:
        """Add signed words to a signed note; with a mark, they are the reason for it.

        Raises NotAllowed for a draft, words that name a member of a group in its note, or another
        in the note that a member got of its session, a mark that says what holds already, and
        through a way in that may not sign; BadInput when there are no words.
        """
        note = self._store.tables.notes.get(note_id)
        check_addendum(self._store.tables, note, text)
        if mark is not None:
            check_mark(mark, self._store.tables.addenda.of_note(note_id))
        signed = self._added(note, text, self._store.tables.practice.get(), mark)
        with self._store.write(_signed(signed)) as tables:
            tables.addenda.add([(signed, note.service_date)])
            if mark is Mark.IN_ERROR:
                tables.appointments.unlink(note_id)
        return signed

    def _planned_session(self, note_id: NoteId) -> list[Session]:
        """Return the session of a note, if it is still planned: one at most."""
        table = self._store.tables.appointments
        session = table.session_of(note_id)
        return [session] if session and session not in table.marks_of(session[0]) else []

    def _history(self, note: Note, kept: Note, changed: Note) -> History:
        """Return what can be undone in a draft that is kept as `changed`.

        `note` is what its writer gave. In another template undoing begins anew.
        """
        if note.history is not None:
            return note.history.followed(_texts(note), _texts(changed))
        if changed.template != kept.template:
            return History()
        before = self._store.tables.draft_histories.get(note.id)
        return before.followed(_texts(kept), _texts(changed))

    def _check_new_template(self, kept: Note) -> None:
        """Refuse another template in a file that is on hold: undoing begins anew there.

        What a section said, or what was typed before, would be gone as by discarding it.
        """
        if not kept.blank or self._store.tables.draft_histories.get(kept.id):
            self._store.guard([Fact(Action.NOTE_DISCARDED, kept.id, kept.client)])

    def _keep_draft(self, draft: Note, history: History) -> None:
        """Keep what a draft says and what can be undone in it, in one commit."""
        with self._store.write(Fact(Action.DRAFT_SAVED, draft.id, draft.client)) as tables:
            tables.notes.put_draft(draft)
            tables.draft_histories.put(draft.id, history)

    def _keep_undone(self, note_id: NoteId, found: tuple[History, Step] | None) -> Note:
        kept = self._store.tables.notes.get(note_id).changed()
        after = found[1].done_in(_texts(kept)) if found is not None else None
        if found is None or after is None:
            raise NotAllowed(_("There is nothing in this draft to undo, or to do again."))
        changed = kept.changed(sections=[Section(*each) for each in after.items()])
        self._keep_draft(changed, found[0])
        return changed

    def _own(self, template: str) -> OwnTemplate | None:
        """Return an own template, None for one of the program. Raises BadInput."""
        own = self._store.tables.own_templates.find(template)
        if own is None and own_kind(template):
            raise BadInput(_("There is no such template."))
        return own

    def _to_begin(self, note: Note) -> Note:
        """Return a new note, one in an own template with the sections of that."""
        own = self._own(note.template)
        return beginning(note, own) if own is not None else note

    def _of_own(
        self, template: str, sections: Sequence[Section], kept: Note, known: Note | None
    ) -> Sequence[Section]:
        """Return the sections of a draft with those that its own template has got since."""
        if not own_kind(template):
            return sections
        # What the draft has it keeps, also of a template that was removed; and so what its writer
        # was shown, of a template that was changed again since.
        shown = sections if known is not None else kept.sections
        if known is None and kept.template != template:
            shown = ()
        own = self._store.tables.own_templates.find(template) if shown else self._own(template)
        return in_draft(sections, [each.name for each in shown], own)

    def _check_new(self, notes: Sequence[Note]) -> None:
        if self._store.tables.notes.has_any([note.id for note in notes]):
            raise _known_already()
        for client in dict.fromkeys(note.client for note in notes):
            self._store.tables.clients.get(client)

    def _addenda(self, note_id: NoteId) -> list[Addendum]:
        return list(self._store.tables.addenda.of_note(note_id))

    def _finished(self, note: Note, by: Licensee) -> Note:
        ready = note.ready_to_sign()
        ready.check_has_come(self._store.clock.now().date())
        sealed = ready if ready.seal is not None else ready.sealed()
        return sealed.sign(self._signature(sealed.seal, by, self._store.clock.now()))

    def _added(self, note: Note, text: str, by: Licensee, mark: Mark | None = None) -> Addendum:
        at = self._store.clock.now()
        addendum = new_addendum(AddendumId(new_id()), note, text, at, mark)
        return addendum.sign(self._signature(addendum.seal, by, at))

    def _signature(self, sealed: Seal | None, by: Licensee, at: datetime) -> Signature:
        if self._signer is None or sealed is None:
            raise NotAllowed(
                _("Signing needs the licensee's own passphrase."),
                hint=_("Through this way in, notes can be read but not signed."),
            )
        return Signature(
            by=by,
            at=at,
            public_key=self._signer.public_key.hex(),
            value=self._signer.sign(canonical(signed_message(sealed, by, at))).hex(),
        )


def _one_commit(first: Written, waiting: Iterator[Written], at_once: int) -> Iterator[Written]:
    size = 0
    for count, each in enumerate(chain([first], waiting), 1):
        yield each
        size += each.length
        if count >= at_once or size >= _LETTERS_AT_ONCE:
            break


def _texts(note: Note) -> dict[str, str]:
    """Return the words by section; particulars that are not filled are empty."""
    told = dict.fromkeys(particulars_of(note.template), "")
    return (
        {section.name: section.text for section in note.body}
        | told
        | {section.name: section.text for section in note.particulars}
    )


def _known_already() -> NotAllowed:
    return NotAllowed(_("There is a note of this id already. Nothing was changed."))


def _begun(note: Note) -> Fact:
    return Fact(Action.NOTE_BEGUN, note.id, note.client)


def _kept(sessions: Iterable[Session], note: Note) -> list[Fact]:
    detail = {"status": SessionStatus.KEPT.value}
    return [Fact(Action.SESSION_MARKED, each[0], note.client, detail) for each in sessions]


def _signed(signed: Note | Addendum) -> Fact:
    action = Action.NOTE_SIGNED if isinstance(signed, Note) else Action.ADDENDUM_SIGNED
    sealed, signature = signed.seal, signed.signature
    proof = {
        "seal": sealed.digest if sealed else "",
        "public_key": signature.public_key if signature else "",
        "signature": signature.value if signature else "",
    }
    return Fact(action, signed.id, signed.client, proof)
