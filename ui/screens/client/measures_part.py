"""Which outcome measures a client filled in last, beneath the care, and the way to them."""

from collections.abc import Sequence

from ui.date_words import plain_day
from ui.navigation import MEASURES
from ui.screens.client.see_part import SeePart
from ui.tools import Tools
from vault.model.ids import ClientId
from vault.model.measure import Administration, by_measure, measure_of
from vault.model.measure_words import score_words
from vault.translation import _


class MeasuresPart(SeePart):
    """Leads to the measures."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, _("Outcome measures"), _("See the outcome measures"), MEASURES)

    def show_measures(self, client: ClientId, found: Sequence[Administration]) -> None:
        """Show the newest score of each measure."""
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
        self.say(client, " ".join(said) or _("Nothing was filled in yet."))
