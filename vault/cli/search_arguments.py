"""The arguments of the commands that find things: search, kept searches, pins and timelines."""

import argparse
from typing import Any

from vault.cli.argument_parts import add_family, add_schema, add_vault_command
from vault.translation import _


def add_search_commands(commands: Any) -> None:
    """Add what is done to find notes, documents and clients by words."""
    text = _("find words in notes, or with --kind in documents and names of people")
    search = add_vault_command(commands, "search", text, "searches:search")
    search.add_argument("text")
    text = _("note if not given; any, client, person, document, or a kind of note such as contact")
    search.add_argument("--kind", default="note", metavar="KIND", help=text)
    search.add_argument("--client", metavar="ID")
    text = _("not before this day; of a document its own date, or else when it came")
    search.add_argument("--from", dest="first", metavar="DAY", help=text)
    search.add_argument("--to", dest="last", metavar="DAY", help=_("not after this day"))
    text = _("the name of the licensee who signed, or of who wrote a document")
    search.add_argument("--author", default="", metavar="NAME", help=text)
    _add_limit(search)
    family = add_family(commands, "saved-search", _("searches that are kept, in the vault alone"))
    add_vault_command(family, "list", _("list them"), "searches:list_all")
    add_schema(add_vault_command(family, "add", _("add from JSON on stdin"), "searches:add"))
    text = _("replace one by JSON on stdin, its name too")
    changing = add_vault_command(family, "change", text, "searches:change")
    changing.add_argument("id")
    add_schema(changing)
    add_vault_command(family, "remove", _("keep one no more"), "searches:remove").add_argument("id")
    running = add_vault_command(family, "run", _("find what one asks for"), "searches:run")
    running.add_argument("id")
    _add_limit(running)


def add_client_lists(client: Any) -> None:
    """Add which clients stand before others, and what lies in a client's file."""
    text = _("let one stand before others in lists")
    add_vault_command(client, "pin", text, "clients:pin").add_argument("id")
    add_vault_command(client, "unpin", _("take that back"), "clients:unpin").add_argument("id")
    add_vault_command(client, "pinned", _("list those who are pinned"), "clients:pinned")
    text = _("show what the newest notes say of plan, homework and risk")
    add_vault_command(client, "glance", text, "clients:at_a_glance").add_argument("id")
    text = _("list what has its day in a client’s file, newest first")
    timeline = add_vault_command(client, "timeline", text, "clients:timeline")
    timeline.add_argument("id")
    text = _(
        "note, document, measure, session, episode, amendment, onset, or a kind of note such as "
        "contact"
    )
    timeline.add_argument("--kind", metavar="KIND", help=text)
    timeline.add_argument("--from", dest="first", metavar="DAY", help=_("not before this day"))
    timeline.add_argument("--to", dest="last", metavar="DAY", help=_("not after this day"))
    _add_limit(timeline)


def _add_limit(command: argparse.ArgumentParser) -> None:
    command.add_argument("--limit", type=int, default=20, metavar="N")
