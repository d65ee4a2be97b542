"""The commands that bring rules in: shown first, refused unless trusted, listed, taken back."""

from datetime import date
from pathlib import Path

import pytest

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import Cli, ok
from tests.cli.test_retention_dates import ENDED, client
from tests.rule_files import VERMONT, Maker, massachusetts, rule_text
from vault.cli import rule_files
from vault.model.dates import birthday

__all__ = ["client"]


@pytest.fixture
def maker() -> Maker:
    """Somebody who makes rule files."""
    return Maker()


def test_rules_come_in_once_their_key_is_trusted(
    cli: Cli, path: Path, client: str, maker: Maker, tmp_path: Path
) -> None:
    text = rule_text(massachusetts(12), VERMONT, reviewed=date.today())
    file = maker.write(tmp_path, text)
    shown = ok(cli("retention", "bring-rules", path, file, "--dry-run", "--json"))
    assert shown["id"] is None
    assert shown["key"]["trusted"] is False
    changes = {each["id"]: (each["change"], each["applies"]) for each in shown["rules"]}
    assert changes == {"ma-allied": ("changed", True), "vt-made-up": ("added", False)}
    assert "7 years from last contact" in shown["rules"][0]["before"]["clauses"]
    assert shown["rules"][0]["after"]["clauses"] == "12 years from last contact"
    (record,) = shown["records"]
    assert (record["client"], record["date"]) == (client, "longer")
    assert record["before"]["through"] == birthday(ENDED, 10).isoformat()
    assert record["after"]["through"] == birthday(ENDED, 12).isoformat()
    assert shown["unchanged"] == 0
    said = refused(cli("retention", "bring-rules", path, file, "--json"), 1)
    assert shown["key"]["fingerprint"] in said["message"]
    assert ok(cli("retention", "rule-files", path, "--json")) == []
    trust = "--trust", shown["key"]["fingerprint"], "--label", "State office"
    kept = ok(cli("retention", "bring-rules", path, file, *trust, "--json"))
    (found,) = ok(cli("retention", "due", path, "--json"))
    assert found["through"] == record["after"]["through"]
    assert "brought" in found["to_confirm"]["ma-allied"]
    (listed,) = ok(cli("retention", "rule-files", path, "--json"))
    assert (listed["id"], listed["signed_by"]) == (kept["id"], "State office")
    (key,) = ok(cli("retention", "rule-keys", path, "--json"))
    assert (key["fingerprint"], key["label"]) == (shown["key"]["fingerprint"], "State office")
    why = ok(cli("retention", "explain", path, client, "--json"))
    came = {each["id"]: each["came_in"] for each in why["rules"]}
    assert came["ma-allied"]["signed_by"] == "State office"
    text = cli("retention", "explain", path, client).out.decode()
    assert f"signed by State office, edition of {date.today()}" in text
    assert "counts until you confirm the newer text" in text
    assert "it came in as a file" in text


def test_rules_are_taken_back(
    cli: Cli, path: Path, client: str, maker: Maker, tmp_path: Path
) -> None:
    file = maker.write(tmp_path, rule_text(massachusetts(12), reviewed=date.today()), key=False)
    public = tmp_path / "office.pub"
    public.write_bytes(maker.public)
    trust = (
        "--key",
        public,
        "--trust",
        ok(cli("retention", "bring-rules", path, file, "--key", public, "--dry-run", "--json"))[
            "key"
        ]["fingerprint"],
    )
    text = cli("retention", "bring-rules", path, file, *trust).out.decode()
    assert "7 years from last contact; 1 year from majority → 12 years from last contact" in text
    assert f"{client}  Dana Whitfield: longer" in text
    assert "1 record is kept longer at once." in text
    (kept,) = ok(cli("retention", "rule-files", path, "--json"))
    assert "edition of" in cli("retention", "rule-files", path).out.decode()
    shown = ok(cli("retention", "take-back-rules", path, kept["id"], "--dry-run", "--json"))
    assert (shown["taken_back"], shown["records"][0]["date"]) == (False, "shorter")
    ok(cli("retention", "take-back-rules", path, kept["id"], "--json"))
    (found,) = ok(cli("retention", "due", path, "--json"))
    assert found["through"] == birthday(ENDED, 10).isoformat()
    assert "taken back on" in cli("retention", "rule-files", path).out.decode()
    refused(cli("retention", "take-back-rules", path, kept["id"], "--json"), 1)
    refused(cli("retention", "take-back-rules", path, "nowhere", "--json"), 2)
    fingerprint = trust[-1]
    assert fingerprint in cli("retention", "rule-keys", path).out.decode()
    ok(cli("retention", "forget-rule-key", path, fingerprint, "--json"))
    assert ok(cli("retention", "rule-keys", path, "--json")) == []


def test_somebody_at_the_keyboard_is_asked(
    cli: Cli, path: Path, maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = maker.write(tmp_path, rule_text(VERMONT, reviewed=date.today()))
    shown = ok(cli("retention", "bring-rules", path, file, "--dry-run", "--json"))
    groups = shown["key"]["fingerprint"].split()
    monkeypatch.setattr(rule_files, "_can_ask", lambda output: True)
    wrong = cli("retention", "bring-rules", path, file, stdin=b"0000 0000\nState office\n")
    assert wrong.code == 1
    assert b"another fingerprint" in wrong.err
    typed = " ".join(groups[-2:])
    right = cli("retention", "bring-rules", path, file, stdin=f"{typed}\nState office\n".encode())
    assert right.code == 0
    assert shown["key"]["fingerprint"].encode() in right.err
    (key,) = ok(cli("retention", "rule-keys", path, "--json"))
    assert key["label"] == "State office"


def test_what_is_not_signed_changed_or_no_rule_file_is_refused(
    cli: Cli, path: Path, maker: Maker, tmp_path: Path
) -> None:
    file = maker.write(tmp_path, rule_text(VERMONT, reviewed=date.today()))
    file.write_bytes(file.read_bytes().replace(b"P9Y", b"P1Y"))
    assert "changed" in refused(cli("retention", "bring-rules", path, file, "--json"), 4)["message"]
    (tmp_path / "rules.toml.minisig").unlink()
    assert (
        "not signed" in refused(cli("retention", "bring-rules", path, file, "--json"), 1)["message"]
    )
    broken = maker.write(tmp_path, "schema = 1\nreviewed =\n", "broken.toml")
    assert (
        "line 2" in refused(cli("retention", "bring-rules", path, broken, "--json"), 2)["message"]
    )
    refused(cli("retention", "bring-rules", path, tmp_path / "none.toml", "--json"), 2)
