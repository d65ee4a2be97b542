"""The charts of a source, sorted once, and asked for again at every answer of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vault.model.client import Client
from vault.model.ids import ClientId
from vault.model.incoming.chart import Answer, Chart, Known, answered, charts_of
from vault.model.incoming.given import Given, Whose, files_given
from vault.model.incoming.item import FileIn, Incoming, PersonIn, Who
from vault.model.incoming.table import Problem
from vault.translation import _


class Sorting:
    """What came, by whose it is. Charts keep their numbers whatever a person says.

    `unsorted` are the files that name nobody, or two of one name.
    """

    def __init__(self, incoming: Incoming, clients: Sequence[Client]) -> None:
        self.clients = clients
        self._incoming, self._known = incoming, Known(clients)
        self._names = {each.id: each for each in clients}
        self._charts, self._people, self._two = charts_of(incoming, self._known)
        nobody = {f.index for c in self._charts if not c.person.who.said for f in c.files}
        nobody |= {each.index for each in self._two if isinstance(each, FileIn)}
        self.unsorted = tuple(each for each in incoming.files if each.index in nobody)

    def charts(
        self, answers: Mapping[int, Answer], whose: Whose
    ) -> tuple[list[Chart], list[Problem]]:
        """Return the charts with what was answered, by their numbers, and what cannot be sorted.

        Charts that there are by `whose` alone come last. A file given to a name that two have
        stays unsorted, and is among the problems. Raises BadInput as `files_given` does.
        """
        given = files_given(self._incoming.files, self.unsorted, whose)
        found = _Given(self._known, self._names, answers)
        for each in self._charts:
            own = tuple(file for file in each.files if file.index not in given)
            left = own or each.notes or each.sessions or each.number <= self._people
            found.add(
                each if len(own) == len(each.files) else replace(each, files=own), shown=bool(left)
            )
        words = _("Two clients have this name: it is not told whose this is.")
        problems = [
            Problem(each.place, words)
            for each in self._two
            if not (isinstance(each, FileIn) and each.index in given)
        ]
        words = _("Two clients have the name that it was given: it stays unsorted.")
        for file in self._incoming.files:
            if file.index in given and not found.put(file, given[file.index]):
                problems.append(Problem(file.place, words))
        return found.charts(), problems


class _Given:
    """Puts files to whom a person gave them, after the answers: names may have been put right."""

    def __init__(
        self, known: Known, names: Mapping[ClientId, Client], answers: Mapping[int, Answer]
    ) -> None:
        self._known, self._names, self._answers = known, names, answers
        self._charts: list[Chart] = []
        self._hidden: set[int] = set()
        self._by_name: dict[str, list[int]] | None = None
        self._by_record: dict[ClientId, int] = {}

    def add(self, chart: Chart, *, shown: bool = True) -> int:
        """Add a chart, as it was answered for; return where it is."""
        answer = self._answers.get(chart.number)
        if answer is not None:
            chart = answered(chart, answer, self._known)
        self._charts.append(chart)
        at = len(self._charts) - 1
        if not shown:
            self._hidden.add(at)
        elif self._by_name is not None:
            self._name(at)
        if shown and chart.known is not None:
            self._by_record.setdefault(chart.known, at)
        return at

    def put(self, file: FileIn, given: Given) -> bool:
        """Put a file to its client; False, and to nobody, where two could be meant."""
        client = self._names.get(given.into) if given.into is not None else None
        name, birth = (client.name, client.birth_date) if client else (given.name, given.birth)
        who = Who(name=name, birth=birth)
        at = self._find(who, given.into)
        if at is not None and at < 0:
            self._put(file, self._nobody())
            return False
        if at is None:
            person = PersonIn(who, place=file.place)
            chart = self._known.met(Chart(len(self._charts) + 1, person, given=who))
            if given.into is not None:
                chart = replace(chart, known=given.into, alike=())
            at = self.add(chart)
        elif self._charts[at].person.who.birth is None and birth is not None:
            self._charts[at] = self._born(self._charts[at], who)
        self._put(file, at)
        return True

    def charts(self) -> list[Chart]:
        """Return all that anything is in."""
        return [each for at, each in enumerate(self._charts) if at not in self._hidden]

    def _put(self, file: FileIn, at: int) -> None:
        chart = self._charts[at]
        self._hidden.discard(at)
        self._charts[at] = replace(chart, files=(*chart.files, replace(file, who=chart.person.who)))

    def _born(self, chart: Chart, who: Who) -> Chart:
        person = replace(chart.person, who=replace(chart.person.who, birth=who.birth))
        chart, answer = replace(chart, person=person), self._answers.get(chart.number)
        if chart.known is not None or (answer is not None and answer.new):
            return chart
        return self._known.met(replace(chart, alike=()))

    def _find(self, who: Who, into: ClientId | None) -> int | None:
        """Return where the chart of somebody is; None for somebody new, -1 where two could be."""
        if into is not None:
            return self._by_record.get(into)
        if self._by_name is None:
            self._by_name = {}
            for at in range(len(self._charts)):
                if at not in self._hidden:
                    self._name(at)
        same = self._by_name.get(who.same_name, [])
        if who.birth is not None:
            fits = [at for at in same if self._charts[at].person.who.birth in (None, who.birth)]
            exact = [at for at in fits if self._charts[at].person.who.birth == who.birth]
            same = exact or fits
        if not same:
            return None
        return same[0] if len(same) == 1 else -1

    def _name(self, at: int) -> None:
        if self._by_name is not None and self._charts[at].name:
            same_name = self._charts[at].person.who.same_name
            self._by_name.setdefault(same_name, []).append(at)

    def _nobody(self) -> int:
        for at, each in enumerate(self._charts):
            if not each.person.who.said:
                return at
        return self.add(Chart(len(self._charts) + 1, PersonIn(Who()), given=Who()))


def carried(
    answers: Mapping[int, Answer], before: Sequence[Chart], after: Sequence[Chart]
) -> dict[int, Answer]:
    """Return answers by the numbers that charts have after files were given to others.

    Charts of the source keep their numbers; of those that there are by that alone, an answer goes
    with whom it is of.
    """
    own = {each.number: each.given for each in before if each.given is not None}
    numbers = {each.given: each.number for each in after if each.given is not None}
    found = {}
    for number, answer in answers.items():
        if number not in own:
            found[number] = answer
        elif own[number] in numbers:
            found[numbers[own[number]]] = answer
    return found
