"""The storage statement: how the records are kept, saved as a page for an employer."""

from functools import partial
from pathlib import Path

from ui.errors import words_of
from ui.save_sheet import save_sheet
from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from vault.translation import _


class StatementCard(SettingsCard):
    """Saves the page; no client is on it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("For an employer"),
            _(
                "A page that states how the records are kept, encrypted, locked and backed up, "
                "with room for what only people know (20 CSR 2263-3.100(4)). No client is on it."
            ),
        )
        self._tools = tools
        self.banner = Banner(tools.theme, "plain")
        self.column.addWidget(self.banner)
        self.save_button = button(
            _("Save a storage statement…"), icon="file-down", theme=tools.theme
        )
        self.save_button.clicked.connect(self.save)
        self.column.addWidget(self.save_button)

    def save(self) -> None:
        """Ask where, and write the page there."""
        title, name = _("Save the storage statement"), _("How records are kept.pdf")
        chosen = self._tools.dialogs.save_file(self, title, name)
        if not chosen:
            return
        self.banner.clear()
        self.save_button.setEnabled(False)
        self._tools.worker.run(
            lambda v: v.storage_statements.prepare(),
            owner=self,
            done=lambda prepared: self._tools.worker.apart(
                partial(save_sheet, prepared, Path(chosen)),
                owner=self,
                done=self._saved,
                failed=self._failed,
            ),
            failed=self._failed,
        )

    def _saved(self, name: str) -> None:
        self.save_button.setEnabled(True)
        self.banner.set_tone("plain")
        self.banner.say(
            _("Print it, fill it in, and sign it."),
            strong=_("Saved as “{name}”.").format(name=name),
        )

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self.banner.set_tone("red")
        self.banner.say(words_of(error).text)
