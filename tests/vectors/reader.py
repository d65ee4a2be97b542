"""A reader of the vault folder, written from `docs/formats/vault.md` and without the product.

It knows that page and the one on the audit chain which it links, and nothing else of Strongroom.
`python tests/vectors/reader.py FOLDER --passphrase-file F` prints what a vault holds as JSON.
"""

import argparse
import hmac
import json
import re
import shutil
import sys
import tempfile
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pyrage
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlcipher3 import dbapi2

Json = dict[str, Any]
Rows = list[Json]
EXIT_CODES = {"damaged": 4, "older": 4, "newer": 8, "wrong secret": 3, "no vault": 2}
FAULTS = (ValueError, TypeError, LookupError, RecursionError, OSError, InvalidTag, dbapi2.Error)
# What `_faults` holds a value against: an object of these fields, a list of (least, most, what),
# a whole number from (low, high), or text of this pattern. B16 is the one base64 of 16 bytes.
ANY, HEX64, NUMBER, UP = "(?s).*", "[0-9a-f]{64}", "[1-9][0-9]{0,15}", (1, 2**53)
B64, END_1, END_2 = "[A-Za-z0-9+/]", "[AQgw]==", "[AEIMQUYcgkosw048]="
B12, B16, B32, B48 = (B64 + end for end in ("{16}", "{21}" + END_1, "{42}" + END_2, "{64}"))
BYTES = f"(?=.)({B64}{{4}})*({B64}{END_1}|{B64}{{2}}{END_2})?"
KDF = {"m": (65_536, 2_097_152), "name": "argon2id", "p": (1, 8), "salt": B16, "t": (3, 16)}
RECOVERY = {"ct": BYTES, "id": (1, 999), "recipient": "age1[0-9a-z]{58}", "type": "recovery"}
EXECUTOR = {**RECOVERY, "k": (1, 16), "n": (1, 16), "type": "executor"}
PASSPHRASE: Json = {"ct": B48, "id": (1, 999), "kdf": KDF, "nonce": B12, "type": "passphrase"}
PASSPHRASE["commit"] = B32
SLOTS: Json = {"passphrase": PASSPHRASE, "recovery": RECOVERY, "executor": EXECUTOR}
NO_SLOT = PASSPHRASE | EXECUTOR | {"type": "|".join(SLOTS)}
COMPARTMENT = {"epoch": UP, "generation": UP, "mac": B32, "slots": [1, 16, SLOTS]}
CALL_SHEET = {"epoch": UP, "recipients": [0, 16, RECOVERY["recipient"]]}
PLACES: Json = {"callsheet": CALL_SHEET, "process": COMPARTMENT, "records": COMPARTMENT}
HEADER = {"compartments": PLACES, "format": (1, 1), "vault_id": "[0-9a-f]{32}"}
HEAD: Json = {"chain_head": HEX64, "compartment": ANY, "epoch": UP, "generation": UP}
HEAD |= {"closed": {"sha256": HEX64, "size": (0, 2**63)}, "seq": (0, 2**63), "vault_id": ANY}
ENTRY = {**dict.fromkeys(("way_in", "action", "subject", "client"), ANY), "detail": {}}
ENTRY["at"] = "[0-9-]{10}T[0-9:]{8}Z"
PARTS = {"dap": "data assessment plan", "soap": "subjective objective assessment plan"}
PARTS |= {"birp": "behavior intervention response plan", "girp": "goal intervention response plan"}
PARTS |= {"free": "note"}
SESSIONS = set(PARTS)
PARTICULARS = ["service", "modality", "place", "location", "participants", "goals-worked-on"]
OF_ANY = ["in-confidence"]
OWN = "own-[a-z-]+-[0-9a-f]{32}"
RECORDS = {"client": "id", "practice": "id", "note": "service_date, start, id", "draft": "note"}
RECORDS |= {"addendum": "written_at, id", "note_text": "id", "audit": "seq"}
PROCESS = {"process_note": "day, written_at, id", "process_text": "owner", "audit": "seq"}
TABLES = {"records": RECORDS, "process": PROCESS}
SEALED = {"client", "id", "note", "service_date", "start", "stop", "template"}


class Refused(Exception):
    """What is refused, of the page's `kind`; `rest` is all the others, when it is only a text."""

    def __init__(self, kind: str, sentence: str, rest: Json | None = None) -> None:
        super().__init__(sentence)
        self.kind, self.rest = kind, rest or {}


def _demand(holds: object, sentence: str, kind: str = "damaged") -> None:
    if not holds:
        raise Refused(kind, sentence)


