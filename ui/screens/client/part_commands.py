"""The parts of a client's file, as what can be done by its name."""

from collections.abc import Callable, Sequence
from functools import partial

from ui.commands import Command
from ui.screens.client.header import (
    AMENDMENTS,
    CARE,
    COMPLETE,
    DETAILS,
    DOCUMENTS,
    FEES,
    HOLDS,
    MEASURES,
    ONSET,
    PEOPLE,
)
from vault.translation import _


def part_commands(show: Callable[[int], object]) -> Sequence[Command]:
    """Return what leads to each part of a client's file; `show` shows the one of a number."""
    parts = (
        (DETAILS, _("Details of this client"), "user"),
        (CARE, _("Care of this client"), "repeat"),
        (ONSET, _("Onset list of this client"), "check"),
        (AMENDMENTS, _("Requests to amend this record"), "pen-line"),
        (HOLDS, _("Holds on this file"), "lock"),
        (MEASURES, _("Outcome measures of this client"), "clock"),
        (PEOPLE, _("People of this client"), "users"),
        (FEES, _("Fees of this client"), "file-text"),
        (DOCUMENTS, _("Documents of this client"), "paperclip"),
        (COMPLETE, _("Check that the record is complete"), "shield-check"),
    )
    return [Command(words, partial(show, part), icon=icon) for part, words, icon in parts]
