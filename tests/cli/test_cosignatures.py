"""The commands of supervisors and co-signatures: named, waiting, co-signed, on paper; refusals."""

from pathlib import Path

import pytest

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, ok
from tests.storage.test_database import derive_once

INES = {
    "name": "Ines Okafor",
    "credential": "LICSW",
    "license_number": "SW-000001",
    "state": "MA",
    "since": "2026-01-01",
}
HERS = "seven quiet lanterns by the harbor"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


def test_from_a_supervisor_to_a_cosigned_note(cli: Cli, path: Path, tmp_path: Path) -> None:
    hers, wrong = tmp_path / "hers", tmp_path / "wrong"
    hers.write_text(f"{HERS}\n")
    wrong.write_text("something else\n")
    typed = ("--cosigner-passphrase-file", hers)
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    assert "supervisor add VAULT" in cli("supervisor", "list", path).out.decode()
    added = ok(cli("supervisor", "add", path, "--json", *typed, stdin=INES))
    assert added == INES | {"id": added["id"], "until": None, "public_key": added["public_key"]}
    rui = {"name": "Rui Duarte", "since": "2020-01-01", "until": "2020-12-31", "on_paper": True}
    gone = ok(cli("supervisor", "add", path, "--json", stdin=rui))["id"]
    lines = cli("supervisor", "list", path).out.decode().splitlines()
    assert lines[0].endswith("Rui Duarte  on paper")
    key = added["public_key"]
    assert lines[1].endswith(
        f"Ines Okafor, LICSW  {key[:4]} {key[4:8]} {key[8:12]} {key[12:16]} {key[16:20]}"
    )
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    entered = {
        "client": client,
        "template": "dap",
        "service_date": "2026-05-14",
        "sections": {"data": "Slept six hours."},
    }
    first, second, draft = (
        ok(cli("note", "add", path, "--json", stdin=entered))["id"] for _each in range(3)
    )
    assert "Nothing waits" in cli("note", "waiting", path).out.decode()
    ok(cli("note", "sign", path, first, "--json"))
    ok(cli("note", "sign", path, second, "--json"))
    assert {each["note"] for each in ok(cli("note", "waiting", path, "--json"))} == {first, second}
    assert "2 notes wait for a co-signature." in cli("note", "waiting", path).out.decode()
    shown = ok(cli("note", "show", path, first, "--json"))
    assert (shown["waits_for_cosignature"], shown["cosignature"]) == (True, None)
    assert "Waits for a co-signature" in cli("note", "show", path, first).out.decode()
    no = cli("note", "cosign", path, first, "--cosigner-passphrase-file", wrong)
    assert no.code == 3
    assert "This is not the supervisor's passphrase." in no.err.decode()
    [made] = ok(cli("note", "cosign", path, first, "--json", *typed))
    assert (made["supervisor"], made["how"], made["subject"]) == (added["id"], "here", first)
    shown = ok(cli("note", "show", path, first, "--json"))
    assert (shown["waits_for_cosignature"], shown["cosignature"]) == (False, made)
    assert ": Ines Okafor, LICSW" in cli("note", "show", path, first).out.decode()
    day = shown["signed_at"][:10]
    [paper] = ok(cli("note", "cosigned-on-paper", path, second, "--day", day, "--json"))
    assert (paper["how"], paper["day"], paper["document"]) == ("on-paper", day, None)
    assert f"Co-signed on paper {day}" in cli("note", "show", path, second).out.decode()
    for command, sentence in (
        (("note", "cosign", path, first, "--supervisor", added["id"], *typed), "co-signed already"),
        (("note", "cosign", path, draft, "--supervisor", added["id"], *typed), "not signed yet"),
        (("supervisor", "remove", path, added["id"]), "stays"),
    ):
        answer = cli(*command)
        assert answer.code == 1
        assert sentence in answer.err.decode()
    refused(cli("note", "cosign", path, first, *typed), 2)
    assert ok(cli("supervisor", "end", path, added["id"], day, "--json"))["until"] == day
    assert ok(cli("supervisor", "end", path, added["id"], "--json"))["until"] is None
    assert ok(cli("supervisor", "remove", path, gone, "--json")) == {"id": gone}
