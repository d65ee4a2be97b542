"""Turns what was found into the rows that are shown."""

from collections.abc import Callable, Sequence
from functools import partial

from ui.commands import Command
from ui.date_words import short_day
from ui.navigation import DOCUMENTS
from ui.search.finding import Found
from ui.search.found_words import found_spans
from ui.search.results import ResultRow, RowKind
from vault.model.client_row import ClientRow
from vault.model.ids import ClientId
from vault.translation import _

Go = Callable[[str, str | None], object]


def found_rows(found: Found, words: str, go: Go) -> list[ResultRow]:
    """Return what was found, each family under its heading; an empty one is left out."""
    rows: list[ResultRow] = []
    if found.clients:
        rows.append(ResultRow(RowKind.HEADING, _("Clients")))
        rows.extend(_client(row, found, partial(go, row.id, None)) for row in found.clients)
    if found.notes:
        rows.append(ResultRow(RowKind.HEADING, _("Notes")))
    for hit in found.notes:
        snippet = " ".join(hit.snippet.split())
        rows.append(
            ResultRow(
                RowKind.NOTE,
                found.names.get(ClientId(hit.client), ""),
                snippet,
                short_day(hit.day, found.today),
                "file-text",
                tuple(found_spans(snippet, words)),
                partial(go, hit.client, hit.note),
            )
        )
    if found.documents:
        rows.append(ResultRow(RowKind.HEADING, _("Documents")))
    for each in found.documents:
        title = _("{title} (in error)").format(title=each.title) if each.in_error else each.title
        snippet = " ".join(f"{title}: {each.snippet}".split()).removesuffix(":")
        rows.append(
            ResultRow(
                RowKind.DOCUMENT,
                found.names.get(ClientId(each.client), ""),
                snippet,
                short_day(each.day, found.today),
                "paperclip",
                tuple(found_spans(snippet, words)),
                partial(go, each.client, f"{DOCUMENTS}-{each.document}"),
            )
        )
    return rows


def rows_for_new_note(
    found: Found, begin: Callable[[str], object], *, contact: bool = False
) -> list[ResultRow]:
    """Return the clients for whom a note, or one of a contact, can be begun."""
    if not found.clients:
        return []
    words = _("New contact with or about") if contact else _("New note for")
    heading = ResultRow(RowKind.HEADING, words)
    return [heading, *(_client(row, found, partial(begin, row.id)) for row in found.clients)]


def rows_without_clients(begin: Callable[[], object]) -> list[ResultRow]:
    """Return what is said where there is nobody to write about, and the first step."""
    return [
        ResultRow(RowKind.NOTHING, _("There are no clients yet.")),
        ResultRow(RowKind.ACTION, _("New client"), icon="user-plus", run=begin),
    ]


def action_rows(commands: Sequence[Command], run: Callable[[Command], object]) -> list[ResultRow]:
    """Return actions with their shortcuts."""
    if not commands:
        return []
    heading = ResultRow(RowKind.HEADING, _("Actions"))
    return [
        heading,
        *(
            ResultRow(
                RowKind.ACTION,
                command.words,
                aside=command.shortcut.replace("+", " "),
                icon=command.icon,
                run=partial(run, command),
            )
            for command in commands
        ),
    ]


def _client(row: ClientRow, found: Found, run: Callable[[], object]) -> ResultRow:
    seen = short_day(row.last_session, found.today) if row.last_session else ""
    preferred = row.preferred_name if row.preferred_name != row.name else ""
    return ResultRow(RowKind.CLIENT, row.name, preferred, seen, "user", run=run)
