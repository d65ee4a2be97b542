"""The way to the referral directory."""

from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.buttons import button
from vault.translation import _


class ReferralsCard(SettingsCard):
    """The directory itself has a place of its own."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("Referrals"),
            _("Colleagues and services to whom you refer, at hand where a referral is written."),
        )
        self.open_list = button(_("Referral directory…"), icon="users", theme=tools.theme)
        self.open_list.clicked.connect(lambda: tools.navigation.go("referrals"))
        self.column.addWidget(self.open_list)
