"""Files as others send them, made while a test runs."""

import io
import zlib
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


def bomb(side: int = 60_000) -> bytes:
    """Return a PNG of a few bytes that says it is side × side pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    head = pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999))
