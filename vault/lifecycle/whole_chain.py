"""What the whole chain of a compartment says: what was sealed, begun and moved, and replaced."""

from dataclasses import dataclass, field

from vault.lifecycle.findings import Findings
from vault.model.audit import Action, Entry
from vault.model.audit_subjects import SUBJECTS
from vault.model.cosignature import How
from vault.model.earlier_value import SEAL
from vault.storage.audit import AuditTable
from vault.storage.database import Database

COSIGNED = {How.HERE: Action.COSIGNED, How.ON_PAPER: Action.COSIGNED_ON_PAPER}
_SEALED = {
    Action.NOTE_SIGNED,
    Action.ADDENDUM_SIGNED,
    Action.PROCESS_NOTE_ADDED,
    *COSIGNED.values(),
}
_BEGUN = {
    action
    for action, kind in SUBJECTS.items()
    if kind and action not in _SEALED and action is not Action.NOTE_REFILED
}
_ENDED = {action for action, kind in SUBJECTS.items() if not kind}
_DESTROYED = {
    Action.RECORD_DESTROYED,
    Action.PROCESS_NOTES_DESTROYED,
    Action.IMPORT_UNDONE,
}

Move = tuple[str, str | None, str | None, str]
"""A note, the record it was taken out of, the one it came into, and when."""


@dataclass(frozen=True)
class WholeChain:
    """What the chain knows: the entry of each sealed text, and what was begun and not discarded.

    `keys` gives the number of the entry that made the licensee's public key, `moves` which
    notes were taken from one record to another, in turn; `kept` is what the table says of that.
    `documents` gives the seal of each that was attached or set aside, `ended_aside` the entry of
    what was taken out or returned of the latter, `supervisors` the key that was made for
    each, and the number of the entry that says so. `earlier` gives, by the thing, the entries that
    replaced what was said of it: of what was taken out in the sitting in which it was entered none,
    until that was undone. `destroyed` has the hash of what each destruction took, `rule_files` that
    of each file of rules that came in.
    """

    sealed: dict[str, Entry] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list, repr=False)
    kept: dict[str, list[Move]] = field(default_factory=dict, repr=False)
    begun: set[str] = field(default_factory=set)
    documents: dict[str, str] = field(default_factory=dict)
    supervisors: dict[str, tuple[str, int]] = field(default_factory=dict, repr=False)
    earlier: dict[str, dict[int, Entry]] = field(default_factory=dict)
    destroyed: dict[str, str] = field(default_factory=dict)
    ended_aside: dict[str, Entry] = field(default_factory=dict, repr=False)
    rule_files: dict[str, str] = field(default_factory=dict)
    _removed: dict[str, int] = field(default_factory=dict, repr=False)
    _taken_out: dict[str, dict[int, Entry]] = field(default_factory=dict, repr=False)

    def take_change(self, entry: Entry) -> None:
        """Take in what an entry says of earlier values; a removal and its undoing go together."""
        if entry.action == Action.VAULT_UNLOCKED:
            self._taken_out.clear()
            self._removed.clear()
        elif SEAL in entry.detail:
            self.earlier.setdefault(entry.subject, {})[entry.seq] = entry
            if entry.action in _ENDED:
                self._removed[entry.subject] = entry.seq
        elif entry.action in _ENDED:
            self._taken_out[entry.subject] = self.earlier.pop(entry.subject, {})
        elif entry.action in _BEGUN and entry.subject in self._removed:
            self.earlier[entry.subject].pop(self._removed.pop(entry.subject))
        elif entry.action in _BEGUN and entry.subject in self._taken_out:
            self.earlier[entry.subject] = self._taken_out.pop(entry.subject)


def read_chain(findings: Findings, database: Database, since: int = 0) -> WholeChain:
    """Read the entries after a number; what cannot be read is among the findings."""
    chain = WholeChain()
    audit = AuditTable(database)

    def collect() -> None:
        taken_out: Entry | None = None
        # The first one counts: who opens the records can enter more of them.
        made = audit.first_of(Action.SIGNING_KEY_MADE)
        if made is not None:
            chain.keys[str(made.detail["public_key"])] = made.seq
        for entry in audit.of_supervisors():
            # The first one counts here too: a supervisor has one key.
            key = str(entry.detail.get("public_key", ""))
            chain.supervisors.setdefault(entry.subject, (key, entry.seq))
        for entry in audit.after(since):
            chain.take_change(entry)
            if entry.action == Action.NOTE_TAKEN_OUT:
                taken_out = entry
            elif entry.action == Action.NOTE_REFILED and taken_out is not None:
                at = str(taken_out.detail.get("at", ""))
                chain.moves.append((entry.subject, taken_out.client, entry.client, at))
            elif entry.action in _DESTROYED:
                chain.destroyed[entry.subject] = str(entry.detail.get("ids", ""))
            elif entry.action in _SEALED:
                chain.sealed[entry.subject] = entry
            elif entry.action in _BEGUN:
                chain.begun.add(entry.subject)
                if entry.action in (Action.DOCUMENT_ADDED, Action.SET_ASIDE):
                    chain.documents[entry.subject] = str(entry.detail.get("seal", ""))
                elif entry.action == Action.RULES_CAME_IN:
                    chain.rule_files[entry.subject] = str(entry.detail.get("sha256", ""))
            elif entry.action in _ENDED:
                chain.begun.discard(entry.subject)
            elif entry.action in (Action.ASIDE_TAKEN_OUT, Action.ASIDE_RETURNED):
                chain.ended_aside[entry.subject] = entry

    findings.check("entries", "audit", collect)
    return chain
