"""Each import contract, broken once on purpose: it must be the one that fails."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

BREAKS = {
    "the window stands on the vault": ("vault/services/clients.py", "import ui"),
    "the floors of the vault": ("vault/model/note.py", "import vault.storage.files"),
    "the vault never sees Qt": ("vault/export/letters.py", "import PySide6"),
    "nouns use the standard library only": ("vault/model/note.py", "import msgspec"),
    "one module knows SQLCipher": ("vault/storage/notes.py", "import sqlcipher3"),
    "nobody speaks to a network": ("vault/services/notes/writing.py", "import urllib.request"),
    "process notes stay apart": (
        "vault/services/releases.py",
        "import vault.storage.process_store",
    ),
    "the window uses the front door": ("ui/__main__.py", "import vault.services.notes"),
    "services do not call services": (
        "vault/services/notes/writing.py",
        "import vault.services.clients",
    ),
    "no cycles in the vault": ("vault/errors.py", "import vault.cli.main"),
    "screens do not know each other": (
        "ui/screens/today/screen.py",
        "import ui.screens.unlock.screen",
    ),
    "what makes a copy of a record reaches no fee, by no way": (
        "vault/storage/records_store.py",
        "import vault.storage.fees",
    ),
    "where a copy is asked for, no fee is named": (
        "ui/screens/client/release_dialog.py",
        "from vault.model.fee import Account",
    ),
    "no cycles in the window": ("ui/settings.py", "import ui.app"),
}


def contracts() -> list[dict[str, Any]]:
    """Return the contracts in pyproject.toml."""
    import tomllib

    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = table["tool"]["importlinter"]["contracts"]
    return found


def lint(tree: Path) -> str:
    """Return what lint-imports says of a tree."""
    tool = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(tool), "--no-cache"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(tree), "PATH": ""},
    ).stdout


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a copy of the sources that may be broken."""
    for name in ("vault", "ui"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_whatever_is_about_a_release_may_import_no_fee() -> None:
    """Each module of that name is held by one of the two contracts, on every floor."""
    named = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for floor in ("vault", "ui")
        for path in (ROOT / floor).rglob("release*.py")
    }
    assert len(named) >= 6
    assert named <= {
        source
        for contract in contracts()
        if "vault.model.fee" in contract.get("forbidden_modules", ())
        for source in contract["source_modules"]
    }


def test_every_contract_has_its_break() -> None:
    assert set(BREAKS) == {contract["name"] for contract in contracts()}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_contract_is_named(tree: Path, name: str) -> None:
    file, line = BREAKS[name]
    path = tree / file
    before = path.read_text("utf-8") if path.exists() else '"""A new module."""\n'
    path.write_text(f"{before}\n{line}\n", "utf-8")
    said = lint(tree)
    assert f"{name} BROKEN" in said, said[-2000:]


def test_unbroken_every_contract_is_kept(tree: Path) -> None:
    assert f"Contracts: {len(BREAKS)} kept, 0 broken." in lint(tree)
