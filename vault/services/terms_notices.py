"""What one does to print the terms of a record of several people: prepare, write or print."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vault.model.audit import Action, Detail, Fact
from vault.model.circumstances import License
from vault.model.ids import ClientId
from vault.model.practice import Licensee
from vault.model.terms_notice import VERSION, TermsNotice, terms_file_name, terms_notice
from vault.progress import Progress
from vault.storage.files import explained, write_logged
from vault.storage.records_store import RecordsStore


@dataclass(frozen=True)
class PreparedTerms:
    """The terms of a unit's record, that can be set without the vault, on any thread."""

    unit: ClientId
    notice: TermsNotice
    licensee: Licensee
    licenses: tuple[License, ...]
    made_on: date

    def render(self, progress: Progress | None = None) -> bytes:
        """Return the page as a PDF. Raises as `render_sheet` does."""
        from vault.export.pdf_sheet import render_sheet
        from vault.export.terms_sheet import terms_sheet

        sheet = terms_sheet(self.notice, self.licensee, self.licenses, self.made_on)
        return render_sheet(sheet, progress)


@dataclass(frozen=True)
class WrittenTerms:
    """Terms that left as a file: where it is, and the SHA-256 of its bytes."""

    path: Path
    sha256: str = field(default="")


class TermsNotices:
    """The terms of couples and families on paper. What is printed is not signed by that."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def prepare(self, unit: ClientId) -> PreparedTerms:
        """Return the terms of a unit's record, to be rendered; the view is logged.

        Raises NotFound, and as `terms_notice` does.
        """
        tables, today = self._store.tables, self._store.clock.now().date()
        whose = tables.clients.get(unit)
        notice = terms_notice(
            tables.participants.terms(unit),
            whose.name,
            whose.kind,
            tables.participants.of_unit(unit),
            today,
            tables.majority_age(),
        )
        self._store.viewed(Action.CLIENT_VIEWED, [unit])
        licenses = tuple(tables.licenses())
        return PreparedTerms(unit, notice, tables.practice.get(), licenses, today)

    def write(self, prepared: PreparedTerms, pdf: bytes, folder: Path) -> WrittenTerms:
        """Write a rendered page into a folder, read it again, and log it.

        The name holds no client. Raises as `write_logged` does; no file is then left.
        """
        with explained():
            folder.mkdir(parents=True, exist_ok=True)
            taken = {each.name for each in folder.iterdir()}
        written = WrittenTerms(
            folder / terms_file_name(prepared.notice, prepared.made_on, taken),
            hashlib.sha256(pdf).hexdigest(),
        )
        write_logged(written.path, pdf, lambda: self._log(prepared, {"sha256": written.sha256}))
        return written

    def record(self, prepared: PreparedTerms) -> None:
        """Log that the page went to a printer. Nobody signed it by that."""
        self._log(prepared, {})

    def _log(self, prepared: PreparedTerms, sealed: Detail) -> None:
        detail = {"basis": str(prepared.notice.basis), "version": VERSION, **sealed}
        with self._store.write(Fact(Action.TERMS_PRINTED, prepared.unit, prepared.unit, detail)):
            pass
