"""What kind of file a document is, told by its first bytes and then by its name."""

from enum import StrEnum

from vault.translation import _, count_of

HEAD = 1024
"""How many of its first bytes tell."""

PDF = "application/pdf"
RTF = "application/rtf"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{_OFFICE}wordprocessingml.document"
XLSX = f"{_OFFICE}spreadsheetml.sheet"
PPTX = f"{_OFFICE}presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
HTML = "text/html"
MAIL = "message/rfc822"
UNKNOWN = "application/octet-stream"
_HEIC = "image/heic"
_BY_BYTES = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"{\\rtf", RTF),
)
_BY_NAME = {
    "pdf": PDF,
    "rtf": RTF,
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "heic": _HEIC,
    "docx": DOCX,
    "xlsx": XLSX,
    "pptx": PPTX,
    "odt": ODT,
    "ods": ODS,
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "zip": "application/zip",
    "txt": "text/plain",
    "md": "text/plain",
    "csv": "text/csv",
    "html": HTML,
    "htm": HTML,
    "eml": MAIL,
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "mp4": "video/mp4",
}
_WITH_WORDS = (DOCX, RTF, XLSX, PPTX, ODT, ODS, HTML, MAIL)
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


class Shown(StrEnum):
    """How a document can be looked at within the window."""

    PDF = "pdf"
    IMAGE = "image"
    TEXT = "text"
    NOT = "not"


def media_of(name: str, head: bytes) -> str:
    """Return the media type of a file (RFC 6838) by its first HEAD bytes, then by its name.

    What neither tells is application/octet-stream.
    """
    for at, mark, media in _BY_BYTES:
        if head[at : at + len(mark)] == mark:
            return media
    if b"%PDF-" in head:
        return PDF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return _HEIC
    return _BY_NAME.get(name.rpartition(".")[2].casefold(), UNKNOWN)


def shown_as(media: str) -> Shown:
    """Return how a document of a media type is shown."""
    if media == PDF:
        return Shown.PDF
    if media.startswith("image/"):
        return Shown.IMAGE
    return Shown.TEXT if media in ("text/plain", "text/csv") else Shown.NOT


def has_words(media: str) -> bool:
    """Tell whether words may be read in a document of a media type."""
    return shown_as(media) is not Shown.NOT or media in _WITH_WORDS


def size_words(size: int) -> str:
    """Return a size in bytes as one reads it, such as "1.4 MB"."""
    if size < 1_000:
        return count_of("{n} byte", "{n} bytes", size)
    for unit, words in ((10**9, _("{size} GB")), (10**6, _("{size} MB")), (10**3, _("{size} KB"))):
        if size >= unit:
            return words.format(size=f"{size / unit:.1f}".removesuffix(".0"))
    raise AssertionError(size)
