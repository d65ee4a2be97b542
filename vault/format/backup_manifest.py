"""manifest.json of a snapshot: what the vault's files were, and of which blocks they are made.

See docs/formats/backup.md.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vault.crypto.mac import mac, same
from vault.errors import Damaged
from vault.format.fields import exact_fields, hex_text, newer, whole_number
from vault.model.audit import Mark
from vault.model.canonical import canonical, parse_canonical
from vault.translation import _

BACKUP_FORMAT = 1
MANIFEST_LIMIT = 256 * 1024 * 1024
BLOCK_SIZE = 32_768
"""Bytes of each block of a database but the last, as they are written now."""

DOCUMENTS = "documents"
"""The folder of sealed documents, of a vault and of a backup place."""

_OLDER_BLOCK_SIZE = 65_536
_DIGEST = 64
_DOCUMENT = re.compile(r"documents/([0-9a-f]{32})\.age\Z")
_KIND = "strongroom-backup"


@dataclass(frozen=True)
class BackedUpFile:
    """One file of the vault: its name there, its size in bytes, and what it is.

    `blocks` are the SHA-256 of a database's pieces, in order. A file without any has a `sha256` of
    its own: a document lies among those of the place, any other in the snapshot's own folder.
    """

    name: str
    size: int
    sha256: str = ""
    blocks: tuple[str, ...] = ()

    @property
    def document(self) -> str:
        """The id of the document whose sealed file it is; "" for any other file."""
        match = _DOCUMENT.match(self.name)
        return match[1] if match else ""


@dataclass(frozen=True)
class Manifest:
    """What a snapshot holds. `made_at` is UTC to the second, `records` the mark of the records.

    `process_proved` is None without process notes; `block_size` is that of its blocks, in bytes.
    """

    vault_id: str
    made_at: str
    records: Mark
    process_proved: bool | None
    files: tuple[BackedUpFile, ...]
    block_size: int = BLOCK_SIZE

    def blocks_of(self, name: str) -> tuple[str, ...]:
        """Return the blocks of a file; of one that is not there, none."""
        return next((each.blocks for each in self.files if each.name == name), ())


def write_manifest(manifest: Manifest, key: bytes) -> bytes:
    """Return the bytes of a manifest: canonical JSON, its SHA-256 and its MAC, a line each.

    The SHA-256 is for accidents, the MAC for people.
    """
    fields: dict[str, Any] = {
        "kind": _KIND,
        "format": BACKUP_FORMAT,
        "vault_id": manifest.vault_id,
        "made_at": manifest.made_at,
        "records": {
            "seq": manifest.records.seq,
            "chain_head": manifest.records.chain_head,
            "generation": manifest.records.generation,
        },
        "process_proved": manifest.process_proved,
        "block_size": manifest.block_size,
        "files": [_written(each) for each in manifest.files],
    }
    line = canonical(fields)
    return b"\n".join((line, _digest(line), mac(key, line).hex().encode(), b""))


def read_manifest(data: bytes) -> Manifest:
    """Return what a manifest says, not yet proved: only the key tells who wrote it.

    Raises Damaged for bytes that are no manifest, NewerFormat for a higher format.
    """
    line, digest, _mac = _lines(data)
    if digest != _digest(line):
        raise Damaged(_("The manifest of a backup is damaged."))
    fields = parse_canonical(line)
    if fields.get("kind") != _KIND:
        raise Damaged(_("This is no manifest of a backup."))
    if whole_number(fields.get("format"), 1) > BACKUP_FORMAT:
        raise newer()
    exact_fields(
        fields,
        {"kind", "format", "vault_id", "made_at", "records", "process_proved", "files"},
        {"block_size"},
    )
    records = exact_fields(fields["records"], {"seq", "chain_head", "generation"})
    proved, made_at, files = fields["process_proved"], fields["made_at"], fields["files"]
    if not (proved is None or isinstance(proved, bool)) or not isinstance(made_at, str):
        raise Damaged(_("The manifest of a backup is not what was written."))
    if not isinstance(files, list):
        raise Damaged(_("The manifest of a backup is not what was written."))
    block_size = whole_number(fields.get("block_size", _OLDER_BLOCK_SIZE), 1)
    return Manifest(
        vault_id=hex_text(fields["vault_id"], 16),
        made_at=made_at,
        records=Mark(
            whole_number(records["seq"], 0),
            hex_text(records["chain_head"], 32),
            whole_number(records["generation"], 1),
        ),
        process_proved=proved,
        files=_files(files, block_size),
        block_size=block_size,
    )


def check_manifest(data: bytes, key: bytes) -> None:
    """Check that who wrote a manifest had the key of the records. Raises Damaged otherwise."""
    line, _checked, written = _lines(data)
    if not same(written, mac(key, line).hex().encode()):
        raise Damaged(_("The manifest of this backup is not what was written."))


def _lines(data: bytes) -> tuple[bytes, bytes, bytes]:
    lines = data.split(b"\n")
    if len(lines) != 4 or lines[3]:
        raise Damaged(_("The manifest of a backup is damaged."))
    return lines[0], lines[1], lines[2]


def _digest(line: bytes) -> bytes:
    return hashlib.sha256(line).hexdigest().encode()


def _written(file: BackedUpFile) -> dict[str, Any]:
    what = {"blocks": "".join(file.blocks)} if file.blocks else {"sha256": file.sha256}
    return {"name": file.name, "size": file.size, **what}


def _files(values: Sequence[Any], block_size: int) -> tuple[BackedUpFile, ...]:
    files = []
    for value in values:
        # An older manifest has both: its SHA-256 of a whole database says what its blocks do.
        fields = exact_fields(value, {"name", "size"}, {"sha256", "blocks"})
        size, blocks = whole_number(fields["size"], 0), fields.get("blocks", "")
        if not isinstance(blocks, str) or len(blocks) % _DIGEST:
            raise Damaged(_("The manifest of a backup is not what was written."))
        hex_text(blocks, len(blocks) // 2)
        pieces = tuple([blocks[at : at + _DIGEST] for at in range(0, len(blocks), _DIGEST)])
        if pieces and len(pieces) != -(-size // block_size):
            raise Damaged(_("The manifest of a backup is not what was written."))
        sha256 = "" if pieces else hex_text(fields.get("sha256"), 32)
        files.append(BackedUpFile(_file_name(fields["name"]), size, sha256, pieces))
    if len({each.name for each in files}) != len(files):
        raise Damaged(_("The manifest of a backup names a file twice."))
    return tuple(files)


def _file_name(value: Any) -> str:
    """Return a name that stays within its folder. Raises Damaged for any other."""
    known = ("vault.json", "vault.json.2", "records.head", "process.head", "callsheet.age")
    if isinstance(value, str):
        stem, _dash, epoch = value.removesuffix(".db").partition("-")
        database = stem in ("records", "process") and epoch.isascii() and epoch.isdecimal()
        if value in known or _DOCUMENT.match(value) or (value.endswith(".db") and database):
            return value
    raise Damaged(_("The manifest of a backup names a file that no vault has."))
