"""The arguments of the commands on progress notes."""

from typing import Any

from vault.cli.argument_parts import add_family, add_schema, add_vault_command
from vault.cli.cosignature_arguments import add_cosigning_commands
from vault.translation import _


def add_note_commands(commands: Any) -> None:
    """Add the family `note`."""
    note = add_family(commands, "note", _("progress notes"))
    add_schema(add_vault_command(note, "add", _("add from JSON on stdin"), "notes:add"))
    change = add_vault_command(
        note, "change", _("replace a draft by JSON on stdin"), "notes:change"
    )
    change.add_argument("id")
    listing = add_vault_command(note, "list", _("list, of one client or all"), "notes:list_rows")
    listing.add_argument("client", nargs="?")
    listing.add_argument("--client", dest="of_client", metavar="ID")
    listing.add_argument("--kind", help=_("those of one kind, such as contact"))
    listing.add_argument("--from", dest="first", metavar="DAY", help=_("not before this day"))
    listing.add_argument("--to", dest="last", metavar="DAY", help=_("not after this day"))
    for name, text in (
        ("show", _("show one")),
        ("undo", _("take the last edit of a draft back")),
        ("redo", _("do again what was undone last")),
        ("discard", _("throw a draft away")),
        ("carry-forward", _("put the words of the note before where a draft has none")),
        ("sign", _("sign one")),
        ("addend", _("add the words on stdin to a signed one")),
        ("mark-in-error", _("mark a signed one in error, for the reason on stdin")),
        ("mark-as-standing", _("take that mark back, for the reason on stdin")),
    ):
        function = name.replace("-", "_")
        add_vault_command(note, name, text, f"notes:{function}").add_argument("id")
    add_cosigning_commands(note)
    text = _("take a signed one out of the wrong record, to the right one")
    refiling = add_vault_command(note, "refile", text, "notes:refile")
    refiling.add_argument("id")
    refiling.add_argument("client")
    text = _("list the goals of a client's plan, and the sessions that worked on them")
    add_vault_command(note, "goals", text, "notes:goals").add_argument("client")
    text = _("list the treatment plans that are to be reviewed")
    add_vault_command(note, "plan-reviews", text, "notes:plan_reviews")
    text = _("list what was taken out of a client's record, filed there in error")
    add_vault_command(note, "taken-out", text, "notes:taken_out").add_argument("client")
    _add_grouping(note)


def _add_grouping(note: Any) -> None:
    grouping = add_vault_command(
        note, "sign-group", _("sign a group's draft for each member"), "group_notes:sign"
    )
    grouping.add_argument("id")
    text = _(
        "a participant who was there; once for each. Without it, what would be signed is shown"
    )
    grouping.add_argument("--present", action="append", default=[], metavar="ID", help=text)
    text = _("first put placeholders for names, where it is clear who is meant")
    grouping.add_argument("--placeholders", action="store_true", help=text)
    text = _("what may be a name was looked at: nobody is meant")
    grouping.add_argument("--looked-at", action="store_true", help=text)
