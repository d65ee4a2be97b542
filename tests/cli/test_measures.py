"""The commands of outcome measures: entered, scored, the risk said, listed with their source."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, Cli, ok
from vault.model.measure import measures

TODAY = date.today()


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client; return the id."""
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


def phq9(client: str, *answers: int | None) -> dict[str, object]:
    """Return a PHQ-9 of today."""
    return {
        "client": client,
        "measure": "phq-9",
        "day": TODAY.isoformat(),
        "answers": list(answers or (1, 2, 1, 1, 0, 2, 1, 0, 0)),
    }


def test_an_item_on_death_that_was_not_answered_is_said(cli: Cli, path: Path, client: str) -> None:
    left_open = phq9(client, 1, 2, 1, 1, 0, 2, 1, 0, None)
    assert "Item 9 is not answered." in cli("measure", "add", path, stdin=left_open).out.decode()
    said = cli("measure", "add", path, stdin=phq9(client)).out.decode()
    assert "Item 9" not in said


def test_from_a_score_to_the_risk(cli: Cli, path: Path, client: str) -> None:
    first = phq9(client)
    added = ok(cli("measure", "add", path, "--json", stdin=first))
    assert {name: added[name] for name in added if name != "id"} == {
        "score": 8,
        "of": 27,
        "answered": 9,
        "prorated": False,
        "band": "mild",
        "risk": False,
    }
    risky = phq9(client, 2, 2, 2, 2, 2, 2, 1, 1, 1) | {
        "day": (TODAY - timedelta(days=7)).isoformat()
    }
    second = ok(cli("measure", "add", path, "--json", stdin=[risky]))[0]
    assert (second["score"], second["band"], second["risk"]) == (15, "moderately severe", True)
    said = cli("measure", "add", path, stdin=risky).out.decode()
    assert "Item 9 is above zero." in said
    listed = ok(cli("measure", "list", path, client, "--json"))
    assert [each["score"] for each in listed] == [15, 15, 8]
    text = cli("measure", "list", path, client).out.decode()
    assert "PHQ-9, 15 of 27, moderately severe" in text
    assert measures()["phq-9"].source in text
    shown = ok(
        cli("measure", "change", path, added["id"], "--json", stdin=first | {"difficulty": 2})
    )
    assert (shown["difficulty"], shown["filled_in_by"], shown["score"]) == (2, "", 8)
    # What was there stays, in error: nothing that a client filled in goes away.
    refused(cli("measure", "change", path, added["id"], "--json", stdin=first), 1)
    open_item = phq9(client, None, 2, 1, 1, 0, 2, 1, 0, 0)
    shown = ok(cli("measure", "change", path, shown["id"], "--json", stdin=open_item))
    assert (shown["score"], shown["answered"], shown["band"]) == (None, 8, None)
    assert "8 of 9 answered, no score" in cli("measure", "list", path, client).out.decode()
    marked = ok(
        cli(
            "measure",
            "mark-in-error",
            path,
            shown["id"],
            "--json",
            stdin={"text": "Of her brother."},
        )
    )
    assert marked["in_error"]["reason"] == "Of her brother."
    listed = ok(cli("measure", "list", path, client, "--json"))
    assert [each["in_error"] is None for each in listed].count(True) == 2
    assert "in error: Of her brother." in cli("measure", "list", path, client).out.decode()
    refused(cli("measure", "mark-in-error", path, added["id"], "--json", stdin={"text": " "}), 1)


def test_what_waits_for_a_note_on_safety_is_listed(cli: Cli, path: Path, client: str) -> None:
    nothing = cli("measure", "risks", path).out.decode()
    assert nothing == "No measure waits for a note on safety.\n"
    risky = phq9(client, 0, 0, 0, 0, 0, 0, 0, 0, 1)
    known = ok(cli("measure", "add", path, "--json", stdin=risky))["id"]
    day = TODAY.isoformat()
    assert ok(cli("measure", "risks", path, "--json")) == [
        {"client": client, "id": known, "measure": "phq-9", "day": day}
    ]
    said = cli("measure", "risks", path).out.decode()
    words = "Write a note on safety: item 9 of PHQ-9 was above zero"
    assert said == f"{day}  {client}  {words}\n"
    entered = {
        "client": client,
        "template": "safety",
        "service_date": day,
        "sections": {"facts": "Asked."},
    }
    ok(cli("note", "add", path, "--json", stdin=entered))
    assert ok(cli("measure", "risks", path, "--json")) == []


def test_what_the_measures_ask_is_printed(cli: Cli) -> None:
    found = ok(cli("measure", "kinds", "--json", unlocked=False))
    assert [each["id"] for each in found] == list(measures())
    first = found[0]
    assert first["items"] == list(measures()["phq-9"].items)
    assert first["bands"][-1] == {"least": 20, "most": 27, "words": "severe"}
    assert (first["risk_item"], found[1]["risk_item"]) == (9, None)
    text = cli("measure", "kinds", unlocked=False).out.decode()
    for each in measures().values():
        assert each.source in text
        assert each.licence in text
        for item in each.items:
            assert item in text


def test_what_is_wrong_is_refused_without_a_word_of_it(cli: Cli, path: Path, client: str) -> None:
    wrong = (
        phq9(client, 1, 2),
        phq9(client, *(4,) * 9),
        phq9(client) | {"measure": CANARY},
        phq9(client) | {"day": CANARY},
        phq9(client) | {"day": (TODAY + timedelta(days=2)).isoformat()},
        phq9(client) | {"client": "0" * 32},
        phq9(client) | {"other": CANARY},
    )
    for each in wrong:
        result = cli("measure", "add", path, "--json", stdin=each)
        assert CANARY not in result.out.decode() + result.err.decode()
        assert result.code != 0
    refused(cli("measure", "change", path, "0" * 32, "--json", stdin=phq9(client)), 2)
    refused(cli("measure", "remove", path, "0" * 32, "--json"), 2)
    assert ok(cli("measure", "list", path, client, "--json")) == []
    schema = ok(cli("measure", "add", path, "--schema", "--json"))
    assert "MeasureShape" in str(schema)
