"""The commands that find: search with filters, kept searches, pinned clients, timelines."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, note_of, ok

Filed = tuple[str, dict[str, str]]


@pytest.fixture
def filed(cli: Cli, path: Path, tmp_path: Path) -> Filed:
    """Return a client with a note, a signed contact and a document of other days, and their ids."""
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    contact = note_of(client, template="contact", sections={"substance": "A river call."})
    notes = [note_of(client, "The river."), contact | {"service_date": "2026-06-14"}]
    note, call = (each["id"] for each in ok(cli("note", "add", path, "--json", stdin=notes)))
    ok(cli("note", "sign", path, call, "--json"))
    (tmp_path / "letter.txt").write_text("words")
    entered = {"client": client, "file": str(tmp_path / "letter.txt"), "title": "River letter"}
    entered |= {"day": "2026-01-02", "received": "2026-01-05", "author": " Dr. Meyer"}
    document = ok(cli("document", "add", path, "--json", stdin=entered))["id"]
    return client, {note: "note", call: "call", document: "document", client: "client"}


def named(filed: Filed, hits: list[dict[str, Any]]) -> list[str]:
    """Return what was found by its name here."""
    return sorted(filed[1][hit.get("note") or hit.get("document") or hit["client"]] for hit in hits)


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ([], ["call", "note"]),
        (["--kind", "any"], ["call", "document", "note"]),
        (["--kind", "document", "--to", "2026-01-02"], ["document"]),
        (["--kind", "contact"], ["call"]),
        (["--from", "2026-05-15"], ["call"]),
        (["--to", "2026-05-14"], ["note"]),
        (["--author", "Jordan Rivera"], ["call"]),
        (["--kind", "any", "--author", "Jordan Rivera"], ["call"]),
        (["--kind", "any", "--author", "Dr. Meyer"], ["document"]),
        (["--kind", "document", "--author", "dr. meyer "], ["document"]),
        (["--kind", "document", "--author", "Jordan Rivera"], []),
        (["--author", "Dr. Meyer"], []),
    ],
)
def test_a_search_is_narrowed(
    cli: Cli, path: Path, filed: Filed, options: list[str], names: list[str]
) -> None:
    assert named(filed, ok(cli("search", path, "river", *options, "--json"))) == names


def test_a_search_says_that_there_is_more_than_is_shown(cli: Cli, path: Path, filed: Filed) -> None:
    text = cli("search", path, "river", "--limit", "1").out.decode()
    assert text.splitlines()[1:] == [
        "There are more: narrow the search, or ask for more with --limit."
    ]
    assert len(ok(cli("search", path, "river", "--limit", "1", "--json"))) == 1
    assert "There are more" not in cli("search", path, "river").out.decode()
    refused(cli("search", path, "river", "--client", "0" * 32, "--json"), 2)


def test_a_glance_quotes_the_newest_notes(cli: Cli, path: Path, filed: Filed) -> None:
    client, names = filed
    said = "Plan: walk by the river."
    stdin = note_of(client, said) | {"service_date": "2026-05-13"}
    names[ok(cli("note", "add", path, "--json", stdin=stdin))["id"]] = "plan"
    lines = ok(cli("client", "glance", path, client, "--json"))
    told = {each["label"]: (each["words"], each["day"]) for each in lines}
    assert told["Plan"] == ("walk by the river.", "2026-05-13")
    assert told["Risk"] == ("Nothing about risk in the last 3 notes", None)
    assert [names.get(each["note"]) for each in lines] == ["note", "plan", None, "plan"]
    words = cli("client", "glance", path, client).out.decode().splitlines()
    assert words[1] == "Plan: walk by the river. (2026-05-13)"


def test_people_are_found_and_each_has_a_line(cli: Cli, path: Path, filed: Filed) -> None:
    client = filed[0]
    assert ok(cli("search", path, "whit", "--kind", "client", "--json")) == [
        {"client": client, "name": "Dana Whitfield"}
    ]
    lines = cli("search", path, "river", "--kind", "any").out.decode().splitlines()
    assert len(lines) == 3
    assert any("  River letter" in line for line in lines)


def test_those_around_a_client_are_found_by_name_with_whose_record_it_is(
    cli: Cli, path: Path, filed: Filed
) -> None:
    client = filed[0]
    mother = {"client": client, "name": "Olga Petrova", "kind": "parent", "since": "2026-01-01"}
    ok(cli("representative", "add", path, "--json", stdin=mother | {"powers": ["consent"]}))
    asked = ("search", path, "PETR", "--kind")
    assert ok(cli(*asked, "any", "--json")) == [
        {"client": client, "person": "Olga Petrova", "standing": "parent"}
    ]
    line = cli(*asked, "person").out.decode()
    assert line == f"{client}  Olga Petrova: Parent, acts for Dana Whitfield\n"
    assert ok(cli(*asked, "note", "--json")) == []
    refused(cli(*asked, "person", "--author", CANARY, "--json"), 2)


@pytest.mark.parametrize(
    "options",
    [
        ["--from", CANARY],
        ["--from", "2026-05-15", "--to", "2026-05-14"],
        ["--kind", CANARY],
        ["--kind", "client", "--from", "2026-05-14"],
        ["--limit", "0"],
    ],
)
def test_what_cannot_be_asked_is_refused(cli: Cli, path: Path, options: list[str]) -> None:
    refused(cli("search", path, "river", *options, "--json"), 2)


def test_searches_are_kept_changed_run_and_removed(cli: Cli, path: Path, filed: Filed) -> None:
    entered = {"name": "Dana, calls", "words": "river", "kind": "contact", "from": "2026-06-01"}
    known = ok(cli("saved-search", "add", path, "--json", stdin=entered))["id"]
    [kept] = ok(cli("saved-search", "list", path, "--json"))
    assert kept == {"id": known, "to": None, "client": None, "author": ""} | entered
    assert named(filed, ok(cli("saved-search", "run", path, known, "--json"))) == ["call"]
    changed = {"name": "All of Dana", "words": "river", "client": filed[0]}
    assert ok(cli("saved-search", "change", path, known, "--json", stdin=changed))["kind"] == ""
    assert named(filed, ok(cli("saved-search", "run", path, known, "--json"))) == [
        "call",
        "document",
        "note",
    ]
    theirs = changed | {"author": "Dr. Meyer"}
    assert ok(cli("saved-search", "change", path, known, "--json", stdin=theirs))["kind"] == ""
    assert named(filed, ok(cli("saved-search", "run", path, known, "--json"))) == ["document"]
    shown = cli("settings", "show", path).out.decode()
    ok(cli("settings", "set", path, "--json", stdin=ok(cli("settings", "show", path, "--json"))))
    assert "Dana" not in shown
    assert "All of Dana: river" in cli("saved-search", "list", path).out.decode()
    for wrong in ({"name": CANARY, "words": ""}, {"name": CANARY, "words": "x", "to": "soon"}):
        refused(cli("saved-search", "add", path, "--json", stdin=wrong), 2)
    ok(cli("saved-search", "remove", path, known, "--json"))
    assert ok(cli("saved-search", "list", path, "--json")) == []
    refused(cli("saved-search", "run", path, known, "--json"), 2)
    assert "words" in str(ok(cli("saved-search", "add", path, "--schema", "--json")))


def test_clients_are_pinned_and_a_timeline_is_listed(cli: Cli, path: Path, filed: Filed) -> None:
    client = filed[0]
    assert "Nobody" in cli("client", "pinned", path).out.decode()
    ok(cli("client", "pin", path, client, "--json"))
    pinned = ok(cli("client", "pinned", path, "--json"))
    assert pinned == [{"id": client, "name": "Dana Whitfield"}]
    ok(cli("client", "unpin", path, client, "--json"))
    assert ok(cli("client", "pinned", path, "--json")) == []
    for action in ("pin", "unpin", "timeline"):
        refused(cli("client", action, path, "0" * 32, "--json"), 2)
    rows = ok(cli("client", "timeline", path, client, "--json"))
    assert [(row["what"], row["kind"], row["day"]) for row in rows] == [
        ("note", "contact", "2026-06-14"),
        ("note", "progress-note", "2026-05-14"),
        ("document", "other", "2026-01-02"),
    ]
    only = cli("client", "timeline", path, client, "--kind", "document").out.decode()
    assert only.split("  ")[1:] == ["2026-01-02", "other", "River letter\n"]
    given = {"client": client, "measure": "phq-9", "day": "2026-06-01", "answers": [1] * 9}
    ok(cli("measure", "add", path, "--json", stdin=given))
    ok(cli("episode", "add", path, "--json", stdin={"client": client, "opened": "2026-01-01"}))
    rows = ok(cli("client", "timeline", path, client, "--json"))
    assert [row["what"] for row in rows] == ["note", "measure", "note", "document", "episode"]
    assert (rows[1]["kind"], rows[1]["words"]) == ("phq-9", "9 of 27, mild")
    only = ok(cli("client", "timeline", path, client, "--kind", "episode", "--json"))
    assert [(row["day"], row["kind"]) for row in only] == [("2026-01-01", "opened")]
    assert ok(cli("client", "timeline", path, client, "--kind", "session", "--json")) == []
    refused(cli("client", "timeline", path, client, "--kind", CANARY, "--json"), 2)
    asked = {"client": client, "received": "2026-06-03", "asked": "It was six hours."}
    ok(cli("amendment", "add", path, "--json", stdin=asked))
    given = {"client": client, "item": "records-notice", "given": "2026-01-01"}
    ok(cli("onset", "add", path, "--json", stdin=given))
    both = cli("client", "timeline", path, client, "--kind", "amendment").out.decode()
    assert both.split("  ")[1:] == ["2026-06-03", "received", "Received: It was six hours.\n"]
    only = ok(cli("client", "timeline", path, client, "--kind", "onset", "--json"))
    assert [(row["day"], row["kind"]) for row in only] == [("2026-01-01", "records-notice")]
    for first, last, count in (
        ("2026-06-01", "2026-06-03", 2), ("2026-01-02", None, 5), (None, "2026-01-01", 2),
    ):  # fmt: skip
        ends = [*(["--from", first] if first else []), *(["--to", last] if last else [])]
        rows = ok(cli("client", "timeline", path, client, *ends, "--json"))
        assert len(rows) == count
        assert all((first or "") <= row["day"] <= (last or "9") for row in rows)
    none = cli("client", "timeline", path, client, "--from", "2031-01-01").out.decode()
    assert none == "There is nothing of these days.\n"
    for wrong in (["--from", CANARY], ["--from", "2026-05-02", "--to", "2026-05-01"]):
        refused(cli("client", "timeline", path, client, *wrong, "--json"), 2)
