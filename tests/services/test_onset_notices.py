"""Printing notices over a real vault: written all or none, logged without a name, not yet given."""

import hashlib
import stat
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import Unlock
from tests.practice import LICENSEE, a_client, a_participant
from vault.errors import Damaged, NotAllowed, NotFound, StorageFailed
from vault.model.audit import Action, Entry
from vault.model.circumstances import Circumstances, License
from vault.model.client import Client, ClientKind
from vault.open_vault import OpenVault
from vault.services import onset_notices
from vault.services.onset_notices import WrittenNotice
from vault.storage.files import give_new_name

CANARY = "Zqcanary Whitfield"


@pytest.fixture
def dana(vault: OpenVault) -> Client:
    """An adult of a licensee in Massachusetts who was given nothing yet."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client(CANARY)])[0]


def printings(vault: OpenVault) -> list[Entry]:
    """Return the entries of the chain that tell of printed notices."""
    return [each for each in vault.audit.export() if each.action == Action.ONSET_PRINTED]


def written(vault: OpenVault, client: Client, folder: Path, *items: str) -> list[WrittenNotice]:
    """Write notices for a client into a folder."""
    prepared = vault.onset_notices.prepare(client.id, items)
    return vault.onset_notices.write(prepared, prepared.render(), folder)


def test_what_is_missing_is_written_and_logged_and_not_given(
    vault: OpenVault, dana: Client, tmp_path: Path
) -> None:
    files = written(vault, dana, tmp_path / "paper")
    assert [each.path.name for each in files] == [
        "onset-records-notice-2026-11-22.pdf",
        "onset-consultation-2026-11-22.pdf",
    ]
    assert sorted(each.path for each in files) == sorted((tmp_path / "paper").iterdir())
    for each in files:
        pdf = each.path.read_bytes()
        assert each.sha256 == hashlib.sha256(pdf).hexdigest()
        assert stat.S_IMODE(each.path.stat().st_mode) == 0o600
        assert CANARY in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert vault.onset.lacking() == {dana.id: 2}, "printed is not given"
    assert [line.printed for line in vault.onset.of_client(dana.id)] == ["2026-11"] * 2
    entries = printings(vault)
    assert [entry.detail for entry in entries] == [
        {"item": each.page.item, "version": "2026-11", "sha256": each.sha256} for each in files
    ]
    assert {(entry.subject, entry.client) for entry in entries} == {(dana.id, dana.id)}
    assert "zqcanary" not in str([entry.as_json() for entry in entries]).lower()


def test_what_was_printed_is_known_over_a_locked_vault(unlocked: Unlock, tmp_path: Path) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    client, other = vault.clients.add([a_client(), a_client("Rui Duarte")])
    prepared = vault.onset_notices.prepare(client.id, ["consultation"])
    vault.onset_notices.record(prepared)
    (entry,) = printings(vault)
    assert entry.detail == {"item": "consultation", "version": "2026-11"}, "no file is left"
    vault.close()
    vault = unlocked()
    assert [line.printed for line in vault.onset.of_client(client.id)] == ["", "2026-11"]
    assert [line.printed for line in vault.onset.of_client(other.id)] == ["", ""]


def test_each_member_of_a_group_is_logged_by_id(vault: OpenVault, tmp_path: Path) -> None:
    vault.practice.set(LICENSEE)
    vault.circumstances.set(Circumstances(licenses=(License("MO", "LCSW", "SW-1"),)))
    group = vault.clients.add([a_client("Grief", kind=ClientKind.GROUP)])[0]
    ana, rui = a_participant(group, "Ana Duarte"), a_participant(group, "Rui Sá")
    vault.participants.add([ana, rui])
    files = written(vault, group, tmp_path, "shared-confidence")
    assert [each.page.people for each in files] == [("Ana Duarte",), ("Rui Sá",)]
    page = PdfReader(files[0].path).pages[0].extract_text()
    assert "Ana Duarte" in page
    assert "Rui" not in page
    assert "SW-1" in page, "the license that asks for it"
    assert [entry.detail["participant"] for entry in printings(vault)] == [ana.id, rui.id]


def test_a_file_that_exists_is_left_and_nothing_is_written(
    vault: OpenVault, dana: Client, tmp_path: Path
) -> None:
    folder = tmp_path / "paper"
    folder.mkdir()
    taken = folder / "onset-consultation-2026-11-22.pdf"
    taken.write_bytes(b"another")
    with pytest.raises(StorageFailed, match="A file of this name exists"):
        written(vault, dana, folder)
    assert list(folder.iterdir()) == [taken]
    assert taken.read_bytes() == b"another"
    assert printings(vault) == []


def test_a_disk_that_gives_back_something_else_keeps_nothing(
    vault: OpenVault, dana: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "paper"

    def bad(path: Path, data: bytes) -> Path:
        aside = path.with_suffix(".part")
        aside.write_bytes(data[:-1])
        return aside

    monkeypatch.setattr(onset_notices, "write_aside", bad)
    with pytest.raises(Damaged):
        written(vault, dana, folder)
    assert list(folder.iterdir()) == []
    assert printings(vault) == []


def test_a_name_that_is_taken_meanwhile_takes_back_what_was_named(
    vault: OpenVault, dana: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "paper"

    def slow(temporary: Path, path: Path) -> None:
        if "consultation" in path.name:
            path.write_bytes(b"another")
        give_new_name(temporary, path)

    monkeypatch.setattr(onset_notices, "give_new_name", slow)
    with pytest.raises(NotAllowed, match="A file of that name exists"):
        written(vault, dana, folder)
    (left,) = folder.iterdir()
    assert left.read_bytes() == b"another"


def test_refusals_leave_nothing(vault: OpenVault, dana: Client, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        vault.onset_notices.prepare(dana.id, ["limits"])
    with pytest.raises(NotFound):
        vault.onset_notices.prepare(a_client().id)
    vault.practice.set(LICENSEE.__class__(name="Jordan Rivera", state="CA", credential="LMFT"))
    assert written(vault, dana, tmp_path / "none") == []
    assert not (tmp_path / "none").exists()
    assert printings(vault) == []


def test_a_saved_notice_is_a_file_outside_of_a_lost_computer(
    vault: OpenVault, dana: Client, tmp_path: Path
) -> None:
    vault.onset_notices.record(vault.onset_notices.prepare(dana.id, ["consultation"]))
    (saved,) = written(vault, dana, tmp_path, "records-notice")
    (file,) = vault.losses.prepare().facts.files
    assert (file.sha256, file.notes) == (saved.sha256, None)
    from vault.export.loss_sheet import loss_text

    text = loss_text(vault.losses.prepare().facts)
    assert f"a notice or letter that names a client; SHA-256 {saved.sha256[:16]}…" in text
    assert "Zqcanary" not in text
