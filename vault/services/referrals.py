"""What one does with the referral directory: keep it, put an entry away, find one."""

from dataclasses import replace

from vault.model.audit import Action
from vault.model.ids import ReferralId
from vault.model.referral import ReferralEntry, found
from vault.storage.kept_list import KeptList, ListActions
from vault.storage.records_store import RecordsStore

_ACTIONS = ListActions(Action.REFERRAL_ADDED, Action.REFERRAL_CHANGED, Action.REFERRAL_REMOVED)


class Referrals(KeptList[ReferralEntry]):
    """To whom the licensee refers: administrative, in nobody's record and in no copy of one."""

    def __init__(self, store: RecordsStore) -> None:
        super().__init__(
            store,
            _ACTIONS,
            lambda tables: tables.referrals,
            lambda each, _others: each.cleaned(store.clock.now().date()),
        )

    def find(self, typed: str = "", *, away: bool = False) -> list[ReferralEntry]:
        """Return by name the entries that hold every word that is typed; `away` those put away."""
        return found(self.list_all(), typed, away=away)

    def put_away(self, entry: ReferralId) -> ReferralEntry:
        """Offer an entry no more; it is kept. Raises NotFound."""
        return self.change(replace(self.get(entry), away=True))

    def bring_back(self, entry: ReferralId) -> ReferralEntry:
        """Offer again an entry that was put away. Raises NotFound."""
        return self.change(replace(self.get(entry), away=False))
