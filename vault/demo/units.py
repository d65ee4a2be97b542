"""Who takes part in the made-up couples, families and groups, and on what terms."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from vault.demo.invented import Invented
from vault.demo.moved import moved
from vault.demo.people import ANNA_AND_TOM
from vault.model.client import ClientKind
from vault.model.ids import ClientId, ParticipantId, new_id
from vault.model.participant import Participant, RecordBasis, Role, Terms
from vault.open_vault import OpenVault

_MEMBERS = 6
_TEEN_YEARS = 15


def take_part(
    vault: OpenVault,
    couple: ClientId,
    invented: Sequence[tuple[ClientId, Invented]],
    today: date,
) -> None:
    """Enter everyone who takes part in a unit: of the couple of the cast, and of those invented."""
    met = moved(ANNA_AND_TOM, today).notes[0].day
    people = [
        _one(couple, name, Role.PARTNER, met, agreed=met)
        for name in ANNA_AND_TOM.name.split(" and ")
    ]
    joint = [couple]
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
            people += _group(unit, each, invented)
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
    born = family.first - timedelta(days=_TEEN_YEARS * 365 + family.number)
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


def _group(
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
    for file, each in fitting[:_MEMBERS]:
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
