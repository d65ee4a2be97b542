"""The format page, done by hand: a co-signature proved and a supervisor's key opened without us."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.practice import NOON, a_client, a_note
from tests.storage.test_database import derive_once, place_of, raw_connection
from vault.crypto.kdf import KdfCost, derive
from vault.model.cosignature import Supervisor
from vault.model.ids import SupervisorId, new_id
from vault.model.practice import Licensee
from vault.open_vault import OpenVault

HERS = "seven quiet lanterns by the harbor"
INES = Licensee(name="Ines Okafor", credential="LICSW", license_number="SW-000001", state="MA")


def canonical(value: object) -> bytes:
    """Return canonical JSON as section 2 has it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def test_a_cosignature_and_its_key_are_what_the_page_says(
    path: Path, vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive_once(monkeypatch)
    client = vault.clients.add([a_client()])[0]
    ines = vault.cosignatures.add(Supervisor(SupervisorId(new_id()), INES, NOON.date()), HERS)
    note = vault.notes.sign(vault.notes.begin([a_note(client)])[0].id)
    vault.cosignatures.cosign(ines.id, note.id, [note.id], HERS)
    vault.close()
    connection = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))

    def row_of(table: str, columns: str, where: str) -> dict[str, str | None]:
        row = connection.execute(f"SELECT {columns} FROM {table} WHERE {where}").fetchone()
        return dict(zip(columns.split(", "), row, strict=True))

    signed = "id, subject, note, supervisor, how, day, document, cosigned_at"
    row = row_of("cosignature", f"{signed}, cosigned_by, public_key, signature", "1")
    seal = row_of("note_text", "seal", f"owner = '{note.id}'")["seal"]
    supervisor = row_of("supervisor", "public_key, wrapped", f"id = '{ines.id}'")
    connection.close()
    by = json.loads(row["cosigned_by"] or "")
    message = {name: row[name] for name in signed.split(", ")} | {
        "kind": "cosignature",
        "seal": seal,
        "cosigned_by": {
            name: by[name] for name in ("credential", "license_number", "name", "state")
        },
    }
    public = bytes.fromhex(row["public_key"] or "")
    Ed25519PublicKey.from_public_bytes(public).verify(
        bytes.fromhex(row["signature"] or ""), canonical(message)
    )
    kept = json.loads(supervisor["wrapped"] or "")
    cost = KdfCost(t=kept["t"], p=kept["p"], m=kept["m"])
    guess = derive(HERS, bytes.fromhex(kept["salt"]), cost)
    info = b"strongroom/1/cosigning"
    key = HKDF(SHA256(), 32, bytes.fromhex(ines.id), info).derive(guess)
    associated = canonical({"public_key": supervisor["public_key"], "supervisor": ines.id})
    private = AESGCM(key).decrypt(
        bytes.fromhex(kept["nonce"]), bytes.fromhex(kept["wrapped"]), associated
    )
    opened = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    assert opened == public
