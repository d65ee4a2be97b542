"""vault.json: the one file that can be read without a key. See docs/formats/vault.md."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from vault.crypto import age
from vault.crypto.mac import mac, same
from vault.errors import Damaged
from vault.format.fields import (
    exact_fields,
    from_base64,
    hex_text,
    newer,
    to_base64,
    whole_number,
)
from vault.format.key_slots import FORMAT, Place, Slot, parse_slot
from vault.model.canonical import canonical, parse_canonical
from vault.translation import _

RECORDS, PROCESS, CALLSHEET = "records", "process", "callsheet"
HEADER_LIMIT = 65_536
SLOT_LIMIT = 16


@dataclass(frozen=True)
class Compartment:
    """One compartment: which key it is encrypted with, how often that changed, the ways in."""

    epoch: int
    generation: int
    slots: tuple[Slot, ...]
    mac: bytes = field(default=b"", repr=False)

    def unsealed(self) -> dict[str, Any]:
        """Return the compartment as it stands in the header, without its MAC."""
        return {
            "epoch": self.epoch,
            "generation": self.generation,
            "slots": [slot.as_json() for slot in self.slots],
        }

    @property
    def next_slot_id(self) -> int:
        """The number of the next way in; numbers are never used twice in a header."""
        return 1 + max((slot.id for slot in self.slots), default=0)


@dataclass(frozen=True)
class CallSheet:
    """The compartment of the call sheet: whom callsheet.age is sealed to; nobody while empty."""

    epoch: int = 1
    recipients: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the compartment as it stands in the header."""
        return {"epoch": self.epoch, "recipients": list(self.recipients)}


@dataclass(frozen=True)
class Header:
    """What stands in vault.json. `process` is None until process notes are first used."""

    vault_id: str
    records: Compartment
    process: Compartment | None = None
    callsheet: CallSheet = CallSheet()

    def compartment(self, name: str) -> Compartment | None:
        """Return the compartment of that name, records or process."""
        return self.records if name == RECORDS else self.process

    def slots(self) -> list[tuple[str, Slot]]:
        """Return every way in with the name of its compartment, the records' first."""
        process = self.process.slots if self.process is not None else ()
        return [(RECORDS, slot) for slot in self.records.slots] + [
            (PROCESS, slot) for slot in process
        ]

    def place(self, name: str) -> Place:
        """Return where the slots of that compartment belong."""
        compartment = self.compartment(name)
        return Place(self.vault_id, name, compartment.epoch if compartment else 1)

    def with_compartment(self, name: str, compartment: Compartment, mac_key: bytes) -> "Header":
        """Return the header with that compartment in place, under a fresh MAC."""
        header = self._with(name, compartment)
        return self._with(name, replace(compartment, mac=mac(mac_key, header._message(name))))

    def _with(self, name: str, compartment: Compartment) -> "Header":
        if name == RECORDS:
            return replace(self, records=compartment)
        return replace(self, process=compartment)

    def check_mac(self, name: str, mac_key: bytes) -> None:
        """Check that who wrote a compartment had its key.

        Raises Damaged when a cost, a slot, a generation or (with the records) the call sheet's
        recipients are not what was written.
        """
        compartment = self.compartment(name)
        if compartment is None or not same(compartment.mac, mac(mac_key, self._message(name))):
            raise Damaged(
                _("The header of this vault was altered. Nothing was opened."),
                hint=_("Restore vault.json from your newest backup."),
            )

    def _message(self, name: str) -> bytes:
        compartment = self.compartment(name)
        message: dict[str, Any] = {
            "format": FORMAT,
            "vault_id": self.vault_id,
            "name": name,
            "compartment": compartment.unsealed() if compartment else None,
        }
        if name == RECORDS:
            message["callsheet"] = self.callsheet.as_json()
        return canonical(message)


def write_header(header: Header) -> bytes:
    """Return the bytes of vault.json: one line of canonical JSON, one of its SHA-256 in hex."""
    compartments: dict[str, Any] = {CALLSHEET: header.callsheet.as_json()}
    for name in (RECORDS, PROCESS):
        compartment = header.compartment(name)
        if compartment is not None:
            compartments[name] = compartment.unsealed() | {"mac": to_base64(compartment.mac)}
    line = canonical({"format": FORMAT, "vault_id": header.vault_id, "compartments": compartments})
    return line + b"\n" + hashlib.sha256(line).hexdigest().encode() + b"\n"


def parse_header(data: bytes) -> Header:
    """Return the header that the bytes of vault.json hold.

    Raises Damaged for bytes that are not what was written, and costs or counts out of bounds;
    NewerFormat for a higher format or anything not known here.
    """
    if len(data) > HEADER_LIMIT:
        raise Damaged(_("The header is larger than a header can be."))
    line, _newline, rest = data.partition(b"\n")
    if rest != hashlib.sha256(line).hexdigest().encode() + b"\n":
        raise Damaged(_("The header does not match its checksum."))
    fields = parse_canonical(line)
    version = whole_number(fields.get("format"), 1)
    if version > FORMAT:
        raise newer()
    exact_fields(fields, {"format", "vault_id", "compartments"})
    parts = exact_fields(fields["compartments"], {RECORDS, CALLSHEET}, {PROCESS})
    return Header(
        vault_id=hex_text(fields["vault_id"], 16),
        records=_parse_compartment(parts[RECORDS]),
        process=_parse_compartment(parts[PROCESS]) if PROCESS in parts else None,
        callsheet=_parse_callsheet(parts[CALLSHEET]),
    )


def _parse_compartment(value: Mapping[str, Any]) -> Compartment:
    fields = exact_fields(value, {"epoch", "generation", "mac", "slots"})
    slots = fields["slots"]
    if not isinstance(slots, list) or not 1 <= len(slots) <= SLOT_LIMIT:
        raise Damaged(_("The header has no key slots, or too many."))
    parsed = tuple(parse_slot(slot) for slot in slots)
    if len({slot.id for slot in parsed}) != len(parsed):
        raise Damaged(_("Two key slots have the same number."))
    return Compartment(
        epoch=whole_number(fields["epoch"], 1),
        generation=whole_number(fields["generation"], 1),
        slots=parsed,
        mac=from_base64(fields["mac"], 32),
    )


def _parse_callsheet(value: Mapping[str, Any]) -> CallSheet:
    fields = exact_fields(value, {"epoch", "recipients"})
    recipients = fields["recipients"]
    if not (
        isinstance(recipients, list)
        and len(recipients) <= SLOT_LIMIT
        and all(isinstance(each, str) and age.is_recipient(each) for each in recipients)
    ):
        raise Damaged(_("The recipients of the call sheet are damaged."))
    return CallSheet(whole_number(fields["epoch"], 1), tuple(recipients))
