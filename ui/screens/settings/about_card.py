"""What this program is, what it protects, and what it does not."""

from PySide6.QtWidgets import QVBoxLayout

from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.labels import label
from ui.widgets.legal_note import legal_note
from vault import __version__
from vault.translation import _


class AboutCard(SettingsCard):
    """A few lines of docs/security-model.md, in plain words."""

    def __init__(self, tools: Tools) -> None:
        version = _("Version {version}. License: Apache-2.0.").format(version=__version__)
        super().__init__(tools.theme, _("About Strongroom"), version)
        self.column.addWidget(legal_note("body"))
        for title, words in _lines():
            group = QVBoxLayout()
            group.setSpacing(tools.theme.px(5))
            group.addWidget(label(title, "strong"))
            for line in words:
                group.addWidget(label(line, "small"))
            self.column.addLayout(group)


def _lines() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (
            _("What is protected"),
            (
                _("A laptop that is off: without a way in, nothing in the vault can be read."),
                _("Process notes, from whoever has only the passphrase of the records."),
                _("Signed words: a change made outside of Strongroom is noticed."),
                _("Saved words, through a crash, a full disk or a power cut."),
            ),
        ),
        (
            _("What is not"),
            (
                _("A computer with malicious software on it while the vault is open."),
                _("A passphrase that is guessed, or that someone is made to give."),
                _("A copy of a record that was not encrypted: whoever has the file can read it."),
                _("A notice that was saved or printed: it names the client."),
                _("The sizes and times of the vault's files."),
                _(
                    "The screen: this version does not hide the window from screen capture. On "
                    "Linux and on macOS 15 and later that is not possible."
                ),
            ),
        ),
    )
