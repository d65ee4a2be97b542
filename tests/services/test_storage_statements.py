"""The storage statement: facts of the vault, and no client, path or name of a holder."""

from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader

from tests.practice import LICENSEE, with_record
from vault.model.settings import VaultSettings
from vault.model.share import Holder
from vault.open_vault import OpenVault


def page_of(vault: OpenVault) -> str:
    """Return what the two pages say: one of facts, and one to be filled in and signed."""
    facts, rest = PdfReader(BytesIO(vault.storage_statements.prepare().render())).pages
    assert "For the employer" in rest.extract_text()
    return " ".join(f"{facts.extract_text()} {rest.extract_text()}".split())


def test_it_states_how_the_records_are_kept_and_names_no_client(vault: OpenVault) -> None:
    with_record(vault, "She walked by the river.")
    vault.settings.set(VaultSettings(records_idle_minutes=3, backup_every_days=2))
    vault.backups.add_place("/media/zqcanary")
    holders = [Holder("Ash Zqcanary", "617-555-0119", "the bank"), Holder("Jordan", "", "a safe")]
    vault.add_executor(vault.ways_in, 2, holders, lambda cards: None)
    said = page_of(vault)
    for words in (
        "How the records of clients are kept",
        "20 CSR 2263-3.100(4), read through 2 December 2024",
        "Jordan Rivera",
        "LMHC, MH-000000, MA",
        "after 3 minutes without use",
        "every 2 days, at 1 place",
        "None yet",
        "Not yet",
        "AES-256-CBC",
        "executor cards, any 2 of 2",
        "Opens process notes",
        "For the employer",
        "Where the computer and the backups are kept",
    ):
        assert words in said, words
    for secret in ("Whitfield", "river", "zqcanary", "Zqcanary", "555-0119", "bank"):
        assert secret not in said, secret


def test_what_is_not_entered_is_said_to_be_so(vault: OpenVault) -> None:
    vault.settings.set(VaultSettings(backup_every_days=0))
    said = page_of(vault)
    assert "Name not entered" in said
    assert "by hand, at 0 places" in said


def test_a_name_in_another_script_is_set(vault: OpenVault) -> None:
    vault.practice.set(replace(LICENSEE, name="נועה לוי"))
    prepared = vault.storage_statements.prepare()
    assert prepared.facts.licensee.name == "נועה לוי"
    assert prepared.render().startswith(b"%PDF")


def test_nothing_is_logged_and_nothing_changes(vault: OpenVault) -> None:
    before = vault.audit.mark
    vault.storage_statements.prepare()
    assert vault.audit.mark == before
