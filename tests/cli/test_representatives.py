"""The commands of representatives: entered, listed with what holds today, ended; and refusals."""

import uuid
from pathlib import Path

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, ok

MOTHER = {"name": "Ana Duarte", "kind": "parent", "since": "2012-12-12", "powers": ["consent"]}


@pytest.fixture
def grown(cli: Cli, path: Path) -> str:
    """Add a client who is of age; return the id."""
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    wanted = CLIENT | {"name": "Rui Duarte", "birth_date": "2001-01-01"}
    return str(ok(cli("client", "add", path, "--json", stdin=wanted))["id"])


def test_from_a_mother_to_a_client_who_signed(
    cli: Cli, path: Path, grown: str, tmp_path: Path
) -> None:
    entered = MOTHER | {"client": grown}
    mother = ok(cli("representative", "add", path, "--json", stdin=entered))["id"]
    court = {
        "client": grown,
        "name": "Bento Sá",
        "kind": "guardian",
        "since": "2020-01-01",
        "until": "2099-12-31",
        "powers": ["consent", "receive"],
        "paper": "Probate court, MB00P0000GD",
        "paper_day": "2019-12-30",
    }
    guardian = ok(cli("representative", "add", path, "--json", stdin=[court]))[0]["id"]
    listed = ok(cli("representative", "list", path, grown, "--json"))
    assert [(each["id"], each["authority"]) for each in listed] == [
        (mother, "of-age"),
        (guardian, "holds"),
    ]
    assert {key: listed[1][key] for key in court} == court
    text = cli("representative", "list", path, grown).out.decode()
    assert "Ana Duarte, Parent, may consent to care: ended: client is of age" in text
    (due,) = ok(cli("representative", "signed-anew", path, "--json"))
    assert due["client"] == grown
    assert due["because"]
    text = cli("representative", "signed-anew", path).out.decode()
    assert f"of age since {due['since']}, to sign anew" in text
    ended = ok(cli("representative", "signed-anew", path, grown, "--json"))
    assert ok(cli("representative", "signed-anew", path, "--json")) == []
    assert [(each["id"], each["until"]) for each in ended] == [(mother, "2018-12-31")]
    (tmp_path / "order.txt").write_text("words")
    file = {"client": grown, "file": str(tmp_path / "order.txt"), "title": "The order"}
    paper = ok(cli("document", "add", path, "--json", stdin=file))["id"]
    changed = court | {"until": None, "document": paper, "scope": "money alone"}
    shown = ok(cli("representative", "change", path, guardian, "--json", stdin=changed))
    line = cli("representative", "list", path, grown).out.decode().splitlines()[-2]
    assert line.endswith(", only: money alone, Probate court, MB00P0000GD: acts now")
    nowhere = changed | {"document": uuid.uuid4().hex}
    refused(cli("representative", "change", path, guardian, "--json", stdin=nowhere), 2)
    assert shown == changed | {"id": guardian}
    assert ok(cli("representative", "remove", path, guardian, "--json")) == {"id": guardian}
    assert [each["id"] for each in ok(cli("representative", "list", path, grown, "--json"))] == [
        mother
    ]


def test_an_executor_acts_once_the_death_is_entered(cli: Cli, path: Path) -> None:
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    executor = {"client": client, "name": "Ana Duarte", "kind": "executor", "since": "2026-01-01"}
    executor |= {"powers": ["receive"], "paper": "Letters testamentary"}
    ok(cli("representative", "add", path, "--json", stdin=executor))
    (listed,) = ok(cli("representative", "list", path, client, "--json"))
    assert listed["authority"] == "no-death"
    assert (
        "no death is entered under Care" in cli("representative", "list", path, client).out.decode()
    )
    ending = {"day": "2026-02-01", "last_contact": "2026-01-15", "reason": "died"}
    care = {"client": client, "opened": "2026-01-02", "ending": ending}
    ok(cli("episode", "add", path, "--json", stdin=care))
    (listed,) = ok(cli("representative", "list", path, client, "--json"))
    assert listed["authority"] == "holds"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"kind": "aunt"},
        {"powers": ["sign"]},
        {"powers": ["consent", "consent"]},
        {"since": "yesterday"},
        {"until": "2011-01-01"},
        {"client": CANARY},
        {"paper_day": "2020-01-01"},
    ],
)
def test_what_cannot_be_is_refused(
    cli: Cli, path: Path, grown: str, wrong: dict[str, object]
) -> None:
    entered = MOTHER | {"client": grown} | wrong
    refused(cli("representative", "add", path, "--json", stdin=entered), 2)
    assert ok(cli("representative", "list", path, grown, "--json")) == []


def test_refusals(cli: Cli, path: Path) -> None:
    couple = ok(cli("client", "add", path, "--json", stdin=CLIENT | {"kind": "couple"}))["id"]
    refused(cli("representative", "list", path, couple, "--json"), 1)
    refused(cli("representative", "list", path, uuid.uuid4().hex, "--json"), 2)
    refused(cli("representative", "remove", path, uuid.uuid4().hex, "--json"), 2)
    schema = ok(cli("representative", "add", path, "--schema", unlocked=False))
    assert "paper_day" in schema["$defs"]["RepresentativeShape"]["properties"]
