"""A field for a client: the first letters of a name are enough."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from ui.tools import Tools
from ui.widgets.date_text import shown_date
from vault.model.client_row import ClientRow
from vault.model.direction import isolated
from vault.model.ids import ClientId
from vault.translation import _

MOST_SHOWN = 8
_ID = Qt.ItemDataRole.UserRole
_NAME = Qt.ItemDataRole.UserRole + 1


class ClientField(QLineEdit):
    """Offers the clients whose names begin with what is typed; `value` is the one chosen."""

    chosen = Signal()

    def __init__(self, tools: Tools, *, name: str) -> None:
        super().__init__()
        self._tools = tools
        self._client: ClientId | None = None
        self._asked = 0
        self._offered = QStandardItemModel(self)
        self.setAccessibleName(name)
        self.setPlaceholderText(_("First letters of the name"))
        completer = QCompleter(self._offered, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(MOST_SHOWN)
        # Down on the last one would mark none, and Enter then take nothing.
        completer.setWrapAround(False)
        self._popup = QListView()
        tools.theme.dress(self._popup)
        self._popup.setAccessibleName(name)
        completer.setPopup(self._popup)
        # Qt gives the text unless asked for the index, which its type hints do not know.
        completer.activated[QModelIndex].connect(self._pick)  # type: ignore[index]
        self._list = completer
        completer.setWidget(self)
        self.textEdited.connect(self._edited)

    def value(self) -> ClientId | None:
        """Return the client that was chosen, or None."""
        return self._client

    def set_client(self, client: ClientId | None, name: str) -> None:
        """Show a client; None with a name shows what was typed so far."""
        self._client = client
        self.setText(name)
        self.setCursorPosition(0)

    @property
    def offered(self) -> QStandardItemModel:
        """The clients that are offered now."""
        return self._offered

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down offers everyone; Enter takes the only one, or the one that is marked."""
        if event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self._ask(self.text() if self._client is None else "")
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the one client that is meant, when only one is left."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._settle()
        super().focusOutEvent(event)

    def _edited(self, text: str) -> None:
        self._client = None
        if text.strip():
            self._ask(text)
        else:
            self._asked += 1
            self._offered.clear()
            self._popup.hide()

    def _ask(self, text: str) -> None:
        self._asked += 1
        number = self._asked
        self._tools.worker.run(
            lambda v: v.clients.page(text, 0, MOST_SHOWN),
            owner=self,
            done=lambda rows: self._offer(number, rows),
        )

    def _offer(self, number: int, rows: list[ClientRow]) -> None:
        if number != self._asked:
            return
        self._show_offered([_item_of(row) for row in rows])

    def _show_offered(self, items: Sequence[QStandardItem]) -> None:
        self._offered.clear()
        for item in items:
            item.setEditable(False)
            self._offered.appendRow(item)
        if not self.hasFocus() and not self._popup.isVisible():
            self._settle()
        elif items:
            self._list.complete()
            self._popup.setCurrentIndex(self._list.completionModel().index(0, 0))
        else:
            self._popup.hide()

    def _pick(self, index: QModelIndex) -> None:
        self._take(index.data(_ID), index.data(_NAME))

    def _settle(self) -> None:
        if self._client is None and self.text().strip() and self._offered.rowCount() == 1:
            item = self._offered.item(0)
            self._take(item.data(_ID), item.data(_NAME))

    def _take(self, client: str, name: str) -> None:
        self.set_client(ClientId(client), name)
        self.chosen.emit()


def _item_of(row: ClientRow) -> QStandardItem:
    item = QStandardItem(words_of(row))
    item.setData(row.id, _ID)
    item.setData(row.name, _NAME)
    return item


def words_of(row: ClientRow) -> str:
    """Return a name and what tells two of the same name apart."""
    preferred = isolated(row.preferred_name)
    parts = [isolated(row.name), f"({preferred})" if preferred else ""]
    words = " ".join(part for part in parts if part)
    if row.birth_date is None:
        return words
    return f"{words} · {shown_date(row.birth_date, QLocale())}"
