"""records.head and process.head: how far a compartment had come. See docs/formats/vault.md."""

from dataclasses import dataclass
from typing import Any

from vault.crypto.mac import mac, same
from vault.errors import Damaged, VaultError
from vault.format.fields import exact_fields, hex_text, whole_number
from vault.format.key_slots import Place
from vault.model.audit import Mark
from vault.model.canonical import canonical, parse_canonical
from vault.translation import _

HEAD_LIMIT = 4_096


@dataclass(frozen=True)
class ClosedFile:
    """The size in bytes and the SHA-256 of a database as it was when it was last closed.

    A backup checks the process database against this without its key.
    """

    size: int
    sha256: str


@dataclass(frozen=True)
class Head:
    """The mark a compartment had reached and, once closed, its file."""

    mark: Mark
    closed: ClosedFile | None = None


def write_head(head: Head, place: Place, key: bytes) -> bytes:
    """Return the bytes of a head file: one line of canonical JSON, one of its MAC in hex."""
    fields: dict[str, Any] = {
        "vault_id": place.vault_id,
        "compartment": place.compartment,
        "epoch": place.epoch,
        "seq": head.mark.seq,
        "chain_head": head.mark.chain_head,
        "generation": head.mark.generation,
    }
    if head.closed is not None:
        fields["closed"] = {"size": head.closed.size, "sha256": head.closed.sha256}
    line = canonical(fields)
    return line + b"\n" + mac(key, line).hex().encode() + b"\n"


def parse_head(data: bytes, place: Place, key: bytes) -> Head:
    """Return what a head file says.

    Raises Damaged when it is not what was written for this place under this key.
    """
    line, _newline, rest = data.partition(b"\n")
    if len(data) > HEAD_LIMIT or not same(rest, mac(key, line).hex().encode() + b"\n"):
        raise Damaged(_("The head file is not what was written."))
    fields = exact_fields(
        parse_canonical(line),
        {"vault_id", "compartment", "epoch", "seq", "chain_head", "generation"},
        {"closed"},
    )
    if Place(fields["vault_id"], fields["compartment"], fields["epoch"]) != place:
        raise Damaged(_("The head file belongs to another vault, compartment or epoch."))
    mark = Mark(
        seq=whole_number(fields["seq"], 0),
        chain_head=hex_text(fields["chain_head"], 32),
        generation=whole_number(fields["generation"], 1),
    )
    return Head(mark, _parse_closed(fields["closed"]) if "closed" in fields else None)


def claimed_closed(data: bytes) -> ClosedFile | None:
    """Return what a head file says of its closed database, not proved: whoever lacks the key.

    None when it says nothing, or is no head file.
    """
    try:
        return _parse_closed(parse_canonical(data.partition(b"\n")[0])["closed"])
    except (KeyError, VaultError):
        return None


def _parse_closed(value: Any) -> ClosedFile:
    fields = exact_fields(value, {"size", "sha256"})
    return ClosedFile(whole_number(fields["size"], 0), hex_text(fields["sha256"], 32))