@contextmanager
def _sound(what: str, kind: str = "damaged") -> Iterator[None]:
    try:
        yield
    except (*FAULTS, pyrage.DecryptError, pyrage.IdentityError) as error:
        raise Refused(kind, f"{what}: {error or type(error).__name__}.") from error


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _parse(text: bytes | str, what: str) -> Json:
    """Parse a canonical object: a key twice, a float or any other spelling do not come back."""
    with _sound(what):
        raw = text.encode("ascii") if isinstance(text, str) else text
        value: Json = json.loads(raw.decode("ascii"), parse_float=str, parse_constant=str)
        _demand(isinstance(value, dict) and _canonical(value) == raw, f"{what}: not canonical.")
    return value


def _faults(value: Any, spec: Any, what: str) -> Iterator[tuple[str, str]]:
    """Hold a value against a spec; yields the kind and the place of all that does not fit."""
    if spec is SLOTS:
        spec = SLOTS.get(str(value.get("type")), NO_SLOT) if isinstance(value, dict) else NO_SLOT
    if isinstance(spec, dict):
        fits = isinstance(value, dict) and set(spec) - {"process", "closed"} <= set(value)
        for name in sorted(value) if isinstance(value, dict) else []:
            yield from _faults(value[name], spec[name], name) if name in spec else [("newer", name)]
    elif isinstance(spec, list):
        fits = isinstance(value, list) and spec[0] <= len(value) <= spec[1]
        for item in value if isinstance(value, list) else []:
            yield from _faults(item, spec[2], what)
    elif isinstance(spec, tuple):
        fits = type(value) is int and spec[0] <= value <= spec[1]
    else:
        fits = isinstance(value, str) and bool(re.fullmatch(spec, value))
    if not fits:
        unknown = what in ("type", "name") and isinstance(value, str)
        later = what == "format" and type(value) is int and value > 1
        yield ("newer" if unknown or later else "damaged"), what


def _check(value: Any, spec: Any, what: str, unknown: str = "damaged") -> None:
    faults = dict(_faults(value, spec, what))
    _demand("newer" not in faults, f"{what}: {faults.get('newer')} is unknown.", unknown)
    _demand(not faults, f"{what}: {faults.get('damaged')} is not as it must be.")


def _hkdf(key: bytes, label: str, vault_id: str) -> bytes:
    extracted = hmac.digest(bytes.fromhex(vault_id), key, "sha256")
    return hmac.digest(extracted, f"strongroom/1/{label}\x01".encode(), "sha256")


def _bounded(path: Path, most: int) -> bytes | None:
    if not path.exists():
        return None
    with _sound(path.name), path.open("rb") as file:
        data = file.read(most + 1)
    _demand(len(data) <= most, f"{path.name} is over {most} bytes.")
    return data


def _read_copy(data: bytes, name: str) -> Json:
    line, _, rest = data.partition(b"\n")
    _demand(rest == sha256(line).hexdigest().encode() + b"\n", f"{name}: not its checksum.")
    header = _parse(line, name)
    _check(header, HEADER, name, "newer")
    for part in header["compartments"].values():
        slots = part.get("slots", [])
        _demand(len({slot["id"] for slot in slots}) == len(slots), "Two slots have one id.")
        _demand(all(s.get("k", 1) <= s.get("n", 1) for s in slots), "k of a slot is above n.")
    return header


def _read_header(folder: Path) -> Json:
    """Find the copy that holds, of the header and its mirror."""
    copies: Rows = []
    broken = Refused("no vault", f"{folder} has no vault.json and no vault.json.2.")
    for name in ("vault.json", "vault.json.2"):
        try:
            data = _bounded(folder / name, 65_536)
            copies += [] if data is None else [_read_copy(data, name)]
        except Refused as refused:
            if refused.kind == "newer":
                raise
            broken = refused
    if not copies:
        raise broken
    _demand(len({copy["vault_id"] for copy in copies}) == 1, "The headers are of two vaults.")
    changes = [[p.get("generation", 0) for p in c["compartments"].values()] for c in copies]
    return copies[0] if sum(changes[0]) >= sum(changes[-1]) else copies[1]


def _with_passphrase(slot: Json, own: Json, passphrase: str) -> bytes | None:
    kdf, vault_id = slot["kdf"], own["vault_id"]
    cost = {"iterations": kdf["t"], "lanes": kdf["p"], "memory_cost": kdf["m"]}
    hashing = Argon2id(salt=b64decode(kdf["salt"]), length=32, **cost)
    key = hashing.derive(normalize("NFC", passphrase).encode())
    if not hmac.compare_digest(_hkdf(key, "commit", vault_id), b64decode(slot["commit"])):
        return None
    bound = {**own, "format": 1, "slot": {f: slot[f] for f in slot if f != "ct"}}
    opener = AESGCM(_hkdf(key, "wrap", vault_id))
    return opener.decrypt(b64decode(slot["nonce"]), b64decode(slot["ct"]), _canonical(bound))


