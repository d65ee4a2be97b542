"""What waits for a note on safety: a measure whose item 9 was above zero, and none since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vault.model.ids import AdministrationId, ClientId
from vault.model.measure import measure_of
from vault.translation import _, count_of


@dataclass(frozen=True)
class OpenRisk:
    """A measure of a client in care that raised the risk on a day, without a note since."""

    client: ClientId
    administration: AdministrationId
    measure: str
    day: date


def open_risk_words(risks: Sequence[OpenRisk]) -> str:
    """Return what is to be done about some, of one client or of several."""
    clients = len({each.client for each in risks})
    if clients > 1:
        return count_of(
            "Write a note on safety for {n} client: item 9 was above zero",
            "Write notes on safety for {n} clients: item 9 was above zero",
            clients,
        )
    titles = dict.fromkeys(measure_of(each.measure).title for each in risks)
    return _("Write a note on safety: item 9 of {measures} was above zero").format(
        measures=", ".join(titles)
    )
