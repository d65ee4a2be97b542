"""note add, list, show, discard, sign and addend."""

import argparse
from dataclasses import replace
from datetime import date

from vault.cli.cosignatures import cosigned_words
from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import (
    answer_ids,
    entered_text,
    parse_day,
    printed_schema,
    read_input,
    read_single,
)
from vault.cli.shapes import NoteShape, note_json
from vault.errors import BadInput, NotAllowed
from vault.lifecycle.this_computer import surroundings
from vault.model.addendum import Mark, mark_of
from vault.model.carry_forward import carry_forward as carried
from vault.model.goal_words import sessions_words
from vault.model.ids import ClientId, NoteId
from vault.model.note import Section, time_text
from vault.model.template import section_title
from vault.translation import _, count_of


def add(options: argparse.Namespace, output: Output) -> None:
    """Add the draft, or the array of drafts, on standard input."""
    if printed_schema(NoteShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(NoteShape)
        now = surroundings().clock.now()
        notes = vault.notes.begin([each.noun(now) for each in entered])
    answer_ids([note.id for note in notes], as_list, output)


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace what a draft says by the object on standard input; its client stays."""
    with open_vault(options, output) as vault:
        before = vault.notes.get(NoteId(options.id))
        entered = read_single(NoteShape)
        if entered.client != before.client:
            raise BadInput(_("A note stays with its client."))
        vault.notes.save_draft(replace(entered.noun(before.begun_at), id=before.id))
        note = vault.notes.settle(before.id)
    output.answer(note_json(note, ()), note.id)


def list_rows(options: argparse.Namespace, output: Output) -> None:
    """List the notes of one client, or of all, oldest first, of one kind or between days."""
    client = options.client or options.of_client
    first, last = parse_day(options.first), parse_day(options.last)
    with open_vault(options, output) as vault:
        rows = vault.notes.list_rows(
            ClientId(client) if client else None, options.kind, first, last
        )
        held = {each.client for each in vault.holds.open()}
    value = [
        {
            "id": row.id,
            "client": row.client,
            "template": row.template,
            "service_date": row.service_date.isoformat(),
            "start": time_text(row.start),
            "stop": time_text(row.stop),
            "signed_at": row.signed_at.isoformat() if row.signed_at else None,
            "on_hold": row.client in held,
        }
        for row in rows
    ]
    lines = [
        f"{row.id}  {row.service_date}  {row.template}  "
        + (_("signed") if row.signed_at else _("draft"))
        + (f"  {_('on hold')}" if row.client in held else "")
        for row in rows
    ]
    empty = _("There are no notes yet. Add one with: strongroom note add VAULT")
    output.answer(value, "\n".join(lines) or empty)


def show(options: argparse.Namespace, output: Output) -> None:
    """Show a note with its words and addenda."""
    with open_vault(options, output) as vault:
        note = vault.notes.get(NoteId(options.id))
        addenda = vault.notes.addenda(note.id)
        late = vault.notes.days_late(note)
        cosigning = vault.cosignatures.of_note(note.id)
    lines = [f"{note.service_date}  {note.template}"]
    if note.signature is not None:
        words = _("Written {written}, signed {signed}")
        lines.append(words.format(written=note.begun_at, signed=note.signature.at))
    lines += filter(None, [cosigned_words(cosigning, note.id)])
    if late is not None:
        lines.append(count_of("Late entry: {n} day after", "Late entry: {n} days after", late))
    if note.first_client not in (None, note.client):
        lines.append(_("First filed in another record"))
    if mark_of(addenda) is not None:
        lines.append(_("Marked in error"))
    for section in note.sections:
        lines += ["", section_title(section.name), section.text]
    titles = {Mark.IN_ERROR: _("Marked in error"), Mark.STANDS: _("No longer marked in error")}
    for addendum in addenda:
        title = titles[addendum.mark] if addendum.mark else _("Addendum")
        cosigned = cosigned_words(cosigning, addendum.id)
        lines += ["", title, addendum.text, *filter(None, [cosigned])]
    value = note_json(note, addenda, cosigning) | {"days_late": late}
    output.answer(value, "\n".join(lines))


def carry_forward(options: argparse.Namespace, output: Output) -> None:
    """Put the words of the client's last signed progress note where a draft has none yet."""
    with open_vault(options, output) as vault:
        draft = vault.notes.get(NoteId(options.id))
        earlier = vault.notes.before(draft.id)
        if earlier is None:
            raise NotAllowed(_("There is no earlier note to carry forward."))
        texts = {part.name: part.text for part in draft.sections}
        more = carried(earlier, texts)
        if not more:
            raise NotAllowed(_("Nothing was carried forward: no section is empty."))
        texts |= more
        parts = tuple(Section(name, text) for name, text in texts.items())
        vault.notes.save_draft(draft.changed(sections=parts))
        note = vault.notes.settle(draft.id)
    output.answer(note_json(note, ()), _("Carried forward. Read every line before you sign."))


def goals(options: argparse.Namespace, output: Output) -> None:
    """List the goals of a client's treatment plan, and the sessions that worked on each."""
    with open_vault(options, output) as vault:
        found = vault.notes.goals(ClientId(options.client))
    value = [
        {
            "text": each.text,
            "planned": each.planned,
            "sessions": each.sessions,
            "last_day": each.last.isoformat() if each.last else None,
            "last_note": each.last_note,
        }
        for each in found
    ]
    lines = [f"{each.text}  {sessions_words(each, date.isoformat)}" for each in found]
    empty = _("No goals: they are the lines of a signed treatment plan's section “goals”.")
    output.answer(value, "\n".join(lines) or empty)


def plan_reviews(options: argparse.Namespace, output: Output) -> None:
    """List the treatment plans that are to be reviewed, the oldest first."""
    with open_vault(options, output) as vault:
        found = vault.notes.plan_reviews(vault.retention.today())
    value = [
        {"client": each.client, "note": each.note, "due": each.due.isoformat()} for each in found
    ]
    lines = [f"{each.due}  {each.client}  {each.note}" for each in found]
    output.answer(value, "\n".join(lines) or _("No treatment plan is to be reviewed."))


def undo(options: argparse.Namespace, output: Output) -> None:
    """Take the last edit of a draft back, whether it was made here or in the window."""
    with open_vault(options, output) as vault:
        note = vault.notes.settle(vault.notes.undo(NoteId(options.id)).id)
    output.answer(note_json(note, ()), _("Undone."))


def redo(options: argparse.Namespace, output: Output) -> None:
    """Do again what was undone last in a draft."""
    with open_vault(options, output) as vault:
        note = vault.notes.settle(vault.notes.redo(NoteId(options.id)).id)
    output.answer(note_json(note, ()), _("Done again."))


def discard(options: argparse.Namespace, output: Output) -> None:
    """Throw a draft away. From here it cannot be brought back: only a sitting can."""
    with open_vault(options, output) as vault:
        note = vault.notes.discard(NoteId(options.id))
    output.answer({"id": note.id}, _("Discarded."))


def sign(options: argparse.Namespace, output: Output) -> None:
    """Sign a draft."""
    with open_vault(options, output) as vault:
        note = vault.notes.sign(NoteId(options.id))
    signature = note.signature
    if signature is not None and not signature.by.name:
        output.say(
            _(
                "Signed, but your name and license are not entered, so the signature shows "
                "none. Enter them with: strongroom practice set VAULT"
            )
        )
    output.answer(note_json(note, ()), _("Signed."))


def addend(options: argparse.Namespace, output: Output) -> None:
    """Add the words on standard input to a signed note, signed too.

    Standard input is the text itself, or one JSON object {"text": …}.
    """
    with open_vault(options, output) as vault:
        addendum = vault.notes.addend(NoteId(options.id), entered_text())
    output.answer({"id": addendum.id}, addendum.id)


def mark_in_error(options: argparse.Namespace, output: Output) -> None:
    """Mark a signed note in error, for the reason on standard input; it stays readable."""
    _mark(Mark.IN_ERROR, options, output)


def mark_as_standing(options: argparse.Namespace, output: Output) -> None:
    """Take the mark of a note back, for the reason on standard input."""
    _mark(Mark.STANDS, options, output)


def refile(options: argparse.Namespace, output: Output) -> None:
    """Take a signed note out of the wrong record, to the right one."""
    with open_vault(options, output) as vault:
        note = vault.refilings.refile(NoteId(options.id), ClientId(options.client))
        addenda = vault.notes.addenda(note.id)
    output.answer(note_json(note, addenda), _("Filed in the other record."))


def taken_out(options: argparse.Namespace, output: Output) -> None:
    """List the markers of a record: what was taken out of it, and when."""
    with open_vault(options, output) as vault:
        markers = vault.refilings.out_of(ClientId(options.client))
    value = [{"id": each.note, "at": each.at.isoformat()} for each in markers]
    lines = [f"{each.note}  {each.at:%Y-%m-%d}" for each in markers]
    output.answer(value, "\n".join(lines) or _("Nothing was taken out of this record."))


def _mark(mark: Mark, options: argparse.Namespace, output: Output) -> None:
    with open_vault(options, output) as vault:
        addendum = vault.notes.addend(NoteId(options.id), entered_text(), mark)
    output.answer({"id": addendum.id}, addendum.id)
