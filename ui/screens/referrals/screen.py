"""The place of the referral directory, reached from Settings."""

from PySide6.QtWidgets import QWidget

from ui.list_screen import ListScreen
from ui.screens.referrals.page import ReferralsPage
from ui.tools import Tools


class ReferralsScreen(ListScreen):
    """To whom the licensee refers."""

    topics = ("referral.",)
    form = "entry"
    page: ReferralsPage

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, ReferralsPage(tools), parent)
