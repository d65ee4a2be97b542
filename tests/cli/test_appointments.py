"""The appointment commands: what they add, list, mark and begin, and what they refuse."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, ID, Cli, ok
from tests.format.test_ics import calendar

NOBODY = "0" * 32
TODAY = datetime.now().astimezone().date()


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client; return the id."""
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


def entered(client: str, **fields: object) -> dict[str, object]:
    """Return the JSON of an appointment on a Thursday."""
    return {"client": client, "day": "2026-05-14", "start": "10:00", **fields}


def add(cli: Cli, path: Path, client: str, **fields: object) -> str:
    """Add an appointment; return the id."""
    return str(ok(cli("appointment", "add", path, "--json", stdin=entered(client, **fields)))["id"])


def listed(cli: Cli, path: Path, *options: object) -> Any:
    """List sessions."""
    return ok(cli("appointment", "list", path, "--json", *options))


def test_an_appointment_comes_back_as_it_was_entered(cli: Cli, path: Path, client: str) -> None:
    given = {"minutes": 80, "place": "telehealth", "participants": "with her sister"}
    appointment = add(cli, path, client, **given)
    assert ID.match(appointment)
    assert listed(cli, path, "--from", "2026-05-14", "--to", "2026-05-14") == [
        {
            "id": appointment,
            **entered(client),
            **given,
            "stop": "11:20",
            "weekly": False,
            "status": "planned",
            "cancelled_by": None,
            "note": None,
            "note_state": "none",
        }
    ]
    text = cli("appointment", "list", path, "--from", "2026-05-14").out.decode()
    assert text.startswith(
        f"{appointment}  2026-05-14  10:00-11:20  Telehealth  planned  not begun"
    )
    assert "Dana Whitfield (with her sister)" in text


def test_a_list_is_of_the_coming_week_or_of_the_days_named(
    cli: Cli, path: Path, client: str
) -> None:
    other = ok(cli("client", "add", path, "--json", stdin=CLIENT | {"name": "Kim Okafor"}))["id"]
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 6, 7)]
    ids = [add(cli, path, client, day=day.isoformat()) for day in days]
    theirs = add(cli, path, other, day=TODAY.isoformat(), start="09:00")
    assert [each["id"] for each in listed(cli, path)] == [theirs, ids[1], ids[2]]
    assert [each["id"] for each in listed(cli, path, "--client", client)] == ids[1:3]
    assert [each["id"] for each in listed(cli, path, "--from", days[3])] == [ids[3]]
    assert [each["id"] for each in listed(cli, path, "--from", days[0], "--to", days[0])] == [
        ids[0]
    ]
    assert listed(cli, path, "--from", "9999-12-31") == []
    assert listed(cli, path, "--from", "0001-01-01") == []
    nothing = cli("appointment", "list", path, "--from", "2020-01-01")
    assert (nothing.code, nothing.out) == (0, b"There are no sessions on these days.\n")


def test_an_array_is_added_whole_or_not_at_all(cli: Cli, path: Path, client: str) -> None:
    many = [entered(client, start=f"{hour}:00") for hour in (10, 11, 12)]
    added = ok(cli("appointment", "add", path, "--json", stdin=many))
    assert [set(each) for each in added] == [{"id"}] * 3
    assert ok(cli("appointment", "add", path, "--json", stdin=[])) == []
    for bad in (entered(NOBODY), entered(client, minutes=0), entered(client, day="2026-02-30")):
        refused(cli("appointment", "add", path, "--json", stdin=[*many, bad]), 2)
    assert len(listed(cli, path, "--from", "2026-05-14")) == 3


