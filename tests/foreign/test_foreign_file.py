"""Files of others: shown, read for their words, and kept from doing any harm."""

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.foreign.samples import (
    LINES,
    MAIL,
    OPEN_SHEET,
    PAGE,
    TELEPHONE,
    bomb,
    letter,
    open_letter,
    scan,
    sheet,
    slides,
)
from vault.errors import Cancelled, VaultError
from vault.foreign import foreign_file
from vault.foreign.foreign_file import ForeignFile, can_see_words
from vault.model.media import HEAD, media_of
from vault.progress import Progress

REPO = Path(__file__).parents[2]
needs_ocr = pytest.mark.skipif(not can_see_words(), reason="needs the extra ocr")


def opened(data: bytes, name: str = "") -> ForeignFile:
    """Open a file by what it is."""
    return ForeignFile(data, media_of(name, data[:HEAD]))


def locked_pdf() -> bytes:
    """Return a PDF with a password of its own."""
    from pypdf import PdfReader, PdfWriter

    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(scan("PDF")))), io.BytesIO()
    writer.encrypt("only the school knows", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "pages"),
    [
        (scan("PDF", pages=3), 3),
        (scan("PNG"), 1),
        (scan("JPEG"), 1),
        (scan("TIFF", pages=2), 2),
        (scan("GIF", pages=2), 1),
        (scan("WEBP"), 1),
        (scan("BMP"), 1),
        (TELEPHONE.read_bytes(), 1),
    ],
    ids=["pdf", "png", "jpeg", "tiff", "gif", "webp", "bmp", "heic"],
)
def test_a_page_is_drawn_in_the_height_that_was_asked_for(data: bytes, pages: int) -> None:
    with opened(data) as file:
        assert file.pages == pages
        page = file.page(pages - 1, 200)
        assert (page.pages, page.height) == (pages, 200)
        assert len(page.pixels) == page.stride * page.height
        # Ink on paper, and not a black page.
        light = sum(page.pixels[0::4]) / len(page.pixels[0::4])
        assert 180 < light < 255
        assert min(page.pixels[0::4]) < 160


def test_a_transparent_picture_stands_on_white() -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    with opened(out.getvalue()) as file:
        assert set(file.page(0, 50).pixels) == {255}


@needs_ocr
@pytest.mark.parametrize(
    "data",
    [scan("PDF"), scan("PNG"), scan("TIFF", pages=2), TELEPHONE.read_bytes()],
    ids=["pdf", "png", "tiff", "heic"],
)
def test_words_on_a_scan_are_read(data: bytes) -> None:
    with opened(data) as file:
        words = file.words(Progress())
        assert words.count("\f") == file.pages - 1
        assert all("armalade" in page for page in words.split("\f"))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (letter(), "letter.docx"),
        (LINES.encode(), "notes.txt"),
        (LINES.encode("utf-16"), "notes.txt"),
        ("Größe: 1,80. Marmalade".encode("cp1252"), "notes.txt"),
        (rb"{\rtf1\ansi Marmalade on {\b Tuesdays}.\par}", "letter.rtf"),
        (sheet(), "list.xlsx"),
        (slides(), "talk.pptx"),
        (open_letter(), "letter.odt"),
        (OPEN_SHEET, "list.ods"),
        (PAGE.encode(), "page.html"),
        (MAIL, "letter.eml"),
    ],
    ids=["docx", "utf-8", "utf-16", "cp1252", "rtf", "xlsx", "pptx", "odt", "ods", "html", "mail"],
)
def test_words_of_office_files_are_read(data: bytes, name: str) -> None:
    with opened(data, name) as file:
        assert "Marmalade" in file.words(Progress())
        with pytest.raises(VaultError, match="this kind"):
            file.page(0, 100)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (sheet(), "list.xlsx", "Sheet\nName\tBorn\tNote\nAna\t2014-05-01 00:00:00\tMarmalade\n"
         "Calls\n1\t\ta call"),
        (slides(), "talk.pptx", "Marmalade 2\nMarmalade 10"),
        (open_letter(), "letter.odt", "On Tuesdays\tMarmalade"),
        (OPEN_SHEET, "list.ods", "Ana\n\tMarmalade"),
        (PAGE.encode(), "page.html", "Report\n\nThe boy has trouble.\n\nTuesdays\tMarmalade"),
        (PAGE.replace("Report", "Größe").encode("cp1252"), "page.html",
         "Größe\n\nThe boy has trouble.\n\nTuesdays\tMarmalade"),
        (MAIL, "letter.eml", "From: Ana <ana@example.org>\nTo: b@example.org\nSubject: Größe\n\n"
         "Marmalade für Ana\nplan.txt"),
        (b"<p>" * 30_000 + b"deep", "page.html", "deep"),
    ],
    ids=["xlsx", "pptx", "odt", "ods", "html", "cp1252", "mail", "deep"],
)  # fmt: skip
def test_words_are_read_as_one_sees_them(data: bytes, name: str, words: str) -> None:
    with opened(data, name) as file:
        assert file.words(Progress()) == words


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\nnothing of the kind", "cannot be shown"),
        (b"\x89PNG\r\n\x1a\nhalf", "cannot be shown"),
        (bomb(), "too large"),
        (locked_pdf(), "password"),
        (b"PK\x03\x04 a zip", "this kind"),
        (b"", "this kind"),
    ],
    ids=["pdf", "png", "bomb", "locked", "zip", "empty"],
)
def test_what_cannot_be_shown_says_so_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(VaultError, match=says) as refused:
        opened(data)
    assert refused.value.hint


