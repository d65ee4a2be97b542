"""The one line that says what this program is not."""

from PySide6.QtWidgets import QLabel

from ui.widgets.labels import label
from vault.translation import _


def legal_sentence() -> str:
    """Return the line as it stands in first run, in About, by every rule, above every letter."""
    return _("This program informs. It is not legal advice.")


def legal_note(role: str = "small") -> QLabel:
    """Return the line as a label."""
    return label(legal_sentence(), role)
