"""Kinds and templates as data: complete, of one piece, and those of the contract."""

import re
import tomllib

import pytest

from vault.errors import BadInput
from vault.model.template import (
    PROGRESS_NOTE,
    Part,
    kind_of,
    kinds,
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
    assert templates_of(contact=True)[-1] == "contact"
    assert set(templates_of(session=True)) == {*templates_of(kind=PROGRESS_NOTE), "intake"}


def test_what_missouri_asks_for_has_a_kind() -> None:
    """20 CSR 2263-3.040(11)(A) to (F): each clause stands beside the kind that answers it."""
    text = read_resource("record-kinds.toml").decode()
    for letter in "ABCDEF":
        assert f"(11)({letter})" in text


def test_an_unknown_template_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput) as refused:
        template("dapp")
    assert "dap, soap" in refused.value.hint
