"""What process notes ask of the vault; each job runs on its thread and gives plain values back."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

from ui.recovery_reminder import remind, settle
from vault.errors import NotAllowed, StorageFailed
from vault.model.draft_history import History
from vault.model.ids import ClientId, NoteId, ProcessNoteId, new_id
from vault.model.passage import ChartPlace, MovedPassage, Passage
from vault.model.process_note import ProcessNote, ProcessNoteRow, new_process_note
from vault.model.secret import NewSecrets, PaperKey, Secret
from vault.model.settings import VaultSettings
from vault.model.snippet import texts_by_word
from vault.model.spelling import KnownWords
from vault.open_vault import OpenProcessNotes, OpenVault
from vault.translation import _

ROWS_AT_ONCE = 200
IDLE_MINUTES = VaultSettings().process_idle_minutes
"""Until the vault's own setting was read."""

PROCESS = "process"


@dataclass(frozen=True)
class Doorway:
    """Whose process notes these are, and whether the vault has any compartment for them yet."""

    name: str = field(repr=False)
    exists: bool


@dataclass(frozen=True)
class OpenedRoom:
    """What is shown when the door opens: the newest notes, and the draft that lies here."""

    idle_minutes: int
    count: int
    rows: Sequence[ProcessNoteRow]
    draft_day: date | None
    draft_text: str = field(repr=False)
    draft_history: History = field(repr=False)
    known: KnownWords
    snippets: Mapping[str, str] = field(repr=False)
    missing: NoteId | None = None
    """The progress note that was begun because the day of the one just kept had none."""


@dataclass(frozen=True)
class FoundNote:
    """A kept note: its first words, or those around what was found."""

    id: str
    day: date
    words: str = field(repr=False)


@dataclass(frozen=True)
class FoundNotes:
    """What a search of this room found, or its list; `total` counts what was not read too."""

    rows: Sequence[FoundNote]
    total: int


@dataclass
class Keeping:
    """Words on their way to being kept for good; `done` once they are."""

    text: str = field(repr=False)
    done: bool = False


@dataclass(frozen=True)
class Draft:
    """A draft as it stands in the window, and what of it is just being kept as a note.

    `history` is what can be undone in it; None leaves that to the vault.
    """

    client: ClientId
    day: date
    text: str = field(repr=False)
    history: History | None = field(default=None, repr=False)
    keeping: Keeping | None = None

    @property
    def left(self) -> str:
        """What is a draft still."""
        keeping = self.keeping
        return self.text.removeprefix(keeping.text) if keeping and keeping.done else self.text

    @property
    def history_left(self) -> History | None:
        """What can be undone in that: of words that are kept for good, nothing."""
        return self.history if self.left == self.text else History()


def look_at_the_door(vault: OpenVault, client: ClientId) -> Doorway:
    """Return what stands on the closed door. Raises NotFound."""
    return Doorway(vault.clients.row(client).name, vault.process_door.exists)


def open_room(
    vault: OpenVault, client: ClientId, secret: Secret, unsaved: Draft | None
) -> OpenedRoom:
    """Open the compartment, and save the draft that could not be saved when it was last open.

    Raises WrongSecret and as `OpenVault.open_process` does; what the saving raises, closed again.
    """
    vault.close_process()
    vault.open_process(secret)
    if unsaved is not None:
        try:
            keep_draft(vault, unsaved)
        except Exception:
            vault.close_process()
            raise
    return read_room(vault, client)


def make_room(vault: OpenVault, passphrase: str) -> PaperKey:
    """Make the compartment, leave it open, and return its paper key, with a reminder to check it.

    Raises as `OpenVault.make_process` does.
    """
    kept: list[PaperKey] = []
    vault.make_process(NewSecrets(passphrase), kept.append)
    remind(vault, (PROCESS,))
    return kept[0]


def enter_room(vault: OpenVault, client: ClientId) -> OpenedRoom:
    """Return what is shown of a client: the paper key was typed back, and needs no reminder."""
    settle(vault, PROCESS)
    return read_room(vault, client)


def read_room(vault: OpenVault, client: ClientId) -> OpenedRoom:
    """Return what is shown of a client in the open compartment."""
    notes = _opened(vault).notes
    draft = notes.draft(client)
    settings = vault.settings.get()
    return OpenedRoom(
        idle_minutes=settings.process_idle_minutes,
        count=notes.count(client),
        rows=notes.page(client, 0, ROWS_AT_ONCE),
        draft_day=draft.day if draft else None,
        draft_text=draft.text if draft else "",
        draft_history=draft.history if draft else History(),
        known=vault.spelling.known_apart(client),
        snippets=texts_by_word(settings.snippets),
    )


