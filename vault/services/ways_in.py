"""What one does with the ways into a compartment: list them, add one, change a passphrase."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from vault.crypto import age
from vault.crypto.kdf import KdfCost, derive, subkey, writing_cost
from vault.crypto.mac import same
from vault.errors import BadInput, Damaged, NotAllowed, StorageFailed, WrongSecret
from vault.format.key_slots import (
    IdentitySlot,
    Opened,
    PassphraseSlot,
    Slot,
    make_executor_slot,
    make_passphrase_slot,
    make_recovery_slot,
    open_identity_slot,
)
from vault.format.signing_wraps import wrap_for_passphrase, wrap_for_recovery
from vault.format.vault_header import (
    HEADER_LIMIT,
    RECORDS,
    SLOT_LIMIT,
    Compartment,
    Header,
    parse_header,
    write_header,
)
from vault.model.audit import Action, Fact
from vault.model.secret import Keep, PaperKey, wrong_recovery_key
from vault.model.share import Card, Holder, check_threshold
from vault.model.way_in import WayIn, check_licensee
from vault.storage.files import read_file, replace_file
from vault.storage.folder import VaultFolder
from vault.storage.records_store import RecordsTables
from vault.storage.store import Store, Tables
from vault.translation import _


class HeaderFile:
    """vault.json and its mirror: the header as it stands, and how it is replaced.

    Of two whole files the one of the higher generations holds: the mirror is written second, so a
    crash between the two leaves it behind.
    """

    def __init__(self, folder: VaultFolder) -> None:
        """Read both files. Raises Damaged when neither is whole, NewerFormat, StorageFailed."""
        self._folder = folder
        found: list[Header] = []
        self.broken: list[str] = []
        for path in (folder.header, folder.mirror):
            data = read_file(path, HEADER_LIMIT)
            try:
                found.append(parse_header(data or b""))
            except Damaged:
                self.broken.append(path.name)
        if not found:
            raise Damaged(
                _("The header of this vault is damaged, and so is its mirror."),
                hint=_("Restore vault.json from your newest backup."),
            )
        if found[0].vault_id != found[-1].vault_id:
            # Otherwise a header put into the wrong folder would be taken for the newer one, and
            # written over the right one.
            raise Damaged(
                _("The two headers of this vault belong to different vaults."),
                hint=_("Remove the one that was put here by mistake; its vault id tells."),
            )
        self.current = max(found, key=_age)
        self._differs = found[0] != found[-1]
        self._process_differs = found[0].process != found[-1].process

    def replace(self, header: Header) -> None:
        """Put a header in place: vault.json first, its mirror second, never both at once.

        Raises StorageFailed; before the first rename the old header stands.
        """
        data = write_header(header)
        if parse_header(data) != header:
            raise RuntimeError("A header was to be written that no reader would accept.")
        try:
            replace_file(self._folder.header, data)
        except StorageFailed:
            # Renamed, and only the folder was not synced: what is there now holds.
            if read_file(self._folder.header, HEADER_LIMIT) != data:
                raise
        self.current, self.broken = header, []
        self._differs = self._process_differs = False
        try:
            replace_file(self._folder.mirror, data)
        except StorageFailed:
            # The header holds already; the mirror is mended at the next unlock.
            self._differs = True

    def mend(self, *, process_is_open: bool) -> None:
        """Write again a copy that is broken or older, once a MAC has proved the one that holds.

        Whoever has opened only the records leaves a whole copy alone whose process compartment
        differs: nobody has proved yet which of the two opens the process notes.
        """
        proved = process_is_open or not self._process_differs
        if self.broken or (self._differs and proved):
            self.replace(self.current)


@dataclass(frozen=True)
class CompartmentKeys:
    """What an open compartment's ways in work with. `signing_key` only in the records.

    `cost` is that of a new passphrase; None measures this machine.
    """

    name: str
    opened: Opened = field(repr=False)
    cost: KdfCost | None = None
    signing_key: bytes | None = field(repr=False, default=None)


class WaysIn:
    """The ways into one open compartment."""

    def __init__(
        self, store: Store[Tables], header_file: HeaderFile, keys: CompartmentKeys
    ) -> None:
        self._store = store
        self._header_file = header_file
        self._keys = keys
        self._way_in = keys.opened.way_in

    @property
    def used(self) -> str:
        """The way in that opened this compartment, "passphrase:1"; then the one that it chose."""
        return self._way_in

    def list_all(self) -> list[WayIn]:
        """Return the ways in of this compartment; their names stand in the records."""
        return [WayIn(self._keys.name, slot.id, slot.type) for slot in self._compartment().slots]

    def is_passphrase(self, text: str) -> bool:
        """Tell whether a passphrase is one of this compartment's; takes as long as opening it."""
        return opens(text, self._header_file.current, self._keys.name)

    def is_secret(self, text: str) -> bool:
        """Tell whether a key or a passphrase opens this compartment; nothing is opened."""
        try:
            recipient = age.recipient_of(age.find_identity(text))
        except WrongSecret:
            return self.is_passphrase(text)
        return any(
            isinstance(slot, IdentitySlot) and slot.recipient == recipient
            for slot in self._compartment().slots
        )

    def prove_recovery(self, text: str) -> str:
        """Return the way in that a paper key opens; nothing is opened.

        Raises WrongSecret when it is none, mistyped, or of another compartment or vault.
        """
        wanted = ("recovery", age.recipient_of(age.find_identity(text)))
        for slot in self._compartment().slots:
            if isinstance(slot, IdentitySlot) and (slot.type, slot.recipient) == wanted:
                return f"{slot.type}:{slot.id}"
        raise wrong_recovery_key(self._keys.name)

    def change_passphrase(self, new: str) -> str:
        """Replace the passphrase that was used, or, after a recovery, every passphrase.

        Old copies of the vault still open with the old one. Returns the new way in. Raises
        NotAllowed for the passphrase of the other compartment and for executors, BadInput for an
        empty one.
        """
        check_licensee(self._way_in)
        header = self._header_file.current
        check_passphrase(new, header, self._keys.name)
        compartment = self._compartment()
        place = header.place(self._keys.name)
        slot, derived = make_passphrase_slot(
            compartment.next_slot_id,
            new,
            self._keys.opened.key,
            self._keys.cost or writing_cost(),
            place,
        )
        _check_room(len(compartment.slots))
        kept = [each for each in compartment.slots if not self._is_replaced(each)]
        if self._keys.signing_key is not None:
            wrapped = wrap_for_passphrase(self._keys.signing_key, derived, slot, header.vault_id)
            self._keep_wrap(slot, wrapped)
        self._commit((*kept, slot), Action.PASSPHRASE_CHANGED, slot)
        self._way_in = f"{slot.type}:{slot.id}"  # what the next change replaces
        return self._way_in

    def check_new_passphrase(self, new: str) -> None:
        """Check that a passphrase may be the next one of this compartment.

        Raises BadInput for an empty one, NotAllowed for that of the other compartment; it takes
        as long as opening that.
        """
        check_passphrase(new, self._header_file.current, self._keys.name)

    def add_recovery(self, keep: Keep) -> str:
        """Add a paper recovery key; `keep` gets it once, before it opens anything.

        Returns the new way in. Raises what `keep` raises, NotAllowed for executors; nothing is
        then changed.
        """
        check_licensee(self._way_in)
        header = self._header_file.current
        compartment = self._compartment()
        _check_room(len(compartment.slots) + 1)
        identity = age.new_identity()
        recipient = age.recipient_of(identity)
        slot = make_recovery_slot(
            compartment.next_slot_id,
            recipient,
            self._keys.opened.key,
            header.place(self._keys.name),
        )
        today = self._store.clock.now().date()
        keep(PaperKey(self._keys.name, header.vault_id, self._store.mark, today, identity))
        if self._keys.signing_key is not None:
            self._keep_wrap(slot, wrap_for_recovery(self._keys.signing_key, recipient))
        self._commit((*compartment.slots, slot), Action.WAY_IN_ADDED, slot)
        return f"{slot.type}:{slot.id}"

    def make_cards(self, k: int, holders: Sequence[Holder]) -> tuple[Card, ...]:
        """Make executor cards, one for each holder; they are proved, and open nothing yet.

        Any k of them will open this compartment to read, once `open_to` was given them. Raises
        NotAllowed for a k that no set may have and for executors, BadInput for a holder.
        """
        # Imported when cards are made: unlocking is waited for, and needs none of it.
        from vault.crypto.shares import split

        check_licensee(self._way_in)
        check_threshold(k, len(holders))
        held = [holder.cleaned() for holder in holders]
        compartment = self._compartment()
        _check_room(len(compartment.slots) + 1)
        identity = age.new_identity()
        slot = self._executor_slot(age.recipient_of(identity), k, len(held))
        vault, way_in, n = self._header_file.current.vault_id, f"{slot.type}:{slot.id}", len(held)
        cards = tuple(
            Card(vault, self._keys.name, way_in, slot.recipient, number, k, n, holder, words)
            for number, (holder, words) in enumerate(
                zip(held, split(identity, k, n), strict=True), 1
            )
        )
        for start in range(n):
            chosen = [cards[(start + step) % n].words for step in range(k)]
            self._prove(slot, chosen)
        return cards

    def open_to(
        self,
        cards: Sequence[Card],
        typed: Sequence[str],
        note: Callable[[Sequence[Card]], None],
    ) -> str:
        """Let cards that were made here open this compartment to read; return the new way in.

        `typed` are the words of k of them, from which their key is rebuilt first; `note` is then
        told of the cards, before they open. The signing key is not wrapped for them. Raises as
        `combine` does, WrongSecret for cards of another set, NotAllowed for executors and when
        the ways in were changed since the making, what `note` raises; nothing is then changed.
        """
        from vault.crypto.shares import combine

        check_licensee(self._way_in)
        first = cards[0]
        compartment = self._compartment()
        _check_room(len(compartment.slots) + 1)
        slot = self._executor_slot(age.recipient_of(combine(typed)), first.k, first.n)
        if slot.recipient != first.recipient:
            raise WrongSecret(_("These are not the cards that were just made."))
        made_for = (self._header_file.current.vault_id, self._keys.name, first.way_in)
        if (first.vault_id, first.compartment, f"{slot.type}:{slot.id}") != made_for:
            raise NotAllowed(
                _("The ways in were changed since these cards were made. They open nothing."),
                hint=_("Destroy them, and make new ones."),
            )
        self._prove(slot, typed)
        note(cards)
        self._commit((*compartment.slots, slot), Action.WAY_IN_ADDED, slot)
        return first.way_in

    def _executor_slot(self, recipient: str, k: int, n: int) -> IdentitySlot:
        number = self._compartment().next_slot_id
        place = self._header_file.current.place(self._keys.name)
        return make_executor_slot(number, recipient, self._keys.opened.key, place, k=k, n=n)

    def _prove(self, slot: IdentitySlot, typed: Sequence[str]) -> None:
        """Rebuild the key from the words of k cards, and open the slot with it."""
        from vault.crypto.shares import combine

        place = self._header_file.current.place(self._keys.name)
        if not same(open_identity_slot(slot, combine(typed), place).key, self._keys.opened.key):
            raise RuntimeError("Cards were made that do not open what they are made for.")

    def _is_replaced(self, slot: Slot) -> bool:
        used = self._way_in
        if used.startswith("passphrase:"):
            return used == f"{slot.type}:{slot.id}"
        return slot.type == "passphrase"

    def _keep_wrap(self, slot: Slot, wrapped: bytes) -> None:
        # Before the header: a wrap without a slot opens nothing, a slot without one cannot sign.
        with self._store.write() as tables:
            practice = _records(tables).practice
            public = practice.public_key()
            if public is not None:
                practice.put_wrapped_key(slot.opens_with, public, wrapped)

    def _commit(self, slots: tuple[Slot, ...], action: Action, slot: Slot) -> None:
        header = self._header_file.current
        compartment = self._compartment()
        changed = replace(compartment, slots=slots, generation=compartment.generation + 1)
        mac_key = subkey(self._keys.opened.key, header.vault_id, "header-mac")
        self._header_file.replace(header.with_compartment(self._keys.name, changed, mac_key))
        fact = Fact(
            action,
            self._keys.name,
            detail={"way_in": f"{slot.type}:{slot.id}", "generation": changed.generation},
        )
        try:
            with self._store.write(fact) as tables:
                self._store.meta.set_generation(changed.generation)
                if self._keys.name == RECORDS:
                    _records(tables).practice.keep_wraps_of([each.opens_with for each in slots])
        except StorageFailed:
            # The header holds already, so the change is made; the next write catches up.
            self._store.catch_up(changed.generation)

    def _compartment(self) -> Compartment:
        compartment = self._header_file.current.compartment(self._keys.name)
        if compartment is None:
            raise Damaged(_("The header does not have this compartment."))
        return compartment


