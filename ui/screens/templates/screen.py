"""The place of one's own templates, reached from Settings."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.navigation import Destination
from ui.screen import Screen
from ui.screens.templates.page import NOBODY, TemplatesPage
from ui.tools import Tools
from ui.widgets.buttons import button
from vault.translation import _

_FORM = "template"


class TemplatesScreen(Screen):
    """What is half entered lies on the desk."""

    place = "settings"
    topics = ("template.",)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self.page = TemplatesPage(tools)
        self.back = button(_("Back to Settings"), icon="arrow-left", theme=tools.theme)
        self.back.clicked.connect(lambda: tools.navigation.go("settings"))
        px = tools.theme.px
        head = QHBoxLayout()
        head.setContentsMargins(px(28), px(20), px(28), 0)
        head.addWidget(self.back)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.page, 1)

    def arrive(self, destination: Destination) -> None:
        """Show the templates as they are now."""
        self.page.show_client(NOBODY)
        self.page.begin()

    def reload(self) -> None:
        """Read the list again."""
        self.page.reload()

    def leave(self) -> None:
        """Lay what is half entered on the desk."""
        self.page.keep()

    def put_down(self) -> None:
        """Lay what is half entered on the desk."""
        self.page.keep()

    def take_up(self, forms: Mapping[str, Any]) -> None:
        """Remember what lay half entered on the desk."""
        kept = forms.get(_FORM)
        if isinstance(kept, Mapping):
            self.page.take_up(NOBODY, kept)
