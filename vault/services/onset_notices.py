"""What one does to print the notices of the onset list: prepare, render, write or print, record."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vault.errors import StorageFailed
from vault.model.audit import Action, Detail, Fact
from vault.model.circumstances import License
from vault.model.ids import ClientId, ParticipantId
from vault.model.onset import OnsetLine, binding_license
from vault.model.onset_notice import NoticePage, file_names, pages_for
from vault.model.practice import Licensee
from vault.progress import Progress
from vault.storage.files import check_written, explained, give_new_name, write_aside
from vault.storage.records_store import RecordsStore
from vault.translation import _


@dataclass(frozen=True)
class PreparedNotices:
    """Notices for a client, that can be set without the vault, on any thread."""

    client: ClientId
    pages: tuple[NoticePage, ...]
    licensee: Licensee
    licenses: tuple[License, ...]
    made_on: date

    def render(self, progress: Progress | None = None) -> tuple[bytes, ...]:
        """Return each notice as a PDF, in the order of `pages`. Raises as `render_sheet` does."""
        from vault.export.notice_sheet import notice_sheet
        from vault.export.pdf_sheet import render_sheet

        return tuple(
            render_sheet(
                notice_sheet(
                    page,
                    self.licensee,
                    binding_license(page.notice.item, self.licenses),
                    self.made_on,
                ),
                progress,
            )
            for page in self.pages
        )


@dataclass(frozen=True)
class WrittenNotice:
    """A notice that left as a file: which, where it is, and the SHA-256 of its bytes."""

    page: NoticePage
    path: Path
    sha256: str = field(default="")


class OnsetNotices:
    """The notices of clients, by the lines of their onset lists."""

    def __init__(
        self, store: RecordsStore, lines_of: Callable[[ClientId], list[OnsetLine]]
    ) -> None:
        self._store = store
        self._lines_of = lines_of

    def prepare(
        self,
        client: ClientId,
        items: Collection[str] = (),
        participant: ParticipantId | None = None,
    ) -> PreparedNotices:
        """Return the notices of these items, or of all that are missing, to be rendered.

        Raises NotFound, and as `pages_for` does.
        """
        lines, tables = self._lines_of(client), self._store.tables
        whose = tables.clients.get(client)
        return PreparedNotices(
            client,
            tuple(pages_for(lines, whose.name, whose.kind, items, participant)),
            tables.practice.get(),
            tuple(tables.licenses()),
            self._store.clock.now().date(),
        )

    def write(
        self, prepared: PreparedNotices, pdfs: Sequence[bytes], folder: Path
    ) -> list[WrittenNotice]:
        """Write rendered notices into a folder, all or none, read them again, and log them.

        The names hold no client. Raises StorageFailed where a file of such a name exists or cannot
        be written, NotAllowed where one came meanwhile, Damaged when the disk gives back something
        else; no file is then left.
        """
        if not pdfs:
            return []
        names = file_names(prepared.pages, prepared.made_on)
        written = [
            WrittenNotice(page, folder / name, hashlib.sha256(pdf).hexdigest())
            for page, name, pdf in zip(prepared.pages, names, pdfs, strict=True)
        ]
        _check_free(written)
        aside: list[Path] = []
        named: list[Path] = []
        try:
            with explained():
                folder.mkdir(parents=True, exist_ok=True)
                for each, pdf in zip(written, pdfs, strict=True):
                    aside.append(write_aside(each.path, pdf))
                    check_written(aside[-1], pdf)
            # Logged before they have their names: a notice that nobody logged must not exist.
            self._log(prepared, [each.sha256 for each in written])
            for temporary, each in zip(aside, written, strict=True):
                give_new_name(temporary, each.path)
                named.append(each.path)
        except BaseException:
            for path in named:
                path.unlink(missing_ok=True)
            raise
        finally:
            for temporary in aside:
                temporary.unlink(missing_ok=True)
        return written

    def record(self, prepared: PreparedNotices) -> None:
        """Log that the notices went to a printer. They are not given by that."""
        self._log(prepared, [""] * len(prepared.pages))

    def _log(self, prepared: PreparedNotices, sha256: Sequence[str]) -> None:
        facts = [
            Fact(Action.ONSET_PRINTED, prepared.client, prepared.client, _detail(page, digest))
            for page, digest in zip(prepared.pages, sha256, strict=True)
        ]
        if facts:
            with self._store.write(*facts):
                pass


def _detail(page: NoticePage, sha256: str) -> Detail:
    detail = {"item": page.item, "version": page.notice.version}
    if page.participant is not None:
        detail["participant"] = page.participant
    if sha256:
        detail["sha256"] = sha256
    return detail


def _check_free(written: Sequence[WrittenNotice]) -> None:
    if any(each.path.exists() for each in written):
        raise StorageFailed(
            _("A file of this name exists. Nothing was written."),
            hint=_(
                "Choose another folder: no name tells whose notice it is, so those of two clients "
                "would lie beside each other."
            ),
        )
