"""The card of the lock screen that says what its passphrase does not open."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import label
from vault.translation import _


def apart_card(theme: Theme) -> Card:
    """Return the card: process notes stay locked."""
    card = Card(theme)
    row = QWidget()
    inner = QHBoxLayout(row)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(12)
    inner.addWidget(IconLabel(theme, "notebook-pen"))
    words = _("Process notes stay locked after this. They open with their own passphrase.")
    inner.addWidget(label(words, "mute"), 1)
    card.add_row(row)
    return card
