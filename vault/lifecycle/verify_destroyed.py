"""Proving the register: what was destroyed is what the chain says, and is not missing."""

from functools import partial

from vault.lifecycle.findings import Findings
from vault.lifecycle.whole_chain import WholeChain
from vault.model.destruction import ids_digest
from vault.storage.database import Database
from vault.storage.destroying import destroyed_ids
from vault.translation import _


def check_destroyed(findings: Findings, database: Database, chain: WholeChain) -> set[str]:
    """Return the ids of what was destroyed, by each destruction whose entry has their hash.

    What was said of these things before is gone with them, and is asked for no more.
    """
    found: set[str] = set()
    for each, digest in chain.destroyed.items():
        own: list[str] = []
        findings.check("destruction", each, partial(_problem, database, each, digest, own))
        found.update(own)
    for thing in found:
        chain.earlier.pop(thing, None)
    return found


def _problem(database: Database, each: str, digest: str, own: list[str]) -> str | None:
    ids = destroyed_ids(database, each)
    if ids_digest(ids) != digest:
        return _("The register is not what was destroyed.")
    own += ids
    return None
