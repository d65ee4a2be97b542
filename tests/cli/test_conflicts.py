"""The commands of conflict checks and of the own list; and refusals."""

import uuid
from pathlib import Path

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, ok

ROSA = {"name": "Rosa Bell", "relationship": "social", "words": "from the choir"}


def test_from_the_own_list_to_a_decision(cli: Cli, path: Path) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT | {"name": "Dana Whitfield"}))
    rosa = ok(cli("own-list", "add", path, "--json", stdin=ROSA))["id"]
    assert ok(cli("own-list", "list", path, "--json")) == [ROSA | {"id": rosa}]
    sought = {"names": ["Rose Bell", "Dana Whitfeld"]}
    found = ok(cli("conflict", "check", path, "--json", stdin=sought))
    assert [(each["known_as"], each["likeness"]) for each in found["matches"]] == [
        ("own-list", "nickname"),
        ("client", "similar"),
    ]
    assert found["matches"][1]["client"] == client["id"]
    assert found["rules"][0]["cite"] == "262 CMR 8.02(2)"
    assert found["rules"][0]["at_least_years"] == 5
    text = cli("conflict", "check", path, stdin=sought).out.decode()
    assert f"{client['id']}  Dana Whitfield: a similar name, a client, active" in text
    assert "at least 5 years" in text
    refused(cli("conflict", "decide", path, "--json", stdin=sought | {"decision": "conflict"}), 2)
    assert ok(cli("conflict", "list", path, "--json")) == []
    decision = sought | {"decision": "conflict", "reason": "My choir."}
    kept = ok(cli("conflict", "decide", path, "--json", stdin=decision))
    assert (kept["decision"], len(kept["found"]), kept["client"]) == ("conflict", 2, None)
    own = {"names": ["Dana Whitfield"], "client": client["id"], "decision": "no-conflict"}
    mine = ok(cli("conflict", "decide", path, "--json", stdin=own | {"reason": "Looked at."}))
    assert ok(cli("conflict", "list", path, client["id"], "--json")) == [mine]
    assert "Rose Bell, Dana Whitfeld" in cli("conflict", "list", path).out.decode()
    changed = ok(cli("own-list", "change", path, rosa, "--json", stdin=ROSA | {"words": ""}))
    assert changed == ROSA | {"id": rosa, "words": ""}
    assert ok(cli("own-list", "remove", path, rosa, "--json")) == {"id": rosa}
    assert ok(cli("own-list", "list", path, "--json")) == []


def test_a_file_is_opened_by_a_decision(cli: Cli, path: Path) -> None:
    ok(cli("client", "add", path, "--json", stdin=CLIENT | {"name": "Dana Whitfield"}))
    new = {"client": CLIENT | {"name": "Dana Whitfeld"}}
    refused(cli("conflict", "open", path, "--json", stdin=new), 2)
    assert len(ok(cli("client", "list", path, "--json"))) == 1
    opened = ok(cli("conflict", "open", path, "--json", stdin=new | {"reason": "Another one."}))
    (check,) = ok(cli("conflict", "list", path, opened["id"], "--json"))
    assert check["reason"] == "Another one."
    assert "similar" in {each["likeness"] for each in check["found"]}
    assert ok(cli("client", "show", path, opened["id"], "--json"))["name"] == "Dana Whitfeld"
    schema = ok(cli("conflict", "open", path, "--schema", unlocked=False))
    assert "OpeningShape" in schema["$defs"]


def test_a_new_client_of_a_known_name_is_added_and_the_likeness_said(cli: Cli, path: Path) -> None:
    first = cli("client", "add", path, stdin=CLIENT | {"name": "Dana Whitfield"})
    assert b"conflict check" not in first.err
    again = cli("client", "add", path, stdin=CLIENT | {"name": "Dana Whitfeld"})
    assert (again.code, b"conflict check" in again.err) == (0, True)
    assert b"Whitf" not in again.err


def test_who_comes_into_a_file_waits_for_a_decision(cli: Cli, path: Path) -> None:
    ok(cli("own-list", "add", path, "--json", stdin=ROSA))
    said = {"no_conflict": "Another Rosa: born in another year."}
    couple = CLIENT | {"name": "Okafor couple", "kind": "couple", "contacts": []}
    unit, dana = (
        each["id"]
        for each in ok(
            cli("client", "add", path, "--json", stdin=[couple, {"name": "Dana Whitfield"}])
        )
    )
    days = {"since": "2026-01-01", "powers": ["consent"]}
    acting = {"client": dana, "kind": "parent", "name": "Rose Bell"} | days
    joining = {"unit": unit, "role": "partner", "joined": "2026-01-01", "name": "Rose Bell"}
    phone = {"kind": "phone", "value": "617-555-0142", "whose": "her aunt, Rose Bell"}
    around = {"name": "Dana Whitfield", "contacts": [phone]}
    nobody = acting | {"name": "Mia Chen"}
    mia = ok(cli("representative", "add", path, "--json", stdin=nobody))["id"]
    assert ok(cli("conflict", "list", path, dana, "--json"))[0]["found"] == []
    for command, entered in (
        (("representative", "add", path), acting),
        (("representative", "change", path, mia), acting),
        (("participant", "add", path), [joining]),
        (("client", "change", path, dana), around),
    ):
        undecided = refused(cli(*command, "--json", stdin=entered), 1)
        assert "Bell" not in str(undecided)
    assert ok(cli("participant", "list", path, unit, "--json")) == []
    refused(cli("participant", "add", path, "--json", stdin=joining | {"no_conflict": ""}), 2)
    ok(cli("participant", "add", path, "--json", stdin=joining | said))
    ok(cli("client", "change", path, dana, "--json", stdin=around | said))
    # She stands in both files now: nothing is new.
    ok(cli("participant", "add", path, "--json", stdin=joining))
    for file in (unit, dana):
        # Checks of one second stand in no order.
        checks = ok(cli("conflict", "list", path, file, "--json"))
        (check,) = (each for each in checks if each["reason"])
        assert (check["reason"], check["client"]) == (said["no_conflict"], file)
        assert "own-list" in {each["known_as"] for each in check["found"]}
    other = ok(cli("client", "add", path, "--json", stdin={"name": "Rose Bell"} | said))["id"]
    assert ok(cli("conflict", "list", path, other, "--json"))[0]["reason"] == said["no_conflict"]


def test_nobody_is_found_and_refusals(cli: Cli, path: Path) -> None:
    sought = {"names": ["Mia Chen"]}
    assert ok(cli("conflict", "check", path, "--json", stdin=sought))["matches"] == []
    assert cli("conflict", "check", path, stdin=sought).out.decode().strip() == (
        "Nobody is known by a name like that."
    )
    refused(cli("conflict", "check", path, "--json", stdin={"names": []}), 2)
    nobody = uuid.uuid4().hex
    wrong = sought | {"decision": "no-conflict", "client": nobody}
    refused(cli("conflict", "decide", path, "--json", stdin=wrong), 2)
    refused(cli("conflict", "check", path, "--json", stdin=sought | {"client": nobody}), 2)
    refused(cli("conflict", "list", path, nobody, "--json"), 2)
    refused(cli("own-list", "add", path, "--json", stdin=ROSA | {"relationship": "enemy"}), 2)
    refused(cli("own-list", "change", path, nobody, "--json", stdin=ROSA), 2)
    for command, shape in (
        (("conflict", "check"), "NamesShape"),
        (("conflict", "decide"), "DecisionShape"),
        (("own-list", "add"), "AcquaintanceShape"),
    ):
        assert shape in ok(cli(*command, path, "--schema", unlocked=False))["$defs"]
