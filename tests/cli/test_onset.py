"""The commands of the onset list: given, changed, taken out, listed, printed as notices."""

import uuid
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, Ran, ok
from tests.cli.test_switched_on import BY_ALLIED


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client of a licensee in Massachusetts; return the id."""
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


def test_from_missing_to_given(cli: Cli, path: Path, client: str) -> None:
    listed = ok(cli("onset", "list", path, client, "--json"))
    assert [(each["item"], each["given"]) for each in listed] == [
        ("records-notice", None),
        ("consultation", None),
    ]
    assert listed[0]["cite"] == "262 CMR 8.02(1)(c)"
    notice = {"client": client, "item": "records-notice", "given": "2026-01-02"}
    added = ok(cli("onset", "add", path, "--json", stdin=[notice | {"version": "2024"}]))[0]["id"]
    text = cli("onset", "list", path, client).out.decode()
    assert "(262 CMR 8.02(1)(c)): given 2026-01-02" in text
    assert "(262 CMR 8.02(3)(c)): missing" in text
    newer = notice | {"given": "2026-02-02"}
    ok(cli("onset", "add", path, "--json", stdin=newer))
    listed_now = ok(cli("onset", "list", path, client, "--json"))
    assert [each["given"]["id"] for each in listed_now if each.get("before")] == [added]
    assert ok(cli("onset", "list", path, "--json")) == [
        {"client": client, "lacking": 1, "because": BY_ALLIED}
    ]
    assert ": 1" in cli("onset", "list", path).out.decode()
    ok(cli("onset", "remove", path, listed_now[0]["given"]["id"], "--json"))
    changed = notice | {"place": "paper file"}
    shown = ok(cli("onset", "change", path, added, "--json", stdin=changed))
    assert shown == changed | {"id": added, "version": "", "participant": None, "document": None}
    assert ok(cli("onset", "remove", path, added, "--json")) == {"id": added}
    assert ok(cli("onset", "list", path, client, "--json")) == listed


@pytest.mark.parametrize(
    "wrong",
    [
        {"item": "horoscope"},
        {"given": "someday"},
        {"given": None},
        {"client": CANARY},
        {"participant": CANARY},
    ],
)
def test_what_cannot_be_is_refused(
    cli: Cli, path: Path, client: str, wrong: dict[str, object]
) -> None:
    before = ok(cli("onset", "list", path, client, "--json"))
    entered = {"client": client, "item": "records-notice", "given": "2026-01-02"} | wrong
    refused(cli("onset", "add", path, "--json", stdin=entered), 2)
    assert ok(cli("onset", "list", path, client, "--json")) == before


def test_refusals(cli: Cli, path: Path) -> None:
    refused(cli("onset", "list", path, uuid.uuid4().hex, "--json"), 2)
    refused(cli("onset", "remove", path, uuid.uuid4().hex, "--json"), 2)
    schema = ok(cli("onset", "add", path, "--schema", unlocked=False))
    assert "given" in schema["$defs"]["GivenShape"]["properties"]


def printed(ran: Ran) -> list[dict[str, str]]:
    """Return the files of notices that were written, with a word on who can read them."""
    assert ran.code == 0
    assert ran.err.startswith(b"They name the client and are not encrypted")
    files: list[dict[str, str]] = ran.json["files"]
    return files


def test_notices_are_written_and_not_given(
    cli: Cli, path: Path, client: str, tmp_path: Path
) -> None:
    out = tmp_path / "paper"
    files = printed(cli("onset", "print", path, client, "--out", out, "--json"))
    assert [set(each) for each in files] == [
        {"item", "participant", "version", "path", "sha256"}
    ] * 2
    assert [Path(each["path"]).name.rpartition("-20")[0] for each in files] == [
        "onset-records-notice",
        "onset-consultation",
    ]
    assert {str(each) for each in out.iterdir()} == {each["path"] for each in files}
    name = str(CLIENT["name"])
    for each in files:
        assert name in PdfReader(each["path"]).pages[0].extract_text()
        assert not [part for part in name.lower().split() if part in each["path"].lower()]
    listed = ok(cli("onset", "list", path, client, "--json"))
    assert [(each["given"], each["printed"]) for each in listed] == [(None, "2026-11")] * 2
    text = cli("onset", "list", path, client).out.decode()
    assert "missing, notice printed (2026-11)" in text


def test_one_notice_is_written_again_elsewhere(
    cli: Cli, path: Path, client: str, tmp_path: Path
) -> None:
    given = {"client": client, "item": "consultation", "given": "2026-01-02"}
    ok(cli("onset", "add", path, "--json", stdin=given))
    said = cli("onset", "print", path, client, "consultation", "--out", tmp_path / "one")
    assert said.out.decode().strip().endswith(".pdf")
    (file,) = printed(cli("onset", "print", path, client, "--out", tmp_path / "two", "--json"))
    assert file["item"] == "records-notice"
    notice = given | {"item": "records-notice"}
    ok(cli("onset", "add", path, "--json", stdin=notice))
    assert ok(cli("onset", "print", path, client, "--out", tmp_path / "three", "--json")) == {
        "files": []
    }
    assert not (tmp_path / "three").exists()


def test_notices_that_cannot_be_written_are_refused(
    cli: Cli, path: Path, client: str, tmp_path: Path
) -> None:
    out = tmp_path / "paper"
    refused(cli("onset", "print", path, client, CANARY, "--out", out, "--json"), 2)
    refused(cli("onset", "print", path, client, "limits", "--out", out, "--json"), 1)
    refused(cli("onset", "print", path, client, "relationship", "--out", out, "--json"), 1)
    refused(cli("onset", "print", path, uuid.uuid4().hex, "--out", out, "--json"), 2)
    refused(cli("onset", "print", path, client, "--json"), 2)
    assert not out.exists()
    printed(cli("onset", "print", path, client, "consultation", "--out", out, "--json"))
    before = {each: each.read_bytes() for each in out.iterdir()}
    refused(cli("onset", "print", path, client, "--out", out, "--json"), 6)
    assert {each: each.read_bytes() for each in out.iterdir()} == before
