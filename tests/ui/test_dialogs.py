"""What a file dialog leaves behind on the computer: nothing that names a folder."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ui.dialogs import remember_no_folders


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
