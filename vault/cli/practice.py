"""practice show and set: who the licensee is."""

import argparse
from dataclasses import asdict

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import printed_schema, read_single
from vault.cli.shapes import PracticeShape


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
        entered = read_single(PracticeShape)
        licensee = vault.practice.set(entered.noun())
    output.answer(asdict(licensee), licensee.signature_name)
