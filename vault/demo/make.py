"""Makes the made-up practice: a real vault, real signatures, a real copy of a record."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from vault.demo.accounts import keep_accounts
from vault.demo.care import care_for
from vault.demo.cast import Cast, DemoSize, cast_of
from vault.demo.holding import hold_a_file
from vault.demo.invented import Invented
from vault.demo.onset import give_at_onset
from vault.demo.papers import attach_papers
from vault.demo.parents import act_for_minors
from vault.demo.people import ANNA_AND_TOM, CLIENTS, LICENSEE, LUCIA, DemoClient
from vault.demo.requests import ask_to_amend
from vault.demo.retention import confirm_the_rules
from vault.demo.scores import fill_in_measures
from vault.demo.succession import arrange_succession
from vault.demo.telling import Telling
from vault.demo.units import take_part
from vault.demo.week import notes_by, plan_hours, plan_week
from vault.demo.writing import DemoClock, Scribe
from vault.errors import NotAllowed
from vault.lifecycle.create import create
from vault.lifecycle.paper_key import keep_paper_key
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.client import Client, ClientStatus
from vault.model.ids import ClientId, new_id
from vault.model.record_retention import Dated
from vault.model.secret import NewSecrets, Passphrase
from vault.open_vault import OpenVault
from vault.progress import Progress
from vault.storage.files import PRIVATE_FOLDER, explained, replace_file
from vault.translation import _

PASSPHRASE = "demo passphrase, nothing in here is real"  # noqa: S105
_VAULT = "practice.strongroom"
_MADE = (
    _VAULT,
    "passphrase.txt",
    "process-passphrase.txt",
    "recovery-kit-records.pdf",
    "recovery-kit-process.pdf",
    "executor-cards",
    "releases",
    "backups",
)
"""What is made in the folder."""

PROCESS_PASSPHRASE = "demo process passphrase, not real either"  # noqa: S105


@dataclass(frozen=True)
class DemoRelease:
    """A copy of a record that the demo gave out."""

    client: str
    file: Path
    sha256: str


@dataclass(frozen=True)
class Demo:
    """Where everything of the made-up practice is; `cards` are its executor cards, if there are.

    `dates` say how long each record is kept; none where a number of notes was asked for.
    """

    vault: Path
    passphrase_file: Path
    process_passphrase_file: Path
    releases: tuple[DemoRelease, ...]
    cards: Path | None
    dates: tuple[Dated, ...] = ()


def make_demo(
    folder: Path,
    surroundings: Surroundings,
    size: DemoSize | None = None,
    progress: Progress | None = None,
) -> Demo:
    """Make the practice in `folder`, with its passphrases beside it; release one record.

    Unless a number of notes was asked for, there are fees, measures, requests to amend and a hold
    in it, its recovery kits and executor cards lie beside it too, and it is backed up. Raises
    NotAllowed when the folder holds one already, Cancelled, StorageFailed; then nothing of it is
    left.
    """
    if (folder / _VAULT).exists():
        raise NotAllowed(
            _("There is a made-up practice here already."), hint=_("Name another folder.")
        )
    size = size or DemoSize()
    with _whole_or_not_at_all(folder):
        with explained():
            folder.mkdir(parents=True, exist_ok=True)
            os.chmod(folder, PRIVATE_FOLDER)
        files = {"passphrase.txt": PASSPHRASE, "process-passphrase.txt": PROCESS_PASSPHRASE}
        for name, text in files.items():
            replace_file(folder / name, f"{text}\n".encode())
        now = surroundings.clock.now()
        at_once = replace(surroundings, clock=DemoClock(now))
        with closing(Telling(size, now.date(), notes_by(now))) as telling:
            cast = cast_of(size, now.date(), notes_by(now))
            return _made(folder, at_once, cast, telling, progress or Progress())


@contextmanager
def _whole_or_not_at_all(folder: Path) -> Iterator[None]:
    """Take away, when making fails, what was not in a folder before, and the folder if it is new.

    Only what lies at the places where a practice is made: other programs may write there, too.
    """
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    before = {each for name in _MADE for each in _all_below(folder / name)}
    try:
        yield
    except BaseException:
        made = [each for name in _MADE for each in _all_below(folder / name)]
        for each in [*(each for each in reversed(made) if each not in before), *new]:
            with suppress(OSError):
                each.rmdir() if each.is_dir() else each.unlink()
        raise


def _all_below(path: Path) -> list[Path]:
    """Return a path, if something is there, and all that is below it, a folder before its files."""
    return [path, *sorted(path.rglob("*"))] if path.exists() else []


def _made(
    folder: Path,
    surroundings: Surroundings,
    cast: Cast,
    telling: Telling,
    progress: Progress,
) -> Demo:
    path, cards = folder / _VAULT, folder / "executor-cards"
    size, today = cast.size, surroundings.clock.now()
    clock = DemoClock(datetime.combine(cast.opened, time(7), today.tzinfo))
    looked_at = size.is_looked_at
    dates: tuple[Dated, ...] = ()
    create(
        path,
        NewSecrets(PASSPHRASE, recovery=looked_at),
        NewSecrets(PROCESS_PASSPHRASE, recovery=looked_at),
        clock=clock,
        keep=lambda made: keep_paper_key(folder / f"recovery-kit-{made.compartment}.pdf", made),
        cost=surroundings.cost,
    )
    vault = unlock(path, Passphrase(PASSPHRASE), replace(surroundings, clock=clock))
    try:
        ids = _fill(vault, cast, telling, clock, progress)
        clock.moment = today
        named = {person.name: each for person, each in zip(CLIENTS, ids, strict=False)}
        plan_week(vault, named, today)
        invented = list(zip(ids[len(CLIENTS) :], cast.invented, strict=True))
        plan_hours(vault, ((each, who) for each, who in invented if not who.end), today.date())
        take_part(vault, named[ANNA_AND_TOM.name], invented, size.seed, today.date())
        act_for_minors(vault, named[LUCIA.name], invented, today.date())
        care_for(vault, named, invented, size.seed, today.date())
        give_at_onset(vault, named, invented, today.date())
        if looked_at or size.documents_mb:
            others = [each for each, _who in invented] or ids
            attach_papers(vault, named, others, size.documents_mb, today.date(), progress)
        releases = (_release(vault, ids[0], folder / "releases"),)
        if looked_at:
            fill_in_measures(vault, named, invented, size.seed)
            keep_accounts(vault, named, invented, size.seed, today.date())
            ask_to_amend(vault, named, today.date())
            hold_a_file(vault, invented, today.date())
            confirm_the_rules(vault, today.date())
            arrange_succession(vault, cards, today.date())
            _back_up(vault, folder / "backups")
            dates = tuple(vault.retention.all())
    finally:
        vault.close()
    return Demo(
        path,
        folder / "passphrase.txt",
        folder / "process-passphrase.txt",
        releases,
        cards if looked_at else None,
        dates,
    )


def _fill(
    vault: OpenVault, cast: Cast, telling: Telling, clock: DemoClock, progress: Progress
) -> list[ClientId]:
    vault.practice.set(LICENSEE)
    people = [_client(each, ClientStatus.ACTIVE, each.notes[0].day, clock) for each in cast.written]
    people += [
        _client(each, ClientStatus.CLOSED if each.end else ClientStatus.ACTIVE, each.first, clock)
        for each in cast.invented
    ]
    ids = [client.id for client in vault.clients.add(people)]
    progress.start(cast.total)
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    try:
        scribe = Scribe(vault, process, clock, cast.size.process_notes)
        scribe.write(((ids[number], note) for number, note in telling.sessions()), progress)
    finally:
        process.close()
    return ids


def _client(
    person: DemoClient | Invented, status: ClientStatus, added: date, clock: DemoClock
) -> Client:
    return Client(
        id=ClientId(new_id()),
        name=person.name,
        preferred_name=person.preferred_name,
        birth_date=person.birth_date,
        kind=person.kind,
        status=status,
        contacts=person.contacts,
        added_at=datetime.combine(added, time(7), clock.moment.tzinfo),
    )


def _back_up(vault: OpenVault, place: Path) -> None:
    path = str(place.absolute())
    vault.backups.add_place(path)
    prepared = vault.prepare_backup()
    try:
        vault.backups.record(prepared.run(path, Progress()))
    finally:
        prepared.discard()
    vault.rehearsals.record(vault.prepare_rehearsal().run(path, Progress()))


def _release(vault: OpenVault, client: ClientId, folder: Path) -> DemoRelease:
    prepared = vault.releases.prepare(client)
    written = vault.releases.write(prepared, prepared.render(), folder)
    return DemoRelease(client, written.path, written.sha256)
