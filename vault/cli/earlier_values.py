"""earlier-values: what was said of a thing before it was changed."""

import argparse
from datetime import date

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.model.dates import utc_text
from vault.model.earlier_value_words import Change, changes_of
from vault.translation import _


def show(options: argparse.Namespace, output: Output) -> None:
    """Print each change of a thing, by its id, the newest first; as JSON all that was said."""
    with open_vault(options, output) as vault:
        past = vault.earlier_values.of(options.id)
    value = [
        {
            "kind": each.kind,
            "id": each.subject,
            "client": each.client,
            "replaced_at": utc_text(each.replaced_at),
            "entry": each.entry,
            "said": each.said,
        }
        for each in past.values
    ]
    lines = [line for change in changes_of(past, date.isoformat) for line in _lines(change)]
    output.answer(value, "\n".join(lines) or _("It was not changed."))


def _lines(change: Change) -> list[str]:
    words = _("changed {at}, entry {entry} of the chain")
    head = words.format(at=utc_text(change.at), entry=change.entry)
    return [head, *(f"  {each.words}" for each in change.differences)]
