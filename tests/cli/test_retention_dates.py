"""The commands of how long records are kept: every date, why, what to confirm, and own rules."""

import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, Cli, ok
from vault.model.dates import birthday

ENDED = date.today() - timedelta(days=9 * 365)
ADDRESS = "https://law.example/262cmr8"


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client whose care ended nine years ago, in a practice in Massachusetts."""
    ok(
        cli(
            "practice",
            "set",
            path,
            "--json",
            stdin={"name": "C. Rivera", "credential": "LMHC", "state": "MA"},
        )
    )
    client = str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])
    ok(cli("episode", "add", path, "--json", stdin=episode(client, ENDED)))
    return client


def episode(client: str, ended: date) -> dict[str, Any]:
    """Return an episode that ended on a day."""
    day = ended.isoformat()
    return {
        "client": client,
        "opened": day,
        "consent": None,
        "ending": {"day": day, "last_contact": day, "reason": "completed"},
    }


def test_every_date_and_why(cli: Cli, path: Path, client: str) -> None:
    (found,) = ok(cli("retention", "due", path, "--json"))
    through = birthday(ENDED, 10)
    assert (found["client"], found["name"]) == (client, "Dana Whitfield")
    assert found["through"] == through.isoformat()
    assert (found["binding"], found["eligible"]) == ("medicare-advantage", None)
    assert "old" in found["to_confirm"]["ma-allied"]
    assert ok(cli("retention", "due", path, "--state", "over", "--json")) == []
    text = cli("retention", "due", path).out.decode()
    assert f"kept through {through}" in text
    assert "not legal advice" in text
    why = ok(cli("retention", "explain", path, client, "--json"))
    rules = {each["id"]: each["through"] for each in why["rules"]}
    assert rules["ma-allied"] == birthday(ENDED, 7).isoformat()
    assert [each["id"] for each in why["guidance"]] == ["apa-2007"]
    text = cli("retention", "explain", path, client).out.decode()
    assert "a minimum period of seven years from the date of the client's last" in text
    assert "10 years from last service" in text
    assert "(binds)" in text
    assert "more than 24 months old" in text


def test_a_rule_is_confirmed_and_that_taken_back(cli: Cli, path: Path, client: str) -> None:
    answers = {"private-practice": "yes", "covered-entity": "no", "medicare": "no"}
    ok(cli("circumstances", "set", path, "--json", stdin={"licenses": [], "answers": answers}))
    (found,) = ok(cli("retention", "due", path, "--json"))
    assert (found["state"], found["asks"]) == ("ask", ["confirm"])
    kept = ok(cli("retention", "confirm-rule", path, "ma-allied", "--address", ADDRESS, "--json"))
    assert (kept["rule"], kept["day"]) == ("ma-allied", date.today().isoformat())
    (found,) = ok(cli("retention", "due", path, "--state", "over", "--json"))
    assert found["eligible"] == (birthday(ENDED, 7) + timedelta(days=1)).isoformat()
    assert "minimum period over · review" in cli("retention", "due", path).out.decode()
    listed = {each["id"]: each for each in ok(cli("retention", "rules", path, "--json"))}
    assert listed["ma-allied"]["confirmed"]["address"] == ADDRESS
    assert listed["majority-MA"]["age"] == 18
    text = cli("retention", "rules", path).out.decode()
    assert "confirmed on" in text
    ok(cli("retention", "unconfirm-rule", path, "ma-allied", "--json"))
    assert ok(cli("retention", "due", path, "--state", "over", "--json")) == []
    refused(cli("retention", "unconfirm-rule", path, "ma-allied", "--json"), 2)
    refused(cli("retention", "confirm-rule", path, "nowhere", "--address", "x", "--json"), 2)
    refused(cli("retention", "confirm-rule", path, "ma-allied", "--address", " ", "--json"), 2)


def test_an_own_rule_lengthens(cli: Cli, path: Path, client: str) -> None:
    rule = {
        "title": "Insurer",
        "cite": "Policy 7",
        "read": date.today().isoformat(),
        "since": "last_contact",
        "years": 20,
    }
    made = ok(cli("retention", "add-rule", path, "--json", stdin=rule))["id"]
    (found,) = ok(cli("retention", "due", path, "--json"))
    assert (found["binding"], found["through"]) == (made, birthday(ENDED, 20).isoformat())
    assert "Insurer (Policy 7)" in cli("retention", "explain", path, client).out.decode()
    changed = rule | {"years": 30}
    ok(cli("retention", "change-rule", path, made, "--json", stdin=changed))
    (found,) = ok(cli("retention", "due", path, "--json"))
    assert found["through"] == birthday(ENDED, 30).isoformat()
    said = refused(
        cli("retention", "add-rule", path, "--json", stdin=rule | {"title": "Payer", "cite": ""}), 2
    )
    assert "where the rule stands" in said["message"]
    ok(cli("retention", "remove-rule", path, made, "--json"))
    (found,) = ok(cli("retention", "due", path, "--json"))
    assert found["binding"] == "medicare-advantage"


def test_a_review_puts_off_or_keeps_longer(cli: Cli, path: Path, client: str) -> None:
    looked = ok(cli("retention", "review", path, client, "--json"))
    assert (looked["keep_through"], looked["by"]) == (None, "C. Rivera")
    through = birthday(date.today(), 3).isoformat()
    longer = ("retention", "review", path, client, "--keep-through", through, "--json")
    ok(cli(*longer, stdin={"text": "A complaint may come."}))
    (found,) = ok(cli("retention", "due", path, "--json"))
    assert (found["through"], found["extended"]) == (through, through)
    assert "A complaint may come." in cli("retention", "explain", path, client).out.decode()
    past = ("retention", "review", path, client, "--keep-through", "2001-01-01", "--json")
    refused(cli(*past, stdin={"text": "Why."}), 2)
    said = refused(cli("retention", "review", path, uuid.uuid4().hex, "--json"), 2)
    assert "no such client" in said["message"].lower()


def test_the_calendar_has_no_name(cli: Cli, path: Path, client: str, tmp_path: Path) -> None:
    file = tmp_path / "look.ics"
    said = ok(cli("retention", "calendar", path, file, "--json"))
    assert said["events"] >= 1
    text = file.read_text()
    assert "Dana" not in text
    assert f"{client[:4]} {client[4:8]}".upper() in text
    refused(cli("retention", "calendar", path, file, "--json"), 1)


def test_a_wrong_word_is_told_without_repeating_it(cli: Cli, path: Path, client: str) -> None:
    said = refused(cli("retention", "explain", path, CANARY, "--json"), 2)
    assert CANARY not in str(said)
