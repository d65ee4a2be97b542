"""The commands that end a record: asked for, a week later carried out, and certified."""

import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, Cli, ok
from tests.cli.test_retention_dates import ADDRESS, ENDED, episode
from vault.crypto.signature import is_signed
from vault.model.dates import SystemClock

NOW = datetime.now().astimezone().replace(microsecond=0)


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client whose record may end, with a process note."""
    named = {"name": "C. Rivera", "credential": "LMHC", "state": "MA"}
    ok(cli("practice", "set", path, "--json", stdin=named))
    answers = {"private-practice": "yes", "covered-entity": "no", "medicare": "no"}
    ok(cli("circumstances", "set", path, "--json", stdin={"licenses": [], "answers": answers}))
    client = str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])
    ok(cli("episode", "add", path, "--json", stdin=episode(client, ENDED)))
    ok(cli("retention", "confirm-rule", path, "ma-allied", "--address", ADDRESS, "--json"))
    return client


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Let it be some days later."""
    monkeypatch.setattr(SystemClock, "now", lambda _own: NOW + timedelta(days=days))


def test_from_the_first_look_to_the_certificate(
    cli: Cli, path: Path, client: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes = ok(cli("retention", "destroy", path, client, "--dry-run", "--json"))
    assert goes["counts"] == {"conflict_check": 1, "episode": 1}
    assert ok(cli("retention", "destructions", path, "--json")) == []
    asked = ok(cli("retention", "destroy", path, client, "--json"))
    assert (asked["stage"], asked["client"]) == ("asked", client)
    refused(cli("retention", "destroy", path, client, "--json"), 1)
    said = refused(cli("retention", "destroy", path, client, "--second-look", "--json"), 1)
    assert "Look at it again from" in said["message"]
    taken = ok(cli("retention", "destroy", path, client, "--withdraw", "--json"))
    assert taken["stage"] == "withdrawn"
    refused(cli("retention", "destroy", path, client, "--withdraw", "--json"), 1)
    refused(cli("retention", "destroy", path, client, "--second-look", "--json"), 1)
    asked = ok(cli("retention", "destroy", path, client, "--json"))
    later(monkeypatch, 8)
    refused(cli("retention", "destroy", path, client, "--json"), 1)
    done = ok(cli("retention", "destroy", path, client, "--second-look", "--json"))
    assert (done["id"], done["stage"]) == (asked["id"], "done")
    assert done["contents"]["name"] == ""
    public, value = bytes.fromhex(done["public_key"]), bytes.fromhex(done["signature"])
    assert is_signed(public, value, done["signed"].encode())
    refused(cli("client", "show", path, client, "--json"), 2)
    listed = ok(cli("retention", "destructions", path, "--json"))
    assert {each["stage"] for each in listed} == {"done", "withdrawn"}
    file = tmp_path / "certificate.pdf"
    ok(cli("retention", "certificate", path, done["id"], file, "--json"))
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    assert "Certificate of destruction" in text
    assert "262 CMR 8.02(1)(b)" in text
    assert "unrecoverable" not in text.lower()
    assert str(CLIENT["name"]) not in text
    born = str(CLIENT["birth_date"])
    asked_for = ("retention", "destroyed", path, "--name", "dana whitfield", "--born", born)
    found = ok(cli(*asked_for, "--json"))
    assert [each["id"] for each in found] == [done["id"]]
    assert "Not held: destroyed on" in cli(*asked_for).out.decode()
    assert ok(cli("retention", "destroyed", path, "--name", "Rui Duarte", "--json")) == []
    again = cli("client", "add", path, stdin=CLIENT)
    assert "Not held: destroyed on" in again.err.decode()
    assert cli("verify", path, "--json").code == 0


def test_an_early_end_is_refused_with_the_rule(cli: Cli, path: Path, client: str) -> None:
    rule = {
        "title": "Insurer",
        "cite": "Policy 7",
        "read": NOW.date().isoformat(),
        "since": "last_contact",
        "years": 20,
    }
    ok(cli("retention", "add-rule", path, "--json", stdin=rule))
    said = refused(cli("retention", "destroy", path, client, "--json"), 1)
    assert "must be kept through" in said["message"]
    assert "Policy 7" in said["message"]
    assert ok(cli("retention", "destructions", path, "--json")) == []
    refused(cli("retention", "certificate", path, "0" * 32, "x.pdf", "--json"), 2)
