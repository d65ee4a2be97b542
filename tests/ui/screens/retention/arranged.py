"""A practice with one record of each state of retention."""

from datetime import date

from tests.practice import LICENSEE, NOON, a_client, a_hold, an_ending, an_episode, answered
from vault.model.client import ClientStatus
from vault.open_vault import OpenVault

TODAY = NOON.date()


def arranged(vault: OpenVault) -> None:
    """Have one record over, one soon, one of a child, one on hold, one in care, one unknown."""
    vault.practice.set(LICENSEE)
    answered(vault)
    vault.retention_rules.confirm("ma-allied", TODAY, "https://law.example")
    ends = {
        "Hanna Weiss": date(2019, 11, 2),
        "Priya Raman": date(2019, 12, 12),
        "Eli Navarro": date(2020, 3, 2),
        "Carla Mendes": date(2015, 2, 14),
        "Nobody Known": date(2015, 2, 14),
    }
    births = {"Eli Navarro": date(2015, 2, 8), "Nobody Known": None}
    for name, day in ends.items():
        born = births.get(name, date(1980, 1, 1))
        client = vault.clients.add([a_client(name, birth_date=born, status=ClientStatus.CLOSED)])[0]
        ending = an_ending(day=day, last_contact=day)
        vault.episodes.add([an_episode(client, opened=day, ending=ending)])
        if name == "Carla Mendes":
            vault.holds.add([a_hold(client)])
    vault.clients.add([a_client("Marcus Bell")])
