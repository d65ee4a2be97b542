"""Re-opens a copy of a record that was written, and proves that it says what the package says."""

import logging
import re
import struct
import unicodedata
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, Self

from vault.export.breaks import BREAK
from vault.export.coverage import Coverage
from vault.export.disputes import dispute_texts
from vault.export.measures import measure_texts
from vault.export.pdf_stream import refuse, unpacked
from vault.export.pdf_text import PageText, TextReader
from vault.export.pieces import stands
from vault.export.printable import printable_package
from vault.export.record_words import (
    Words,
    cover_texts,
    note_texts,
    page_label,
    record_words,
    title,
)
from vault.export.shipped_fonts import shipped_coverage
from vault.model.direction import FIRST_STRONG_ISOLATE, POP_ISOLATE
from vault.model.release import ReleasedNote, ReleasePackage
from vault.model.template import section_title
from vault.translation import _

if TYPE_CHECKING:
    from pypdf import PdfReader

LANGUAGE: Final = "en-US"

_CATALOG = {
    "/Type",
    "/Pages",
    "/Metadata",
    "/OutputIntents",
    "/Lang",
    "/StructTreeRoot",
    "/MarkInfo",
    "/ViewerPreferences",
    "/Outlines",
    "/Names",
    "/Extensions",
}
"""All that the catalog of such a document may hold: no forms, actions, scripts, layers or files."""

_PAGE = {
    "/Type",
    "/Resources",
    "/MediaBox",
    "/StructParents",
    "/Tabs",
    "/Parent",
    "/Contents",
    "/Annots",
}
_LINK = {
    "/Type",
    "/Subtype",
    "/Rect",
    "/Border",
    "/Dest",
    "/F",
    "/StructParent",
    "/Contents",
}
_INFO = {"/Title", "/Creator", "/CreationDate", "/ModDate"}
_CREATOR = re.compile(r"Typst [\d.]+\Z")
_PDF_A = re.compile(r"<pdfaid:(part|conformance)>([^<]*)<")
_PDF_UA = re.compile(r"<pdfuaid:part>1<")
_PERSONAL = re.compile(r"dc:creator|pdf:Author|xmp:Author|dc:contributor|photoshop:|dc:description")
_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What reading a file raises that is not what its first bytes promise."""

_END = re.compile(rb"^%%EOF|(?<=\r)%%EOF", re.MULTILINE)
_SPACE = re.compile(rf"[\s{BREAK}{FIRST_STRONG_ISOLATE}{POP_ISOLATE}]+")


def verify_record(pdf: bytes, package: ReleasePackage, passphrase: str | None) -> None:
    """Prove that the bytes of a written copy are whole and say all of the package, and no more.

    `pdf` is what was read back from the disk; `passphrase` what it was encrypted with, or None.
    Raises Damaged with the first thing that is off: structure, metadata, anything that is not
    text, a font that is not embedded, a page too few, a word that is missing, changed, repeated or
    added, and an encryption other than AES-256 (R6).
    """
    from pypdf.errors import PyPdfError

    coverage = shipped_coverage()
    shown, replaced = printable_package(package, coverage)
    words = record_words(shown, replaced, coverage)
    try:
        with _Repairs() as repairs:
            reader = _opened(pdf, passphrase)
            root = _the(reader.trailer["/Root"])
            _check_structure(root)
            _check_metadata(reader, root, package.made_on, encrypted=passphrase is not None)
            pages = _pages(reader)
    except (PyPdfError, *_DAMAGE):
        # pypdf says in many ways that a file is no PDF, and some of them quote it.
        refuse(_("The copy cannot be read back."))
    if repairs.made:
        refuse(_("A part of the copy is not as it was written."))
    _Expected(words, coverage).check(pages, shown)


class _Repairs(logging.Handler):
    """Notes that pypdf repaired something, which it only says in its log, and keeps it there.

    A line of that log may quote the document, so none goes on to the log of the program.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.made = False
        self._log = logging.getLogger("pypdf")
        self._passes_on = self._log.propagate

    def __enter__(self) -> Self:
        self._log.addHandler(self)
        self._log.propagate = False
        return self

    def __exit__(self, *failure: object) -> None:
        self._log.propagate = self._passes_on
        self._log.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.made = True


