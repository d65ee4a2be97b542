"""shares make, combine, list, confirm and change: executor cards."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from vault.cli.opening import open_vault
from vault.cli.output import Output, path_text
from vault.cli.reading import printed_schema, read_input, read_single
from vault.cli.shapes import HolderShape
from vault.cli.typed_secrets import process_secret
from vault.crypto import age
from vault.errors import BadInput
from vault.lifecycle.cards import (
    card_pages,
    combine_files,
    discard_cards,
    keep_cards,
    keep_combined,
)
from vault.lifecycle.this_computer import surroundings
from vault.model.share import Card, HeldCard, Holder, ShareSet, is_due, place_warning
from vault.translation import _


def make(options: argparse.Namespace, output: Output) -> None:
    """Make a card for each holder, write each to a file, and let the cards open the vault.

    The holders are JSON on standard input unless they were given, where others may see them.
    """
    if printed_schema(HolderShape, options, output):
        return
    holders = [_holder(text) for text in options.holder]
    holders = holders or [each.noun() for each in read_input(HolderShape)[0]]
    made: list[Card] = []
    files: list[Path] = []

    def keep(cards: Sequence[Card]) -> None:
        made.extend(cards)
        day = surroundings().clock.now().date()
        pages = card_pages(cards, day) if options.format == "pdf" else ()
        files.extend(keep_cards(options.out, cards, pages))

    with open_vault(options, output) as vault:
        ways_in = vault.ways_in
        if options.compartment == "process":
            ways_in = vault.open_process(process_secret(options)).ways_in
        try:
            way_in = vault.add_executor(ways_in, options.k, holders, keep)
        except BaseException:
            # Nobody may be handed a card that opens nothing; one that does open stays.
            known = [(each.compartment, each.way_in) for each in vault.shares.list_all()]
            if files and not any((card.compartment, card.way_in) in known for card in made):
                discard_cards(options.out)
            raise
    warning = place_warning(options.k, holders)
    if warning:
        output.say(warning)
    names = [path_text(path) for path in files]
    advice = _("Print each, hand it to its holder, delete the files, and confirm each card.")
    output.answer(
        {"way_in": way_in, "k": options.k, "n": len(holders), "files": names},
        "\n".join([way_in, *names, advice]),
    )


def combine(options: argparse.Namespace, output: Output) -> None:
    """Rebuild a key from card files into a new private file; needs no vault."""
    identity = combine_files(options.cards)
    keep_combined(options.out, identity)
    output.answer(
        {"identity_file": path_text(options.out), "recipient": age.recipient_of(identity)},
        _("The key is in {file}. It opens with --recovery-file; delete it after use.").format(
            file=path_text(options.out)
        ),
    )


def list_sets(options: argparse.Namespace, output: Output) -> None:
    """List every set of cards, with its holders."""
    with open_vault(options, output) as vault:
        sets = vault.shares.list_all()
    found = [_set_json(each) for each in sets]
    output.answer(found, "\n".join(line for each in sets for line in _lines(each)))


def confirm(options: argparse.Namespace, output: Output) -> None:
    """Keep that a holder has the card, today."""
    with open_vault(options, output) as vault:
        vault.shares.confirm(options.compartment, options.way_in, options.card)
    output.answer({"way_in": options.way_in, "card": options.card}, _("Confirmed for a year."))


def change(options: argparse.Namespace, output: Output) -> None:
    """Keep another name, phone number or place of a card, from JSON on standard input."""
    if printed_schema(HolderShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered = read_single(HolderShape)
        card = vault.shares.change_holder(
            options.compartment, options.way_in, options.card, entered.noun()
        )
    said = _("Kept.") if card.confirmed else _("Kept. Confirm the card when they have it.")
    output.answer(_card_json(card), said)


def _holder(text: str) -> Holder:
    parts = text.split(";")
    if len(parts) > len(("name", "phone", "place")):
        raise BadInput(
            _("A holder has a name, a phone number and a place."),
            hint=_("Write them as NAME;PHONE;PLACE."),
        )
    return Holder(*parts)


def _set_json(each: ShareSet) -> dict[str, object]:
    return {
        "compartment": each.compartment,
        "way_in": each.way_in,
        "k": each.k,
        "n": each.n,
        "cards": [_card_json(card) for card in each.cards],
    }


def _card_json(card: HeldCard) -> dict[str, object]:
    return {
        "card": card.number,
        "name": card.holder.name,
        "phone": card.holder.phone,
        "place": card.holder.place,
        "confirmed": card.confirmed.isoformat() if card.confirmed else None,
        "due": is_due(card, surroundings().clock.now().date()),
    }


def _lines(each: ShareSet) -> list[str]:
    heading = _("{compartment}  {way_in}  {k} of {n}").format(
        compartment=each.compartment, way_in=each.way_in, k=each.k, n=each.n
    )
    cards = [
        _("  {number}  {name}  {phone}  {place}  {confirmed}").format(
            number=card.number,
            name=card.holder.name,
            phone=card.holder.phone,
            place=card.holder.place,
            confirmed=card.confirmed.isoformat() if card.confirmed else _("not confirmed"),
        )
        for card in each.cards
    ]
    return [heading, *cards]
