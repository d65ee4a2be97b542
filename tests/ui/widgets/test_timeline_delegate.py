"""The rows beside a note: what is chosen is teal, what is a draft has its pill."""

from datetime import date

from PySide6.QtGui import QImage

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_note
from tests.ui.record import go
from tests.ui.window import Hands
from ui.screens.client.screen import ClientScreen


def colors(image: QImage, top: int, height: int) -> set[str]:
    """Return every color in a strip of a picture."""
    return {
        image.pixelColor(x, y).name()
        for y in range(top, top + height)
        for x in range(0, image.width())
    }


def test_state_and_choice_are_painted(unlocked: Unlock, hands: Hands) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    signed = a_note(client, "Signed.", service_date=date(2026, 5, 1))
    draft = a_note(client, "Draft.", service_date=date(2026, 5, 2))
    vault.notes.begin([signed, draft])
    vault.notes.sign(signed.id)
    vault.close()
    hands.unlock()
    record = go(hands, ClientScreen, "client", client=client.id).record
    theme = hands.tools.theme
    image = record.list.viewport().grab().toImage()
    height = record.list.sizeHintForRow(0)
    assert height == theme.px(61)
    assert image.pixelColor(1, height // 2).name() == theme.color("teal").name()
    assert image.pixelColor(10, 6).name() == theme.color("teal_wash").name()
    assert theme.color("amber_wash").name() in colors(image, 0, height)
    below = colors(image, height, height)
    assert theme.color("amber_wash").name() not in below
    assert theme.color("teal_wash").name() not in below
    assert image.pixelColor(30, 2 * height - 1).name() == theme.color("line").name()
