"""What every part of our own PDFs is read with: a stream unpacked, and a file that is refused."""

import zlib
from typing import Any, NoReturn

from vault.errors import Damaged
from vault.translation import _


def refuse(sentence: str) -> NoReturn:
    """Raise Damaged with what is wrong with the copy."""
    raise Damaged(sentence, hint=_("Do not use this copy. Make it again, on another disk."))


def unpacked(stream: Any) -> bytes:
    """Return the bytes of a PDF stream, whose checksum must hold.

    pypdf repairs what it can of a damaged stream; here damage must show.
    """
    stream = stream.get_object()
    if stream.get("/Filter") != "/FlateDecode" or "/DecodeParms" in stream:
        refuse(_("A part of the copy is packed in another way than it was written."))
    try:
        # The packed bytes as they stand in the file: pypdf has no public name for them.
        return zlib.decompress(stream._data)
    except zlib.error:
        refuse(_("A part of the copy does not unpack."))
