"""What the documents say is so: links, files, commands, module names."""

import ast
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from vault.cli.arguments import NOT_YET, parse
from vault.errors import BadInput
from vault.model.amendment import amendment_rule
from vault.model.audit import Action
from vault.model.completeness import Standing, check_items
from vault.model.measure import measures
from vault.model.measure_words import range_words
from vault.model.onset import onset_items
from vault.model.other_kind import other_kinds
from vault.model.retention import Flag, RetentionStatus
from vault.model.rule_table import retention_rules
from vault.model.template import Part, kinds, templates

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


def test_every_command_of_the_guide_is_one() -> None:
    named: dict[tuple[str, ...], str] = {}
    for page in sorted((ROOT / "docs/guide").glob("*.md")):
        for line in re.findall(r"^strongroom (.+)", page.read_text("utf-8"), re.MULTILINE):
            words = [each for each in line.split()[:2] if re.fullmatch(r"[a-z-]+", each)]
            named.setdefault(tuple(words), page.name)
    assert len(named) > 100
    assert [each for each in named.items() if not _is_command(list(each[0]))] == []


def _is_command(named: list[str]) -> bool:
    """Tell whether a command is one: with its name alone, only arguments may be missing."""
    try:
        parse(named)
    except BadInput as error:
        return error.sentence.startswith("This command needs more")
    return True


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


NUMBERS = [f"V-{number:02}" for number in range(1, 52)]


def to_come() -> dict[str, tuple[set[str], dict[str, str]]]:
    """Return what each part to come speaks of: by number, and in words alone with these."""
    said = tomllib.loads((ROOT / "tests/architecture/still_to_come.toml").read_text("utf-8"))
    found = {}
    for part, of in said.items():
        numbers: set[str] = set()
        for each in of["numbers"]:
            first, _to, last = each.partition(" to ")
            numbers |= set(NUMBERS[NUMBERS.index(first) : NUMBERS.index(last or first) + 1])
        found[part] = (numbers, dict(of.get("in_words", {})))
    return found


def rows_of_the_law() -> list[tuple[str, list[str], set[str]]]:
    """Return the rows of docs/guide/law.md: number, the other cells, the parts that are named."""
    found = []
    for line in (ROOT / "docs/guide/law.md").read_text("utf-8").splitlines():
        if line.startswith("| V-"):
            number, *cells = (cell.strip() for cell in line.strip("|").split("|"))
            parts = re.split(r"[;,]", cells[-1])
            named = (each.split(":")[0].strip() for each in parts)
            found.append((number, cells, {each for each in named if each}))
    return found


def test_every_requirement_is_shown_or_said_to_come() -> None:
    """Each number once, in order; a test that exists for what is there, a part for what is not."""
    text = (ROOT / "docs/guide/law.md").read_text("utf-8")
    rows = rows_of_the_law()
    assert [number for number, _cells, _parts in rows] == NUMBERS
    for number, (asked, where, shown, later), parts in rows:
        assert asked, number
        assert bool(where) == bool(shown), number
        assert where or later, number
        assert not shown or (ROOT / shown.strip("`")).is_file(), number
        assert bool(parts) == bool(later), number
        for part in parts:
            assert f"**{part}**" in text, number


def test_a_part_is_named_only_for_what_it_speaks_of() -> None:
    """By its number, or in words that are written down; and no words for what no row names."""
    spoken = to_come()
    named = {(part, number) for number, _cells, parts in rows_of_the_law() for part in parts}
    unheard = [
        each
        for each in sorted(named)
        if each[0] not in spoken or each[1] not in spoken[each[0]][0] | set(spoken[each[0]][1])
    ]
    assert unheard == []
    for part, (numbers, words) in spoken.items():
        assert all(words.values())
        assert not numbers & set(words), part
        assert {(part, number) for number in words} <= named, part


def test_the_glossary_has_one_line_a_word() -> None:
    text = (ROOT / "docs/glossary.md").read_text("utf-8")
    words = re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)[2:]
    assert len(words) == len(set(words)) > 20
    assert words == sorted(words)


SHORTCUT = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+\S+|F\d{1,2}|Escape")


def keys_of(text: str) -> str:
    """Return a shortcut as the guide writes it."""
    return text.replace("Return", "Enter")


def window_shortcuts() -> Iterator[tuple[str, str]]:
    """Yield every shortcut that a module of the window names, with the words of its command."""
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if SHORTCUT.fullmatch(node.value):
                    yield keys_of(node.value), ""
            elif isinstance(node, ast.Attribute) and node.attr == "Find":
                yield "Ctrl+F", ""
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Command":
                for given in node.args[2:]:
                    text = ast.literal_eval(given)
                    if SHORTCUT.fullmatch(text):
                        words = node.args[0]
                        assert isinstance(words, ast.Call)
                        yield keys_of(text), str(ast.literal_eval(words.args[0]))


