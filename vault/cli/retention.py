"""retention hold, change-hold, lift-hold and holds: what keeps a file as it is."""

import argparse
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import (
    Shape,
    answer_ids,
    entered_text,
    printed_schema,
    read_input,
    read_single,
)
from vault.model.dates import parse_date
from vault.model.hold import Hold, HoldReason
from vault.model.hold_words import reason_words
from vault.model.ids import ClientId, HoldId, new_id
from vault.translation import _


class HoldShape(Shape):
    """A legal hold on a client's file, since the day it was `placed`."""

    client: str
    reason: HoldReason
    placed: str
    words: str = ""

    def noun(self, hold_id: HoldId) -> Hold:
        """Return the hold. Raises BadInput for a day that is none."""
        placed = parse_date(self.placed)
        return Hold(hold_id, ClientId(self.client), self.reason, placed, self.words)


def hold(options: argparse.Namespace, output: Output) -> None:
    """Place the hold, or the array of them, on standard input."""
    if printed_schema(HoldShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(HoldShape)
        placed = vault.holds.add([each.noun(HoldId(new_id())) for each in entered])
    answer_ids([each.id for each in placed], as_list, output)


def change_hold(options: argparse.Namespace, output: Output) -> None:
    """Replace what is said of an open hold by the object on standard input."""
    with open_vault(options, output) as vault:
        changed = vault.holds.change(read_single(HoldShape).noun(HoldId(options.id)))
    output.answer(_json(changed), changed.id)


def lift_hold(options: argparse.Namespace, output: Output) -> None:
    """Lift a hold, for the reason on standard input."""
    with open_vault(options, output) as vault:
        day = parse_date(options.day) if options.day is not None else None
        lifted = vault.holds.lift(HoldId(options.id), day, entered_text())
    output.answer(_json(lifted), _("Lifted."))


def list_holds(options: argparse.Namespace, output: Output) -> None:
    """List the holds on one client's file, or every one that is open, the first one first."""
    with open_vault(options, output) as vault:
        if options.client is None:
            found = vault.holds.open()
            names = vault.clients.names(list({each.client for each in found}))
        else:
            found, names = vault.holds.of_client(ClientId(options.client)), {}
    lines = [_line(each, names.get(each.client, "")) for each in found]
    nothing = _("No file is on hold.") if options.client is None else _("There is no hold.")
    output.answer([_json(each) for each in found], "\n".join(lines) or nothing)


def _json(each: Hold) -> dict[str, Any]:
    return {
        "id": each.id,
        "client": each.client,
        "reason": each.reason,
        "placed": each.placed.isoformat(),
        "placed_by": each.placed_by,
        "words": each.words,
        "lifted": each.lifted.isoformat() if each.lifted else None,
        "lifted_by": each.lifted_by,
        "lifted_words": each.lifted_words,
    }


def _line(each: Hold, name: str) -> str:
    said = [_("on hold since {day}").format(day=each.placed), reason_words(each.reason)]
    said += [each.words] if each.words.strip() else []
    if each.lifted is not None:
        said.append(_("lifted on {day}").format(day=each.lifted))
        said += [each.lifted_words] if each.lifted_words else []
    who = f"{each.client} {name}: " if name else ""
    return f"{each.id}  {who}{', '.join(said)}"
