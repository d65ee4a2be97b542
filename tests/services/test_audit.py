"""The chain is proved in slices as it is proved at once."""

from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import with_record
from tests.storage.test_database import place_of, raw_connection
from vault.model.audit import ChainCheck
from vault.open_vault import OpenVault


def in_slices(vault: OpenVault, limit: int) -> tuple[int | None, int]:
    """Prove the chain in slices; return the first broken entry, and how many slices it took."""
    check, slices = vault.audit.check(0, limit), 1
    while not check.done:
        assert check.first_broken is None
        check, slices = vault.audit.check(check.checked_to, limit), slices + 1
    return check.first_broken, slices


@pytest.mark.parametrize("limit", [1, 2, 3, 1_000])
def test_a_whole_chain_is_proved_whole(vault: OpenVault, limit: int) -> None:
    with_record(vault, "One.", "Two.", "Three.")
    total = vault.audit.mark.seq
    assert in_slices(vault, limit) == (None, -(-total // limit))
    assert vault.audit.check(total, limit) == ChainCheck(total, total)
    assert vault.audit.check(0, 2) == ChainCheck(2, total)


def test_entries_that_come_meanwhile_are_proved_too(vault: OpenVault) -> None:
    check = vault.audit.check(0, 1_000)
    assert check.done
    with_record(vault, "One.")
    check = vault.audit.check(check.checked_to, 1_000)
    assert (check.checked_to, check.total) == (vault.audit.mark.seq,) * 2


@pytest.mark.parametrize("limit", [1, 2, 4, 1_000])
@pytest.mark.parametrize("broken", [2, 5, 7])
def test_the_first_broken_entry_is_named(
    path: Path, unlocked: Unlock, limit: int, broken: int
) -> None:
    vault = unlocked()
    with_record(vault, "One.", "Two.", "Three.")
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    raw.execute("DROP TRIGGER audit_is_never_changed")
    raw.execute(f"UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE seq = {broken}")
    raw.close()
    assert vault.audit.first_broken() == broken
    assert in_slices(vault, limit)[0] == broken


@pytest.mark.parametrize("limit", [1, 2, 4, 1_000])
def test_an_entry_that_is_gone_is_named(path: Path, unlocked: Unlock, limit: int) -> None:
    vault = unlocked()
    with_record(vault, "One.", "Two.", "Three.")
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    raw.execute("DROP TRIGGER audit_is_never_deleted")
    raw.execute("DELETE FROM audit WHERE seq = 4")
    raw.close()
    assert vault.audit.first_broken() == 4
    assert in_slices(vault, limit)[0] == 4
