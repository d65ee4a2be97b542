"""A second reader of vaults, written from docs/formats/vault.md without a line of the product.

It opens a compartment with a passphrase or a recovery key, proves what the page says can be proved,
and returns what is in it as plain values. It reads copies: it takes no lock and writes nothing.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlcipher3 import dbapi2

from tests.vectors.reader_header import (
    Object,
    Refused,
    canonical,
    check,
    fields,
    number,
    open_slot,
    parse,
    read_header,
    subkey,
)

TEMPLATES = {
    "dap": ["data", "assessment", "plan"],
    "soap": ["subjective", "objective", "assessment", "plan"],
    "birp": ["behavior", "intervention", "response", "plan"],
    "girp": ["goal", "intervention", "response", "plan"],
    "free": ["note"],
}


@dataclass
class Compartment:
    """An opened compartment: what proves it, and what is in it."""

    header: Object
    name: str
    key: bytes
    chain: list[Object]
    content: Object


# Sections 6 to 9: the database, the chain, the head


def rows(database: Any, table: str) -> list[Object]:
    """Return a table's rows as objects."""
    try:
        cursor = database.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor]
        database.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except dbapi2.DatabaseError:
        raise Refused("damaged", "a page") from None
    return found


def open_database(path: Path, key: bytes) -> Any:
    """Section 6, steps 1 to 4."""
    journal = path.with_name(path.name + "-journal")
    check(path.exists(), "a missing database")
    size = path.stat().st_size
    hot = journal.exists() and journal.stat().st_size > 0
    check(size >= 4_096 and (size % 4_096 == 0 or hot), "the size of a database")
    database = dbapi2.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)
    try:
        database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        database.execute("PRAGMA cipher_log_level=NONE")
        database.execute("SELECT count(*) FROM sqlite_master").fetchall()
        pages = database.execute("PRAGMA page_count").fetchone()[0]
    except dbapi2.DatabaseError:
        database.close()
        raise Refused("damaged", "a database") from None
    check(path.stat().st_size == pages * 4_096, "the length of a database")
    return database


def check_meta(database: Any, header: Object, name: str) -> None:
    """Section 6, step 6, and section 9, step 5."""
    meta = {row["name"]: row["value"] for row in rows(database, "vault_meta")}
    part = header["compartments"][name]
    place = {"vault_id": header["vault_id"], "compartment": name, "epoch": str(part["epoch"])}
    check({each: meta.get(each) for each in place} == place, "a database from elsewhere")
    for each in ("schema", "generation"):
        check(re.fullmatch("[1-9][0-9]{0,15}", meta.get(each, "")), "a number of the database")
    check(int(meta["schema"]) <= 1, "a newer schema", "newer")
    check(int(meta["generation"]) <= part["generation"], "an older header", "older")


def read_chain(database: Any, header: Object, name: str) -> list[Object]:
    """Return the chain, proved from its start."""
    start = f"strongroom/1/chain/{header['vault_id']}/{name}"
    previous, chain = hashlib.sha256(start.encode()).hexdigest(), []
    for place, row in enumerate(sorted(rows(database, "audit"), key=lambda row: row["seq"]), 1):
        entry = row | {"detail": parse(row["detail"].encode())}
        hashed = {each: value for each, value in entry.items() if each != "hash"}
        digest = hashlib.sha256(canonical(hashed)).hexdigest()
        links = (entry["seq"], entry["previous"], entry["hash"])
        check(links == (place, previous, digest), f"the chain at {place}")
        previous = digest
        chain.append(entry)
    return chain


def check_head(folder: Path, header: Object, name: str, key: bytes, chain: list[Object]) -> None:
    """Section 9, step 6."""
    try:
        data = (folder / f"{name}.head").read_bytes()
    except FileNotFoundError:
        raise Refused("older", "no head") from None
    line, _newline, rest = data.partition(b"\n")
    mac = hmac.new(subkey(key, header["vault_id"], "head-mac"), line, "sha256").hexdigest()
    check(len(data) <= 4_096 and rest == mac.encode() + b"\n", "the head's MAC", "older")
    try:
        said = parse(line)
    except Refused as refused:
        raise Refused("older", "the head's spelling") from refused
    head = fields(
        said,
        {"vault_id", "compartment", "epoch", "seq", "chain_head", "generation"},
        {"closed"},
    )
    epoch = header["compartments"][name]["epoch"]
    place = (head["vault_id"], head["compartment"], head["epoch"])
    check(place == (header["vault_id"], name, epoch), "a head from elsewhere", "older")
    check(head["seq"] <= len(chain), "missing changes", "older")
    if head["seq"]:
        check(chain[head["seq"] - 1]["hash"] == head["chain_head"], "another chain")


# Section 7: what is in it


def check_seal(row: Object, content: Object) -> None:
    """Check that a text is what was sealed."""
    digest = hashlib.sha256(row["salt"] + canonical(content)).hexdigest()
    check(digest == row["seal"] and len(row["salt"]) == 32, f"the seal of {content['id']}")


