"""Which rules of our own resources bind a license: by its state, and its letters or its name."""

import re
from collections.abc import Iterable, Sequence
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
    """Return the licenses of a licensee, each once: that of the profile, then the others."""
    first = License(own.state, own.credential, own.license_number)
    return list(dict.fromkeys([first, *circumstances.licenses]))


def binds(row: dict[str, Any], licenses: Sequence[License]) -> bool:
    """Tell whether a rule, with its `jurisdiction` and `licences`, is that of one of these."""
    return bool(those_bound(row, licenses))


def those_bound(row: dict[str, Any], licenses: Sequence[License]) -> list[License]:
    """Return which of these licenses a rule is for."""
    return [each for each in licenses if is_for(row["jurisdiction"], row["licences"], each)]


def is_for(jurisdiction: str, kinds: Iterable[str], held: License) -> bool:
    """Tell whether a rule of a jurisdiction such as US-MA is for a license; `*` is every kind."""
    if state_code(held.state) != jurisdiction.removeprefix("US-"):
        return False
    letters = {each.upper() for each in kinds}
    return "*" in letters or bool(letters & _letters(held))


def _letters(held: License) -> set[str]:
    kind = held.kind.upper().replace(".", "")
    named = {letters for letters, name in _NAMES.items() if name.upper() in kind}
    return {kind, *re.split("[^A-Z]+", kind), *named}
