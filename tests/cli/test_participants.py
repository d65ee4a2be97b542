"""The commands of participants: from an empty family to signed terms, and refusals."""

import hashlib
import json
import uuid
from datetime import date
from pathlib import Path

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, Cli, ok

ANA = {"name": "Ana Duarte", "role": "parent", "joined": "2026-01-08"}


@pytest.fixture
def family(cli: Cli, path: Path) -> str:
    """Add a family; return the id."""
    wanted = CLIENT | {"name": "Duarte family", "kind": "family"}
    return str(ok(cli("client", "add", path, "--json", stdin=wanted))["id"])


def test_from_nobody_to_signed_terms(cli: Cli, path: Path, family: str) -> None:
    said = ok(cli("participant", "terms", path, family, "--json"))
    nobody = [{"lack": "nobody", "participant": None}]
    empty = {"unit": family, "basis": None, "identified": None, "gaps": nobody, "because": ""}
    assert said == empty
    rui = {"unit": family, "name": "Rui Duarte", "role": "child", "joined": "2026-02-03"}
    entered = [ANA | {"unit": family}, rui]
    ana, son = (each["id"] for each in ok(cli("participant", "add", path, "--json", stdin=entered)))
    changed = rui | {
        "left": "2026-05-05",
        "birth_date": "2012-12-12",
        "agreed": "2026-02-03",
        "signed_by": "Ana Duarte, his mother",
    }
    shown = ok(cli("participant", "change", path, son, "--json", stdin=changed))
    assert shown == changed | {"id": son, "file": None, "document": None}
    listed = ok(cli("participant", "list", path, family, "--json"))
    assert [each["name"] for each in listed] == ["Ana Duarte", "Rui Duarte"]
    assert listed[1] == shown
    options = ["--basis", "identified-client", "--identified", ana]
    said = ok(cli("participant", "terms", path, family, *options, "--json"))
    assert (said["basis"], said["identified"]) == ("identified-client", ana)
    assert said["gaps"] == [{"lack": "agreement", "participant": ana}]
    assert ok(cli("participant", "terms", path, "--json")) == [{"unit": family, "lacks": 1}]
    assert cli("participant", "terms", path).out.decode() == f"{family}  Duarte family: 1\n"
    refused(cli("participant", "terms", path, *options, "--json"), 2)
    text = cli("participant", "terms", path, family).out.decode()
    assert "identified client: Ana Duarte" in text
    assert "one is of age at 21" in text, "no state is entered"
    assert "Ana Duarte has not signed the terms of this record." in text
    assert ok(cli("participant", "remove", path, ana, "--json")) == {"id": ana}
    assert [each["id"] for each in ok(cli("participant", "list", path, family, "--json"))] == [son]


def test_terms_are_printed_and_the_signed_page_is_named(
    cli: Cli, path: Path, family: str, tmp_path: Path
) -> None:
    ana = ok(cli("participant", "add", path, "--json", stdin=ANA | {"unit": family}))["id"]
    out = str(tmp_path / "paper")
    refused(cli("participant", "print-terms", path, family, "--out", out, "--json"), 1)
    ok(cli("participant", "terms", path, family, "--basis", "joint", "--json"))
    ran = cli("participant", "print-terms", path, family, "--out", out, "--json")
    written = json.loads(ran.out)
    assert "is not encrypted" in ran.err.decode()
    file = Path(written["path"])
    assert file.name == f"terms-joint-{date.today().isoformat()}.pdf"
    assert written["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert written["basis"] == "joint"
    page = {"client": family, "file": str(file), "kind": "consent"}
    scan = ok(cli("document", "add", path, "--json", stdin=page))["id"]
    signed = ANA | {"unit": family, "agreed": "2026-01-08", "document": scan}
    assert ok(cli("participant", "change", path, ana, "--json", stdin=signed))["document"] == scan
    wrong = signed | {"document": uuid.uuid4().hex}
    refused(cli("participant", "change", path, ana, "--json", stdin=wrong), 2)
    refused(cli("participant", "print-terms", path, uuid.uuid4().hex, "--out", out, "--json"), 2)


def test_the_schema_of_a_participant_is_printed(cli: Cli, path: Path) -> None:
    schema = ok(cli("participant", "add", path, "--schema", unlocked=False))
    fields = schema["$defs"]["ParticipantShape"]["properties"]
    assert set(fields) >= {"unit", "name", "role", "joined", "left", "file", "agreed"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"role": "stranger"},
        {"joined": "yesterday"},
        {"left": "2025-01-01"},
        {"unit": CANARY},
        {"file": CANARY},
        {"shoe_size": 9},
    ],
)
def test_what_cannot_be_is_refused(
    cli: Cli, path: Path, family: str, wrong: dict[str, object]
) -> None:
    entered = ANA | {"unit": family} | wrong
    refused(cli("participant", "add", path, "--json", stdin=entered), 2)
    assert ok(cli("participant", "list", path, family, "--json")) == []


def test_refusals(cli: Cli, path: Path, family: str) -> None:
    alone = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    for arguments, code in (
        (("list", path, alone), 1),
        (("list", path, uuid.uuid4().hex), 2),
        (("terms", path, alone, "--basis", "joint"), 1),
        (("terms", path, family, "--identified", "x"), 2),
        (("terms", path, family, "--basis", "identified-client", "--identified", "x"), 2),
        (("remove", path, uuid.uuid4().hex), 2),
    ):
        refused(cli("participant", *arguments, "--json"), code)
    many = [ANA | {"unit": family}] * 2
    refused(cli("participant", "change", path, "0" * 32, "--json", stdin=many), 2)
    assert ok(cli("participant", "list", path, family, "--json")) == []
    assert ok(cli("participant", "terms", path, family, "--json"))["basis"] is None
