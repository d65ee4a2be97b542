"""Renders a copy of a record as a PDF, in a child process that gets only the clean package."""

import re
from dataclasses import dataclass, field

from vault.export.page_setting import not_set, set_pages
from vault.model.release import ReleasePackage
from vault.progress import Progress

_PAGE_TREE = re.compile(rb"/Type\s*/Pages\s*/Count (\d+)")


@dataclass(frozen=True)
class RenderedRecord:
    """A copy of a record as a PDF.

    `pages` counts its pages; `replaced` the characters that became visible marks, because the
    fonts cannot show them.
    """

    pdf: bytes = field(repr=False)
    pages: int
    replaced: int


def render_record(package: ReleasePackage, progress: Progress | None = None) -> RenderedRecord:
    """Return the package as a tagged PDF (PDF/UA-1 and PDF/A-2a, US Letter).

    The bytes are a function of the package alone. The text goes through pipes: it is in no
    argument, environment variable, file or error. Raises VaultError when it cannot be set, Damaged
    when the installation lacks a font or the template, and Cancelled, with the child gone, when
    the person who waits has cancelled.
    """
    pdf, replaced = set_pages("record", package, progress or Progress())
    return RenderedRecord(pdf, _count_pages(pdf), replaced)


def _count_pages(pdf: bytes) -> int:
    # The typesetter writes one page tree. That it is right is for `verify_record` to say: opening
    # the document here as well would cost a fifth of the time it takes to set it.
    counts = _PAGE_TREE.findall(pdf)
    if len(counts) != 1:
        raise not_set()
    return int(counts[0])
