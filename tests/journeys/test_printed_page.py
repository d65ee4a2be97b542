"""A helper follows the emergency page with the cards and the disk, and without Strongroom."""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.journeys.left_behind import (
    NAME,
    NUMBER,
    SIGNED,
    key_of_call_card,
    words_of_card,
)
from tests.journeys.person import read_page

pytestmark = pytest.mark.skipif(shutil.which("age") is None, reason="needs age")

TOOLS = (
    "age (age-encryption.org)",
    "Python 3 (python.org) with its package cryptography",
    "any program that opens SQLite files",
)
"""All that a helper has to get. Another one on the page is another thing that may be missing."""
TYPED = {"age": 1, "python3": 3}
PACKAGES = ("cryptography", "cffi", "_cffi_backend*")
"""What comes with the package: it cannot be had without."""


class Helper:
    """A computer with the tools that the page names: no site, no Strongroom, no other program."""

    def __init__(self, home: Path) -> None:
        self._tools, packages = home / "tools", home / "packages"
        self._env = {"PATH": str(self._tools), "PYTHONPATH": str(packages), "HOME": str(home)}
        for folder in (self._tools, packages):
            folder.mkdir(parents=True)
        (self._tools / "age").symlink_to(str(shutil.which("age")))
        python = self._tools / "python3"
        python.write_text(f'#!/bin/sh\nexec "{Path(sys.executable).resolve()}" -S -s "$@"\n')
        python.chmod(0o755)
        site = next(Path(each) for each in sys.path if (Path(each) / "cryptography").is_dir())
        for each in (found for name in PACKAGES for found in site.glob(name)):
            (packages / each.name).symlink_to(each)

    def type(self, line: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Type a line into a terminal that was opened in a folder."""
        return subprocess.run(
            ["/bin/sh", "-c", line],
            cwd=folder,
            env=self._env,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


def without_strongroom(pdf: Path) -> tuple[str, list[str]]:
    """Return what page 2 says of it, in one line, and the lines to type, which stand inset."""
    page = read_page(pdf, "-layout", "-f", "2")
    said = page.partition("Without Strongroom")[2].partition("Emergency page, edition")[0]
    assert said
    typed = [line.strip() for line in said.splitlines() if line.startswith("  ")]
    return " ".join(said.split()), typed


def test_the_page_needs_no_other_tool(left: Path) -> None:
    said, typed = without_strongroom(left / "emergency.pdf")
    assert (
        f"You need three tools that anyone can get: {TOOLS[0]}, {TOOLS[1]}, and {TOOLS[2]}." in said
    )
    assert Counter(line.split()[0] for line in typed) == TYPED
    scripts = {each for line in typed for each in re.findall(r"\S+\.py", line)}
    assert scripts == {f"reader/{n}.py" for n in ("combine_cards", "rebuild_backup", "read_vault")}
    print(f"the printed page: {len(TOOLS)} tools, {len(typed)} lines to type")


def test_the_printed_page_leads_to_the_calls_and_to_the_records(left: Path) -> None:
    place = left / "disk" / "Strongroom backup"
    helper = Helper(left / "helper")
    assert helper.type("python3 -c 'import vault'", place).returncode != 0
    assert helper.type("strongroom --help", place).returncode == 127
    _said, (calls, *to_records) = without_strongroom(left / "emergency.pdf")

    newest = max((place / "snapshots").iterdir())
    (newest / "key.txt").write_text(key_of_call_card(left / "call.pdf").replace(" ", ""))
    done = helper.type(calls, newest)
    assert done.returncode == 0, done.stderr
    listed = (newest / "list.txt").read_text("utf-8")
    assert f"{NAME}\n   {NUMBER} · May be called\n   Expected: 23 November 2026, 09:00" in listed
    assert SIGNED not in listed

    for name, card in (("card-1.txt", "card-1.pdf"), ("card-2.txt", "card-3.pdf")):
        (place / name).write_text(words_of_card(left / card))
    for line in to_records:
        done = helper.type(line, place)
        assert done.returncode == 0, done.stderr
    assert "process: this key does not open it" in done.stdout
    records = sqlite3.connect(place / "out" / "records.sqlite")
    assert records.execute("SELECT name FROM client").fetchall() == [(NAME,)]
    assert SIGNED in str(records.execute("SELECT * FROM note_text").fetchall())
    records.close()
    assert [each.name for each in (place / "out").iterdir()] == ["records.sqlite"]
