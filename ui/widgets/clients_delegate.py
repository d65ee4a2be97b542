"""Paints a client in the list of clients: name and drafts, then birth date, kind, last session."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.models.clients_model import ClientsModel, closed_words, drafts_words
from ui.models.windowed_model import ROW_ROLE
from ui.theme import Theme
from ui.widgets.row_painter import RowDelegate, RowPainter
from vault.model.client_row import ClientRow

_FIRST_LINE = 21
_SECOND_LINE = 41


class ClientsDelegate(RowDelegate):
    """Two lines for each client."""

    row_height = 62

    def __init__(self, theme: Theme, model: ClientsModel) -> None:
        super().__init__(theme)
        self._model = model

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row, or an empty one while its page is being read."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = RowPainter(painter, self.theme, option, sides=(28, 28))
        client = index.data(ROW_ROLE)
        if isinstance(client, ClientRow):
            self._paint(row, client)
        else:
            row.words("…", self.theme.font(12.5), "mute", _FIRST_LINE)
        painter.restore()

    def _paint(self, row: RowPainter, client: ClientRow) -> None:
        small = self.theme.font(12.5)
        if client.drafts:
            row.pill(drafts_words(client), "amber", _FIRST_LINE)
        if closed_words(client):
            row.pill(closed_words(client), "plain", _FIRST_LINE)
        row.words(client.name, self.theme.font(13, QFont.Weight.DemiBold), "ink", _FIRST_LINE)
        if client.preferred_name:
            row.words(client.preferred_name, small, "mute", _FIRST_LINE)
        row.next_line()
        row.words_at_right(self._model.last(client), small, "mute", _SECOND_LINE)
        row.words(self._model.about(client), small, "mute", _SECOND_LINE)
