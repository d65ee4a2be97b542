"""Proving earlier values: each is what was sealed, and each that the chain knows is there."""

from functools import partial

from vault.lifecycle.findings import Findings
from vault.lifecycle.whole_chain import WholeChain
from vault.model.audit import Action, Entry
from vault.model.dates import utc_text
from vault.model.earlier_value import REPLACES, SEAL
from vault.storage.records_store import RecordsTables
from vault.translation import _


def check_earlier(findings: Findings, tables: RecordsTables, chain: WholeChain) -> None:
    """Check every earlier value against its seal and the chain, and that none is gone."""
    check_new_earlier(findings, tables, chain)
    found: list[tuple[str, int]] = []
    findings.check(
        "earlier-values", "records", lambda: found.extend(tables.earlier_values.entries())
    )
    for thing, number in found:
        if number not in chain.earlier.get(thing, ()):
            findings.check("earlier-value", thing, _not_known)


def check_new_earlier(findings: Findings, tables: RecordsTables, chain: WholeChain) -> None:
    """Check the earlier values that the entries which were read know."""
    for thing, entries in sorted(chain.earlier.items()):
        for entry in entries.values():
            findings.check("earlier-value", thing, partial(_problem, tables, entry))


def _problem(tables: RecordsTables, entry: Entry) -> str | None:
    kept = tables.earlier_values.get(entry.subject, entry.seq)
    if kept is None:
        return _("The chain knows what this was before a change, and it is gone.")
    _noun = kept.value  # raises Damaged for what cannot be shown
    kind = REPLACES.get(Action(entry.action))
    said = (kept.kind, kept.client, utc_text(kept.replaced_at), kept.seal.digest)
    return None if said == (kind, entry.client, entry.at, entry.detail[SEAL]) else _not_known()


def _not_known() -> str:
    return _("The chain does not know this earlier value.")
