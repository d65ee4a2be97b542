"""Installers beside backups: copied whole, listed, checked, and never in the way of a backup."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.lifecycle.test_backup import back_up, restored
from tests.practice import FixedClock
from tests.storage.test_database import derive_once
from vault.errors import BadInput, Cancelled, NotAllowed, NotFound, VaultError
from vault.lifecycle.installers import (
    FOLDER,
    LIST,
    add_installer,
    damaged_installers,
    list_installers,
    system_of,
)
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.verify_backups import verify_backups
from vault.open_vault import OpenVault
from vault.progress import Progress


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def place(vault: OpenVault, tmp_path: Path) -> Path:
    """A backup place with one backup."""
    back_up(vault, tmp_path / "backups")
    return tmp_path / "backups"


def downloaded(tmp_path: Path, name: str, data: bytes = b"installs Strongroom" * 200_000) -> Path:
    """Return a file as someone downloaded it."""
    (tmp_path / "downloads").mkdir(exist_ok=True)
    file = tmp_path / "downloads" / name
    file.write_bytes(data)
    return file


def test_an_installer_is_copied_listed_and_found_whole(place: Path, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    progress = Progress(lambda done, total: steps.append((done, total)))
    added = add_installer(place, downloaded(tmp_path, "Strongroom-1.0.AppImage"), progress)
    assert steps[-1][0] == steps[-1][1] == 8, "each piece is written and read back"
    add_installer(place, downloaded(tmp_path, "strongroom 1.0 (x64).msi", b"MZ"))
    add_installer(place, downloaded(tmp_path, "Strongroom-1.0.dmg", b"koly"))
    found = list_installers(place)
    assert {each.system for each in found} == {"Linux", "Windows", "macOS"}
    assert added in found
    assert damaged_installers(place) == ()
    # The list is read by what every Linux and Mac has.
    subprocess.run(["sha256sum", "-c", LIST], cwd=place / FOLDER, check=True, capture_output=True)
    assert oct((place / FOLDER / added.name).stat().st_mode & 0o777) == "0o600"
    with (place / FOLDER / added.name).open("r+b") as file:
        file.write(b"virus")
    assert [each.name for each in damaged_installers(place)] == [added.name]


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "../up.deb",
        ".hidden.deb",
        "notes.txt",
        "SHA256SUMS.txt",
        "a\nb.exe",
        "ü.exe",
        "-x.deb",
    ],
)
def test_hostile_names_are_none(name: str) -> None:
    assert system_of(name) == ""


def refused(kind: type[VaultError], place: Path, file: Path) -> None:
    """Add what may not be; everything at the place stays as it was."""
    before = sorted(place.rglob("*"))
    with pytest.raises(kind):
        add_installer(place, file)
    assert sorted(place.rglob("*")) == before


def test_what_may_not_be_added(place: Path, tmp_path: Path) -> None:
    add_installer(place, downloaded(tmp_path, "Strongroom.deb"))
    kept = (place / FOLDER / "Strongroom.deb").read_bytes()
    refused(NotAllowed, place, downloaded(tmp_path, "Strongroom.deb", b"another"))
    refused(NotAllowed, place, downloaded(tmp_path, "STRONGROOM.DEB", b"another"))
    assert (place / FOLDER / "Strongroom.deb").read_bytes() == kept
    refused(BadInput, place, downloaded(tmp_path, "holiday.jpg"))
    refused(NotFound, place, tmp_path / "nowhere.deb")
    (tmp_path / "folder.zip").mkdir()
    refused(NotFound, place, tmp_path / "folder.zip")
    with pytest.raises(NotFound):
        add_installer(tmp_path, downloaded(tmp_path, "other.deb"))
    assert not (tmp_path / FOLDER).exists()


def test_a_folder_that_leads_elsewhere_is_refused(place: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    os.symlink(elsewhere, place / FOLDER)
    refused(NotAllowed, place, downloaded(tmp_path, "Strongroom.deb"))
    assert list(elsewhere.iterdir()) == []


def test_called_off_leaves_nothing(place: Path, tmp_path: Path) -> None:
    calls = iter([False, False, False, True])
    with pytest.raises(Cancelled):
        add_installer(
            place,
            downloaded(tmp_path, "Strongroom.deb"),
            Progress(cancelled=lambda: next(calls, True)),
        )
    assert list((place / FOLDER).iterdir()) == []


def test_backups_go_on_beside_them(
    unlocked: Unlock, tmp_path: Path, around: Surroundings, clock: FixedClock
) -> None:
    vault = unlocked()
    place = tmp_path / "backups"
    back_up(vault, place)
    add_installer(place, downloaded(tmp_path, "Strongroom.deb"))
    before = {path.name: path.read_bytes() for path in (place / FOLDER).iterdir()}
    for _day in range(12):
        clock.advance(days=1)
        back_up(vault, place)
    assert {path.name: path.read_bytes() for path in (place / FOLDER).iterdir()} == before
    assert verify_backups(place).ok
    vault.close()
    new = tmp_path / "new.strongroom"
    restored(place, new, around)
    assert not list(new.rglob("*.deb"))
    start = (place / "START-HERE.html").read_text()
    assert "<code>installers</code>" in start
    assert LIST in start
