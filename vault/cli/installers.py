"""backup installers: what installs Strongroom, kept beside the backups."""

import argparse

from vault.cli.output import Output
from vault.errors import NotWhole
from vault.lifecycle.installers import add_installer, damaged_installers, list_installers
from vault.translation import _


def installers(options: argparse.Namespace, output: Output) -> None:
    """Copy installers to a backup place; without any, read those that lie there and list them."""
    for file in options.files:
        add_installer(options.place, file, output.progress(quiet=options.quiet))
    if not options.files:
        damaged = damaged_installers(options.place, output.progress(quiet=options.quiet))
        if damaged:
            names = ", ".join(each.name for each in damaged)
            raise NotWhole(
                _("These installers are not as they were copied: {names}.").format(names=names),
                hint=_("Do not use them: delete them, and add them again."),
            )
    found = list_installers(options.place)
    output.answer(
        [{"name": each.name, "system": each.system, "sha256": each.sha256} for each in found],
        "\n".join(f"{each.system:<8} {each.sha256}  {each.name}" for each in found),
    )
