"""What the dialogs of Qt leave behind on the computer, and what they offer."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs import RealDialogs, remember_no_folders


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Where Qt keeps its own settings in this test."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    return tmp_path / "QtProject.conf"


def choose(folder: Path) -> None:
    """Choose a folder in Qt's own dialog."""
    folder.mkdir()
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(str(folder))
    dialog.setHistory([str(folder)])
    dialog.accept()


def test_no_folder_of_a_dialog_is_remembered(qtbot: QtBot, settings: Path, tmp_path: Path) -> None:
    choose(tmp_path / "Marcus Bell")
    written = settings.read_text(encoding="utf-8")
    assert "Bell" in written  # so Qt does, left to itself
    remember_no_folders()
    choose(tmp_path / "Dana Whitfield")
    assert settings.read_text(encoding="utf-8") == written


@pytest.mark.parametrize("yes", [True, False])
def test_a_printer_is_asked_for_without_files_and_parts(qtbot: QtBot, yes: bool) -> None:
    """A file is what saving is for; a sheet is printed whole."""
    from PySide6.QtPrintSupport import QPrintDialog

    asked: list[QPrintDialog] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        asked.append(dialog)
        offered = dialog.options()
        for option in ("PrintToFile", "PrintPageRange", "PrintSelection"):
            assert not offered & QPrintDialog.PrintDialogOption[option]
        dialog.done(yes)

    parent = QWidget()
    qtbot.addWidget(parent)
    QTimer.singleShot(0, answer)
    printer = RealDialogs().printer(parent)
    assert asked
    assert (printer is not None) is yes
    if printer is not None:
        assert printer.docName() == "Strongroom"
