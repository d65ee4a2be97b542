"""Every sentence for a person passes through translation, as a plain literal."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([*(ROOT / "vault").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])
RAISED = {
    "NotAllowed",
    "BadInput",
    "NotFound",
    "NotInThisVersion",
    "WrongSecret",
    "Damaged",
    "OlderThanSeen",
    "OpenElsewhere",
    "StorageFailed",
    "Cancelled",
    "NewerFormat",
    "VaultError",
}
BRITISH = re.compile(
    r"cancell|colour|behaviour|favour|neighbour|centre\b|specialit|organis|recognis|authoris|licence",
    re.IGNORECASE,
)
BELOW_TRANSLATION = {"resource_files.py"}
"""What translation itself stands on, and so cannot be translated."""


def calls(path: Path) -> list[tuple[str, ast.Call]]:
    """Return every call of a plain name in a file."""
    tree = ast.parse(path.read_text("utf-8"))
    return [
        (node.func.id, node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_looked_up_is_a_plain_literal(path: Path) -> None:
    for name, call in calls(path):
        count = {"_": 1, "count_of": 2}.get(name, 0)
        for argument in call.args[:count]:
            assert isinstance(argument, ast.Constant), f"line {call.lineno}"
            assert isinstance(argument.value, str), f"line {call.lineno}"
            # The interface is in US English (issue 2, First run).
            assert not BRITISH.search(argument.value), f"line {call.lineno}"


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if path.name not in BELOW_TRANSLATION],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_an_error_speaks_through_translation(path: Path) -> None:
    for name, call in calls(path):
        if name in RAISED:
            said = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "hint")]
            for argument in said:
                plain = isinstance(argument, ast.Constant | ast.JoinedStr)
                assert not plain, f"line {call.lineno}: wrap the sentence in _()"


def test_sentences_are_looked_up() -> None:
    found = sum(name == "_" for path in SOURCES for name, _call in calls(path))
    assert found > 150
