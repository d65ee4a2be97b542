"""lost-laptop: what was on a computer that is gone, for its owner's own assessment."""

import argparse
from datetime import datetime

from vault.cli.opening import open_vault
from vault.cli.output import Output, path_text
from vault.export.loss_sheet import loss_text
from vault.lifecycle.paper_key import write_page
from vault.model.dates import utc_text
from vault.model.loss import LossFacts
from vault.translation import _


def lost_laptop(options: argparse.Namespace, output: Output) -> None:
    """Print the facts; with --out, write them as a page."""
    with open_vault(options, output) as vault:
        prepared = vault.losses.prepare()
    text = loss_text(prepared.facts)
    if options.out is not None:
        write_page(options.out, prepared.render(output.progress(quiet=options.quiet)))
        text = _("Written: {file}").format(file=path_text(options.out))
    output.answer(_facts_json(prepared.facts), text)


def _facts_json(facts: LossFacts) -> dict[str, object]:
    return {
        "vault_id": facts.vault_id,
        "clients": facts.clients,
        "notes": facts.notes,
        "process_notes": facts.has_process_notes,
        "cipher": "SQLCipher 4, AES-256-CBC, HMAC-SHA512",
        "ways_in": [
            {
                "compartment": way.compartment,
                "type": way.type,
                "argon2id": dict(zip(("t", "p", "m"), way.cost, strict=True)) if way.cost else None,
                "k": way.k or None,
                "n": way.n or None,
            }
            for way in facts.ways
        ],
        "opened": _utc(facts.opened),
        "last_entry": _utc(facts.last_entry),
        "backed_up": _utc(facts.backed_up),
        "restored": _utc(facts.restored),
        "entries_since": facts.since,
        "files": [
            {"at": _utc(each.at), "sha256": each.sha256 or None, "notes": each.notes}
            for each in facts.files
        ],
    }


def _utc(at: datetime | None) -> str | None:
    return utc_text(at) if at is not None else None