def _opened(pdf: bytes, passphrase: str | None) -> "PdfReader":
    from io import BytesIO

    from pypdf import PasswordType, PdfReader

    # At the beginning of a line: a heading may say it too, and the tags name headings.
    if len(_END.findall(pdf)) != 1 or not pdf.rstrip().endswith(b"%%EOF"):
        refuse(_("The copy does not end where it should."))
    reader = PdfReader(BytesIO(pdf), strict=True)
    if (passphrase is not None) != reader.is_encrypted:
        refuse(_("The copy is encrypted though it should not be, or is not though it should."))
    if passphrase is not None:
        _check_encryption(_the(reader.trailer["/Encrypt"]))
        # Each try gets a reader of its own: one that is open stays open.
        if PdfReader(BytesIO(pdf), strict=True).decrypt("") != PasswordType.NOT_DECRYPTED:
            refuse(_("The copy opens without its passphrase."))
        if reader.decrypt(passphrase) == PasswordType.NOT_DECRYPTED:
            refuse(_("The copy does not open with its passphrase."))
    return reader


def _check_encryption(encryption: Any) -> None:
    """Accept AES-256 of revision 6 (ISO 32000-2, 7.6) and nothing else."""
    filters = _the(encryption["/CF"])
    standard = _the(filters["/StdCF"])
    if (
        encryption["/V"] != 5
        or encryption["/R"] != 6
        or encryption["/StmF"] != "/StdCF"
        or encryption["/StrF"] != "/StdCF"
        or standard["/CFM"] != "/AESV3"
        or encryption.get("/EncryptMetadata", True) is False
    ):
        refuse(_("The copy is not encrypted with AES-256."))


def _check_structure(root: Any) -> None:
    if not set(root) <= _CATALOG:
        refuse(_("The copy holds something that is not part of a record."))
    names = _the(root.get("/Names", {}))
    if not set(names) <= {"/Dests"} or set(_the(root.get("/Outlines", {}))) - {"/Type"}:
        refuse(_("The copy holds something that is not part of a record."))
    marks = _the(root["/MarkInfo"])
    if marks["/Marked"] != True or _the(root["/StructTreeRoot"])["/Type"] != "/StructTreeRoot":  # noqa: E712 - a PDF boolean
        refuse(_("The copy is not tagged, so a screen reader cannot read it well."))
    if root["/Lang"] != LANGUAGE:
        refuse(_("The copy does not say in which language it is."))


def _check_metadata(reader: "PdfReader", root: Any, made_on: date, *, encrypted: bool) -> None:
    info = _the(reader.trailer["/Info"])
    made = f"D:{made_on:%Y%m%d}000000Z"
    if (
        set(info) != _INFO
        or info["/Title"] != title()
        or not _CREATOR.match(info["/Creator"])
        or info["/CreationDate"] != made
        or info["/ModDate"] != made
    ):
        refuse(_("The copy says more about itself than its title, program and date."))
    metadata = _metadata(root).decode("utf-8")
    if _PERSONAL.search(metadata):
        refuse(_("The copy says more about itself than its title, program and date."))
    if not _PDF_UA.search(metadata):
        refuse(_("The copy does not say that it is accessible (PDF/UA-1)."))
    claim = dict(_PDF_A.findall(metadata))
    if encrypted and (claim or "/OutputIntents" in root):
        refuse(_("The copy is encrypted, so it must not call itself an archive file (PDF/A)."))
    if not encrypted and claim != {"part": "2", "conformance": "A"}:
        refuse(_("The copy does not say that it is an archive file (PDF/A-2a)."))


def _metadata(root: Any) -> bytes:
    # PDF/A keeps the XMP packet unpacked; encryption may pack it.
    stream = _the(root["/Metadata"])
    data: bytes = unpacked(stream) if "/Filter" in stream else stream.get_data()
    return data


def _pages(reader: "PdfReader") -> list[PageText]:
    texts = TextReader()
    pages = []
    for page in reader.pages:
        if not set(page) <= _PAGE:
            refuse(_("A page of the copy holds something that is not part of a record."))
        for link in page.get("/Annots", ()):
            link = _the(link)
            if not set(link) <= _LINK or link["/Subtype"] != "/Link":
                refuse(_("A page of the copy holds something that is not part of a record."))
        pages.append(texts.page(page))
        if pages[-1].content and "/StructParents" not in page:
            refuse(_("The copy is not tagged, so a screen reader cannot read it well."))
    return pages


def _the(value: Any) -> Any:
    """Return what a reference stands for."""
    return value.get_object() if hasattr(value, "get_object") else value