def _with_paper(slot: Json, own: Json, paper_key: str) -> bytes | None:
    lines = [line for line in paper_key.splitlines() if line.strip() and line[0] != "#"]
    with _sound("This is not a recovery key", "wrong secret"):
        identity = pyrage.x25519.Identity.from_str("\n".join(lines).replace(" ", "").upper())
    if str(identity.to_public()) != slot["recipient"]:
        return None
    sealed = b64decode(slot["ct"])
    _demand(sealed.startswith(b"age-encryption.org/v1\n"), "A recovery slot is no binary age file.")
    payload = _parse(pyrage.decrypt(sealed, [identity]), "What a recovery slot holds")
    _check(payload, {**own, "epoch": (own["epoch"], own["epoch"]), "key": B32}, "A recovery slot")
    return b64decode(payload["key"])


def _unlock(part: Json, sheet: Json, own: Json, *secrets: str | None) -> bytes:
    """Find a slot that opens, and prove the compartment with its key."""
    name, key, (passphrase, paper_key) = own["compartment"], None, secrets
    for slot in part["slots"]:
        with _sound(f"Slot {slot['id']} of {name} fits and does not open"):
            if slot["type"] == "passphrase" and passphrase is not None:
                key = key or _with_passphrase(slot, own, passphrase)
            elif slot["type"] != "passphrase" and paper_key is not None:
                key = key or _with_paper(slot, own, paper_key)
    if key is None:
        raise Refused("wrong secret", f"No slot of {name} opens with this.")
    proved = {"compartment": {f: part[f] for f in part if f != "mac"}, "format": 1, "name": name}
    proved |= {"callsheet": sheet} if name == "records" else {}
    message = _canonical({**proved, "vault_id": own["vault_id"]})
    mac = hmac.digest(_hkdf(key, "header-mac", own["vault_id"]), message, "sha256")
    _demand(hmac.compare_digest(mac, b64decode(part["mac"])), f"The MAC of {name} does not fit.")
    return key


def _rows(db: dbapi2.Connection, query: str) -> Rows:
    cursor = db.execute(query)
    found = cursor.fetchall()
    db.execute("SELECT count(*) FROM sqlite_master").fetchall()  # fails if these are no rows
    return [dict(zip([c[0] for c in cursor.description], row, strict=True)) for row in found]


def _check_chain(entries: Rows, head: bytes, own: Json, key: bytes, generation: int) -> None:
    """Follow the chain from its start, and hold it against the head file."""
    name, start = own["compartment"], f"strongroom/1/chain/{own['vault_id']}/{own['compartment']}"
    hashes = [sha256(start.encode()).hexdigest()]
    for place, entry in enumerate(entries, 1):
        what = f"Entry {place} of {name}"
        detail = entry["detail"] = _parse(entry["detail"], what)
        _demand(all(type(value) in (str, int) for value in detail.values()), f"{what}: detail.")
        bare = _canonical({field: entry[field] for field in entry if field != "hash"})
        hashes.append(sha256(bare).hexdigest())
        spec = {**ENTRY, "seq": (place, place), "previous": hashes[-2], "hash": hashes[-1]}
        _check({**entry, "client": entry["client"] or "", "detail": {}}, spec, what)
        datetime.strptime(entry["at"], "%Y-%m-%dT%H:%M:%SZ")
    line = head.partition(b"\n")[0]
    mac = hmac.digest(_hkdf(key, "head-mac", own["vault_id"]), line, "sha256").hex()
    fits = hmac.compare_digest(head, line + f"\n{mac}\n".encode())
    _demand(fits, f"The head of {name} is missing or does not fit its MAC.", "older")
    try:
        mark = _parse(line, f"The head of {name}")
        _check(mark, HEAD, f"The head of {name}", "newer")
    except Refused as refused:
        kind = "newer" if refused.kind == "newer" else "older"
        raise Refused(kind, str(refused)) from None
    _demand(own.items() <= mark.items(), f"The head of {name} is from elsewhere.", "older")
    _demand(mark["generation"] <= generation, "The database is older than its head.", "older")
    _demand(mark["seq"] < len(hashes), "The chain ends before the head: changes are gone.", "older")
    _demand(hashes[mark["seq"]] == mark["chain_head"], "The chain was rewritten.")


