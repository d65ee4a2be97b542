"""The audit chain: what was done, when, through which way in; each entry bound to the one before.

Entries hold ids, seals and counts, never clinical text, names or secrets.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from vault.model.canonical import canonical, is_plain, is_plain_object, parse_canonical_text

Detail = Mapping[str, str | int]
"""Ids, seals, hashes, counts and codes that belong to an entry."""


class Action(StrEnum):
    """Everything a service can do: the audit entry, the refresh topic and the test's assertion."""

    VAULT_CREATED = "vault.created"
    VAULT_UNLOCKED = "vault.unlocked"
    UNLOCKS_FAILED = "vault.unlocks-failed"
    HEADER_CAUGHT_UP = "vault.header-caught-up"
    VAULT_RESTORED = "vault.restored"
    OLDER_ACCEPTED = "vault.older-accepted"
    PROCESS_NOTES_BEGUN = "vault.process-notes-begun"
    SIGNING_KEY_MADE = "signing-key.made"
    WAY_IN_ADDED = "way-in.added"
    PASSPHRASE_CHANGED = "way-in.passphrase-changed"  # noqa: S105
    KEY_CHANGED = "way-in.key-changed"
    WAY_IN_NAMED = "way-in.named"
    CARDS_MADE = "share.cards-made"
    CARD_CONFIRMED = "share.confirmed"
    CARD_HOLDER_CHANGED = "share.holder-changed"
    CALL_CARD_MADE = "call-sheet.card-made"
    CALL_CARDS_ENDED = "call-sheet.cards-ended"
    CALL_SHEET_OPENED = "call-sheet.opened"
    EMERGENCY_CHANGED = "emergency.changed"
    EMERGENCY_PRINTED = "emergency.printed"
    PRACTICE_CHANGED = "practice.changed"
    CIRCUMSTANCES_CHANGED = "practice.circumstances-changed"
    SUPERVISOR_ADDED = "supervisor.added"
    SUPERVISOR_ENDED = "supervisor.ended"
    SUPERVISOR_REMOVED = "supervisor.removed"
    SETTINGS_CHANGED = "settings.changed"
    CLIENT_ADDED = "client.added"
    CLIENT_CHANGED = "client.changed"
    CLIENT_VIEWED = "client.viewed"
    PARTICIPANT_ADDED = "participant.added"
    PARTICIPANT_CHANGED = "participant.changed"
    PARTICIPANT_REMOVED = "participant.removed"
    TERMS_CHANGED = "participant.terms-changed"
    REPRESENTATIVE_ADDED = "representative.added"
    REPRESENTATIVE_CHANGED = "representative.changed"
    REPRESENTATIVE_REMOVED = "representative.removed"
    EPISODE_ADDED = "episode.added"
    EPISODE_CHANGED = "episode.changed"
    EPISODE_REMOVED = "episode.removed"
    ONSET_ADDED = "onset.added"
    ONSET_CHANGED = "onset.changed"
    ONSET_REMOVED = "onset.removed"
    ONSET_PRINTED = "onset.printed"
    AMENDMENT_ADDED = "amendment.added"
    AMENDMENT_CHANGED = "amendment.changed"
    AMENDMENT_REMOVED = "amendment.removed"
    HOLD_PLACED = "hold.placed"
    HOLD_CHANGED = "hold.changed"
    HOLD_LIFTED = "hold.lifted"
    HOLD_REMOVED = "hold.removed"
    RETENTION_REVIEWED = "review.added"
    RETENTION_REVIEW_REMOVED = "review.removed"
    DESTRUCTION_ASKED = "destruction.asked"
    DESTRUCTION_WITHDRAWN = "destruction.withdrawn"
    DESTRUCTION_BEGUN = "destruction.begun"
    PROCESS_NOTES_DESTROYED = "destruction.process-notes"
    RECORD_DESTROYED = "destruction.done"
    DESTRUCTION_CLEANED = "destruction.cleaned"
    RETENTION_CALENDAR = "retention.calendar-made"
    RECORDS_IMPORTED = "import.done"
    IMPORT_UNDONE = "import.undone"
    SET_ASIDE = "aside.kept"
    ASIDE_TAKEN_OUT = "aside.taken-out"
    ASIDE_RETURNED = "aside.returned"
    RULE_ADDED = "rule.added"
    RULE_CHANGED = "rule.changed"
    RULE_REMOVED = "rule.removed"
    RULE_CONFIRMED = "rule.confirmed"
    RULE_UNCONFIRMED = "rule.unconfirmed"
    RULE_KEY_TRUSTED = "rule.key-trusted"
    RULE_KEY_FORGOTTEN = "rule.key-forgotten"
    RULES_CAME_IN = "rule.file-came-in"
    RULES_TAKEN_BACK = "rule.file-taken-back"
    DOCUMENT_ADDED = "document.added"
    DOCUMENT_CHANGED = "document.changed"
    DOCUMENT_REMOVED = "document.removed"
    DOCUMENT_IN_ERROR = "document.in-error"
    DOCUMENT_STANDS = "document.stands"
    DOCUMENT_COPIED = "document.copied"
    MEASURE_ADDED = "measure.added"
    MEASURE_CHANGED = "measure.changed"
    MEASURE_REMOVED = "measure.removed"
    FEE_CHARGED = "fee.charged"
    FEE_PAID = "fee.paid"
    FEE_VOIDED = "fee.voided"
    FEE_RESTORED = "fee.restored"
    FEE_SHEET_MADE = "fee.sheet-made"
    LETTER_PRINTED = "letter.printed"
    TERMS_PRINTED = "participant.terms-printed"
    CONFLICT_CHECKED = "conflict.checked"
    ACQUAINTANCE_ADDED = "own-list.added"
    ACQUAINTANCE_CHANGED = "own-list.changed"
    ACQUAINTANCE_REMOVED = "own-list.removed"
    TEMPLATE_ADDED = "template.added"
    TEMPLATE_CHANGED = "template.changed"
    TEMPLATE_REMOVED = "template.removed"
    REFERRAL_ADDED = "referral.added"
    REFERRAL_CHANGED = "referral.changed"
    REFERRAL_REMOVED = "referral.removed"
    NOTE_BEGUN = "note.begun"
    DRAFT_SAVED = "note.draft-saved"
    NOTE_DISCARDED = "note.discarded"
    DISCARD_UNDONE = "note.discard-undone"
    NOTE_SIGNED = "note.signed"
    ADDENDUM_SIGNED = "note.addendum-signed"
    COSIGNED = "note.cosigned"
    COSIGNED_ON_PAPER = "note.cosigned-on-paper"
    NOTE_TAKEN_OUT = "note.taken-out"
    NOTE_REFILED = "note.refiled"
    APPOINTMENT_ADDED = "appointment.added"
    APPOINTMENT_CHANGED = "appointment.changed"
    SESSION_MARKED = "appointment.session-marked"
    PROCESS_NOTE_ADDED = "process-note.added"
    PROCESS_NOTE_VIEWED = "process-note.viewed"
    PROCESS_DRAFT_KEPT = "process-note.draft-kept"
    RECORD_RELEASED = "record.released"
    BACKUP_PLACE_ADDED = "backup.place-added"
    BACKUP_PLACE_REMOVED = "backup.place-removed"
    BACKUP_MADE = "backup.made"
    BACKUP_REHEARSED = "backup.rehearsed"
    CHAIN_EXPORTED = "audit.exported"
    PRACTICE_EXPORTED = "practice.exported"
    DESK_KEPT = "desk.kept"

    @property
    def audited(self) -> bool:
        """Whether it leaves an entry; what is kept while someone types is a fact but no entry."""
        return self not in (Action.DRAFT_SAVED, Action.PROCESS_DRAFT_KEPT, Action.DESK_KEPT)


