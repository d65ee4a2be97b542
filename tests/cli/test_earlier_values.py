"""The command that prints what was said of a thing before it was changed."""

from pathlib import Path

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, Cli, ok


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client; return the id."""
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


def test_each_change_of_an_episode_is_told(cli: Cli, path: Path, client: str) -> None:
    entered = {"client": client, "opened": "2026-01-02"}
    episode = ok(cli("episode", "add", path, "--json", stdin=entered))["id"]
    assert cli("earlier-values", path, episode).out.decode() == "It was not changed.\n"
    assert ok(cli("earlier-values", path, episode, "--json")) == []
    for day in ("2026-01-03", "2026-01-03", "2026-01-04"):
        ok(cli("episode", "change", path, episode, "--json", stdin=entered | {"opened": day}))
    found = ok(cli("earlier-values", path, episode, "--json"))
    assert [each["said"]["opened"] for each in found] == ["2026-01-02", "2026-01-03"]
    assert {(each["id"], each["client"], each["kind"]) for each in found} == {
        (episode, client, "episode")
    }
    assert found[0]["replaced_at"].endswith("Z")
    text = cli("earlier-values", path, episode).out.decode()
    newest, _line, oldest, _other = text.splitlines()
    assert newest == f"changed {found[1]['replaced_at']}, entry {found[1]['entry']} of the chain"
    assert oldest.endswith(f"entry {found[0]['entry']} of the chain")
    assert "  Care began on: “2026-01-03”, then “2026-01-04”\n" in text


def test_each_change_of_a_document_is_told(
    cli: Cli, path: Path, client: str, tmp_path: Path
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Words of a letter.")
    entered = {"client": client, "file": str(file), "title": "Leter"}
    document = ok(cli("document", "add", path, "--json", stdin=entered))["id"]
    received = ok(cli("document", "show", path, document, "--json"))["received"]
    said = {"title": "Letter", "received": received, "kind": "letter"}
    ok(cli("document", "change", path, document, "--json", stdin=said))
    cli("document", "mark-in-error", path, document, stdin=b"Another client's")
    cli("document", "mark-as-standing", path, document)
    text = cli("earlier-values", path, document).out.decode()
    assert "  Title: “Leter”, then “Letter”\n" in text
    assert "  Why it does not belong here: “Another client's”, then not entered\n" in text
    found = ok(cli("earlier-values", path, document, "--json"))
    assert [each["said"]["title"] for each in found] == ["Leter", "Letter", "Letter"]
    assert found[2]["said"]["in_error"]["reason"] == "Another client's"


def test_what_was_removed_is_listed_and_can_be_read(cli: Cli, path: Path, client: str) -> None:
    nothing = "Nothing was removed, but what was entered in the same sitting.\n"
    assert cli("earlier-values", path, client, "--removed").out.decode() == nothing
    entered = {"client": client, "opened": "2026-01-02"}
    episode = ok(cli("episode", "add", path, "--json", stdin=entered))["id"]
    ok(cli("episode", "remove", path, episode, "--json"))
    (removed,) = ok(cli("earlier-values", path, client, "--removed", "--json"))
    assert (removed["id"], removed["said"]["opened"]) == (episode, "2026-01-02")
    text = cli("earlier-values", path, client, "--removed").out.decode()
    assert text == f"{episode}  care since 2026-01-02, {removed['replaced_at']}\n"
    head, line = cli("earlier-values", path, episode).out.decode().splitlines()
    assert head == f"removed {removed['replaced_at']}, entry {removed['entry']} of the chain"
    assert line == "  Care began on: “2026-01-02”"
    refused(cli("earlier-values", path, episode, "--removed", "--json"), 2)


def test_what_there_is_not_is_refused_without_its_words(cli: Cli, path: Path, client: str) -> None:
    for wrong in (CANARY, "0" * 32, ""):
        refused(cli("earlier-values", path, wrong, "--json"), 2)
    # No search finds what was there before.
    ok(cli("client", "change", path, client, "--json", stdin=CLIENT | {"name": "Dana Zqearlier"}))
    ok(cli("client", "change", path, client, "--json", stdin=CLIENT))
    assert "Zqearlier" in cli("earlier-values", path, client).out.decode()
    assert ok(cli("client", "find", path, "Zqearlier", "--json")) == []
    assert cli("search", path, "Zqearlier", "--kind", "any").out.decode() == "Nothing was found.\n"
