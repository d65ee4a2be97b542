"""Paints a client in the list of clients: name and drafts, then birth date, kind, last session."""

from PySide6.QtGui import QFont

from ui.models.clients_model import ClientsModel, closed_words, drafts_words
from ui.theme import Theme
from ui.widgets.row_painter import FIRST_LINE, SECOND_LINE, RowDelegate, RowPainter
from vault.model.client_row import ClientRow


class ClientsDelegate(RowDelegate):
    """Two lines for each client."""

    kind = ClientRow
    row_height = 62
    sides = (28, 28)

    def __init__(self, theme: Theme, model: ClientsModel) -> None:
        super().__init__(theme)
        self._model = model

    def paint_row(self, row: RowPainter, client: ClientRow) -> None:
        """Paint a client."""
        small = self.theme.font(12.5)
        if client.drafts:
            row.pill(drafts_words(client), "amber", FIRST_LINE)
        if closed_words(client):
            row.pill(closed_words(client), "plain", FIRST_LINE)
        if client.pinned:
            row.icon("pin", "teal", FIRST_LINE)
        row.words(client.name, self.theme.font(13, QFont.Weight.DemiBold), "ink", FIRST_LINE)
        if client.preferred_name:
            row.words(client.preferred_name, small, "mute", FIRST_LINE)
        row.next_line()
        row.words_at_right(self._model.last(client), small, "mute", SECOND_LINE)
        row.words(self._model.about(client), small, "mute", SECOND_LINE)
