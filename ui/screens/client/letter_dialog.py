"""A letter to a client on what was decided: looked at, then saved as a PDF or printed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.screens.client.paper_dialog import PaperDialog, PaperKind, Pdfs
from ui.tools import Tools
from vault.model.ids import AmendmentId, EpisodeId
from vault.open_vault import OpenVault
from vault.translation import _


class LetterDialog(PaperDialog):
    """Prints one letter. What is printed is not sent yet."""

    def __init__(self, tools: Tools, prepare: Callable[[OpenVault], Any], parent: QWidget) -> None:
        """`prepare` is one of the jobs below."""
        kind = PaperKind(
            title=_("Print a letter"),
            which=_("Letter that is shown"),
            where=_("Where to save the letter"),
            writing=_("Writing the letter …"),
            small=(
                _(
                    "What only you know is filled in by hand. Printed is not sent: enter the day "
                    "on which it was, and keep a copy of what you sent among the documents."
                ),
                _(
                    "It names the client and leaves the vault. A file is not encrypted: whoever "
                    "has it can read it. Its name tells the kind and the day, and nobody’s name."
                ),
            ),
            nothing="",
            content=_content,
            titles=lambda prepared: [prepared.letter.wording.title],
            render=lambda prepared, progress: (prepared.render(progress),),
            write=_write,
            record=lambda vault, prepared: vault.letters.record(prepared),
        )
        super().__init__(tools, kind, prepare, parent)


def denial_of(request: AmendmentId) -> Callable[[OpenVault], Any]:
    """Return the job that prepares the denial of a request to amend."""
    return lambda vault: vault.letters.denial(request)


def end_of(episode: EpisodeId) -> Callable[[OpenVault], Any]:
    """Return the job that prepares the letter on the end of an episode."""
    return lambda vault: vault.letters.termination(episode)


def _content(prepared: Any) -> str:
    words = _("What was decided, and what {cites} asks to be said.")
    said = words.format(cites="; ".join(prepared.letter.wording.cites))
    return f"{said} {prepared.because}"


def _write(vault: OpenVault, prepared: Any, pdfs: Pdfs, folder: Path) -> str:
    written = vault.letters.write(prepared, pdfs[0], folder)
    words = _("Saved as “{name}”. Print, then delete the file.")
    return words.format(name=written.path.name)