class _Expected:
    """What a copy must say, as it stands in the document: leftward words backwards (`pieces`)."""

    def __init__(self, words: Words, coverage: Coverage) -> None:
        self._words, self._coverage = words, coverage
        self._cover = self._stands(cover_texts(words))

    def _stands(self, texts: Sequence[str]) -> str:
        return _bare("".join(stands(text, self._coverage) for text in texts))

    def check(self, pages: list[PageText], shown: ReleasePackage) -> None:
        """Compare the pages with the words, and the words with the package they were made of."""
        words = self._words
        for number, page in enumerate(pages, 1):
            header = [] if number == 1 else [words["header"], title()]
            footer = [words["footer"], page_label(number, len(pages))]
            if _bare(page.furniture) != self._stands(header + footer):
                refuse(_("A page of the copy is missing or is not in its place."))
        content = _bare("".join(page.content for page in pages))
        at = self._notes_start(content)
        starts = []
        for number, (said, note) in enumerate(zip(words["notes"], shown.notes, strict=True), 1):
            texts = note_texts(said)
            text = self._stands(texts)
            if not content.startswith(text, at) or not _says(_signed_words(note), texts):
                sentence = _("Note {number} of the copy is not as it was signed.")
                refuse(sentence.format(number=number))
            starts.append(at)
            at += len(text)
        measures = measure_texts(words["labels"]["measures"], words["measures"])
        text = self._stands(measures)
        if not content.startswith(text, at) or not _says(_measured_words(shown), measures):
            refuse(_("An outcome measure stands in the copy otherwise than it was filled in."))
        at += len(text)
        disputes = dispute_texts(words["labels"]["disputes"], words["disputes"])
        text = self._stands(disputes)
        if not content.startswith(text, at) or not _says(_disputed_words(shown), disputes):
            refuse(_("A request to amend stands in the copy otherwise than it was decided."))
        at += len(text)
        if at != len(content) or not _says(_cover_words(shown), cover_texts(words)):
            refuse(_("The copy says more or less than the record."))
        ends = list(accumulate(len(_bare(page.content)) for page in pages))
        numbers = [bisect_right(ends, start) + 1 for start in starts]
        if not content.startswith(self._cover + self._contents(numbers)):
            refuse(_("The contents page of the copy is not as it should be."))

    def _contents(self, numbers: Sequence[int | str]) -> str:
        """Return what the contents page says, bare, with these page numbers."""
        rows = [
            f"{note['day']}{note['times']}{note['title']}{number}"
            for note, number in zip(self._words["notes"], numbers, strict=True)
        ]
        return _bare(self._words["labels"]["contents"] + "".join(rows)) if rows else ""

    def _notes_start(self, content: str) -> int:
        """Return where the notes begin, after a cover and a contents page as they should be.

        Which page each note is on shows only when the notes are found, so any number will do here.
        """
        if not content.startswith(self._cover):
            refuse(_("The first page of the copy is not as it should be."))
        # No character of ours, so that it marks the places of the numbers.
        rows = self._contents(["\ue000"] * len(self._words["notes"]))
        pattern = r"\d{1,7}".join(map(re.escape, rows.split("\ue000")))
        found = re.compile(pattern, re.ASCII).match(content, len(self._cover))
        if found is None:
            refuse(_("The contents page of the copy is not as it should be."))
        return found.end()


def _signed_words(note: ReleasedNote) -> list[str]:
    """Return what a note must say, taken from the package and not from the words made of it."""
    said = [each for part in note.sections for each in (section_title(part.name), part.text)]
    signatures = [note.signature, *(addendum.signature for addendum in note.addenda)]
    cosigned = [note.cosigned, *(addendum.cosigned for addendum in note.addenda)]
    for by in (each.by for each in (*signatures, *cosigned) if each is not None):
        said += [by.name, by.credential, by.license_number, by.state]
    return said + [addendum.text for addendum in note.addenda]


def _measured_words(shown: ReleasePackage) -> list[str]:
    return [each.filled_in_by for each in shown.measures]


def _disputed_words(shown: ReleasePackage) -> list[str]:
    return [text for each in shown.disputes for text in (each.asked, each.decision.words)]


def _cover_words(shown: ReleasePackage) -> list[str]:
    contacts = [text for contact in shown.contacts for text in (contact.value, contact.whose)]
    titles = [each.title for each in shown.documents]
    return [shown.name, shown.preferred_name, *contacts, *titles, *vars(shown.licensee).values()]


def _says(texts: list[str], words: Sequence[str]) -> bool:
    said = _bare("".join(words))
    return all(_bare(text) in said for text in texts)


def _bare(text: str) -> str:
    """Return a text as two copies of it are compared: composed, and without white space.

    Nor is there what only we put into a text: breaks and isolates, which stand for no word.
    """
    bare = _SPACE.sub("", text)
    return bare if bare.isascii() else unicodedata.normalize("NFC", bare)
