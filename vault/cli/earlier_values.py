"""earlier-values: what was said of a thing before it was changed."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.model.dates import utc_text
from vault.model.earlier_value import EarlierValue
from vault.model.earlier_value_words import Change, changes_of, title_of
from vault.model.ids import ClientId
from vault.translation import _


def show(options: argparse.Namespace, output: Output) -> None:
    """Print each change of a thing, by its id, the newest first; as JSON all that was said."""
    with open_vault(options, output) as vault:
        if options.removed:
            _say_removed(vault.earlier_values.removed(ClientId(options.id)), output)
            return
        past = vault.earlier_values.of(options.id)
    lines = [line for change in changes_of(past, date.isoformat) for line in _lines(change)]
    text = "\n".join(lines) or _("It was not changed.")
    output.answer([_json(each) for each in past.values], text)


def _say_removed(removed: Sequence[EarlierValue], output: Output) -> None:
    lines = [
        f"{each.subject}  {title_of(each.value, date.isoformat)}, {utc_text(each.replaced_at)}"
        for each in removed
    ]
    text = "\n".join(lines) or _("Nothing was removed, but what was entered in the same sitting.")
    output.answer([_json(each) for each in removed], text)


def _json(each: EarlierValue) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "id": each.subject,
        "client": each.client,
        "replaced_at": utc_text(each.replaced_at),
        "entry": each.entry,
        "said": each.said,
    }


def _lines(change: Change) -> list[str]:
    if change.removed:
        words = _("removed {at}, entry {entry} of the chain")
    else:
        words = _("changed {at}, entry {entry} of the chain")
    head = words.format(at=utc_text(change.at), entry=change.entry)
    return [head, *(f"  {each.words}" for each in change.differences)]
