"""The way to one's own templates, in which notes are written."""

from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.buttons import button
from vault.translation import _


class TemplatesCard(SettingsCard):
    """The templates themselves have a place of their own."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("Templates"),
            _(
                "Copy a template and edit it: its sections, their headings and hints. A newer "
                "version of the program never changes yours."
            ),
        )
        self.open_list = button(_("Your own templates…"), icon="file-text", theme=tools.theme)
        self.open_list.clicked.connect(lambda: tools.navigation.go("templates"))
        self.column.addWidget(self.open_list)
