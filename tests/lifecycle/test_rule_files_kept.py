"""Rule files that came in: proved by verify as they stand, and brought out by a salvage."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.conftest import Unlock
from tests.lifecycle.test_salvage import SECRET, tampered, written
from tests.rule_files import VERMONT, Maker, massachusetts, rule_text
from tests.services.test_retention import settled
from tests.storage.test_database import derive_once, place_of, raw_connection
from vault.lifecycle.salvage import salvage
from vault.lifecycle.verify import verify
from vault.model.ids import RuleFileId
from vault.model.rule_file import RuleFile


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def files(path: Path, unlocked: Unlock, tmp_path: Path) -> list[RuleFile]:
    """Two files came in, and the first was taken back."""
    vault, maker = settled(unlocked()), Maker()
    for n, text in enumerate((rule_text(VERMONT), rule_text(massachusetts(9)))):
        offered = vault.rule_files.offered(maker.write(tmp_path, text, f"{n}.toml"))
        vault.rule_files.take_in(offered, offered.key.fingerprint, "State office")
    found = vault.rule_files.list_all()
    vault.rule_files.take_back(found[-1].id)
    vault.close()
    return found


def named(path: Path) -> list[tuple[str, str]]:
    """Return what verify finds."""
    return [(each.kind, each.id) for each in verify(path, SECRET, None).problems]


def test_what_came_in_is_proved(path: Path, files: list[RuleFile]) -> None:
    assert named(path) == []


@pytest.mark.parametrize(
    "change",
    [
        "text = replace(text, 'P9Y', 'P8Y')",
        "key = '00' || substr(key, 3)",
        "signed = replace(signed, 'timestamp', 'timestamq')",
        "signature = '00' || substr(signature, 3)",
        "came_by = 'Somebody else'",
        "came_at = '2026-11-21T12:00:00+00:00'",
        "taken_back_at = NULL",
        "text = 'schema = 1'",
        "signed = ''",
    ],
)
def test_a_changed_rule_file_is_named(path: Path, files: list[RuleFile], change: str) -> None:
    tampered(path, f"UPDATE rule_file SET {change} WHERE id = '{files[-1].id}'")
    assert ("rule-file", files[-1].id) in named(path)


def test_a_rule_file_that_is_gone_and_one_that_nobody_brought_are_named(
    path: Path, files: list[RuleFile]
) -> None:
    new = RuleFileId("f" * 32)
    tampered(path, f"UPDATE rule_file SET id = '{new}' WHERE id = '{files[0].id}'")
    assert set(named(path)) >= {("missing", files[0].id), ("rule-file", new)}


def test_a_salvage_brings_them_out(path: Path, files: list[RuleFile], tmp_path: Path) -> None:
    salvage(path, tmp_path / "out", SECRET)
    text = written(tmp_path / "out")
    assert f"signed by State office [{files[0].id}]" in text
    assert 'cite = "Made-up rule 1"' in text


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM rule_file", "UPDATE rule_file SET text = ''", "UPDATE rule_file SET key = ''"],
)
def test_the_schema_keeps_them(path: Path, files: list[RuleFile], statement: str) -> None:
    connection = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    with pytest.raises(dbapi2.IntegrityError, match="a rule file is"):
        connection.execute(statement)
    connection.close()
