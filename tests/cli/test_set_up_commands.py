"""The commands of set-up and of lists: circumstances, settings, finding a client, discarding."""

import json
from pathlib import Path

import pytest

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, note_of, ok

ANSWERS = {
    "licenses": [
        {"state": "MA", "kind": "LMHC", "number": "MH-000000"},
        {"state": "MO", "kind": "LCSW", "number": ""},
    ],
    "answers": {
        "private-practice": "yes",
        "covered-entity": "no",
        "medicare": "unknown",
        "substance-use-program": "no",
    },
}
SETTINGS = {
    "records_idle_minutes": 20,
    "process_idle_minutes": 1,
    "backup_every_days": 3,
    "late_entry_days": 0,
    "snippets": [{"word": "si", "text": "Asked: no thoughts of suicide."}],
    "mark_misspelled": False,
    "words": ["Ovenbird"],
    "scan_folder": "/somewhere/scans",
}


def test_the_answers_of_set_up_come_back(cli: Cli, path: Path) -> None:
    nothing = ok(cli("circumstances", "show", path, "--json"))
    assert nothing["licenses"] == []
    assert set(nothing["answers"].values()) == {"unknown"}
    assert ok(cli("circumstances", "set", path, "--json", stdin=ANSWERS)) == ANSWERS
    assert ok(cli("circumstances", "show", path, "--json")) == ANSWERS
    shown = cli("circumstances", "show", path).out.decode()
    assert "LMHC" in shown
    assert "I don't know (counts as Yes)" in shown
    assert "45 CFR 160.103" in shown


def test_a_substance_use_program_is_told_why_it_is_not_supported(cli: Cli, path: Path) -> None:
    given = {"answers": {"substance-use-program": "yes"}}
    ran = cli("circumstances", "set", path, "--json", stdin=given)
    assert ran.code == 0
    assert b"42 CFR Part 2" in ran.err
    assert ran.json["answers"]["substance-use-program"] == "yes"


def test_settings_come_back(cli: Cli, path: Path) -> None:
    defaults = {
        "records_idle_minutes": 10,
        "process_idle_minutes": 5,
        "backup_every_days": 1,
        "late_entry_days": 7,
        "snippets": [],
        "mark_misspelled": True,
        "words": [],
        "scan_folder": "",
    }
    assert ok(cli("settings", "show", path, "--json")) == defaults
    assert ok(cli("settings", "set", path, "--json", stdin=SETTINGS)) == SETTINGS
    assert ok(cli("settings", "show", path, "--json")) == SETTINGS
    # What is left out stays: a word of one's own is not lost for a number that was changed.
    assert ok(cli("settings", "set", path, "--json", stdin={})) == SETTINGS
    changed = SETTINGS | {"late_entry_days": 3}
    assert ok(cli("settings", "set", path, "--json", stdin={"late_entry_days": 3})) == changed


@pytest.mark.parametrize(
    ("family", "given"),
    [
        ("settings", {"records_idle_minutes": 0}),
        ("settings", {"backup_every_days": 31}),
        ("settings", {"backup_every_days": -1}),
        ("settings", {"late_entry_days": 91}),
        ("settings", {"snippets": [{"word": "zq canary", "text": "x"}]}),
        ("settings", {"snippets": [{"word": "x", "text": ""}]}),
        ("settings", {"late_entry_days": -1}),
        ("settings", {"words": ["zq canary"]}),
        ("settings", {"mark_misspelled": "zqcanary"}),
        ("settings", {"process_idle_minutes": 61}),
        ("settings", {"records_idle_minutes": True}),
        ("settings", {"records_idle_minutes": 1.5}),
        ("settings", {"zqcanary": 1}),
        ("settings", [SETTINGS]),
        ("circumstances", [ANSWERS]),
        ("circumstances", {"answers": {"zqcanary": "yes"}}),
        ("circumstances", {"answers": {"medicare": "zqcanary"}}),
        ("circumstances", {"licenses": [{"state": "MA\nzqcanary"}]}),
        ("circumstances", {"licenses": [{"number": "\0"}]}),
        ("circumstances", {"licenses": [{"kind": "x"}] * 101}),
    ],
)
def test_what_cannot_be_set_is_refused(cli: Cli, path: Path, family: str, given: object) -> None:
    before = ok(cli(family, "show", path, "--json"))
    refused(cli(family, "set", path, "--json", stdin=given), 2)
    assert ok(cli(family, "show", path, "--json")) == before


@pytest.mark.parametrize("family", ["circumstances", "settings"])
def test_the_schema_of_an_input_is_printed(cli: Cli, path: Path, family: str) -> None:
    shapes = json.dumps(ok(cli(family, "set", path, "--schema", unlocked=False)))
    for name in {"circumstances": ["covered-entity", "number"]}.get(family, list(SETTINGS)):
        assert f'"{name}"' in shapes


def test_a_client_is_found_by_the_beginnings_of_names(cli: Cli, path: Path) -> None:
    added = [
        ok(cli("client", "add", path, "--json", stdin=CLIENT | {"name": name}))["id"]
        for name in ("Łucja Ångström", "Kim Okafor")
    ]
    note = note_of(added[0], service_date="2026-03-09")
    ok(cli("note", "add", path, "--json", stdin=note))
    found = ok(cli("client", "find", path, "angs", "--json"))
    assert [(each["id"], each["last_session"], each["drafts"]) for each in found] == [
        (added[0], "2026-03-09", 1)
    ]
    assert found[0]["name"] == "Łucja Ångström"
    by_preferred = ok(cli("client", "find", path, "DEE", "--json"))
    assert [each["id"] for each in by_preferred] == [added[1], added[0]]
    assert ok(cli("client", "find", path, "okafor angs", "--json")) == []
    assert cli("client", "find", path, "nobody").out == b"Nothing was found.\n"


def test_a_draft_is_discarded_and_a_signed_note_is_not(cli: Cli, path: Path) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    given = [note_of(client, "Zqdraft words."), note_of(client, "Kept words.")]
    draft, signed = (each["id"] for each in ok(cli("note", "add", path, "--json", stdin=given)))
    ok(cli("note", "sign", path, signed, "--json"))
    assert ok(cli("note", "discard", path, draft, "--json")) == {"id": draft}
    refused(cli("note", "discard", path, signed, "--json"), 1)
    for gone in (draft, "0" * 32, "x"):
        refused(cli("note", "discard", path, gone, "--json"), 2)
    assert [each["id"] for each in ok(cli("note", "list", path, "--json"))] == [signed]
    assert ok(cli("search", path, "zqdraft", "--json")) == []
    assert ok(cli("verify", path, "--json"))["ok"]
