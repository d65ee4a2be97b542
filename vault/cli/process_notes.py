"""process-note: add, list, show, search, what is done with a draft, hints and move."""

import argparse
from datetime import datetime
from typing import Any

from vault.cli.opening import open_process_notes, open_vault
from vault.cli.output import Output
from vault.cli.reading import Shape, answer_ids, printed_schema, read_input, read_single
from vault.cli.typed_secrets import asked_twice, has_process_secret, process_secret
from vault.errors import BadInput, NotAllowed, NotFound
from vault.lifecycle.paper_key import keep_paper_key
from vault.lifecycle.this_computer import surroundings
from vault.model.dates import parse_date
from vault.model.ids import ClientId, ProcessNoteId, new_id
from vault.model.passage import Into, Passage, moved_words
from vault.model.process_hint_words import looks_like
from vault.model.process_hints import Misplaced, misplaced, sentence_around, without
from vault.model.process_note import ProcessDraft, ProcessNote, new_process_note
from vault.model.secret import NewSecrets, Passphrase, Secret
from vault.open_vault import OpenProcessNotes, OpenVault
from vault.translation import _


class ProcessNoteShape(Shape):
    """A process note: whose conversation, which day, the words."""

    client: str
    date: str
    text: str

    def noun(self, written_at: datetime) -> ProcessNote:
        """Return the process note. Raises BadInput as `new_process_note` does."""
        return new_process_note(
            ProcessNoteId(new_id()),
            ClientId(self.client),
            parse_date(self.date),
            self.text,
            written_at,
        )


class DraftShape(Shape):
    """What is being written about a client: of which day, the words."""

    date: str
    text: str


class PassageShape(Shape):
    """A sentence of the draft as it stands there, and the words it becomes in the chart."""

    sentence: str
    words: str = ""


def add(options: argparse.Namespace, output: Output) -> None:
    """Add the process note, or the array of them, on standard input.

    The first one makes the process compartment, with the passphrase that is given as its new one.
    """
    if printed_schema(ProcessNoteShape, options, output):
        return
    with open_vault(options, output) as vault:
        first = not vault.process_door.exists
        secret = _first_secret(options) if first else process_secret(options)
        entered, as_list = read_input(ProcessNoteShape)
        now = surroundings().clock.now()
        for each in entered:
            vault.clients.get(ClientId(each.client))
        notes = [each.noun(now) for each in entered]
        if first and notes:
            _make_compartment(options, vault, secret)
        if not notes:
            return answer_ids([], as_list, output)
        with open_process_notes(options, vault, secret) as process:
            process.notes.add(notes)
        if options.progress_note:
            for note in notes:
                vault.passages.begin_missing(note.client, note.day)
    answer_ids([note.id for note in notes], as_list, output)


def list_rows(options: argparse.Namespace, output: Output) -> None:
    """List the process notes of one client, or of all."""
    client = options.client or options.of_client
    with open_vault(options, output) as vault, open_process_notes(options, vault) as process:
        rows = process.notes.list_rows(ClientId(client) if client else None)
    value = [{"id": row[0], "client": row[1], "date": row[2]} for row in rows]
    empty = _("There are no process notes yet.")
    output.answer(value, "\n".join(f"{row[0]}  {row[2]}" for row in rows) or empty)


def show(options: argparse.Namespace, output: Output) -> None:
    """Show a process note."""
    with open_vault(options, output) as vault, open_process_notes(options, vault) as process:
        note = process.notes.get(ProcessNoteId(options.id))
    output.answer(_process_note_json(note), f"{note.day}\n\n{note.text}")


def hints(options: argparse.Namespace, output: Output) -> None:
    """Name the passages of a process note, or a draft, that look like parts of the record.

    45 CFR 164.501. A guess of each, and never a refusal.
    """
    with open_vault(options, output) as vault, open_process_notes(options, vault) as process:
        if options.draft:
            text = _draft_of(process, ClientId(options.id)).text
        else:
            text = process.notes.get(ProcessNoteId(options.id)).text
    found = misplaced(text)
    lines = [looks_like(each.kind).format(words=text[each.start : each.end]) for each in found]
    nothing = _("Nothing here looks as if it belonged in the progress note. The check is a guess.")
    output.answer([_hint_json(text, each) for each in found], "\n".join(lines) or nothing)


def draft(options: argparse.Namespace, output: Output) -> None:
    """Show what is being written about a client."""
    with open_vault(options, output) as vault, open_process_notes(options, vault) as process:
        found = _draft_of(process, ClientId(options.client))
    _answer_draft(found, output)


def write(options: argparse.Namespace, output: Output) -> None:
    """Replace what is being written about a client by the object on standard input.

    The first of all makes the process compartment, as `add` does.
    """
    if printed_schema(DraftShape, options, output):
        return
    client = ClientId(options.client)
    with open_vault(options, output) as vault:
        first = not vault.process_door.exists
        secret = _first_secret(options) if first else process_secret(options)
        entered = read_single(DraftShape)
        day = parse_date(entered.date)
        vault.clients.get(client)
        if first:
            # Refused words make no compartment.
            new_process_note(
                ProcessNoteId(new_id()), client, day, entered.text, surroundings().clock.now()
            )
            _make_compartment(options, vault, secret)
        with open_process_notes(options, vault, secret) as process:
            process.notes.keep_draft(client, day, entered.text)
            found = process.notes.draft(client)
    _answer_draft(found or ProcessDraft(client, day, ""), output)


