"""The commands of the call sheet, the emergency page and the recovery kit: answers and refusals."""

import stat
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, ok
from tests.practice import PASSPHRASE

PLAN = {"executor": "Amara Osei", "executor_phone": "617-555-0171", "disk": "RIVERA-1"}


@pytest.mark.parametrize("name", ["card.pdf", "card.txt"])
def test_from_a_client_to_the_call(cli: Cli, path: Path, tmp_path: Path, name: str) -> None:
    wanted = CLIENT | {"call_first": True, "call_line": "Her sister may be told."}
    client = ok(cli("client", "add", path, "--json", stdin=wanted))["id"]
    shown = ok(cli("client", "show", path, client, "--json"))
    assert (shown["call_first"], shown["call_line"]) == (True, "Her sister may be told.")
    card = tmp_path / name
    made = ok(cli("callsheet", "card", path, "--out", card, "--json"))
    assert made["file"] == str(card)
    assert made["recipient"].startswith("age1")
    assert stat.S_IMODE(card.stat().st_mode) == 0o600
    opening = ["callsheet", "open", path, "--card-file", card, "--json"]
    opened = ok(cli(*opening, unlocked=False))
    assert opened["logged"] is True
    for words in (CLIENT["preferred_name"], "CALL FIRST", "Her sister may be told."):
        assert words in opened["text"]
    ran = cli("callsheet", "show", path, "--json")
    assert b"Somebody opened the call sheet" in ran.err
    seen = ran.json
    assert (seen["clients"], seen["cards"], seen["text"]) == (1, 1, opened["text"])
    assert ok(cli("callsheet", "end-cards", path, "--json")) == {"cards": 0}
    refused(cli(*opening, unlocked=False), 3)


def test_a_card_is_no_way_into_the_records(cli: Cli, path: Path, tmp_path: Path) -> None:
    card = tmp_path / "card.txt"
    ok(cli("callsheet", "card", path, "--out", card, "--json"))
    before = card.read_bytes()
    refused(cli("client", "list", path, "--recovery-file", card, "--json", unlocked=False), 3)
    refused(cli("callsheet", "card", path, "--out", card, "--json"), 6)
    refused(cli("callsheet", "open", tmp_path, "--card-file", card, "--json", unlocked=False), 2)
    missing = tmp_path / "none.txt"
    refused(cli("callsheet", "open", path, "--card-file", missing, "--json", unlocked=False), 2)
    assert card.read_bytes() == before, "a card is never written over"
    assert ok(cli("callsheet", "show", path, "--json"))["cards"] == 1


def test_the_emergency_page(cli: Cli, path: Path, tmp_path: Path) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    page = tmp_path / "emergency.pdf"
    refused(cli("emergency", "page", path, "--out", page, "--json"), 2)
    refused(cli("emergency", "set", path, "--json", stdin={"executor": "Nobody else"}), 2)
    assert ok(cli("emergency", "set", path, "--json", stdin=PLAN))["disk"] == "RIVERA-1"
    shown = ok(cli("emergency", "show", path, "--json"))
    assert (shown["executor"], shown["edition"], shown["due"]) == ("Amara Osei", None, True)
    before = date.today()
    assert ok(cli("emergency", "page", path, "--out", page, "--json"))["edition"] == 1
    assert len(PdfReader(page).pages) == 2
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    shown = ok(cli("emergency", "show", path, "--json"))
    assert (shown["edition"], shown["due"]) == (1, False)
    assert shown["printed"] in {str(before), str(date.today())}
    refused(cli("emergency", "page", path, "--out", page, "--json"), 6)


def test_a_recovery_kit_opens_what_it_was_made_for(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "p").write_text(PASSPHRASE)
    path, kit = tmp_path / "New.strongroom", tmp_path / "kit.pdf"
    new = ["--new-passphrase-file", tmp_path / "p", "--recovery-out", kit]
    vault_id = ok(cli("create", path, *new, "--json", unlocked=False))["vault_id"]
    words = PdfReader(kit).pages[0].extract_text()
    assert vault_id in words
    by_kit = ["--recovery-file", kit, "--json"]
    assert ok(cli("client", "list", path, *by_kit, unlocked=False)) == []
    second = tmp_path / "second.pdf"
    added = cli("keys", "add", path, "--recovery-out", second, *by_kit, unlocked=False)
    assert ok(added) == {"way_in": "recovery:3"}
    by_second = ["--recovery-file", second, "--json"]
    assert ok(cli("client", "list", path, *by_second, unlocked=False)) == []
    refused(cli("keys", "add", path, "--recovery-out", second, *by_kit, unlocked=False), 6)
