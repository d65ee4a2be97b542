"""What one does about conflicts of interest: look for who is known already, and keep a decision."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from vault.errors import NotAllowed
from vault.model.audit import Action, Fact
from vault.model.client import Client
from vault.model.conflict import (
    MOST_NAMES,
    ConflictCheck,
    Decision,
    KnownAs,
    Likeness,
    Match,
    Newcomer,
    check_decision,
    clean_names,
    decided,
    file_of,
    left_to_decide,
    names_of,
    new_names,
)
from vault.model.conflict_words import relationship_words
from vault.model.former_client import FormerClientRule, former_client_rules
from vault.model.ids import ClientId, ConflictCheckId, check_new, new_id
from vault.model.names_in_text import folded, name_parts
from vault.model.participant import Participant
from vault.model.participant_words import role_words
from vault.model.representative_words import kind_words
from vault.model.text import unless_blank
from vault.storage.records_store import RecordsStore
from vault.translation import _

_MOST_LISTED = 200

_Known = tuple[Sequence[str], Match]
"""What somebody is called, and who they are, as if the names were the same."""


class Conflicts:
    """Whom the practice knows by a name like one that is new, and what the licensee decided."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def search(
        self, names: Sequence[str], file: ClientId | None = None, own: ClientId | None = None
    ) -> list[Match]:
        """Return who is known by a name like one of these, the closest first.

        Clients, those around them, the licensee's own list, and who was turned away for a conflict;
        not whoever belongs to `file` itself, or to `own`, which is of the same person. Raises
        BadInput as `clean_names` does, NotFound for a file that is none.
        """
        # Imported when it is wanted: unlocking is waited for.
        from vault.detect.names_alike import NamesAlike

        sought = NamesAlike(clean_names(names))
        known_here = self._own(file)
        found = []
        for called, match in self._known({each for each in (file, own) if each is not None}):
            if match.id in known_here:
                continue
            likeness = sought.likeness(called)
            if likeness is not None:
                found.append(replace(match, likeness=likeness))
        found.sort(key=_closeness)
        return [self._with_last_service(each) for each in found if not _is_twice(each, found)]

    def names_of(self, file: ClientId) -> list[str]:
        """Return what to look for about a file that is open: the client, those around, who acts.

        Raises NotFound.
        """
        tables = self._store.tables
        names = names_of(tables.clients.get(file))
        names += [each.name for each in tables.participants.of_unit(file)]
        names += [each.name for each in tables.representatives.of_client(file)]
        return list(dict.fromkeys(names))

    def new_with(self, newcomer: Newcomer) -> list[str]:
        """Return the names that stand in a client's file with somebody, and nowhere in it before.

        Raises BadInput as the `cleaned` of who comes does, NotFound for a file that is none.
        """
        file = self._file_there(newcomer)
        return new_names(self.names_of(file) if file is not None else [], newcomer.cleaned())

    def known_like(self, newcomer: Newcomer) -> list[Match]:
        """Return who is known by a name like one that is new with somebody, the closest first.

        Not whoever belongs to the file they come into, or to their own record. Raises as `new_with`
        does.
        """
        names = self.new_with(newcomer)
        own = newcomer.file if isinstance(newcomer, Participant) else None
        return self.search(names, self._file_there(newcomer), own) if names else []

    def no_conflict(
        self, newcomer: Newcomer, reason: str = "", found: Sequence[Match] | None = None
    ) -> list[ConflictCheck]:
        """Return the decision to be kept with somebody who comes into a file; no name new, none.

        With whom was `found` and looked at; without it they are looked for here. What adds or
        changes them keeps it by the same act. Raises BadInput as `decided` and `new_with` do.
        """
        names = self.new_with(newcomer)
        if not names:
            return []
        matches = self.known_like(newcomer) if found is None else found
        return [self._decided(names, Decision.NO_CONFLICT, reason, matches, file_of(newcomer))]

    def decide(
        self,
        names: Sequence[str],
        decision: Decision,
        reason: str = "",
        *,
        file: ClientId | None = None,
        opening: Client | None = None,
        found: Sequence[Match] | None = None,
    ) -> ConflictCheck:
        """Keep what the licensee decided about these names, with whom was `found` and looked at.

        Without it they are looked for here.
        `file` is the client's file that is there already, `opening` a new client whose file is
        opened by the same act, None where nobody's is. Raises BadInput as `decided` and
        `Client.cleaned` do, NotFound for a file that is none, NotAllowed for a client who is there
        already, or whose file is to be opened for all of a conflict.
        """
        tables, client = self._store.tables, opening.cleaned() if opening is not None else None
        if client is not None:
            if decision is Decision.CONFLICT:
                raise NotAllowed(_("No file is opened where there is a conflict."))
            check_new([client.id], tables.clients.has)
        matches = self.search(names, file) if found is None else found
        file = client.id if client is not None else file
        check = self._decided(names, decision, reason, matches, file)
        facts = [check.fact]
        if client is not None:
            facts.insert(0, Fact(Action.CLIENT_ADDED, client.id, client.id))
        with self._store.write(*facts) as written:
            if client is not None:
                written.clients.put(client)
            written.conflict_checks.put(check)
        return check

    def on_opening(self, client: Client) -> list[ConflictCheck]:
        """Return the check to be kept with a client whose file is opened before a decision.

        It waits for a decision where somebody is known by such a name, and says that nobody was
        found where not; for a group, which has no name, there is none. What adds the client keeps
        it by the same act. Raises BadInput as `Client.cleaned` does.
        """
        # Of a longer list the file is opened all the same: it is refused nowhere else.
        names = self.new_with(client)[:MOST_NAMES]
        matches = self.search(names) if names else []
        if matches:
            return [self._left(names, matches, client.id)]
        if names:
            return [self._decided(names, Decision.NO_CONFLICT, "", (), client.id)]
        return []

    def leave_to_decide(self, client: Client) -> ConflictCheck | None:
        """Keep who is known by a name like a client's whose file waits to be opened; None, nobody.

        Nothing is kept where nobody is known. Raises BadInput as `clean_names` and
        `Client.cleaned` do.
        """
        names = self.new_with(client)
        matches = self.search(names) if names else []
        if not matches:
            return None
        check = self._left(names, matches, None)
        with self._store.write(check.fact) as written:
            written.conflict_checks.put(check)
        return check

    def decide_waiting(
        self,
        check: ConflictCheckId,
        decision: Decision,
        reason: str = "",
        found: Sequence[Match] | None = None,
    ) -> ConflictCheck:
        """Keep what the licensee decided about a check that waits, with whom was `found` since.

        The check that waited stays as it was found. Without `found` they are looked for here.
        Raises NotFound, NotAllowed for a check that does not wait, BadInput as `check_decision`
        does with all who were found then or now.
        """
        kept = self._store.tables.conflict_checks.get(check)
        if kept not in self.waiting():
            raise NotAllowed(_("This conflict check does not wait for a decision."))
        matches = self.search(kept.names, kept.client) if found is None else found
        check_decision([*kept.found, *matches], decision, reason)
        return self.decide(kept.names, decision, reason, file=kept.client, found=matches)

    def waiting(self) -> list[ConflictCheck]:
        """Return the checks that wait for a decision, the oldest first."""
        return self._store.tables.conflict_checks.waiting()

    def of_client(self, client: ClientId) -> list[ConflictCheck]:
        """Return the checks made for a client's file, the newest first. Raises NotFound."""
        self._store.tables.clients.get(client)
        return self._store.tables.conflict_checks.of_client(client)

    def list_all(self) -> list[ConflictCheck]:
        """Return the newest checks, at most 200, the newest first."""
        return self._store.tables.conflict_checks.list_all(_MOST_LISTED)

    def names_found(self, checks: Iterable[ConflictCheck]) -> dict[tuple[str, KnownAs], str]:
        """Return what those whom these checks found are called now; who is gone is left out."""
        wanted = {(each.id, each.known_as) for check in checks for each in check.found}
        if not wanted:
            return {}
        known = ((match.id, match.known_as, match.name) for _called, match in self._known(()))
        return {(who, as_): name for who, as_, name in known if (who, as_) in wanted}

    def rules(self) -> tuple[FormerClientRule, ...]:
        """Return the rules on former clients that bind the licensee's licenses."""
        return former_client_rules(self._store.tables.licenses())

    def _file_there(self, newcomer: Newcomer) -> ClientId | None:
        """Return the file into which somebody comes, None where it is opened for them."""
        file = file_of(newcomer)
        opens = isinstance(newcomer, Client) and not self._store.tables.clients.has(file)
        return None if opens else file

    def _decided(
        self,
        names: Sequence[str],
        decision: Decision,
        reason: str,
        matches: Sequence[Match],
        file: ClientId | None,
    ) -> ConflictCheck:
        check, now = ConflictCheckId(new_id()), self._store.clock.now()
        return decided(check, names, matches, decision, reason, at=now, client=file)

    def _left(
        self, names: Sequence[str], matches: Sequence[Match], file: ClientId | None
    ) -> ConflictCheck:
        check, now = ConflictCheckId(new_id()), self._store.clock.now()
        return left_to_decide(check, names, matches, at=now, client=file)

    def _own(self, file: ClientId | None) -> set[str]:
        """Return the ids of those who are of a file, though they are known elsewhere too.

        Who takes part in it and has an own record, and who was turned away and then was not.
        """
        if file is None:
            return set()
        tables = self._store.tables
        tables.clients.get(file)
        own: set[str] = {each.file for each in tables.participants.of_unit(file) if each.file}
        checks = [each for each in self.of_client(file) if each.decision is not Decision.WAITS]
        asked = {folded(name) for each in checks for name in each.names}
        for check in tables.conflict_checks.turned_away():
            if asked & {folded(name) for name in check.names}:
                own.add(check.id)
        return own

    def _known(self, files: Collection[ClientId]) -> Iterator[_Known]:
        """Yield everybody who is known, but for those of some files."""
        tables = self._store.tables
        for client in tables.clients.list_all():
            if client.id not in files:
                yield from _client(client)
        for each in tables.participants.list_all():
            if each.unit not in files and each.file not in files:
                said = role_words(each.role)
                yield [each.name], _match(each.id, KnownAs.PARTICIPANT, each.name, each.unit, said)
        for acting in tables.representatives.list_all():
            if acting.client not in files:
                said = kind_words(acting.kind)
                match = _match(acting.id, KnownAs.REPRESENTATIVE, acting.name, acting.client, said)
                yield [acting.name], match
        for own in tables.acquaintances.list_all():
            said = unless_blank(own.words) or relationship_words(own.relationship)
            yield [own.name], _match(own.id, KnownAs.OWN_LIST, own.name, None, said)
        for check in tables.conflict_checks.turned_away():
            name = ", ".join(check.names)
            match = _match(check.id, KnownAs.TURNED_AWAY, name, None, check.reason)
            yield check.names, match

    def _with_last_service(self, match: Match) -> Match:
        if match.known_as is not KnownAs.CLIENT or match.client is None:
            return match
        days = self._store.tables.session_days(match.client)
        return replace(match, last_service=max(days, default=None))


