"""Judges documents with programs that had no part in making them."""

import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest

from tests.export.packages import LICENSEE, ZONE, addendum, licensee_of, note, package
from vault.export.clusters import combines
from vault.export.coverage import Coverage
from vault.export.printable import printable
from vault.model.client import Contact, ContactKind
from vault.model.direction import has_leftward
from vault.model.release import ReleasedNote, ReleasePackage
from vault.model.text import LINE_LIMIT

FILE = "FILE"

NAUGHTY: list[str] = json.loads(
    (Path(__file__).parent.parent / "naughty.json").read_text(encoding="ascii")
)


def say(figure: str) -> None:
    """Print a figure that was measured, for the summary of the run."""
    sys.stdout.write(f"{figure}\n")


def tool(name: str) -> str:
    """Return the path of a system program; without it the test is skipped and says why."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed, so nothing independent can judge this")
    return path


def run(*command: str, pdf: bytes) -> str:
    """Give a PDF to a program in the place of `FILE` and return what it prints."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        words = [file.name if word == FILE else word for word in command[1:]]
        done = subprocess.run(
            [tool(command[0]), *words], capture_output=True, check=True, timeout=120
        )
    return done.stdout.decode("utf-8")


def pdf_text(pdf: bytes, *options: str) -> str:
    """Return what poppler reads between the running header and the footer."""
    band = ("-x", "0", "-y", "62", "-W", "612", "-H", "660", "-r", "72")
    return run("pdftotext", "-enc", "UTF-8", "-raw", *band, *options, FILE, "-", pdf=pdf)


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page, without headers and footers."""
    return pdf_text(pdf).split("\f")[:-1]


def info_of(pdf: bytes) -> dict[str, str]:
    """Return what pdfinfo says of a document."""
    lines = run("pdfinfo", FILE, pdf=pdf).splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def words_of(pdf: bytes) -> Iterator[tuple[str, float, float, float]]:
    """Return each word of a document with its left, right and top, in points."""
    found = re.findall(
        r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="[\d.-]+">([^<]*)<',
        run("pdftotext", "-bbox", FILE, "-", pdf=pdf),
    )
    return ((word, float(left), float(right), float(top)) for left, top, right, word in found)


def bare(text: str) -> str:
    """Return a text without what two programs that read a PDF may differ in.

    That is white space, the breaks set inside long runs, what says in which direction words run,
    composed or not, and letters repeated for each of their marks. Hyphens at line ends stay:
    no line of ours is hyphenated.
    """
    text = re.sub(r"[\s\u200b\u00a0\u202a-\u202e\u2066-\u2069]+", "", text)
    text = unicodedata.normalize("NFKC", text)
    marks = "".join(re.escape(c) for c in set(text) if unicodedata.category(c)[0] == "M")
    return re.sub(rf"(.[{marks}]+)\1+", r"\1", text) if marks else text


def shown(text: str, coverage: Coverage) -> str:
    """Return a text as the page must show it, bare."""
    return bare(printable(text, coverage)[0])


def is_read(text: str, coverage: Coverage, said: str) -> bool:
    """Tell whether an independent reader read all of a text; `said` is what it read, bare.

    A word that runs leftward and has marks, or an alef in its lam, is not asked for: poppler gives
    what overlaps in the order of the page. Of such words only our own reader can tell.
    """
    words = printable(text, coverage)[0].split()
    return all(bare(word) in said for word in words if not overlaps(word))


def overlaps(word: str) -> bool:
    """Tell whether a word runs leftward and has glyphs that stand over each other."""
    marked = has_leftward(word) and any(map(combines, word))
    return marked or re.search("ل[اأإآ]", word) is not None


def everywhere(text: str) -> ReleasePackage:
    """Return a package with one text in every field that a person can write in."""
    return package(
        note_of(text),
        name=text,
        preferred_name=text,
        contacts=(Contact(ContactKind.PHONE, text, text), Contact(ContactKind.ADDRESS, text)),
        licensee=licensee_of(text),
    )


def note_of(text: str) -> ReleasedNote:
    """Return a note with one text in its section, its addendum and, if it fits, both signatures."""
    at = datetime(2026, 5, 20, 9, 5, tzinfo=ZONE)
    by = licensee_of(text) if "\n" not in text and len(text) <= LINE_LIMIT else LICENSEE
    return note({"note": text}, template="free", by=by, addenda=(addendum(text, at, by=by),))
