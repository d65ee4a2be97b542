"""The table of what was set aside: what opens each sealed file, and what became of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from vault.crypto import age
from vault.errors import Damaged, NotFound, WrongSecret
from vault.model.canonical import canonical
from vault.model.ids import AsideId, BatchId, DocumentId, is_id
from vault.model.incoming.set_aside import (
    AsideIn,
    AsideState,
    Authorization,
    SetAside,
    authorization_json,
)
from vault.model.seal import Seal
from vault.storage.database import Database, Row
from vault.storage.documents_folder import SealedDocument, SealedFile
from vault.translation import _

_SAID = (
    "id, batch, number, path, size, sha256, sealed_size, sealed_sha256, recipient, came_at, "
    "state, ended_at, authorization, returned_to, public_key, signature"
)
_KEY = "salt, seal, identity"


SealedAside = tuple[AsideId, AsideIn, SealedFile]
"""What is to be set aside: its id, what it is in the source, and the sealed file."""


@dataclass(frozen=True)
class KeptAside:
    """What was set aside as it is kept: with its seal, and what opens its file while it is here."""

    aside: SetAside
    seal: Seal
    identity: str = field(repr=False)


class SetAsideTable:
    """One row for each. A row goes only with its import, when that is undone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, aside: AsideId) -> SetAside:
        """Return one. Raises as `kept` does."""
        return self.kept(aside).aside

    def kept(self, aside: AsideId) -> KeptAside:
        """Return one with what opens it. Raises NotFound, Damaged for what was not sealed so."""
        row = self._database.row(
            f"SELECT {_SAID}, {_KEY} FROM set_aside WHERE id = ?", (aside if is_id(aside) else "",)
        )
        if row is None:
            raise NotFound(_("Nothing of this id was set aside."))
        *said, salt, digest, identity = row
        kept = KeptAside(_aside(tuple(said)), Seal(salt, digest), identity or "")
        if not kept.seal.fits(kept.aside.content) or not _opens(kept):
            raise Damaged(_("What was set aside is not what was sealed."))
        return kept

    def has(self, aside: str) -> bool:
        """Tell whether there is one of this id."""
        return self._database.row("SELECT 1 FROM set_aside WHERE id = ?", (aside,)) is not None

    def ids(self) -> list[AsideId]:
        """Return the ids of all."""
        return [AsideId(row[0]) for row in self._database.rows("SELECT id FROM set_aside")]

    def list_all(self) -> list[SetAside]:
        """Return all: those that came last before the others, each import's in its order."""
        sql = f"SELECT {_SAID} FROM set_aside ORDER BY came_at DESC, batch, number"
        return [_aside(row) for row in self._database.rows(sql)]

    def of_batch(self, batch: BatchId) -> list[SetAside]:
        """Return those of one import, in its order."""
        sql = f"SELECT {_SAID} FROM set_aside WHERE batch = ? ORDER BY number"
        return [_aside(row) for row in self._database.rows(sql, (batch,))]

    def any_with(self, document: DocumentId) -> bool:
        """Tell whether a document is named as the paper on which something was taken out."""
        sql = "SELECT 1 FROM set_aside WHERE instr(authorization, ?) > 0"
        return self._database.row(sql, (document,)) is not None

    def files(self) -> list[SealedDocument]:
        """Return the sealed file of each that is here."""
        sql = "SELECT id, sealed_size, sealed_sha256 FROM set_aside WHERE state = 'aside'"
        return [SealedDocument(*row) for row in self._database.rows(sql)]

    def add(self, kept: Sequence[KeptAside]) -> None:
        """Add some."""
        for each in kept:
            aside, marks = each.aside, ", ".join("?" * 19)
            self._database.change(
                f"INSERT INTO set_aside ({_SAID}, {_KEY}) VALUES ({marks})",
                (
                    aside.id,
                    aside.batch,
                    aside.number,
                    aside.path,
                    aside.size,
                    aside.sha256,
                    aside.sealed_size,
                    aside.sealed_sha256,
                    aside.recipient,
                    aside.came_at.isoformat(),
                    *_ending(aside),
                    each.seal.salt,
                    each.seal.digest,
                    each.identity,
                ),
            )

    def end(self, aside: SetAside) -> None:
        """Keep that one was taken out or returned; what opens its file goes."""
        self._database.change(
            "UPDATE set_aside SET state = ?, ended_at = ?, authorization = ?, returned_to = ?, "
            "public_key = ?, signature = ?, identity = NULL WHERE id = ?",
            (*_ending(aside), aside.id),
        )


def _ending(aside: SetAside) -> tuple[str | None, ...]:
    return (
        aside.state.value,
        aside.ended_at.isoformat() if aside.ended_at is not None else None,
        canonical(authorization_json(aside.authorization)).decode(),
        aside.returned_to,
        aside.public_key,
        aside.signature,
    )


def _opens(kept: KeptAside) -> bool:
    """Tell whether an identity is the one that the file is sealed to; none, once it has ended."""
    if kept.aside.state is not AsideState.ASIDE:
        return not kept.identity
    try:
        return age.recipient_of(kept.identity) == kept.aside.recipient
    except WrongSecret:
        return False


def _aside(row: Row) -> SetAside:
    aside, batch, number, path, size, sha256, sealed_size, sealed_sha256, recipient, *later = row
    came_at, state, ended_at, authorization, returned_to, public_key, signature = later
    return SetAside(
        id=aside,
        batch=batch,
        number=number,
        path=path,
        size=size,
        sha256=sha256,
        sealed_size=sealed_size,
        sealed_sha256=sealed_sha256,
        recipient=recipient,
        came_at=datetime.fromisoformat(came_at),
        state=AsideState(state),
        ended_at=datetime.fromisoformat(ended_at) if ended_at else None,
        authorization=_authorization(authorization),
        returned_to=returned_to,
        public_key=public_key,
        signature=signature,
    )


def _authorization(text: str) -> Authorization | None:
    said = json.loads(text)
    if not said:
        return None
    day = date.fromisoformat(said["day"])
    return Authorization(said["words"], day, DocumentId(said["document"]) or None)
