"""Proving the register: what was destroyed is what the chain says, and is not missing."""

from functools import partial

from vault.crypto.signature import is_signed
from vault.lifecycle.findings import Findings
from vault.lifecycle.whole_chain import WholeChain
from vault.model.destruction import ids_digest, signed_contents
from vault.model.ids import BatchId, DestructionId
from vault.model.incoming.batch import signed_message as incoming_message
from vault.storage.database import Database
from vault.storage.destroying import destroyed_ids
from vault.storage.destruction import DestructionTable
from vault.storage.imports import ImportTable, import_ids
from vault.storage.migrate import schema_version
from vault.translation import _

_IMPORTS_SINCE = 34


def check_destroyed(
    findings: Findings, database: Database, chain: WholeChain, *, signed: bool = True
) -> set[str]:
    """Return the ids of what was destroyed, by each destruction whose entry has their hash.

    In the records the licensee's signature stands for each: who has the key of the records alone
    can write an entry, and cannot make what was taken out look destroyed. What was said of these
    things before is gone with them, and is asked for no more.
    """
    found: set[str] = set()
    for each, digest in chain.destroyed.items():
        own: list[str] = []
        findings.check("destruction", each, partial(_problem, database, each, digest, own))
        if signed:
            problem = partial(_unsigned, database, DestructionId(each), chain, own)
            findings.check("destruction", each, problem)
        found.update(own)
    for thing in found:
        chain.earlier.pop(thing, None)
    return found


def _problem(database: Database, each: str, digest: str, own: list[str]) -> str | None:
    ids = destroyed_ids(database, each) or _undone_ids(database, each)
    if ids_digest(ids) != digest:
        return _("The register is not what was destroyed.")
    own += ids
    return None


def _unsigned(
    database: Database, each: DestructionId, chain: WholeChain, own: list[str]
) -> str | None:
    if not DestructionTable(database).has(each):
        return _undone_unsigned(database, BatchId(each), chain, own)
    kept = DestructionTable(database).get(each)
    if kept.public_key in chain.keys and kept.signature:
        public, value = bytes.fromhex(kept.public_key), bytes.fromhex(kept.signature)
        if is_signed(public, value, signed_contents(kept)):
            return None
    own.clear()
    return _("The licensee did not sign this destruction as it stands.")


def _undone_ids(database: Database, batch: str) -> list[str]:
    """Return the ids of what an import brought that was undone."""
    return import_ids(database, batch) if schema_version(database) >= _IMPORTS_SINCE else []


def _undone_unsigned(
    database: Database, batch: BatchId, chain: WholeChain, own: list[str]
) -> str | None:
    kept = ImportTable(database).get(batch)
    if kept.undone_at is not None and kept.public_key in chain.keys and kept.signature:
        public, value = bytes.fromhex(kept.public_key), bytes.fromhex(kept.signature)
        if is_signed(public, value, incoming_message(kept)):
            return None
    own.clear()
    return _("The licensee did not sign that this import was undone.")
