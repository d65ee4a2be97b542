"""Makes rule files as somebody else would, signed as minisign signs."""

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vault.crypto.signature import Signer, new_signing_key, public_key

VERMONT = """
[[rule]]
id = "vt-made-up"
jurisdiction = "US-VT"
licences = ["LCMHC"]
cite = "Made-up rule 1"
status = "seen"
source_seen = "https://law.example/vt"
through = 2026-11-01
scope = "client_record"
[[rule.clause]]
id = "9y"
applies = "always"
from = ["last_contact"]
add = "P9Y"
"""


def massachusetts(years: int, *, more: str = "") -> str:
    """Return a made-up text of the rule of Massachusetts, of so many years."""
    return f"""
[[rule]]
id = "ma-allied"
jurisdiction = "US-MA"
licences = ["LMHC", "LMFT", "LRC", "LEP"]
cite = "262 CMR 8.02(1)(b)"
status = "seen"
source_seen = "https://law.example/ma"
through = 2026-11-01
scope = "client_record"
{more}
[[rule.clause]]
id = "7y"
applies = "always"
from = ["last_contact"]
add = "P{years}Y"
"""


def rule_text(*rules: str, reviewed: date = date(2026, 11, 22)) -> str:
    """Return a rule file of these tables."""
    return f"schema = 1\nreviewed = {reviewed.isoformat()}\n" + "".join(rules)


@dataclass(frozen=True)
class Maker:
    """Somebody who makes rule files, with a key."""

    key: bytes = field(default_factory=new_signing_key, repr=False)
    number: bytes = b"\x01\x02\x03\x04\x05\x06\x07\x08"

    @property
    def public(self) -> bytes:
        """The public key file."""
        packed = base64.b64encode(b"Ed" + self.number + public_key(self.key))
        return b"untrusted comment: minisign public key\n" + packed + b"\n"

    def signature(
        self, data: bytes, comment: str = "timestamp:1764000000\tfile:rules.toml"
    ) -> bytes:
        """Return the signature file of some bytes."""
        signer = Signer(self.key)
        own = signer.sign(hashlib.blake2b(data, digest_size=64).digest())
        whole = signer.sign(own + comment.encode())
        return b"".join(
            [
                b"untrusted comment: signature from minisign secret key\n",
                base64.b64encode(b"ED" + self.number + own) + b"\n",
                f"trusted comment: {comment}\n".encode(),
                base64.b64encode(whole) + b"\n",
            ]
        )

    def write(self, folder: Path, text: str, name: str = "rules.toml", *, key: bool = True) -> Path:
        """Write a rule file with its signature, and the public key beside it; return its path."""
        path = folder / name
        path.write_bytes(text.encode())
        path.with_name(name + ".minisig").write_bytes(self.signature(text.encode()))
        if key:
            path.with_name(name + ".pub").write_bytes(self.public)
        return path
