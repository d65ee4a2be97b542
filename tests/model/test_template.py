"""Kinds and templates as data: complete, of one piece, and those of the contract."""

import re
import tomllib
from dataclasses import replace

import pytest

from tests.practice import an_administration
from vault.errors import BadInput
from vault.model.document import document_kinds
from vault.model.ids import ClientId, new_id
from vault.model.other_kind import (
    DISPUTED_AMENDMENT,
    OUTCOME_MEASURE,
    PROCESS_NOTE,
    never_in_a_copy,
    other_kinds,
)
from vault.model.release import released_measures
from vault.model.template import (
    PROGRESS_NOTE,
    Part,
    kind_of,
    kinds,
    own_kind,
    section_help,
    section_title,
    template,
    templates,
    templates_of,
)
from vault.resource_files import read_resource, resource_path


def test_the_templates_of_progress_notes_are_those_of_the_contract() -> None:
    named = {name: templates()[name].sections for name in templates_of(kind=PROGRESS_NOTE)}
    assert named.pop("session")
    assert named == {
        "dap": ("data", "assessment", "plan"),
        "soap": ("subjective", "objective", "assessment", "plan"),
        "birp": ("behavior", "intervention", "response", "plan"),
        "girp": ("goal", "intervention", "response", "plan"),
        "free": ("note",),
    }


def test_every_file_is_a_template_of_a_kind_and_every_kind_has_one() -> None:
    files = {path.stem for path in resource_path("templates").glob("*.toml")}
    assert files == set(templates())
    assert {each.kind for each in templates().values()} == set(kinds())
    for name in templates():
        assert re.fullmatch("[a-z-]+", name)
        assert kind_of(name).title[0].isupper()


def test_a_section_is_called_the_same_in_every_template() -> None:
    said: dict[str, set[str]] = {}
    for name in templates():
        for section in tomllib.loads(read_resource(f"templates/{name}.toml").decode())["section"]:
            said.setdefault(section["name"], set()).add(section["title"])
    assert {name for name, titles in said.items() if len(titles) > 1} == set()
    for name in said:
        assert section_title(name)[0].isupper()
        assert section_help(name) == "" or section_help(name).endswith(".")


def test_what_is_administrative_never_leaves_and_dangers_are_looked_at_first() -> None:
    for kind in kinds().values():
        assert kind.release is kind.handoff is (kind.part is Part.RECORD)
        assert kind.contact or not kind.session
    first = {kind.id for kind in kinds().values() if kind.look_first}
    assert first == {"safety", "mandated-report", "evaluative-report"}
    assert templates_of(contact=True)[-2:] == ("contact", "imported")
    sessions = {*templates_of(kind=PROGRESS_NOTE), "intake", "imported"}
    assert set(templates_of(session=True)) == sessions


def test_a_client_is_given_the_record_and_a_successor_that_and_what_keeping_it_asks() -> None:
    """Of notes, of documents, and of what is neither; each flag is written out for each.

    What is of the record is in a copy, all of it and nothing else; what is of the practice's own
    file may go to a successor, but no note and no document of it does, except what asked for the
    record; process notes go nowhere.
    """
    for file in ("record-kinds.toml", "document-kinds.toml"):
        for name, rows in tomllib.loads(read_resource(file).decode()).items():
            for row in rows if isinstance(rows, list) else ():
                assert {"id", "title", "part", "release", "handoff"} <= set(row)
                part = Part(row["part"])
                assert row["release"] is (part is Part.RECORD), row["id"]
                assert row["handoff"] or not row["release"], row["id"]
                if (name == "kind" and row["id"] != "request") or part is Part.PROCESS:
                    assert row["handoff"] is row["release"], row["id"]
                assert row["release"] or not row.get("look_first", False), row["id"]
    assert not set(other_kinds()) & (set(kinds()) | set(document_kinds()))
    assert all(each.title[0].isupper() for each in other_kinds().values())


def test_what_only_a_successor_is_given() -> None:
    """Domain/law.md, section 6.2: holds, open requests, and what retention counts from."""
    assert {each.id for each in other_kinds().values() if each.handoff and not each.release} == {
        "amendment-request",
        "onset-list",
        "participant",
        "representative",
        "episode",
        "appointment",
        "hold",
        "retention-review",
        "earlier-value",
    }


def test_process_notes_are_of_no_file_and_travel_nowhere() -> None:
    process = [each for each in other_kinds().values() if each.part is Part.PROCESS]
    assert [each.id for each in process] == [PROCESS_NOTE]
    assert never_in_a_copy(Part.PROCESS) == ("Process notes",)
    assert Part.PROCESS not in {each.part for each in kinds().values()}
    assert own_kind(f"own-{PROCESS_NOTE}-{'0' * 32}") == ""
    assert {OUTCOME_MEASURE, DISPUTED_AMENDMENT} <= set(other_kinds())


def test_what_the_file_keeps_back_does_not_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    filled = an_administration(ClientId(new_id()))
    assert len(released_measures([filled])) == 1
    kept = {OUTCOME_MEASURE: replace(other_kinds()[OUTCOME_MEASURE], release=False)}
    monkeypatch.setattr("vault.model.release.other_kinds", lambda: kept)
    assert released_measures([filled]) == ()


def test_what_missouri_asks_for_has_a_kind() -> None:
    """20 CSR 2263-3.040(11)(A) to (F): each clause stands beside the kind that answers it."""
    text = read_resource("record-kinds.toml").decode()
    for letter in "ABCDEF":
        assert f"(11)({letter})" in text


def test_an_unknown_template_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput) as refused:
        template("dapp")
    assert "dap, soap" in refused.value.hint
