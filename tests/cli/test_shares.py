"""The commands of executor cards: what they print, answer and refuse."""

import stat
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, Cli, note_of, ok
from vault.crypto import age

HOLDERS = ["--holder", "Ash Moreno;617-555-0111;a safe", "--holder", "Bo Lindqvist", "--holder",
           "Cy Okafor;;the bank"]  # fmt: skip


def made(cli: Cli, path: Path, out: Path, *more: object) -> Any:
    """Make cards; return what was answered."""
    return ok(cli("shares", "make", path, "--k", 2, *HOLDERS, "--out", out, "--json", *more))


def test_from_cards_to_the_records(cli: Cli, path: Path, tmp_path: Path) -> None:
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    note = ok(cli("note", "add", path, "--json", stdin=note_of(client)))["id"]
    answer = made(cli, path, tmp_path / "cards")
    files = [str(tmp_path / "cards" / f"card-{n}.txt") for n in (1, 2, 3)]
    assert answer == {"way_in": "executor:3", "k": 2, "n": 3, "files": files}
    key = tmp_path / "key.txt"
    combined = ok(
        cli("shares", "combine", files[2], files[0], "--out", key, "--json", unlocked=False)
    )
    assert combined["identity_file"] == str(key)
    assert combined["recipient"] == age.recipient_of(age.find_identity(key.read_text()))
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with_key = ["--recovery-file", key]
    shown = ok(cli("client", "show", path, client, "--json", *with_key, unlocked=False))
    assert shown["name"] == CLIENT["name"]
    ok(cli("note", "show", path, note, "--json", *with_key, unlocked=False))
    refused(cli("note", "sign", path, note, "--json", *with_key, unlocked=False), 1)
    (tmp_path / "new").write_text("a passphrase of theirs")
    change = ["--new-passphrase-file", tmp_path / "new"]
    refused(cli("keys", "change", path, *change, "--json", *with_key, unlocked=False), 1)
    assert ok(cli("verify", path, "--json", *with_key, unlocked=False))["ok"]
    ways = ok(cli("keys", "list", path, "--json"))
    assert [each["type"] for each in ways] == ["passphrase", "recovery", "executor"]


def test_cards_as_pages_are_read_as_texts_are(cli: Cli, path: Path, tmp_path: Path) -> None:
    answer = made(cli, path, tmp_path / "cards", "--format", "pdf")
    files = [str(tmp_path / "cards" / f"card-{n}.pdf") for n in (1, 2, 3)]
    assert answer["files"] == files
    key = tmp_path / "key.txt"
    ok(cli("shares", "combine", files[1], files[2], "--out", key, "--json", unlocked=False))
    listed = cli("client", "list", path, "--recovery-file", key, "--json", unlocked=False)
    assert (listed.code, listed.json) == (0, [])
    Path(files[0]).write_bytes(b"%PDF-1.7 of somebody else")
    refused(cli("shares", "combine", *files[:2], "--out", tmp_path / "no", unlocked=False), 4)
    refused(cli("shares", "make", path, "--k", 2, *HOLDERS, "--out", key, "--format", "doc"), 2)


def test_process_notes_only_as_a_set_of_their_own(cli: Cli, path: Path, tmp_path: Path) -> None:
    made(cli, path, tmp_path / "records")
    answer = made(cli, path, tmp_path / "process", "--compartment", "process")
    assert answer["way_in"] == "executor:3"
    keys = {}
    for name in ("records", "process"):
        keys[name] = tmp_path / f"{name}.txt"
        files = [tmp_path / name / f"card-{n}.txt" for n in (1, 2)]
        ok(cli("shares", "combine", *files, "--out", keys[name], "--json", unlocked=False))
    listing = ["process-note", "list", path, "--json", "--recovery-file", keys["records"]]
    ok(cli(*listing, "--process-recovery-file", keys["process"], unlocked=False))
    refused(cli(*listing, "--process-recovery-file", keys["records"], unlocked=False), 3)
    refused(cli("client", "list", path, "--recovery-file", keys["process"], unlocked=False), 3)
    sets = ok(cli("shares", "list", path, "--json"))
    assert [each["compartment"] for each in sets] == ["records", "process"]


def test_who_holds_what_and_when_it_was_confirmed(cli: Cli, path: Path, tmp_path: Path) -> None:
    assert ok(cli("shares", "list", path, "--json")) == []
    made(cli, path, tmp_path / "cards")
    (known,) = ok(cli("shares", "list", path, "--json"))
    assert {name: known[name] for name in known if name != "cards"} == {
        "compartment": "records", "way_in": "executor:3", "k": 2, "n": 3
    }  # fmt: skip
    assert known["cards"][0] == {
        "card": 1, "name": "Ash Moreno", "phone": "617-555-0111", "place": "a safe",
        "confirmed": None, "due": True,
    }  # fmt: skip
    ok(cli("shares", "confirm", path, "executor:3", 2, "--json"))
    cards = ok(cli("shares", "list", path, "--json"))[0]["cards"]
    assert [card["due"] for card in cards] == [True, False, True]
    said = cli("shares", "list", path)
    assert b"executor:3  2 of 3" in said.out
    assert b"Bo Lindqvist" in said.out
    assert b"not confirmed" in said.out
    refused(cli("shares", "confirm", path, "executor:3", 4, "--json"), 2)
    refused(cli("shares", "confirm", path, "executor:9", 1, "--json"), 2)


