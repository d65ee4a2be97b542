"""The shape of the tree: small files, small functions, named rooms."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE_LIMIT, FUNCTION_LIMIT = 400, 60
HOMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}


def sources() -> Iterator[Path]:
    """Yield every source file of the product."""
    yield from sorted([*(ROOT / "vault").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])
    yield from (ROOT / "dev.py", *sorted((ROOT / "resources").rglob("*.py")))


def name_of(path: Path) -> str:
    """Return a path as the tree names it."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", list(sources()), ids=name_of)
def test_files_and_functions_are_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= FILE_LIMIT
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < FUNCTION_LIMIT, node.name


@pytest.mark.parametrize("path", list(sources()), ids=name_of)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    words = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert words
    assert words.splitlines()[0].rstrip().endswith((".", ":"))


def test_no_room_is_called_after_nothing() -> None:
    names = {part for path in sources() for part in path.relative_to(ROOT).with_suffix("").parts}
    assert not names & HOMELESS


def test_an_init_is_one_sentence() -> None:
    for path in (ROOT / "vault").rglob("__init__.py"):
        body = ast.parse(path.read_text("utf-8")).body
        allowed = 2 if path.parent.name == "vault" else 1  # the product's one has the version
        assert len(body) == allowed, path


def test_packaging_shadows_nothing() -> None:
    assert (ROOT / "packaging").is_dir()
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_every_source_is_found() -> None:
    assert len(list(sources())) > 80