def _read_tables(path: Path, own: Json, raw_key: str, above: int) -> Json:
    """Open a database the one way there is, and check all of its file; the rows of its tables."""
    with closing(dbapi2.connect(path.as_uri() + "?mode=rw", uri=True)) as db:
        db.set_key(f"x'{raw_key}'".encode())
        db.execute("PRAGMA cipher_log_level=NONE")
        _rows(db, "SELECT * FROM sqlite_master")
        size = 4096 * _rows(db, "PRAGMA page_count")[0]["page_count"]
        _demand(path.stat().st_size == size, f"{path.name} has not its own length.")
        db.executescript("PRAGMA temp_store=2; PRAGMA trusted_schema=0; PRAGMA cell_size_check=1")
        meta = {row["name"]: row["value"] for row in _rows(db, "SELECT * FROM vault_meta")}
        spec = {f: str(own[f]) for f in own} | {"generation": NUMBER, "schema": NUMBER}
        _check({field: meta.get(field) for field in spec}, spec, "vault_meta")
        _demand(int(meta["schema"]) <= 36, f"Schema {meta['schema']} is newer.", "newer")
        _demand(int(meta["generation"]) <= above, "The header is older than this.", "older")
        _demand(not _rows(db, "PRAGMA cipher_integrity_check"), f"{path.name} has bad pages.")
        whole = _rows(db, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        _demand(whole, f"{path.name} is no sound database.")
        order = TABLES[own["compartment"]].items()
        read = {name: _rows(db, f"SELECT * FROM {name} ORDER BY {by}") for name, by in order}
    return {**read, "generation": int(meta["generation"])}


def _read_compartment(folder: Path, header: Json, name: str, *secrets: str | None) -> Json:
    """Open one compartment, on a copy of its files, and check what holds for all of it."""
    part = header["compartments"].get(name, {"epoch": 1, "slots": []})
    own = {"compartment": name, "epoch": part["epoch"], "vault_id": header["vault_id"]}
    key = _unlock(part, header["compartments"]["callsheet"], own, *secrets)
    head = _bounded(folder / f"{name}.head", 4096) or b""
    with tempfile.TemporaryDirectory() as place, _sound(name):
        path = Path(place, f"{name}-{part['epoch']}.db")
        journal = Path(f"{path}-journal")
        for copy in [path, journal] if (folder / journal.name).exists() else [path]:
            shutil.copyfile(folder / copy.name, copy)
        size, hot = path.stat().st_size, journal.exists() and journal.stat().st_size
        _demand(size >= 4096 and (hot or size % 4096 == 0), f"{path.name} is empty or cut.")
        raw_key = _hkdf(key, "sqlcipher", own["vault_id"]).hex()
        read = _read_tables(path, own, raw_key, part["generation"])
        _check_chain(read["audit"], head, own, key, read["generation"])
    return read


def _divide(text: Json, names: list[str], told: list[str] | None = None) -> dict[str, str]:
    sections, rest, parts = {}, text["text"] + "\n", json.loads(text["parts"])
    found = [name for name, _length in parts]
    _demand(len(set(found)) == len(found), "Two sections have one name.")
    rest_of = [name for name in found if name not in (told or ())]
    _demand(rest_of == names, f"{found} are no parts.")
    for name, length in parts:
        _demand(type(length) is int and length >= 0, f"{name} is no part.")
        _demand(rest[length : length + 1] == "\n", "The parts do not divide the text.")
        sections[name], rest = rest[:length], rest[length + 1 :]
    _demand(not rest, "The parts do not divide the text.")
    return sections


def _signature_fits(row: Json, seal: str, action: str, entries: Rows) -> bool:
    signed_by = {f: row["signed_by"][f] for f in ("credential", "license_number", "name", "state")}
    signed = {"seal": seal, "signed_at": row["signed_at"], "signed_by": signed_by}
    key_made = {"public_key": row["public_key"]}
    fact = (action, row["id"], {"seal": seal, "signature": row["signature"], **key_made})
    facts = [(entry["action"], entry["subject"], entry["detail"]) for entry in entries]
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(row["public_key"]))
        key.verify(bytes.fromhex(row["signature"]), _canonical(signed))
        made = [each for each in facts[: facts.index(fact)] if each[0] == "signing-key.made"]
        return made[:1] == [("signing-key.made", "signing-key", key_made)]
    except (InvalidSignature, ValueError):
        return False


