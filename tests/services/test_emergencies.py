"""The emergency page: what it says, and when it has to be printed again."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.export.test_sheets import said
from tests.practice import LICENSEE, NOON, a_client
from tests.services.test_call_sheets import new_card
from tests.services.test_shares import HOLDERS, make
from vault.errors import BadInput, NotFound
from vault.format.vault_header import PROCESS
from vault.model.emergency import EmergencyPlan
from vault.model.share import Card
from vault.open_vault import OpenVault

PLAN = EmergencyPlan(
    executor="Amara Osei",
    executor_license="LMHC, MA 11482",
    executor_phone="617-555-0171",
    backup="Priya Grant, attorney",
    backup_phone="617-555-0188",
    computer="Laptop, desk drawer of the office",
    login="Jo Rivera, sister",
    disk="RIVERA-1, safe at home",
    phone="617-555-0100; voicemail code with Jo Rivera",
    paper="Locked cabinet, office",
)


@pytest.fixture
def vault(unlocked: Unlock) -> OpenVault:
    """A vault whose licensee is known."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    return vault


def print_it(vault: OpenVault) -> int:
    """Print the page; return its edition."""
    prepared = vault.emergencies.prepare()
    vault.emergencies.record(prepared)
    return prepared.edition.number


def test_before_anything_was_said_nothing_is_due(vault: OpenVault) -> None:
    assert vault.emergencies.get() == EmergencyPlan()
    assert not vault.emergencies.is_due()
    with pytest.raises(NotFound):
        vault.emergencies.prepare()


def test_somebody_has_to_be_called(vault: OpenVault) -> None:
    for plan in (EmergencyPlan(), replace(PLAN, executor=" "), replace(PLAN, executor_phone="")):
        with pytest.raises(BadInput, match="somebody to call"):
            vault.emergencies.set(plan)
    with pytest.raises(BadInput, match="single line"):
        vault.emergencies.set(replace(PLAN, disk="one\ntwo"))
    entered = replace(PLAN, disk="  RIVERA-1, safe at home ", login="  ")
    assert vault.emergencies.set(entered) == replace(entered, login="")
    assert vault.emergencies.get() == replace(entered, login="")


@pytest.mark.parametrize("name", [each.name for each in fields(EmergencyPlan)])
def test_it_is_printed_again_when_a_line_is_another(vault: OpenVault, name: str) -> None:
    vault.emergencies.set(PLAN)
    assert vault.emergencies.is_due()
    assert vault.emergencies.printed_on() is None
    assert print_it(vault) == 1
    assert vault.emergencies.printed_on() == NOON.date()
    assert not vault.emergencies.is_due()
    assert print_it(vault) == 1, "the same page is the same edition"
    vault.emergencies.set(replace(PLAN, **{name: "something else"}))
    assert vault.emergencies.is_due()
    assert print_it(vault) == 2
    vault.emergencies.set(PLAN)
    assert print_it(vault) == 3


def test_a_holder_and_the_licensee_stand_on_it_too(vault: OpenVault) -> None:
    vault.emergencies.set(PLAN)
    print_it(vault)
    cards: list[Card] = []
    vault.add_executor(vault.ways_in, 2, HOLDERS, cards.extend)
    assert vault.emergencies.is_due()
    print_it(vault)
    vault.practice.set(replace(LICENSEE, name="Jo Other"))
    assert vault.emergencies.is_due()
    print_it(vault)
    new_card(vault)
    assert vault.emergencies.is_due()
    print_it(vault)
    make(vault, name=PROCESS)
    vault.clients.add([a_client()])
    assert not vault.emergencies.is_due(), "who holds cards of process notes stands nowhere"


def test_what_the_page_says(vault: OpenVault, path: Path) -> None:
    vault.emergencies.set(PLAN)
    vault.clients.add([a_client("Dana Whitfield")])
    make(vault)
    make(vault, name=PROCESS)
    card = new_card(vault)
    prepared = vault.emergencies.prepare()
    words = said(prepared.render())
    told = [getattr(PLAN, each.name) for each in fields(PLAN)]
    told += [LICENSEE.name, vault.vault_id, "any 2 of the 3 cards", "The call card opens a list"]
    told += [holder.name for holder in HOLDERS] + ["START-HERE.html", "age -d -i key.txt"]
    told += ["You do not have to read any record; please do not."]
    for text in told:
        assert "".join(text.split()) in words, text
    for never in ("Dana", "Whitfield", card.key, "processnotes"):
        assert never not in words


def test_without_cards_the_recovery_key_is_named(vault: OpenVault) -> None:
    vault.emergencies.set(replace(PLAN, backup="", paper=""))
    words = said(vault.emergencies.prepare().render())
    assert "Records:theyopenwitharecoverykey" in words
    assert "Arecoverykeyorenoughexecutorcardsopenalist" in words
    assert "Ifthereisnoanswer" not in words
    assert "PaperfilesNotsaid" in words