def _check_room(slots: int) -> None:
    if slots > SLOT_LIMIT:
        raise NotAllowed(
            _("A compartment has at most {n} ways in.").format(n=SLOT_LIMIT),
            hint=_("Remove one that is no longer needed first."),
        )


def check_passphrase(new: str, header: Header, name: str) -> None:
    """Check that a passphrase may be set for a compartment.

    Raises BadInput for an empty one, NotAllowed for one that opens the other compartment: the
    two must not fall together.
    """
    if not new.strip():
        raise BadInput(_("A passphrase must not be empty."))
    for other in {RECORDS, "process"} - {name}:
        if opens(new, header, other):
            raise NotAllowed(
                _("Records and process notes must not have the same passphrase."),
                hint=_("Choose another one, so that who learns one does not have both."),
            )


def opens(passphrase: str, header: Header, name: str) -> bool:
    """Tell whether a passphrase is one of a compartment's; nothing is opened."""
    compartment = header.compartment(name)
    text = unicodedata.normalize("NFC", passphrase)
    for slot in compartment.slots if compartment else ():
        if isinstance(slot, PassphraseSlot):
            derived = derive(text, slot.salt, slot.cost)
            if same(subkey(derived, header.vault_id, "commit"), slot.commit):
                return True
    return False


def _records(tables: object) -> RecordsTables:
    if not isinstance(tables, RecordsTables):
        raise RuntimeError("Only the records hold a signing key.")
    return tables


def _age(header: Header) -> int:
    return header.records.generation + (header.process.generation if header.process else 0)
