"""What the command line answers of one rule: the form that docs of `retention compute` promise."""

from typing import Any

from vault.model.retention import RuleDate


def rule_date_json(each: RuleDate) -> dict[str, Any]:
    """Return what a rule says of a record."""
    return {
        "id": each.rule.id,
        "status": each.status,
        "through": each.through.isoformat() if each.through is not None else None,
        "eligible": each.eligible.isoformat() if each.eligible is not None else None,
        "binding_clause": each.binding_clause,
        "flags": list(each.flags),
        "cite": each.rule.cite,
    }
