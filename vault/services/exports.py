"""What one does when everything is written as plain files: begin it, log it, give it its name."""

from collections.abc import Callable
from pathlib import Path

from vault.errors import NotAllowed, WrongSecret
from vault.model.audit import Action, Detail, Fact
from vault.model.canonical import canonical, parse_canonical_text
from vault.model.export import Exported
from vault.storage.plain_folder import check_free, clear_cut_off
from vault.storage.records_store import RecordsStore
from vault.translation import _

_UNDER_WAY = "export"
"""Under which name on the desk it lies where plain files are being written."""


class Exports:
    """The practice's own copies of everything, in the clear.

    `opens` tells whether a passphrase opens the records; `folder` is the vault's own.
    """

    def __init__(self, store: RecordsStore, folder: Path, opens: Callable[[str], bool]) -> None:
        self._store, self._folder, self._opens = store, folder, opens

    def check_passphrase(self, passphrase: str) -> None:
        """Raise WrongSecret unless this opens the records: who asks is who unlocked them."""
        if not self._opens(passphrase):
            raise WrongSecret(_("The passphrase is wrong."))

    def begin(self, out: Path) -> None:
        """Keep where plain files will be written: what is cut off is taken away at the next unlock.

        Raises NotAllowed when something is there, or it is in the vault's own folder.
        """
        if out.resolve().is_relative_to(self._folder.resolve()):
            raise NotAllowed(
                _("This place is within the vault's own folder."), hint=_("Name another place.")
            )
        check_free(out)
        value = canonical({"path": str(out.absolute())}).decode("ascii")
        with self._store.write(Fact(Action.DESK_KEPT, _UNDER_WAY)) as tables:
            tables.desk.put(_UNDER_WAY, value)

    def keep(self, exported: Exported) -> None:
        """Log an export and give its folder its name.

        One that nobody logged must not exist. Raises NotAllowed when something took its place
        meanwhile, StorageFailed; nothing is left of it then.
        """
        detail: Detail = {
            "manifest": exported.manifest,
            "files": exported.files,
            **exported.counts,
            "process": int(exported.process_notes),
        }
        try:
            with self._store.write(Fact(Action.PRACTICE_EXPORTED, "practice", detail=detail)):
                pass
            exported.folder.give_name()
        except BaseException:
            exported.folder.discard()
            raise
        self._done()

    def clear_cut_off(self) -> None:
        """Take away what an export left that was cut off. Raises StorageFailed.

        Where its disk is not connected, it is looked for again at the next unlock.
        """
        kept = self._store.tables.desk.get(_UNDER_WAY)
        path = Path(parse_canonical_text(kept)["path"]) if kept is not None else None
        if path is not None and path.parent.is_dir():
            clear_cut_off(path)
            self._done()

    def _done(self) -> None:
        with self._store.write(Fact(Action.DESK_KEPT, _UNDER_WAY)) as tables:
            tables.desk.remove(_UNDER_WAY)
