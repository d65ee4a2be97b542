"""salvage: what can still be read of a damaged vault, into plain files."""

import argparse
from dataclasses import asdict

from vault.cli.output import Output, path_text
from vault.cli.typed_secrets import has_process_secret, process_secret, records_secret
from vault.errors import Damaged
from vault.lifecycle.salvage import REPORT, words_of
from vault.lifecycle.salvage import salvage as salvage_vault
from vault.lifecycle.salvage_files import loss_line
from vault.translation import _, count_of


def salvage(options: argparse.Namespace, output: Output) -> int:
    """Write what can be read of a damaged vault; process notes only with their secret."""
    output.say(
        _(
            "What this writes is NOT ENCRYPTED. The first thing to try is the newest whole backup: "
            "strongroom backup restore PLACE VAULT."
        )
    )
    done = salvage_vault(
        options.vault,
        options.out,
        records_secret(options),
        process_secret(options) if has_process_secret(options) else None,
        progress=output.progress(quiet=options.quiet),
    )
    value = {
        "folder": path_text(done.folder),
        "databases": [asdict(each) for each in done.databases],
        "counts": done.counts,
        "lost": [asdict(each) for each in done.losses],
    }
    lines = [words_of(each) for each in done.databases]
    lines += [f"{kind}: {count}" for kind, count in sorted(done.counts.items())]
    lines += [loss_line(each) for each in done.losses]
    number = len(done.losses)
    lines.append(count_of("{n} record is not whole.", "{n} records are not whole.", number))
    output.answer(value, "\n".join(lines))
    output.say(
        _(
            "What was written to {folder} is NOT ENCRYPTED; {report} says what is in it. Put it on "
            "an encrypted disk, or delete it when it has served."
        ).format(folder=path_text(done.folder), report=REPORT)
    )
    return Damaged.exit_code if done.losses else 0
