"""A process note is written, changed, kept and thrown away by the command line alone."""

from pathlib import Path

import pytest

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, Cli, ok

WRITTEN = {"date": "2026-05-14", "text": "I hurried."}


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client; return the id."""
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


def test_from_the_first_words_to_a_note(cli: Cli, path: Path, client: str) -> None:
    def process(verb: str, *more: str) -> tuple[object, ...]:
        return ("process-note", verb, path, client, *more, "--json")

    assert ok(cli(*process("write"), stdin=WRITTEN)) == WRITTEN | {"client": client}
    changed = {"date": "2026-05-15", "text": "I hurried. Why?\n"}
    assert ok(cli(*process("write"), stdin=changed)) == changed | {"client": client}
    assert ok(cli(*process("undo")))["text"] == "I hurried."
    assert ok(cli(*process("redo"))) == changed | {"client": client}
    refused(cli(*process("redo")), 1)
    assert ok(cli(*process("draft"))) == changed | {"client": client}
    assert ok(cli("process-note", "list", path, "--json")) == []
    note = ok(cli(*process("keep")))["id"]
    shown = ok(cli("process-note", "show", path, note, "--json"))
    assert {name: shown[name] for name in changed} == changed
    for verb in ("draft", "undo", "redo", "keep", "discard"):
        refused(cli(*process(verb)), 2)
    assert ok(cli("note", "list", path, client, "--json")) == []
    ok(cli(*process("write"), stdin=changed))
    ok(cli(*process("keep", "--progress-note")))
    rows = ok(cli("note", "list", path, client, "--json"))
    assert [each["service_date"] for each in rows] == ["2026-05-15"]


def test_what_is_thrown_away_is_gone_and_a_hold_keeps_it(cli: Cli, path: Path, client: str) -> None:
    writing = ("process-note", "write", path, client, "--json")
    discarding = ("process-note", "discard", path, client, "--json")
    ok(cli(*writing, stdin=WRITTEN))
    assert ok(cli(*discarding)) == {"client": client}
    refused(cli("process-note", "draft", path, client, "--json"), 2)
    ok(cli(*writing, stdin=WRITTEN))
    hold = {"client": client, "reason": "subpoena", "placed": "2026-01-02", "words": "Docket 12"}
    ok(cli("retention", "hold", path, "--json", stdin=hold))
    refused(cli(*discarding), 1)
    assert ok(cli("process-note", "draft", path, client, "--json"))["text"] == "I hurried."
    assert cli("process-note", "draft", path, client).out == b"2026-05-14\n\nI hurried.\n"


def test_words_that_are_taken_away_can_be_brought_back(cli: Cli, path: Path, client: str) -> None:
    writing = ("process-note", "write", path, client, "--json")
    ok(cli(*writing, stdin=WRITTEN))
    assert ok(cli(*writing, stdin=WRITTEN | {"text": ""}))["text"] == ""
    refused(cli("process-note", "keep", path, client, "--json"), 2)
    assert ok(cli("process-note", "undo", path, client, "--json"))["text"] == "I hurried."


def test_the_first_words_make_the_compartment_and_refused_ones_do_not(
    cli: Cli, tmp_path: Path
) -> None:
    vault = tmp_path / "v"
    ok(cli("create", vault, "--recovery-out", tmp_path / "key", "--json"))
    client = ok(cli("client", "add", vault, "--json", stdin=CLIENT))["id"]
    writing = ("process-note", "write", vault)
    for whose, said in ((client, {}), (client, WRITTEN | {"text": " "}), ("0" * 32, WRITTEN)):
        refused(cli(*writing, whose, "--json", stdin=said), 2)
    refused(cli(*writing, client, "--json", stdin=[WRITTEN]), 2)
    assert not list(vault.glob("process*"))
    key = tmp_path / "process-key"
    ok(cli(*writing, client, "--process-recovery-out", key, "--json", stdin=WRITTEN))
    assert key.exists()
    assert ok(cli("process-note", "draft", vault, client, "--json"))["text"] == "I hurried."
    assert '"text"' in cli(*writing, client, "--schema", unlocked=False).out.decode()
