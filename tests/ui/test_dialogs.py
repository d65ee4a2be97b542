"""What a file dialog leaves behind on the computer: nothing that names a folder."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QUrl
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ui.dialogs import forget_folders


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Where Qt keeps its own settings in this test."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    return tmp_path / "QtProject.conf"


def test_no_folder_of_a_dialog_is_remembered(qtbot: QtBot, settings: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Dana Whitfield"
    folder.mkdir()
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(str(folder))
    dialog.setSidebarUrls([QUrl.fromLocalFile(str(folder))])
    dialog.setHistory([str(folder)])
    dialog.accept()
    del dialog
    assert "Whitfield" in settings.read_text(encoding="utf-8")
    forget_folders()
    assert "Whitfield" not in settings.read_text(encoding="utf-8")
