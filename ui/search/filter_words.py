"""What narrows a search, in words."""

from ui.date_words import plain_day
from ui.note_words import kind_title
from vault.model.direction import isolated
from vault.model.search import CLIENTS, DOCUMENTS, NOTES, PEOPLE, Filters, search_kinds
from vault.translation import _


def sought_words(kind: str) -> str:
    """Return what a search of a kind looks for, such as "Contact" or "Documents"."""
    said = {
        "": _("Everything"),
        CLIENTS: _("Clients"),
        PEOPLE: _("People"),
        NOTES: _("All notes"),
        DOCUMENTS: _("Documents"),
    }
    return said.get(kind) or kind_title(kind)


def choices() -> dict[str, str]:
    """Return everything that can be looked for, in the order one chooses, in words."""
    return {kind: sought_words(kind) for kind in ("", *search_kinds())}


def filter_words(filters: Filters, name: str) -> str:
    """Return what is asked beside the words, on one line; `name` is that of the client."""
    parts = [sought_words(filters.kind)] if filters.kind else []
    if filters.first is not None and filters.first == filters.last:
        parts.append(_("on {day}").format(day=plain_day(filters.first)))
    else:
        if filters.first is not None:
            parts.append(_("from {day}").format(day=plain_day(filters.first)))
        if filters.last is not None:
            parts.append(_("to {day}").format(day=plain_day(filters.last)))
    if filters.client is not None:
        parts.append(isolated(name) or _("one client"))
    if filters.author:
        parts.append(_("written or signed by {name}").format(name=isolated(filters.author)))
    return " · ".join(parts)
