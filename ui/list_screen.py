"""A place of its own for a list of the practice, reached from Settings or another place."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.navigation import Destination
from ui.screen import Screen
from ui.tools import Tools
from ui.widgets.buttons import button
from vault.model.ids import ClientId
from vault.translation import _

if TYPE_CHECKING:
    from ui.widgets.list_page import ListPage

NOBODY = ClientId("")
"""In the place of a client: what is listed belongs to none."""


class ListScreen(Screen):
    """What is half entered lies on the desk, under the word `form`."""

    place = "settings"
    form = ""
    page: "ListPage"

    def __init__(
        self,
        tools: Tools,
        page: "ListPage",
        parent: QWidget | None = None,
        *,
        home: tuple[str, str] | None = None,
    ) -> None:
        """`home` is where one comes from and the words of the way back; Settings without it."""
        super().__init__(tools, parent)
        self.page = page
        where, words = home or ("settings", _("Back to Settings"))
        self.back = button(words, icon="arrow-left", theme=tools.theme)
        self.back.clicked.connect(lambda: tools.navigation.go(where))
        px = tools.theme.px
        head = QHBoxLayout()
        head.setContentsMargins(px(28), px(20), px(28), 0)
        head.addWidget(self.back)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(page, 1)

    def arrive(self, destination: Destination) -> None:
        """Show the list as it stands now."""
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
        kept = forms.get(self.form)
        if isinstance(kept, Mapping):
            self.page.take_up(NOBODY, kept)
