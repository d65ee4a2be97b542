"""Verifies an exported Strongroom audit chain. Needs Python 3.8 or newer and nothing else.

An audit chain lists what was done in a vault: ids, times, hashes; never what anyone said. Each
entry holds the hash of the one before, so that nobody can change, remove, move or insert one
without changing every hash behind it. This program computes every hash again, from the words of
docs/formats/audit-chain.md and without a line of Strongroom, so that anyone can check a chain:

    python3 verify_chain.py CHAIN.json
    python3 verify_chain.py CHAIN.json --head "41 · 3f2a 9c01 77be"

CHAIN.json is what `strongroom audit export VAULT` prints. --head is a mark as it stands on paper:
an entry's number and 12 or more digits of its hash (41:3f2a9c0177be will do). Only with it is a
chain noticed whose end was cut off or written anew; a chain alone cannot tell.

Exit 0: whole. Exit 4: broken, and one sentence says where first. Exit 2: not used as above.
"""

import hashlib
import json
import re
import sys
from typing import Any

FIELDS = {"seq", "at", "way_in", "action", "subject", "client", "detail", "previous", "hash"}
HASH = re.compile(r"[0-9a-f]{64}\Z")
MOMENT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\dZ\Z", re.ASCII)
MARK = re.compile(r"\s*(\d{1,15})\s*[:·]\s*((?:[0-9a-f]\s*){12,64})\Z", re.ASCII)


class Broken(Exception):
    """What is wrong with the chain, in one sentence."""


def main(arguments: "list[str]") -> int:
    """Verify the chain that the arguments name; return the exit code."""
    if len(arguments) not in (1, 3) or arguments[1:2] not in ([], ["--head"]):
        print("Use: python3 verify_chain.py CHAIN.json [--head SEQ:HASH]")
        return 2
    mark = MARK.match(arguments[2].lower()) if arguments[2:] else None
    if arguments[2:] and mark is None:
        print("--head is an entry's number and 12 to 64 digits of its hash: 41:3f2a9c0177be")
        return 2
    try:
        with open(arguments[0], "rb") as file:
            data = file.read()
    except OSError:
        print("This file cannot be read.")
        return 2
    try:
        document = read_document(data)
        notes = check_entries(document)
        if mark is not None:
            check_head(document, int(mark[1]), re.sub(r"\s", "", mark[2]))
    except Broken as broken:
        print(broken)
        return 4
    entries = document["entries"]
    last = f" The last has the hash {entries[-1]['hash']}." if entries else ""
    print(f"Whole: {len(entries)} entries.{last}{notes}")
    return 0


def read_document(data: bytes) -> "dict[str, Any]":
    """Return the exported document. Raises Broken when it is none."""
    # What ">" writes in some Windows shells is UTF-16.
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
        value = json.loads(text, object_pairs_hook=once, parse_float=no, parse_constant=no)
    except (ValueError, RecursionError):
        raise Broken("This is not JSON that a chain can be.") from None
    if type(value) is not dict or set(value) != {"format", "vault_id", "compartment", "entries"}:
        raise Broken("This is not an exported audit chain.")
    if type(value["format"]) is not int or value["format"] != 1:
        raise Broken("This chain has another format than 1.")
    vault_id, compartment = value["vault_id"], value["compartment"]
    if type(vault_id) is not str or not re.match(r"[0-9a-f]{32}\Z", vault_id):
        raise Broken("The vault id is not 32 hexadecimal digits.")
    if compartment not in ("records", "process") or type(value["entries"]) is not list:
        raise Broken("This is not the chain of a compartment.")
    return value


def once(pairs: "list[tuple[str, Any]]") -> Any:
    """Return an object of JSON, or something that is none when a key stands twice in it."""
    return dict(pairs) if len(dict(pairs)) == len(pairs) else tuple(pairs)


def no(text: str) -> float:
    """Mark a number that is no integer, for the entry it stands in to be refused."""
    return 0.5


def start_value(document: "dict[str, Any]") -> str:
    """Return what the first entry names as the hash before it."""
    text = f"strongroom/1/chain/{document['vault_id']}/{document['compartment']}"
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def check_entries(document: "dict[str, Any]") -> str:
    """Check every entry and return what is worth saying of a whole chain. Raises Broken."""
    previous, moment, back = start_value(document), "", 0
    for number, entry in enumerate(document["entries"], 1):
        fault = fault_of(entry, number, previous)
        if fault:
            raise Broken(f"Broken at entry {number}: {fault}.")
        back += entry["at"] < moment
        previous, moment = entry["hash"], entry["at"]
    return f" In {back} the clock is behind the entry before." if back else ""


def fault_of(entry: Any, number: int, previous: str) -> str:
    """Return what is wrong with the entry at a place, or nothing."""
    if type(entry) is not dict or set(entry) != FIELDS or type(entry["detail"]) is not dict:
        return "it has not the fields of an entry, each once"
    texts = [entry[name] for name in ("at", "way_in", "action", "subject", "previous", "hash")]
    if not all(type(text) is str for text in texts) or type(entry["seq"]) is not int:
        return "a value is of the wrong type"
    if not (entry["client"] is None or type(entry["client"]) is str):
        return "its client is neither text nor null"
    if not all(type(value) in (str, int) for value in entry["detail"].values()):
        return "its detail holds more than texts and whole numbers"
    if not (MOMENT.match(entry["at"]) and HASH.match(entry["previous"]) and HASH.match(texts[5])):
        return "its time or a hash is malformed"
    if entry["seq"] != number:
        return f"entry {entry['seq']} stands in its place"
    if entry["previous"] != previous:
        return "it does not follow the entry before"
    hashed = {name: value for name, value in entry.items() if name != "hash"}
    line = json.dumps(hashed, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    same = hashlib.sha256(line.encode("ascii")).hexdigest() == entry["hash"]
    return "" if same else "its hash is not that of its fields"


def check_head(document: "dict[str, Any]", seq: int, digits: str) -> None:
    """Check that the chain reaches a mark. Raises Broken."""
    hashes = [entry["hash"] for entry in document["entries"]]
    if seq > len(hashes):
        raise Broken(f"Broken at entry {len(hashes) + 1}: it is missing, the mark is of {seq}.")
    found = hashes[seq - 1] if seq else start_value(document)
    if not found.startswith(digits):
        raise Broken(f"Broken before the mark: entry {seq} has another hash, {found}.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
