"""What goes with everything of a practice for whoever opens it: a readable list and plain words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from html import escape

from vault.resource_files import read_resource
from vault.translation import _, count_of

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); vertical-align: top; }
th { font-weight: 600; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
"""  # noqa: E501


@dataclass(frozen=True)
class Listed:
    """A record in the list: what it is, how much is in it, and its files by what they are called.

    `files` are paths beside the list.
    """

    number: str = field(repr=False)
    name: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    kind: str
    status: str = field(repr=False)
    notes: int
    documents: int
    files: tuple[tuple[str, str], ...] = field(repr=False)


def index_page(practice: str, made: str, listed: Iterable[Listed]) -> bytes:
    """Return the list as one HTML file that needs no script, no network and no other file."""
    rows = "\n".join(map(_row, listed))
    title = escape(_("All records of {practice}").format(practice=practice))
    heads = "".join(
        f"<th>{escape(each)}</th>"
        for each in (
            _("Name"),
            _("Birth date"),
            _("Record"),
            _("Kind"),
            _("Status"),
            _("Notes"),
            _("Documents"),
            _("Files"),
        )
    )
    said = escape(
        _("Written on {day}. Nothing here is encrypted. See README.txt.").format(day=made)
    )
    page = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><h1>{title}</h1>\n"
        f"<p>{said}</p>\n<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>\n"
        f"<p>{escape(_('This program informs. It is not legal advice.'))}</p>\n</body></html>\n"
    )
    return page.encode()


def readme(day: str, clients: int, process: bool, left_out: Iterable[str]) -> bytes:
    """Return the plain words that go with it; `left_out` names what is not here, in sentences."""
    said = read_resource("leaving/README.txt").decode()
    notes = "  process-notes/      process (psychotherapy) notes, apart from the records\n"
    return said.format(
        day=day,
        clients=count_of("{n} client", "{n} clients", clients),
        process=notes if process else "",
        left_out="".join(f"\n  - {each}" for each in left_out) + "\n",
    ).encode()


def _row(each: Listed) -> str:
    links = " · ".join(
        f'<a href="{escape(path)}">{escape(title)}</a>' for title, path in each.files
    )
    born = each.birth_date.isoformat() if each.birth_date is not None else _("not known")
    return (
        f"<tr><td>{escape(each.name)}</td><td>{escape(born)}</td><td>{escape(each.number)}</td>"
        f"<td>{escape(each.kind)}</td><td>{escape(each.status)}</td>"
        f'<td class="n">{each.notes}</td><td class="n">{each.documents}</td><td>{links}</td></tr>'
    )