def check_not_held(vault: OpenVault, client: ClientId) -> None:
    """Raise NotAllowed where the client's file is on hold, and no draft may be discarded."""
    vault.holds.check(client)


def discard_draft(vault: OpenVault, draft: Draft) -> None:
    """Save what is being written, then throw it away: refused, it is there. Raises NotAllowed."""
    keep_draft(vault, draft)
    _opened(vault).notes.discard_draft(draft.client)


def keep_draft(vault: OpenVault, draft: Draft) -> None:
    """Keep what is being written, in the process database and nowhere else."""
    notes = _opened(vault).notes
    notes.keep_draft(draft.client, draft.day, draft.left, draft.history_left)


def close_room(vault: OpenVault, draft: Draft | None) -> None:
    """Save what is being written and close the compartment; unsaved, it stays open."""
    if vault.process is None:
        return
    if draft is not None:
        save_and_close(vault, draft)
    else:
        vault.close_process()


def save_and_close(vault: OpenVault, draft: Draft) -> None:
    """Save a draft and close the compartment; its progress note, if missing, is a task then.

    Raises NotAllowed where the compartment is closed already, and as `keep_draft` does.
    """
    keep_draft(vault, draft)
    vault.close_process()
    if draft.left.strip():
        # The room is closed, and its words are saved: a task may not open it again.
        with suppress(StorageFailed):
            vault.passages.begin_missing(draft.client, draft.day)


def shut_room(vault: OpenVault, draft: Draft) -> None:
    """Close the compartment also when the draft still cannot be saved; that is raised then."""
    try:
        keep_draft(vault, draft)
    finally:
        vault.close_process()


def keep_note(vault: OpenVault, draft: Draft, now: datetime) -> OpenedRoom:
    """Keep the draft as a process note, for good; its progress note, if missing, is begun.

    Raises BadInput when it says nothing.
    """
    note = new_process_note(ProcessNoteId(new_id()), draft.client, draft.day, draft.text, now)
    _opened(vault).notes.add([note], clears_draft=True)
    if draft.keeping is not None:
        draft.keeping.done = True
    missing = vault.passages.begin_missing(draft.client, draft.day)
    opened = read_room(vault, draft.client)
    return replace(opened, missing=missing.id if missing is not None else None)


def more_rows(vault: OpenVault, client: ClientId, offset: int) -> list[ProcessNoteRow]:
    """Return the rows of kept notes from a number on."""
    return list(_opened(vault).notes.page(client, offset, ROWS_AT_ONCE))


def find_or_list(vault: OpenVault, client: ClientId, words: str) -> FoundNotes:
    """Return a client's notes that hold every word, or the newest when there is no word."""
    notes = _opened(vault).notes
    if not words:
        page = notes.page(client, 0, ROWS_AT_ONCE)
        rows = [FoundNote(row.id, row.day, row.opening) for row in page]
        return FoundNotes(rows, notes.count(client))
    hits = notes.search(words, client, ROWS_AT_ONCE)
    found = [FoundNote(hit.note, hit.day, " ".join(hit.snippet.split())) for hit in hits]
    return FoundNotes(found, len(found))


def read_note(vault: OpenVault, note: ProcessNoteId) -> ProcessNote:
    """Return a kept process note. Raises NotFound, Damaged."""
    return _opened(vault).notes.get(note)


def place_of(vault: OpenVault, client: ClientId, day: date) -> ChartPlace:
    """Return where in the chart a passage of a day goes. Raises as `Passages.place` does."""
    return vault.passages.place(client, day)


def move_passage(
    vault: OpenVault, draft: Draft, passage: Passage, place: ChartPlace
) -> MovedPassage:
    """Move a passage; `draft` is the process note without it. Raises as `Passages.move` does."""
    _opened(vault)
    return vault.passages.move(place, passage, partial(keep_draft, vault, draft))


def take_back(vault: OpenVault, moved: MovedPassage, draft: Draft) -> None:
    """Undo a move; `draft` has the sentence again. Raises as `Passages.take_back` does."""
    vault.passages.take_back(moved, partial(keep_draft, vault, draft))


def _opened(vault: OpenVault) -> OpenProcessNotes:
    if vault.process is None:
        raise NotAllowed(_("Process notes are locked."), hint=_("Unlock them first."))
    return vault.process
