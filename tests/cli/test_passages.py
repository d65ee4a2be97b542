"""A sentence of a process note's draft goes into the chart by the command line, too."""

from datetime import date
from pathlib import Path

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, Cli, ok
from tests.conftest import Unlock
from tests.practice import LICENSEE, PROCESS_PASSPHRASE
from vault.model.ids import ClientId
from vault.model.secret import Passphrase

TEXT = "I hurried. She meets criteria for PTSD. Why did I?"
DAY = date(2026, 11, 20)


def begun(unlocked: Unlock, client: str) -> None:
    """Write a draft of a process note, as the window does."""
    vault = unlocked()
    vault.practice.set(LICENSEE)
    process = vault.open_process(Passphrase(PROCESS_PASSPHRASE))
    process.notes.keep_draft(ClientId(client), DAY, TEXT)
    vault.close()


def test_a_sentence_of_the_draft_goes_where_it_belongs(
    cli: Cli, path: Path, unlocked: Unlock
) -> None:
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    refused(cli("process-note", "draft", path, client, "--json"), 2)
    begun(unlocked, client)
    moving = ["process-note", "move", path, client, "--json"]
    hints = ok(cli("process-note", "hints", path, client, "--draft", "--json"))
    sentence = {"sentence": hints[0]["sentence"]}
    moved = ok(cli(*moving, stdin=sentence | {"words": "PTSD."}))
    assert moved == {"into": "new", "note": moved["note"], "date": "2026-11-20"}
    assert ok(cli("process-note", "draft", path, client, "--json"))["text"] == (
        "I hurried. Why did I?"
    )
    refused(cli(*moving, stdin=sentence), 2)
    ok(cli("note", "sign", path, moved["note"], "--json"))
    refused(cli(*moving, stdin={"sentence": "Why did I?"}), 1)
    addendum = ok(cli(*moving, "--addendum", stdin={"sentence": "Why did I?"}))
    assert (addendum["into"], addendum["note"]) == ("addendum", moved["note"])
    shown = ok(cli("note", "show", path, moved["note"], "--json"))
    assert [each["text"] for each in shown["addenda"]] == ["Why did I?"]
    assert "PTSD." in shown["sections"].values()


def test_a_missing_progress_note_is_begun_when_asked(cli: Cli, path: Path) -> None:
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    entered = {"client": client, "date": "2026-05-14", "text": "I waited."}
    ok(cli("process-note", "add", path, "--json", stdin=entered))
    assert ok(cli("note", "list", path, client, "--json")) == []
    ok(cli("process-note", "add", path, "--progress-note", "--json", stdin=entered))
    rows = ok(cli("note", "list", path, client, "--json"))
    assert [each["service_date"] for each in rows] == ["2026-05-14"]
