"""What one does when everything was written as plain files: log it, and give it its name."""

from vault.model.audit import Action, Detail, Fact
from vault.model.export import Exported
from vault.storage.records_store import RecordsStore


class Exports:
    """The practice's own copies of everything, in the clear."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

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
