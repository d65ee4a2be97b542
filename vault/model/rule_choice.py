"""Which rules of retention apply to a practice: by its licenses, its answers and its own rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vault.model.circumstances import Circumstances, License, Question
from vault.model.license_rules import is_for
from vault.model.own_rule import OwnRule
from vault.model.retention_rule import RetentionRule, Scope
from vault.model.rule_versions import Texts, texts_of
from vault.model.states import state_code

_FEDERAL = "US"
_CHART = (Scope.CLIENT_RECORD, Scope.ITEM)


@dataclass(frozen=True)
class Rules:
    """The rules of a practice, one part for each clock.

    `chart` are those for the record itself, `papers` and `disclosures` those for what HIPAA asks to
    document; `guidance` stands beside them and binds nobody. `unruled` are the licenses for which
    no rule is known that may be relied on. `requires` tells what is so of the practice. `ended`
    came in to end what an earlier text says: that they do not apply is to be confirmed.
    """

    chart: tuple[RetentionRule, ...]
    papers: tuple[RetentionRule, ...]
    disclosures: tuple[RetentionRule, ...]
    guidance: tuple[RetentionRule, ...]
    unruled: tuple[License, ...] = field(default=(), repr=False)
    requires: dict[str, bool] = field(default_factory=dict)
    ended: tuple[RetentionRule, ...] = ()

    @property
    def all(self) -> tuple[RetentionRule, ...]:
        """Every rule, whatever clock it is for, guidance too, and those that end one."""
        return (*self.chart, *self.papers, *self.disclosures, *self.guidance, *self.ended)


def rules_for(
    licenses: Sequence[License],
    circumstances: Circumstances,
    own: Iterable[OwnRule],
    texts: Texts | None = None,
) -> Rules:
    """Return the rules that apply. Every one that does counts; the longest wins.

    `texts` are those that count where files came in; without, those of the program do.
    """
    requires = facts_of_practice(circumstances)
    entered = [each.rule for each in own]
    texts = texts if texts is not None else texts_of((), ())
    applying = [each for each in texts.counting if _applies(each, licenses, requires)]
    known = [*applying, *entered]

    def of(*scopes: Scope, guidance: bool = False) -> tuple[RetentionRule, ...]:
        those = (each for each in known if each.scope in scopes)
        return tuple(each for each in those if each.guidance is guidance)

    chart = of(*_CHART)
    relied_on = [each for each in chart if each.id not in texts.pending]
    return Rules(
        chart=chart,
        papers=of(Scope.DOCUMENT),
        disclosures=of(Scope.DISCLOSURE_ENTRY),
        guidance=of(*_CHART, guidance=True),
        unruled=tuple(each for each in licenses if not _ruled(each, relied_on)),
        requires=requires,
        ended=_ended(texts, licenses, requires),
    )


def applies_to(
    rule: RetentionRule, licenses: Sequence[License], circumstances: Circumstances
) -> bool:
    """Tell whether a rule is for one of these licenses, as the practice is."""
    return _applies(rule, licenses, facts_of_practice(circumstances))


def facts_of_practice(circumstances: Circumstances) -> dict[str, bool]:
    """Return what is so of a practice, as rules require it; what is unknown counts as so.

    That is the longer time, which is the stricter here (decision 5).
    """
    medicare = circumstances.holds(Question.MEDICARE)
    return {
        "covered_entity": circumstances.holds(Question.COVERED_ENTITY),
        "medicare_ffs": medicare,
        "medicare_advantage": medicare,
        "private_practice": circumstances.may_hold(Question.PRIVATE_PRACTICE),
    }


def _ended(
    texts: Texts, licenses: Sequence[License], requires: dict[str, bool]
) -> tuple[RetentionRule, ...]:
    """Return the newest texts that do not apply, of rules that applied by an earlier one."""
    return tuple(
        each
        for each in texts.newest
        if each.brought
        and (each.withdrawn or not _applies(each, licenses, requires))
        and any(_applies(one, licenses, requires) for one in texts.before.get(each.id, ()))
    )


def _applies(rule: RetentionRule, licenses: Sequence[License], so: dict[str, bool]) -> bool:
    if not all(so.get(name, False) for name in rule.requires):
        return False
    if not rule.jurisdiction.startswith("US-"):
        return True
    return any(is_for(rule.jurisdiction, rule.licenses, each) for each in licenses)


def _ruled(held: License, chart: Sequence[RetentionRule]) -> bool:
    """Tell whether a rule of the state is for this license; an own one is for all of its state."""
    if state_code(held.state) is None:
        return False
    return any(
        each.jurisdiction != _FEDERAL and is_for(each.jurisdiction, each.licenses, held)
        for each in chart
    )
