"""Sealing small things to an age X25519 recipient (age-encryption.org/v1), as stock `age` does."""

import contextlib
import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import pyrage

from vault.errors import Damaged, WrongSecret
from vault.translation import _

_IDENTITY = re.compile(r"(?<![0-9A-Z])AGE-SECRET-KEY-1[0-9A-Z]{58}(?![0-9A-Z])")
_RECIPIENT = re.compile(r"age1[0-9a-z]{58}\Z")
SECRET_SIZE = 32
"""Bytes of an identity's secret key."""


class Source(Protocol):
    """What a stream is read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, none at the end."""


class Sink(Protocol):
    """What a stream is written to."""

    def write(self, data: bytes, /) -> int:
        """Take all of the bytes; return how many."""

    def flush(self) -> None:
        """Let go of what waits."""


_PREFIX = "AGE-SECRET-KEY-"
_DIGITS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_SECRET_DIGITS, _CHECK_DIGITS, _PADDING = 52, 6, 4
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def new_identity() -> str:
    """Return a fresh identity, `AGE-SECRET-KEY-1…`."""
    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """Return the recipient, `age1…`, that an identity opens.

    Raises WrongSecret when the identity is mistyped: its checksum (bech32, BIP 173) tells.
    """
    return str(_identity(identity).to_public())


def secret_of(identity: str) -> bytes:
    """Return the SECRET_SIZE bytes of an identity's X25519 secret key.

    Raises WrongSecret when the identity is mistyped.
    """
    _identity(identity)
    number = 0
    for digit in identity.upper()[len(_PREFIX) + 1 : -_CHECK_DIGITS]:
        number = number << 5 | _DIGITS.index(digit)
    return (number >> _PADDING).to_bytes(SECRET_SIZE, "big")


def identity_of(secret: bytes) -> str:
    """Return the identity of a secret key of SECRET_SIZE bytes; its checksum is of BIP 173."""
    number = int.from_bytes(secret, "big") << _PADDING
    digits = [number >> 5 * place & 31 for place in reversed(range(_SECRET_DIGITS))]
    prefix = _PREFIX.lower().encode()
    check = 1
    for value in [
        *(letter >> 5 for letter in prefix),
        0,
        *(letter & 31 for letter in prefix),
        *digits,
        *[0] * _CHECK_DIGITS,
    ]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, constant in enumerate(_GENERATOR):
            check ^= constant if top >> bit & 1 else 0
    check ^= 1
    digits += [check >> 5 * place & 31 for place in reversed(range(_CHECK_DIGITS))]
    return f"{_PREFIX}1" + "".join(_DIGITS[digit] for digit in digits)


def find_identity(text: str) -> str:
    """Return the identity that stands in `text`, such as the printed key or a key file.

    Spaces within the key and lower case do not matter. Raises WrongSecret when there is none.
    """
    for line in text.splitlines():
        if not line.lstrip().startswith("#"):
            match = _IDENTITY.search(re.sub(r"\s+", "", line).upper())
            if match:
                return match[0]
    raise WrongSecret(
        _("This is not a recovery key."),
        hint=_("Check the key: it begins with AGE-SECRET-KEY-1 and has 74 characters."),
    )


def is_recipient(text: str) -> bool:
    """Tell whether `text` has the form of an age recipient."""
    return _RECIPIENT.match(text) is not None


def seal_to(recipient: str, plain: bytes) -> bytes:
    """Return an age file with `plain` sealed to one recipient.

    Raises Damaged for a recipient that is none.
    """
    return seal_to_all([recipient], plain)


def seal_to_all(recipients: Sequence[str], plain: bytes) -> bytes:
    """Return an age file with `plain` sealed to each of some recipients, at least one.

    Raises Damaged for a recipient that is none.
    """
    try:
        keys = [pyrage.x25519.Recipient.from_str(each) for each in recipients]
        return bytes(pyrage.encrypt(plain, keys))
    except (pyrage.RecipientError, ValueError):
        raise Damaged(_("A recipient of the vault is damaged.")) from None


def open_sealed(identity: str, sealed: bytes) -> bytes:
    """Return what was sealed.

    Raises WrongSecret when the identity is mistyped or another one is needed, and Damaged is left
    to the caller that knows the recipient was the right one.
    """
    try:
        return bytes(pyrage.decrypt(sealed, [_identity(identity)]))
    except (pyrage.DecryptError, ValueError):
        raise WrongSecret(_("This key does not open it.")) from None


def seal_stream(recipient: str, source: Source, sink: Sink) -> None:
    """Seal all of a stream to one recipient, in constant memory; what streams raise comes through.

    Raises Damaged for a recipient that is none.
    """
    try:
        key = pyrage.x25519.Recipient.from_str(recipient)
    except (pyrage.RecipientError, ValueError):
        raise Damaged(_("A recipient of the vault is damaged.")) from None
    with _as_raised(reader := _Kept(source), writer := _Kept(sink)):
        pyrage.encrypt_io(reader, writer, [key])


def open_stream(identity: str, source: Source, sink: Sink) -> None:
    """Write what was sealed in a stream to another one, in constant memory.

    What is written before the end is proved piece by piece, but not that it is all. Raises
    WrongSecret when the identity is mistyped, Damaged when it does not open the stream or the
    stream is not what was sealed; what streams raise comes through.
    """
    key = _identity(identity)
    with _as_raised(reader := _Kept(source), writer := _Kept(sink)):
        pyrage.decrypt_io(reader, writer, [key])


class _Kept:
    """A stream that remembers what it raised: the library would give it back as words alone."""

    def __init__(self, stream: Source | Sink) -> None:
        self._stream = stream
        self.raised: BaseException | None = None

    def read(self, size: int) -> bytes:
        return bytes(self._call("read", size))

    def write(self, data: bytes) -> int:
        return int(self._call("write", data))

    def flush(self) -> None:
        self._call("flush")

    def _call(self, name: str, *values: object) -> Any:
        try:
            return getattr(self._stream, name)(*values)
        except BaseException as error:
            self.raised = error
            raise


@contextlib.contextmanager
def _as_raised(*streams: _Kept) -> Iterator[None]:
    try:
        yield
    except (pyrage.EncryptError, pyrage.DecryptError, OSError, ValueError):
        for stream in streams:
            if stream.raised is not None:
                raise stream.raised from None
        raise Damaged(_("This sealed file is not what was written.")) from None


def _identity(identity: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(identity)
    except (pyrage.IdentityError, ValueError):
        raise WrongSecret(
            _("This recovery key is mistyped."), hint=_("Check the key, character by character.")
        ) from None
