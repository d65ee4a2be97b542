"""A field for whose a file is: charts of the import, clients who are here, or a new name."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtGui import QStandardItem

from ui.tools import Tools
from ui.widgets.client_field import ClientField, words_of
from ui.widgets.date_text import shown_date
from vault.model.client_row import ClientRow
from vault.model.direction import isolated
from vault.model.incoming.chart import Chart
from vault.model.incoming.given import Given
from vault.model.names_in_text import folded
from vault.translation import _

_GIVEN = Qt.ItemDataRole.UserRole + 2
_MOST_CHARTS = 50


class WhoseField(ClientField):
    """`given` is who was chosen, or the name that was typed; `chosen` tells of a choice."""

    def __init__(self, tools: Tools, charts: Sequence[Chart]) -> None:
        super().__init__(tools, name=_("Whose it is"))
        self._charts = charts
        self._given: Given | None = None
        self._rows: list[ClientRow] = []
        self._waits = self._takes = False
        self.textEdited.connect(self._typed)

    def given(self) -> Given | None:
        """Return whose it is; None where nothing is typed."""
        name = " ".join(self.text().split())
        if not name:
            return None
        return self._given or Given(name)

    def set_given(self, given: Given | None) -> None:
        """Show whose it is."""
        self._given = given
        self.set_client(None, given.name if given is not None else "")

    def take_soon(self) -> bool:
        """Tell whether it is still looked for who that is; then it is chosen once that is known."""
        self._takes = self._waits
        return self._waits

    def _typed(self, text: str) -> None:
        self._given, self._takes = None, False
        self._waits = self._waits and bool(text.strip())

    def _ask(self, text: str) -> None:
        self._waits = True
        # What is known already is offered at once, and never what no longer fits.
        self._show_offered(
            self._fitting(text, [row for row in self._rows if _fits(text, row.name)])
        )
        super()._ask(text)

    def _offer(self, number: int, rows: list[ClientRow]) -> None:
        if number != self._asked:
            return
        self._waits, self._rows = False, rows
        text = " ".join(self.text().split())
        items = self._fitting(text, rows)
        names = {each.data(_GIVEN).name for each in items}
        if text and text not in names:
            items.append(_item(_("{name}, a new client").format(name=isolated(text)), Given(text)))
        self._show_offered(items)
        if self._takes and items:
            self._popup.hide()
            self._pick(self.offered.index(0, 0))

    def _fitting(self, text: str, rows: Sequence[ClientRow]) -> list[QStandardItem]:
        charts = [each for each in self._charts if _fits(text, each.name)][:_MOST_CHARTS]
        known = {each.known for each in charts}
        items = [_item(_chart_words(each), _of_chart(each)) for each in charts]
        for row in rows:
            if row.id not in known:
                given = Given(row.name, row.birth_date, row.id)
                items.append(_item(words_of(row), given))
        return items

    def _pick(self, index: QModelIndex) -> None:
        self._waits = self._takes = False
        self.set_given(index.data(_GIVEN))
        self.chosen.emit()

    def _settle(self) -> None:
        """Leave what was typed: whoever goes away has not chosen."""


def _item(words: str, given: Given) -> QStandardItem:
    item = QStandardItem(words)
    item.setData(given, _GIVEN)
    return item


def _of_chart(chart: Chart) -> Given:
    return Given(chart.name, chart.person.who.birth, chart.known)


def _chart_words(chart: Chart) -> str:
    born: date | None = chart.person.who.birth
    words = isolated(chart.name)
    day = f" · {shown_date(born, QLocale())}" if born is not None else ""
    return _("{name}, among what comes").format(name=words + day)


def _fits(text: str, name: str) -> bool:
    """Tell whether each word of a text begins a word of a name, without case and accents."""
    words = folded(name.replace(",", " ")).split()
    return all(any(one.startswith(each) for one in words) for each in folded(text).split())
