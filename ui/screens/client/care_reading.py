"""What the page of a client's care reads from the open vault, in one job."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from vault.errors import Damaged
from vault.model.amendment import AmendmentClock, AmendmentRequest
from vault.model.client import ClientKind, ClientStatus
from vault.model.completeness import Standing, counted
from vault.model.conflict import ConflictCheck, KnownAs
from vault.model.document import Document
from vault.model.episode import Care
from vault.model.fee import Account
from vault.model.former_client import FormerClientRule
from vault.model.hold import Hold
from vault.model.ids import ClientId
from vault.model.measure import Administration
from vault.model.note_row import NoteRow
from vault.model.representative import Authority, Power
from vault.open_vault import OpenVault


@dataclass(frozen=True)
class CareView:
    """The care of a client, and who would consent to it by name.

    `themselves` is who consents for themselves, `for_them` who may consent for the client today.
    `drafts` are notes that wait to be signed, `next_day` is that of the next planned session.
    `lacking` counts what the completeness check does not find, by the standing of its list; None
    where no list is for the license, or a note is `damaged`, which says so itself when opened.
    `rules` are those on former clients, for a file that is closed; `found` names whom the checks
    found; those of `waiting` wait for a decision. `amendment_clock` is that of the request that is
    due first. `letters` are the signed termination letters, the newest first, `scans` those among
    the documents.
    """

    care: Care
    kind: ClientKind
    drafts: int
    next_day: date | None
    lacking: Mapping[Standing, int] | None
    damaged: bool
    checks: tuple[ConflictCheck, ...]
    waiting: tuple[ConflictCheck, ...]
    rules: tuple[FormerClientRule, ...]
    amendments: tuple[AmendmentRequest, ...]
    amendment_clock: AmendmentClock | None
    holds: tuple[Hold, ...]
    letters: tuple[NoteRow, ...]
    scans: tuple[Document, ...]
    measures: tuple[Administration, ...]
    account: Account
    found: Mapping[tuple[str, KnownAs], str] = field(repr=False)
    themselves: str = field(repr=False)
    for_them: str = field(repr=False)


def read_care(now: datetime, client_id: ClientId, vault: OpenVault) -> CareView:
    """Return what the page shows. Raises NotFound."""
    client, row = vault.clients.get(client_id), vault.clients.row(client_id)
    themselves, for_them = client.name, ""
    if client.kind is ClientKind.INDIVIDUAL:
        age, today = vault.releases.age_of_majority(), now.date()
        acting = [
            each.name
            for each in vault.representatives.of_client(client_id)
            if Power.CONSENT in each.powers
            and each.authority(today, client.birth_date, age) is Authority.HOLDS
        ]
        for_them = ", ".join(acting)
    else:
        unit = vault.participants.unit(client_id)
        themselves = ", ".join(each.name for each in unit.people if each.left is None)
    checks = vault.conflicts.of_client(client_id)
    amendments = vault.amendments.of_client(client_id)
    clocks = filter(None, map(vault.amendments.clock, amendments))
    closed = client.status is ClientStatus.CLOSED
    following = vault.appointments.next_of(client_id, now)
    lacking, damaged = _lacking(client_id, vault)
    return CareView(
        care=vault.episodes.care(client_id),
        kind=client.kind,
        drafts=row.drafts,
        next_day=following[1] if following is not None else None,
        lacking=lacking,
        damaged=damaged,
        checks=tuple(checks),
        waiting=tuple(each for each in vault.conflicts.waiting() if each.client == client_id),
        found=vault.conflicts.names_found(checks),
        rules=vault.conflicts.rules() if closed else (),
        amendments=tuple(amendments),
        amendment_clock=min(clocks, key=lambda clock: clock.due, default=None),
        holds=tuple(vault.holds.of_client(client_id)),
        letters=tuple(vault.episodes.letters(client_id)),
        scans=tuple(vault.episodes.signed_letters(client_id)),
        measures=tuple(vault.measures.of_client(client_id)),
        account=vault.fees.account(client_id),
        themselves=themselves,
        for_them=for_them,
    )


def _lacking(client_id: ClientId, vault: OpenVault) -> tuple[Mapping[Standing, int] | None, bool]:
    """Return what is lacking, None where no list is for the license; and whether it is damaged."""
    try:
        lines = vault.completeness.of_client(client_id)
    except Damaged:
        return None, True
    return (counted(lines) if lines else None), False
