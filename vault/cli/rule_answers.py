"""What the command line answers of one rule: the form that docs of `retention compute` promise."""

from typing import Any

from vault.model.retention import RuleDate
from vault.model.retention_rule import RetentionRule


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


def came_in_json(rule: RetentionRule) -> dict[str, Any] | None:
    """Return with which file a rule came in; None for one of the program or an own one."""
    if rule.came_in is None:
        return None
    return {
        "file": rule.came_in.file,
        "day": rule.came_in.day.isoformat(),
        "signed_by": rule.came_in.signed_by,
        "edition": rule.reviewed.isoformat() if rule.reviewed is not None else None,
    }
