"""client add, change, list, find, show, pin and timeline."""

import argparse
from collections.abc import Sequence

from vault.cli.newcomers import checks_of, checks_on_opening
from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import answer_ids, check_limit, printed_schema, read_input, read_single
from vault.cli.shapes import ClientShape, client_json
from vault.errors import BadInput
from vault.lifecycle.this_computer import surroundings
from vault.model.appointment import status_words
from vault.model.client import Client
from vault.model.conflict import ConflictCheck, Decision, names_of
from vault.model.dates import parse_date
from vault.model.destruction import Destruction, not_held
from vault.model.document_row import DocumentRow
from vault.model.episode_words import reason_words
from vault.model.glance import GlanceLine
from vault.model.ids import ClientId, new_id
from vault.model.measure import Administration
from vault.model.measure_words import band_words, score_words
from vault.model.note_row import NoteRow
from vault.model.search import DOCUMENTS, NOTES
from vault.model.template import kind_of
from vault.model.timeline_row import (
    AMENDMENTS,
    EPISODES,
    MEASURES,
    ONSET,
    SESSIONS,
    AmendmentTurn,
    Days,
    OnsetGiven,
    PastSession,
    TimelineRow,
)
from vault.model.timeline_words import given_words, turn_words
from vault.open_vault import OpenVault
from vault.translation import _, count_of

_LOOKED_FOR = 20
"""Of so many new clients the names are looked for; a longer list comes from elsewhere."""


