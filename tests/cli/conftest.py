"""What the tests of commands stand on: the command line, run within this process."""

from pathlib import Path

import pytest

from tests.cli.test_commands import Cli, command_line


@pytest.fixture
def cli(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Cli:
    """Run commands within this process."""
    return command_line(monkeypatch, capsysbinary, tmp_path)
