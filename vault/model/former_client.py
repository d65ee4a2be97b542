"""The rules on relationships with former clients, by license; none says that a time has ended."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vault.model.circumstances import License
from vault.model.license_rules import binds, those_bound
from vault.model.switched_on import because_of_licenses
from vault.resource_files import read_resource


@dataclass(frozen=True)
class FormerClientRule:
    """One rule, with its citation and the day through which its source was current.

    `at_least_years` counts from the last professional service; None has no end at all. `because`
    says by which licenses it binds.
    """

    id: str
    cite: str
    through: date
    at_least_years: int | None
    because: str = field(default="", repr=False)


def former_client_rules(licenses: Sequence[License]) -> tuple[FormerClientRule, ...]:
    """Return the rules that bind these licenses, in the order of the table.

    From resources/law/former-clients.toml: 262 CMR 8.02(2), 20 CSR 2263-3.040(1). A license whose
    state or kind is not in the table has no rule here, which is not to say that there is none.
    """
    rows = tomllib.loads(read_resource("law/former-clients.toml").decode())["rule"]
    return tuple(_rule(row, licenses) for row in rows if binds(row, licenses))


def _rule(row: dict[str, Any], licenses: Sequence[License]) -> FormerClientRule:
    return FormerClientRule(
        id=row["id"],
        cite=row["cite"],
        through=date.fromisoformat(row["through"]),
        at_least_years=row.get("at_least_years"),
        because=because_of_licenses(those_bound(row, licenses)),
    )
