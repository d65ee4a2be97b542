"""Rebuilds a vault's folder from a backup place without Strongroom. Python 3.8 and nothing else.

    python3 rebuild_backup.py PLACE VAULT [SNAPSHOT]

PLACE is the folder that holds `snapshots` and `blocks`; VAULT is a folder to make; SNAPSHOT is the
name of a folder in `snapshots`, or the newest that is whole. Every block is checked. What is
rebuilt is encrypted as the vault was: read_vault.py opens it. Written from docs/formats/backup.md.
Apache License 2.0.
"""

import hashlib
import json
import os
import sys
from pathlib import Path


def copied(source, folder, file):
    """Copy the sealed file of a document; return whether it is whole."""
    os.makedirs(folder, 0o700, exist_ok=True)
    digest = hashlib.sha256()
    opener = lambda path, flags: os.open(path, flags, 0o600)  # noqa: E731
    with open(folder / source.name, "wb", opener=opener) as out:
        try:
            with open(source, "rb") as sealed:
                for piece in iter(lambda: sealed.read(1048576), b""):
                    digest.update(piece)
                    out.write(piece)
        except OSError:
            pass
    whole = digest.hexdigest() == file["sha256"]
    print(f"{file['name']}: {file['size']} bytes, {'whole' if whole else 'DAMAGED'}")
    return whole


def main(arguments):
    """Rebuild what the arguments name; return the exit code."""
    if len(arguments) not in (2, 3):
        print(__doc__)
        return 2
    place, vault = Path(arguments[0]), Path(arguments[1])
    names = sorted(each.name for each in (place / "snapshots").iterdir() if each.name[0].isdigit())
    whole = [name for name in names if not name.endswith(".damaged")] or names
    snapshot = place / "snapshots" / (arguments[2] if arguments[2:] else whole[-1])
    manifest = json.loads((snapshot / "manifest.json").read_bytes().partition(b"\n")[0])
    os.mkdir(vault, 0o700)
    damaged = 0
    for file in manifest["files"]:
        target, before, blocks = vault / os.path.basename(file["name"]), damaged, file.get("blocks")
        if file["name"].startswith("documents/"):
            damaged += not copied(place / "documents" / target.name, vault / "documents", file)
            continue
        with open(target, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            if not blocks:
                data = (snapshot / target.name).read_bytes()
                damaged += hashlib.sha256(data).hexdigest() != file["sha256"]
                out.write(data)
            for at in range(0, len(blocks or ""), 64):
                name = blocks[at : at + 64]
                try:
                    block = (place / "blocks" / name[:2] / name).read_bytes()
                except OSError:
                    block = b""
                if hashlib.sha256(block).hexdigest() != name:
                    damaged += 1
                    size = min(manifest.get("block_size", 65536), file["size"] - out.tell())
                    block = block.ljust(size, b"\0")[:size]
                out.write(block)
        print(f"{target.name}: {file['size']} bytes, {'DAMAGED' if damaged > before else 'whole'}")
    print(f"Rebuilt {snapshot.name} of {manifest['made_at']} in {vault}; damaged blocks: {damaged}")
    return 4 if damaged else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
