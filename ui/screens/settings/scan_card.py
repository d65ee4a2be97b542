"""Where a scanner lays its files, so that they can be attached from a client's record."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import ElidedLabel
from vault.model.settings import VaultSettings
from vault.open_vault import OpenVault
from vault.translation import _


class ScanCard(SettingsCard):
    """Names a folder, or none. It lies in the vault: a path may bear a client's name."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("Scan folder"),
            _(
                "Where your scanner lays its files. The newest are offered in each client's "
                "documents. What lies there is not encrypted: delete it once it is attached."
            ),
        )
        self._tools = tools
        self.path = ElidedLabel("", "body")
        self.choose = button(_("Choose…"), theme=tools.theme, small=True)
        self.choose.setAccessibleName(_("Choose the scan folder"))
        self.choose.clicked.connect(self._choose)
        self.none = button(_("Take away"), theme=tools.theme, small=True)
        self.none.setAccessibleName(_("Have no scan folder"))
        self.none.clicked.connect(lambda: self._keep(""))
        row = QHBoxLayout()
        row.setSpacing(tools.theme.px(10))
        row.addWidget(self.path, 1)
        for widget in (self.choose, self.none):
            row.addWidget(widget)
        self.column.addLayout(row)

    def reload(self) -> None:
        """Read again which folder it is."""
        self._tools.worker.run(lambda v: v.settings.get(), owner=self, done=self._show)

    def _show(self, settings: VaultSettings) -> None:
        self.path.set_text(settings.scan_folder or _("None is named."))
        self.none.setVisible(bool(settings.scan_folder))

    def _choose(self) -> None:
        title = _("Where your scanner lays its files")
        chosen = self._tools.dialogs.folder(self, title, str(Path.home()))
        if chosen:
            self._keep(chosen)

    def _keep(self, folder: str) -> None:
        self._tools.worker.keep(partial(_set, folder), owner=self, done=self._show)


def _set(folder: str, vault: OpenVault) -> VaultSettings:
    return vault.settings.set(replace(vault.settings.get(), scan_folder=folder))
