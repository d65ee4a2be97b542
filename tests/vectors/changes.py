"""Applies the changes that tests/vectors/bad/cases.json describes to a copy of the good vault."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.vectors.bad_headers import grown
from vault.lifecycle.compartments import find_key
from vault.model.secret import Passphrase, RecoveryKey, Secret
from vault.services.ways_in import HeaderFile
from vault.storage.folder import VaultFolder

HERE = Path(__file__).resolve().parent
GOOD, BAD = HERE / "good" / "practice.strongroom", HERE / "bad"
SECRETS: dict[str, str] = json.loads((HERE / "good" / "secrets.json").read_text("utf-8"))
CASES: list[dict[str, Any]] = json.loads((BAD / "cases.json").read_text("utf-8"))
EXPECTED: dict[str, Any] = json.loads((HERE / "good" / "expected.json").read_text("utf-8"))

Change = dict[str, Any]


def good_copy(folder: Path) -> Path:
    """Return a copy of the good vault with the modes that a version control system loses."""
    path = Path(shutil.copytree(GOOD, folder / "practice.strongroom"))
    (path / "documents").mkdir(exist_ok=True)
    for each in (path, *path.iterdir()):
        each.chmod(0o700 if each.is_dir() else 0o600)
    return path


def secret_of(name: str) -> Secret:
    """Return a secret of the good vault by its name."""
    kind = RecoveryKey if "recovery" in name else Passphrase
    return kind(SECRETS[name])


def apply(path: Path, changes: list[Change], other: Callable[[], Path]) -> None:
    """Make the changes, in order; `other` gives any other vault's folder."""
    for change in changes:
        kind = next(iter(change))
        if kind == "other":
            data = (other() / change["other"]).read_bytes()
            (path / change["to"]).write_bytes(data)
        elif kind == "sql":
            _run(path, change["compartment"], change["sql"])
        else:
            _CHANGES[kind](path, change[kind])


def _put(path: Path, names: list[str]) -> None:
    (path / names[1]).write_bytes((BAD / names[0]).read_bytes())


def _remove(path: Path, name: str) -> None:
    (path / name).unlink()


def _copy(path: Path, names: list[str]) -> None:
    (path / names[1]).write_bytes((path / names[0]).read_bytes())


def _swap(path: Path, names: list[str]) -> None:
    one, other = ((path / name).read_bytes() for name in names)
    (path / names[0]).write_bytes(other)
    (path / names[1]).write_bytes(one)


def _truncate(path: Path, what: tuple[str, int]) -> None:
    file = path / what[0]
    file.write_bytes(file.read_bytes()[: what[1]])


def _append(path: Path, what: tuple[str, int]) -> None:
    file = path / what[0]
    file.write_bytes(file.read_bytes() + bytes(what[1]))


def _zeros(path: Path, what: tuple[str, int, int]) -> None:
    name, start, size = what
    data = (path / name).read_bytes()
    assert start + size <= len(data)
    (path / name).write_bytes(data[:start] + bytes(size) + data[start + size :])


def _replace(path: Path, what: tuple[str, str, str]) -> None:
    name, old, new = what
    text = (path / name).read_text("ascii")
    assert old in text
    (path / name).write_bytes(text.replace(old, new).encode())


def _grow(path: Path, size: int) -> None:
    data = grown((path / "vault.json").read_bytes(), size)
    for name in ("vault.json", "vault.json.2"):
        (path / name).write_bytes(data)


def _run(path: Path, compartment: str, statements: list[str]) -> None:
    """Run statements with the compartment's key, as its owner could."""
    folder = VaultFolder(path)
    secret = secret_of("passphrase" if compartment == "records" else "process_passphrase")
    place = find_key(folder, HeaderFile(folder).current, compartment, secret)
    database = place.open_database()
    try:
        with database.transaction():
            assert all(database.change(statement) != 0 for statement in statements)
    finally:
        database.close()


_CHANGES: dict[str, Callable[[Path, Any], None]] = {
    "put": _put,
    "remove": _remove,
    "copy": _copy,
    "swap": _swap,
    "truncate": _truncate,
    "append": _append,
    "zeros": _zeros,
    "replace": _replace,
    "grow": _grow,
}
