"""Ways to falsify an exported audit chain, and where each first shows."""

import copy
import hashlib
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]
Entry = dict[str, Any]


@dataclass(frozen=True)
class Falsified:
    """A changed chain as text; the number of its first bad entry, or None when only a mark tells.

    `entries` are the changed ones, where the product can be asked about them too.
    """

    text: str
    first_bad: int | None
    entries: list[Entry] | None = None


def hashed(entry: Entry) -> Entry:
    """Return the entry under the right hash of its fields, as a forger would leave it."""
    fields = {name: value for name, value in entry.items() if name != "hash"}
    line = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return fields | {"hash": hashlib.sha256(line.encode("ascii")).hexdigest()}


def falsify(kind: str, document: Document, dice: random.Random) -> Falsified:
    """Return the chain falsified in one way."""
    changed = copy.deepcopy(document)
    entries: list[Entry] = changed["entries"]
    place = dice.randrange(len(entries))
    if kind in _IN_TEXT:
        return Falsified(*_IN_TEXT[kind](changed, place, dice))
    first_bad = KINDS[kind](entries, place, dice)
    return Falsified(json.dumps(changed), first_bad, entries)


def _other_text(text: str, dice: random.Random) -> str:
    place = dice.randrange(len(text) + 1)
    added = dice.choice("0a9fz:é\u2028\U0001f600")
    changed = text[:place] + added + text[place + dice.choice((0, 1)) :]
    return changed if changed != text else text + "0"


def _edit_text(entries: list[Entry], place: int, dice: random.Random) -> int:
    name = dice.choice(("at", "way_in", "action", "subject", "previous", "hash"))
    entries[place][name] = _other_text(entries[place][name], dice)
    return place + 1


def _edit_hash_digit(entries: list[Entry], place: int, dice: random.Random) -> int:
    name = dice.choice(("previous", "hash"))
    text, digit = entries[place][name], dice.randrange(64)
    other = dice.choice(sorted(set("0123456789abcdef") - {text[digit]}))
    entries[place][name] = text[:digit] + other + text[digit + 1 :]
    return place + 1


def _edit_client(entries: list[Entry], place: int, dice: random.Random) -> int:
    client = entries[place]["client"]
    entries[place]["client"] = "0" * 32 if client is None else dice.choice((None, "", client[1:]))
    return place + 1


def _edit_seq(entries: list[Entry], place: int, dice: random.Random) -> int:
    entries[place]["seq"] += dice.choice((-100, -1, 1, 2**70))
    return place + 1


def _edit_detail(entries: list[Entry], place: int, dice: random.Random) -> int:
    detail = entries[place]["detail"]
    if detail and dice.random() < 0.7:
        name = dice.choice(sorted(detail))
        if dice.random() < 0.3:
            del detail[name]
        else:
            value = detail[name]
            detail[name] = value + 1 if isinstance(value, int) else _other_text(value, dice)
    else:
        detail["count"] = detail.get("count", 0) + dice.randrange(1, 9)
    return place + 1


def _edit_type(entries: list[Entry], place: int, dice: random.Random) -> int:
    name = dice.choice(sorted(entries[place]))
    values = [None, True, 7, [], {}, "x", [entries[place][name]], {"a": None}, {"a": [1]}]
    others = [value for value in values if value != entries[place][name]]
    entries[place][name] = dice.choice(others)
    return place + 1


def _leave_field_out(entries: list[Entry], place: int, dice: random.Random) -> int:
    del entries[place][dice.choice(sorted(entries[place]))]
    return place + 1


def _add_field(entries: list[Entry], place: int, dice: random.Random) -> int:
    entries[place][dice.choice(("note", "Seq", "hash "))] = "not hashed"
    return place + 1


def _edit_and_hash_anew(entries: list[Entry], place: int, dice: random.Random) -> int | None:
    """Forge one entry with its hash: the next one gives it away."""
    place = dice.randrange(len(entries))
    _edit_detail(entries, place, dice)
    entries[place] = hashed(entries[place])
    return place + 2 if place + 1 < len(entries) else None


