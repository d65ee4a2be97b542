"""The groups of the made-up practice have members on each day they meet, and none is a client."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.practice import NOON
from tests.storage.test_database import derive_once
from vault.demo.cast import USUAL_CLIENTS, DemoSize, cast_of
from vault.demo.make import PASSPHRASE, make_demo
from vault.demo.people import CLIENTS
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.client import ClientKind
from vault.model.dates import birthday
from vault.model.participant import Role
from vault.model.secret import Passphrase

TODAY = NOON.date()


@pytest.mark.parametrize("seed", [1, 5, 6])
def test_somebody_is_there_when_a_group_meets(
    tmp_path: Path, around: Surroundings, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    derive_once(monkeypatch)
    size = DemoSize(clients=20, notes=200, seed=seed)
    assert any(each.kind is ClientKind.GROUP for each in cast_of(size, TODAY).invented)
    vault = unlock(make_demo(tmp_path / "demo", around, size).vault, Passphrase(PASSPHRASE), around)
    clients = vault.clients.list_all()
    names = {name for each in clients for name in each.name.split(" and ")}
    met = 0
    for group in (each for each in clients if each.kind is ClientKind.GROUP):
        members = vault.participants.unit(group.id).people
        alone = [each for each in members if each.file is None]
        assert not {each.name for each in alone} & names
        assert len({each.name for each in members}) == len(members) >= len(alone) >= 5
        assert {each.role for each in members} == {Role.MEMBER}
        for row in vault.notes.list_rows(group.id):
            there = [each for each in members if each.took_part(row.service_date, row.service_date)]
            assert 4 <= len(there) <= 9
            met += 1
    families = [
        vault.participants.unit(each.id) for each in clients if each.kind is ClientKind.FAMILY
    ]
    assert any(
        each.left is None and each.is_minor(TODAY, 18) for unit in families for each in unit.people
    )
    vault.close()
    assert met > 0


@pytest.mark.parametrize("seed", range(1, 9))
@pytest.mark.parametrize("size", [DemoSize(), DemoSize(clients=12, notes=300)])
def test_a_small_practice_has_a_family_and_a_file_past_its_time(size: DemoSize, seed: int) -> None:
    cast = cast_of(replace(size, seed=seed), TODAY)
    assert len(cast.invented) >= (size.clients or USUAL_CLIENTS) - len(CLIENTS)
    families = [each for each in cast.invented if each.kind is ClientKind.FAMILY]
    assert any(each.end is None for each in families)
    old = [each for each in cast.invented if each.end and each.end < TODAY - timedelta(8 * 365)]
    assert any(each.birth_date and birthday(each.birth_date, 18) < each.first for each in old)
    told = Counter(number for number, _ in cast.sessions())
    assert len(told) == len(CLIENTS) + len(cast.invented), "nobody is without a note"
    assert told.total() == cast.total
