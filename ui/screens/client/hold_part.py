"""Whether a client's file is on hold, beneath the care of the client."""

from ui.date_words import plain_day
from ui.navigation import HOLDS
from ui.screens.client.care_reading import CareView
from ui.screens.client.see_part import SeePart
from ui.tools import Tools
from vault.model.hold_words import reason_words
from vault.model.ids import ClientId
from vault.translation import _


class HoldPart(SeePart):
    """Leads to the holds."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, _("Holds"), _("See the holds on this file"), HOLDS)

    def show_holds(self, client: ClientId, view: CareView) -> None:
        """Say since when the file is held, and why."""
        held = [each for each in view.holds if each.is_open]
        if held:
            words = _("On hold since {day}: {reason}. Nothing of this file can be taken out.")
            first = held[0]
            reason = first.words.strip() or reason_words(first.reason)
            self.say(client, words.format(day=plain_day(first.placed), reason=reason.rstrip(".")))
        elif any(each.is_open for each in view.amendments):
            words = _(
                "No hold is placed. The request to amend that waits holds the file all the same."
            )
            self.say(client, words)
        elif view.holds:
            self.say(client, _("No hold is open."))
        else:
            self.say(client, _("The file is not on hold."))
