"""Which of a client's documents can be chosen as a paper, in the forms that name one."""

from collections.abc import Sequence

from ui.date_words import plain_day
from vault.model.direction import isolated
from vault.model.document import Document
from vault.model.ids import DocumentId
from vault.translation import _


def offered(papers: Sequence[Document], before: DocumentId | None) -> dict[str, str]:
    """Return what can be chosen as the paper, by id: of those in error the one that was."""
    offered: dict[str, str] = {"": _("Not among the documents")}
    for each in papers:
        if each.in_error is None or each.id == before:
            words = _("{title}, {day}")
            if each.in_error is not None:
                words = _("{title}, {day} (marked in error)")
            day = plain_day(each.day or each.received)
            offered[each.id] = words.format(title=isolated(each.title), day=day)
    if before is not None and before not in offered:
        offered[before] = _("A document that is there no more")
    return offered
