"""The settings of this computer: kept, mistrusted when read, and without anything of a client."""

import stat
from pathlib import Path

import pytest

from ui.settings import SettingsFile, WindowSettings


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "config")
    assert file.current == WindowSettings()
    file.change(theme="dark", geometry=(10, 20, 1280, 800), panes=(("notes", 330),))
    again = SettingsFile(tmp_path / "config").current
    assert stat.S_IMODE((tmp_path / "config").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "config" / "window.json").stat().st_mode) == 0o600
    assert again == WindowSettings("dark", (10, 20, 1280, 800), panes=(("notes", 330),))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"theme": 3}', "null", '{"theme":"x","geometry":"abcd"}', "[" * 100_000],
)
def test_a_file_that_is_not_ours_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "window.json").write_text(text, "utf-8")
    assert SettingsFile(tmp_path).current == WindowSettings()


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    file = SettingsFile(tmp_path / "file" / "config")
    file.change(theme="dark")
    assert file.current.theme == "dark"
