"""What one does with the licensee's own list, which every conflict check looks through."""

from vault.model.audit import Action
from vault.model.conflict import Acquaintance
from vault.storage.kept_list import KeptList, ListActions
from vault.storage.records_store import RecordsStore

_ACTIONS = ListActions(
    Action.ACQUAINTANCE_ADDED, Action.ACQUAINTANCE_CHANGED, Action.ACQUAINTANCE_REMOVED
)


class OwnList(KeptList[Acquaintance]):
    """With whom the licensee has a relationship of another kind; it is in nobody's record."""

    def __init__(self, store: RecordsStore) -> None:
        super().__init__(
            store,
            _ACTIONS,
            lambda tables: tables.acquaintances,
            lambda each, _others: each.cleaned(),
        )
