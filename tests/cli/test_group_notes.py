"""One session of a group, signed for each member from the command line."""

from pathlib import Path

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, note_of, ok


def test_from_one_draft_to_a_note_for_each(cli: Cli, path: Path) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    entered = [CLIENT | {"name": "Monday group", "kind": "group"}]
    entered += [CLIENT | {"name": name} for name in ("Ana Duarte", "Luis Bell")]
    group, *files = (each["id"] for each in ok(cli("client", "add", path, "--json", stdin=entered)))
    people = [
        {"unit": group, "name": name, "role": "member", "joined": "2026-01-01", "file": file}
        for name, file in zip(("Ana Duarte", "Luis Bell"), files, strict=True)
    ]
    ana, luis = (each["id"] for each in ok(cli("participant", "add", path, "--json", stdin=people)))
    note = ok(cli("note", "add", path, "--json", stdin=note_of(group, "Ana wept, Luis listened.")))[
        "id"
    ]
    refused(cli("note", "sign", path, note, "--json"), 1)
    shown = ok(cli("note", "sign-group", path, note, "--json"))
    assert [(each["placeholder"], each["file"]) for each in shown["members"]] == [
        ("{Ana}", files[0]),
        ("{Luis}", files[1]),
    ]
    assert [(each["start"], each["participant"]) for each in shown["named"]] == [
        (0, ana),
        (10, luis),
    ]
    refused(cli("note", "sign-group", path, note, "--present", ana, "--json"), 1)
    text = cli("note", "sign-group", path, note, "--placeholders").out.decode()
    assert "The client wept, another member listened." in text
    signing = ["note", "sign-group", path, note, "--present", ana, "--present", luis, "--json"]
    done = ok(cli(*signing))
    assert [each["client"] for each in done["notes"]] == files
    told = [
        ok(cli("note", "show", path, each["id"], "--json"))["sections"]["note"]
        for each in [{"id": note}, *done["notes"]]
    ]
    assert told == [
        "A member wept, a member listened.",
        "The client wept, another member listened.",
        "Another member wept, the client listened.",
    ]
    refused(cli(*signing), 1)
    refused(cli("note", "sign-group", path, done["notes"][0]["id"], "--json"), 1)


def test_what_may_be_a_name_is_shown_and_looked_at(cli: Cli, path: Path) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    entered = [CLIENT | {"name": "Monday group", "kind": "group"}, CLIENT | {"name": "Will Roe"}]
    group, will = (each["id"] for each in ok(cli("client", "add", path, "--json", stdin=entered)))
    person = {"unit": group, "name": "Will Roe", "role": "member", "joined": "2026-01-01"}
    who = ok(cli("participant", "add", path, "--json", stdin=[person | {"file": will}]))[0]["id"]
    added = cli("note", "add", path, "--json", stdin=note_of(group, "Bill came; he will again."))
    note = ok(added)["id"]
    shown = ok(cli("note", "sign-group", path, note, "--placeholders", "--json"))
    assert [each["start"] for each in shown["named"]] == []
    assert [(each["start"], each["participant"], each["around"]) for each in shown["possible"]] == [
        (16, who, "{Will} came; he will again.")
    ]
    said = cli("note", "sign-group", path, note).out.decode()
    assert "May be a member’s name, in Note: {Will} came; he will again." in said
    signing = ["note", "sign-group", path, note, "--present", who, "--json"]
    answer = refused(cli(*signing), 1)
    assert answer["message"] == "A word of this note may be a member’s name."
    ok(cli(*signing, "--looked-at"))


def test_an_addendum_to_a_member_s_own_note_names_no_other(cli: Cli, path: Path) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    entered = [CLIENT | {"name": "Monday group", "kind": "group"}, CLIENT | {"name": "Ana Duarte"}]
    group, ana = (each["id"] for each in ok(cli("client", "add", path, "--json", stdin=entered)))
    joined = {"unit": group, "role": "member", "joined": "2026-01-01"}
    people = [joined | {"name": "Ana Duarte", "file": ana}, joined | {"name": "Luis Bell"}]
    who = ok(cli("participant", "add", path, "--json", stdin=people))[0]["id"]
    added = ok(cli("note", "add", path, "--json", stdin=note_of(group, "{Ana} wept.")))["id"]
    done = ok(cli("note", "sign-group", path, added, "--present", who, "--json"))
    note = done["notes"][0]["id"]
    said = refused(cli("note", "addend", path, note, "--json", stdin={"text": "Luis left."}), 1)
    assert said["message"] == (
        "A member is named in this note of a group, or meant by a placeholder."
    )
    assert said["hint"].startswith("Take the name out:")
    ok(cli("note", "addend", path, note, "--json", stdin={"text": "Ana left early."}))
    shown = ok(cli("note", "show", path, note, "--json"))["addenda"]
    assert [each["text"] for each in shown] == ["Ana left early."]
