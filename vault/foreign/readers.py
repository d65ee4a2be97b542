"""What reads one file of somebody else, by its media type: pages as pixels, and their words."""

import io
import warnings
from typing import Any, Protocol

from vault.foreign import words
from vault.model.drawn_page import DrawnPage
from vault.model.media import DOCX, HTML, MAIL, ODS, ODT, PDF, PPTX, RTF, XLSX

_MOST_PIXELS = 100_000_000
"""Of an image, or a page that is read for its words: more is a bomb or a plan of a building."""

_MOST_HEIGHT = 6_000
_PICTURES = ("PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP", "HEIF")
"""Of all that Pillow reads, those that are shown: EPS would start another program."""

_OCR_DPI = 300
_POINTS = 72
_WORDS_ON_A_SCAN = 8
"""A page with fewer words than this, but a page number or a stamp, is taken for a scan."""


_WORDS_OF = {
    DOCX: words.docx_words,
    RTF: words.rtf_words,
    PPTX: words.pptx_words,
    XLSX: words.xlsx_words,
    ODT: words.odf_words,
    ODS: words.odf_words,
    HTML: words.html_words,
    MAIL: words.mail_words,
}
"""What reads the words of a file that is not drawn, by its media type."""


class CannotRead(Exception):
    """Why a file cannot be read, as a word of our own: "locked", "large" or "kind"."""


class Reader(Protocol):
    """A file that is open."""

    pages: int

    def page(self, number: int, height: int) -> DrawnPage:
        """Return a page, from 0, drawn at most `height` pixels high."""

    def words(self, number: int, *, ocr: bool) -> str:
        """Return the words on a page; with `ocr` also those of a picture."""


def reader_of(media: str, data: bytes) -> Reader:
    """Return what reads a file. Raises CannotRead, and what libraries raise."""
    if media == PDF:
        return PdfReader(data)
    if media.startswith("image/"):
        return ImageReader(data)
    if media in _WORDS_OF:
        return WordsReader(_WORDS_OF[media](data))
    if media.startswith("text/"):
        return WordsReader(words.decoded(data))
    raise CannotRead("kind")


class PdfReader:
    """A PDF, by PDFium."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        try:
            self._document: Any = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise CannotRead("locked" if "assword" in str(error) else "") from None
        self.pages = len(self._document)

    def page(self, number: int, height: int) -> DrawnPage:
        """Return a page, from 0."""
        page = self._document[number]
        try:
            scale = min(height, _MOST_HEIGHT) / max(page.get_height(), 1)
            scale = min(scale, _MOST_HEIGHT / max(page.get_width(), 1))
            return self._drawn(page, scale)
        finally:
            page.close()

    def words(self, number: int, *, ocr: bool) -> str:
        """Return the words of the page, or, where it has hardly any, those on its picture."""
        page = self._document[number]
        try:
            text = str(page.get_textpage().get_text_bounded())
            if not ocr or len(text.split()) >= _WORDS_ON_A_SCAN:
                return text
            drawn = self._drawn(page, _OCR_DPI / _POINTS)
        finally:
            page.close()
        seen = _seen(_image(drawn))
        return seen if len(seen.split()) > len(text.split()) else text

    def _drawn(self, page: Any, scale: float) -> DrawnPage:
        if page.get_width() * page.get_height() * scale * scale > _MOST_PIXELS:
            raise CannotRead("large")
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        return DrawnPage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, self.pages
        )


class ImageReader:
    """A picture, by Pillow; one with several frames, as scanners make them, has several pages."""

    def __init__(self, data: bytes) -> None:
        import pi_heif
        from PIL import Image

        pi_heif.register_heif_opener()
        Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            self._image: Any = Image.open(io.BytesIO(data), formats=_PICTURES)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise CannotRead("large") from None
        # An animation is one picture; a scan of several pages is several.
        many = self._image.format in ("TIFF", "HEIF")
        self.pages = int(getattr(self._image, "n_frames", 1)) if many else 1

    def page(self, number: int, height: int) -> DrawnPage:
        """Return a frame, from 0, turned as its camera was."""
        image = self._frame(number)
        most = min(height, _MOST_HEIGHT)
        if image.height > most:
            image = image.resize((max(1, round(image.width * most / image.height)), most))
        pixels = image.convert("RGBX").tobytes()
        return DrawnPage(pixels, image.width, image.height, image.width * 4, self.pages)

    def words(self, number: int, *, ocr: bool) -> str:
        """Return the words on the picture, where they are to be looked for."""
        return _seen(self._frame(number)) if ocr else ""

    def _frame(self, number: int) -> Any:
        from PIL import Image, ImageOps

        self._image.seek(number)
        image = ImageOps.exif_transpose(self._image)
        if image.mode in ("RGBA", "LA", "P", "PA"):
            image = image.convert("RGBA")
            paper = Image.new("RGBA", image.size, "white")
            image = Image.alpha_composite(paper, image)
        return image.convert("RGB")


class WordsReader:
    """A file of words, which has no pages to look at."""

    pages = 1

    def __init__(self, text: str) -> None:
        self._text = text

    def page(self, number: int, height: int) -> DrawnPage:
        """Raise CannotRead: there is no picture of it."""
        raise CannotRead("kind")

    def words(self, number: int, *, ocr: bool) -> str:
        """Return all of its words."""
        return self._text


def _image(drawn: DrawnPage) -> Any:
    from PIL import Image

    size = drawn.width, drawn.height
    return Image.frombuffer("RGBX", size, drawn.pixels, "raw", "RGBX", drawn.stride, 1)


def _seen(image: Any) -> str:
    """Return the words that are seen on a picture. Raises CannotRead without the extra `ocr`."""
    try:
        import tesserocr
    except ImportError:
        raise CannotRead("ocr") from None
    from vault.resource_files import resource_path

    folder = str(resource_path("ocr"))
    with tesserocr.PyTessBaseAPI(path=folder, lang="eng") as reader:
        reader.SetImage(image.convert("L"))
        return str(reader.GetUTF8Text())
