"""A new file has its name once it is whole: refused, stopped or killed before, there is nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from vault.errors import NotAllowed
from vault.storage import files
from vault.storage.files import new_file

KILLED = """
import os, signal, sys
from pathlib import Path
from vault.storage.files import new_file
with new_file(Path(sys.argv[1]), 9) as out:
    out.write(b"her words")
    out.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(params=["nameless", "aside"])
def folder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder on a disk that has files without a name, or has none."""
    if request.param == "aside":
        monkeypatch.setattr(files, "_OPEN_FILES", tmp_path / "nowhere")
    return tmp_path


def test_it_is_whole_private_and_alone(folder: Path) -> None:
    with new_file(folder / "copy", 9) as out:
        out.write(b"her words")
    assert (folder / "copy").read_bytes() == b"her words"
    assert (folder / "copy").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in folder.iterdir()] == ["copy"]


def test_what_takes_the_name_meanwhile_stays(folder: Path) -> None:
    writing = new_file(folder / "copy", 9)
    writing.__enter__().write(b"her words")
    (folder / "copy").write_bytes(b"another")
    with pytest.raises(NotAllowed):
        writing.__exit__(None, None, None)
    assert [each.read_bytes() for each in folder.iterdir()] == [b"another"]


def test_what_stops_the_writer_leaves_nothing(folder: Path) -> None:
    writing = new_file(folder / "copy", 9)
    writing.__enter__().write(b"her")
    assert not writing.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="this system names each file")
def test_a_kill_leaves_nothing(tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "copy")], check=False)
    assert ran.returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == []
