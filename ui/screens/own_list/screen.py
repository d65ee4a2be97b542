"""The place of the licensee's own list, reached from Settings."""

from PySide6.QtWidgets import QWidget

from ui.list_screen import ListScreen
from ui.screens.own_list.page import OwnListPage
from ui.tools import Tools


class OwnListScreen(ListScreen):
    """Whom the licensee knows otherwise than as a client."""

    topics = ("own-list.", "conflict.", "client.")
    form = "person"
    page: OwnListPage

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, OwnListPage(tools), parent)
