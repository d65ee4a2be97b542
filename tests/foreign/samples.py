"""Files as others send them, made while a test runs."""

import io
import zipfile
import zlib
from datetime import datetime
from pathlib import Path
from struct import pack
from typing import Any

from vault.resource_files import resource_path

TELEPHONE = Path(__file__).with_name("telephone.heic")
"""A picture as a telephone takes it: the libraries that are installed read HEIC and write none."""

LINES = "School report\nThe boy has trouble with long division.\nMarmalade on Tuesdays."


def picture(text: str = LINES, size: tuple[int, int] = (1240, 800)) -> Any:
    """Return a scan: black words on a white page."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", size, "white")
    font = ImageFont.truetype(str(resource_path("fonts/Inter-Regular.otf")), 42)
    ImageDraw.Draw(image).text((80, 80), text, font=font, fill="black", spacing=24)
    return image


def scan(kind: str = "PNG", text: str = LINES, pages: int = 1) -> bytes:
    """Return a scan as a file of this kind, with so many pages."""
    out, image = io.BytesIO(), picture(text)
    more = {"save_all": True, "append_images": [image] * (pages - 1)} if pages > 1 else {}
    image.save(out, kind, **more)
    return out.getvalue()


def letter(text: str = LINES) -> bytes:
    """Return a DOCX with a paragraph and a table."""
    import docx

    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.add_table(1, 2).rows[0].cells[1].text = "in a table"
    document.save(out)
    return out.getvalue()


def sheet() -> bytes:
    """Return a spreadsheet with two sheets."""
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Name", "Born", "Note"])
    book.active.append(["Ana", datetime(2014, 5, 1), "Marmalade"])
    book.create_sheet("Calls").append([1, None, "a call"])
    book.save(out)
    return out.getvalue()


def slides() -> bytes:
    """Return the two slides of a presentation, the way such a file is packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in (10, 2):
            text = f"<a:p><a:r><a:t>Marmalade {number}</a:t></a:r></a:p>"
            packed.writestr(
                f"ppt/slides/slide{number}.xml", f'<p:sld xmlns:a="a" xmlns:p="p">{text}</p:sld>'
            )
    return out.getvalue()


def open_letter(body: str = "<text:p>On<text:s/>Tuesdays<text:tab/>Marmalade</text:p>") -> bytes:
    """Return an OpenDocument file with this body."""
    out, names = io.BytesIO(), 'xmlns:office="o" xmlns:text="t" xmlns:table="tb"'
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("content.xml", f"<office:document {names}>{body}</office:document>")
    return out.getvalue()


OPEN_SHEET = open_letter(
    "<table:table-row><table:table-cell><text:p>Ana</text:p></table:table-cell>"
    "<table:table-cell><text:p>Marmalade</text:p></table:table-cell></table:table-row>"
)

PAGE = """<html><head><title>Report</title><style>p {color: red}</style></head><body>
<script>alert("no")</script><p>The   boy has
trouble.</p><table><tr><td>Tuesdays</td><td>Marmalade</td></tr></table></body></html>"""

MAIL = (
    b"From: Ana <ana@example.org>\r\nTo: b@example.org\r\nSubject: =?utf-8?q?Gr=C3=B6=C3=9Fe?=\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=xx\r\n\r\n--xx\r\n"
    b"Content-Type: text/html; charset=iso-8859-1\r\n\r\n<p>Marmalade f\xfcr Ana</p>\r\n--xx\r\n"
    b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=plan.txt\r\n\r\n"
    b"not said\r\n--xx--\r\n"
)


def bomb(side: int = 60_000) -> bytes:
    """Return a PNG of a few bytes that says it is side × side pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    head = pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999))