def test_a_weekly_one_is_changed_and_ended(cli: Cli, path: Path, client: str) -> None:
    appointment = add(cli, path, client, weekly=True)
    week = ["--from", "2026-05-14", "--to", "2026-06-04"]
    assert len(listed(cli, path, *week)) == 4
    new = entered(client, weekly=True, start="11:30", place="phone")
    changed = ok(cli("appointment", "change", path, appointment, "--json", stdin=new))
    assert {name: changed[name] for name in new} == new
    assert changed["id"] == appointment
    ended = ok(cli("appointment", "end", path, appointment, "2026-05-27", "--json"))
    assert ended["last_day"] == "2026-05-27"
    assert [each["day"] for each in listed(cli, path, *week)] == ["2026-05-14", "2026-05-21"]
    other = ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"]
    for bad in (entered(other, weekly=True), [new], b"{}"):
        refused(cli("appointment", "change", path, appointment, "--json", stdin=bad), 2)
    refused(cli("appointment", "end", path, appointment, "2026-05-13", "--json"), 2)


def test_a_session_is_marked(cli: Cli, path: Path, client: str) -> None:
    appointment = add(cli, path, client, weekly=True)
    by_client = ["cancelled", "--by", "client"]
    for status in (["kept"], ["missed"], by_client, ["cancelled", "--by", "licensee"], ["planned"]):
        row = ok(cli("appointment", "mark", path, appointment, "2026-05-21", *status, "--json"))
        assert (row["status"], row["cancelled_by"]) == (status[0], [*status, None, None][2])
        assert row in listed(cli, path, "--from", "2026-05-15")
    for bad in (
        ["2026-05-22", "kept"],
        ["2026-05-21", "cancelled"],
        ["2026-05-21", "kept", "--by", "client"],
        ["2026-05-21", CANARY],
        ["2026-05-21", "cancelled", "--by", CANARY],
        [CANARY, "kept"],
        ["2026-05-21"],
    ):
        refused(cli("appointment", "mark", path, appointment, *bad, "--json"), 2)
    refused(cli("appointment", "mark", path, NOBODY, "2026-05-21", "kept", "--json"), 2)


def test_the_note_of_a_session_is_begun_and_signed(cli: Cli, path: Path, client: str) -> None:
    appointment = add(cli, path, client, minutes=45)
    begin = ["appointment", "begin-note", path, appointment, "2026-05-14", "--json"]
    note = ok(cli(*begin))["id"]
    assert ok(cli(*begin)) == {"id": note}
    shown = ok(cli("note", "show", path, note, "--json"))
    assert (shown["client"], shown["service_date"]) == (client, "2026-05-14")
    assert (shown["start"], shown["stop"], shown["template"]) == ("10:00", "10:45", "dap")
    (row,) = listed(cli, path, "--from", "2026-05-14")
    assert (row["note"], row["note_state"], row["status"]) == (note, "draft", "kept")
    words = {"client": client, "template": "dap", "service_date": "2026-05-14",
             "start": "10:00", "stop": "10:45", "sections": {"data": "Slept well."}}  # fmt: skip
    ok(cli("note", "change", path, note, "--json", stdin=words))
    assert cli("note", "sign", path, note).code == 0
    (row,) = listed(cli, path, "--from", "2026-05-14")
    assert row["note_state"] == "signed"
    refused(cli("appointment", "begin-note", path, appointment, "2026-05-15", "--json"), 2)
    refused(cli("appointment", "begin-note", path, NOBODY, "2026-05-14", "--json"), 2)
    report = ok(cli("verify", path, "--json"))
    assert (report["ok"], report["problems"]) == (True, [])


