"""Every string of the naughty list in every text field: it comes back the same, or is refused.

All are entered, and all are listed where a list tells. Each is shown by a command of its own with
--long; without it every third.
"""

import itertools
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, PRACTICE, ROOT, Cli, Ran, note_of, ok
from vault.model.template import templates
from vault.model.text import SECTION_LIMIT

NAUGHTY: list[str] = json.loads((ROOT / "tests/naughty.json").read_text("utf-8"))
SECTIONS = ["subjective", "objective", "assessment", "plan"]


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client; return the id."""
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


def comes_back(text: str, *, line: bool, named: bool) -> str | None:
    """Return what must come back of a text, or None when it must be refused."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in kept or any("\ud800" <= char <= "\udfff" for char in kept):
        return None
    if (named and not kept.strip()) or (line and ("\n" in kept or len(kept) > 1_000)):
        return None
    return kept


def split(*, line: bool, named: bool) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the texts that must come back, each with what comes back, and the others."""
    wanted = [(text, comes_back(text, line=line, named=named)) for text in NAUGHTY]
    assert len(wanted) > 300
    kept = [(text, back) for text, back in wanted if back is not None]
    return kept, [text for text, back in wanted if back is None]


def said_no(texts: Sequence[str], add: Callable[[str], Ran]) -> int:
    """Check that each text is refused with one sentence that does not repeat it."""
    for text in texts:
        ran = add(text)
        refused(ran, 2)
        assert len(text.strip()) < 8 or text.encode("utf-8", "replace") not in ran.err
    return len(texts)


def figure(what: str, kept: int, no: int) -> None:
    """Print how many came back and how many were refused."""
    sys.stdout.write(f"naughty strings, {what}: {kept} came back the same, {no} refused\n")


def test_in_every_field_of_a_client(cli: Cli, path: Path, long: bool) -> None:
    def entered(text: str) -> dict[str, object]:
        contact = {"kind": "phone", "value": text, "whose": text, "may": ["call"]}
        called = {"name": text, "preferred_name": text, "call_line": text}
        return called | {"contacts": [contact]}

    kept, others = split(line=True, named=True)
    added = ok(cli("client", "add", path, "--json", stdin=[entered(text) for text, _b in kept]))
    pairs = list(zip(kept, added, strict=True))
    for (text, back), each in pairs if long else pairs[::3]:
        shown = ok(cli("client", "show", path, each["id"], "--json"))
        contact = shown["contacts"][0]
        found = {shown[name] for name in ("name", "preferred_name", "call_line")}
        found |= {contact["value"], contact["whose"]}
        assert found == {back}, ascii(text[:80])
    listed = {each["name"] for each in ok(cli("client", "list", path, "--json"))}
    assert listed == {back for _text, back in kept}
    no = said_no(others, lambda t: cli("client", "add", path, "--json", stdin=entered(t)))
    figure("client", len(kept), no)


def test_in_the_address_of_a_client(cli: Cli, path: Path) -> None:
    kept, others = split(line=False, named=True)

    def entered(texts: list[str]) -> dict[str, object]:
        return {"name": "x", "contacts": [{"kind": "address", "value": text} for text in texts]}

    given = entered([text for text, _back in kept])
    added = ok(cli("client", "add", path, "--json", stdin=given))["id"]
    shown = ok(cli("client", "show", path, added, "--json"))
    assert [each["value"] for each in shown["contacts"]] == [back for _text, back in kept]
    no = said_no(others, lambda t: cli("client", "add", path, "--json", stdin=entered([t])))
    figure("address", len(kept), no)


def test_in_every_section_of_a_note_and_in_an_addendum(cli: Cli, path: Path, client: str) -> None:
    kept, others = split(line=False, named=False)
    groups = [kept[at : at + 4] for at in range(0, len(kept), 4)]
    notes = [
        note_of(
            client,
            template="soap",
            sections={n: t for n, (t, _b) in zip(SECTIONS, g, strict=False)},
        )
        for g in groups
    ]
    added = ok(cli("note", "add", path, "--json", stdin=notes))
    for group, each in zip(groups, added, strict=True):
        shown = ok(cli("note", "show", path, each["id"], "--json"))["sections"]
        assert [shown[name] for name in SECTIONS][: len(group)] == [back for _text, back in group]
    no = said_no(others, lambda t: cli("note", "add", path, "--json", stdin=note_of(client, t)))
    signed = added[0]["id"]
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    ok(cli("note", "sign", path, signed, "--json"))
    said = [pair for pair in kept if pair[1].strip()][::10]
    for text, _back in said:
        ok(cli("note", "addend", path, signed, "--json", stdin={"text": text}))
    shown = ok(cli("note", "show", path, signed, "--json"))["addenda"]
    assert sorted(each["text"] for each in shown) == sorted(back for _text, back in said)
    figure("note", len(kept), no)


def every_character(sections: Sequence[str]) -> dict[str, str]:
    """Return a megabyte for each section: in all of them every character that can be kept.

    Each begins with words that run leftward. The carriage return is left out, which becomes LF.
    """
    codes = itertools.chain(range(1, 0x0D), range(0x0E, 0xD800), range(0xE000, 0x110000))
    every = "".join(map(chr, codes)).encode()
    waiting = every * (len(sections) * SECTION_LIMIT // len(every) + 1)
    texts, at = {}, 0
    for section in sections:
        text = "שינה טובה. نوم جيد.\n" + waiting[at : at + SECTION_LIMIT - 40].decode(
            "utf-8", "ignore"
        )
        at += SECTION_LIMIT - 50  # what was cut in two stands whole in the next
        texts[section] = text + "x" * (SECTION_LIMIT - len(text.encode()))
    return texts


def test_ten_megabytes_of_every_character_in_one_note(cli: Cli, path: Path, client: str) -> None:
    names = templates()["intake"].sections
    texts = every_character(names)
    assert [len(text.encode()) for text in texts.values()] == [1_048_576] * 10
    assert len(set("".join(texts.values()))) == 0x110000 - 0x800 - 2
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    given = note_of(client, template="intake", sections=texts)
    added = ok(cli("note", "add", path, "--json", stdin=given))["id"]
    assert ok(cli("note", "show", path, added, "--json"))["sections"] == texts
    ok(cli("note", "sign", path, added, "--json"))
    assert ok(cli("note", "show", path, added, "--json"))["sections"] == texts
    assert ok(cli("verify", path, "--json"))["ok"]
    sys.stdout.write("a note of ten megabytes with every character came back the same, signed\n")


def test_in_who_comes_to_a_session(cli: Cli, path: Path, client: str) -> None:
    def entered(text: str) -> dict[str, str]:
        return {"client": client, "day": "2026-05-14", "start": "10:00", "participants": text}

    kept, others = split(line=True, named=False)
    added = ok(
        cli("appointment", "add", path, "--json", stdin=[entered(text) for text, _b in kept])
    )
    wanted = {each["id"]: back for (_text, back), each in zip(kept, added, strict=True)}
    listed = ok(cli("appointment", "list", path, "--from", "2026-05-14", "--json"))
    assert {each["id"]: each["participants"] for each in listed} == wanted
    no = said_no(others, lambda t: cli("appointment", "add", path, "--json", stdin=entered(t)))
    figure("appointment", len(kept), no)


def test_in_a_process_note(cli: Cli, path: Path, client: str, long: bool) -> None:
    def entered(text: str) -> dict[str, str]:
        return {"client": client, "date": "2026-05-14", "text": text}

    kept, others = split(line=False, named=True)
    added = ok(
        cli("process-note", "add", path, "--json", stdin=[entered(text) for text, _b in kept])
    )
    pairs = list(zip(kept, added, strict=True))
    for (text, back), each in pairs if long else pairs[::3]:
        shown = ok(cli("process-note", "show", path, each["id"], "--json"))
        assert shown["text"] == back, ascii(text[:80])
    no = said_no(others, lambda t: cli("process-note", "add", path, "--json", stdin=entered(t)))
    figure("process note", len(kept), no)


def test_in_every_field_of_the_practice(cli: Cli, path: Path, long: bool) -> None:
    kept, others = split(line=True, named=False)
    names = list(PRACTICE)
    for at in range(0, len(kept), len(names)):
        group = kept[at : at + len(names)]
        for turn in (0, 3) if long else (0,):
            turned = names[turn:] + names[:turn]
            given = {name: text for name, (text, _back) in zip(turned, group, strict=False)}
            ok(cli("practice", "set", path, "--json", stdin=given))
            shown = ok(cli("practice", "show", path, "--json"))
            wanted = {name: back for name, (_text, back) in zip(turned, group, strict=False)}
            assert {name: shown[name] for name in wanted} == wanted
    no = said_no(others, lambda t: cli("practice", "set", path, "--json", stdin={"name": t}))
    figure("practice", len(kept), no)


def test_a_path_that_is_no_text_is_no_defect(cli: Cli, tmp_path: Path) -> None:
    """A folder's name is bytes; what is printed as JSON is text."""
    (tmp_path / "places").mkdir()
    vault = tmp_path / "places" / "x\udcff.strongroom"
    ran = cli("create", vault, "--json")
    assert ran.code in (0, 2), ran
    assert len(list(vault.parent.iterdir())) == (ran.code == 0)
    if ran.code == 0:
        assert set(ran.json) == {"vault", "vault_id"}
        assert ok(cli("client", "list", vault, "--json")) == []


def test_as_words_to_search_for(cli: Cli, path: Path, client: str) -> None:
    ok(cli("note", "add", path, "--json", stdin=note_of(client, "She walked by the river.")))
    searched = 0
    for text in NAUGHTY[::4]:
        if "\0" not in text and not text.startswith("-"):
            typed = text[:5_000].encode("utf-8", "replace").decode()
            assert all(
                "walked" in hit["snippet"] for hit in ok(cli("search", path, typed, "--json"))
            )
            searched += 1
    sys.stdout.write(f"naughty strings, searched for: {searched}, 0 refused, 0 defects\n")
    assert searched > 60
