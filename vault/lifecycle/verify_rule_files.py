"""Proving rule files: each is what its maker signed, what the licensee signed, and in the chain."""

from functools import partial

from vault.crypto.minisign import SignerKey, read_signature
from vault.crypto.signature import is_signed
from vault.errors import BadInput
from vault.lifecycle.findings import Findings
from vault.lifecycle.whole_chain import WholeChain
from vault.model.ids import RuleFileId
from vault.model.rule_file import RuleFile, signed_message
from vault.storage.rule_files import RuleFileTable
from vault.translation import _

RULE_FILES_SINCE = 36


def check_rule_files(findings: Findings, table: RuleFileTable, chain: WholeChain) -> None:
    """Check every rule file that came in, those that were taken back too."""
    ids: list[RuleFileId] = []
    findings.check("rule files", "records", lambda: ids.extend(table.ids()))
    for each in ids:
        findings.check("rule-file", each, partial(rule_file_problem, table, each, chain))


def rule_file_problem(table: RuleFileTable, file: RuleFileId, chain: WholeChain) -> str | None:
    """Tell what is wrong with a rule file."""
    kept = table.get(file)
    if not _is_its_makers(kept):
        return _("This rule file is not what its maker signed.")
    if chain.rule_files.get(file) != kept.sha256:
        return _("The chain does not know this rule file.")
    public, value = bytes.fromhex(kept.public_key), bytes.fromhex(kept.signature)
    if kept.public_key not in chain.keys or not is_signed(public, value, signed_message(kept)):
        return _("The licensee did not sign this rule file as it stands.")
    return None


def _is_its_makers(kept: RuleFile) -> bool:
    """Tell whether the key that is named signed the file, and it can be read."""
    try:
        signature = read_signature(kept.signed.encode())
        if not kept.table.rules:
            return False
    except (ValueError, BadInput):
        return False
    return signature.is_of(SignerKey(signature.number, bytes.fromhex(kept.key)), kept.data)
