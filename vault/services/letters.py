"""What one does to print a letter to a client: prepare, render, write or print, record."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vault.model.amendment import binds_practice
from vault.model.audit import Action, Detail, Fact
from vault.model.circumstances import License
from vault.model.episode import Episode
from vault.model.ids import AmendmentId, ClientId, EpisodeId
from vault.model.practice import Licensee
from vault.model.printed_letter import (
    PrintedLetter,
    because_of,
    denial_letter,
    letter_file_name,
    termination_letter,
)
from vault.model.template import TERMINATION_LETTER
from vault.progress import Progress
from vault.storage.files import explained, write_logged
from vault.storage.records_store import RecordsStore


@dataclass(frozen=True)
class PreparedLetter:
    """A letter that can be set without the vault, on any thread; `subject` is what it is about.

    `because` says what switched the rule on that it is worded from. It is not on the letter.
    """

    client: ClientId
    subject: str
    letter: PrintedLetter
    licensee: Licensee
    licenses: tuple[License, ...]
    made_on: date
    because: str = field(default="", repr=False)

    def render(self, progress: Progress | None = None) -> bytes:
        """Return the letter as a PDF. Raises as `render_sheet` does."""
        from vault.export.letter_sheet import letter_sheet
        from vault.export.pdf_sheet import render_sheet

        sheet = letter_sheet(self.letter, self.licensee, self.licenses, self.made_on)
        return render_sheet(sheet, progress)


@dataclass(frozen=True)
class WrittenLetter:
    """A letter that left as a file: where it is, and the SHA-256 of its bytes."""

    path: Path
    sha256: str = field(default="")


class Letters:
    """Letters to clients, made of what was decided. A letter that is printed is not sent yet."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def denial(self, request: AmendmentId) -> PreparedLetter:
        """Return the denial of a request to amend, to be rendered; the view is logged.

        Raises NotFound, and as `denial_letter` does.
        """
        tables = self._store.tables
        kept = tables.amendments.get(request)
        name = tables.clients.get(kept.client).name
        bound = binds_practice(tables.circumstances.get())
        return self._prepared(kept.client, kept.id, denial_letter(kept, name, bound=bound))

    def termination(self, episode: EpisodeId) -> PreparedLetter:
        """Return the letter on the end of an episode, to be rendered; the view is logged.

        In the words of the note that is named as the letter, or else of the newest signed one of
        that kind from its days, if there is one. Raises NotFound, Damaged, and as
        `termination_letter` does.
        """
        tables = self._store.tables
        kept = tables.episodes.get(episode)
        name = tables.clients.get(kept.client).name
        letter = termination_letter(kept, name, tuple(self._words(kept)))
        return self._prepared(kept.client, kept.id, letter)

    def write(self, prepared: PreparedLetter, pdf: bytes, folder: Path) -> WrittenLetter:
        """Write a rendered letter into a folder, read it again, and log it.

        The name holds no client. Raises as `write_logged` does; no file is then left.
        """
        with explained():
            folder.mkdir(parents=True, exist_ok=True)
            taken = {each.name for each in folder.iterdir()}
        written = WrittenLetter(
            folder / letter_file_name(prepared.letter, prepared.made_on, taken),
            hashlib.sha256(pdf).hexdigest(),
        )
        write_logged(written.path, pdf, lambda: self._log(prepared, {"sha256": written.sha256}))
        return written

    def record(self, prepared: PreparedLetter) -> None:
        """Log that a letter went to a printer. It is not sent by that."""
        self._log(prepared, {})

    def _prepared(self, client: ClientId, subject: str, letter: PrintedLetter) -> PreparedLetter:
        tables = self._store.tables
        self._store.viewed(Action.CLIENT_VIEWED, [client])
        return PreparedLetter(
            client,
            subject,
            letter,
            tables.practice.get(),
            tuple(tables.licenses()),
            self._store.clock.now().date(),
            because_of(letter.wording, tables.licenses(), tables.circumstances.get()),
        )

    def _words(self, episode: Episode) -> Iterator[str]:
        tables = self._store.tables
        last = episode.ending.day if episode.ending is not None else date.max
        signed = [
            row
            for row in tables.standing_notes(episode.client, TERMINATION_LETTER)
            if (row.id == episode.letter_note or episode.opened <= row.service_date <= last)
        ]
        if signed:
            newest = max(
                signed,
                key=lambda row: (row.id == episode.letter_note, row.service_date, row.begun_at),
            )
            yield from (part.text for part in tables.notes.get(newest.id).sections)

    def _log(self, prepared: PreparedLetter, sealed: Detail) -> None:
        wording = prepared.letter.wording
        detail = {"letter": wording.id, "version": wording.version, **sealed}
        with self._store.write(
            Fact(Action.LETTER_PRINTED, prepared.subject, prepared.client, detail)
        ):
            pass
