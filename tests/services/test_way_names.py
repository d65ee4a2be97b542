"""Names of ways in: kept in the records for both compartments, and never of another way in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE
from vault.errors import BadInput, NotFound, VaultError
from vault.format.vault_header import PROCESS, RECORDS
from vault.lifecycle.change_key import KeyChange, change_key
from vault.lifecycle.sitting import Surroundings
from vault.model.audit import Action
from vault.model.secret import Passphrase
from vault.model.way_in import NAME_LIMIT
from vault.open_vault import OpenVault

NEW = "quite another passphrase"


def names(vault: OpenVault) -> dict[tuple[str, str], str]:
    """Return the names of the ways in that have one."""
    return {
        (each.compartment, each.way_in): each.name
        for each in vault.way_names.list_all()
        if each.name
    }


def test_both_compartments_have_names_and_they_outlive_a_lock(unlocked: Unlock) -> None:
    vault = unlocked()
    assert [(each.compartment, each.way_in) for each in vault.way_names.list_all()] == [
        (RECORDS, "passphrase:1"),
        (RECORDS, "recovery:2"),
        (PROCESS, "passphrase:1"),
        (PROCESS, "recovery:2"),
    ]
    assert names(vault) == {}
    vault.way_names.name(RECORDS, "recovery:2", " in the bank ")
    vault.way_names.name(PROCESS, "recovery:2", "my sister's copy")
    vault.close()
    vault = unlocked()
    assert names(vault) == {
        (RECORDS, "recovery:2"): " in the bank ",
        (PROCESS, "recovery:2"): "my sister's copy",
    }
    vault.way_names.name(RECORDS, "recovery:2", "at home now")
    vault.way_names.name(PROCESS, "recovery:2", "  ")
    assert names(vault) == {(RECORDS, "recovery:2"): "at home now"}


def test_a_name_leaves_an_entry_that_does_not_say_it(vault: OpenVault) -> None:
    heard: list[str] = []
    vault.listen(lambda fact: heard.append(fact.action))
    vault.way_names.name(PROCESS, "recovery:2", "zqcanary")
    entry = vault.audit.export()[-2]
    assert (entry.action, entry.subject) == (Action.WAY_IN_NAMED, PROCESS)
    assert dict(entry.detail) == {"way_in": "recovery:2"}
    assert heard == [Action.WAY_IN_NAMED, Action.CHAIN_EXPORTED]


REFUSED: dict[str, tuple[str, str, type[VaultError]]] = {
    "a way in that is not there": ("recovery:9", "in the bank", NotFound),
    "another kind of that number": ("passphrase:2", "in the bank", NotFound),
    "two lines": ("recovery:2", "in\nthe bank", BadInput),
    "a NUL": ("recovery:2", "in\0the bank", BadInput),
    "half a character": ("recovery:2", "\ud800", BadInput),
    "too long": ("recovery:2", "x" * (NAME_LIMIT + 1), BadInput),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_changes_nothing(vault: OpenVault, name: str) -> None:
    way_in, text, error = REFUSED[name]
    vault.way_names.name(RECORDS, "recovery:2", "x" * NAME_LIMIT)
    seq = vault.audit.mark.seq
    with pytest.raises(error):
        vault.way_names.name(RECORDS, way_in, text)
    assert names(vault) == {(RECORDS, "recovery:2"): "x" * NAME_LIMIT}
    assert vault.audit.mark.seq == seq


def test_a_change_of_key_keeps_the_names_of_what_stays(
    unlocked: Unlock, path: Path, around: Surroundings
) -> None:
    vault = unlocked()
    vault.way_names.name(RECORDS, "passphrase:1", "the old words")
    vault.way_names.name(RECORDS, "recovery:2", "in the bank")
    vault.way_names.name(PROCESS, "recovery:2", "in the safe")
    vault.close()
    change_key(path, Passphrase(PASSPHRASE), KeyChange(passphrase=NEW), around)
    vault = unlocked(Passphrase(NEW))
    assert [each.way_in for each in vault.way_names.list_all()][:2] == [
        "recovery:2",
        "passphrase:3",
    ]
    assert names(vault) == {
        (RECORDS, "recovery:2"): "in the bank",
        (PROCESS, "recovery:2"): "in the safe",
    }


def add_to_records(vault: OpenVault) -> str:
    """Add a recovery key to the records."""
    return vault.ways_in.add_recovery(lambda key: None)


def add_to_process(vault: OpenVault) -> str:
    """Add a recovery key to process notes."""
    process = vault.open_process(Passphrase(PROCESS_PASSPHRASE))
    try:
        return process.ways_in.add_recovery(lambda key: None)
    finally:
        vault.close_process()


@pytest.mark.parametrize(
    ("compartment", "passphrase", "add"),
    [(RECORDS, PASSPHRASE, add_to_records), (PROCESS, PROCESS_PASSPHRASE, add_to_process)],
    ids=[RECORDS, PROCESS],
)
def test_the_next_way_in_of_the_same_number_has_no_name(
    unlocked: Unlock,
    path: Path,
    around: Surroundings,
    compartment: str,
    passphrase: str,
    add: Callable[[OpenVault], str],
) -> None:
    """The highest number comes again once its way in has ended: it must not look like the old."""
    vault = unlocked()
    vault.way_names.name(compartment, "recovery:2", "in the bank")
    vault.close()
    change_key(
        path, Passphrase(passphrase), KeyChange(compartment, frozenset({"recovery:2"})), around
    )
    vault = unlocked()
    assert add(vault) == "recovery:2"
    assert names(vault) == {}
