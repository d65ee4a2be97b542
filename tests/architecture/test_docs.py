"""What the documents say is so: links, files, commands, module names."""

import re
import shlex
from pathlib import Path

import pytest

from vault.cli.arguments import NOT_YET, parse
from vault.model.audit import Action

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("*.md")]
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_named_file_exists(page: Path) -> None:
    named = re.findall(r"`((?:vault|ui|tests|resources|docs)/[\w./-]+)`", page.read_text("utf-8"))
    for name in named:
        assert (ROOT / name).exists(), name


def test_every_command_of_the_readme_is_understood() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    lines = re.findall(r"(?:^|\| )(strongroom [^<|\n]+)", text, re.MULTILINE)
    assert len(lines) >= 10
    for line in lines:
        options = parse(shlex.split(line)[1:])
        assert options.run.startswith("vault.cli.")


def test_the_chain_page_lists_every_action() -> None:
    text = (ROOT / "docs/formats/audit-chain.md").read_text("utf-8")
    assert [action.value for action in Action if f"`{action.value}`" not in text] == [
        action.value for action in Action if not action.audited
    ]


def test_what_is_promised_and_not_built_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    from vault.cli.main import main

    for name in NOT_YET:
        assert main([name, "x"]) == 2
        assert "not in this version" in capsys.readouterr().err


def test_the_glossary_has_one_line_a_word() -> None:
    text = (ROOT / "docs/glossary.md").read_text("utf-8")
    words = re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)[2:]
    assert len(words) == len(set(words)) > 20
    assert words == sorted(words)