@dataclass(frozen=True)
class Fact:
    """What a write has done: told to the screens after the commit."""

    action: Action
    subject: str
    client: str | None = None
    detail: Detail = field(default_factory=dict)


@dataclass(frozen=True)
class Mark:
    """How far a compartment has come: its last entry's number and hash, and its generation."""

    seq: int
    chain_head: str
    generation: int

    @property
    def words(self) -> str:
        """The mark as it stands on paper: the number and the first 20 hex digits in groups.

        80 bits: nobody can search for another chain with the same digits.
        """
        return f"{self.seq} · " + " ".join(self.chain_head[i : i + 4] for i in range(0, 20, 4))


@dataclass(frozen=True)
class ChainCheck:
    """How much of a chain is proved: up to which entry, of how many, and the first broken one.

    `checked_to` is where the next slice goes on.
    """

    checked_to: int
    total: int
    first_broken: int | None = None

    @property
    def done(self) -> bool:
        """Whether there is nothing left to prove: the end is reached, or a broken entry."""
        return self.first_broken is not None or self.checked_to >= self.total


@dataclass(frozen=True)
class Entry:
    """One link of the chain. `at` is UTC to the second; `way_in` is such as "passphrase:1"."""

    seq: int
    at: str
    way_in: str
    action: str
    subject: str
    client: str | None
    detail: Detail
    previous: str
    hash: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the entry as it stands in an exported chain."""
        return {**_hashed_fields(self), "hash": self.hash}

    @property
    def link(self) -> "Link":
        """The entry as its row holds it."""
        return (
            self.seq,
            self.at,
            self.way_in,
            self.action,
            self.subject,
            self.client,
            canonical(self.detail).decode("ascii"),
            self.previous,
            self.hash,
        )

    def linked(self) -> "Entry":
        """Return the entry with its hash computed."""
        return replace(self, hash=link_hash(self.link))


Link = tuple[int, str, str, str, str, str | None, str, str, str]
"""The fields of an entry as its row holds them: the detail is the text of its canonical JSON.

