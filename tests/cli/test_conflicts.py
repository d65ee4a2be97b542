"""The commands of conflict checks and of the own list; and refusals."""

import json
import re
import uuid
from pathlib import Path

import pytest

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
    assert len(ok(cli("conflict", "list", path, "--json"))) == 1  # that of the new file
    decision = sought | {"decision": "conflict", "reason": "My choir."}
    kept = ok(cli("conflict", "decide", path, "--json", stdin=decision))
    assert (kept["decision"], len(kept["found"]), kept["client"]) == ("conflict", 2, None)
    own = {"names": ["Dana Whitfield"], "client": client["id"], "decision": "no-conflict"}
    mine = ok(cli("conflict", "decide", path, "--json", stdin=own | {"reason": "Looked at."}))
    checks = ok(cli("conflict", "list", path, client["id"], "--json"))
    assert mine | {"waits": False} in checks
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


def added(cli: Cli, path: Path, name: str, *options: str, **fields: object) -> str:
    """Add a client; return the id, which is all that stands on standard output."""
    ran = cli(
        "client", "add", path, *options, stdin=CLIENT | {"name": name, "contacts": []} | fields
    )
    assert ran.code == 0, ran.err
    client = ran.out.decode().removesuffix("\n")
    assert re.fullmatch("[0-9a-f]{32}", client)
    return client


def test_a_client_of_a_new_name_is_added_and_the_check_kept(cli: Cli, path: Path) -> None:
    first = cli("client", "add", path, stdin={"name": "Dana Whitfield"})
    assert (first.code, first.err) == (0, b"")
    (check,) = ok(cli("conflict", "list", path, first.out.decode().strip(), "--json"))
    assert (check["names"], check["found"]) == (["Dana Whitfield"], [])
    assert (check["decision"], check["waits"]) == ("no-conflict", False)
    group = added(cli, path, "Thursday group", kind="group")
    assert ok(cli("conflict", "list", path, group, "--json")) == []
    assert ok(cli("conflict", "list", path, "--waiting", "--json")) == []


def test_a_client_of_a_known_name_is_added_and_waits_for_a_decision(cli: Cli, path: Path) -> None:
    dana = added(cli, path, "Dana Whitfield")
    again = cli("client", "add", path, stdin={"name": "Dana Whitfeld"})
    assert again.code == 0
    client = again.out.decode().strip()
    assert again.out == client.encode() + b"\n"
    (check,) = ok(cli("conflict", "list", path, client, "--json"))
    assert (check["decision"], check["waits"], check["reason"]) == ("waits", True, "")
    assert [(each["id"], each["likeness"]) for each in check["found"]] == [(dana, "similar")]
    assert again.err.decode() == (
        "1 who is known already has a name like this; "
        f"decide with: strongroom conflict decide VAULT {check['id']}\n"
    )
    assert ok(cli("conflict", "list", path, "--waiting", "--json")) == [check]
    text = cli("conflict", "list", path, "--waiting").out.decode()
    assert "1 found (Dana Whitfield (a client)): waits for your decision" in text
    assert ok(cli("conflict", "list", path, dana, "--waiting", "--json")) == []


@pytest.mark.parametrize("decision", ["no-conflict", "conflict"])
def test_a_check_that_waits_is_decided(cli: Cli, path: Path, decision: str) -> None:
    added(cli, path, "Dana Whitfield")
    client = added(cli, path, "Dana Whitfeld")
    (check,) = ok(cli("conflict", "list", path, "--waiting", "--json"))
    decide = "conflict", "decide", path, check["id"], "--json"
    said = {"decision": decision, "reason": "Looked at both."}
    refused(cli(*decide, stdin={"decision": decision}), 2)
    refused(cli(*decide, stdin={"decision": "waits", "reason": "Later."}), 2)
    refused(cli("conflict", "decide", path, uuid.uuid4().hex, "--json", stdin=said), 2)
    kept = ok(cli(*decide, stdin=said))
    assert (kept["decision"], kept["reason"], kept["client"]) == (*said.values(), client)
    assert kept["found"] == check["found"]
    refused(cli(*decide, stdin=said), 1)
    assert ok(cli("conflict", "list", path, "--waiting", "--json")) == []
    assert cli("conflict", "list", path, "--waiting").out == (
        b"No conflict check waits for a decision.\n"
    )
    # What was found stands as it was, beside what was decided.
    checks = {each["id"]: each for each in ok(cli("conflict", "list", path, client, "--json"))}
    assert checks == {
        check["id"]: check | {"waits": False},
        kept["id"]: kept | {"waits": False},
    }
    assert "left to be decided" in cli("conflict", "list", path, client).out.decode()
    assert "WaitingShape" in ok(cli(*decide[:-1], "--schema", unlocked=False))["$defs"]


