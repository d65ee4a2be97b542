"""The arguments of the commands about how long records are kept."""

from pathlib import Path
from typing import Any

from vault.cli.argument_parts import add_command, add_family, add_schema, add_vault_command
from vault.model.record_retention import RecordState
from vault.translation import _


def add_retention_commands(commands: Any) -> None:
    """Add what is done with holds, and how a day is computed."""
    family = add_family(commands, "retention", _("how long records are kept, and what holds them"))
    text = _("when a record may be looked at for its end, from facts; without a vault")
    computing = add_command(family, "compute", text, "retention_compute:run")
    computing.add_argument("facts", type=Path, metavar="FACTS.json")
    add_schema(computing)
    text = _("how long every record is kept, what is over first")
    listing = add_vault_command(family, "due", text, "retention_dates:due")
    listing.add_argument(
        "--state",
        choices=[each.value for each in RecordState],
        help=_("only the records that stand so"),
    )
    text = _("why a record is kept until its date, clause by clause")
    add_vault_command(family, "explain", text, "retention_dates:explain").add_argument("client")
    text = _("enter that you looked at a record, or keep it longer for the reason on stdin")
    review = add_vault_command(family, "review", text, "retention_dates:review")
    review.add_argument("client")
    review.add_argument("--keep-through", metavar="DAY", help=_("such as 2036-05-14"))
    text = _("write the reminders as a calendar file, with record numbers and no name")
    add_vault_command(family, "calendar", text, "retention_dates:calendar").add_argument(
        "file", type=Path, metavar="FILE.ics"
    )
    _add_rules(family)
    _add_rule_files(family)
    _add_destruction(family)
    text = _("place a legal hold from JSON on stdin: nothing of that file is taken out")
    add_schema(add_vault_command(family, "hold", text, "retention:hold"))
    text = _("replace what is said of an open one by JSON on stdin")
    add_vault_command(family, "change-hold", text, "retention:change_hold").add_argument("id")
    text = _("lift a hold, for the reason on stdin")
    lifting = add_vault_command(family, "lift-hold", text, "retention:lift_hold")
    lifting.add_argument("id")
    lifting.add_argument("--day", metavar="DAY", help=_("the day, such as 2026-11-22; or today"))
    text = _("list the holds on one file, or every open one")
    listing = add_vault_command(family, "holds", text, "retention:list_holds")
    listing.add_argument("client", nargs="?", metavar="CLIENT")


def _add_rules(family: Any) -> None:
    """Add what is done with the rules: those of the program, and one's own."""
    text = _("list the rules that apply to the practice, and what to confirm")
    add_vault_command(family, "rules", text, "retention_rules:list_rules")
    text = _("enter that a rule was held against the official text")
    confirming = add_vault_command(family, "confirm-rule", text, "retention_rules:confirm")
    confirming.add_argument("rule")
    confirming.add_argument(
        "--address", required=True, metavar="ADDRESS", help=_("where you read the official text")
    )
    confirming.add_argument("--day", metavar="DAY", help=_("the day, such as 2026-11-22; or today"))
    text = _("take the newest confirmation of a rule back")
    add_vault_command(family, "unconfirm-rule", text, "retention_rules:unconfirm").add_argument(
        "rule"
    )
    text = _("add a rule of your own from JSON on stdin")
    add_schema(add_vault_command(family, "add-rule", text, "retention_rules:add"))
    for name, text, runs in (
        ("change-rule", _("replace a rule of your own by JSON on stdin"), "change"),
        ("remove-rule", _("take a rule of your own out"), "remove"),
    ):
        add_vault_command(family, name, text, f"retention_rules:{runs}").add_argument("id")


def _add_rule_files(family: Any) -> None:
    """Add what is done with rules that come in as a file."""
    text = _("say what a signed rule file changes for which client, and take it in")
    bringing = add_vault_command(family, "bring-rules", text, "rule_files:bring")
    bringing.add_argument("file", type=Path, metavar="FILE.toml")
    bringing.add_argument(
        "--key", type=Path, metavar="FILE.pub", help=_("the public key of its maker")
    )
    bringing.add_argument(
        "--trust",
        default="",
        metavar="FINGERPRINT",
        help=_("trust the key of this fingerprint from now on"),
    )
    bringing.add_argument("--label", default="", metavar="NAME", help=_("what to call this key"))
    bringing.add_argument("--dry-run", action="store_true", help=_("say what changes, and stop"))
    text = _("put back the rules that were before a file came in")
    back = add_vault_command(family, "take-back-rules", text, "rule_files:take_back")
    back.add_argument("id")
    back.add_argument("--dry-run", action="store_true", help=_("say what changes, and stop"))
    text = _("list the rule files that came in, and when")
    add_vault_command(family, "rule-files", text, "rule_files:list_files")
    text = _("list the keys whose rule files are trusted")
    add_vault_command(family, "rule-keys", text, "rule_files:list_keys")
    text = _("trust a key no more")
    add_vault_command(family, "forget-rule-key", text, "rule_files:forget_key").add_argument(
        "fingerprint"
    )


def _add_destruction(family: Any) -> None:
    """Add what ends a record."""
    text = _("ask for the end of a record; a week later, carry it out")
    ending = add_vault_command(family, "destroy", text, "destructions:destroy")
    ending.add_argument("client")
    ending.add_argument(
        "--keep-name", action="store_true", help=_("the register shows the name afterwards")
    )
    ending.add_argument("--dry-run", action="store_true", help=_("say what would go, and stop"))
    ending.add_argument(
        "--second-look", action="store_true", help=_("a week after it was asked for: destroy it")
    )
    for name, what in (
        ("--place", _("where it was done, for the certificate")),
        ("--witness", _("who saw it, for the certificate")),
        ("--disk", _("the disk of the vault, for the certificate: maker, model, number")),
    ):
        ending.add_argument(name, default="", metavar="TEXT", help=what)
    ending.add_argument("--withdraw", action="store_true", help=_("take it back"))
    text = _("list the records that were destroyed, or are asked to be")
    add_vault_command(family, "destructions", text, "destructions:list_all")
    text = _("write the certificate of a destruction as a PDF")
    certificate = add_vault_command(family, "certificate", text, "destructions:certificate")
    certificate.add_argument("id")
    certificate.add_argument("file", type=Path, metavar="FILE.pdf")
    text = _("tell whether the record of somebody was destroyed, and under which rule")
    asking = add_vault_command(family, "destroyed", text, "destructions:destroyed")
    asking.add_argument("--name", required=True, metavar="NAME")
    asking.add_argument("--born", metavar="DAY", help=_("such as 1980-05-14"))
