"""The terms of a couple's or a family's record: looked at, then saved as a PDF or printed."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.screens.client.paper_dialog import PaperDialog, PaperKind, Pdfs
from ui.tools import Tools
from vault.model.ids import ClientId
from vault.open_vault import OpenVault
from vault.translation import _, count_of


class TermsDialog(PaperDialog):
    """Prints the terms as they are now. What is printed is not signed yet."""

    def __init__(self, tools: Tools, unit: ClientId, parent: QWidget) -> None:
        kind = PaperKind(
            title=_("Print the terms"),
            which=_("Terms that are shown"),
            where=_("Where to save the terms"),
            writing=_("Writing the terms …"),
            small=(
                _(
                    "Printed is not signed: when each has, attach the page among the documents, "
                    "and enter the day of each and the page under who takes part."
                ),
                _(
                    "It names the people and leaves the vault. A file is not encrypted: whoever "
                    "has it can read it. Its name tells the kind and the day, and nobody’s name."
                ),
            ),
            nothing="",
            content=_content,
            titles=lambda prepared: [prepared.notice.words.title],
            render=lambda prepared, progress: (prepared.render(progress),),
            write=_write,
            record=lambda vault, prepared: vault.terms_notices.record(prepared),
        )
        super().__init__(tools, kind, lambda vault: vault.terms_notices.prepare(unit), parent)


def _content(prepared: Any) -> str:
    lines = count_of(
        "{n} line to sign on, for whoever takes part today.",
        "{n} lines to sign on, for whoever takes part today.",
        len(prepared.notice.signers),
    )
    return f"{prepared.notice.words.terms} {lines}"


def _write(vault: OpenVault, prepared: Any, pdfs: Pdfs, folder: Path) -> str:
    written = vault.terms_notices.write(prepared, pdfs[0], folder)
    words = _("Saved as “{name}”. Print, then delete the file.")
    return words.format(name=written.path.name)
