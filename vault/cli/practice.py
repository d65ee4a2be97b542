"""practice show and set: who the licensee is."""

import argparse
from dataclasses import asdict

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.shapes import PracticeShape, printed_schema, read_input
from vault.errors import BadInput
from vault.translation import _


def show(options: argparse.Namespace, output: Output) -> None:
    """Print who the licensee is."""
    with open_vault(options, output) as vault:
        value = asdict(vault.practice.get())
    output.answer(value, "\n".join(f"{name}: {text}" for name, text in value.items()))


def set_it(options: argparse.Namespace, output: Output) -> None:
    """Set who the licensee is from JSON on standard input."""
    if printed_schema(PracticeShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(PracticeShape)
        if as_list:
            raise BadInput(_("There is one practice: give one object, not an array."))
        licensee = vault.practice.set(entered[0].noun())
    output.answer(asdict(licensee), licensee.signature_name)
