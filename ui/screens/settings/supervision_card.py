"""The way to supervisors, and to what waits for their co-signature."""

from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.buttons import button
from vault.translation import _


class SupervisionCard(SettingsCard):
    """The supervisors themselves have a place of their own."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("Supervision"),
            _("If your notes are co-signed by a supervisor, say by whom and since when."),
        )
        self.open_list = button(_("Your supervisor…"), icon="signature", theme=tools.theme)
        self.open_list.clicked.connect(lambda: tools.navigation.go("supervision"))
        self.column.addWidget(self.open_list)
