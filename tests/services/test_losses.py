"""The sheet about a lost computer: facts of a restored copy, one page, no name of a client."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from tests.conftest import Unlock
from tests.lifecycle.test_backup import SECRET, back_up, filled, restored
from tests.practice import FixedClock
from vault.export.loss_sheet import loss_text
from vault.export.sheet_text import sheet_text
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.loss import FileOut, LossFacts, LostWay
from vault.model.share import Holder
from vault.open_vault import OpenVault
from vault.services.losses import PreparedLossSheet

__all__ = ["filled"]

LAW = ("breach", "notif", "safe harbor", "hipaa", "must report", "days to", "unsecured")


def test_a_restored_copy_tells_how_the_lost_one_stood(
    filled: OpenVault, around: Surroundings, tmp_path: Path, clock: FixedClock
) -> None:
    filled.add_executor(
        filled.ways_in, 2, [Holder("Robin Vance"), Holder("Sam Ortiz")], lambda cards: None
    )
    client = filled.clients.list_all()[0]
    prepared = filled.releases.prepare(client.id)
    written = filled.releases.write(prepared, prepared.render(), tmp_path)
    opened = clock.now()
    clock.advance(hours=3)
    filled.audit.export()
    before = clock.now()
    clock.advance(minutes=20)
    made = back_up(filled, tmp_path / "backups")
    filled.close()
    clock.advance(days=9)
    restored(tmp_path / "backups", tmp_path / "new.strongroom", around)
    copy = unlock(tmp_path / "new.strongroom", SECRET, around)
    try:
        sheet = copy.losses.prepare()
    finally:
        copy.close()
    facts = sheet.facts
    assert isinstance(facts, LossFacts)
    assert (facts.clients, facts.notes, facts.has_process_notes) == (1, 31, True)
    assert facts.opened == opened
    assert facts.last_entry == before, "what came after the backup, nobody can know"
    assert facts.backed_up == made.made_at
    assert facts.restored == clock.now()
    assert facts.since >= 2
    newest, oldest = facts.files
    assert (newest.notes, newest.at) == (None, before)
    assert (oldest.sha256, oldest.notes) == (written.sha256, 30)
    assert LostWay("records", "executor", None, 2, 2) in facts.ways
    assert {(way.compartment, way.type) for way in facts.ways} == {
        ("records", "passphrase"),
        ("records", "recovery"),
        ("records", "executor"),
        ("process", "passphrase"),
        ("process", "recovery"),
    }
    pdf = sheet.render()
    (tmp_path / "lost.pdf").write_bytes(pdf)
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    said = " ".join(sheet_text(pdf).split())
    text = loss_text(facts)
    for words in (facts.vault_id, "AES-256-CBC", "Argon2id", "any 2 of 2", "not legal advice"):
        assert words in said
        assert words in text
    assert "30 notes" in said
    for part in (client.name, *client.name.split(), *LAW):
        assert part.lower() not in text.lower()
        assert part.lower() not in said.lower()


def test_a_vault_that_was_never_restored_tells_of_itself(unlocked: Unlock) -> None:
    vault = unlocked()
    facts = vault.losses.prepare().facts
    assert isinstance(facts, LossFacts)
    assert (facts.restored, facts.backed_up, facts.since, facts.files) == (None, None, 0, ())
    assert "The log of this copy names none" in loss_text(facts)


def test_the_fullest_sheet_is_one_page(unlocked: Unlock) -> None:
    facts = unlocked().losses.prepare().facts
    assert isinstance(facts, LossFacts)
    way = LostWay("records", "passphrase", (16, 8, 2_097_152))
    ways = tuple(
        replace(each, compartment=name)
        for name in ("records", "process")
        for each in (way, LostWay("", "recovery"), LostWay("", "executor", None, 15, 16)) * 2
    )
    files = (FileOut(facts.made_at, "ab" * 32, 12_345),) * 40
    full = replace(facts, ways=ways, files=files, restored=facts.made_at, clients=10**6)
    pdf = PreparedLossSheet(full).render()
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    assert "35 more" in " ".join(sheet_text(pdf).split())
