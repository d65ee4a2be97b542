"""Single pages of an encrypted database, opened by hand: docs/formats/vault.md, section 6."""

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE_SIZE = 4096
SALT_SIZE = 16
_IV, _MAC = 16, 64
USABLE = PAGE_SIZE - _IV - _MAC
"""The bytes of a page that SQLite has to itself."""


class PageCipher:
    """Opens the pages of one database. `key` is 32 raw bytes, `salt` the first 16 of the file."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = key
        mac_salt = bytes(byte ^ 0x3A for byte in salt)
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, mac_salt, 2, 32)

    def is_whole(self, number: int, page: bytes) -> bool:
        """Tell whether page `number`, counted from 1, is what was written there."""
        begins = SALT_SIZE if number == 1 else 0
        said = page[USABLE + _IV :]
        message = page[begins : USABLE + _IV] + number.to_bytes(4, "little")
        return hmac.compare_digest(hmac.digest(self._mac_key, message, "sha512"), said)

    def opened(self, page: bytes) -> bytes:
        """Return the `USABLE` bytes of a page, from page 2 on, as SQLite wrote them."""
        cipher = Cipher(algorithms.AES(self._key), modes.CBC(page[USABLE : USABLE + _IV]))
        return cipher.decryptor().update(page[:USABLE])
