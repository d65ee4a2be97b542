"""The notices of the onset list: each from its clause, quoted, and for whom there is a page."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.practice import a_client, a_participant
from vault.errors import BadInput, NotAllowed
from vault.model.circumstances import License
from vault.model.client import ClientKind
from vault.model.ids import OnsetId, new_id
from vault.model.onset import (
    Given,
    OnsetLine,
    binding_license,
    items_for,
    lines_of,
    onset_items,
)
from vault.model.onset_notice import NoticePage, file_names, onset_notices, pages_for
from vault.resource_files import read_resource

CLAUSES: dict[str, str] = {
    cite: " ".join(text.split())
    for cite, text in tomllib.loads(
        Path(__file__).with_name("onset_clauses.toml").read_text("utf-8")
    ).items()
}
ROWS: list[dict[str, Any]] = tomllib.loads(read_resource("onset-notices.toml").decode())["notice"]
BOTH = [License("MA", "LMHC", "MH-0"), License("MO", "LCSW", "SW-0")]
DAY = date(2026, 11, 22)


def lines(kind: ClientKind, *names: str, given: tuple[str, ...] = ()) -> list[OnsetLine]:
    """Return the list of a client under both licenses, with some items given."""
    client = a_client("The Duarte family", kind=kind)
    people = [a_participant(client, name) for name in names]
    had = [Given(OnsetId(new_id()), client.id, item, DAY) for item in given]
    return lines_of(items_for(BOTH, kind), had, people, DAY, {})


def pages(listed: list[OnsetLine], kind: ClientKind, *items: str) -> list[NoticePage]:
    """Return the notices of these items for that client."""
    return pages_for(listed, "The Duarte family", kind, items)


def test_every_item_has_a_notice_that_cites_its_clause() -> None:
    assert list(onset_notices()) == list(onset_items())
    for item, notice in onset_notices().items():
        assert notice.item == onset_items()[item]
        assert notice.cites[0] == onset_items()[item].cite
        assert notice.version == "2026-11"
        assert notice.title
        assert notice.said
        assert notice.signed


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["item"])
def test_everything_a_notice_says_is_carried_by_words_of_its_clause(row: dict[str, Any]) -> None:
    cite = onset_items()[row["item"]].cite
    for said in row["said"]:
        clause = said.get("clause", cite)
        if clause != cite:
            section, _bracket, number = clause.rpartition("(")
            assert row["also"].startswith(section), "what is quoted besides is cited too"
            assert f"({number}" in row["also"]
            assert section == cite.rpartition("(")[0], "of one section, read through one day"
        assert said["words"]
        for words in said["words"]:
            assert words in CLAUSES[clause], said["text"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["item"])
def test_a_notice_names_no_time_that_its_clause_does_not(row: dict[str, Any]) -> None:
    said = " ".join([row.get("lead", ""), row["signed"], *(one["text"] for one in row["said"])])
    for word in ("day", "week", "month", "year", "hour", "deadline"):
        assert word not in said.lower()
    assert set(re.findall(r"\d+", said)) <= {"112", "12"}, "M.G.L. c. 112, § 12CC"


def test_only_what_is_no_notice_by_its_clause_says_so() -> None:
    said = {item: notice.lead for item, notice in onset_notices().items() if notice.lead}
    assert list(said) == ["fees", "electronic"]
    assert all("This sheet is no notice" in lead for lead in said.values())


def test_without_items_it_is_what_is_missing() -> None:
    listed = lines(ClientKind.INDIVIDUAL, given=("limits", "fees"))
    found = pages(listed, ClientKind.INDIVIDUAL)
    assert [page.item for page in found] == [
        "records-notice",
        "consultation",
        "purposes",
        "recording",
        "experimental",
        "electronic",
    ]
    assert {page.people for page in found} == {()}
    again = pages(listed, ClientKind.INDIVIDUAL, "fees")
    assert [page.item for page in again] == ["fees"], "what was given can be printed again"


@pytest.mark.parametrize("kind", [ClientKind.COUPLE, ClientKind.FAMILY])
def test_one_page_has_everyone_of_a_couple_or_a_family(kind: ClientKind) -> None:
    found = {page.item: page for page in pages(lines(kind, "Ana", "Rui"), kind)}
    assert len(found) == len(onset_items())
    for item in ("relationship", "shared-confidence"):
        assert (found[item].people, found[item].participant) == (("Ana", "Rui"), None)
    assert found["limits"].people == ()


def test_each_member_of_a_group_has_a_page_that_names_no_other() -> None:
    listed = lines(ClientKind.GROUP, "Ana", "Rui")
    found = pages(listed, ClientKind.GROUP, "shared-confidence", "limits")
    assert [(page.item, page.people) for page in found] == [
        ("limits", ()),
        ("shared-confidence", ("Ana",)),
        ("shared-confidence", ("Rui",)),
    ]
    rui = listed[-1].participant
    (alone,) = pages_for(listed, "A group", ClientKind.GROUP, ["shared-confidence"], rui)
    assert (alone.people, alone.participant) == (("Rui",), rui)
    names = list(file_names(found, DAY))
    assert names == [
        "onset-limits-2026-11-22.pdf",
        "onset-shared-confidence-2026-11-22.pdf",
        "onset-shared-confidence-2026-11-22-2.pdf",
    ]
    given = replace(listed[-2], given=Given(OnsetId(new_id()), a_client().id, "limits", DAY))
    missing = pages([*listed[:-2], given, listed[-1]], ClientKind.GROUP)
    assert [page.people for page in missing if page.people] == [("Rui",)]


def test_what_cannot_be_printed_is_refused() -> None:
    alone = lines(ClientKind.INDIVIDUAL)
    with pytest.raises(BadInput, match="no such item"):
        pages(alone, ClientKind.INDIVIDUAL, "limits", "horoscope")
    with pytest.raises(NotAllowed, match="not on the onset list of this client"):
        pages(alone, ClientKind.INDIVIDUAL, "relationship")
    nobody = lines(ClientKind.COUPLE)
    with pytest.raises(NotAllowed, match="Nobody is entered"):
        pages(nobody, ClientKind.COUPLE, "relationship")
    assert "relationship" not in {page.item for page in pages(nobody, ClientKind.COUPLE)}


def test_a_notice_bears_the_license_that_asks_for_it() -> None:
    for item in onset_items().values():
        license = binding_license(item, [License("MO", "LCSW"), *BOTH])
        assert license == (BOTH[0] if "CMR" in item.cite else BOTH[1])
        assert binding_license(item, [License("CA", "LMFT")]) is None


def test_what_was_printed_last_stands_on_the_line_of_each() -> None:
    client = a_client("A group", kind=ClientKind.GROUP)
    ana, rui = a_participant(client, "Ana"), a_participant(client, "Rui")
    printed = {("shared-confidence", ana.id): "2026-11", ("limits", None): "2026-10"}
    items = items_for(BOTH, ClientKind.GROUP)
    found = {
        (line.item.id, line.name): line.printed
        for line in lines_of(items, [], [ana, rui], DAY, printed)
        if line.printed
    }
    assert found == {("shared-confidence", "Ana"): "2026-11", ("limits", ""): "2026-10"}