def _client(client: Client) -> Iterator[_Known]:
    match = _match(client.id, KnownAs.CLIENT, client.name, client.id, "")
    around = [each.whose for each in client.contacts if each.whose]
    own = [name for name in names_of(client) if name not in around]
    if own:
        yield own, replace(match, status=client.status)
    for name in dict.fromkeys(around):
        yield [name], _match(client.id, KnownAs.CONTACT, name, client.id, "")


def _closeness(match: Match) -> tuple[int, int, str, str]:
    known_as = tuple(KnownAs).index(match.known_as)
    return tuple(Likeness).index(match.likeness), known_as, match.name.casefold(), match.id


def _is_twice(match: Match, found: Sequence[Match]) -> bool:
    """Tell whether a contact is somebody who is found in the same file as more than that."""
    if match.known_as is not KnownAs.CONTACT:
        return False
    parts = set(name_parts(match.name))
    return any(
        each.client == match.client
        and each.known_as in (KnownAs.PARTICIPANT, KnownAs.REPRESENTATIVE)
        and each.likeness is match.likeness
        and set(name_parts(each.name)) <= parts
        for each in found
    )


def _match(who: str, known_as: KnownAs, name: str, client: ClientId | None, said: str) -> Match:
    return Match(who, known_as, Likeness.SAME, name, client, said)
