"""Notices of the onset list for a client: looked at, then saved as PDFs or printed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.screens.client.paper_dialog import PaperDialog, PaperKind, Pdfs
from ui.tools import Tools
from vault.errors import StorageFailed
from vault.model.ids import ClientId, ParticipantId
from vault.model.onset_notice import NoticePage
from vault.open_vault import OpenVault
from vault.translation import _, count_of

_MOST_FOLDERS = 1000


class NoticesDialog(PaperDialog):
    """Prints the notice of one item, or all that are missing. What is printed is not given yet."""

    def __init__(
        self,
        tools: Tools,
        client: ClientId,
        parent: QWidget,
        items: Sequence[str] = (),
        participant: ParticipantId | None = None,
    ) -> None:
        kind = PaperKind(
            title=_("Print notices"),
            which=_("Notice that is shown"),
            where=_("Where to save the notices"),
            writing=_("Writing the notices …"),
            small=(
                _(
                    "What only you know is filled in by hand. Printed is not given: when it was, "
                    "say so on the list."
                ),
                _(
                    "It names the client and leaves the vault. A file is not encrypted: whoever "
                    "has it can read it. Its name tells the item and the day, and nobody’s name."
                ),
            ),
            nothing=_("No notice is missing that could be printed."),
            content=_content,
            titles=lambda prepared: [_title(page) for page in prepared.pages],
            render=lambda prepared, progress: prepared.render(progress),
            write=_write,
            record=lambda vault, prepared: vault.onset_notices.record(prepared),
        )
        super().__init__(
            tools, kind, lambda v: v.onset_notices.prepare(client, items, participant), parent
        )


def _content(prepared: Any) -> str:
    return count_of(
        "{n} notice, worded from its clause, with lines to sign on.",
        "{n} notices, each worded from its clause, with lines to sign on.",
        len(prepared.pages),
    )


def _write(vault: OpenVault, prepared: Any, pdfs: Pdfs, chosen: Path) -> str:
    folder = _free_folder(chosen)
    vault.onset_notices.write(prepared, pdfs, folder)
    count = count_of("{n} notice", "{n} notices", len(pdfs))
    words = _("{count} in the folder “{name}”. Print, then delete the files.")
    return words.format(count=count, name=folder.name)


def _title(page: NoticePage) -> str:
    """Return what a notice is called, with whose page it is in a group."""
    if page.participant is None:
        return page.notice.title
    return f"{page.notice.title} · {', '.join(page.people)}"


def _free_folder(chosen: Path) -> Path:
    """Return a new folder within the chosen one: what is in it tells nobody's name."""
    for number in range(1, _MOST_FOLDERS + 1):
        name = _("Onset notices") if number == 1 else _("Onset notices {n}").format(n=number)
        if not (chosen / name).exists():
            return chosen / name
    raise StorageFailed(_("There are too many folders of notices. Choose another place."))
