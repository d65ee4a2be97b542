"""The top bar: one search field for everything, and at the right what this place is for."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.commands import Command
from ui.search.field import SearchField
from ui.tools import Tools

SEARCH, LEAST_SEARCH = 420, 120


class TopBar(QFrame):
    """`commands` gives what can be done from here whenever the search field asks."""

    def __init__(self, tools: Tools, commands: Callable[[], list[Command]]) -> None:
        super().__init__()
        self.setProperty("role", "top-bar")
        self._search = SearchField(tools, commands)
        self._search.setMinimumWidth(tools.theme.px(LEAST_SEARCH))
        self._search.setMaximumWidth(tools.theme.px(SEARCH))
        self._actions: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 9, 20, 9)
        self._row.setSpacing(12)
        # The field takes what there is up to its width; only then does the space between grow.
        self._row.addWidget(self._search, 1000)
        self._row.addStretch(1)

    def focus_search(self) -> None:
        """Put the cursor into the search field, its old words selected."""
        self._search.begin()

    def show_commands(self) -> None:
        """List everything that can be done, with its shortcut."""
        self._search.begin_with_commands()

    def search_with_filters(self) -> None:
        """Ask for what narrows the search that stands there."""
        self._search.begin_with_filters()

    def put_down(self) -> None:
        """Close what the search field asks."""
        self._search.put_down()

    def ask_for_client(self) -> None:
        """Ask for whom a new note is."""
        self._search.begin_with_clients()

    def ask_for_contact(self) -> None:
        """Ask with whom a contact was, or about whom."""
        self._search.begin_with_clients(contact=True)

    def show_actions(self, widgets: Sequence[QWidget]) -> None:
        """Show the main actions of a place, and no longer those of the last."""
        for old in self._actions:
            self._row.removeWidget(old)
            old.hide()
        self._actions = list(widgets)
        for widget in widgets:
            self._row.addWidget(widget)
            widget.show()
