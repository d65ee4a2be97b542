"""Files of rules that came in, each signed by its maker, and the keys that the licensee trusts."""

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from vault.errors import BadInput, NotAllowed
from vault.model.canonical import canonical
from vault.model.ids import RuleFileId
from vault.model.rule_table import RuleTable, read_rules
from vault.model.text import clean_name
from vault.translation import _

_FINGERPRINT = re.compile(r"[0-9a-f]{32}\Z", re.ASCII)


@dataclass(frozen=True)
class RuleKey:
    """The public key of somebody who makes rule files, in hex, under the name you gave it.

    `number` is that by which a signature names the key, in hex.
    """

    key: str
    number: str
    label: str = field(repr=False)
    trusted_at: datetime
    trusted_by: str = field(default="", repr=False)

    def cleaned(self) -> "RuleKey":
        """Return it with its name normalised. Raises BadInput for a name that says nothing."""
        return replace(self, label=clean_name(self.label, _("The name of the key")).strip())

    @property
    def fingerprint(self) -> str:
        """What two people compare."""
        return fingerprint(self.key)


@dataclass(frozen=True)
class RuleFile:
    """A file of rules as it came in, whole: its `text`, and its signature file as `signed`.

    `key` is the public key that signed it, in hex, `signed_by` what that was called then. The
    signature of the vault is the licensee's over `signed_message`: made when the file came in, and
    again when it was taken back.
    """

    id: RuleFileId
    came_at: datetime
    came_by: str = field(repr=False)
    name: str = field(repr=False)
    text: str = field(repr=False)
    signed: str = field(repr=False)
    key: str
    signed_by: str = field(repr=False)
    taken_back_at: datetime | None = None
    public_key: str = ""
    signature: str = ""

    @property
    def data(self) -> bytes:
        """The bytes of the file, as they were signed."""
        return self.text.encode()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file, in hex."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def table(self) -> RuleTable:
        """The rules that it brought."""
        return read_rules(self.data)

    @property
    def reviewed(self) -> date:
        """The day on which its maker looked at the rules."""
        return self.table.reviewed

    def taken_back(self, at: datetime) -> "RuleFile":
        """Return this as taken back, not yet signed. Raises NotAllowed where it was."""
        if self.taken_back_at is not None:
            raise NotAllowed(_("These rules were taken back already."))
        return replace(self, taken_back_at=at, public_key="", signature="")


def fingerprint(key: str) -> str:
    """Return the first 32 hex digits of the SHA-256 of a public key in hex, in groups of four.

    128 bits: nobody can make another key with the same.
    """
    digits = hashlib.sha256(bytes.fromhex(key)).hexdigest()[:32]
    return " ".join(digits[i : i + 4] for i in range(0, 32, 4))


def is_fingerprint_of(typed: str, key: str) -> bool:
    """Tell whether somebody typed the fingerprint of a key, in groups or not.

    Raises BadInput for what is no fingerprint, a part of one too.
    """
    digits = "".join(typed.split()).lower()
    if not _FINGERPRINT.match(digits):
        raise BadInput(_("A fingerprint has 32 digits and letters of a to f."))
    return digits == "".join(fingerprint(key).split())


def signed_message(file: RuleFile) -> bytes:
    """Return what the licensee's signature is over, of a file that stands or was taken back."""
    taken_back = file.taken_back_at.isoformat() if file.taken_back_at is not None else ""
    return canonical(
        {
            "rule_file": file.id,
            "came_at": file.came_at.isoformat(),
            "came_by": file.came_by,
            "key": file.key,
            "sha256": file.sha256,
            "taken_back_at": taken_back,
        }
    )
