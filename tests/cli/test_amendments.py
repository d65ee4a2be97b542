"""The commands of requests to amend a record: kept, extended, decided, listed with the clock."""

import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, Cli, ok

TODAY = date.today()
RECEIVED = TODAY - timedelta(days=50)
TOLD = TODAY.isoformat()


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client; return the id."""
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


def request_of(client: str) -> dict[str, object]:
    """Return a request that was received 50 days ago."""
    return {"client": client, "received": RECEIVED.isoformat(), "asked": "Six hours, not three."}


def test_from_a_request_to_a_disagreement(cli: Cli, path: Path, client: str) -> None:
    asked = request_of(client)
    added = ok(cli("amendment", "add", path, "--json", stdin=[asked]))[0]["id"]
    waiting = ok(cli("amendment", "list", path, "--json"))
    assert [(each["id"], each["due"], each["days_left"]) for each in waiting] == [
        (added, (RECEIVED + timedelta(days=60)).isoformat(), 10)
    ]
    text = cli("amendment", "list", path).out.decode()
    assert "Dana Whitfield" in text
    assert "10 days left" in text
    assert "Because you answered “I don't know”" in text
    longer = asked | {"extension": {"sent": TOLD, "reason": "The note is in storage."}}
    ok(cli("amendment", "change", path, added, "--json", stdin=longer))
    assert ok(cli("amendment", "list", path, client, "--json"))[0]["days_left"] == 40
    denial = {"told": TOLD, "outcome": "denied", "ground": "accurate-and-complete", "words": ""}
    denied = longer | {"decision": denial}
    shown = ok(cli("amendment", "change", path, added, "--json", stdin=denied))
    assert shown == denied | {"id": added, "disagreed": None}
    assert ok(cli("amendment", "list", path, "--json")) == []
    assert "No request waits." in cli("amendment", "list", path).out.decode()
    ok(cli("amendment", "change", path, added, "--json", stdin=denied | {"disagreed": TOLD}))
    text = cli("amendment", "list", path, client).out.decode()
    assert f"denied, told {TOLD}, it is accurate and complete" in text
    assert "next: Keep the client’s statement of disagreement as a note of its own." in text
    refused(cli("amendment", "change", path, added, "--json", stdin=asked), 1)
    refused(cli("amendment", "remove", path, added, "--json"), 1)


def test_who_is_no_covered_entity_sees_no_clock(cli: Cli, path: Path, client: str) -> None:
    ok(
        cli(
            "circumstances",
            "set",
            path,
            "--json",
            stdin={"licenses": [], "answers": {"covered-entity": "no"}},
        )
    )
    added = ok(cli("amendment", "add", path, "--json", stdin=request_of(client)))["id"]
    listed = ok(cli("amendment", "list", path, client, "--json"))
    assert (listed[0]["due"], listed[0]["days_left"]) == (None, None)
    text = cli("amendment", "list", path, client).out.decode()
    assert "left" not in text
    assert "No clock of 45 CFR 164.526 runs. Because you answered “No”" in text
    assert ok(cli("amendment", "remove", path, added, "--json")) == {"id": added}
    assert "No request is entered." in cli("amendment", "list", path, client).out.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"asked": " "},
        {"received": "someday"},
        {"received": (TODAY + timedelta(days=2)).isoformat()},
        {"client": CANARY},
        {"extension": {"sent": "2001-01-01", "reason": CANARY}},
        {"decision": {"told": TOLD, "outcome": "denied"}},
        {"decision": {"told": TOLD, "outcome": "denied", "ground": CANARY}},
        {"decision": {"told": TOLD, "outcome": CANARY}},
        {"decision": {"told": TOLD, "outcome": "accepted", "ground": "not-accessible"}},
        {"disagreed": TOLD},
    ],
)
def test_what_cannot_be_is_refused(
    cli: Cli, path: Path, client: str, wrong: dict[str, object]
) -> None:
    refused(cli("amendment", "add", path, "--json", stdin=request_of(client) | wrong), 2)
    assert ok(cli("amendment", "list", path, client, "--json")) == []


def test_refusals(cli: Cli, path: Path) -> None:
    refused(cli("amendment", "list", path, uuid.uuid4().hex, "--json"), 2)
    refused(cli("amendment", "remove", path, uuid.uuid4().hex, "--json"), 2)
    schema = ok(cli("amendment", "add", path, "--schema", unlocked=False))
    assert "asked" in schema["$defs"]["AmendmentShape"]["properties"]
