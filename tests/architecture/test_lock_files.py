"""The lock files pin everything by hash and name no host."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")


def pinned(name: str) -> dict[str, str]:
    """Return the packages of a lock file with what is said of each."""
    text = (ROOT / name).read_text("utf-8")
    parts = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)
    return {part.partition("==")[0]: part for part in parts if part.strip()}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_a_version_and_hashes(name: str) -> None:
    packages = pinned(name)
    assert len(packages) > 10
    for package, lines in packages.items():
        assert re.match(rf"{re.escape(package)}==\S+", lines), package
        assert "--hash=sha256:" in lines, package


@pytest.mark.parametrize("name", LOCKS)
def test_no_host_is_named(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.split(r"[<>=]", each)[0] for each in project["dependencies"]]
    assert set(names) <= set(pinned("requirements.txt"))
    extra = [re.split(r"[<>=]", each)[0] for each in project["optional-dependencies"]["dev"]]
    assert set(extra) <= set(pinned("requirements-dev.txt"))
    assert set(pinned("requirements.txt")) <= set(pinned("requirements-dev.txt"))