def _read_texts(rows: Rows, kind: str, texts: Rows, entries: Rows) -> list[str]:
    """Add its words to each row, held against their seal; returns what is refused, text by text."""
    action = {"note": "note.signed", "addendum": "note.addendum-signed"}.get(kind, f"{kind}.added")
    gone = {entry["subject"] for entry in entries if entry["action"] == action}
    problems = []
    for row in rows:
        content = {"kind": kind, **{field: row[field] for field in row if field in SEALED}}
        content["client"] = row.get("first_client") or row["client"]
        if row.get("mark"):
            content["mark"] = row["mark"]
        signed = None not in map(row.get, ("signed_at", "signed_by", "public_key", "signature"))
        row |= {"signed": signed, "signature_fits": False, "addenda": []}
        gone -= {row["id"]} if signed or kind == "process-note" else set()
        try:
            with _sound(f"The text of {kind} {row['id']}"):
                (text,) = [text for text in texts if text["owner"] == row["id"]]
                if kind == "process-note":
                    words = {"text": text["text"], "date": row["day"]}
                elif kind == "addendum":
                    words = {"text": _divide(text, ["addendum"])["addendum"]}
                elif re.fullmatch(OWN, row["template"]):
                    order = [name for name, _length in json.loads(text["parts"])]
                    words = {"sections": _divide(text, order), "order": order}
                else:
                    names = PARTS[row["template"]].split()
                    told = PARTICULARS if row["template"] in SESSIONS else []
                    words = {"sections": _divide(text, names, [*told, *OF_ANY])}
                seal = sha256(text["salt"] + _canonical(content | words)).hexdigest()
                fits = text["seal"] == seal and len(text["salt"]) == 32
                _demand(fits, f"The seal of {kind} {row['id']} does not fit.")
                if signed:
                    _demand("id" in text, f"{kind} {row['id']} is signed, and has a draft.")
                    row["signed_by"] = _parse(row["signed_by"], f"{kind} {row['id']}: signed_by")
                    row["signature_fits"] = _signature_fits(row, seal, action, entries)
                row |= words
        except Refused as refused:
            problems.append(str(refused))
            row |= {"sections": {}, "refused": str(refused)}
    return problems + [f"The {kind} {subject} is gone." for subject in sorted(gone)]


def read_vault(
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    process_passphrase: str | None = None,
    process_recovery_key: str | None = None,
) -> Json:
    """Read and check a vault, which stays as it is; without their secret no process notes."""
    header = _read_header(folder)
    records = _read_compartment(folder, header, "records", passphrase, recovery_key)
    drafts = {row["note"]: {**row, "owner": row["note"]} for row in records["draft"]}
    texts = [text for text in records["note_text"] if text["owner"] not in drafts]
    texts, entries, notes = [*texts, *drafts.values()], records["audit"], records["note"]
    problems = _read_texts(notes, "note", texts, entries)
    problems += _read_texts(records["addendum"], "addendum", texts, entries)
    by_id = {note["id"]: note for note in notes}
    with _sound("A client, the practice or an addendum without its note"):
        for addendum in records["addendum"]:
            by_id[addendum["note"]]["addenda"].append(addendum)
        for client in records["client"]:
            client |= _parse(client["contacts"], "contacts")
        profiles = [_parse(row["profile"], "practice") for row in records["practice"]]
    result: Json = {"vault_id": header["vault_id"], "practice": profiles[0] if profiles else None}
    result |= {"clients": records["client"], "notes": notes, "entries": len(entries)}
    result["process_notes"], secrets = None, (process_passphrase, process_recovery_key)
    if secrets != (None, None):
        process = _read_compartment(folder, header, "process", *secrets)
        found = result["process_notes"] = process["process_note"]
        problems += _read_texts(found, "process-note", process["process_text"], process["audit"])
    if problems:
        raise Refused("damaged", " ".join(problems), result)
    return result


def main() -> int:
    """Print a vault as JSON; a refusal goes to standard error, with the exit code of the page."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    add = parser.add_argument
    add("folder", type=Path)
    options = {"passphrase": "passphrase", "recovery": "recovery_key"}
    for n, o in (options | {f"process-{n}": f"process_{o}" for n, o in options.items()}).items():
        add(f"--{n}-file", dest=o, type=lambda f: Path(f).read_text("utf-8").removesuffix("\n"))
    try:
        found, code = read_vault(**vars(parser.parse_args())), 0
    except Refused as refused:
        sys.stderr.write(f"{refused.kind}: {refused}\n")
        found, code = refused.rest, EXIT_CODES[refused.kind]
    sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n" if found else "")
    return code


if __name__ == "__main__":
    sys.exit(main())
