"""Documents of the made-up practice: scans and letters that nobody ever sent."""

import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from vault.demo.moved import Move, move_of
from vault.demo.people import CLIENTS, DANA, LUCIA, MARCUS
from vault.model.document import Document, Rerelease
from vault.model.ids import ClientId, DocumentId, new_id
from vault.open_vault import OpenVault
from vault.progress import Progress
from vault.resource_files import resource_path
from vault.storage.documents_folder import SealedFile

_PAGE = (1240, 1754)
"""Pixels of a page of A4, scanned at 150 dots an inch."""

_SIDE = 150
_AT_ONCE = 32
"""Documents in one commit."""

_NOISE = 1_120
"""Pixels of each side of a picture of nothing: about a megabyte as JPEG."""


@dataclass(frozen=True)
class _Paper:
    """A document; one that is not `scanned` came as a text."""

    client: str = field(repr=False)
    name: str = field(repr=False)
    title: str = field(repr=False)
    kind: str = field(repr=False)
    day: date
    received: date
    source: str = field(repr=False)
    rerelease: Rerelease
    words: str = field(repr=False)
    scanned: bool = True
    author: str = field(default="", repr=False)


_PAPERS = (
    _Paper(
        DANA.name,
        "scan0007.jpg",
        "Agreement to treatment, signed",
        "consent",
        date(2026, 4, 30),
        date(2026, 4, 30),
        "",
        Rerelease.YES,
        "Agreement to treatment\n\nI have read how Rivera Counseling works, what it costs,\n"
        "when what I say may be told to somebody else, and\nhow I can end treatment at any "
        "time.\n\n"
        "I agree to begin.\n\n\nDana Whitfield                {2026-04-30 in full}",
    ),
    _Paper(
        DANA.name,
        "scan0011.jpg",
        "Sleep diary, first week",
        "from-client",
        date(2026, 5, 13),
        date(2026, 5, 14),
        "Dana herself",
        Rerelease.ASK,
        "Sleep diary\n\nThu   4 h   woke at 3, the phone call again\nFri    5 h   woke at 3\n"
        "Sat   6 h   slept through\nSun   4 h   coat came back from the cleaner\n"
        "Mon   5 h\nTue    6 h   dreamed of the lake\nWed   6 h",
    ),
    _Paper(
        MARCUS.name,
        "referral.txt",
        "Letter of referral",
        "letter",
        date(2026, 1, 26),
        date(2026, 1, 29),
        "Exampleton Family Practice",
        Rerelease.ASK,
        "Exampleton Family Practice\n\n{2026-01-26 in full}\n\nDear Jordan Rivera,\n\n"
        "thank you for seeing Mr. Oyelaran. He has had two panic attacks on the train since "
        "{2025-11}. The examination of his heart found nothing, nor did the laboratory. He takes "
        "no medication.\n\n"
        "He would like to ride to work again soon.\n\nA. Moreno, nurse practitioner\n",
        scanned=False,
        author="A. Moreno, nurse practitioner",
    ),
    _Paper(
        LUCIA.name,
        "Scan_0003.jpg",
        "Report of the school",
        "report",
        date(2026, 9, 11),
        date(2026, 9, 15),
        "Mill Street School",
        Rerelease.NO,
        "Mill Street School\n{2026-09-11 in full}\n\nReport for the therapist\n\n"
        "Lucia came late on six of the last eight days. Her mother\nbrings her to the door; the "
        "stomach ache begins there.\nIn the lessons she is quick and kind. She draws comics\n"
        "under the table, and we let her.\n\nNot to be given on without asking us.\n\n"
        "The school counselor",
        author="The school counselor",
    ),
)


def attach_papers(
    vault: OpenVault,
    named: Mapping[str, ClientId],
    others: Sequence[ClientId],
    megabytes: int,
    today: date,
    progress: Progress,
) -> None:
    """Attach the papers, and pictures of nothing until there are so many megabytes of documents.

    The same bytes each time. Raises StorageFailed, Cancelled.
    """
    with TemporaryDirectory() as folder:
        moves = {each.name: move_of(each, today) for each in CLIENTS}
        for paper in (_moved(each, moves[each.client]) for each in _PAPERS):
            file = Path(folder, paper.name)
            file.write_bytes(_scan(paper.words) if paper.scanned else paper.words.encode())
            document = _attach(vault, named[paper.client], file, paper)
            vault.documents.keep_words(document.id, vault.documents.open(document.id).words())
        size = sum(each.stat().st_size for each in Path(folder).iterdir())
        pictures = enumerate(_pictures(megabytes * 1_000_000 - size), 1)
        while batch := list(islice(pictures, _AT_ONCE)):
            attached = []
            for number, data in batch:
                file = Path(folder, f"scan{number:05}.jpg")
                file.write_bytes(data)
                attached.append(_sealed(vault, others[number % len(others)], file, today))
                file.unlink()
                progress.check()
            vault.documents.attach(attached)


def _moved(paper: _Paper, move: Move) -> _Paper:
    return replace(
        paper,
        day=move.day(paper.day),
        received=move.day(paper.received),
        words=move.words(paper.words),
    )


def _attach(vault: OpenVault, client: ClientId, file: Path, paper: _Paper) -> Document:
    return vault.documents.attach([_sealed(vault, client, file, paper.received, paper)])[0]


def _sealed(
    vault: OpenVault, client: ClientId, file: Path, received: date, paper: _Paper | None = None
) -> tuple[Document, SealedFile]:
    sealed = vault.documents.to_attach(file).seal()
    document = Document(
        id=DocumentId(new_id()),
        client=client,
        title=paper.title if paper else file.stem,
        kind=paper.kind if paper else "other",
        day=paper.day if paper else None,
        received=received,
        file=sealed.file,
        added_at=datetime.combine(received, time(), UTC),  # it is attached when it is attached
        author=paper.author if paper else "",
        source=paper.source if paper else "",
        rerelease=paper.rerelease if paper else Rerelease.ASK,
    )
    return document, sealed


def _scan(words: str) -> bytes:
    """Return a page with words on it, as a scanner gives it: a little gray, a little askew."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("RGB", _PAGE, (250, 249, 246))
    font = ImageFont.truetype(str(resource_path("fonts/NotoSerif-Regular.ttf")), 34)
    draw: Any = ImageDraw.Draw(page)
    draw.text((_SIDE, _SIDE), words, font=font, fill=(38, 38, 44), spacing=26)
    page = page.rotate(0.35, resample=Image.Resampling.BICUBIC, fillcolor=(244, 243, 240))
    out = io.BytesIO()
    page.save(out, "JPEG", quality=82, dpi=(150, 150))
    return out.getvalue()


def _pictures(size: int) -> Iterator[bytes]:
    """Yield pictures of nothing, each another one, until there are so many bytes."""
    from PIL import Image

    rng = random.Random(5)  # noqa: S311 - the same pictures each time, nothing secret
    left = size
    while left > 0:
        noise = Image.frombytes("RGB", (_NOISE, _NOISE), rng.randbytes(_NOISE * _NOISE * 3))
        out = io.BytesIO()
        noise.save(out, "JPEG", quality=60)
        data = out.getvalue()
        yield data
        left -= len(data)
