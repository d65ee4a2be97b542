"""The commands that write letters to clients, and refusals."""

import hashlib
import json
import uuid
from datetime import date
from pathlib import Path

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, ok

TODAY = date.today().isoformat()


def test_a_denial_and_an_end_are_written(cli: Cli, path: Path, tmp_path: Path) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    asked = {"client": client, "received": TODAY, "asked": "Six hours, not three."}
    request = ok(cli("amendment", "add", path, "--json", stdin=asked))["id"]
    out = str(tmp_path / "letters")
    refused(cli("amendment", "letter", path, request, "--out", out, "--json"), 1)
    denial = {"told": TODAY, "outcome": "denied", "ground": "accurate-and-complete"}
    ok(cli("amendment", "change", path, request, "--json", stdin=asked | {"decision": denial}))
    ran = cli("amendment", "letter", path, request, "--out", out, "--json")
    written = json.loads(ran.out)
    assert "is not encrypted" in ran.err.decode()
    assert written["letter"] == "amendment-denial"
    file = Path(written["path"])
    assert file.name == f"letter-amendment-denial-{TODAY}.pdf"
    assert written["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    care = {"client": client, "opened": TODAY}
    episode = ok(cli("episode", "add", path, "--json", stdin=care))["id"]
    refused(cli("episode", "letter", path, episode, "--out", out, "--json"), 1)
    ending = {"day": TODAY, "last_contact": TODAY, "reason": "completed"}
    ok(cli("episode", "change", path, episode, "--json", stdin=care | {"ending": ending}))
    said = cli("episode", "letter", path, episode, "--out", out)
    assert said.out.decode().strip().endswith(f"letter-termination-{TODAY}.pdf")
    assert len(list(file.parent.iterdir())) == 2
    refused(cli("episode", "letter", path, uuid.uuid4().hex, "--out", out, "--json"), 2)
