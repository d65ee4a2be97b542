"""The place of one's own templates, reached from Settings."""

from PySide6.QtWidgets import QWidget

from ui.list_screen import ListScreen
from ui.screens.templates.page import TemplatesPage
from ui.tools import Tools


class TemplatesScreen(ListScreen):
    """The templates that the user made."""

    topics = ("template.",)
    form = "template"
    page: TemplatesPage

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, TemplatesPage(tools), parent)