def check_signature(row: Object, text: Object, chain: list[Object], action: str) -> None:
    """Check that a text is what the licensee signed."""
    by = parse(row["signed_by"].encode())
    message = {
        "seal": text["seal"],
        "signed_at": row["signed_at"],
        "signed_by": {each: by[each] for each in ("name", "credential", "license_number", "state")},
    }
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(row["public_key"]))
        public.verify(bytes.fromhex(row["signature"]), canonical(message))
    except (InvalidSignature, ValueError):
        raise Refused("damaged", f"the signature of {row['id']}") from None
    proof = {"seal": text["seal"], "public_key": row["public_key"], "signature": row["signature"]}
    entries = [each for each in chain if (each["action"], each["subject"]) == (action, row["id"])]
    check(len(entries) == 1 and entries[0]["detail"] == proof, f"the entry of {row['id']}")
    keys = [each for each in chain if each["action"] == "signing-key.made"]
    check(keys and keys[0]["detail"]["public_key"] == row["public_key"], "the licensee's key")


def divided(text: Object, names: list[str]) -> list[list[str]]:
    """Return the sections of a text."""
    parts = json.loads(text["parts"])
    check(isinstance(parts, list) and [part[0] for part in parts] == names, "the parts")
    sections, at = [], 0
    for name, length in parts:
        number(length, 0)
        sections.append([name, text["text"][at : at + length]])
        at += length + 1
    check(at == len(text["text"]) + 1, "the lengths of the parts")
    return sections


def read_records(database: Any, chain: list[Object]) -> Object:
    """Return clients, notes and addenda, each proved."""
    texts = {row["owner"]: row for row in rows(database, "note_text")}
    drafts = {row["note"]: row for row in rows(database, "draft")}
    notes, addenda = [], []
    for row in rows(database, "note"):
        signed = row["signed_at"] is not None
        text = texts.get(row["id"]) if signed else drafts.get(row["id"]) or texts.get(row["id"])
        check(text and row["template"] in TEMPLATES, f"the words of {row['id']}")
        assert text is not None
        sections = divided(text, TEMPLATES[row["template"]])
        said = {each: row[each] for each in ("id", "client", "template", "service_date")}
        said |= {"start": row["start"], "stop": row["stop"]}
        check_seal(text, said | {"kind": "note", "sections": {name: t for name, t in sections}})
        if signed:
            check_signature(row, text, chain, "note.signed")
        notes.append(said | {"sections": sections, "signed": signed})
    for row in rows(database, "addendum"):
        check(row["id"] in texts, f"the words of {row['id']}")
        text = texts[row["id"]]
        said = {each: row[each] for each in ("id", "note", "client")}
        said["text"] = divided(text, ["addendum"])[0][1]
        check_seal(text, said | {"kind": "addendum"})
        check_signature(row, text, chain, "note.addendum-signed")
        addenda.append(said)
    _check_all_there(chain, {each["id"] for each in notes if each["signed"]}, "note.signed")
    _check_all_there(chain, {each["id"] for each in addenda}, "note.addendum-signed")
    clients = []
    for row in rows(database, "client"):
        kinds = ("individual", "couple", "family", "group")
        check(row["kind"] in kinds and row["status"] in ("active", "closed"), "a client")
        clients.append(row | {"contacts": parse(row["contacts"].encode())["contacts"]})
    practice = [parse(row["profile"].encode()) for row in rows(database, "practice")]
    return {"clients": clients, "notes": notes, "addenda": addenda, "practice": practice}


def read_process(database: Any, chain: list[Object]) -> Object:
    """Return the process notes, each proved."""
    texts = {row["owner"]: row for row in rows(database, "process_text")}
    seals = {
        each["subject"]: each["detail"].get("seal")
        for each in chain
        if each["action"] == "process-note.added"
    }
    notes = []
    for row in rows(database, "process_note"):
        check(row["id"] in texts, f"the words of {row['id']}")
        text = texts[row["id"]]
        said = {"id": row["id"], "client": row["client"], "date": row["day"], "text": text["text"]}
        check_seal(text, said | {"kind": "process-note"})
        check(seals.get(row["id"]) == text["seal"], f"the entry of {row['id']}")
        notes.append(said)
    _check_all_there(chain, {each["id"] for each in notes}, "process-note.added")
    return {"process_notes": notes}


def _check_all_there(chain: list[Object], found: set[str], action: str) -> None:
    known = {each["subject"] for each in chain if each["action"] == action}
    check(known <= found, "a text the chain knows is gone")


def read(
    folder: Path, name: str, *, passphrase: str | None = None, identity: str | None = None
) -> Compartment:
    """Open a compartment, prove it whole and return what is in it. Raises Refused."""
    header = read_header(folder)
    key = open_slot(header, name, passphrase, identity)
    epoch = header["compartments"][name]["epoch"]
    path = folder / f"{name}-{epoch}.db"
    database = open_database(path, subkey(key, header["vault_id"], "sqlcipher"))
    try:
        check_meta(database, header, name)
        chain = read_chain(database, header, name)
        check_head(folder, header, name, key, chain)
        reading = read_records if name == "records" else read_process
        return Compartment(header, name, key, chain, reading(database, chain))
    finally:
        database.close()
