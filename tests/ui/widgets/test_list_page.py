"""What a page says below its list is seen once it was read, and only then."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from tests.conftest import Unlock
from tests.practice import a_representative
from tests.ui.window import Hands
from ui.screens.client.amendments_page import AmendmentsPage
from ui.screens.client.representatives import Representatives
from ui.widgets.legal_note import legal_sentence
from vault.errors import Damaged
from vault.model.client import Client
from vault.model.ids import ClientId
from vault.services.amendments import Amendments

DAMAGED = Damaged("It could not be read.")


def opened(hands: Hands, client: Client) -> AmendmentsPage:
    """Go to the requests of a client to amend the record."""
    hands.unlock()
    hands.tools.navigation.go("client", client=client.id, note="amendments")
    hands.settle()
    return hands.find(AmendmentsPage)


def test_nothing_is_said_before_the_first_reading_has_come(
    hands: Hands, clients: list[Client]
) -> None:
    dana, marcus = clients
    page = opened(hands, dana)
    assert page.nothing.isVisible()
    with hands.held():
        page.show_client(marcus.id)
        assert not page.nothing.isVisible()
        assert not page.back.isVisible()
    assert page.nothing.isVisible()
    assert page.back.isVisible()


def test_nothing_is_said_after_a_reading_that_failed(
    hands: Hands, clients: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(hands, clients[0])
    assert page.nothing.isVisible()

    def broken(_self: Amendments, _client: ClientId) -> None:
        raise DAMAGED

    with monkeypatch.context() as changed:
        changed.setattr(Amendments, "of_client", broken)
        page.reload()
        hands.settle()
        assert page.banner.text() == "It could not be read."
        assert not page.nothing.isVisible()
    page.reload()
    hands.settle()
    assert page.nothing.isVisible()


def test_a_change_that_failed_takes_nothing_away(hands: Hands, clients: list[Client]) -> None:
    page = opened(hands, clients[0])

    def broken(_vault: object) -> None:
        raise DAMAGED

    page.change(broken)
    hands.settle()
    assert page.banner.text() == "It could not be read."
    assert page.nothing.isVisible()


def test_nothing_to_say_takes_no_room(
    hands: Hands, clients: list[Client], unlocked: Unlock
) -> None:
    vault = unlocked()
    vault.representatives.add([a_representative(clients[0], "Maria Duarte")])
    vault.close()
    hands.unlock()
    gaps = []
    for client in clients:
        hands.tools.navigation.go("client", client=client.id, note="people")
        hands.settle()
        page = hands.find(Representatives)
        below = (page.because, page.listed, page.add_button)
        shown = next(each for each in below if each.isVisible())
        legal = next(each for each in page.findChildren(QLabel) if each.text() == legal_sentence())
        bottom = shown.mapTo(page, QPoint(0, shown.height())).y()
        gaps.append(legal.mapTo(page, QPoint(0, 0)).y() - bottom)
    with_somebody, with_nobody = gaps
    assert with_somebody == 12
    assert with_nobody > 2 * 12
