"""demo: a made-up practice of invented people."""

import argparse

from vault.cli.output import Output, path_text
from vault.cli.retention_dates import date_lines
from vault.demo.cast import DemoSize
from vault.demo.make import make_demo
from vault.errors import BadInput
from vault.lifecycle.this_computer import surroundings
from vault.translation import _


def demo(options: argparse.Namespace, output: Output) -> None:
    """Make the practice and say where everything is."""
    size = DemoSize(
        options.clients,
        options.notes,
        options.process_notes,
        options.seed or 1,
        options.documents_mb or 0,
    )
    if any(
        number is not None and number < 0
        for number in (size.clients, size.notes, size.process_notes, size.documents_mb)
    ):
        raise BadInput(_("A size is a number from 0 on."))
    made = make_demo(options.folder, surroundings(), size, output.progress(quiet=options.quiet))
    value = {
        "vault": path_text(made.vault),
        "passphrase_file": path_text(made.passphrase_file),
        "process_passphrase_file": path_text(made.process_passphrase_file),
        "releases": [
            {"client": each.client, "file": path_text(each.file), "sha256": each.sha256}
            for each in made.releases
        ],
        "handoff": None,
        "identity_file": None,
    }
    lines = [
        _("The vault: {path}").format(path=path_text(made.vault)),
        _("Its passphrase: {path}").format(path=path_text(made.passphrase_file)),
        _("For process notes: {path}").format(path=path_text(made.process_passphrase_file)),
        *(
            _("A copy of a record: {path}").format(path=path_text(each.file))
            for each in made.releases
        ),
    ]
    if made.cards is not None:
        lines.append(_("Its executor cards: {path}").format(path=path_text(made.cards)))
    lines += date_lines(made.dates, surroundings().clock.now().date())
    output.answer(value, "\n".join(lines))
