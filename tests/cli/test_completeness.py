"""The command of the completeness check: one record item by item, and who lacks something."""

import uuid
from pathlib import Path

import pytest

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, ok
from tests.cli.test_switched_on import BY_ALLIED

CONTACT = {"template": "contact", "service_date": "2026-01-02", "start": None, "stop": None}


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client of a licensee in Massachusetts; return the id."""
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


def test_what_one_record_lacks(cli: Cli, path: Path, client: str) -> None:
    assert ok(cli("completeness", "list", path, "--json")) == []
    text = cli("completeness", "list", path).out.decode()
    assert text.startswith("The check finds nothing")
    found = ok(cli("completeness", "list", path, client, "--json"))
    assert len(found) == 9
    assert {each["state"] for each in found} == {"does-not-apply"}
    assert {each["standing"] for each in found} == {"customary"}
    note = CONTACT | {"client": client, "sections": {"who": "A call.", "substance": "She came."}}
    added = ok(cli("note", "add", path, "--json", stdin=note))["id"]
    ok(cli("note", "sign", path, added, "--json"))
    found = {each["item"]: each for each in ok(cli("completeness", "list", path, client, "--json"))}
    gap = found["reasons"]["gaps"][0]
    assert (gap["lack"], gap["step"], gap["template"]) == ("not-found", "begin-note", "intake")
    assert gap["words"] == (
        "No signed note holds it. It is looked for in: Intake (Presenting problem)."
    )
    assert found["reasons"]["cite"] == "258 CMR 22.02(1)(b)"
    listed = ok(cli("completeness", "list", path, "--json"))
    assert listed == [
        {
            "client": client,
            "lacking": 5,
            "standings": {"customary": 5},
            "because": BY_ALLIED,
        }
    ]
    text = cli("completeness", "list", path).out.decode()
    assert ": 5 things that are usual and customary were not found." in text


def test_massachusetts_hears_of_usual_practice_alone(cli: Cli, path: Path, client: str) -> None:
    text = cli("completeness", "list", path, client).out.decode()
    assert text.startswith("Usual and customary (modelled on 258 CMR 22.02(1))\n262 CMR 8.02(1)(a)")
    assert "a help to look by, and no rule for your license" in text
    assert "(modelled on 258 CMR 22.02(1)(i)): does not apply, there was no contact yet" in text
    for word in ("require", "must", "has to", "lacking"):
        assert word not in text.lower()


def test_another_license_has_no_list(cli: Cli, path: Path, client: str) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE | {"credential": "Coach"}))
    assert ok(cli("completeness", "list", path, client, "--json")) == []
    for of in ((client,), ()):
        text = cli("completeness", "list", path, *of).out.decode()
        assert text.startswith("No list was found for your license")
    refused(cli("completeness", "list", path, uuid.uuid4().hex, "--json"), 2)


def test_a_report_is_lacking_until_it_is_attached(
    cli: Cli, path: Path, client: str, tmp_path: Path
) -> None:
    """20 CSR 2263-3.040(11)(E)."""
    ok(
        cli(
            "practice",
            "set",
            path,
            "--json",
            stdin=PRACTICE | {"credential": "LCSW", "state": "MO"},
        )
    )
    about = CONTACT | {"template": "evaluative-report", "client": client}
    added = ok(cli("note", "add", path, "--json", stdin=about | {"sections": {"source": "School"}}))
    ok(cli("note", "sign", path, added["id"], "--json"))
    text = cli("completeness", "list", path, client).out.decode()
    assert "Evaluative reports made or received (20 CSR 2263-3.040(11)(E)): lacking" in text
    assert "Attach it under Documents as “Report or evaluation”" in text
    assert "(Go to Documents)" in text
    (tmp_path / "report.txt").write_text("He reads well.")
    document = {"client": client, "file": str(tmp_path / "report.txt"), "kind": "report"}
    ok(cli("document", "add", path, "--json", stdin=document))
    text = cli("completeness", "list", path, client).out.decode()
    assert "(20 CSR 2263-3.040(11)(E)): in the record" in text