def test_json_and_an_array_answer_as_before(cli: Cli, path: Path) -> None:
    added(cli, path, "Dana Whitfield")
    one = cli("client", "add", path, "--json", stdin={"name": "Dana Whitfeld"})
    assert (one.code, one.err) == (0, b"")
    assert list(json.loads(one.out)) == ["id"]
    (waiting,) = ok(cli("conflict", "list", path, "--waiting", "--json"))
    assert waiting["client"] == json.loads(one.out)["id"]
    several = cli("client", "add", path, stdin=[{"name": "Dana Whitfield"}] * 2)
    assert (several.code, len(several.out.split())) == (0, 2)
    assert b"conflict check" in several.err
    assert b"Whitf" not in several.err
    assert ok(cli("conflict", "list", path, "--waiting", "--json")) == [waiting]
    for client in several.out.decode().split():
        assert ok(cli("conflict", "list", path, client, "--json")) == []


ODD = (
    " Dana  Whitfield ",
    "Whitfield, Dana",
    "DANA WHITFIELD",
    "Dána Whitfiéld",
    "Dana {n} {check} Whitfield",
    "Dana %s Whitfield",
    'Dana "Dee" Whitfield',
    "\u200bDana\u200b Whitfield",
    "\u202eDana Whitfield",
    "Dana\tWhitfield",
    "\u738b",
    "-",
    "--ask",
    "W" * 1_000,
)


@pytest.mark.parametrize("kind", ["individual", "couple", "family", "group"])
def test_standard_output_is_the_id_alone_whatever_the_name(cli: Cli, path: Path, kind: str) -> None:
    opened = []
    for name in ODD * 2:
        opened.append(added(cli, path, name, preferred_name=name, kind=kind))
        as_json = cli("client", "add", path, "--json", stdin={"name": name, "kind": kind})
        assert (as_json.code, as_json.err) == (0, b"")
        opened.append(json.loads(as_json.out)["id"])
        assert json.loads(as_json.out) == {"id": opened[-1]}
    listed = ok(cli("client", "list", path, "--json"))
    assert sorted(each["id"] for each in listed) == sorted(opened)
    waiting = ok(cli("conflict", "list", path, "--waiting", "--json"))
    assert {each["client"] for each in waiting} <= set(opened)
    assert bool(waiting) is (kind != "group")


def test_more_names_than_are_looked_for_are_added_all_the_same(cli: Cli, path: Path) -> None:
    around = [
        {"kind": "phone", "value": "617-555-0142", "whose": f"Aunt {number}"}
        for number in range(501)
    ]
    client = added(cli, path, "Dana Whitfield", contacts=around)
    kept = ok(cli("client", "show", path, client, "--json"))
    assert len(kept["contacts"]) == len(around)
    (check,) = ok(cli("conflict", "list", path, client, "--json"))
    assert len(check["names"]) == 500


def test_who_asks_first_opens_nothing_and_the_check_is_kept(cli: Cli, path: Path) -> None:
    added(cli, path, "Dana Whitfield", "--ask")
    new = {"name": "Dana Whitfeld"}
    undecided = cli("client", "add", path, "--ask", "--json", stdin=new)
    assert "Whitf" not in str(refused(undecided, 1))
    assert len(ok(cli("client", "list", path, "--json"))) == 1
    (check,) = ok(cli("conflict", "list", path, "--waiting", "--json"))
    assert (check["client"], check["names"], len(check["found"])) == (None, [new["name"]], 1)
    assert check["id"] in json.loads(undecided.out)["error"]["hint"]
    refused(cli("client", "add", path, "--ask", "--json", stdin=[new]), 2)
    # Opened by the reason, it is decided.
    reason = {"no_conflict": "Another one."}
    added(cli, path, new["name"], "--ask", **reason)
    assert ok(cli("conflict", "list", path, "--waiting", "--json")) == []


def test_who_is_turned_away_after_asking_is_found_again(cli: Cli, path: Path) -> None:
    added(cli, path, "Dana Whitfield")
    new = {"name": "Dana Whitfeld"}
    refused(cli("client", "add", path, "--ask", "--json", stdin=new), 1)
    (check,) = ok(cli("conflict", "list", path, "--waiting", "--json"))
    said = {"decision": "conflict", "reason": "Her sister."}
    ok(cli("conflict", "decide", path, check["id"], "--json", stdin=said))
    assert ok(cli("conflict", "list", path, "--waiting", "--json")) == []
    matches = ok(cli("conflict", "check", path, "--json", stdin={"names": [new["name"]]}))
    assert "turned-away" in {each["known_as"] for each in matches["matches"]}


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
