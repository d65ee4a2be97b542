"""The commands of legal holds: a file is held, nothing is taken out, and the hold is lifted."""

import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, Cli, ok

SINCE = (date.today() - timedelta(days=9)).isoformat()


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client; return the id."""
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


def hold_of(client: str) -> dict[str, str]:
    """Return a hold since nine days ago."""
    return {"client": client, "reason": "subpoena", "placed": SINCE, "words": "Docket 12"}


def on_hold(cli: Cli, path: Path, client: str) -> tuple[bool, bool]:
    """Return whether the client and their note are said to be on hold, in both forms alike."""
    found = []
    for command in (("client", "show", path, client), ("note", "list", path, client)):
        value = ok(cli(*command, "--json"))
        (row,) = value if isinstance(value, list) else [value]
        assert row["on_hold"] is ("on hold" in cli(*command).out.decode())
        found.append(row["on_hold"])
    other = ok(cli("client", "add", path, "--json", stdin={"name": "Rui Duarte"}))["id"]
    assert not ok(cli("client", "show", path, other, "--json"))["on_hold"]
    return found[0], found[1]


def test_from_a_subpoena_to_its_end(cli: Cli, path: Path, client: str) -> None:
    note = {
        "client": client,
        "template": "free",
        "service_date": SINCE,
        "start": None,
        "stop": None,
        "sections": {"note": "Said in anger."},
    }
    draft = ok(cli("note", "add", path, "--json", stdin=note))["id"]
    held = ok(cli("retention", "hold", path, "--json", stdin=hold_of(client)))["id"]
    (shown,) = ok(cli("retention", "holds", path, "--json"))
    assert shown == hold_of(client) | {
        "id": held,
        "placed_by": shown["placed_by"],
        "lifted": None,
        "lifted_by": "",
        "lifted_words": "",
    }
    text = cli("retention", "holds", path).out.decode()
    assert "Dana Whitfield" in text
    assert f"on hold since {SINCE}, a subpoena or court order, Docket 12" in text
    assert on_hold(cli, path, client) == (True, True)
    board = hold_of(client) | {"reason": "board"}
    changed = ok(cli("retention", "change-hold", path, held, "--json", stdin=board))
    assert (changed["id"], changed["reason"]) == (held, "board")
    said = refused(cli("note", "discard", path, draft, "--json"), 1)
    assert "on hold" in said["message"]
    assert "Lift the hold" in said["hint"]
    ok(cli("note", "show", path, draft, "--json"))
    lifted = ok(cli("retention", "lift-hold", path, held, "--json", stdin={"text": "Quashed."}))
    assert (lifted["lifted"], lifted["lifted_words"]) == (date.today().isoformat(), "Quashed.")
    assert on_hold(cli, path, client) == (False, False)
    assert ok(cli("retention", "holds", path, "--json")) == []
    assert "No file is on hold." in cli("retention", "holds", path).out.decode()
    assert "Quashed." in cli("retention", "holds", path, client).out.decode()
    refused(cli("retention", "lift-hold", path, held, "--json", stdin={"text": "Again."}), 1)
    lifted_by_change = cli("retention", "change-hold", path, held, "--json", stdin=board)
    assert lifted_by_change.code == 1
    ok(cli("note", "discard", path, draft, "--json"))


def test_several_are_placed_at_once_or_none(cli: Cli, path: Path, client: str) -> None:
    wrong = hold_of(uuid.uuid4().hex)
    refused(cli("retention", "hold", path, "--json", stdin=[hold_of(client), wrong]), 2)
    assert ok(cli("retention", "holds", path, client, "--json")) == []
    both = ok(cli("retention", "hold", path, "--json", stdin=[hold_of(client)] * 2))
    assert len({each["id"] for each in both}) == 2
    day = (date.today() - timedelta(days=1)).isoformat()
    refused(cli("retention", "lift-hold", path, both[0]["id"], "--json", stdin={"text": ""}), 2)
    lift = ("retention", "lift-hold", path, both[0]["id"], "--day", day, "--json")
    assert ok(cli(*lift, stdin={"text": "Settled."}))["lifted"] == day


@pytest.mark.parametrize(
    "changed",
    [
        {"reason": CANARY},
        {"reason": "other", "words": " "},
        {"placed": CANARY},
        {"placed": "2999-01-01"},
        {"words": f"{CANARY}\nmore"},
    ],
)
def test_bad_input_is_refused_in_a_sentence(
    cli: Cli, path: Path, client: str, changed: dict[str, str]
) -> None:
    refused(cli("retention", "hold", path, "--json", stdin=hold_of(client) | changed), 2)
    assert ok(cli("retention", "holds", path, client, "--json")) == []


def test_what_is_not_there_says_so(cli: Cli, path: Path) -> None:
    lift = ("retention", "lift-hold", path, uuid.uuid4().hex, "--json")
    assert refused(cli(*lift, stdin={"text": "Settled."}), 2)["code"] == "not-found"
    holds = ("retention", "holds", path, uuid.uuid4().hex, "--json")
    assert refused(cli(*holds), 2)["code"] == "not-found"
