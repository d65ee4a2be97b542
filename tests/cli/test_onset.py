"""The commands of the onset list: given, changed, taken out, listed with what is missing."""

import uuid
from pathlib import Path

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, ok


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
    assert ok(cli("onset", "list", path, "--json")) == [{"client": client, "lacking": 1}]
    assert ": 1" in cli("onset", "list", path).out.decode()
    ok(cli("onset", "remove", path, listed_now[0]["given"]["id"], "--json"))
    changed = notice | {"place": "paper file"}
    shown = ok(cli("onset", "change", path, added, "--json", stdin=changed))
    assert shown == changed | {"id": added, "version": "", "participant": None}
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