def keep(options: argparse.Namespace, output: Output) -> None:
    """Keep what is being written as a process note, for good."""
    with open_vault(options, output) as vault, open_process_notes(options, vault) as process:
        found = _draft_of(process, ClientId(options.client))
        now = surroundings().clock.now()
        note = new_process_note(ProcessNoteId(new_id()), found.client, found.day, found.text, now)
        process.notes.add([note], clears_draft=True)
        if options.progress_note:
            vault.passages.begin_missing(note.client, note.day)
    output.answer({"id": note.id}, note.id)


def undo(options: argparse.Namespace, output: Output) -> None:
    """Take the last edit of a draft back, whether it was made here or in the window."""
    with open_vault(options, output) as vault, open_process_notes(options, vault) as process:
        found = process.notes.undo(_draft_of(process, ClientId(options.client)).client)
    _answer_draft(found, output)


def redo(options: argparse.Namespace, output: Output) -> None:
    """Do again what was undone last in a draft."""
    with open_vault(options, output) as vault, open_process_notes(options, vault) as process:
        found = process.notes.redo(_draft_of(process, ClientId(options.client)).client)
    _answer_draft(found, output)


def discard(options: argparse.Namespace, output: Output) -> None:
    """Throw away what is being written, and what can be undone in it."""
    with open_vault(options, output) as vault, open_process_notes(options, vault) as process:
        found = _draft_of(process, ClientId(options.client))
        process.notes.discard_draft(found.client)
    output.answer({"client": found.client}, _("Discarded."))


def move(options: argparse.Namespace, output: Output) -> None:
    """Move a sentence of the draft to the progress note of its day.

    Into a draft, a new draft, or, with --addendum, as one to a signed note.
    """
    if printed_schema(PassageShape, options, output):
        return
    entered = read_single(PassageShape)
    sentence, words = entered.sentence, entered.words or entered.sentence
    client = ClientId(options.client)
    with open_vault(options, output) as vault, open_process_notes(options, vault) as process:
        found = _draft_of(process, client)
        at = found.text.find(sentence)
        if at < 0 or not sentence.strip():
            raise NotFound(_("This sentence does not stand in the draft."))
        place = vault.passages.place(client, found.day)
        if place.into is Into.ADDENDUM and not options.addendum:
            raise NotAllowed(
                _("The progress note of that day is signed. Nothing was moved."),
                hint=_("With --addendum the words are signed as an addendum to it."),
            )
        left = without(found.text, at, at + len(sentence))
        moved = vault.passages.move(
            place,
            Passage(sentence, words),
            lambda: process.notes.keep_draft(client, found.day, left),
        )
    value = {"into": place.into.value, "note": moved.note, "date": place.day.isoformat()}
    output.answer(value, moved_words(place))


def search(options: argparse.Namespace, output: Output) -> None:
    """Find process notes that hold every word."""
    with open_vault(options, output) as vault, open_process_notes(options, vault) as process:
        hits = process.notes.search(options.text)
    value = [{"client": hit.client, "note": hit.note, "snippet": hit.snippet} for hit in hits]
    lines = [f"{hit.note}  {' '.join(hit.snippet.split())}" for hit in hits]
    output.answer(value, "\n".join(lines) or _("Nothing was found."))


def _first_secret(options: argparse.Namespace) -> Secret:
    if has_process_secret(options):
        return process_secret(options)
    return Passphrase(asked_twice(_("A new passphrase for process notes: ")))


def _make_compartment(options: argparse.Namespace, vault: OpenVault, secret: Secret) -> None:
    if not isinstance(secret, Passphrase):
        raise BadInput(_("The first process note needs a new passphrase, not a recovery key."))
    out = options.process_recovery_out
    vault.process_door.make(
        NewSecrets(secret.text, recovery=out is not None),
        lambda made: keep_paper_key(out, made),
    )


def _draft_of(process: OpenProcessNotes, client: ClientId) -> ProcessDraft:
    """Return what is being written about a client. Raises NotFound."""
    found = process.notes.draft(client)
    if found is None:
        raise NotFound(_("No process note is being written about this client."))
    return found


def _answer_draft(found: ProcessDraft, output: Output) -> None:
    value = {"client": found.client, "date": found.day.isoformat(), "text": found.text}
    output.answer(value, f"{found.day}\n\n{found.text}")


def _process_note_json(note: ProcessNote) -> dict[str, Any]:
    return {
        "id": note.id,
        "client": note.client,
        "date": note.day.isoformat(),
        "text": note.text,
        "written_at": note.written_at.isoformat(),
    }


def _hint_json(text: str, place: Misplaced) -> dict[str, Any]:
    first, last = sentence_around(text, place)
    return {
        "kind": place.kind.value,
        "start": place.start,
        "end": place.end,
        "words": text[place.start : place.end],
        "sentence": text[first:last],
    }
