"""The record of the client that a test made."""

import pytest

from tests.ui.record import go
from tests.ui.window import Hands
from ui.screens.client.screen import ClientScreen
from vault.model.client import Client


@pytest.fixture
def screen(client: Client, hands: Hands) -> ClientScreen:
    """The screen of that client, just opened."""
    hands.unlock()
    return go(hands, ClientScreen, "client", client=client.id)
