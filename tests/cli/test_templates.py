"""The commands of own templates: copied, added, changed, removed; a note in one; and refusals."""

import uuid
from pathlib import Path
from typing import Any

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, ok
from vault.model.template import templates

MINE: dict[str, Any] = {
    "kind": "progress-note",
    "title": "Sleep",
    "sections": [{"heading": "Nights", "hint": "Hours."}, {"heading": "Plan"}],
}


def test_from_a_copy_to_a_signed_note(cli: Cli, path: Path) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    assert ok(cli("template", "list", path, "--json")) == []
    assert "template copy VAULT" in cli("template", "list", path).out.decode()
    copy = ok(cli("template", "copy", path, "dap", "--json"))
    assert [each["name"] for each in copy["sections"]] == ["data", "assessment", "plan"]
    assert copy["title"] == "DAP, own"
    mine = ok(cli("template", "add", path, "--json", stdin=MINE))["id"]
    assert mine.startswith("own-progress-note-")
    listed = ok(cli("template", "list", path, "--json"))
    assert [each["id"] for each in listed] == [copy["id"], mine]
    assert listed[1] == MINE | {
        "id": mine,
        "sections": [
            {"name": "Nights", "heading": "Nights", "hint": "Hours."},
            {"name": "plan", "heading": "Plan", "hint": ""},
        ],
    }
    both = ok(cli("template", "list", path, "--all", "--json"))
    assert [each["id"] for each in both] == [*templates(), copy["id"], mine]
    assert (
        f"{mine}  progress-note  Sleep: Nights, Plan" in cli("template", "list", path).out.decode()
    )
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    entered = {
        "client": client,
        "template": mine,
        "service_date": "2026-05-14",
        "sections": {"plan": "Earlier to bed."},
    }
    note = ok(cli("note", "add", path, "--json", stdin=entered))["id"]
    more = MINE | {"sections": [*MINE["sections"], {"heading": "Mornings"}]}
    changed = ok(cli("template", "change", path, mine, "--json", stdin=more))
    assert [each["heading"] for each in changed["sections"]] == ["Nights", "Plan", "Mornings"]
    words = {"Nights": "Six hours.", "plan": "Earlier to bed."}
    shown = ok(cli("note", "change", path, note, "--json", stdin=entered | {"sections": words}))
    assert shown["sections"] == words | {"Mornings": ""}
    ok(cli("note", "sign", path, note, "--json"))
    assert ok(cli("template", "remove", path, mine, "--json")) == {"id": mine}
    text = cli("note", "show", path, note).out.decode()
    assert text.index("Nights\nSix hours.") < text.index("Plan\nEarlier") < text.index("Mornings")
    assert ok(cli("verify", path, "--json"))["problems"] == []
    refused(cli("note", "add", path, "--json", stdin=entered), 2)


def test_refusals_name_nothing_that_was_entered(cli: Cli, path: Path) -> None:
    mine = ok(cli("template", "add", path, "--json", stdin=[MINE]))[0]["id"]
    client = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    nobody = f"own-progress-note-{uuid.uuid4().hex}"
    for wrong in (
        MINE,
        MINE | {"kind": "essay", "title": "Other"},
        MINE | {"title": "dap"},
        MINE | {"title": "Other", "sections": []},
        MINE | {"title": "Other", "sections": [{"heading": "Zanzibar"}, {"heading": "zanzibar"}]},
        MINE | {"title": "Other", "id": mine},
    ):
        answer = cli("template", "add", path, "--json", stdin=wrong)
        refused(answer, 2)
        assert b"anzibar" not in answer.err
    refused(cli("template", "change", path, mine, "--json", stdin=MINE | {"kind": "contact"}), 2)
    refused(cli("template", "change", path, nobody, "--json", stdin=MINE), 2)
    refused(cli("template", "remove", path, nobody, "--json"), 2)
    refused(cli("template", "copy", path, "essay", "--json"), 2)
    note = {"client": client, "template": mine, "service_date": "2026-05-14"}
    answer = cli("note", "add", path, "--json", stdin=note | {"sections": {"Zanzibar": ""}})
    refused(answer, 2)
    assert b"Zanzibar" not in answer.err
    assert [each["id"] for each in ok(cli("template", "list", path, "--json"))] == [mine]
    assert "TemplateShape" in ok(cli("template", "add", path, "--schema", unlocked=False))["$defs"]
