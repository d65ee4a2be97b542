"""The backup commands: what they print, answer and refuse."""

import shutil
from pathlib import Path
from typing import Any

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, Cli, Ran, ok
from tests.practice import Keys


def backed_up(cli: Cli, path: Path, place: Path) -> Any:
    """Make a backup; return what was answered."""
    return ok(cli("backup", "create", path, place, "--json"))


def test_a_client_comes_back(cli: Cli, path: Path, tmp_path: Path) -> None:
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    place = tmp_path / "backups"
    made = backed_up(cli, path, place)
    assert made["place"] == str(place)
    assert made["size"] <= made["written"]
    listed = ok(cli("backup", "list", place, "--json", unlocked=False))
    assert [each["id"] for each in listed] == [made["snapshot"]]
    target = tmp_path / "back.strongroom"
    back = ok(cli("backup", "restore", place, target, "--json"))
    assert (back["vault"], back["snapshot"]) == (str(target), made["snapshot"])
    assert not back["process_checked"]
    shown = ok(cli("client", "show", target, client, "--json"))
    assert {name: shown[name] for name in CLIENT} == CLIENT
    assert ok(cli("verify", target, "--json"))["ok"]


def test_without_a_place_it_goes_where_it_went_before(cli: Cli, path: Path, tmp_path: Path) -> None:
    refused(cli("backup", "create", path, "--json"), 2)
    one, two = tmp_path / "one", tmp_path / "two"
    backed_up(cli, path, one)
    backed_up(cli, path, two)
    both = ok(cli("backup", "create", path, "--json"))
    assert [each["place"] for each in both] == [str(one), str(two)]
    assert both[0]["snapshot"] == both[1]["snapshot"] or len(list(one.glob("snapshots/*"))) == 2
    ok(cli("backup", "forget", path, one, "--json"))
    assert [each["place"] for each in ok(cli("backup", "create", path, "--json"))] == [str(two)]
    refused(cli("backup", "forget", path, one, "--json"), 2)


def test_a_place_is_inspected_and_verified_like_a_vault(
    cli: Cli, path: Path, tmp_path: Path
) -> None:
    place = tmp_path / "backups"
    made = backed_up(cli, path, place)
    vault_id = ok(cli("inspect", path, "--json", unlocked=False))["vault_id"]
    found = ok(cli("inspect", place, "--json", unlocked=False))
    assert (found["kind"], found["format"], found["vault_id"]) == ("backup", 1, vault_id)
    assert [each["whole"] for each in found["snapshots"]] == [True]
    for unlocked in (True, False):
        assert ok(cli("verify", place, "--json", unlocked=unlocked))["ok"]
        assert ok(cli("backup", "verify", place, "--json", unlocked=unlocked))["ok"]
    block = next(place.glob("blocks/*/*"))
    data = block.read_bytes()
    block.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    report = cli("backup", "verify", place, "--json", unlocked=False)
    assert report.code == 4
    assert not report.json["ok"]
    assert report.json["problems"]
    listed = ok(cli("backup", "list", place, "--json", unlocked=False))
    assert [(each["id"], each["whole"]) for each in listed] == [
        (f"{made['snapshot']}.damaged", False)
    ]
    said = cli("backup", "list", place, unlocked=False)
    assert b"damaged" in said.out


