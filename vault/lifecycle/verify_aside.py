"""Proving what was set aside: each seal, and that what left its seal was signed by the licensee."""

from functools import partial

from vault.crypto.signature import is_signed
from vault.lifecycle.findings import Findings
from vault.lifecycle.whole_chain import WholeChain
from vault.model.ids import AsideId
from vault.model.incoming.set_aside import AsideState, signed_ending
from vault.storage.records_store import RecordsTables
from vault.translation import _


def check_set_aside(
    findings: Findings, tables: RecordsTables, chain: WholeChain, seen: set[str]
) -> None:
    """Check everything that was set aside against its seal and the chain; add its ids to `seen`."""
    ids: list[AsideId] = []
    findings.check("set-aside", "records", lambda: ids.extend(tables.set_aside.ids()))
    for each in ids:
        seen.add(each)
        problem = partial(aside_problem, tables, each, chain, whole=True)
        findings.check("set-aside", each, problem)


def aside_problem(
    tables: RecordsTables, aside: AsideId, chain: WholeChain, *, whole: bool
) -> str | None:
    """Tell what is wrong with one, or None. Raises Damaged for one that is not what was sealed.

    Of a chain that is not `whole`, but read from its middle on, its beginning is not asked for.
    """
    kept = tables.set_aside.kept(aside)
    known = chain.documents.get(aside, "" if whole else kept.seal.digest)
    if known != kept.seal.digest:
        return _("The chain does not know what was set aside here.")
    each, entry = kept.aside, chain.ended_aside.get(aside)
    if each.state is AsideState.ASIDE:
        ended = _("The chain says that this was taken out or returned.")
        return ended if entry is not None else None
    said = {"sha256": each.sha256, "public_key": each.public_key, "signature": each.signature}
    if entry is None or entry.detail != said:
        return _("The chain does not know what became of this.")
    public, value = bytes.fromhex(each.public_key), bytes.fromhex(each.signature)
    signed = is_signed(public, value, signed_ending(each))
    if not signed or chain.keys.get(each.public_key, entry.seq) >= entry.seq:
        return _("The licensee did not sign what became of this.")
    return None
