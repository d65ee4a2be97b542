"""Spelling knows the names of a record, and words of one's own travel with the vault."""

import pytest

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_participant, a_representative
from vault.errors import BadInput, NotFound
from vault.model.audit import Action, Entry
from vault.model.client import ClientKind, Contact, ContactKind
from vault.model.ids import ClientId, new_id
from vault.model.settings import VaultSettings
from vault.open_vault import OpenVault


def test_everyone_of_a_record_is_known_by_name_and_nobody_else(vault: OpenVault) -> None:
    vault.practice.set(LICENSEE)
    phone = Contact(ContactKind.PHONE, "617-555-0123", whose="Aunt Qarvela")
    family, other = vault.clients.add(
        [
            a_client(
                "The Thrumms",
                preferred_name="Thrummies",
                kind=ClientKind.FAMILY,
                birth_date=None,
                contacts=(phone,),
            ),
            a_client("Marcus Bell"),
        ]
    )
    vault.participants.add([a_participant(family, "Zyanya Thrumm")])
    vault.representatives.add([a_representative(other, "Obadele Qunt")])
    vault.spelling.add("Ovenbird")
    known = vault.spelling.known(family.id)
    assert known.marked
    assert known.words == (
        "The Thrumms",
        "Thrummies",
        "Zyanya Thrumm",
        "Aunt Qarvela",
        "Ovenbird",
    )
    of_other = vault.spelling.known(other.id).words
    assert "Obadele Qunt" in of_other
    assert not {"Zyanya Thrumm", "The Thrumms"} & set(of_other)
    assert vault.spelling.known_apart(family.id).words == ("The Thrumms", "Thrummies", "Ovenbird")


def test_the_switch_is_the_vaults(vault: OpenVault) -> None:
    client = vault.clients.add([a_client()])[0]
    vault.settings.set(VaultSettings(mark_misspelled=False))
    assert not vault.spelling.known(client.id).marked
    assert not vault.spelling.known_apart(client.id).marked


def test_a_file_that_is_none_is_not_found(vault: OpenVault) -> None:
    for known in (vault.spelling.known, vault.spelling.known_apart):
        with pytest.raises(NotFound):
            known(ClientId(new_id()))


def test_own_words_travel_with_the_vault_beside_the_other_settings(unlocked: Unlock) -> None:
    vault = unlocked()
    vault.settings.set(VaultSettings(late_entry_days=3))
    assert vault.spelling.add("Zyanya\u2019s", "Qarvel") == ("Qarvel", "Zyanya")
    assert vault.spelling.add("ZYANYA") == ("Qarvel", "Zyanya")
    vault.close()
    vault = unlocked()
    assert vault.settings.get() == VaultSettings(late_entry_days=3, words=("Qarvel", "Zyanya"))
    assert vault.spelling.remove(" zyanya ", "none") == ("Qarvel",)
    assert vault.spelling.words() == ("Qarvel",)


def test_unchanged_nothing_is_written_and_no_word_is_in_the_chain(vault: OpenVault) -> None:
    def changes() -> list[Entry]:
        return [each for each in vault.audit.export() if each.action == Action.SETTINGS_CHANGED]

    before = len(changes())
    vault.spelling.add("Zyanya")
    assert len(changes()) == before + 1
    assert "Zyanya" not in str(changes())
    vault.spelling.add("zyanya")
    vault.spelling.remove("none")
    assert len(changes()) == before + 1


def test_one_wrong_word_adds_none(vault: OpenVault) -> None:
    with pytest.raises(BadInput):
        vault.spelling.add("Zyanya", "two words")
    assert vault.spelling.words() == ()
