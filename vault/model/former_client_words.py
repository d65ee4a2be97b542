"""What a rule on former clients says, in a sentence with its source."""

from vault.model.former_client import FormerClientRule
from vault.translation import _


def rule_words(rule: FormerClientRule, through: str) -> str:
    """Return what a rule says, with its citation, and by which license it binds.

    `through` is the day of its source, in words. It never says that a time has ended.
    """
    return f"{_said(rule, through)} {rule.because}".rstrip()


def no_rule_words() -> str:
    """Return what is said where no rule is known for the licenses: that this is no permission."""
    return _(
        "No rule was found for your license as it stands in Settings. Look up the one that binds "
        "you."
    )


def _said(rule: FormerClientRule, through: str) -> str:
    if rule.at_least_years is None:
        words = _(
            "{cite}: no dual or multiple relationship with a person to whom you at any time "
            "rendered services; the rule names no end. Source current through {day}."
        )
        return words.format(cite=rule.cite, day=through)
    words = _(
        "{cite}: the relationship with a client is presumed to extend to at least {n} years from "
        "the last professional service. Source current through {day}."
    )
    return words.format(cite=rule.cite, n=rule.at_least_years, day=through)
