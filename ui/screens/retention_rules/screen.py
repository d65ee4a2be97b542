"""The place of the rules of retention, reached from the table of all dates."""

from PySide6.QtWidgets import QWidget

from ui.list_screen import ListScreen
from ui.screens.retention_rules.page import RetentionRulesPage
from ui.tools import Tools
from vault.translation import _


class RetentionRulesScreen(ListScreen):
    """Which rules apply, and why a record may wait for one of them."""

    place = "retention"
    topics = ("rule.", "practice.")
    form = "rule"
    page: RetentionRulesPage

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        page = RetentionRulesPage(tools)
        super().__init__(tools, page, parent, home=("retention", _("Back to all dates")))
