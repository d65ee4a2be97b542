"""Sealing what a plan has of files: what becomes a document, and what is set aside unread."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from io import BytesIO

from vault.errors import BadInput
from vault.foreign.source import Source
from vault.model.ids import AsideId, DocumentId, new_id
from vault.model.incoming.plan import Plan
from vault.model.incoming.set_aside import AsideIn
from vault.model.incoming.table import Place, Problem
from vault.progress import Progress
from vault.storage.documents_folder import DocumentsFolder, SealedFile
from vault.storage.set_aside import SealedAside
from vault.translation import _


@dataclass(frozen=True)
class Sealed:
    """A plan whose files are sealed, and wait to be brought in or discarded.

    `documents` are by the index of their file, `aside` what looks like psychotherapy notes.
    """

    plan: Plan
    documents: Mapping[int, tuple[DocumentId, SealedFile]] = field(repr=False)
    problems: tuple[Problem, ...] = ()
    aside: tuple[SealedAside, ...] = field(default=(), repr=False)

    @property
    def parts(self) -> list[SealedFile]:
        """Every file that was sealed."""
        of_documents = [each for _id, each in self.documents.values()]
        return of_documents + [each for _id, _what, each in self.aside]


@dataclass(frozen=True)
class ToSeal:
    """A plan whose documents are to be sealed; that needs no vault, and runs on any thread."""

    plan: Plan
    _folder: DocumentsFolder

    def seal(self, progress: Progress | None = None) -> Sealed:
        """Seal a copy of each file that becomes a document, and of what is set aside, unread.

        One that cannot be read is a problem. Raises StorageFailed, Cancelled; nothing is left then.
        """
        progress = progress or Progress()
        wanted = [one.index for made in self.plan.made for one in made.chart.files]
        apart = self.plan.understood.incoming.aside
        found: dict[int, tuple[DocumentId, SealedFile]] = {}
        aside: list[SealedAside] = []
        problems: list[Problem] = []
        progress.start(len(wanted) + len(apart))
        try:
            with closing(Source(self.plan.path)) as source:
                for index in wanted:
                    progress.step()
                    path = source.files[index].path
                    with _named_where_it_fails(path, problems):
                        name = path.rpartition("/")[2]
                        found[index] = DocumentId(new_id()), self._sealed(source, index, name)
                for each in apart:
                    progress.step()
                    with _named_where_it_fails(each.path, problems):
                        aside.append((AsideId(new_id()), each, self._unread(source, each)))
        except BaseException:
            for part in Sealed(self.plan, found, aside=tuple(aside)).parts:
                self._folder.discard(part)
            raise
        return Sealed(self.plan, found, tuple(problems), tuple(aside))

    def _unread(self, source: Source, each: AsideIn) -> SealedFile:
        """Seal what is set aside as it lies there. Raises as `_sealed` does."""
        if each.cells is not None:
            cells, size = BytesIO(each.cells), len(each.cells)
            return self._folder.seal_stream(cells, "", size, Progress(), unread=True)
        return self._sealed(source, each.index, "", unread=True)

    def _sealed(self, source: Source, index: int, name: str, *, unread: bool = False) -> SealedFile:
        """Seal a file of the source. Raises BadInput for one that cannot be read or changed."""
        file = source.files[index]
        with source.open(index) as stream:
            sealed = self._folder.seal_stream(stream, name, file.size, Progress(), unread=unread)
        if sealed.file.sha256 != self.plan.understood.digests.get(file.path):
            self._folder.discard(sealed)
            raise BadInput(_("This file changed since it was read."))
        return sealed


@contextmanager
def _named_where_it_fails(path: str, problems: list[Problem]) -> Iterator[None]:
    try:
        yield
    except BadInput as error:
        problems.append(Problem(Place(path), error.sentence))