def test_what_cannot_be_made_leaves_nothing(
    cli: Cli, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "cards"
    make = ["shares", "make", path, "--json", "--out", out]
    refused(cli(*make, "--k", 1, *HOLDERS), 1)
    refused(cli(*make, "--k", 4, *HOLDERS), 1)
    refused(cli(*make, "--k", 2, "--holder", "a;b;c;d", "--holder", "e"), 2)
    refused(cli(*make, "--k", 2, "--holder", "a", "--holder", " ;1;2"), 2)
    refused(cli(*make, "--k", 2), 2)
    refused(cli(*make, "--k", "two", *HOLDERS), 2)
    assert not out.exists()
    out.mkdir()
    refused(cli(*make, "--k", 2, *HOLDERS), 6)
    assert list(out.iterdir()) == []
    out.rmdir()
    from vault.errors import StorageFailed
    from vault.services.ways_in import HeaderFile

    def full(self: HeaderFile, header: object) -> None:
        raise StorageFailed("The disk is full.")

    monkeypatch.setattr(HeaderFile, "replace", full)
    refused(cli(*make, "--k", 2, *HOLDERS), 6)
    assert not out.exists(), "a card that opens nothing must not be handed out"
    assert ok(cli("shares", "list", path, "--json")) == []


def test_cards_that_open_stay_when_the_command_is_cut_off(
    cli: Cli, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vault.storage.vault_meta import VaultMeta

    def cut_off(self: VaultMeta, generation: int) -> None:
        raise KeyboardInterrupt

    out, key = tmp_path / "cards", tmp_path / "key.txt"
    with monkeypatch.context() as patch:
        patch.setattr(VaultMeta, "set_generation", cut_off)
        make = ["shares", "make", path, "--k", 2, *HOLDERS, "--out", out, "--json"]
        refused(cli(*make), 7)
    files = sorted(out.iterdir())
    ok(cli("shares", "combine", *files[:2], "--out", key, "--json", unlocked=False))
    listed = cli("client", "list", path, "--recovery-file", key, "--json", unlocked=False)
    assert (listed.code, listed.json) == (0, [])


def test_cards_in_one_place_are_warned_of(cli: Cli, path: Path, tmp_path: Path) -> None:
    holders = ["--holder", "Ash Moreno;;the safe", "--holder", "Bo Lindqvist;;The safe"]
    ran = cli("shares", "make", path, "--k", 2, *holders, "--out", tmp_path / "cards", "--json")
    assert (ran.code, set(ran.json)) == (0, {"way_in", "k", "n", "files"})
    assert b"lie in one place" in ran.err


def test_cards_that_do_not_combine_write_nothing(cli: Cli, path: Path, tmp_path: Path) -> None:
    first = made(cli, path, tmp_path / "one")["files"]
    second = made(cli, path, tmp_path / "two")["files"]
    key = tmp_path / "key.txt"

    def combine(*files: object) -> Any:
        return cli("shares", "combine", *files, "--out", key, "--json", unlocked=False)

    sentences = {
        refused(combine(first[0], second[1]), 3)["message"],
        refused(combine(first[0]), 2)["message"],
        refused(combine(first[0], first[0]), 2)["message"],
        refused(combine(first[0], tmp_path / "none"), 2)["message"],
    }
    text = Path(first[1]).read_text()
    Path(first[1]).write_text(text.replace(" 9 ", " 9 zqcanary"))
    sentences.add(refused(combine(*first[:2]), 3)["message"])
    assert len(sentences) == 5
    assert not key.exists()
    key.write_text("mine")
    refused(combine(*second[:2]), 6)
    assert key.read_text() == "mine"


def test_holders_come_from_stdin_and_can_be_changed(cli: Cli, path: Path, tmp_path: Path) -> None:
    holders = [{"name": "Ash Moreno", "phone": "617-555-0111"}, {"name": "Bo Lindqvist"}]
    make = ["shares", "make", path, "--k", 2, "--out", tmp_path / "cards", "--json"]
    assert ok(cli(*make, "--schema"))["$ref"].endswith("HolderShape")
    refused(cli(*make, stdin=[]), 1)
    refused(cli(*make, stdin=[{"phone": "617-555-0111"}]), 2)
    assert ok(cli(*make, stdin=holders))["n"] == 2
    change = ["shares", "change", path, "executor:3", 2, "--json"]
    changed = ok(cli(*change, stdin={"name": "Dee Alvarez", "place": "the bank"}))
    assert changed == {
        "card": 2, "name": "Dee Alvarez", "phone": "", "place": "the bank",
        "confirmed": None, "due": True,
    }  # fmt: skip
    (known,) = ok(cli("shares", "list", path, "--json"))
    assert known["cards"][1] == changed
    refused(cli(*change, stdin=holders), 2)
    refused(cli("shares", "change", path, "executor:3", 3, "--json", stdin=holders[0]), 2)
