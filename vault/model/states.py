"""The states that the rules know, and the age at which a client is an adult in each."""

import tomllib
from functools import cache
from typing import Any

from vault.resource_files import read_resource


def majority_age(state: str) -> int:
    """Return the age of majority in a state; the highest of the table when it is unknown.

    From resources/retention/majority.toml, which gives each source.
    """
    table = _table()
    exceptions: dict[str, int] = table["majority"]
    code = state_code(state)
    if code is None:
        return max(exceptions.values())
    return int(exceptions.get(code, table["default"]))


def majority_statute(state: str) -> str:
    """Return the statute that a rule of ours names for the age of majority; empty for none."""
    statutes: dict[str, str] = _table()["statutes"]
    return statutes.get(state_code(state) or "", "")


def is_listed_state(state: str) -> bool:
    """Tell whether a state, by its letters or its name, is one that the rules know."""
    return state_code(state) is not None


def state_name(state: str) -> str:
    """Return a state in full; one that the rules do not know as it was entered."""
    names: dict[str, str] = _table()["names"]
    code = state_code(state)
    return names[code] if code is not None else state.strip()


def state_names() -> dict[str, str]:
    """Return every state that the rules know, by its two letters."""
    return dict(_table()["names"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(read_resource("retention/majority.toml").decode())


def state_code(state: str) -> str | None:
    """Return the two letters of a state that is named by them or in full; None for another word."""
    names: dict[str, str] = _table()["names"]
    code = state.strip().upper().removeprefix("US-")
    code = {name.upper(): key for key, name in names.items()}.get(code, code)
    return code if code in names else None
