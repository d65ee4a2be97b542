"""A draft that is open in the window: what is done with it, on the vault's thread."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ui.screens.client.reading import discard_empty, has_ended
from vault.errors import NotAllowed
from vault.model.ids import ParticipantId
from vault.model.note import Note
from vault.open_vault import OpenVault
from vault.translation import _


@dataclass
class OpenDraft:
    """`known` is the draft as the window read or wrote it last; only the jobs change it, in turn.

    A sentence that was moved into the draft meanwhile is not overwritten with words that never
    knew it: each job saves against what is known here.
    """

    known: Note = field(repr=False)

    def save(self, note: Note, vault: OpenVault) -> Note:
        """Save what is typed; return what the draft says now. Raises as `save_draft` does."""
        kept = vault.notes.save_draft(note, self.known)
        self.known = note
        return kept

    def save_what_is_left(self, note: Note, vault: OpenVault) -> Note:
        """Save it behind a job that signs or discards, if it is a draft still."""
        return note if has_ended(vault, note.id) else self.save(note, vault)

    def sign(self, note: Note, vault: OpenVault) -> Note:
        """Save and sign. Raises NotAllowed also when it says more than whoever signs has seen."""
        if self.save(note, vault).content != note.content:
            raise NotAllowed(
                _("A sentence was moved into this draft meanwhile. It stands here now."),
                hint=_("Read it, then sign."),
            )
        return vault.notes.sign(note.id)

    def sign_for_each(
        self, there: Sequence[ParticipantId], looked_at: bool, vault: OpenVault
    ) -> Note:
        """Sign a group's draft, as it was looked at, with a note for each who was there."""
        vault.group_notes.sign(self.known.id, there, looked_at=looked_at)
        return vault.notes.get(self.known.id)

    def discard(self, note: Note, vault: OpenVault) -> Note:
        """Save and throw away, so that every word of it can be brought back."""
        self.save(note, vault)
        return vault.notes.discard(note.id)

    def discard_emptied(self, note: Note, vault: OpenVault) -> None:
        """Throw away what was emptied; what came into it meanwhile is left."""
        self.save_what_is_left(note, vault)
        discard_empty(vault, note.id)
