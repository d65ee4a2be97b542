"""No noun shows in its repr what a person entered, a secret or a key: a repr may reach a log."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import vault

SAFE = {
    "id", "note", "client", "subject", "owner", "vault_id", "compartment", "template", "kind",
    "type", "way_in", "action", "at", "previous", "hash", "digest", "chain_head",
    "sha256", "public_key", "message", "recipient", "broken", "ways_in", "start", "stop",
}  # fmt: skip
"""Names of text fields that hold ids, codes, moments and hashes wherever they stand."""

REVIEWED = {
    ("CompartmentPlace", "name"): "records or process",
    ("CompartmentKeys", "name"): "records or process",
    ("InspectedCompartment", "name"): "records or process",
    ("CallSheet", "recipients"): "public keys",
    ("PassphraseSlot", "salt"): "stands in the header, which anyone can read",
    ("PassphraseSlot", "nonce"): "stands in the header, which anyone can read",
    ("PassphraseSlot", "commit"): "stands in the header, which anyone can read",
    ("Note", "sections"): "a section's own repr leaves its text out",
    ("ReleasedNote", "sections"): "a section's own repr leaves its text out",
    ("Particular", "name"): "of our own resources",
    ("Particular", "of"): "the id of a kind",
    ("Particular", "_asks"): "of our own resources",
    ("Particular", "_choices"): "of our own resources",
    ("BackedUpFile", "name"): "a file of the vault's own",
    ("BackedUpFile", "blocks"): "hashes",
    ("Compared", "kept"): "names of the vault's own files, and hashes",
    ("Compared", "documents"): "names of the vault's own files",
    ("Manifest", "made_at"): "a moment",
    ("Snapshot", "name"): "a moment",
    ("BackupMade", "snapshot"): "a moment",
    ("BackupMade", "process_sha256"): "a hash",
    ("BackupMade", "drafts_sha256"): "a hash",
    ("WhatIsKnown", "drafts_sha256"): "a hash",
    ("Restored", "snapshot"): "a moment",
    ("Restored", "lost"): "ids",
    ("Rehearsed", "snapshot"): "a moment",
    ("Installer", "system"): "a word of the program's own",
    ("KeyChange", "compartment"): "records or process",
    ("KeyChanged", "ended"): "kinds and numbers",
    ("GlanceLine", "label"): "a heading of the program's own",
    ("BasisWords", "title"): "a heading of the program's own",
    ("BasisWords", "terms"): "a sentence of the program's own",
    ("BasisWords", "source"): "a citation",
    ("OnsetItem", "cite"): "a citation",
    ("OnsetItem", "_title"): "from our own resources",
    ("AmendmentRule", "cite"): "a citation",
    ("RetentionRule", "jurisdiction"): "a state",
    ("RetentionRule", "licenses"): "letters of licenses",
    ("RetentionRule", "requires"): "names of questions, from our own resources",
    ("RetentionRule", "on_destruction"): "words of a rule",
    ("RuleKey", "key"): "a public key",
    ("RuleKey", "number"): "of a public key",
    ("RuleFile", "key"): "a public key",
    ("RuleFile", "public_key"): "a public key",
    ("RuleFile", "signature"): "a signature",
    ("SignerKey", "number"): "of a public key",
    ("SignerKey", "public_key"): "a public key",
    ("FileSignature", "number"): "of a public key",
    ("FileSignature", "signature"): "a signature",
    ("FileSignature", "whole"): "a signature",
    ("Texts", "before"): "rules, by their ids",
    ("Texts", "pending"): "ids of rules",
    ("WholeChain", "rule_files"): "hashes",
    ("Rules", "requires"): "names of questions, from our own resources",
    ("Confirmation", "rule"): "the id of a rule",
    ("Majority", "state"): "two letters, from our own resources",
    ("Majority", "statute"): "from our own resources",
    ("OwnRule", "state"): "two letters",
    ("Practice", "confirmed"): "a confirmation's own repr leaves its text out",
    ("Doubts", "rules"): "ids of rules",
    ("Doubts", "ages"): "ids of ages",
    ("RecordRetention", "doubted"): "ids of rules",
    ("Reminder", "number"): "of an id",
    ("Waiting", "rules"): "ids of rules",
    ("Confirmation", "text"): "a hash",
    ("Destruction", "public_key"): "a public key",
    ("PreparedCertificate", "destruction"): "its own repr leaves its text out",
    ("Records", "destructions"): "a service",
    ("RecordsTables", "destructions"): "a table",
    ("WholeChain", "destroyed"): "hashes",
    ("RuleDate", "binding_clause"): "the name of a clause, from our own resources",
    ("AmendmentRule", "grounds"): "names, from our own resources",
    ("AmendmentDecision", "ground"): "the name of a ground, from our own resources",
    ("RecordsTables", "administrations"): "a table",
    ("Measure", "title"): "from our own resources",
    ("Measure", "source"): "a citation",
    ("Measure", "rule"): "a citation",
    ("Administration", "measure"): "the name of a measure, from our own resources",
    ("OpenRisk", "administration"): "an id",
    ("OpenRisk", "measure"): "the name of a measure, from our own resources",
    ("ReleasedMeasure", "measure"): "the name of a measure, from our own resources",
    ("Given", "item"): "the name of an item, from our own resources",
    ("NotePlace", "sections"): "names, from our own resources",
    ("CheckList", "basis"): "a citation",
    ("CheckList", "cite"): "a citation",
    ("CheckItem", "cite"): "a citation",
    ("CheckItem", "_title"): "from our own resources",
    ("CheckItem", "documents"): "names, from our own resources",
    ("Said", "_text"): "from our own resources",
    ("Blank", "_label"): "from our own resources",
    ("OnsetNotice", "version"): "from our own resources",
    ("OnsetNotice", "cites"): "citations",
    ("OnsetNotice", "_title"): "from our own resources",
    ("OnsetNotice", "_lead"): "from our own resources",
    ("OnsetNotice", "_signed"): "from our own resources",
    ("LetterWording", "version"): "from our own resources",
    ("LetterWording", "cites"): "citations",
    ("LetterWording", "_title"): "from our own resources",
    ("LetterWording", "_read"): "from our own resources",
    ("LetterWording", "_said"): "from our own resources",
    ("NoticePage", "item"): "the name of an item, from our own resources",
    ("OtherKind", "_title"): "from our own resources",
    ("RecordKind", "_title"): "from our own resources",
    ("DocumentKind", "_title"): "from our own resources",
    ("Document", "consent"): "an id",
    ("DocumentHit", "client"): "an id",
    ("DocumentHit", "document"): "an id",
    ("AttachedFile", "media"): "a media type, of our own list",
    ("AttachedFile", "sealed_sha256"): "a hash of what anyone can see",
    ("Template", "sections"): "names, from our own resources",
    ("Template", "_title"): "from our own resources",
    ("FormerClientRule", "cite"): "a citation",
    ("Fact", "detail"): "ids, seals, counts",
    ("Entry", "detail"): "ids, seals, counts",
    ("SalvagedDatabase", "name"): "records or process",
    ("Shape", "columns"): "names of columns",
    ("WholeChain", "sealed"): "entries",
    ("WholeChain", "keys"): "public keys",
    ("WholeChain", "begun"): "ids",
    ("WholeChain", "documents"): "ids and seals",
    ("WholeChain", "earlier"): "entries",
}


def dataclasses_of_the_product() -> Iterator[type]:
    """Yield every dataclass under vault."""
    for module in pkgutil.walk_packages(vault.__path__, "vault."):
        if module.name == "vault.__main__":
            continue
        for value in vars(importlib.import_module(module.name)).values():
            found = dataclasses.is_dataclass(value) and isinstance(value, type)
            if found and value.__module__ == module.name:
                yield value


def holds_text(annotation: object) -> bool:
    """Tell whether a field can hold text or bytes, by itself or within."""
    name = annotation if isinstance(annotation, str) else repr(annotation)
    return any(word in name for word in ("str", "bytes", "Section"))


@pytest.mark.parametrize(
    "noun", list(dataclasses_of_the_product()), ids=lambda noun: noun.__qualname__
)
def test_text_stays_out_of_the_repr(noun: type) -> None:
    shown = [
        field.name
        for field in dataclasses.fields(noun)
        if field.repr
        and holds_text(field.type)
        and field.name not in SAFE
        and (noun.__name__, field.name) not in REVIEWED
    ]
    assert not shown, f"{noun.__qualname__}: field(repr=False), or review it here"


def test_there_are_nouns_to_look_at() -> None:
    assert len(list(dataclasses_of_the_product())) > 30


def test_what_was_reviewed_is_still_there() -> None:
    fields = {
        (noun.__name__, field.name)
        for noun in dataclasses_of_the_product()
        for field in dataclasses.fields(noun)
        if field.repr and holds_text(field.type)
    }
    assert {name for _noun, name in fields} >= SAFE
    assert set(REVIEWED) <= fields
