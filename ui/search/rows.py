"""Turns what was found into the rows that are shown."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from ui.commands import Command
from ui.date_words import short_day
from ui.navigation import DETAILS, DOCUMENTS, PEOPLE
from ui.search.finding import Found
from ui.search.found_words import found_spans
from ui.search.results import ResultRow, RowKind
from vault.model.client_row import ClientRow
from vault.model.hit import PersonHit
from vault.model.hit_words import person_words
from vault.model.ids import ClientId
from vault.model.search import SavedSearch
from vault.translation import _

Go = Callable[[str, str | None], object]


def found_rows(found: Found, words: str, go: Go) -> list[ResultRow]:
    """Return what was found, each family under its heading; an empty one is left out."""
    rows: list[ResultRow] = []
    if found.clients:
        rows.append(ResultRow(RowKind.HEADING, _("Clients")))
        rows.extend(_client(row, found, partial(go, row.id, None)) for row in found.clients)
    if found.people:
        rows.append(ResultRow(RowKind.HEADING, _("People")))
        rows.extend(_person(hit, found, go) for hit in found.people)
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
    if found.more:
        words = _("There are more than are shown: another word, or a filter, narrows it.")
        rows.append(ResultRow(RowKind.NOTHING, words))
    return rows


def kept_rows(found: Found, go: Go, look: Callable[[SavedSearch], object]) -> list[ResultRow]:
    """Return what stands where nothing is typed: pinned clients, and searches that are kept."""
    rows: list[ResultRow] = []
    if found.clients:
        rows.append(ResultRow(RowKind.HEADING, _("Pinned")))
        rows.extend(
            replace(_client(row, found, partial(go, row.id, None)), icon="pin")
            for row in found.clients
        )
    if found.saved:
        rows.append(ResultRow(RowKind.HEADING, _("Kept searches")))
    rows.extend(
        ResultRow(
            RowKind.SAVED, each.name, each.words, "", "search", run=partial(look, each), stays=True
        )
        for each in found.saved
    )
    return rows


def filter_rows(
    change: Callable[[], object], clear: Callable[[], object] | None
) -> list[ResultRow]:
    """Return the way to filters, and with `clear` the way back from those that are there."""
    words = (
        _("Search with filters…") if clear is None else _("Change filters, or keep this search…")
    )
    rows = [
        ResultRow(RowKind.HEADING, _("Filters")),
        ResultRow(
            RowKind.FILTERS,
            words,
            aside="Ctrl Shift F",
            icon="sliders-horizontal",
            run=change,
            stays=True,
        ),
    ]
    if clear is not None:
        rows.append(
            ResultRow(RowKind.FILTERS, _("Without filters"), icon="x", run=clear, stays=True)
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


def _person(hit: PersonHit, found: Found, go: Go) -> ResultRow:
    """Return the row of somebody in a client's file; their contacts stand among the details."""
    place = PEOPLE if hit.standing is not None else DETAILS
    said = person_words(hit, found.names.get(hit.client, ""))
    run = partial(go, hit.client, place)
    return ResultRow(RowKind.PERSON, hit.name, said, icon="users", run=run)


def _client(row: ClientRow, found: Found, run: Callable[[], object]) -> ResultRow:
    seen = short_day(row.last_session, found.today) if row.last_session else ""
    preferred = row.preferred_name if row.preferred_name != row.name else ""
    return ResultRow(RowKind.CLIENT, row.name, preferred, seen, "user", run=run)
