"""Marks and the wrong record, on the command line."""

from pathlib import Path

import pytest

from tests.cli.test_commands import CLIENT, PRACTICE, Cli, ok


@pytest.fixture
def clients(cli: Cli, path: Path) -> list[str]:
    """Add two clients; return their ids."""
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    two = [CLIENT, CLIENT | {"name": "Maria Alvarez"}]
    return [str(each["id"]) for each in ok(cli("client", "add", path, "--json", stdin=two))]


def signed(cli: Cli, path: Path, client: str) -> str:
    """Add a note and sign it; return its id."""
    given = {
        "client": client,
        "template": "free",
        "service_date": "2026-05-14",
        "sections": {"note": "Spoke of the lighthouse."},
    }
    note = str(ok(cli("note", "add", path, "--json", stdin=given))["id"])
    ok(cli("note", "sign", path, note, "--json"))
    return note


def test_a_note_is_marked_in_error_and_stands_again(
    cli: Cli, path: Path, clients: list[str]
) -> None:
    note = signed(cli, path, clients[0])
    ok(cli("note", "mark-in-error", path, note, "--json", stdin={"text": "Of another day."}))
    shown = ok(cli("note", "show", path, note, "--json"))
    assert shown["in_error"] is True
    assert [(each["mark"], each["text"]) for each in shown["addenda"]] == [
        ("in-error", "Of another day.")
    ]
    said = cli("note", "show", path, note).out.decode()
    assert "Marked in error\n\nNote" in said
    assert "Late entry: " in said
    assert "Written " in said
    again = cli("note", "mark-in-error", path, note, "--json", stdin={"text": "Again."})
    assert again.code == 1
    assert b"already" in again.err
    assert cli("note", "mark-as-standing", path, note, "--json", stdin={"text": " "}).code == 2
    ok(cli("note", "mark-as-standing", path, note, "--json", stdin={"text": "It was that day."}))
    assert ok(cli("note", "show", path, note, "--json"))["in_error"] is False


def test_a_draft_takes_what_the_note_before_says(cli: Cli, path: Path, clients: list[str]) -> None:
    given = {
        "client": clients[0],
        "template": "free",
        "service_date": "2026-05-21",
        "sections": {},
    }
    draft = str(ok(cli("note", "add", path, "--json", stdin=given))["id"])
    ran = cli("note", "carry-forward", path, draft, "--json")
    assert ran.code == 1
    assert b"no earlier note" in ran.err
    signed(cli, path, clients[0])
    shown = ok(cli("note", "carry-forward", path, draft, "--json"))
    assert shown["sections"] == {"note": "Spoke of the lighthouse."}
    assert shown["signed_at"] is None
    ok(cli("note", "change", path, draft, "--json", stdin=given | {"sections": {"note": "Mine."}}))
    full = cli("note", "carry-forward", path, draft, "--json")
    assert full.code == 1
    assert b"no section is empty" in full.err
    contact = given | {"template": "contact"}
    other = str(ok(cli("note", "add", path, "--json", stdin=contact))["id"])
    assert cli("note", "carry-forward", path, other, "--json").code == 1


def test_what_a_draft_said_before_comes_back_by_undo(
    cli: Cli, path: Path, clients: list[str]
) -> None:
    given = {"client": clients[0], "template": "free", "service_date": "2026-05-21"}
    first = given | {"sections": {"note": "First."}}
    draft = str(ok(cli("note", "add", path, "--json", stdin=first))["id"])
    none = cli("note", "undo", path, draft, "--json")
    assert (none.code, b"nothing in this draft" in none.err) == (1, True)
    changed = given | {"sections": {"note": "Other words."}}
    ok(cli("note", "change", path, draft, "--json", stdin=changed))
    assert ok(cli("note", "undo", path, draft, "--json"))["sections"] == {"note": "First."}
    assert ok(cli("note", "redo", path, draft, "--json"))["sections"] == {"note": "Other words."}
    ok(cli("note", "sign", path, draft, "--json"))
    assert b"signed" in cli("note", "undo", path, draft, "--json").err


def test_a_note_goes_to_the_right_record(cli: Cli, path: Path, clients: list[str]) -> None:
    wrong, right = clients
    note = signed(cli, path, wrong)
    before = ok(cli("note", "show", path, note, "--json"))
    assert before.pop("days_late") > 7
    after = ok(cli("note", "refile", path, note, right, "--json"))
    assert after == before | {"client": right, "first_client": wrong}
    assert "First filed in another record" in cli("note", "show", path, note).out.decode()
    assert ok(cli("note", "list", path, wrong, "--json")) == []
    assert [each["id"] for each in ok(cli("note", "list", path, right, "--json"))] == [note]
    assert ok(cli("note", "list", path, right, "--kind", "contact", "--json")) == []
    assert len(ok(cli("note", "list", path, "--kind", "progress-note", "--json"))) == 1
    assert cli("note", "list", path, "--kind", "poem", "--json").code == 2
    (marker,) = ok(cli("note", "taken-out", path, wrong, "--json"))
    assert marker["id"] == note
    assert ok(cli("note", "taken-out", path, right, "--json")) == []
    assert cli("note", "taken-out", path, right).out.decode().startswith("Nothing was taken out")
    again = cli("note", "refile", path, note, right, "--json")
    assert again.code == 1
    assert b"in that record already" in again.err
    assert cli("note", "refile", path, note, "0" * 32, "--json").code == 2
    ok(cli("verify", path, "--json"))
