"""Bench: a document sealed and proved, against the age library alone on the same file."""

import os
from collections.abc import Iterator
from pathlib import Path

import pyrage

from tests.bench.measure import Row, at_most, ratio, seconds, taking_turns
from vault.progress import Progress
from vault.storage.documents_folder import DocumentsFolder

_SIZE = 100_000_000
_ROUNDS = 7


def rows(folder: Path) -> Iterator[Row]:
    """Yield the row of adding a document of 100 MB. Both arms end with the bytes on the disk."""
    folder.mkdir()
    source, bare, ours = folder / "scan", folder / "bare.age", folder / "vault" / "documents"
    ours.parent.mkdir()
    source.write_bytes(os.urandom(_SIZE))
    recipient = pyrage.x25519.Identity.generate().to_public()
    documents = DocumentsFolder(ours)

    def by_library() -> float:
        def run() -> None:
            pyrage.encrypt_file(str(source), str(bare), [recipient])
            with bare.open("rb") as file:
                os.fsync(file.fileno())

        took = seconds(run)
        bare.unlink()
        return took

    def by_us() -> float:
        took = seconds(lambda: documents.seal(source, Progress()))
        documents.clear_cut_off()
        return took

    theirs, own = taking_turns((by_library, by_us), _ROUNDS)
    yield at_most("adding a document of 100 MB / pyrage alone", ratio(own, theirs), 1.15)
