"""Where a new vault goes: a name every system takes, and what is known of the place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice import PASSPHRASE
from vault.errors import BadInput
from vault.lifecycle.place import (
    SUFFIX,
    Risk,
    folder_name,
    look_at,
    place_warning,
    risk_of,
    risk_words,
    safer_folder,
    type_in,
)
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.secret import Passphrase

MOUNTS = [
    line.split(" ")
    for line in (
        "/dev/sda1 / ext4 rw 0 0",
        "server:/home /home nfs4 rw 0 0",
        "/dev/sda2 /home/me ext4 rw 0 0",
        r"/dev/sdb1 /media/me/MY\040STICK vfat rw 0 0",
        "broken",
    )
]


@pytest.mark.parametrize(
    ("practice", "name"),
    [
        ("Rivera Counseling", "Rivera Counseling.strongroom"),
        ("  Rivera / Osei:  LMHC ", "Rivera Osei LMHC.strongroom"),
        ("Praxis Dr. Müller.", "Praxis Dr. Müller.strongroom"),
        ("../../etc", "etc.strongroom"),
        ("Console", "Console.strongroom"),
    ],
)
def test_a_folder_is_called_after_the_practice(practice: str, name: str) -> None:
    assert folder_name(practice) == name


@pytest.mark.parametrize("practice", ["", "  ", "...", "///", "CON", "nul.txt", "\x00"])
def test_a_name_that_is_no_name_is_refused(practice: str) -> None:
    with pytest.raises(BadInput):
        folder_name(practice)


@given(st.text(max_size=400))
def test_whatever_is_typed_is_one_folder_that_can_be_made(practice: str) -> None:
    try:
        name = folder_name(practice)
    except BadInput:
        return
    assert Path(name).name == name
    assert len(f".{name}.12345678.part".encode()) <= 255
    assert not set(name) & set('<>:"/\\|?*\0')
    assert name.removesuffix(SUFFIX).strip(" .") == name.removesuffix(SUFFIX)


def test_what_is_there_is_noticed(tmp_path: Path) -> None:
    free = look_at(tmp_path / "a.strongroom")
    assert (free.taken, free.missing) == (False, False)
    (tmp_path / "a.strongroom").mkdir()
    assert look_at(tmp_path / "a.strongroom").taken
    assert look_at(tmp_path / "no" / "a.strongroom").missing


def test_a_link_that_leads_nowhere_is_there_too(tmp_path: Path) -> None:
    (tmp_path / "a.strongroom").symlink_to(tmp_path / "gone")
    assert look_at(tmp_path / "a.strongroom").taken


@pytest.mark.parametrize(
    "folder",
    [
        "/home/me/Dropbox",
        "/home/me/Dropbox (Rivera)/Practice",
        "C:/Users/me/OneDrive/Documents",
        "/Users/me/OneDrive - Rivera/Documents",
        "/Users/me/Library/Mobile Documents/com~apple~CloudDocs",
        "/Users/me/Library/CloudStorage/GoogleDrive-me",
        "/home/me/Google Drive",
        "/home/me/Nextcloud",
    ],
)
def test_a_folder_of_a_sync_program_is_known(folder: str) -> None:
    assert risk_of(Path(folder) / "x.strongroom") is Risk.SYNCED


def test_a_practice_may_be_called_as_it_likes(tmp_path: Path) -> None:
    assert risk_of(tmp_path / "Dropbox.strongroom") is not Risk.SYNCED
    assert risk_of(tmp_path / "Boxwood Therapy" / "x.strongroom") is not Risk.SYNCED


def test_a_folder_on_another_computer_is_known_by_its_path() -> None:
    assert risk_of(Path("//server/share/x.strongroom")) is Risk.NETWORK


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/other/x", "nfs4"),
        ("/home/me/x", "ext4"),
        ("/home/mercy/x", "nfs4"),
        ("/media/me/MY STICK/x", "vfat"),
        ("/srv/x", "ext4"),
    ],
)
def test_the_deepest_mount_tells_the_disk(path: str, kind: str) -> None:
    assert type_in(MOUNTS, Path(path)) == kind


def test_the_safer_folder_is_there_and_on_this_computer(tmp_path: Path) -> None:
    synced = tmp_path / "Dropbox"
    synced.mkdir()
    assert safer_folder(synced, tmp_path / "gone", tmp_path) == tmp_path
    assert safer_folder(synced) is None


def test_an_open_vault_says_what_speaks_against_its_place(
    path: Path, around: Surroundings, tmp_path: Path
) -> None:
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    assert vault.place_warning == ""
    vault.close()
    there = tmp_path / "OneDrive - Practice" / path.name
    there.parent.mkdir()
    path.rename(there)
    vault = unlock(there, Passphrase(PASSPHRASE), around)
    assert vault.place_warning == risk_words(Risk.SYNCED)
    vault.close()
    link = tmp_path / "practice"
    link.symlink_to(there)
    assert place_warning(link) == risk_words(Risk.SYNCED)


@pytest.mark.parametrize("risk", Risk)
def test_every_risk_has_words(risk: Risk) -> None:
    assert risk_words(risk).endswith(".")
