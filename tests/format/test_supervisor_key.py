"""A supervisor's signing key: opened by the passphrase it was made with, and by nothing else."""

import json

import pytest

from tests.storage.test_database import derive_once
from vault.crypto.kdf import FLOOR
from vault.crypto.signature import public_key
from vault.errors import Damaged, WrongSecret
from vault.format.supervisor_key import make_supervisor_key, open_supervisor_key
from vault.model.ids import new_id

HERS = "sept lanternes dor\u00e9es"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


def test_a_key_opens_with_its_passphrase_alone_however_its_accents_are_typed() -> None:
    supervisor = new_id()
    public, kept = make_supervisor_key(supervisor, HERS, FLOOR)
    typed = "sept lanternes dore\u0301es"
    assert public_key(open_supervisor_key(supervisor, typed, kept, public)).hex() == public
    for who, passphrase, key in (
        (supervisor, "sept lanternes dorees", public),
        # Taken to the row of somebody else, or under another public key, it opens nothing.
        (new_id(), HERS, public),
        (supervisor, HERS, "00" * 32),
    ):
        with pytest.raises(WrongSecret):
            open_supervisor_key(who, passphrase, kept, key)


@pytest.mark.parametrize(
    "change",
    [
        {"m": 1024},
        {"m": 2**40},
        {"t": 1},
        {"salt": "no hex"},
        {"salt": "00"},
        {"nonce": "00"},
        {"nonce": None},
        {"wrapped": 7},
    ],
)
def test_a_row_that_was_never_written_is_damage_before_anything_is_computed(
    change: dict[str, object],
) -> None:
    supervisor = new_id()
    public, kept = make_supervisor_key(supervisor, HERS, FLOOR)
    with pytest.raises(Damaged):
        open_supervisor_key(supervisor, HERS, json.dumps(json.loads(kept) | change), public)
