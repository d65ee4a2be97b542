"""What one does about the rules of retention: see which apply, confirm them, enter one's own."""

from datetime import date

from vault.errors import BadInput, NotFound
from vault.model.audit import Action, Fact
from vault.model.circumstances import License
from vault.model.ids import ConfirmationId, check_new, new_id
from vault.model.own_rule import OwnRule
from vault.model.retention_rule import RetentionRule
from vault.model.rule_trust import (
    Confirmation,
    KnownAge,
    KnownRule,
    Majority,
    asks,
    majorities,
    majority_doubts,
    rule_doubts,
    text_of,
)
from vault.storage.kept_list import KeptList, ListActions
from vault.storage.records_store import RecordsStore
from vault.translation import _

_OWN_RULES = ListActions(Action.RULE_ADDED, Action.RULE_CHANGED, Action.RULE_REMOVED)


class OwnRules(KeptList[OwnRule]):
    """The rules that the licensee entered: for a license, a payer, an insurer, or a policy."""

    def __init__(self, store: RecordsStore) -> None:
        super().__init__(
            store,
            _OWN_RULES,
            lambda tables: tables.own_rules,
            lambda each, others: each.cleaned(store.clock.now().date(), others),
        )


class RetentionRules:
    """Which rules apply to the practice, and which the licensee held against the official text.

    `own` are those that she entered.
    """

    def __init__(self, store: RecordsStore) -> None:
        self._store = store
        self.own = OwnRules(store)

    def rules(self) -> list[KnownRule]:
        """Return the rules that apply to the practice, guidance too, each with what is in doubt."""
        tables, today = self._store.tables, self._today()
        practice = tables.retention_practice()
        rules, confirmed = practice.rules, practice.confirmed
        ended = {each.id for each in rules.ended}
        titles = {str(each.id): each.title for each in tables.own_rules.list_all()}
        known = rules.all
        return [
            KnownRule(
                each,
                confirmed.get(each.id),
                tuple(rule_doubts(each, confirmed.get(each.id), today)),
                not each.earlier
                and asks(each, confirmed.get(each.id), today)
                and not (each.id in ended and each.id in confirmed),
                titles.get(each.id, ""),
            )
            for each in known
        ]

    def unruled(self) -> tuple[License, ...]:
        """Return the licenses for which no rule is known."""
        return self._store.tables.retention_practice().rules.unruled

    def ages(self) -> list[KnownAge]:
        """Return the ages of majority of the states of the licenses, with what is in doubt."""
        tables, today = self._store.tables, self._today()
        confirmed = tables.retention_practice().confirmed
        return [
            KnownAge(
                each,
                confirmed.get(each.id),
                tuple(majority_doubts(each, confirmed.get(each.id), today)),
            )
            for each in majorities(tables.licenses())
        ]

    def confirm(self, rule: str, day: date, address: str) -> Confirmation:
        """Keep that a rule was held against the official text, by its id or an age's.

        Raises NotFound for a rule that does not apply, BadInput as `Confirmation.cleaned` does.
        """
        known: dict[str, RetentionRule | Majority] = {
            each.rule.id: each.rule for each in self.rules() if not each.rule.earlier
        }
        known |= {each.majority.id: each.majority for each in self.ages()}
        if rule not in known:
            raise NotFound(_("There is no such rule."))
        what = known[rule]
        if isinstance(what, RetentionRule) and what.through is not None and day < what.through:
            raise BadInput(
                _("Our text is newer than that: it is of {day}.").format(day=what.through)
            )
        by = self._store.tables.practice.get().name
        new = Confirmation(ConfirmationId(new_id()), rule, text_of(what), day, address, by)
        cleaned = new.cleaned(self._today())
        with self._store.write(Fact(Action.RULE_CONFIRMED, cleaned.id)) as tables:
            tables.confirmations.put(cleaned)
        return cleaned

    def unconfirm(self, rule: str) -> Confirmation:
        """Take back the newest confirmation of a rule. Raises NotFound where there is none."""
        kept = self._store.tables.retention_practice().confirmed.get(rule)
        if kept is None:
            raise NotFound(_("This rule was not confirmed."))
        kept = self._store.tables.confirmations.get(kept.id)
        with self._store.write(Fact(Action.RULE_UNCONFIRMED, kept.id)) as tables:
            tables.confirmations.remove(kept.id)
        return kept

    def confirm_again(self, confirmation: Confirmation) -> Confirmation:
        """Put back a confirmation that was taken back. Raises NotAllowed when it is there."""
        check_new([confirmation.id], self._store.tables.confirmations.has)
        with self._store.write(Fact(Action.RULE_CONFIRMED, confirmation.id)) as tables:
            tables.confirmations.put(confirmation)
        return confirmation

    def _today(self) -> date:
        return self._store.clock.now().date()