A bare tuple, for a chain is proved by hundreds of thousands of them.
"""


def entry_of(link: Link) -> Entry:
    """Return the entry that a row holds. Raises Damaged when its detail is not canonical JSON."""
    seq, at, way_in, action, subject, client, detail, previous, own_hash = link
    fields = parse_canonical_text(detail)
    return Entry(seq, at, way_in, action, subject, client, fields, previous, own_hash)


def chain_start(vault_id: str, compartment: str) -> str:
    """Return what the first entry of a compartment's chain names as the hash before it."""
    return sha256(f"strongroom/1/chain/{vault_id}/{compartment}".encode()).hexdigest()


def chained(
    facts: Iterable[Fact], seq: int, previous: str, *, at: str, way_in: str
) -> Iterator[Link]:
    """Yield facts as the entries that follow the one of number `seq` and hash `previous`."""
    for number, fact in enumerate(facts, seq + 1):
        detail = canonical(fact.detail).decode("ascii") if fact.detail else "{}"
        said = (number, at, way_in, fact.action, fact.subject, fact.client, detail, previous)
        previous = link_hash((*said, ""))
        yield (*said, previous)


def link_hash(link: Link) -> str:
    """Return SHA-256, in hex, over the canonical JSON of every field but the hash itself.

    Raises Damaged when the detail is not canonical JSON.
    """
    seq, at, way_in, action, subject, client, detail, previous, _hash = link
    whose = "null" if client is None else f'"{client}"'
    text = (
        f'{{"action":"{action}","at":"{at}","client":{whose},"detail":{detail},'
        f'"previous":"{previous}","seq":{seq},"subject":"{subject}","way_in":"{way_in}"}}'
    )
    # What is plain is canonical as it stands, and nearly every entry is.
    try:
        texts = "".join((at, way_in, action, subject, client or "", previous))
        if '"' not in texts and is_plain(data := text.encode()) and is_plain_object(detail):
            return sha256(data).hexdigest()
    except (TypeError, UnicodeEncodeError):
        pass
    return sha256(canonical(_hashed_fields(entry_of(link)))).hexdigest()


def first_broken(links: Iterable[Link], previous: str, seq: int) -> int | None:
    """Return the number of the first entry that does not follow, or None when all do.

    `previous` is the hash and `seq` the number of the entry before the first one given. Raises
    Damaged for an entry whose detail cannot be read.
    """
    for link in links:
        seq += 1
        computed = link_hash(link)
        if link[0] != seq or link[-2] != previous or link[-1] != computed:
            return seq
        previous = computed
    return None


def _hashed_fields(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at,
        "way_in": entry.way_in,
        "action": entry.action,
        "subject": entry.subject,
        "client": entry.client,
        "detail": dict(entry.detail),
        "previous": entry.previous,
    }
