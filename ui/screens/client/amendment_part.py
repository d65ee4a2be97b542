"""How many requests to amend the record there are, beneath the care of a client."""

from ui.navigation import AMENDMENTS
from ui.screens.client.care_reading import CareView
from ui.screens.client.see_part import SeePart
from ui.tools import Tools
from vault.model.amendment_words import left_words
from vault.model.ids import ClientId
from vault.translation import _, count_of


class AmendmentPart(SeePart):
    """Leads to the requests."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools,
            _("Requests to amend the record"),
            _("See the requests to amend the record"),
            AMENDMENTS,
        )

    def show_requests(self, client: ClientId, view: CareView) -> None:
        """Show how many requests there are, how many wait, and for how long yet."""
        if not view.amendments:
            self.say(client, _("No request is entered."))
            return
        count = len(view.amendments)
        said = [count_of("{n} request is entered.", "{n} requests are entered.", count)]
        waiting = sum(each.is_open for each in view.amendments)
        if waiting:
            said.append(count_of("{n} waits to be decided.", "{n} wait to be decided.", waiting))
        if view.amendment_clock is not None:
            words = _("The next one: {left}.")
            said.append(words.format(left=left_words(view.amendment_clock.left)))
        self.say(client, " ".join(said))