def _edit_link_and_hash_anew(entries: list[Entry], place: int, dice: random.Random) -> int:
    _edit_hash_digit(entries, place, dice)
    entries[place]["previous"] = hashlib.sha256(dice.randbytes(8)).hexdigest()
    entries[place] = hashed(entries[place])
    return place + 1


def _rewrite_tail(entries: list[Entry], place: int, dice: random.Random) -> None:
    """Forge every entry to the end, hashes and all: only a mark tells."""
    _edit_detail(entries, place, dice)
    for number in range(place, len(entries)):
        if number:
            entries[number]["previous"] = entries[number - 1]["hash"]
        entries[number] = hashed(entries[number])


def _delete(entries: list[Entry], place: int, dice: random.Random) -> int:
    place = dice.randrange(len(entries) - 1)
    del entries[place]
    return place + 1


def _cut_middle(entries: list[Entry], place: int, dice: random.Random) -> int:
    start, end = sorted(dice.sample(range(len(entries)), 2))
    del entries[start:end]
    return start + 1


def _cut_tail(entries: list[Entry], place: int, dice: random.Random) -> None:
    del entries[place:]


def _swap(entries: list[Entry], place: int, dice: random.Random) -> int:
    one, other = sorted(dice.sample(range(len(entries)), 2))
    entries[one], entries[other] = entries[other], entries[one]
    return one + 1


def _move(entries: list[Entry], place: int, dice: random.Random) -> int:
    one, other = dice.sample(range(len(entries)), 2)
    entries.insert(other, entries.pop(one))
    return min(one, other) + 1


def _duplicate(entries: list[Entry], place: int, dice: random.Random) -> int:
    target = dice.randrange(len(entries))
    entries.insert(target, copy.deepcopy(entries[place]))
    return target + 2 if target == place else target + 1


def _insert_forged(entries: list[Entry], place: int, dice: random.Random) -> int:
    """Insert an entry with right number, link and hash: the one behind it gives it away."""
    forged = copy.deepcopy(entries[place]) | {"subject": "forged"}
    entries.insert(place, hashed(forged))
    return place + 2


def _key_twice(document: Document, place: int, dice: random.Random) -> tuple[str, int]:
    entry = document["entries"][place]
    name = dice.choice(sorted(entry))
    document["entries"][place] = "HERE"
    value = dice.choice(("1", '"x"', "null", json.dumps(entry[name])))
    doubled = json.dumps(entry)[:-1] + f', "{name}": {value}' + "}"
    return json.dumps(document).replace('"HERE"', doubled), place + 1


def _no_integer(document: Document, place: int, dice: random.Random) -> tuple[str, int]:
    name, number = dice.choice(("seq", "detail")), dice.choice(("1.0", "1e2", "NaN", "-Infinity"))
    document["entries"][place][name] = "HERE" if name == "seq" else {"count": "HERE"}
    return json.dumps(document).replace('"HERE"', number), place + 1


def _other_vault(document: Document, place: int, dice: random.Random) -> tuple[str, int]:
    if dice.random() < 0.5:
        document["vault_id"] = dice.randbytes(16).hex()
    else:
        document["compartment"] = "process"
    return json.dumps(document), 1


_IN_TEXT: dict[str, Callable[[Document, int, random.Random], tuple[str, int]]] = {
    "key twice": _key_twice,
    "number that is no integer": _no_integer,
    "taken for another chain": _other_vault,
}
KINDS: dict[str, Callable[[list[Entry], int, random.Random], int | None]] = {
    "text edited": _edit_text,
    "hash edited": _edit_hash_digit,
    "client edited": _edit_client,
    "number edited": _edit_seq,
    "detail edited": _edit_detail,
    "type changed": _edit_type,
    "field left out": _leave_field_out,
    "field added": _add_field,
    "edited and hashed anew": _edit_and_hash_anew,
    "link edited and hashed anew": _edit_link_and_hash_anew,
    "deleted": _delete,
    "middle cut out": _cut_middle,
    "swapped": _swap,
    "moved": _move,
    "duplicated": _duplicate,
    "inserted with right hash": _insert_forged,
    "tail cut off": _cut_tail,
    "tail written anew": _rewrite_tail,
}
ALL_KINDS = (*KINDS, *_IN_TEXT)