def test_every_beginning_of_a_file_is_refused_or_shown(long: bool) -> None:
    whole = scan("PDF")
    ends = [*range(0, len(whole), 97 if long else len(whole) // 12), len(whole)]
    shown: list[int] = []
    refused: list[int] = []
    for end in ends:
        try:
            with ForeignFile(whole[:end], "application/pdf") as file:
                assert file.page(0, 100).pixels
            shown.append(end)
        except VaultError:
            refused.append(end)
    print(f"\n{len(shown)} of {len(ends)} beginnings are shown, the others refused")
    assert refused[0] == 0
    assert shown[-1] == len(whole)


def test_one_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(scan("PNG")) as file:
        monkeypatch.setattr(foreign_file, "TIME_LIMIT", 0.3)
        os.kill(file._child.pid, signal.SIGSTOP)
        with pytest.raises(VaultError):
            file.page(0, 100)
    assert file._child.returncode is not None


def test_reading_words_can_be_cancelled() -> None:
    with opened(scan("TIFF", pages=2)) as file, pytest.raises(Cancelled):
        file.words(Progress(cancelled=lambda: True))


def test_its_process_ends_with_the_one_that_opened_it() -> None:
    code = (
        "import sys, time; sys.path.insert(0, sys.argv[1])\n"
        "from tests.foreign.samples import scan\n"
        "from vault.foreign.foreign_file import ForeignFile\n"
        "file = ForeignFile(scan('PNG'), 'image/png')\n"
        "print(file._child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(REPO)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 10
    while _runs(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _runs(child)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_its_process_may_write_nothing_and_leaves_no_core() -> None:
    with opened(scan("PNG")) as file:
        limits = Path(f"/proc/{file._child.pid}/limits").read_text()
        found = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()}
        assert found["Max file size"] == ["0", "0"]
        assert found["Max core file size"] == ["0", "0"]


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_letter_is_read_with_what_was_put_in_and_without_what_was_taken_out() -> None:
    """A word that is left out can turn a sentence around."""
    data = letter("The court orders that contact is permitted.")
    changed = io.BytesIO()
    put_in = (
        "<w:ins w:id='1' w:author='x'><w:r><w:t xml:space='preserve'>NOT </w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='x'><w:r><w:delText>gladly</w:delText></w:r></w:del>"
        "<w:sdt><w:sdtContent><w:r><w:t>in a form</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.infolist():
            blob = old.read(item)
            if item.filename == "word/document.xml":
                blob = blob.replace(b"</w:p>", put_in.encode(), 1)
            new.writestr(item, blob)
    with opened(changed.getvalue(), "order.docx") as file:
        words = file.words(Progress())
    assert "permitted.NOT in a form" in words
    assert "gladly" not in words
    assert "in a table" in words


def test_a_picture_that_would_start_another_program_is_not_opened(tmp_path: Path) -> None:
    """EPS under the mark of WebP: Pillow would hand it to Ghostscript."""
    head = b"\xc5\xd0\xd3\xc6" + (32).to_bytes(4, "little") + b"WEBP" + bytes(20)
    eps = head + b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n"
    assert media_of("x", eps[:HEAD]) == "application/octet-stream"
    with pytest.raises(VaultError, match="cannot be shown"):
        ForeignFile(eps, "image/webp")


def test_its_process_can_start_nothing_and_speak_to_nobody() -> None:
    code = (
        "import subprocess, socket, os\n"
        "from vault.foreign.child import _forbid_programs\n"
        "_forbid_programs()\n"
        "for run in (lambda: subprocess.run(['true']), lambda: os.system('true'),\n"
        "            lambda: os.fork(), lambda: socket.create_connection(('127.0.0.1', 9))):\n"
        "    try:\n"
        "        run()\n"
        "    except Exception as error:\n"
        "        print(type(error).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["CannotRead"] * 4


@pytest.mark.skipif(sys.platform != "linux", reason="by the kernel of Linux")
def test_one_that_is_busy_in_a_library_ends_with_the_program_too(tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.rtf"
    hostile.write_bytes(b"{\\rtf1{\\fonttbl" + b"\\f1" * 300_000 + b"}")
    code = (
        "import sys, os, threading, time\n"
        "from pathlib import Path\n"
        "from vault.foreign.foreign_file import ForeignFile\n"
        "def begun(file): print(file._child.pid, flush=True)\n"
        "data = Path(sys.argv[1]).read_bytes()\n"
        "opening = lambda: ForeignFile(data, 'application/rtf', begun)\n"
        "threading.Thread(target=opening, daemon=True).start()\n"
        "time.sleep(1.5)\n"
        "os._exit(75)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(hostile)],
        cwd=REPO,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    child = int(done.stdout)
    until = time.monotonic() + 5
    while _runs(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _runs(child)


@pytest.mark.parametrize(
    ("name", "head", "media"),
    [
        ("BMI follow-up.csv", b"BMI,date\n27,2026-05-14\n", "text/csv"),
        ("scan.pdf", b"\n\n%PDF-1.4\n", "application/pdf"),
        ("odd.pdf", b"junk", "application/pdf"),
        ("x", b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        ("x", b"BM\x36\0\0\0\0\0\0\0", "image/bmp"),
        ("x.unknown", b"nothing", "application/octet-stream"),
    ],
)
def test_what_a_file_is_is_told_by_its_bytes_then_by_its_name(
    name: str, head: bytes, media: str
) -> None:
    assert media_of(name, head) == media