def test_a_calendar_file_is_added_and_what_is_left_out_is_counted(
    cli: Cli, path: Path, client: str, tmp_path: Path
) -> None:
    day = TODAY + timedelta(days=3)
    start = f"DTSTART:{day:%Y%m%d}T100000"
    file = tmp_path / "practice.ics"
    file.write_bytes(
        calendar(
            ("SUMMARY:dana whitfield", start, "DURATION:PT50M", "RRULE:FREQ=WEEKLY"),
            (f"SUMMARY:{CANARY}", start, "DURATION:PT50M"),
            ("SUMMARY:", start, "DURATION:PT50M"),
            (f"SUMMARY:{CANARY}", "DTSTART;VALUE=DATE:20260514"),
        )
    )
    ran = cli("appointment", "add", path, "--json", "--ics", file)
    assert ran.code == 0
    assert [set(each) for each in ran.json] == [{"id"}]
    said = ran.err.decode().splitlines()
    assert said == [
        "An event on 2026-05-14 lasts all day.",
        f"{day}: 2 events were not added: their titles are no client's name.",
    ]
    (row,) = listed(cli, path, "--from", day, "--to", day)
    assert (row["client"], row["start"], row["weekly"]) == (client, "10:00", True)
    again = cli("appointment", "add", path, "--json", "--ics", file)
    assert (again.code, again.json) == (0, [])
    assert b"1 session is in the calendar already." in again.err


@pytest.mark.parametrize(
    ("data", "code"),
    [(None, 2), (b"", 2), (b"\xff" * 100, 2), (CANARY.encode(), 2), (b"x" * 5_000_001, 2)],
    ids=["none", "empty", "no text", "no calendar", "too large"],
)
def test_a_file_that_is_no_calendar(
    cli: Cli, path: Path, tmp_path: Path, data: bytes | None, code: int
) -> None:
    file = tmp_path / f"{CANARY}.ics"
    if data is not None:
        file.write_bytes(data)
    refused(cli("appointment", "add", path, "--json", "--ics", file), code)
    refused(cli("appointment", "add", path, "--json", "--ics", tmp_path), 6)
    assert listed(cli, path) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"day": CANARY},
        {"day": "2026-5-14"},
        {"start": "25:00"},
        {"start": "10:00:00"},
        {"start": None},
        {"minutes": 0},
        {"minutes": 721},
        {"minutes": "50"},
        {"minutes": 10**30},
        {"place": CANARY},
        {"weekly": 1},
        {"weekly": True, "last_day": "2026-05-13"},
        {"last_day": "2026-05-14"},
        {"participants": f"{CANARY}\n"},
        {"participants": f"{CANARY}\0"},
        {"participants": CANARY * 1_000},
        {"client": CANARY},
        {"client": NOBODY},
        {"client": "\0"},
        {CANARY: 1},
    ],
    ids=lambda fields: str(fields)[:40],
)
def test_an_appointment_that_cannot_be_kept(
    cli: Cli, path: Path, client: str, fields: dict[str, Any]
) -> None:
    refused(cli("appointment", "add", path, "--json", stdin=entered(client) | fields), 2)
    assert listed(cli, path, "--from", "2026-05-14") == []


@pytest.mark.parametrize(
    "options",
    [
        ["--from", CANARY],
        ["--to", "2020-01-01"],
        ["--from", "2026-05-14", "--to", "2026-05-13"],
        ["--from", "0001-01-01", "--to", "9999-12-31"],
        ["--client", CANARY],
        ["--client", NOBODY],
        ["--from"],
        [CANARY],
    ],
    ids=" ".join,
)
def test_a_list_of_what_is_not_there(cli: Cli, path: Path, options: list[str]) -> None:
    ran = cli("appointment", "list", path, "--json", *options)
    refused(ran, 2)
    assert CANARY.encode() not in ran.out + ran.err


def test_ids_that_are_none(cli: Cli, path: Path, client: str) -> None:
    day = date(2026, 5, 14)
    for wrong in (CANARY, NOBODY, "", "\udcff", "' OR 1=1 --"):
        refused(cli("appointment", "end", path, wrong, day, "--json"), 2)
        refused(cli("appointment", "begin-note", path, wrong, day, "--json"), 2)
        new = entered(client)
        refused(cli("appointment", "change", path, wrong, "--json", stdin=new), 2)
    assert cli("appointment", "list", path, "--json").json == []
