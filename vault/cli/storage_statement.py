"""storage-statement: how the records are kept, as a page for an employer."""

import argparse
from dataclasses import asdict

from vault.cli.opening import open_vault
from vault.cli.output import Output, path_text
from vault.lifecycle.paper_key import write_page
from vault.translation import _


def storage_statement(options: argparse.Namespace, output: Output) -> None:
    """Write the page; nothing that is there is written over."""
    with open_vault(options, output) as vault:
        prepared = vault.storage_statements.prepare()
    write_page(options.out, prepared.render(output.progress(quiet=options.quiet)))
    facts = prepared.facts
    value = {
        "file": path_text(options.out),
        "ways_in": [asdict(each) for each in facts.ways],
        "backup_places": facts.places,
        "backed_up": facts.backed_up.isoformat() if facts.backed_up else None,
        "rehearsed": facts.rehearsed.isoformat() if facts.rehearsed else None,
    }
    output.answer(value, _("Written: {file}").format(file=path_text(options.out)))
