"""Turns a Strongroom vault into plain SQLite: python3 read_vault.py VAULT KEY-FILE OUT-FOLDER.

VAULT is the vault's folder, KEY-FILE a text file with its recovery key (AGE-SECRET-KEY-1…). Needs
`age` (age-encryption.org), and Python with the package `cryptography`. Anyone can read what it
writes: delete it after use. Written from docs/formats/vault.md. Apache License 2.0.
"""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, MAC, IV = 4096, 64, 16


def unwrap(slots, key_file):
    """Return what the key opens: vault id, compartment, epoch and key; or None."""
    for slot in slots:
        if "recipient" in slot:
            command, sealed = ["age", "-d", "-i", key_file], base64.b64decode(slot["ct"])
            done = subprocess.run(command, input=sealed, capture_output=True, check=False)
            if done.returncode == 0:
                return json.loads(done.stdout)
    return None


def pages(data, key):
    """Yield the pages of an encrypted database as plain SQLite, and whether each is whole."""
    salt = data[:16]
    mac_key = hashlib.pbkdf2_hmac("sha512", key, bytes(b ^ 0x3A for b in salt), 2, 32)
    for number, at in enumerate(range(0, len(data), PAGE), 1):
        page = data[at + (16 if number == 1 else 0) : at + PAGE]
        text, iv, mac = page[: -MAC - IV], page[-MAC - IV : -MAC], page[-MAC:]
        whole = hmac.digest(mac_key, text + iv + number.to_bytes(4, "little"), "sha512") == mac
        plain = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor().update(text)
        yield (b"SQLite format 3\0" if number == 1 else b"") + plain + iv + mac, whole


vault, key_file, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
header = json.loads((vault / "vault.json").read_bytes().partition(b"\n")[0])
for name in ("records", "process"):
    part = header["compartments"].get(name)
    opened = unwrap(part["slots"], key_file) if part else None
    if opened is None:
        print(f"{name}: this key does not open it")
        continue
    info, salt = b"strongroom/1/sqlcipher", bytes.fromhex(opened["vault_id"])
    secret = hmac.digest(salt, base64.b64decode(opened["key"]), "sha256")
    key = hmac.digest(secret, info + b"\1", "sha256")
    found = list(pages((vault / f"{name}-{opened['epoch']}.db").read_bytes(), key))
    os.makedirs(out, mode=0o700, exist_ok=True)
    (out / f"{name}.sqlite").write_bytes(b"".join(page for page, _whole in found))
    bad = [number for number, (_page, whole) in enumerate(found, 1) if not whole]
    print(f"{name}: {len(found)} pages, damaged: {bad or 'none'} -> {out / name}.sqlite")
