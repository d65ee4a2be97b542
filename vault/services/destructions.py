"""What one does to end a record: ask for it, look again after a week, carry it out, certify it."""

import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Protocol

import vault
from vault.crypto.signature import Signer
from vault.errors import NotAllowed, StorageFailed
from vault.model.appointment import Appointment
from vault.model.audit import Action, Entry, Fact
from vault.model.client import Client
from vault.model.destruction import (
    NOTHING_TOLD,
    Destruction,
    Stage,
    Told,
    ages_out,
    check_may_end,
    ids_digest,
    signed_contents,
    token_of,
)
from vault.model.ids import ClientId, DestructionId, DocumentId, new_id, record_number
from vault.model.record_retention import RecordRetention
from vault.model.retention_clocks import Clock
from vault.model.retention_rule import RetentionRule
from vault.model.rule_trust import Confirmation
from vault.model.told import plain
from vault.progress import Progress
from vault.storage.destroying import counted, destroy_record
from vault.storage.documents_folder import DocumentsFolder
from vault.storage.records_store import RecordsStore, RecordsTables
from vault.translation import _


class Process(Protocol):
    """What destroys the process notes about a client; the compartment must be open for it."""

    def count(self, each: Destruction) -> int:
        """Return how many there are."""

    def destroy(self, each: Destruction) -> None:
        """Destroy them; done before, it does nothing."""


@dataclass(frozen=True)
class Grounds:
    """What is known of a record: asked anew at both looks.

    `next_session` gives what is planned from a moment on, with its day, or None.
    """

    retention: Callable[[ClientId], RecordRetention]
    clocks: Callable[[ClientId], list[Clock]]
    next_session: Callable[[ClientId, datetime], tuple[Appointment, date] | None]


@dataclass(frozen=True)
class PreparedCertificate:
    """What was destroyed, as a page that can be set without the vault, on any thread."""

    destruction: Destruction
    chain_head: str

    def render(self, progress: Progress | None = None) -> bytes:
        """Return the certificate as a PDF. Raises as `render_sheet` does."""
        from vault.export.destruction_sheet import destruction_sheet
        from vault.export.pdf_sheet import render_sheet

        return render_sheet(destruction_sheet(self.destruction, self.chain_head), progress)