def test_a_damaged_vault_is_named_and_not_copied(cli: Cli, path: Path, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    backed_up(cli, path, place)
    database = path / "process-1.db"
    data = bytearray(database.read_bytes())
    data[5000] ^= 1
    database.write_bytes(data)
    ran = cli("backup", "create", path, place, "--json")
    assert ran.code == 4
    assert b"process-1.db" in ran.err
    assert ran.json["error"]["code"] == "damaged"
    assert len(list(place.glob("snapshots/*"))) == 1


def refusals(cli: Cli, path: Path, tmp_path: Path) -> list[tuple[Ran, int]]:
    """Return commands that cannot do what they are asked, with the exit code each must have."""
    place, file = tmp_path / "backups", tmp_path / "file"
    backed_up(cli, path, place)
    file.write_text("no folder")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat").write_text("cat")
    target = tmp_path / "back"
    return [
        (cli("backup", "create", path, file, "--json"), 6),
        (cli("backup", "create", path, file / "below", "--json"), 6),
        (cli("backup", "create", path, tmp_path / "photos", "--json"), 1),
        (cli("backup", "create", path, path, "--json"), 1),
        (cli("backup", "list", file, "--json", unlocked=False), 2),
        (cli("backup", "verify", tmp_path / "nowhere", "--json", unlocked=False), 2),
        (cli("backup", "restore", tmp_path / "nowhere", target, "--json"), 2),
        (cli("backup", "restore", place, path, "--json"), 1),
        (cli("backup", "restore", place, tmp_path / "no" / "folder", "--json"), 6),
        (cli("backup", "restore", place, target, "--snapshot", "20200101T000000Z", "--json"), 2),
        (cli("backup", "restore", place, target, "--snapshot", "../../x", "--json"), 2),
        (cli("backup", "--json", unlocked=False), 2),
    ]


def test_what_cannot_be_done_is_refused_in_a_sentence(cli: Cli, path: Path, tmp_path: Path) -> None:
    for ran, code in refusals(cli, path, tmp_path):
        refused(ran, code)
    assert not (tmp_path / "back").exists()
    assert sorted(path.iterdir()) == sorted(Path(each) for each in path.iterdir())


def test_wrong_passphrases_open_no_backup(cli: Cli, path: Path, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    backed_up(cli, path, place)
    (tmp_path / "wrong").write_text("wrong\n")
    wrong = f"--passphrase-file={tmp_path / 'wrong'}"
    refused(cli("backup", "restore", place, tmp_path / "back", wrong, "--json", unlocked=False), 3)
    refused(cli("backup", "verify", place, wrong, "--json", unlocked=False), 3)
    shutil.rmtree(place)
    refused(cli("backup", "verify", place, "--json", unlocked=False), 2)


def test_a_rehearsal_by_files_says_what_opened_it(
    cli: Cli, path: Path, tmp_path: Path, keys: Keys
) -> None:
    refused(cli("backup", "rehearse", path, "--json"), 2)
    made = backed_up(cli, path, tmp_path / "backups")
    before = ok(cli("backup", "rehearsals", path, "--json"))
    assert before["last"] is None
    assert [each["way_in"] for each in before["papers"]] == ["recovery:2", "recovery:2"]
    kit, process_kit = tmp_path / "kit.txt", tmp_path / "process-kit.txt"
    kit.write_text(f"# the records\n{keys['records']}\n")
    process_kit.write_text(keys["process"])
    (in_hand,) = ok(cli("backup", "rehearse", path, "--json"))
    assert (in_hand["snapshot"], in_hand["way_in"]) == (made["snapshot"], None)
    (by_key,) = ok(
        cli("backup", "rehearse", path, "--recovery-file", kit, "--json", unlocked=False)
    )
    assert (by_key["compartment"], by_key["way_in"]) == ("records", "recovery:2")
    (by_process,) = ok(
        cli("backup", "rehearse", path, "--process-recovery-file", process_kit, "--json")
    )
    assert (by_process["compartment"], by_process["way_in"]) == ("process", "recovery:2")
    after = ok(cli("backup", "rehearsals", path, "--json"))
    assert (after["last"]["compartment"], after["last"]["way_in"]) == ("process", "recovery:2")
    assert all(each["rehearsed"] is not None for each in after["papers"])


def test_a_rehearsal_by_cards(cli: Cli, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "cards"
    holders = ("--holder", "Robin Vance", "--holder", "Sam Ortiz", "--holder", "Kim Lind")
    way_in = ok(cli("shares", "make", path, "--k", "2", *holders, "--out", out, "--json"))["way_in"]
    backed_up(cli, path, tmp_path / "backups")
    one, three = out / "card-1.txt", out / "card-3.txt"
    (done,) = ok(cli("backup", "rehearse", path, "--card", one, "--card", three, "--json"))
    assert (done["compartment"], done["way_in"]) == ("records", way_in)
    refused(cli("backup", "rehearse", path, "--card", one, "--json"), 2)
    last = ok(cli("backup", "rehearsals", path, "--json"))["last"]
    assert last["way_in"] == way_in


def test_how_records_are_kept_is_written_as_a_page(cli: Cli, path: Path, tmp_path: Path) -> None:
    page = tmp_path / "statement.pdf"
    facts = ok(cli("storage-statement", path, "--out", page, "--json"))
    assert page.read_bytes().startswith(b"%PDF")
    assert (facts["backup_places"], facts["backed_up"]) == (0, None)
    assert {each["type"] for each in facts["ways_in"]} >= {"passphrase", "recovery"}
    refused(cli("storage-statement", path, "--out", page, "--json"), 6)


def test_lost_laptop_prints_facts_and_writes_a_page(cli: Cli, path: Path, tmp_path: Path) -> None:
    ok(cli("client", "add", path, "--json", stdin=CLIENT))
    page = tmp_path / "lost.pdf"
    facts = ok(cli("lost-laptop", path, "--out", page, "--json"))
    assert (facts["clients"], facts["process_notes"]) == (1, True)
    assert facts["ways_in"][0]["argon2id"]["m"] >= 65_536
    assert page.read_bytes().startswith(b"%PDF-")
    refused(cli("lost-laptop", path, "--out", page, "--json"), 6)
    said = cli("lost-laptop", path)
    assert said.code == 0
    assert b"AES-256-CBC" in said.out
    assert str(CLIENT["name"]).encode() not in said.out


def test_installers_are_kept_listed_and_checked(cli: Cli, path: Path, tmp_path: Path) -> None:
    place, file = tmp_path / "backups", tmp_path / "strongroom_1.0_amd64.deb"
    backed_up(cli, path, place)
    file.write_bytes(b"installs")
    (added,) = ok(cli("backup", "installers", place, file, "--json", unlocked=False))
    assert (added["name"], added["system"]) == (file.name, "Linux")
    assert ok(cli("backup", "installers", place, "--json", unlocked=False)) == [added]
    refused(cli("backup", "installers", place, file, "--json", unlocked=False), 1)
    (place / "installers" / file.name).write_bytes(b"virus!!!")
    refused(cli("backup", "installers", place, "--json", unlocked=False), 4)
