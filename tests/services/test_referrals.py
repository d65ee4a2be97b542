"""The referral directory over a real vault: kept, put away and brought back, in no copy."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.practice import LICENSEE, NOON, a_client, a_note, a_referral
from vault.errors import BadInput, NotAllowed, NotFound
from vault.open_vault import OpenVault


def test_an_entry_is_kept_changed_and_put_back(vault: OpenVault) -> None:
    clinic, ines = vault.referrals.add([a_referral("harbor clinic"), a_referral()])
    assert vault.referrals.list_all() == [clinic, ines]
    changed = vault.referrals.change(replace(ines, phone="555-0199"))
    assert vault.referrals.get(ines.id) == changed
    with pytest.raises(NotAllowed):
        vault.referrals.add([ines])
    with pytest.raises(BadInput):
        vault.referrals.change(replace(ines, name=" "))
    for missing in (vault.referrals.put_away, vault.referrals.remove):
        with pytest.raises(NotFound):
            missing(a_referral().id)
    vault.referrals.remove(ines.id)
    assert vault.referrals.find("ines") == []
    assert vault.referrals.undo_remove(ines.id) == changed
    with pytest.raises(NotAllowed):
        vault.referrals.undo_remove(ines.id)


def test_one_that_is_put_away_is_kept_and_comes_back(vault: OpenVault) -> None:
    (ines,) = vault.referrals.add([a_referral()])
    vault.referrals.put_away(ines.id)
    assert vault.referrals.find() == []
    assert vault.referrals.find("araujo", away=True) == [replace(ines, away=True)]
    assert vault.referrals.bring_back(ines.id) == ines
    assert vault.referrals.find("araujo") == [ines]


def test_nothing_of_it_is_in_a_copy_of_the_record(vault: OpenVault) -> None:
    vault.practice.set(LICENSEE)
    (dana,) = vault.clients.add([a_client()])
    vault.referrals.add([a_referral("Zanzibar Bell", note="zanzibar")])
    day = NOON.date() - timedelta(days=9)
    vault.notes.begin_and_sign([a_note(dana, service_date=day)])
    assert "zanzibar" not in repr(vars(vault.releases.prepare(dana.id))).lower()
