"""The command that computes when a record may be looked at for its end, as it is promised."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import Cli, ok

FACTS: dict[str, Any] = {
    "rules": ["ma-allied", "mo-sw"],
    "majority_age": 18,
    "feb29": "mar1",
    "birth_date": "2012-02-29",
    "record_opened": None,
    "last_entry": None,
    "death": None,
    "episodes": [
        {
            "start": "2026-01-01",
            "contacts": ["2026-01-01", "2026-05-05"],
            "services": None,
            "termination": None,
            "discharge": None,
            "services_completed": None,
            "closed": True,
        }
    ],
    "holds": [],
    "item": {
        "doc_created": None,
        "doc_last_effective": None,
        "item_created": None,
        "item_service_date": None,
        "disclosure_date": None,
    },
    "requires": {"covered_entity": True},
}


def written(folder: Path, facts: object) -> Path:
    """Return a file of facts."""
    path = folder / "facts.json"
    path.write_text(json.dumps(facts), "utf-8")
    return path


def test_it_answers_as_promised(cli: Cli, tmp_path: Path) -> None:
    file = written(tmp_path, FACTS)
    assert ok(cli("retention", "compute", file, "--json", unlocked=False)) == {
        "status": "computed",
        "eligible": "2033-05-06",
        "rules": [
            {
                "id": "ma-allied",
                "status": "computed",
                "through": "2033-05-05",
                "eligible": "2033-05-06",
                "binding_clause": "7y",
                "flags": [],
                "cite": "262 CMR 8.02(1)(b)",
            },
            {
                "id": "mo-sw",
                "status": "computed",
                "through": "2031-05-05",
                "eligible": "2031-05-06",
                "binding_clause": "5y",
                "flags": ["no_termination_letter"],
                "cite": "20 CSR 2263-3.040(12)",
            },
        ],
    }
    text = cli("retention", "compute", file, unlocked=False).out.decode()
    assert "a review may begin on 2033-05-06" in text
    assert "not legal advice" in text


def test_a_hold_that_is_open_leaves_no_day(cli: Cli, tmp_path: Path) -> None:
    hold = {"reason": "litigation", "set_on": "2027-01-01", "released_on": None}
    found = ok(
        cli(
            "retention",
            "compute",
            written(tmp_path, FACTS | {"holds": [hold]}),
            "--json",
            unlocked=False,
        )
    )
    assert (found["status"], found["eligible"]) == ("computed", None)
    lifted = FACTS | {"holds": [hold | {"released_on": "2040-01-01"}]}
    found = ok(cli("retention", "compute", written(tmp_path, lifted), "--json", unlocked=False))
    assert found["eligible"] == "2040-01-02"


@pytest.mark.parametrize(
    "wrong",
    [
        {"rules": [CANARY]},
        {"rules": None},
        {"birth_date": CANARY},
        {"birth_date": "2026-02-30"},
        {"majority_age": 0},
        {"feb29": "feb30"},
        {"episodes": [{"contacts": []}]},
        {"episodes": [{"start": "9999-12-31", "contacts": ["9999-12-31"], "closed": True}]},
        {"something": CANARY},
    ],
)
def test_bad_facts_are_refused_in_a_sentence(
    cli: Cli, tmp_path: Path, wrong: dict[str, object]
) -> None:
    refused(
        cli("retention", "compute", written(tmp_path, FACTS | wrong), "--json", unlocked=False), 2
    )


def test_what_is_no_file_or_no_json_is_refused(cli: Cli, tmp_path: Path) -> None:
    refused(cli("retention", "compute", tmp_path / "none.json", "--json", unlocked=False), 2)
    (tmp_path / "facts.json").write_bytes(b"\xff{")
    refused(cli("retention", "compute", tmp_path / "facts.json", "--json", unlocked=False), 2)


def test_the_schema_is_printed(cli: Cli, tmp_path: Path) -> None:
    shown = ok(cli("retention", "compute", tmp_path / "none", "--schema", "--json", unlocked=False))
    assert "episodes" in json.dumps(shown)