def add(options: argparse.Namespace, output: Output) -> None:
    """Add the client, or the array of clients, on standard input.

    A client whose name is like a known one is added with a check that waits for a decision; with
    `ask` the check is kept alone. Of an array none is kept, it is brought along from elsewhere.
    """
    if printed_schema(ClientShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(ClientShape)
        if as_list and options.ask:
            raise BadInput(_("There is one at a time: give one object, not an array."))
        now = surroundings().clock.now()
        new = [each.noun(ClientId(new_id()), now) for each in entered]
        said, known = list(zip(new, entered, strict=True)), 0
        if as_list:
            checks = checks_of(vault, [each for each in said if each[1].no_conflict is not None])
            without = [each for each, by in said if by.no_conflict is None]
            known = _known_by_such_names(vault, without)
        else:
            checks = checks_on_opening(vault, *said[0], ask=options.ask)
        added = vault.clients.add(new, checks)
        gone = [
            one for each in added for one in vault.destructions.find(each.name, each.birth_date)
        ]
    if not options.json:
        _say_beside(output, gone, known, checks)
    answer_ids([client.id for client in added], as_list, output)


def _say_beside(
    output: Output, gone: Sequence[Destruction], known: int, checks: Sequence[ConflictCheck]
) -> None:
    """Say which records of these names were destroyed, and what waits to be decided."""
    for one in gone:
        output.say(_("A record of this name and birth date: {answer}").format(answer=not_held(one)))
    for check in (each for each in checks if each.decision is Decision.WAITS):
        alike = count_of(
            "{n} who is known already has a name like this",
            "{n} who are known already have names like this",
            len(check.found),
        )
        words = _("{alike}; decide with: strongroom conflict decide VAULT {check}")
        output.say(words.format(alike=alike, check=check.id))
    if known:
        output.say(
            count_of(
                "{n} who is known already has a name like these. "
                "Whether there is a conflict is decided with: strongroom conflict check, decide.",
                "{n} who are known already have names like these. "
                "Whether there is a conflict is decided with: strongroom conflict check, decide.",
                known,
            )
        )


def _known_by_such_names(vault: OpenVault, new: Sequence[Client]) -> int:
    """Return how many are known by names like those of new clients; of a whole list, none."""
    if len(new) > _LOOKED_FOR:
        return 0
    names = [name for client in new for name in names_of(client)]
    try:
        return len(vault.conflicts.search(names))
    except BadInput:  # What is no name is refused where it is added.
        return 0


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace what is known of a client by the object on standard input."""
    with open_vault(options, output) as vault:
        before = vault.clients.get(ClientId(options.id))
        entered = read_single(ClientShape)
        client = entered.noun(before.id, before.added_at)
        changed = vault.clients.change(client, checks_of(vault, [(client, entered)]))
    output.answer(client_json(changed), changed.id)


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List all clients by name."""
    with open_vault(options, output) as vault:
        clients = vault.clients.list_all()
    rows = [
        {
            "id": each.id,
            "name": each.name,
            "birth_date": each.birth_date.isoformat() if each.birth_date else None,
            "kind": each.kind,
            "status": each.status,
        }
        for each in clients
    ]
    empty = _("There are no clients yet. Add one with: strongroom client add VAULT")
    output.answer(rows, "\n".join(f"{each.id}  {each.name}" for each in clients) or empty)


def find(options: argparse.Namespace, output: Output) -> None:
    """Find clients by the beginnings of words of their names."""
    with open_vault(options, output) as vault:
        rows = vault.clients.page(options.text, 0, vault.clients.count(options.text))
    value = [
        {
            "id": row.id,
            "name": row.name,
            "preferred_name": row.preferred_name,
            "birth_date": row.birth_date.isoformat() if row.birth_date else None,
            "kind": row.kind,
            "status": row.status,
            "last_session": row.last_session.isoformat() if row.last_session else None,
            "drafts": row.drafts,
        }
        for row in rows
    ]
    lines = [f"{row.id}  {row.name}" for row in rows]
    output.answer(value, "\n".join(lines) or _("Nothing was found."))


def pin(options: argparse.Namespace, output: Output) -> None:
    """Let a client stand before others in lists."""
    with open_vault(options, output) as vault:
        vault.clients.pin(ClientId(options.id))
    output.answer({"id": options.id}, _("Pinned."))


def unpin(options: argparse.Namespace, output: Output) -> None:
    """Take a client's pin away."""
    with open_vault(options, output) as vault:
        vault.clients.unpin(vault.clients.row(ClientId(options.id)).id)
    output.answer({"id": options.id}, _("No longer pinned."))


def pinned(options: argparse.Namespace, output: Output) -> None:
    """List the clients who are pinned, by name."""
    with open_vault(options, output) as vault:
        rows = vault.clients.pinned()
    lines = [f"{row.id}  {row.name}" for row in rows]
    value = [{"id": row.id, "name": row.name} for row in rows]
    output.answer(value, "\n".join(lines) or _("Nobody is pinned."))


def timeline(options: argparse.Namespace, output: Output) -> None:
    """List what has its day in a client's file, newest first."""
    check_limit(options.limit)
    first, last = (parse_date(each) if each else None for each in (options.first, options.last))
    asked = ClientId(options.id), 0, options.limit, options.kind, Days(first, last)
    with open_vault(options, output) as vault:
        rows = vault.timelines.page(*asked)
    value = [_timeline_json(row) for row in rows]
    lines = [f"{each['id']}  {each['day']}  {each['kind']}  {each['words']}" for each in value]
    narrowed = first is not None or last is not None
    empty = _("There is nothing of these days.") if narrowed else ""
    empty = empty or _("There is nothing in this file yet.")
    output.answer(value, "\n".join(lines) or empty)


def _timeline_json(row: TimelineRow) -> dict[str, object]:
    day = row.service_date if isinstance(row, NoteRow) else row.day
    what, kind, words = _told(row)
    return {"id": row.id, "what": what, "kind": kind, "day": day.isoformat(), "words": words}


def _told(row: TimelineRow) -> tuple[str, str, str]:
    """Return what a row is, of which kind, and its words."""
    if isinstance(row, NoteRow):
        return NOTES, kind_of(row.template).id, row.opening
    if isinstance(row, DocumentRow):
        return DOCUMENTS, row.kind, row.title
    if isinstance(row, Administration):
        said = (score_words(row.score), band_words(row.score))
        return MEASURES, row.measure, ", ".join(filter(None, said))
    if isinstance(row, PastSession):
        return SESSIONS, row.status, status_words(row.status, row.cancelled_by)
    if isinstance(row, AmendmentTurn):
        return AMENDMENTS, row.step, turn_words(row)
    if isinstance(row, OnsetGiven):
        return ONSET, row.given.item, given_words(row)
    ending = row.episode.ending
    why = reason_words(ending.reason) if row.ended and ending is not None else ""
    return EPISODES, "ended" if row.ended else "opened", why


def at_a_glance(options: argparse.Namespace, output: Output) -> None:
    """Show the lines at a glance of a client: what the newest notes say, in their own words."""
    with open_vault(options, output) as vault:
        lines = vault.notes.glance(ClientId(options.id)).lines
    value = [
        {
            "label": each.label,
            "words": each.whole or each.text,
            "day": each.day.isoformat() if each.day else None,
            "note": each.note,
        }
        for each in lines
    ]
    output.answer(value, "\n".join(map(_at_a_glance, lines)) or _("There is no note yet."))


def _at_a_glance(line: GlanceLine) -> str:
    said = f"{line.label}: {line.whole or line.text}"
    return f"{said} ({line.day})" if line.day is not None else said


def show(options: argparse.Namespace, output: Output) -> None:
    """Show everything that is known of a client."""
    with open_vault(options, output) as vault:
        client = vault.clients.get(ClientId(options.id))
        on_hold = any(each.is_open for each in vault.holds.of_client(client.id))
    output.answer(client_json(client) | {"on_hold": on_hold}, _described(client, on_hold))


def _described(client: Client, on_hold: bool) -> str:
    born = client.birth_date.isoformat() if client.birth_date else _("unknown")
    lines = [client.name, _("born: {date}").format(date=born), f"{client.kind}, {client.status}"]
    if on_hold:
        lines.append(_("on hold: nothing of this file is taken out"))
    for each in client.contacts:
        uses = ", ".join(each.may) if each.may else _("ask before using")
        whose = f" ({each.whose})" if each.whose else ""
        lines.append(f"{each.kind}: {each.value}{whose}: {uses}")
    return "\n".join(lines)
