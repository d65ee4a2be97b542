"""What one does to bring records in: look at what came, answer for it, bring it in, undo it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from vault.crypto.signature import Signer
from vault.date_style import date_style
from vault.errors import BadInput, NotAllowed, StorageFailed, VaultError
from vault.foreign.reading import Chosen, How, read_source
from vault.foreign.source import Source
from vault.model.appointment import Appointment, SessionStatus
from vault.model.audit import Action, Fact
from vault.model.client import Client
from vault.model.destruction import ids_digest
from vault.model.document import Document
from vault.model.episode import Episode
from vault.model.hold import Hold
from vault.model.ids import AppointmentId, BatchId, ClientId, DocumentId, new_id
from vault.model.incoming.batch import Batch, BroughtFile, Origin, manifest_digest, signed_message
from vault.model.incoming.chart import Answer, Chart
from vault.model.incoming.given import Whose
from vault.model.incoming.making import Made, made_of
from vault.model.incoming.plan import Charts, Plan, Understood
from vault.model.incoming.set_aside import SetAside
from vault.model.incoming.sorting import Sorting
from vault.model.incoming.table import Problem
from vault.model.note import Note
from vault.progress import Progress
from vault.services.imports.sealing import Sealed, ToSeal
from vault.storage.destroying import take_out
from vault.storage.documents_folder import DocumentsFolder, SealedFile
from vault.storage.records_store import RecordsStore
from vault.storage.set_aside import SealedAside
from vault.translation import _

_VIEWS = (Action.CLIENT_VIEWED, Action.RECORDS_IMPORTED)
"""Facts about a client that change nothing of it."""


@dataclass(frozen=True)
class Parts:
    """What adds each kind of thing: an import brings in nothing past them."""

    clients: Callable[[Sequence[Client]], object]
    episodes: Callable[[Sequence[Episode]], object]
    holds: Callable[[Sequence[Hold]], object]
    notes: Callable[[Iterable[Note]], object]
    appointments: Callable[[Sequence[Appointment]], object]
    mark: Callable[[AppointmentId, date, SessionStatus], object]
    documents: Callable[[Sequence[tuple[Document, SealedFile]]], object]
    set_aside: Callable[[BatchId, Sequence[SealedAside], datetime], object]


@dataclass(frozen=True)
class ToRead:
    """A source that is to be read; that needs no vault, and runs on any thread."""

    path: Path = field(repr=False)
    how: How

    def read(self, chosen: Chosen | None = None, progress: Progress | None = None) -> Understood:
        """Read it; `chosen` says what its tables are. Raises as `read_source` does."""
        how = replace(self.how, chosen=chosen) if chosen is not None else self.how
        with closing(Source(self.path)) as source:
            return read_source(source, how, progress or Progress())


@dataclass(frozen=True)
class PreparedReceipt:
    """What was brought in, as a page that can be set without the vault, on any thread."""

    batch: Batch
    aside: tuple[SetAside, ...]
    chain_head: str

    def render(self, progress: Progress | None = None) -> bytes:
        """Return the receipt as a PDF. Raises as `render_sheet` does."""
        from vault.export.import_sheet import import_sheet
        from vault.export.pdf_sheet import render_sheet

        return render_sheet(import_sheet(self.batch, self.aside, self.chain_head), progress)


class Imports:
    """Records that come from elsewhere. Nothing of a source is kept before it is brought in."""

    def __init__(
        self, store: RecordsStore, folder: Path, signing_key: bytes | None, parts: Parts
    ) -> None:
        self._store, self._folder = store, DocumentsFolder(folder)
        self._signer = Signer(signing_key) if signing_key is not None else None
        self._parts, self._table = parts, store.tables.imports

    def to_read(self, path: Path) -> ToRead:
        """Return what reads a source: a file, a folder, or a ZIP."""
        names = [each.name for each in self._store.tables.clients.list_all()]
        return ToRead(path, How(self._today(), date_style().month_first, {}, names))

    def charts(
        self,
        path: Path,
        understood: Understood,
        answers: Mapping[int, Answer] | None = None,
        whose: Whose | None = None,
        earlier: Charts | None = None,
    ) -> Charts:
        """Return the charts of a source, with what a person answered for some, by their numbers.

        `whose` are files that name nobody, by their paths. `earlier` are the charts of this source
        as they were before an answer: then nothing is sorted anew, unless the clients changed.
        Nothing is changed. Raises NotFound for a record to go into that is none, BadInput as
        `files_given` does.
        """
        answers, whose, clients = answers or {}, whose or {}, self._store.tables.clients.list_all()
        for into in {each.into for said in (answers, whose) for each in said.values()} - {None}:
            self._store.tables.clients.get(ClientId(str(into)))
        sorting = earlier.sorting if earlier and earlier.understood is understood else None
        if sorting is None or sorting.clients != clients:
            sorting = Sorting(understood.incoming, clients)
        charts, problems = sorting.charts(answers, whose)
        problems = [*understood.incoming.problems, *problems]
        named = tuple(map(self._named, charts))
        told = frozenset(
            file.index
            for each in charts
            if each.person.who.said or each.known
            for file in each.files
        )
        return Charts(path, understood, named, tuple(problems), sorting, whose, told)

    def plan(
        self,
        path: Path,
        understood: Understood,
        answers: Mapping[int, Answer] | None = None,
        whose: Whose | None = None,
    ) -> Plan:
        """Return what would come of a source: as `charts`, with what each chart becomes."""
        found = self.charts(path, understood, answers, whose)
        made, problems, now = [], list(found.problems), self._store.clock.now()
        for chart in found.charts:
            if chart.left_out:
                continue
            try:
                made.append(made_of(chart, understood.digests, now))
                problems += made[-1].problems
            except BadInput as error:
                problems.append(Problem(chart.person.place, error.sentence))
        parts = (found.sorting, found.whose, found.told)
        return Plan(path, understood, found.charts, tuple(problems), *parts, tuple(made))

    def to_seal(self, plan: Plan) -> ToSeal:
        """Return what seals the documents of a plan."""
        return ToSeal(plan, self._folder)

    def discard(self, sealed: Sealed) -> None:
        """Take away what was sealed and is not to come."""
        for each in sealed.parts:
            self._folder.discard(each)

    def bring_in(self, sealed: Sealed, origin: Origin) -> Batch:
        """Bring everything of a plan in, in one commit: all of it or nothing.

        Raises BadInput as `Origin.cleaned` does, NotAllowed through a way in that may not sign,
        and as the parts do; what was sealed then waits to be given again or discarded.
        """
        if self._signer is None:
            raise NotAllowed(
                _("Bringing records in needs the licensee's own passphrase."),
                hint=_("Through this way in, records can be read and nothing is signed."),
            )
        origin = origin.cleaned(self._today())
        batch = self._signed(self._batch(sealed, origin))
        made = sealed.plan.made
        detail: dict[str, str | int] = {
            "files": len(batch.files),
            "manifest": manifest_digest(batch.files),
            "basis": origin.basis.value,
            "received": origin.received.isoformat(),
            "ids": ids_digest(batch.ids),
        }
        with self._store.together():
            self._parts.clients([each.client for each in made if each.client is not None])
            self._parts.episodes([each.episode for each in made if each.episode is not None])
            self._parts.appointments([one for each in made for one, _status in each.sessions])
            for each in made:
                for one, status in each.sessions:
                    if status is not SessionStatus.PLANNED:
                        self._parts.mark(one.id, one.day, status)
            self._parts.notes(note for each in made for note in each.notes)
            documents = self._documents(sealed, origin, batch)
            if documents:
                self._parts.documents(documents)
            if sealed.aside:
                self._parts.set_aside(batch.id, sealed.aside, batch.brought_at)
            self._parts.holds([each.hold for each in made if each.hold is not None])
            with self._store.write(Fact(Action.RECORDS_IMPORTED, batch.id, detail=detail)):
                self._table.put(batch)
                for whose, parts in _by_record(made).items():
                    new = any(each.client is not None for each in parts)
                    consents = dict.fromkeys(each.chart.consent for each in parts)
                    consent = "; ".join(filter(None, consents))
                    self._table.add_chart(batch.id, whose, is_new=new, consent=consent)
        return batch

    def list_all(self) -> list[Batch]:
        """Return every import, the newest first."""
        return self._table.list_all()

    def get(self, batch: BatchId) -> Batch:
        """Return one. Raises NotFound."""
        return self._table.get(batch)

    def receipt(self, batch: BatchId) -> PreparedReceipt:
        """Return the receipt of one import. Raises NotFound."""
        kept = self._table.get(batch)
        action = Action.IMPORT_UNDONE if kept.undone_at is not None else Action.RECORDS_IMPORTED
        entry = self._store.audit.of_subject(action, batch)
        aside = tuple(self._store.tables.set_aside.of_batch(batch))
        return PreparedReceipt(kept, aside, entry.hash if entry is not None else "")

    def may_undo(self, batch: BatchId) -> bool:
        """Tell whether an import may be undone: nothing of it was changed or added to since."""
        with suppress(VaultError):
            self._check_undo(self._table.get(batch))
            return True
        return False

    def undo(self, batch: BatchId) -> Batch:
        """Take out everything that one import brought, in one commit.

        Raises NotFound, NotAllowed once something of it was changed or added to, or is on hold.
        """
        kept = self._table.get(batch)
        self._check_undo(kept)
        if self._signer is None:
            raise NotAllowed(_("Undoing an import needs the licensee's own passphrase."))
        undone = self._signed(kept.undone(self._store.clock.now()))
        new = [client for client, is_new in self._table.charts(batch).items() if is_new]
        sealed = {each.id for each in self._store.tables.sealed_files()}.intersection(kept.ids)
        detail: dict[str, str | int] = {"ids": ids_digest(kept.ids), "count": len(kept.ids)}
        with self._store.write(Fact(Action.IMPORT_UNDONE, batch, detail=detail)) as tables:
            self._table.remove_charts(batch)
            take_out(tables.database, kept.ids, new)
            self._table.put(undone)
        with suppress(StorageFailed):
            self._folder.delete(map(DocumentId, sealed))
        return undone

    def _named(self, chart: Chart) -> Chart:
        """Return a chart of files that name nobody under a name of its own: nothing is left out."""
        if chart.person.who.said or chart.known is not None:
            return chart
        name = _("Unsorted files of {day}").format(day=self._today().isoformat())
        who = replace(chart.person.who, name=name)
        return replace(chart, person=replace(chart.person, who=who), nobodys=True)

    def _batch(self, sealed: Sealed, origin: Origin) -> Batch:
        plan = sealed.plan
        digests = plan.understood.digests
        files = [
            BroughtFile(each.path, each.size, digests.get(each.path, ""))
            for each in plan.understood.files
        ]
        ids: list[str] = []
        for each in plan.made:
            ids += [each.client.id] if each.client is not None else []
            ids += [one.id for one in each.notes] + [one.id for one, _s in each.sessions]
            ids += [part.id for part in (each.episode, each.hold) if part is not None]
        ids += [document for document, _file in sealed.documents.values()]
        ids += [aside for aside, _what, _file in sealed.aside]
        counts = plan.counts | {"documents": len(sealed.documents), "aside": len(sealed.aside)}
        return Batch(
            BatchId(new_id()),
            self._store.clock.now(),
            self._store.tables.practice.get().name,
            origin,
            tuple(files),
            counts,
            tuple(sorted(ids)),
        )

    def _documents(
        self, sealed: Sealed, origin: Origin, batch: Batch
    ) -> list[tuple[Document, SealedFile]]:
        found = []
        received = min(origin.received, self._today())
        for each in sealed.plan.made:
            for one in each.chart.files:
                if one.index not in sealed.documents:
                    continue
                document_id, file = sealed.documents[one.index]
                day = one.day if one.day is not None and one.day <= received else None
                document = Document(
                    id=document_id,
                    client=each.whose,
                    title=one.title[:200],
                    kind=one.kind,
                    day=day,
                    received=received,
                    file=file.file,
                    added_at=batch.brought_at,
                    source=origin.predecessor or _("Brought in from {name}").format(
                        name=sealed.plan.understood.name[:200]
                    ),
                )  # fmt: skip
                found.append((document, file))
        return found

    def _signed(self, batch: Batch) -> Batch:
        if self._signer is None:
            return batch
        signed = replace(batch, public_key=self._signer.public_key.hex())
        return replace(signed, signature=self._signer.sign(signed_message(signed)).hex())

    def _check_undo(self, batch: Batch) -> None:
        batch.check_may_undo()
        entry = self._store.audit.of_subject(Action.RECORDS_IMPORTED, batch.id)
        clients: Collection[str] = self._table.charts(batch.id)
        ids = {*batch.ids, *clients}
        for later in self._store.audit.after(entry.seq if entry is not None else 0):
            touched = later.client in ids or later.subject in ids
            if touched and later.action not in _VIEWS:
                raise NotAllowed(
                    _("Something of this import was changed or added to since."),
                    hint=_("From here on its records are kept like any other."),
                )

    def _today(self) -> date:
        return self._store.clock.now().date()


def _by_record(made: Iterable[Made]) -> dict[ClientId, list[Made]]:
    """Return what was made by whose it is: two charts may go into one record."""
    found: dict[ClientId, list[Made]] = {}
    for each in made:
        found.setdefault(each.whose, []).append(each)
    return found
