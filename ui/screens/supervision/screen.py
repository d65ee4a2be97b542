"""The place of supervisors and of what waits for them, reached from Settings and from Today."""

from PySide6.QtWidgets import QWidget

from ui.list_screen import ListScreen
from ui.screens.supervision.page import SupervisionPage
from ui.tools import Tools


class SupervisionScreen(ListScreen):
    """Who co-signs what the licensee signs, and what is not co-signed yet."""

    topics = ("supervisor.", "note.", "client.")
    form = "supervisor"
    page: SupervisionPage

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, SupervisionPage(tools), parent)
