"""import --whose: files that name nobody, given to clients by their paths."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import Cli


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Three scans that name nobody."""
    folder = tmp_path / "source"
    (folder / "box 3").mkdir(parents=True)
    for path in ("scan0001.txt", "scan0002.txt", "box 3/scan0003.txt"):
        (folder / path).write_text("Of zqmarmalade.")
    return folder


def whose(tmp_path: Path, said: Any) -> str:
    file = tmp_path / "whose.json"
    file.write_text(json.dumps(said))
    return f"--whose={file}"


def test_a_dry_run_says_what_names_nobody(cli: Cli, path: Path, source: Path) -> None:
    said = cli("import", source, path, "--dry-run", "--json")
    assert said.json["unsorted"] == ["scan0001.txt", "scan0002.txt", "box 3/scan0003.txt"]
    assert b"zqmarmalade" not in said.out
    assert b"scan0001.txt: names nobody" in cli("import", source, path, "--dry-run").out


def test_they_come_to_whom_they_were_given(
    cli: Cli, path: Path, source: Path, tmp_path: Path
) -> None:
    given = whose(
        tmp_path,
        {
            "scan0001.txt": {"name": "Dana Whitfield", "birth_date": "1984-03-09"},
            "box 3/": "Tom Baxter",
        },
    )
    dry = cli("import", source, path, given, "--dry-run", "--json").json
    assert dry["unsorted"] == ["scan0002.txt"]
    assert [(each["name"], each["birth_date"]) for each in dry["charts"]][1:] == [
        ("Dana Whitfield", "1984-03-09"),
        ("Tom Baxter", None),
    ]
    assert cli("import", source, path, given).code == 1
    assert cli("import", source, path, given, "--as-is", "--json").json["counts"]["documents"] == 3
    names = {each["name"]: each["id"] for each in cli("client", "list", path, "--json").json}
    assert len(names) == 3
    for name in ("Dana Whitfield", "Tom Baxter"):
        assert len(cli("document", "list", path, names[name], "--json").json) == 1


def test_an_unknown_path_is_refused_by_its_name(
    cli: Cli, path: Path, source: Path, tmp_path: Path
) -> None:
    said = cli("import", source, path, whose(tmp_path, {"scan9.txt": "Tom Baxter"}), "--as-is")
    assert (said.code, said.err.decode().count("scan9.txt")) == (2, 1)
    assert "Tom Baxter" not in said.err.decode()
    assert cli("client", "list", path, "--json").json == []


def test_what_is_no_name_is_refused_by_its_path(
    cli: Cli, path: Path, source: Path, tmp_path: Path
) -> None:
    for value in (7, "", {"nam": "Tom Baxter"}, {"name": "Tom Baxter", "birth_date": "soon"}):
        said = cli("import", source, path, whose(tmp_path, {"scan0001.txt": value}), "--dry-run")
        assert (said.code, b"scan0001.txt" in said.err) == (2, True)
        assert b"Tom" not in said.err
