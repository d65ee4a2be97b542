"""A form of somebody in a client's file, with the conflict check of a name that is new there."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

from ui.conflict_look import ConflictLook, desk_of, keep_conflict, look_at
from ui.widgets.list_form import Job, ListForm, ListService
from vault.model.conflict import ConflictCheck, Decision, Match, file_of
from vault.model.participant import Participant
from vault.model.representative import Representative
from vault.open_vault import OpenVault
from vault.translation import _

Person = TypeVar("Person", Participant, Representative)


class PeopleService(ListService[Person], Protocol[Person]):
    """What the services of people in a file can do."""

    def add(
        self, people: Sequence[Person], checks: Sequence[ConflictCheck] = (), /
    ) -> list[Person]:
        """Add people, with the checks of their names."""

    def change(self, person: Person, checks: Sequence[ConflictCheck] = (), /) -> Person:
        """Keep what is now known of one, with the check of a new name."""


Service = Callable[[OpenVault], PeopleService[Person]]


class NewcomerForm(ListForm):
    """Where somebody is known by a name that is new in the file, the licensee decides first.

    Until then nothing is kept, and what was entered stays.
    """

    _ask: Callable[[ConflictLook], None]

    def ready_to_check(
        self, entered: Callable[[], Person | None], service: Service[Person]
    ) -> None:
        """Listen from here on, as `ready` does."""
        self.ready(entered, service, self._known_id)

        def look_or_keep() -> Job | None:
            person = entered()
            if person is None:
                return None
            self._ask = partial(self._ask_about, person, service)
            return partial(_look_or_keep, person, service, self._known_id)

        self._entered = look_or_keep

    def _kept(self, what: Any) -> None:
        if not isinstance(what, ConflictLook):
            super()._kept(what)
            return
        self.save.setEnabled(True)
        if self.isVisible():
            self._ask(what)
        elif self.isHidden():
            self.deleteLater()  # put aside meanwhile: the desk has what was entered

    def _ask_about(self, person: Person, service: Service[Person], found: ConflictLook) -> None:
        from ui.widgets.conflict_dialog import Act, ConflictDialog

        desk = desk_of(file_of(person))
        dialog = ConflictDialog(self.tools, found, desk, self, Act.SAVE)
        dialog.decided.connect(partial(self._decided, person, service, found))
        dialog.open()

    def _decided(
        self,
        person: Person,
        service: Service[Person],
        found: ConflictLook,
        decision: Decision,
        reason: str,
    ) -> None:
        if decision is Decision.NO_CONFLICT:
            job = partial(_keep, person, service, self._known_id, reason, found.matches)
            self._end(job, self._kept)
        else:
            self.tools.worker.keep(
                partial(keep_conflict, file_of(person), found, reason),
                owner=self,
                done=self._turned,
                failed=self._refused,
            )

    def _turned(self, _none: None) -> None:
        self.tools.notices.say(_("The decision is kept. What was entered is not saved."))


def _look_or_keep(
    person: Person, service: Service[Person], known: str, vault: OpenVault
) -> Person | ConflictLook:
    return look_at(person, vault) or _keep(person, service, known, "", (), vault)


def _keep(
    person: Person,
    service: Service[Person],
    known: str,
    reason: str,
    found: Sequence[Match],
    vault: OpenVault,
) -> Person:
    keeping, checks = service(vault), vault.conflicts.no_conflict(person, reason, found)
    if person.id == known:
        kept = keeping.change(person, checks)
    else:
        kept = keeping.add([person], checks)[0]
    vault.desk.clear(desk_of(file_of(person)))
    return kept