def session_letters() -> Iterator[tuple[str, str]]:
    """Yield the letters of a session on Today, with what they do."""
    code = (ROOT / "ui/screens/today/session_card.py").read_text("utf-8")
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Tuple) and len(node.elts) == 3:
            words, key = node.elts[:2]
            if isinstance(words, ast.Call) and isinstance(key, ast.Constant):
                letter = str(key.value)
                yield f"Shift+{letter}" if letter.isupper() else letter.upper(), ast.unparse(words)


def test_the_guide_has_every_shortcut_of_the_window() -> None:
    text = (ROOT / "docs/guide/everyday.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", text, re.MULTILINE))
    found = list(window_shortcuts())
    assert len({keys for keys, _words in found}) >= 12
    assert [keys for keys, _words in found if keys not in rows] == []
    assert [(keys, words) for keys, words in found if words not in rows[keys]] == []
    letters = list(session_letters())
    assert len(letters) == 7
    assert [each for each in letters if rows.get(each[0], "?") not in each[1]] == []
    known = {keys for keys, _words in found} | {keys for keys, _words in letters}
    assert {keys for keys in rows if keys not in known} == {"Space", "F2"}, "keys nobody hears"


def test_the_guide_tells_of_every_kind_of_note() -> None:
    text = (ROOT / "docs/guide/kinds.md").read_text("utf-8")
    for kind in kinds().values():
        part = "the record" if kind.part is Part.RECORD else "the practice"
        leaves, first = ("yes" if said else "no" for said in (kind.release, kind.look_first))
        assert f"| {kind.title} | {part} | {leaves} | {first} |" in text
    for other in other_kinds().values():
        part = {
            Part.RECORD: "the record",
            Part.ADMINISTRATIVE: "the practice",
            Part.PROCESS: "neither: apart, under their own key",
        }[other.part]
        leaves, travels = ("yes" if said else "no" for said in (other.release, other.handoff))
        assert f"| {other.title} | {part} | {leaves} | {travels} |" in text
    page = (ROOT / "docs/formats/vault.md").read_text("utf-8")
    for template in templates().values():
        names = ", ".join(f"`{name}`" for name in template.sections)
        assert f"| `{template.id}` | {names} |" in page


def test_the_guide_tells_of_every_rule_of_retention_and_every_word_of_the_answer() -> None:
    text = (ROOT / "docs/guide/retention.md").read_text("utf-8")
    for rule in retention_rules().values():
        cells = (f"`{rule.id}`", rule.jurisdiction, rule.cite, rule.standing)
        assert f"| {' | '.join(cells)} |" in text
    for word in (*RetentionStatus, *Flag):
        assert f"`{word}`" in text


def test_the_guide_tells_of_every_ground_of_a_denial() -> None:
    text = (ROOT / "docs/guide/amendments.md").read_text("utf-8")
    for ground in amendment_rule().grounds:
        assert f"| `{ground}` | {amendment_rule().ground_words(ground)} |" in text


def test_the_guide_tells_of_every_measure_as_it_was_published() -> None:
    text = (ROOT / "docs/guide/measures.md").read_text("utf-8")
    for each in measures().values():
        ranges = ", ".join(f"{least}–{most} {word}" for least, most, word in range_words(each))
        assert f"| {each.title} | {each.whom} | 0–{each.most} | {ranges} |" in text
        assert f"- {each.title}: {each.source}\n" in text


def test_the_guide_tells_of_every_item_of_the_onset_list() -> None:
    text = (ROOT / "docs/guide/onset.md").read_text("utf-8")
    for item in onset_items().values():
        assert f"| {item.title} | {item.cite} |" in text


def test_the_guide_tells_of_every_item_of_the_completeness_check() -> None:
    """In order, a rule before what is usual; of the latter, that it is no rule for the license."""
    text = (ROOT / "docs/guide/completeness.md").read_text("utf-8")
    letters = [(item.cite.rpartition(")(")[2].strip("()"), item.title) for item in check_items()]
    rows = re.findall(r"^\| \((\w)\) \| ([^|]+) \|", text, re.MULTILINE)
    assert rows == letters
    usual = text[text.index("## For LMHC") : text.index("## Putting it right")]
    for item in check_items():
        cited = item.list.cite
        assert (cited in usual) is (item.list.standing is Standing.CUSTOMARY)
    assert "For your license it is no rule" in usual
    for never in ("requir", "must", "lacking"):
        assert never not in usual.lower()
