"""The commands that show a rule say what switched it on: in words, and under one key."""

import json
from pathlib import Path

from tests.cli.test_commands import CLIENT, PRACTICE, Cli, note_of, ok

BY_ALLIED = "Because your license is LMHC, Massachusetts (Settings)."
BY_STATE = "Because your state is Massachusetts (Settings), one is of age at 18."


def test_each_list_says_what_switched_it_on(cli: Cli, path: Path) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    client = str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])
    parent = {"client": client, "name": "Mo Bell", "kind": "parent", "powers": ["consent"]}
    ok(cli("representative", "add", path, "--json", stdin=parent | {"since": "2020-01-02"}))
    for noun, because in (
        ("onset", BY_ALLIED),
        ("completeness", BY_ALLIED),
        ("representative", BY_STATE),
    ):
        listed = ok(cli(noun, "list", path, client, "--json"))
        assert {each["because"] for each in listed} == {because}
        assert cli(noun, "list", path, client).out.decode().count(because) == 1
    note = ok(cli("note", "add", path, "--json", stdin=note_of(client, "A river.")))["id"]
    ok(cli("note", "sign", path, note, "--json"))
    for noun in ("onset", "completeness"):
        assert [each["because"] for each in ok(cli(noun, "list", path, "--json"))] == [BY_ALLIED]
        assert cli(noun, "list", path).out.decode().splitlines()[-1] == BY_ALLIED
    sought = {"names": [CLIENT["name"]]}
    found = ok(cli("conflict", "check", path, "--json", stdin=sought))
    assert [rule["because"] for rule in found["rules"]] == [BY_ALLIED]
    assert cli("conflict", "check", path, stdin=sought).out.decode().count(BY_ALLIED) == 1


def test_onset_lines_of_two_licenses_each_say_their_own(cli: Cli, path: Path) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    both = {"licenses": [{"state": "MO", "kind": "LCSW", "number": ""}], "answers": {}}
    ok(cli("circumstances", "set", path, "--json", stdin=both))
    client = str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])
    lines = cli("onset", "list", path, client).out.decode().splitlines()
    assert len(lines) > 2
    for line in lines:
        license = "LMHC, Massachusetts" if "262 CMR" in line else "LCSW, Missouri"
        assert line.endswith(f"missing. Because your license is {license} (Settings).")


def test_a_letter_says_it_and_its_path_stands_alone(cli: Cli, path: Path, tmp_path: Path) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    client = str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])
    ending = {"day": "2026-05-14", "last_contact": "2026-05-14", "reason": "completed"}
    care = {"client": client, "opened": "2026-01-08", "ending": ending}
    episode = ok(cli("episode", "add", path, "--json", stdin=care))
    episode = episode[0]["id"] if isinstance(episode, list) else episode["id"]
    ran = cli("episode", "letter", path, episode, "--out", tmp_path / "paper")
    assert "It is no rule for your license as it stands in Settings." in ran.err.decode()
    assert ran.out.decode().strip().endswith(".pdf")
    again = cli("episode", "letter", path, episode, "--json", "--out", tmp_path / "paper")
    assert (
        json.loads(again.out)["because"]
        == "It is no rule for your license as it stands in Settings."
    )
