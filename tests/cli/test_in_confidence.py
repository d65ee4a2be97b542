"""A note that is marked as another person's words, by the command line alone."""

from pathlib import Path

import pytest

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, ok

CALL = {"template": "contact", "service_date": "2026-01-02", "start": None, "stop": None}
WORDS = {"who": "Her sister, by phone.", "substance": "Worried about the drinking."}


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client; return the id."""
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


@pytest.mark.parametrize("mark", ["in-confidence", "with-another"])
def test_it_leaves_when_somebody_looked_at_it(
    cli: Cli, path: Path, client: str, tmp_path: Path, mark: str
) -> None:
    said = CALL | {"client": client, "sections": WORDS | {mark: "yes"}}
    note = ok(cli("note", "add", path, "--json", stdin=said))["id"]
    ok(cli("note", "sign", path, note, "--json"))
    out = tmp_path / "out"
    release = ("release", path, client, "--out", out, "--json")
    told = refused(cli(*release), 1)
    assert note in str(told)
    assert not out.exists()
    assert cli(*release, "--looked-at", note).code == 0
    assert len(list(out.glob("*.pdf"))) == 1


def test_the_mark_says_nothing_of_who_said_it(cli: Cli, path: Path, client: str) -> None:
    said = CALL | {"client": client, "sections": WORDS | {"in-confidence": "her sister"}}
    told = refused(cli("note", "add", path, "--json", stdin=said), 2)
    assert "sister" not in str(told)
    assert ok(cli("note", "list", path, client, "--json")) == []
