"""What looks misplaced in a process note is named on the command line, under the process key."""

from pathlib import Path

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, Cli, ok
from tests.practice import PASSPHRASE

TEXT = "I hurried. She meets criteria for PTSD. Why did I?"


def test_the_hints_of_a_process_note(cli: Cli, path: Path, tmp_path: Path) -> None:
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    entered = {"client": client, "date": "2026-05-14", "text": TEXT}
    both = [entered, entered | {"text": "I waited."}]
    added = ok(cli("process-note", "add", path, "--json", stdin=both))
    note, quiet = (each["id"] for each in added)
    hint = {
        "kind": "diagnosis",
        "start": 15,
        "end": 38,
        "words": "meets criteria for PTSD",
        "sentence": "She meets criteria for PTSD.",
    }
    asking = ["process-note", "hints", path]
    assert ok(cli(*asking, note, "--json")) == [hint]
    assert "“meets criteria for PTSD” looks like a diagnosis." in cli(*asking, note).out.decode()
    assert ok(cli(*asking, quiet, "--json")) == []
    assert b"is a guess" in cli(*asking, quiet).out
    refused(cli(*asking, "0" * 32, "--json"), 2)
    (tmp_path / "right").write_text(PASSPHRASE)
    (tmp_path / "wrong").write_text("wrong")
    keys = [
        "--passphrase-file",
        tmp_path / "right",
        "--process-passphrase-file",
        tmp_path / "wrong",
    ]
    ran = cli(*asking, note, *keys, unlocked=False)
    refused(ran, 3)
    assert b"PTSD" not in ran.out + ran.err
