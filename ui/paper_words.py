"""What a way in on paper is called in a sentence, and what opened a backup in a rehearsal."""

from typing import TYPE_CHECKING

from vault.translation import _

if TYPE_CHECKING:
    from vault.model.rehearsal import PaperWay, Rehearsed

_PROCESS = "process"


def paper_title(paper: "PaperWay") -> str:
    """Return what a recovery key or a set of cards is called, with its name or its number."""
    if paper.is_cards:
        words = (
            _("Executor cards of process notes")
            if paper.compartment == _PROCESS
            else _("Executor cards of the records")
        )
        return _("{what}, any {k} of {n}").format(what=words, k=paper.k, n=paper.n)
    words = (
        _("Recovery key of process notes")
        if paper.compartment == _PROCESS
        else _("Recovery key of the records")
    )
    return _("{what} “{name}”").format(what=words, name=paper.name) if paper.name else words


def route_words(done: "Rehearsed") -> str:
    """Return what opened a backup in a rehearsal, such as "with a recovery key"."""
    if not done.way_in:
        return _("with the key in hand")
    cards = done.way_in.startswith("executor:")
    if done.compartment == _PROCESS:
        return (
            _("with the cards of process notes")
            if cards
            else _("with the recovery key of process notes")
        )
    return (
        _("with the cards of the records") if cards else _("with the recovery key of the records")
    )
