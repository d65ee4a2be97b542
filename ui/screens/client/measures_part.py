"""Which outcome measures a client filled in last, beneath the care, and the way to them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.navigation import MEASURES
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from vault.model.ids import ClientId
from vault.model.measure import Administration, by_measure, measure_of
from vault.model.measure_words import score_words
from vault.translation import _


class MeasuresPart(QWidget):
    """Leads to the measures."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._client: ClientId | None = None
        theme, px = tools.theme, tools.theme.px
        self.see = button(_("See…"), theme=theme, name=_("See the outcome measures"), small=True)
        self.see.clicked.connect(self._go)
        head = QHBoxLayout()
        head.addWidget(label(_("Outcome measures"), "heading"), 1)
        head.addWidget(self.see)
        self.said = label("", "mute")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(12), 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.said)

    def show_measures(self, client: ClientId, found: Sequence[Administration]) -> None:
        """Show the newest score of each measure."""
        self._client = client
        said = []
        for name, given in by_measure(found).items():
            words = _("{title} of {day}: {score}.")
            said.append(
                words.format(
                    title=measure_of(name).title,
                    day=plain_day(given[-1].day),
                    score=score_words(given[-1].score),
                )
            )
        self.said.setText(" ".join(said) or _("Nothing was filled in yet."))

    def clear(self) -> None:
        """Show nobody's."""
        self._client = None
        self.said.setText("")

    def _go(self) -> None:
        if self._client is not None:
            self._tools.navigation.go("client", client=self._client, note=MEASURES)