class Destructions:
    """The end of records. Nothing of it happens by itself, or through a hold.

    `signing_key` is the licensee's, None through a way in that may not sign; `is_own` tells whether
    a passphrase opens this vault; `has_process_notes` whether there is a process compartment.
    """

    def __init__(
        self,
        store: RecordsStore,
        folder: Path,
        signing_key: bytes | None,
        is_own: Callable[[str], bool],
        grounds: Grounds,
        has_process_notes: Callable[[], bool],
    ) -> None:
        self._store, self._folder = store, DocumentsFolder(folder)
        self._signer = Signer(signing_key) if signing_key is not None else None
        self._is_own, self._grounds = is_own, grounds
        self._has_process_notes = has_process_notes

    def list_all(self) -> list[Destruction]:
        """Return every destruction that was asked for, the newest first."""
        return self._store.tables.destructions.list_all()

    def get(self, destruction: DestructionId) -> Destruction:
        """Return one. Raises NotFound."""
        return self._store.tables.destructions.get(destruction)

    def waiting(self, client: ClientId) -> Destruction | None:
        """Return the destruction of a client's record that was asked for and not taken back."""
        found = self._store.tables.destructions.of_client(client)
        return next((each for each in found if each.stage in (Stage.ASKED, Stage.BEGUN)), None)

    def find(self, name: str, birth_date: date | None) -> list[Destruction]:
        """Return the records of a name and a birth date that were destroyed: not held any more."""
        return [
            each
            for each in self.list_all()
            if each.stage is Stage.DONE and each.token == token_of(each.salt, name, birth_date)
        ]

    def check(self, client: ClientId) -> None:
        """Raise NotAllowed, with the rule, for a record that may not end. Raises NotFound."""
        tables = self._store.tables
        tables.clients.get(client)
        check_may_end(self._grounds.retention(client), self._grounds.clocks(client), self._today())
        self._check_no_session(client)

    def notices(self, client: ClientId) -> list[str]:
        """Return what rules of a record ask for once it is destroyed, each with its citation."""
        rules = (each.rule for each in self._grounds.retention(client).rules)
        return [f"{rule.cite}: {words}" for rule in rules for words in rule.on_destruction]

    def what_goes(self, client: ClientId) -> dict[str, int]:
        """Return how much of each kind would go with a record; nothing is changed.

        Raises as `check` does.
        """
        self.check(client)
        return counted(self._store.tables.database, client)

    def ask(self, client: ClientId, passphrase: str, *, keeps_name: bool = False) -> Destruction:
        """Ask for the end of a record, signed with the passphrase: the first look.

        With `keeps_name` the register shows the name afterwards. Raises NotAllowed as `check` does,
        for a wrong passphrase, through a way in that may not sign, and when it was asked for.
        """
        self._check_signs(passphrase)
        self.check(client)
        if self.waiting(client) is not None:
            raise NotAllowed(_("The end of this record was asked for already."))
        by = self._store.tables.practice.get().name
        new = Destruction(DestructionId(new_id()), client, self._store.clock.now(), by, keeps_name)
        with self._store.write(Fact(Action.DESTRUCTION_ASKED, new.id, client)) as tables:
            tables.destructions.put(new)
        return new

    def withdraw(self, destruction: DestructionId) -> Destruction:
        """Take it back: the record stays as it is. Raises NotFound, NotAllowed once it is begun."""
        kept = self.get(destruction)
        kept.check_may_withdraw()
        return self._taken_back(kept)

    def finish(
        self,
        destruction: DestructionId,
        passphrase: str,
        process: Process | None,
        told: Told = NOTHING_TOLD,
    ) -> Destruction:
        """Carry it out at the second look, a week after the first, with what is `told`.

        Interrupted, it goes on at the next unlocking. Raises NotFound; BadInput as `Told.cleaned`
        does; NotAllowed as `check` and `Destruction.check_may_begin` do, for a wrong passphrase,
        and while process notes are closed.
        """
        kept, told = self.get(destruction), told.cleaned()
        kept.check_may_begin(self._store.clock.now())
        self._check_signs(passphrase)
        self.check(kept.client)
        if process is None and self._has_process_notes():
            raise NotAllowed(
                _("Process notes about this client may be there, and are closed."),
                hint=_("Open them first: they end with the record."),
            )
        begun = self._begun(kept, process.count(kept) if process is not None else 0, told)
        fact = Fact(Action.DESTRUCTION_BEGUN, begun.id, begun.client)
        with self._store.write(fact) as tables:
            tables.destructions.put(begun)
        return self._go_on(begun, process)

    def resume(self, process: Process | None) -> list[Destruction]:
        """Go on with what was begun and interrupted; without `process` as far as that goes.

        It is judged anew: what may not end any more is taken back, and so is what a restored backup
        had begun. Through a way in that signs nothing no record goes. Process notes that went
        before stay gone, as their own register says.
        """
        return [self._resumed(each, process) for each in self.list_all() if each.goes_on]

    def certificate(self, destruction: DestructionId) -> PreparedCertificate:
        """Return the certificate of one. Raises NotFound, NotAllowed before it is done."""
        kept = self.get(destruction)
        if kept.stage is not Stage.DONE:
            raise NotAllowed(_("There is a certificate once the record is destroyed."))
        entry = self._store.audit.of_subject(Action.RECORD_DESTROYED, kept.id)
        return PreparedCertificate(kept, entry.hash if entry is not None else "")

    def _resumed(self, each: Destruction, process: Process | None) -> Destruction:
        if each.done is None:
            closed = process is None and self._has_process_notes()
            if self._signer is None or (each.process_done is None and closed):
                return each
            if not self._may_go_on(each):
                return self._taken_back(each)
        return self._go_on(each, process)

    def _may_go_on(self, each: Destruction) -> bool:
        audit = self._store.audit
        begun = audit.of_subject(Action.DESTRUCTION_BEGUN, each.id)
        restored = audit.last_of(Action.VAULT_RESTORED)
        if begun is None or (restored is not None and restored.seq > begun.seq):
            return False
        try:
            self.check(each.client)
        except NotAllowed:
            return False
        return True

    def _taken_back(self, each: Destruction) -> Destruction:
        after = replace(each, withdrawn=self._store.clock.now())
        fact = Fact(Action.DESTRUCTION_WITHDRAWN, each.id, each.client)
        with self._store.write(fact) as tables:
            tables.destructions.put(after)
        return after

    def _go_on(self, each: Destruction, process: Process | None) -> Destruction:
        """Do what is still to be done, each step in a write of its own; all of it can be repeated.

        Process notes first: as long as the records know what is to go, it can be gone on with.
        """
        if each.process_done is None:
            if process is None and self._has_process_notes():
                return each
            if process is not None:
                process.destroy(each)
            each = replace(each, process_done=self._store.clock.now())
            with self._store.write() as tables:
                tables.destructions.put(each)
        if each.done is None:
            each = self._destroy(each)
        with suppress(StorageFailed):
            self._folder.delete(DocumentId(own) for own in each.ids)
            return self._cleaned(each)
        return each

    def _cleaned(self, each: Destruction) -> Destruction:
        each = replace(each, cleaned=self._store.clock.now())
        with self._store.write(Fact(Action.DESTRUCTION_CLEANED, each.id, each.client)) as tables:
            tables.destructions.put(each)
        return each

    def _destroy(self, each: Destruction) -> Destruction:
        # Told anew: a backup may have been made since it was begun.
        tables, now = self._store.tables, self._store.clock.now()
        notes = int(each.contents["process_notes"])
        contents = {
            **each.contents,
            **self._contents(each, tables.clients.get(each.client), notes, now),
        }
        detail: dict[str, Any] = {}
        fact = Fact(Action.RECORD_DESTROYED, each.id, each.client, detail)
        with self._store.write(fact) as tables:
            ids = destroy_record(tables.database, each.client)
            _forget_choices(tables, each.client)
            after = replace(each, done=now, contents=contents, ids=tuple(sorted(ids)))
            if self._signer is not None:
                signature = self._signer.sign(signed_contents(after)).hex()
                key = self._signer.public_key.hex()
                after = replace(after, public_key=key, signature=signature)
            detail |= {"ids": ids_digest(ids), "count": len(ids)}
            tables.destructions.put(after)
        return after

    def _begun(self, kept: Destruction, process_notes: int, told: Told) -> Destruction:
        tables, now = self._store.tables, self._store.clock.now()
        client = tables.clients.get(kept.client)
        salt = secrets.token_hex(32)
        contents = self._contents(kept, client, process_notes, now) | asdict(told)
        return replace(
            kept,
            begun=now,
            contents=contents,
            salt=salt,
            token=token_of(salt, client.name, client.birth_date),
        )

    def _contents(
        self, kept: Destruction, client: Client, process_notes: int, now: datetime
    ) -> dict[str, Any]:
        """Return what the certificate says (`domain/law.md` 6.4): no name unless it was chosen."""
        tables = self._store.tables
        found = self._grounds.retention(kept.client)
        days = tables.retention_days.read(now.date(), kept.client).get(kept.client)
        confirmed = tables.retention_practice().confirmed
        note_days = [row.service_date for row in tables.note_lists.list_rows(kept.client)]
        return {
            "number": record_number(kept.client),
            "name": client.name if kept.keeps_name else "",
            "birth_year": client.birth_date.year if client.birth_date is not None else None,
            "first": plain(days.first_contact if days is not None else None),
            "last": plain(found.last_contact),
            "counts": counted(tables.database, kept.client),
            "notes_from": plain(min(note_days, default=None)),
            "notes_to": plain(max(note_days, default=None)),
            "process_notes": process_notes,
            "through": plain(found.through),
            "rules": [
                {
                    "id": each.rule.id,
                    "cite": each.rule.cite,
                    "through": plain(each.through),
                    "text": plain(each.rule.through),
                    "confirmed": _confirmed(confirmed.get(each.rule.id)),
                    **_came_in(each.rule),
                }
                for each in found.rules
            ],
            "notices": self.notices(kept.client),
            "holds": len(tables.holds.of_client(kept.client)),
            "asked": kept.asked.isoformat(),
            "asked_by": kept.asked_by,
            "decided_by": tables.practice.get().name,
            "license": _license(tables.practice.get()),
            "tool": f"Strongroom {vault.__version__}",
            "backups": [
                {
                    "made_at": each.made_at.isoformat(),
                    "ages_out": ages_out(each.made_at).isoformat(),
                }
                for each in tables.backups.kept()
            ],
            "copies": _written_out(self._store.audit.releases_of(kept.client), "sha256"),
            "exports": _written_out(self._store.audit.exports_with(kept.client), "manifest"),
        }

    def _check_no_session(self, client: ClientId) -> None:
        planned = self._grounds.next_session(client, datetime.combine(self._today(), time()))
        if planned is not None:
            raise NotAllowed(
                _("A session is planned on {day}: care goes on.").format(day=planned[1]),
                hint=_("Call it off first, if the record is to end."),
            )

    def _check_signs(self, passphrase: str) -> None:
        if self._signer is None:
            raise NotAllowed(
                _("Only the licensee's own passphrase may end a record."),
                hint=_("A recovery key or executor cards open the records, and sign nothing."),
            )
        if not self._is_own(passphrase):
            raise NotAllowed(_("The passphrase is wrong."))

    def _today(self) -> date:
        return self._store.clock.now().date()


def _forget_choices(tables: RecordsTables, client: ClientId) -> None:
    """Take a client out of what was chosen for the whole vault: pins and kept searches."""
    before = tables.settings.get()
    after = replace(
        before,
        pinned=tuple(each for each in before.pinned if each != client),
        searches=tuple(each for each in before.searches if each.filters.client != client),
    )
    if after != before:
        tables.settings.put(after)


def _confirmed(each: Confirmation | None) -> str | None:
    return each.day.isoformat() if each is not None else None


def _came_in(rule: RetentionRule) -> dict[str, str]:
    """Return which edition of whose file a rule is of; nothing for another rule."""
    if rule.came_in is None:
        return {}
    return {
        "file": rule.came_in.file,
        "signed_by": rule.came_in.signed_by,
        "edition": plain(rule.reviewed) or "",
    }


def _written_out(entries: Iterable[Entry], digest: str) -> list[dict[str, str]]:
    return [{"at": each.at, digest: str(each.detail.get(digest, ""))} for each in entries]


def _license(own: Any) -> str:
    return " ".join(filter(None, (own.state, own.credential, own.license_number)))
