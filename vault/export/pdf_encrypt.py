"""Locks a finished PDF with a passphrase: AES-256 of revision 6, and nothing weaker."""

import re
import secrets
import stringprep
import unicodedata
from typing import Final

from vault.errors import BadInput
from vault.translation import _

LONGEST: Final = 127
"""Bytes of UTF-8 that count in a passphrase (ISO 32000-2, 7.6.4.3.2); readers ignore the rest."""

_PDF_A = re.compile(rb"<pdfaid:(part|conformance)>[^<]*</pdfaid:\1>")


def encrypt_pdf(pdf: bytes, passphrase: str) -> bytes:
    """Return the PDF encrypted, so that it opens with the passphrase only.

    The second password that PDF knows, which lifts restrictions, is random and forgotten; there
    are no restrictions, so that screen readers and printers work. PDF/A forbids encryption, so the
    document no longer claims it (ISO 19005-2, 6.1.3). The result differs each time, by its salts.
    Raises BadInput for an empty passphrase, one that readers would cut off, and one with characters
    that are not for passwords (RFC 4013, which PDF prescribes): readers disagree about those.
    """
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

    _check_length(passphrase)
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf), strict=True), strict=True)
    root = writer.root_object
    metadata = root["/Metadata"].get_object()
    if isinstance(metadata, StreamObject):
        metadata.set_data(_PDF_A.sub(b"", metadata.get_data()))
    root.pop(NameObject("/OutputIntents"), None)
    # Revision 6 came after PDF 1.7, which PDF/UA-1 is about; this is how 1.7 names it.
    writer.pdf_header = "%PDF-1.7"
    adobe = DictionaryObject({NameObject("/BaseVersion"): NameObject("/1.7")})
    adobe[NameObject("/ExtensionLevel")] = NumberObject(8)
    root[NameObject("/Extensions")] = DictionaryObject({NameObject("/ADBE"): adobe})
    try:
        writer.encrypt(passphrase, secrets.token_urlsafe(48), algorithm="AES-256")
    except ValueError:
        # The reason names the character, so it is not passed on.
        raise _unfit() from None
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _check_length(passphrase: str) -> None:
    if not passphrase:
        raise BadInput(_("The passphrase for the PDF must not be empty."))
    if any(map(stringprep.in_table_b1, passphrase)):
        raise _unfit()  # such characters are dropped: one made of them alone would be no lock
    prepared = unicodedata.normalize("NFKC", passphrase)
    if len(prepared.encode("utf-8", "surrogatepass")) > LONGEST:
        raise BadInput(_("The passphrase for the PDF is longer than 127 bytes."))


def _unfit() -> BadInput:
    return BadInput(
        _("The passphrase for the PDF holds a character that PDF readers do not take."),
        hint=_("Use letters, digits, spaces and punctuation."),
    )
