"""callsheet and emergency: whom to call, and the page for whoever comes first."""

import argparse
from dataclasses import asdict

from vault.cli.opening import open_vault
from vault.cli.output import Output, path_text
from vault.cli.reading import printed_schema, read_single
from vault.cli.shapes import EmergencyShape
from vault.lifecycle.call_sheet import call_sheet_text, keep_call_card, open_call_sheet
from vault.lifecycle.paper_key import read_key_file, write_page
from vault.lifecycle.this_computer import surroundings
from vault.model.emergency import EmergencyPlan
from vault.translation import _


def show_call_sheet(options: argparse.Namespace, output: Output) -> None:
    """Print the call sheet as it is now."""
    with open_vault(options, output) as vault:
        sheet = vault.call_sheets.sheet()
        cards = vault.call_sheets.cards()
    text = call_sheet_text(sheet)
    output.answer({"clients": len(sheet.entries), "cards": cards, "text": text}, text)


def call_card(options: argparse.Namespace, output: Output) -> None:
    """Make a card that opens the call sheet and nothing else, and write it to a new file."""
    with open_vault(options, output) as vault:
        recipient = vault.call_sheets.make_card(lambda card: keep_call_card(options.out, card))
    name = path_text(options.out)
    advice = _("Print it and delete the file. A copy opened elsewhere leaves no entry in the log.")
    output.answer({"recipient": recipient, "file": name}, f"{name}\n{advice}")


def end_call_cards(options: argparse.Namespace, output: Output) -> None:
    """Let every call card end."""
    with open_vault(options, output) as vault:
        vault.call_sheets.end_cards()
    output.answer({"cards": 0}, _("Ended. Copies made before today still open with them."))


def open_sheet(options: argparse.Namespace, output: Output) -> None:
    """Print the call sheet of a closed vault or a backup, by a card."""
    key = read_key_file(options.card_file)
    opened = open_call_sheet(options.place, key, surroundings().clock)
    output.answer({"text": opened.text, "logged": opened.logged}, opened.text)


def show(options: argparse.Namespace, output: Output) -> None:
    """Print what the emergency page says, and whether it has to be printed again."""
    with open_vault(options, output) as vault:
        plan, due = vault.emergencies.get(), vault.emergencies.is_due()
        edition, day = vault.emergencies.edition(), vault.emergencies.printed_on()
    number = edition.number if edition else None
    printed = day.isoformat() if day else None
    lines = [f"{name}: {text}" for name, text in asdict(plan).items()]
    if printed:
        lines.append(_("Edition {n} was printed on {day}.").format(n=number, day=printed))
    if due:
        lines.append(_("It was not printed as it stands now."))
    state = {"edition": number, "printed": printed, "due": due}
    output.answer(asdict(plan) | state, "\n".join(lines))


def set_it(options: argparse.Namespace, output: Output) -> None:
    """Set what the emergency page says from JSON on standard input."""
    if printed_schema(EmergencyShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered = read_single(EmergencyShape)
        plan: EmergencyPlan = vault.emergencies.set(entered.noun())
    output.answer(asdict(plan), plan.executor)


def page(options: argparse.Namespace, output: Output) -> None:
    """Write the emergency page as a PDF, and keep that this edition was printed."""
    with open_vault(options, output) as vault:
        prepared = vault.emergencies.prepare()
        write_page(options.out, prepared.render())
        vault.emergencies.record(prepared)
    name = path_text(options.out)
    advice = _("Print it, lay it where whoever comes first looks, and take old editions away.")
    output.answer({"file": name, "edition": prepared.edition.number}, f"{name}\n{advice}")
