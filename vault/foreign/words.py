"""The words of a file that is not drawn: letters, web pages, mail and spreadsheets of others.

Each function takes the whole file and raises what its library raises; it runs in the child process
alone, whose memory is bounded.
"""

import io
import re
import zipfile
from email import message_from_bytes
from email.policy import default as modern
from typing import Any

_LINE_TAGS = {
    *("address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl"),
    *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "header", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "table"),
    *("tbody", "tfoot", "thead", "title", "tr", "ul"),
}
_UNSEEN_TAGS = {"script", "style", "template", "noscript"}
_CELL_TAGS = {"td", "th"}
_ODF_LINES = {"p", "h", "list-item", "table-row", "line-break"}
_ODF_UNSEEN = {"tracked-changes"}
_MOST_UNPACKED = 500_000_000
"""Bytes of a part of a packed file; what unpacks to more is a bomb."""


def decoded(data: bytes) -> str:
    """Return plain text, in UTF-8, UTF-16 or what Windows writes."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def rtf_words(data: bytes) -> str:
    """Return the words of an RTF."""
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(data.decode("ascii", "replace"), errors="replace"))


def docx_words(data: bytes) -> str:
    """Return every word of a letter: insertions, forms, boxes, headers and notes too.

    Not what is marked as deleted.
    """
    import docx

    parts = docx.Document(io.BytesIO(data)).part.package.iter_parts()
    named = {str(part.partname): part.blob for part in parts}
    order = ("document", "header", "footer", "footnotes", "endnotes", "comments")
    found = []
    for kind in order:
        for name in sorted(named):
            if re.fullmatch(rf"/word/{kind}\d*\.xml", name):
                found.append(_office_words(tree_of(named[name])))
    return "\n".join(text for text in found if text.strip())


def pptx_words(data: bytes) -> str:
    """Return the words of slides and of their notes, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        slides = [
            (kind != "slides/slide", int(number), name)
            for name in packed.namelist()
            for kind, number in re.findall(
                r"^ppt/(slides/slide|notesSlides/notesSlide)(\d+)\.xml$", name
            )
        ]
        found = [
            _office_words(tree_of(packed_part(packed, name))) for _n, _i, name in sorted(slides)
        ]
    return "\n".join(text for text in found if text)


def xlsx_words(data: bytes) -> str:
    """Return the cells of each sheet, a row on each line; of a formula what it came to."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    lines = []
    for sheet in book.worksheets:
        lines.append(str(sheet.title))
        for row in sheet.iter_rows(values_only=True):
            cells = ["" if each is None else str(each) for each in row]
            lines.append("\t".join(cells).rstrip())
    return "\n".join(line for line in lines if line)


def odf_words(data: bytes) -> str:
    """Return the words of an OpenDocument letter or the cells of a sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        root = tree_of(packed_part(packed, "content.xml"))
    words: list[str] = []
    _odf_walk(root, words)
    return _tidy("".join(words))


def html_words(data: bytes) -> str:
    """Return what a web page shows: no script, no style, and nothing is fetched."""
    from lxml import html

    parser = html.HTMLParser(encoding=_encoding(data), no_network=True)
    root = html.document_fromstring(data, parser=parser) if data.strip() else None
    words: list[str] = []
    if root is not None:
        _html_walk(root, words)
    return _tidy("".join(words))


def mail_words(data: bytes) -> str:
    """Return who wrote to whom, when, about what, the words, and the names of what is attached."""
    mail = message_from_bytes(data, policy=modern)
    heads = [
        f"{name}: {mail[name]}" for name in ("From", "To", "Cc", "Date", "Subject") if mail[name]
    ]
    body = mail.get_body(("plain", "html"))
    words = ""
    if body is not None:
        raw = body.get_payload(decode=True)
        content = raw if isinstance(raw, bytes) else b""
        charset = body.get_content_charset()
        if body.get_content_subtype() == "html":
            words = html_words(content)
        else:
            try:
                words = content.decode(charset or "utf-8")
            except (LookupError, UnicodeDecodeError):
                words = decoded(content)
    names = [str(part.get_filename()) for part in mail.iter_attachments() if part.get_filename()]
    return "\n".join([*heads, "", words, *names])


def _encoding(data: bytes) -> str | None:
    """Return how a web page is encoded: it says so itself, or it is what text is as a rule."""
    if b"charset" in data[:2048].lower() or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _html_walk(element: Any, words: list[str]) -> None:
    # A loop with a stack: a page may be nested deeper than Python calls.
    stack: list[tuple[Any, bool]] = [(element, True)]
    while stack:
        each, opens = stack.pop()
        tag = each.tag if isinstance(each.tag, str) else ""
        if opens:
            seen = tag and tag not in _UNSEEN_TAGS
            if tag in _LINE_TAGS:
                words.append("\n")
            if seen:
                words.append(_spaced(each.text, keep=tag == "pre"))
            stack.append((each, False))
            if seen:
                stack.extend((child, True) for child in reversed(each))
        else:
            if tag in _LINE_TAGS:
                words.append("\n")
            elif tag in _CELL_TAGS:
                words.append("\t")
            if each is not element:
                words.append(_spaced(each.tail))


def _spaced(text: str | None, *, keep: bool = False) -> str:
    return (text or "") if keep else re.sub(r"[ \t\r\n]+", " ", text or "")


def _odf_walk(element: Any, words: list[str]) -> None:
    stack: list[tuple[Any, bool]] = [(element, True)]
    while stack:
        each, opens = stack.pop()
        if not isinstance(each.tag, str):
            words.append(each.tail or "")
            continue
        tag = each.tag.rpartition("}")[2]
        if opens:
            if tag in _ODF_UNSEEN:
                continue
            words.append({"tab": "\t", "s": " ", "line-break": "\n"}.get(tag, ""))
            words.append(each.text or "")
            stack.append((each, False))
            stack.extend((child, True) for child in reversed(each))
        else:
            if tag == "table-cell":
                words.append("\t")
            elif tag in _ODF_LINES:
                words.append("\n")
            if each is not element:
                words.append(each.tail or "")


def _office_words(root: Any) -> str:
    words: list[str] = []
    skipped = root.findall(".//{*}Fallback")  # what stands there is said once already
    left_out = {each for part in skipped for each in part.iter()}
    for each in root.iter("{*}t", "{*}tab", "{*}br", "{*}cr", "{*}p", "{*}tc"):
        kind = each.tag.rpartition("}")[2]
        if each in left_out:
            continue
        if kind == "t":
            words.append(each.text or "")
        else:
            words.append({"tab": "\t", "tc": "\t"}.get(kind, "\n"))
    return "".join(words).strip()


def _tidy(text: str) -> str:
    """Return text without spaces at the ends of lines, and no more than one empty line."""
    lines = (re.sub(r" {2,}", " ", line).strip(" ").rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def packed_part(packed: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of a packed file. Raises ValueError for one that is a bomb."""
    if packed.getinfo(name).file_size > _MOST_UNPACKED:
        raise ValueError("A part of this file is too large.")
    return packed.read(name)


def tree_of(data: bytes) -> Any:
    """Return XML as a tree: no entity is resolved, and nothing is fetched."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
