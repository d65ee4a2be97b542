"""The way to the licensee's own list, which conflict checks look through."""

from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.buttons import button
from vault.translation import _


class OwnListCard(SettingsCard):
    """The list itself has a place of its own."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("Conflicts of interest"),
            _(
                "Before a file is opened, new names are compared with everyone who is known, and "
                "with your own list."
            ),
        )
        self.open_list = button(_("Your own list…"), icon="users", theme=tools.theme)
        self.open_list.clicked.connect(lambda: tools.navigation.go("own-list"))
        self.column.addWidget(self.open_list)
