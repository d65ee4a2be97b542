"""The commands of fees: charged, paid, voided, listed, and written as PDFs."""

from datetime import date
from pathlib import Path

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, Cli, ok
from vault.export.sheet_text import sheet_text

DAY = "2026-05-14"


@pytest.fixture
def note(cli: Cli, path: Path) -> dict[str, str]:
    """Add a client with a signed note; return what a charge names."""
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    written = {
        "client": client,
        "template": "free",
        "service_date": DAY,
        "sections": {"note": "What was said."},
    }
    note = ok(cli("note", "add", path, "--json", stdin=written))["id"]
    cli("note", "sign", path, note)
    return {"client": client, "note": note}


def test_from_a_signed_note_to_a_superbill(
    cli: Cli, path: Path, note: dict[str, str], tmp_path: Path
) -> None:
    client = note["client"]
    listed = ok(cli("fee", "list", path, client, "--json"))
    assert listed["chargeable"] == [{"note": note["note"], "day": DAY, "template": "free"}]
    charge = note | {"amount": "$150", "service": "Session", "code": "90834"}
    charged = ok(cli("fee", "charge", path, "--json", stdin=charge))["id"]
    payment = {"client": client, "day": DAY, "amount": "60.5", "method": "check", "words": "17"}
    paid = ok(cli("fee", "pay", path, "--json", stdin=[payment]))[0]["id"]
    listed = ok(cli("fee", "list", path, client, "--json"))
    assert (listed["balance"], listed["chargeable"]) == ("$89.50", [])
    assert listed["charges"] == [
        {
            "id": charged,
            "note": note["note"],
            "day": DAY,
            "amount": "$150.00",
            "service": "Session",
            "code": "90834",
            "voided": None,
            "note_stands": True,
        }
    ]
    ok(cli("fee", "void", path, paid, "--json", stdin={"text": "Bounced."}))
    assert "void" in cli("fee", "list", path, client).out.decode()
    ok(cli("fee", "restore", path, paid, "--json"))
    assert "Owed: $89.50" in cli("fee", "list", path, client).out.decode()
    span = ("--from", DAY, "--to", date.today().isoformat())
    for what, given in (("statement", None), ("superbill", {"text": "F43.21"})):
        extra = ("--with-diagnosis",) if given else ()
        file = tmp_path / f"{what}.pdf"
        done = cli("fee", what, path, client, *span, "--out", file, *extra, "--json", stdin=given)
        assert done.code == 0
        assert "not encrypted" in done.err.decode()
        said = sheet_text(file.read_bytes())
        assert "$150.00" in said
        assert ("F43.21" in said) is (what == "superbill")


def test_agreements_are_listed_as_versions(cli: Cli, path: Path, note: dict[str, str]) -> None:
    client = note["client"]
    assert ok(cli("fee", "agreements", path, client, "--json")) == []
    assert "No fee agreement is signed." in cli("fee", "agreements", path, client).out.decode()
    agreed = {
        "client": client,
        "template": "fee-agreement",
        "service_date": DAY,
        "sections": {"fees": "$140 an hour", "effective": "at once", "terms": ""},
    }
    first = ok(cli("note", "add", path, "--json", stdin=agreed))["id"]
    cli("note", "sign", path, first)
    (only,) = ok(cli("fee", "agreements", path, client, "--json"))
    assert only == {
        "note": first,
        "version": 1,
        "day": DAY,
        "newest": True,
        "fees": "$140 an hour",
        "effective": "at once",
    }
    text = cli("fee", "agreements", path, client).out.decode()
    assert f"version 1 of {DAY}, newest, $140 an hour, in force from: at once" in text


def test_bad_input_is_refused(cli: Cli, path: Path, note: dict[str, str], tmp_path: Path) -> None:
    good = note | {"amount": "150", "service": "Session"}
    for wrong, code in (
        (good | {"amount": CANARY}, 2),
        (good | {"amount": "0"}, 2),
        (good | {"service": " "}, 2),
        (good | {"note": "0" * 32}, 2),
        (good | {"day": DAY}, 2),
        ([good, good], 1),
    ):
        refused(cli("fee", "charge", path, "--json", stdin=wrong), code)
    payment = {"client": note["client"], "day": "2999-01-01", "amount": "1", "method": "cash"}
    refused(cli("fee", "pay", path, "--json", stdin=payment), 2)
    refused(cli("fee", "pay", path, "--json", stdin=payment | {"method": CANARY}), 2)
    refused(cli("fee", "void", path, "0" * 32, stdin={"text": "No."}), 2)
    span = ("--from", DAY, "--to", DAY)
    superbill = ("fee", "superbill", path, note["client"], *span, "--out", tmp_path / "s.pdf")
    refused(cli(*superbill), 1)
    assert not (tmp_path / "s.pdf").exists()
    assert ok(cli("fee", "list", path, note["client"], "--json"))["charges"] == []
