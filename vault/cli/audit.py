"""audit verify and export: the chain of everything done."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from vault.cli.opening import open_process_notes, open_vault
from vault.cli.output import Output
from vault.open_vault import OpenVault
from vault.services.audit import Audit
from vault.translation import _


def verify(options: argparse.Namespace, output: Output) -> int:
    """Prove that every entry follows the one before."""
    with open_vault(options, output) as vault, _chain(options, vault) as audit:
        broken, mark = audit.first_broken(), audit.mark
    value = {
        "ok": broken is None,
        "entries": mark.seq,
        "chain_head": mark.chain_head,
        "first_broken": broken,
    }
    if broken is None:
        output.answer(value, _("Whole: {mark}").format(mark=mark.words))
        return 0
    output.answer(value, _("The audit chain is broken at entry {n}.").format(n=broken))
    return 4


def export(options: argparse.Namespace, output: Output) -> None:
    """Print the chain as one JSON document, for verify_chain.py or anyone else to check."""
    with open_vault(options, output) as vault, _chain(options, vault) as audit:
        entries = [entry.as_json() for entry in audit.export()]
        vault_id = vault.vault_id
    output.json(
        {
            "format": 1,
            "vault_id": vault_id,
            "compartment": options.compartment,
            "entries": entries,
        }
    )


@contextmanager
def _chain(options: argparse.Namespace, vault: OpenVault) -> Iterator[Audit]:
    if options.compartment == "records":
        yield vault.audit
        return
    with open_process_notes(options, vault) as process:
        yield process.audit
