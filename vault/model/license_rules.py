"""Which rules of our own resources bind a license: by its state, and its letters or its name."""

import re
from collections.abc import Sequence
from typing import Any

from vault.model.circumstances import Circumstances, License
from vault.model.practice import Licensee
from vault.model.states import state_code

_NAMES = {
    "LMHC": "mental health counselor",
    "LMFT": "marriage and family therapist",
    "LRC": "rehabilitation counselor",
    "LEP": "educational psychologist",
    "LCSW": "clinical social worker",
    "LMSW": "master social worker",
    "LBSW": "baccalaureate social worker",
}


def held_licenses(own: Licensee, circumstances: Circumstances) -> list[License]:
    """Return the licenses of a licensee: that of the profile, and those of the circumstances."""
    return [License(own.state, own.credential, own.license_number), *circumstances.licenses]


def binds(row: dict[str, Any], licenses: Sequence[License]) -> bool:
    """Tell whether a rule, with its `jurisdiction` and `licences`, is that of one of these."""
    return bool(those_bound(row, licenses))


def those_bound(row: dict[str, Any], licenses: Sequence[License]) -> list[License]:
    """Return which of these licenses a rule is for."""
    state = str(row["jurisdiction"]).removeprefix("US-")
    letters = {str(each).upper() for each in row["licences"]}
    return [
        each for each in licenses if state_code(each.state) == state and letters & _letters(each)
    ]


def _letters(held: License) -> set[str]:
    kind = held.kind.upper().replace(".", "")
    named = {letters for letters, name in _NAMES.items() if name.upper() in kind}
    return {kind, *re.split("[^A-Z]+", kind), *named}
