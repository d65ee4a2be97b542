"""The card that says how backups are made, kept and brought back, and how often."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import label
from vault.translation import _


def rules_card(theme: Theme, days: QWidget) -> Card:
    """Return the card; `days` is the field of the days between backups."""
    card = Card(theme, name=_("How it is done"))
    often = QWidget()
    row = QHBoxLayout(often)
    words = label(_("Days between backups; 0 is by hand alone"), "body")
    words.setBuddy(days)
    row.addWidget(words, 1)
    row.addWidget(days)
    card.add_row(often)
    for sentence in (
        _(
            "Before each one, every page that changed is proved. What is damaged is named and "
            "never becomes a backup; what was copied is read back before it counts."
        ),
        _(
            "The newest three stay, and one of each of the last 7 days, 5 weeks, 12 months and "
            "3 years. The newest whole one is never removed."
        ),
        _(
            "To bring a vault back, choose “Restore a backup” on the lock screen. It opens "
            "with the passphrase or the recovery key that it had then."
        ),
    ):
        line = QWidget()
        inner = QVBoxLayout(line)
        inner.setSpacing(theme.px(2))
        inner.addWidget(label(sentence, "small"))
        card.add_row(line)
    return card
