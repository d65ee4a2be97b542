"""What one does to give a client a copy of the record: prepare, render, write, record it."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vault.errors import NotAllowed
from vault.model.audit import Action, Detail, Fact
from vault.model.ids import ClientId
from vault.model.release import (
    ReleasePackage,
    ToLookAt,
    check_looked_at,
    check_own_access,
    to_look_at,
)
from vault.model.switched_on import because_of_state
from vault.model.template import kind_of
from vault.progress import Progress
from vault.storage.files import check_written, explained, give_new_name, write_aside
from vault.storage.records_store import RecordsStore
from vault.storage.release_package import release_package
from vault.translation import _

# What sets and proves pages is imported when a copy is made: unlocking is waited for.
if TYPE_CHECKING:
    from vault.export.pdf_record import RenderedRecord


@dataclass(frozen=True)
class PreparedRelease:
    """A package that may leave, and whose it is. Rendering it needs no vault.

    `to_look_at` is what in it a person must look at before it is written: it tells of somebody
    else, of a danger, or holds what another wrote or said in confidence.
    """

    client: ClientId
    package: ReleasePackage
    to_look_at: tuple[ToLookAt, ...] = ()

    def render(self, progress: Progress | None = None) -> "RenderedRecord":
        """Typeset the copy in a child process that is given nothing but the package.

        Raises Cancelled, with that process gone, and as `render_record` does.
        """
        from vault.export.pdf_record import render_record

        return render_record(self.package, progress)


@dataclass(frozen=True)
class WrittenFile:
    """A file that left: where it is and the SHA-256 of its bytes."""

    path: Path
    sha256: str
    pages: int
    replaced: int = field(default=0)


class Releases:
    """Copies of records for those who may have them.

    `is_own_passphrase` tells whether a passphrase opens this vault: a copy must have another.
    """

    def __init__(self, store: RecordsStore, is_own_passphrase: Callable[[str], bool]) -> None:
        self._store = store
        self._is_own_passphrase = is_own_passphrase

    def age_of_majority(self) -> int:
        """Return the age, in years, from which a client of this practice is an adult."""
        return self._store.tables.majority_age()

    def why_of_age(self) -> str:
        """Return that age in a sentence, with the state in Settings by which it is so."""
        return because_of_state(self._store.tables.practice.get().state)

    def prepare(self, client_id: ClientId) -> PreparedRelease:
        """Choose what a client's own copy holds: every signed note of the record and its addenda.

        Raises NotAllowed for a record that needs consents this version cannot check, NotFound,
        and Damaged when a note's words are not what was sealed.
        """
        tables = self._store.tables
        client = tables.clients.get(client_id)
        today = self._store.clock.now().date()
        check_own_access(client, tables.majority_age(), today, self.why_of_age())
        notes = [
            note for note in tables.notes.of_client(client_id) if kind_of(note.template).release
        ]
        documents = tables.documents.of_client(client_id)
        measures = tables.administrations.of_client(client_id)
        package = release_package(tables, client_id, today)
        return PreparedRelease(client_id, package, to_look_at(notes, documents, measures))

    def write(
        self,
        prepared: PreparedRelease,
        rendered: "RenderedRecord",
        folder: Path,
        passphrase: str | None = None,
        looked_at: Collection[str] = (),
    ) -> WrittenFile:
        """Write the copy under a new name, prove it by reading it again, and log it.

        With a passphrase the file is encrypted (AES-256). Raises NotAllowed when that passphrase
        opens the vault, or what is to be looked at is not among `looked_at`, Damaged when what was
        written is not the record, StorageFailed; no file is then left. The name holds no client.
        """
        from vault.export.pdf_encrypt import encrypt_pdf
        from vault.export.pdf_verify import verify_record

        check_looked_at(prepared.to_look_at, looked_at)
        pdf = rendered.pdf
        if passphrase is not None:
            if self._is_own_passphrase(passphrase):
                raise NotAllowed(
                    _("A copy must not have a passphrase of the vault."),
                    hint=_("Choose another one for this copy."),
                )
            pdf = encrypt_pdf(pdf, passphrase)
        path = _free_name(folder, prepared.package.made_on)
        with explained():
            folder.mkdir(parents=True, exist_ok=True)
            temporary = write_aside(path, pdf)
        try:
            check_written(temporary, pdf)
            verify_record(pdf, prepared.package, passphrase)
            sha256 = hashlib.sha256(pdf).hexdigest()
            notes = len(prepared.package.notes)
            detail: Detail = {"sha256": sha256, "format": "pdf", "notes": notes}
            fact = Fact(Action.RECORD_RELEASED, prepared.client, prepared.client, detail)
            # Logged before it has its name: a copy that nobody logged must not exist.
            with self._store.write(fact):
                pass
            give_new_name(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        return WrittenFile(path, sha256, rendered.pages, rendered.replaced)


def _free_name(folder: Path, day: date) -> Path:
    number = 1
    while True:
        path = folder / (f"record-copy-{day.isoformat()}" + (f"-{number}" * (number > 1)) + ".pdf")
        if not path.exists():
            return path
        number += 1
