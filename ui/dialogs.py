"""The few questions the window asks in a box of their own.

The boxes are imported when one is needed: what they are made of costs the lock screen a third of
its time.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QWidget

from ui.errors import Words
from vault.translation import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class RealDialogs:
    """Asks on the screen."""

    def confirm(self, parent: QWidget, question: str, detail: str, yes: str) -> bool:
        """Ask before something is done; Escape and Enter both mean no."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(parent)
        box.setWindowTitle("Strongroom")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        box.setInformativeText(detail)
        agree = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        agree.setProperty("kind", "danger")
        cancel.setProperty("kind", "plain")
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.exec()
        return box.clickedButton() is agree

    def folder(self, parent: QWidget, title: str, start: str) -> str:
        """Ask for a folder."""
        from PySide6.QtWidgets import QFileDialog

        remember_no_folders()
        return QFileDialog.getExistingDirectory(parent, title, start)

    def open_file(self, parent: QWidget, title: str, kinds: str) -> str:
        """Ask for a file to read."""
        from PySide6.QtWidgets import QFileDialog

        remember_no_folders()
        return QFileDialog.getOpenFileName(parent, title, _first_folder(), kinds)[0]

    def open_files(self, parent: QWidget, title: str) -> list[str]:
        """Ask for files to read, of any kind."""
        from PySide6.QtWidgets import QFileDialog

        remember_no_folders()
        return QFileDialog.getOpenFileNames(parent, title, _first_folder())[0]

    def defect(self, parent: QWidget, words: Words) -> None:
        """Tell of a defect in Strongroom."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(parent)
        box.setWindowTitle("Strongroom")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(words.sentence)
        box.setInformativeText(_("The window closes now; drafts are saved first."))
        box.setDetailedText(words.details)
        box.exec()

    def printer(self, parent: QWidget) -> "QPrinter | None":
        """Ask on which printer, and how."""
        from PySide6.QtPrintSupport import QPrintDialog

        from ui.printing import new_printer

        printer = new_printer()
        dialog = QPrintDialog(printer, parent)
        # A file is what "Save…" writes, private and read again; a sheet is printed whole.
        for option in ("PrintToFile", "PrintPageRange"):
            dialog.setOption(QPrintDialog.PrintDialogOption[option], False)
        agreed = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()
        return printer if agreed else None

    def save_file(self, parent: QWidget, title: str, name: str) -> str:
        """Ask where to write a file."""
        from PySide6.QtWidgets import QFileDialog

        remember_no_folders()
        place = str(Path(_first_folder(), name))
        return QFileDialog.getSaveFileName(parent, title, place)[0]


def _first_folder() -> str:
    """Return where files are looked for and put first: never where the program was started."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if Path(documents).is_dir() else str(Path.home())


def remember_no_folders() -> None:
    """Keep Qt's own file dialog from writing down which folders were looked at.

    It would, in a settings file of all Qt programs; a folder may bear a client's name. Here there
    is no such file, nor room for one.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
