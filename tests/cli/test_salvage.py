"""The salvage command: what it says before and after, answers and leaves."""

import os
from pathlib import Path

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, Cli, ok, secret_files


def spoil(path: Path, page: int) -> None:
    """Lose one page of the records, counted from 1."""
    data = bytearray((path / "records-1.db").read_bytes())
    data[(page - 1) * 4096 : page * 4096] = bytes(4096)
    (path / "records-1.db").write_bytes(data)


def test_a_vault_that_nothing_opens_still_yields_its_records(
    cli: Cli, path: Path, tmp_path: Path
) -> None:
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    given = {"client": client, "template": "free", "service_date": "2026-05-14"}
    note = ok(cli("note", "add", path, "--json", stdin=given | {"sections": {"note": "A river."}}))
    spoil(path, 1)
    refused(cli("note", "list", path, "--json"), 4)
    shown = cli("note", "list", path)
    assert b"strongroom salvage" in shown.err
    out = tmp_path / "out"
    done = cli("salvage", path, "--out", out, "--json")
    before, after = done.err.decode().splitlines()
    assert "NOT ENCRYPTED" in before
    assert "backup restore" in before
    assert "NOT ENCRYPTED" in after
    assert (done.code, done.json["folder"], done.json["lost"]) == (0, str(out), [])
    assert (done.json["counts"]["client"], done.json["counts"]["note"]) == (1, 1)
    text = (out / "client-001.txt").read_text("utf-8")
    for words in (CLIENT["name"], "A river.", "617-555-0101"):
        assert str(words) in text
    assert f'"id": "{note["id"]}"' in (out / "records.jsonl").read_text("utf-8")
    again = cli("salvage", path, "--out", out, "--json")
    assert (again.code, again.json["error"]["code"]) == (1, "refused")


def test_what_is_lost_is_named_and_the_exit_code_says_damage(
    cli: Cli, path: Path, tmp_path: Path
) -> None:
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    given = {"client": client, "template": "free", "service_date": "2026-05-14"}
    text = "She spoke of the river. " * 2_000
    note = ok(cli("note", "add", path, "--json", stdin=given | {"sections": {"note": text}}))["id"]
    size = (path / "records-1.db").stat().st_size // 4096
    named = set()
    for number, page in enumerate(range(size, size - 8, -1)):
        whole = (path / "records-1.db").read_bytes()
        spoil(path, page)
        done = cli("salvage", path, "--out", tmp_path / f"out{number}")
        if done.code == 4:
            named.add(note in done.out.decode() and "2026-05-14" in done.out.decode())
            assert "river" not in done.out.decode() + done.err.decode()
        (path / "records-1.db").write_bytes(whole)
    assert named == {True}


def test_process_notes_are_salvaged_with_their_own_passphrase(
    cli: Cli, path: Path, tmp_path: Path
) -> None:
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    given = {"client": client, "date": "2026-05-14", "text": "A thought of mine."}
    ok(cli("process-note", "add", path, "--json", stdin=given))
    done = cli("salvage", path, "--out", tmp_path / "without", "--json")
    assert "process-note" not in done.json["counts"]
    secret = secret_files(tmp_path / "secrets")["process"]
    done = cli("salvage", path, "--out", tmp_path / "with", secret, "--json")
    assert done.json["counts"]["process-note"] == 1
    assert [each["name"] for each in done.json["databases"]] == ["records", "process"]
    assert sorted(os.listdir(tmp_path / "without")) == [
        "administrative.txt",  # the conflict check before the file was opened
        "client-001.txt",
        "records.jsonl",
        "report.txt",
    ]


def test_a_wrong_passphrase_leaves_nothing(cli: Cli, path: Path, tmp_path: Path) -> None:
    secret = secret_files(tmp_path / "secrets")["process"].replace("--process-", "--")
    assert cli("salvage", path, "--out", tmp_path / "out", secret, unlocked=False).code == 3
    assert not (tmp_path / "out").exists()
