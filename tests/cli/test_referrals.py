"""The commands of the referral directory, and refusals."""

import uuid
from pathlib import Path

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import Cli, ok

INES = {"name": "Inês Araújo", "phone": "555-0142", "languages": "Portuguese", "taking": "yes"}


def test_from_an_entry_to_one_that_is_put_away(cli: Cli, path: Path) -> None:
    added = ok(cli("referral", "add", path, "--json", stdin=[INES, {"name": "Harbor clinic"}]))
    ines, clinic = (each["id"] for each in added)
    text = cli("referral", "list", path, "araujo", "PORTUGUESE").out.decode()
    assert text.startswith(f"{ines}  Inês Araújo: Portuguese; 555-0142; takes new clients")
    assert clinic not in text
    changed = INES | {"taking": "no", "confirmed": "2026-01-05", "note": "Until spring."}
    kept = ok(cli("referral", "change", path, ines, "--json", stdin=changed))
    assert kept.items() >= (changed | {"id": ines, "away": False}).items()
    assert ok(cli("referral", "put-away", path, ines, "--json"))["away"] is True
    assert [each["id"] for each in ok(cli("referral", "list", path, "--json"))] == [clinic]
    still = ok(cli("referral", "change", path, ines, "--json", stdin=INES))
    assert still["away"] is True, "what is known of it says nothing of that"
    assert [each["id"] for each in ok(cli("referral", "list", path, "--away", "--json"))] == [ines]
    assert ok(cli("referral", "bring-back", path, ines, "--json"))["away"] is False
    assert ok(cli("referral", "remove", path, ines, "--json")) == {"id": ines}
    assert "None is found." in cli("referral", "list", path, "araujo").out.decode()


def test_refusals(cli: Cli, path: Path) -> None:
    refused(cli("referral", "add", path, "--json", stdin={"name": " "}), 2)
    refused(cli("referral", "add", path, "--json", stdin=INES | {"taking": "maybe"}), 2)
    refused(cli("referral", "add", path, "--json", stdin=INES | {"confirmed": "2999-01-01"}), 2)
    nobody = uuid.uuid4().hex
    for command in ("put-away", "bring-back", "remove"):
        refused(cli("referral", command, path, nobody, "--json"), 2)
    assert ok(cli("referral", "list", path, "--json")) == []
