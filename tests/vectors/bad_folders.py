"""Changes to a good vault folder that must be refused, or must not be, as data for cases.json."""

from typing import Any

Object = dict[str, Any]


def case(name: str, reason: str, refused: str | None, *changes: Object, **more: Any) -> Object:
    """Return a case of unlocking with the passphrase; `refused` None is one that must open."""
    return {
        "name": name,
        "reason": reason,
        "changes": list(changes),
        "command": "unlock",
        "secret": "passphrase",
        "refused": refused,
    } | more


def sql(*statements: str, compartment: str = "records") -> Object:
    """Return a change by raw SQL, with the key."""
    return {"sql": list(statements), "compartment": compartment}


def found(name: str, reason: str, problems: list[str], *changes: Object, **more: Any) -> Object:
    """Return a case that unlocking need not notice and verifying must.

    `problems` are the kinds of what it finds; any at all when empty.
    """
    more = {"command": "verify", "problems": problems} | more
    return case(name, reason, "Damaged", *changes, **more)


HEADERS = [
    case("header-over-64-kib", "nothing so large was written", "Damaged", {"grow": 65_537}),
    case(
        "headers-both-missing",
        "no vault",
        "NotFound",
        {"remove": "vault.json"},
        {"remove": "vault.json.2"},
    ),
    case("header-missing", "the mirror holds", None, {"remove": "vault.json"}),
    case("mirror-missing", "the header holds", None, {"remove": "vault.json.2"}),
    case("mirror-cut", "the header holds", None, {"truncate": ["vault.json.2", 100]}),
    case("mirror-older", "the newer one holds", None, {"put": ["older.json", "vault.json.2"]}),
    case("header-older", "the newer one holds", None, {"put": ["older.json", "vault.json"]}),
    case(
        "mirror-newer-version",
        "what is newer ends the reading, whatever the other copy says",
        "NewerFormat",
        {"put": ["format-2.json", "vault.json.2"]},
    ),
    case(
        "mirror-of-another-vault",
        "headers of two vaults",
        "Damaged",
        {"other": "vault.json", "to": "vault.json.2"},
    ),
    case(
        "headers-older-than-database",
        "an old header, and with it an old passphrase, was put back",
        "OlderThanSeen",
        {"put": ["older.json", "vault.json"]},
        {"put": ["older.json", "vault.json.2"]},
        secret="old_passphrase",
    ),
    case(
        "headers-older-than-database-accepted",
        "an old header may not be accepted",
        "OlderThanSeen",
        {"put": ["older.json", "vault.json"]},
        {"put": ["older.json", "vault.json.2"]},
        secret="old_passphrase",
        accept_older=True,
    ),
    case(
        "headers-older-and-newest-passphrase",
        "the older header does not know the passphrase",
        "WrongSecret",
        {"put": ["older.json", "vault.json"]},
        {"put": ["older.json", "vault.json.2"]},
    ),
    case(
        "mirror-missing-and-database-empty",
        "a refusal changes nothing: the mirror is not made again either",
        "Damaged",
        {"remove": "vault.json.2"},
        {"truncate": ["records-1.db", 0]},
    ),
]

DATABASES = [
    case(
        "databases-swapped",
        "another compartment's key",
        "Damaged",
        {"swap": ["records-1.db", "process-1.db"]},
    ),
    case(
        "database-of-another-vault",
        "another key",
        "Damaged",
        {"other": "records-1.db", "to": "records-1.db"},
    ),
    case("database-missing", "it is not made anew", "Damaged", {"remove": "records-1.db"}),
    case(
        "database-empty",
        "SQLCipher takes an empty file for an empty database",
        "Damaged",
        {"truncate": ["records-1.db", 0]},
    ),
    case(
        "database-cut-within-a-page",
        "not its length",
        "Damaged",
        {"truncate": ["records-1.db", -1]},
    ),
    case(
        "database-tail-cut-by-a-page",
        "SQLCipher's own checks pass a tail cut on a page",
        "Damaged",
        {"truncate": ["records-1.db", -4096]},
    ),
    case(
        "database-longer-by-a-page", "not its length", "Damaged", {"append": ["records-1.db", 4096]}
    ),
    case("database-of-zeros", "not its key", "Damaged", {"zeros": ["records-1.db", 0, 4096]}),
    found(
        "database-page-of-zeros",
        "a page whose HMAC is wrong",
        [],
        {"zeros": ["records-1.db", 20 * 4096, 4096]},
    ),
    case("journal-missing", "nothing to replay", None, {"remove": "records-1.db-journal"}),
    case(
        "schema-newer",
        "a newer version's tables",
        "NewerFormat",
        sql("UPDATE vault_meta SET value = '99' WHERE name = 'schema'"),
    ),
    case(
        "meta-of-another-vault",
        "a file from elsewhere",
        "Damaged",
        sql("UPDATE vault_meta SET value = printf('%032d', 7) WHERE name = 'vault_id'"),
    ),
    case(
        "meta-of-another-epoch",
        "a file from elsewhere",
        "Damaged",
        sql("UPDATE vault_meta SET value = '2' WHERE name = 'epoch'"),
    ),
    case(
        "meta-generation-no-number",
        "no number",
        "Damaged",
        sql("UPDATE vault_meta SET value = 'x' WHERE name = 'generation'"),
    ),
    case(
        "process-database-empty",
        "the records open, the process notes do not",
        "Damaged",
        {"truncate": ["process-1.db", 0]},
        command="process",
        secret="process_passphrase",
    ),
]

HEADS = [
    case("head-missing", "changes could be missing", "OlderThanSeen", {"remove": "records.head"}),
    case(
        "head-missing-accepted",
        "opens by an explicit decision",
        None,
        {"remove": "records.head"},
        accept_older=True,
    ),
    case(
        "head-of-another-vault",
        "another key's MAC",
        "OlderThanSeen",
        {"other": "records.head", "to": "records.head"},
    ),
    case(
        "head-of-the-other-compartment",
        "another key's MAC",
        "OlderThanSeen",
        {"copy": ["process.head", "records.head"]},
    ),
    case(
        "head-mac-wrong",
        "not what was written",
        "OlderThanSeen",
        {"replace": ["records.head", '"seq":', '"seq":1']},
    ),
    case("head-empty", "not what was written", "OlderThanSeen", {"truncate": ["records.head", 0]}),
    case(
        "database-older-than-head",
        "an older records-1.db was put back; saved changes are missing",
        "OlderThanSeen",
        {"put": ["newer.head", "records.head"]},
    ),
    case(
        "head-not-canonical",
        "white space, under a right MAC",
        "OlderThanSeen",
        {"put": ["spaces.head", "records.head"]},
    ),
    case(
        "head-of-another-epoch",
        "of another key, under a right MAC",
        "OlderThanSeen",
        {"put": ["epoch.head", "records.head"]},
    ),
    case(
        "head-of-another-chain",
        "the chain was rewritten since",
        "Damaged",
        {"put": ["other-chain.head", "records.head"]},
    ),
    case(
        "head-field-new",
        "an unknown field, under a right MAC",
        "NewerFormat",
        {"put": ["field-new.head", "records.head"]},
    ),
    case(
        "process-head-missing",
        "the records open, the process notes do not",
        "OlderThanSeen",
        {"remove": "process.head"},
        command="process",
        secret="process_passphrase",
    ),
]
