"""Checks detached signatures of minisign: Ed25519 over the BLAKE2b-512 digest of a file.

Format: https://jedisct1.github.io/minisign/. Only signatures over the digest are known, those that
stock minisign makes since 0.10; older ones are over the whole file.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass, field

from vault.crypto.signature import is_signed

_KEY, _HASHED = b"Ed", b"ED"
_UNTRUSTED, _TRUSTED = "untrusted comment: ", "trusted comment: "
_MOST = 4_096
"""Bytes of a key or signature file: each has lines of at most a thousand."""


@dataclass(frozen=True)
class SignerKey:
    """A public key of 32 bytes with its `number` of 8, by which a signature names it."""

    number: bytes
    public_key: bytes


@dataclass(frozen=True)
class FileSignature:
    """What a signature file has: which key, two signatures of 64 bytes, and a `comment` of it."""

    number: bytes
    signature: bytes
    comment: str = field(repr=False)
    whole: bytes

    def is_of(self, signer: SignerKey, data: bytes) -> bool:
        """Tell whether the key signed exactly these bytes, and then the comment with it."""
        if self.number != signer.number:
            return False
        digest = hashlib.blake2b(data, digest_size=64).digest()
        said = self.signature + self.comment.encode()
        return is_signed(signer.public_key, self.signature, digest) and is_signed(
            signer.public_key, self.whole, said
        )


def read_key(data: bytes) -> SignerKey:
    """Return the key of a public key file, or of its one line. Raises ValueError."""
    lines = _lines(data)
    if len(lines) == 2 and lines[0].startswith(_UNTRUSTED):
        lines = lines[1:]
    if len(lines) != 1:
        raise ValueError("a public key has one line")
    packed = _unpacked(lines[0], 42)
    if packed[:2] != _KEY:
        raise ValueError("no key of Ed25519")
    return SignerKey(packed[2:10], packed[10:])


def key_of(number: str, public_key: str) -> SignerKey:
    """Return a key that is kept in hex."""
    return SignerKey(bytes.fromhex(number), bytes.fromhex(public_key))


def key_line(signer: SignerKey) -> str:
    """Return the one line of a public key, as minisign writes it."""
    return base64.b64encode(_KEY + signer.number + signer.public_key).decode()


def read_signature(data: bytes) -> FileSignature:
    """Return what a signature file says. Raises ValueError for one that is none, or of old form."""
    lines = _lines(data)
    if len(lines) != 4 or not lines[0].startswith(_UNTRUSTED) or not lines[2].startswith(_TRUSTED):
        raise ValueError("a signature file has four lines")
    packed = _unpacked(lines[1], 74)
    if packed[:2] != _HASHED:
        raise ValueError("a signature is over the digest")
    comment = lines[2].removeprefix(_TRUSTED)
    return FileSignature(packed[2:10], packed[10:], comment, _unpacked(lines[3], 64))


def _lines(data: bytes) -> list[str]:
    if len(data) > _MOST:
        raise ValueError("larger than a key or a signature")
    text = data.decode().replace("\r\n", "\n")
    return text.removesuffix("\n").split("\n")


def _unpacked(line: str, size: int) -> bytes:
    """Return the bytes of a line of base64, which is written in one way alone."""
    try:
        packed = base64.b64decode(line, validate=True)
    except binascii.Error as error:
        raise ValueError("no base64") from error
    if len(packed) != size or base64.b64encode(packed).decode() != line:
        raise ValueError("no base64 of this length")
    return packed
