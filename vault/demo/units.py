"""Who takes part in the made-up couples, families and groups, and on what terms."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from vault.demo.invented import Invented, names_beside
from vault.demo.moved import moved
from vault.demo.people import ANNA_AND_TOM, CLIENTS
from vault.model.client import ClientKind
from vault.model.ids import ClientId, ParticipantId, new_id
from vault.model.participant import Participant, RecordBasis, Role, Terms
from vault.open_vault import OpenVault

_WITH_A_FILE = 3
_THROUGHOUT = 4
_JOIN_LATER = (timedelta(weeks=6), timedelta(weeks=14))
"""When two more members come to a group; after them one of the first may leave."""

_ONE_LEAVES = timedelta(weeks=40)
_TEEN_YEARS = 15


def take_part(
    vault: OpenVault,
    couple: ClientId,
    invented: Sequence[tuple[ClientId, Invented]],
    seed: int,
    today: date,
) -> None:
    """Enter everyone who takes part in a unit: of the couple of the cast, and of those invented."""
    met = moved(ANNA_AND_TOM, today).notes[0].day
    people = [
        _one(couple, name, Role.PARTNER, met, agreed=met)
        for name in ANNA_AND_TOM.name.split(" and ")
    ]
    joint = [couple]
    names = names_beside(_known(invented), seed)
    for unit, each in invented:
        if each.kind is ClientKind.COUPLE:
            people += [
                _one(unit, name, Role.PARTNER, each.first, each.end, agreed=each.first)
                for name in each.name.split(" and ")
            ]
            joint.append(unit)
        elif each.kind is ClientKind.FAMILY:
            people += _family(unit, each)
            joint.append(unit)
        elif each.kind is ClientKind.GROUP:
            people += _with_a_file(unit, each, invented)
            people += _without_one(unit, each, names)
    vault.participants.add(people)
    for unit in joint:
        vault.participants.set_terms(Terms(unit, RecordBasis.JOINT))


def _family(unit: ClientId, family: Invented) -> Iterator[Participant]:
    """Yield two parents and a teenager; the second parent has not signed while it goes on."""
    last = family.name.removesuffix(" family")
    one, other, teen = (f"{family.facts[key][0]} {last}" for key in ("one", "other", "teen"))
    signed = family.first + timedelta(days=7)
    yield _one(unit, one, Role.PARENT, family.first, family.end, agreed=signed)
    agreed = signed if family.end else None
    yield _one(unit, other, Role.PARENT, family.first, family.end, agreed=agreed)
    born = family.first - timedelta(days=_TEEN_YEARS * 365 + family.number % 365)
    yield _one(
        unit,
        teen,
        Role.CHILD,
        family.first,
        family.end,
        born=born,
        agreed=signed,
        signed_by=f"{one}, parent",
    )


def _known(invented: Iterable[tuple[ClientId, Invented]]) -> set[str]:
    """Return the names of all clients, of each one by themselves."""
    clients = [each.name for each in CLIENTS] + [each.name for _, each in invented]
    return {name for client in clients for name in client.split(" and ")}


def _without_one(unit: ClientId, group: Invented, names: Iterator[str]) -> Iterator[Participant]:
    """Yield members who have no file of their own: four from the first day on, two who join."""
    ends = group.end or group.until
    later = [group.first + wait for wait in _JOIN_LATER if group.first + wait <= ends]
    for number, joined in enumerate([group.first] * _THROUGHOUT + later):
        left = group.end
        if number == 0 and ends - group.first > _ONE_LEAVES:
            left = group.first + _ONE_LEAVES
        yield _one(unit, next(names), Role.MEMBER, joined, left, agreed=joined)


def _with_a_file(
    unit: ClientId, group: Invented, invented: Iterable[tuple[ClientId, Invented]]
) -> Iterator[Participant]:
    """Yield members who are also seen alone in these years, each with their own record."""
    end = group.end or group.until
    fitting = [
        (file, each)
        for file, each in invented
        if each.kind is ClientKind.INDIVIDUAL
        and not each.theme.minor
        and each.first <= end
        and (each.end or each.until) >= group.first
    ]
    for file, each in fitting[:_WITH_A_FILE]:
        yield _one(
            unit,
            each.name,
            Role.MEMBER,
            max(group.first, each.first),
            min(end, each.end or end) if group.end else each.end,
            born=each.birth_date,
            file=file,
        )


def _one(
    unit: ClientId,
    name: str,
    role: Role,
    joined: date,
    left: date | None = None,
    *,
    born: date | None = None,
    file: ClientId | None = None,
    agreed: date | None = None,
    signed_by: str = "",
) -> Participant:
    return Participant(
        id=ParticipantId(new_id()),
        unit=unit,
        name=name,
        role=role,
        joined=joined,
        left=left,
        birth_date=born,
        file=file,
        agreed=agreed,
        signed_by=signed_by,
    )
