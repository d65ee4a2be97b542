"""The commands of episodes of care: opened, consented to, ended by a letter; and refusals."""

import uuid
from pathlib import Path

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, ok

CONSENT = {"by": "client", "day": "2026-01-02", "names": "Dana Whitfield", "under": ""}
ENDING = {
    "day": "2026-05-02",
    "last_contact": "2026-05-01",
    "reason": "completed",
    "words": "",
    "letter": {"sent": "2026-05-02", "end": "2026-05-15", "note": None, "document": None},
}


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client; return the id."""
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


def test_from_the_first_day_to_the_letter(cli: Cli, path: Path, client: str) -> None:
    entered = {"client": client, "opened": "2026-01-02"}
    episode = ok(cli("episode", "add", path, "--json", stdin=entered))["id"]
    (listed,) = ok(cli("episode", "list", path, client, "--json"))
    assert listed["gaps"] == ["no-consent"]
    whole = entered | {"consent": CONSENT, "ending": ENDING}
    changed = ok(cli("episode", "change", path, episode, "--json", stdin=whole))
    assert changed == whole | {"id": episode}
    (listed,) = ok(cli("episode", "list", path, client, "--json"))
    assert listed == changed | {"gaps": []}
    assert ok(cli("client", "show", path, client, "--json"))["status"] == "closed"
    text = cli("episode", "list", path, client).out.decode()
    assert "consent of 2026-01-02: Dana Whitfield" in text
    assert "until 2026-05-02: the service is done" in text
    assert ok(cli("episode", "remove", path, episode, "--json")) == {"id": episode}
    assert ok(cli("episode", "list", path, client, "--json")) == []


def test_the_letter_may_be_a_signed_note(cli: Cli, path: Path, client: str) -> None:
    written = {
        "client": client,
        "template": "termination-letter",
        "service_date": "2026-05-02",
        "sections": {"letter": "We end on May 15."},
    }
    note = ok(cli("note", "add", path, "--json", stdin=written))["id"]
    letter = ENDING | {"letter": {"sent": "2026-05-02", "end": "2026-05-15", "note": note}}
    entered = {"client": client, "opened": "2026-01-02", "consent": CONSENT, "ending": letter}
    refused(cli("episode", "add", path, "--json", stdin=entered), 2)
    cli("note", "sign", path, note)
    ok(cli("episode", "add", path, "--json", stdin=entered))
    (listed,) = ok(cli("episode", "list", path, client, "--json"))
    assert listed["ending"]["letter"]["note"] == note


def test_the_signed_letter_may_be_a_document(
    cli: Cli, path: Path, client: str, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("words")
    attached = {"client": client, "file": str(tmp_path / "letter.txt")}
    other = ok(cli("document", "add", path, "--json", stdin=attached))["id"]
    scan = ok(cli("document", "add", path, "--json", stdin=attached | {"kind": "termination"}))[
        "id"
    ]

    def entered(document: str) -> dict[str, object]:
        letter = {"sent": "2026-05-02", "end": "2026-05-15", "document": document}
        ending = ENDING | {"letter": letter}
        return {"client": client, "opened": "2026-01-02", "consent": CONSENT, "ending": ending}

    refused(cli("episode", "add", path, "--json", stdin=entered(other)), 2)
    ok(cli("episode", "add", path, "--json", stdin=entered(scan)))
    (listed,) = ok(cli("episode", "list", path, client, "--json"))
    assert listed["ending"]["letter"]["document"] == scan
    assert listed["gaps"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"opened": "someday"},
        {"client": CANARY},
        {"consent": CONSENT | {"by": "aunt"}},
        {"consent": CONSENT | {"by": "court", "names": ""}},
        {"ending": ENDING | {"reason": "tired"}},
        {"ending": ENDING | {"reason": "other"}},
        {"ending": ENDING | {"day": "2025-01-01"}},
        {"ending": ENDING | {"letter": {"sent": "2026-05-02"}}},
    ],
)
def test_what_cannot_be_is_refused(
    cli: Cli, path: Path, client: str, wrong: dict[str, object]
) -> None:
    entered = {"client": client, "opened": "2026-01-02"} | wrong
    refused(cli("episode", "add", path, "--json", stdin=entered), 2)
    assert ok(cli("episode", "list", path, client, "--json")) == []


def test_refusals(cli: Cli, path: Path, client: str) -> None:
    entered = {"client": client, "opened": "2026-01-02"}
    ok(cli("episode", "add", path, "--json", stdin=entered))
    refused(cli("episode", "add", path, "--json", stdin=entered), 1)
    refused(cli("episode", "list", path, uuid.uuid4().hex, "--json"), 2)
    refused(cli("episode", "remove", path, uuid.uuid4().hex, "--json"), 2)
    schema = ok(cli("episode", "add", path, "--schema", unlocked=False))
    assert "ending" in schema["$defs"]["EpisodeShape"]["properties"]
