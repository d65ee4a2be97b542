"""A client's own copy: what it holds, what it never holds, and who may not have it yet."""

import random
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Unlock
from tests.practice import (
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    a_client,
    a_note,
    a_process_note,
    with_record,
)
from vault.errors import NotAllowed
from vault.model.audit import Action
from vault.model.client import Client, ClientKind
from vault.model.secret import Passphrase
from vault.open_vault import OpenProcessNotes, OpenVault


def released(vault: OpenVault, client: Client, folder: Path) -> bytes:
    """Release a record and return the bytes of the file."""
    prepared = vault.releases.prepare(client.id)
    return vault.releases.write(prepared, prepared.render(), folder).path.read_bytes()


def test_a_release_is_the_same_with_and_without_process_notes(
    vault: OpenVault, process: OpenProcessNotes, tmp_path: Path
) -> None:
    dice = random.Random("apart")
    words = ["river", "coat", "bored", "father", "Ω", "שלום", "hurry"]
    for number in range(4):
        client = with_record(vault, f"Session {number}.", name=f"Client {number}")
        without = released(vault, client, tmp_path)
        private = [
            a_process_note(client, " ".join(dice.choices(words, k=dice.randrange(1, 200))))
            for _note in range(dice.randrange(1, 6))
        ]
        process.notes.add(private)
        assert released(vault, client, tmp_path) == without


def test_a_copy_holds_signed_notes_and_addenda_only(unlocked: Unlock, tmp_path: Path) -> None:
    vault = unlocked()
    client = with_record(vault, "She walked by the river.")
    note = vault.notes.list_rows(client.id)[0]
    vault.notes.addend(note.id, "It was the Charles.")
    vault.notes.begin([a_note(client, "Unfinished thought.", service_date=date(2026, 6, 1))])
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    process.notes.add([a_process_note(client, "Mine alone.")])
    process.close()
    prepared = vault.releases.prepare(client.id)
    written = vault.releases.write(prepared, prepared.render(), tmp_path / "out")
    assert not re.search("dana|whitfield", written.path.name, re.IGNORECASE)
    entry = vault.audit.export()[-2]
    assert entry.action == Action.RECORD_RELEASED
    assert entry.detail["sha256"] == written.sha256
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(
        [tool, str(written.path), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "She walked by the river." in text
    assert "It was the Charles." in text
    assert "1 June 2026" in text
    assert "Unfinished thought" not in text
    assert "Mine alone" not in text


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": ClientKind.COUPLE},
        {"kind": ClientKind.FAMILY},
        {"kind": ClientKind.GROUP},
        {"birth_date": date(2008, 11, 23)},
        {"birth_date": None},
    ],
    ids=["couple", "family", "group", "minor by a day", "birth date unknown"],
)
def test_a_record_that_needs_consents_stays(vault: OpenVault, fields: dict[str, Any]) -> None:
    with_record(vault)  # the practice is in Massachusetts, where 18 is of age
    client = vault.clients.add([a_client(**fields)])[0]
    with pytest.raises(NotAllowed) as refusal:
        vault.releases.prepare(client.id)
    assert refusal.value.sentence == "This copy needs consents that this version cannot check."


def test_an_adult_by_a_day_may_have_a_copy(vault: OpenVault) -> None:
    with_record(vault)
    client = vault.clients.add([a_client(birth_date=date(2008, 11, 22))])[0]
    assert vault.releases.prepare(client.id).package.notes == ()


def test_without_a_state_the_highest_age_counts(vault: OpenVault) -> None:
    young = vault.clients.add([a_client(birth_date=date(2005, 11, 23))])[0]
    grown = vault.clients.add([a_client(birth_date=date(2005, 11, 22))])[0]
    with pytest.raises(NotAllowed):
        vault.releases.prepare(young.id)
    assert vault.releases.prepare(grown.id).client == grown.id


def test_a_copy_never_has_a_passphrase_of_the_vault(vault: OpenVault, tmp_path: Path) -> None:
    client = with_record(vault, "A session.")
    prepared = vault.releases.prepare(client.id)
    rendered = prepared.render()
    for own in (PASSPHRASE, PROCESS_PASSPHRASE):
        with pytest.raises(NotAllowed):
            vault.releases.write(prepared, rendered, tmp_path / "out", own)
    assert not (tmp_path / "out").exists()
    written = vault.releases.write(prepared, rendered, tmp_path / "out", "one for this copy")
    assert b"A session." not in written.path.read_bytes()
    tool = shutil.which("qpdf")
    if tool is None:
        pytest.skip("qpdf is not installed")
    shown = subprocess.run(
        [tool, "--password=one for this copy", "--show-encryption", str(written.path)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "R = 6" in shown
    assert "AESv3" in shown
