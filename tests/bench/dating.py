"""Bench: the dates of all records at once, as the table of retention reads them."""

import statistics
from datetime import date, timedelta
from pathlib import Path

from tests.bench.measure import Row, at_most, seconds
from tests.bench.practice_of import an_opened
from tests.practice import LICENSEE, NOON, a_client, a_note, an_ending, an_episode
from vault.model.circumstances import Circumstances, License
from vault.model.client import ClientStatus

CLIENTS, NOTES, ROUNDS = 3_000, 4, 5
_BEGUN = date(2010, 1, 1)
_LICENSES = tuple(
    License(state, kind, "1")
    for state, kind in (
        ("MO", "LCSW"),
        ("TX", "LPC"),
        ("NY", "LMHC"),
        ("CO", "PSY"),
        ("WA", "PSY"),
        ("NJ", "LMFT"),
        ("CA", "PSY"),
    )
)
"""With that of the profile, and Medicare, ten rules for the record."""


def row(folder: Path) -> Row:
    """Return how long the dates of 3,000 records under ten rules take."""
    folder.mkdir()
    vault = an_opened(folder)
    try:
        vault.practice.set(LICENSEE)
        vault.circumstances.set(Circumstances(_LICENSES))
        clients = vault.clients.add(
            [a_client(f"Client {n:04}", status=ClientStatus.CLOSED) for n in range(CLIENTS)]
        )
        ended = _BEGUN + timedelta(days=900)
        ending = an_ending(day=ended, last_contact=ended)
        vault.episodes.add([an_episode(each, opened=_BEGUN, ending=ending) for each in clients])
        vault.notes.begin(
            [
                a_note(each, service_date=_BEGUN + timedelta(days=7 * n))
                for each in clients
                for n in range(NOTES)
            ]
        )
        vault.retention_rules.confirm("ma-allied", NOON.date(), "the official text")
        rules = sum(not each.rule.guidance for each in vault.retention_rules.rules())
        spent = [seconds(vault.retention.all) for _round in range(ROUNDS)]
    finally:
        vault.close()
    name = f"retention dates, {CLIENTS:,} records, {rules - 2} rules"
    return at_most(name, statistics.median(spent), 1.0, "s")
