"""What a rule file may say, and that everything else is refused by its name."""

import time
from datetime import date

import pytest

from tests.rule_files import VERMONT, massachusetts, rule_text
from vault.errors import BadInput
from vault.model.retention_rule import Event, Scope, Since
from vault.model.rule_table import LARGEST, MOST_RULES, read_rules, retention_rules
from vault.resource_files import read_resource

GOOD = rule_text(VERMONT)
GONE = '[[withdrawn]]\nid = "vt-gone"\ncite = "Repeal"\nsource_seen = "https://law.example"\n'


def test_the_rules_of_the_program_are_read_by_the_same_code() -> None:
    table = read_rules(read_resource("retention/rules.toml"))
    assert {each.id: each for each in table.rules} == retention_rules()
    assert {each.reviewed for each in table.rules} == {table.reviewed}


def test_a_rule_is_read_with_all_it_says() -> None:
    more = (
        'kind = "guidance"\nrequires = ["covered_entity"]\ncut = true\nnotes = "Two\\nlines"\n'
        'effective_if = { event = "termination", on_or_after = 2015-01-01 }\n'
        'cap = { applies = "minor", from = ["age:18"], add = "P12Y" }\ncombine = "max"\n'
        'on_destruction = ["Tell the board"]\nhold_reasons = ["litigation"]\nintake_notice = true\n'
    )
    text = massachusetts(9, more=more).replace("US-MA", "GUIDE")
    text += 'pick = "earliest"\nkeep = "full_or_summary"\nwords = """nine\nyears"""\n'
    rule, gone = read_rules(rule_text(text, GONE).encode()).rules
    assert (rule.guidance, rule.requires, rule.cut) == (True, ("covered_entity",), True)
    assert rule.effective_if is not None
    assert rule.effective_if.event is Event.TERMINATION
    assert rule.cap is not None
    assert rule.cap.since == (Since(Event.BIRTH, 18),)
    assert rule.clauses[0].earliest
    assert rule.clauses[0].summary_is_enough
    assert rule.clauses[0].words == "nine\nyears"
    assert (rule.scope, rule.reviewed) == (Scope.CLIENT_RECORD, date(2026, 11, 22))
    assert (gone.withdrawn, gone.cite, rule.withdrawn) == (True, "Repeal", False)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("schema = 1", "schema = 2", "does not know"),
        ("schema = 1", "schema = true", "“schema” is of another kind"),
        ("schema = 1\n", "", "“schema” is missing"),
        ("reviewed = 2026-11-22", 'reviewed = "2026-11-22"', "“reviewed” is of another kind"),
        ("reviewed = 2026-11-22", "reviewed = 2026-11-22T10:00:00", "“reviewed” is of another"),
        ("reviewed = 2026-11-22", "reviewed = ", "line 2 cannot be read"),
        ('add = "P9Y"\n', 'add = "P9Y', "TOML"),
        ("schema = 1", "schema = 1\nname = 'x'", "The file: “name” is not known"),
        ("scope =", "scop = 1\nscope =", "Rule vt-made-up: “scop” is not known"),
        ('add = "P9Y"', 'add = "P9Y"\nmore = 1', "vt-made-up, clause 1: “more” is not known"),
        ('add = "P9Y"', 'add = "P9M"', "“add” must be years"),
        ('add = "P9Y"', 'add = "P100Y"', "“add” must be years"),
        ('add = "P9Y"', "add = 9", "“add” is of another kind"),
        ('add = "P9Y"\n', "", "“add” is missing"),
        ('from = ["last_contact"]', 'from = ["moon"]', "an event that is not known: moon"),
        ('from = ["last_contact"]', 'from = ["age:18", "age:x"]', "not known: age:x"),
        ('from = ["last_contact"]', "from = []", "“from” is no list of texts"),
        ('from = ["last_contact"]', 'from = "last_contact"', "“from” is of another kind"),
        ('applies = "always"', 'applies = "never"', "“applies” must be one of"),
        ('id = "vt-made-up"', 'id = "VT made up"', "“id” must be short"),
        ('id = "vt-made-up"', 'id = "majority-VT"', "“id” must be short"),
        ('id = "vt-made-up"', 'id = "majority-x"', "“id” must be short"),
        ('id = "vt-made-up"', f'id = "{"a" * 32}"', "“id” must be short"),
        ('id = "vt-made-up"', 'id = "vt@made"', "“id” must be short"),
        ("US-VT", "US-XX", "“jurisdiction” must be one of"),
        ("US-VT", "GB", "“jurisdiction” must be one of"),
        ("US-VT", "GUIDE", "“jurisdiction” must be one of"),
        ('licences = ["LCMHC"]', "licences = []", "“licences” is no list"),
        ('licences = ["LCMHC"]', 'licences = [""]', "“licences” is no list"),
        ('licences = ["LCMHC"]', "licences = [1]", "“licences” is no list"),
        ('cite = "Made-up rule 1"', 'cite = " "', "“cite” is empty"),
        ('cite = "Made-up rule 1"', 'cite = "a\\nb"', "cannot be shown"),
        ('cite = "Made-up rule 1"', 'cite = "a\\u202eb"', "cannot be shown"),
        ('cite = "Made-up rule 1"', f'cite = "{"a" * 1_001}"', "“cite” is too long"),
        ('status = "seen"', 'status = "own"', "“status” must be one of"),
        ('scope = "client_record"', 'scope = "all"', "“scope” must be one of"),
        ("through = 2026-11-01", "through = 2026", "“through” is of another kind"),
        ("through =", 'requires = ["a_moon"]\nthrough =', "requires what no practice is asked"),
        ("through =", 'combine = "min"\nthrough =', "“combine” must be one of"),
        ("through =", "cut = 1\nthrough =", "“cut” is of another kind"),
        ("through =", "cap = 1\nthrough =", "Rule vt-made-up, cap is no table"),
        ("through =", "notes = 1\nthrough =", "“notes” is of another kind"),
        ("[[rule.clause]]", "[rule.clause]", "“clause” is of another kind"),
        ("[[rule]]", "[rule]", "“rule” is of another kind"),
        (GOOD, "schema = 1\nreviewed = 2026-11-22\n", "no rule in this file"),
        (GOOD, GOOD + VERMONT, "vt-made-up is in the file twice"),
        (GOOD, GOOD + GONE.replace("vt-gone", "vt-made-up"), "is in the file twice"),
        (GOOD, GOOD + GONE + "scope = 'item'\n", "“scope” is not known"),
        (GOOD, "rule = [1]\nschema = 1\nreviewed = 2026-11-22\n", "Rule 1 is no table"),
        (GOOD, GOOD + "a = " + "[" * 5_000, "nested too deep"),
        (GOOD, GOOD + GONE * (MOST_RULES + 1), "too many rules"),
        (GOOD, GOOD + "#" * LARGEST, "too large"),
        (GOOD, "\ufeff" + GOOD, "TOML"),
    ],
)
def test_what_is_not_known_is_refused_by_its_name(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(BadInput, match=said):
        read_rules(GOOD.replace(old, new, 1).encode())


def test_two_clauses_of_one_id_and_too_many_are_refused() -> None:
    clause = GOOD[GOOD.index("[[rule.clause]]") :]
    with pytest.raises(BadInput, match="two of its clauses have one id"):
        read_rules((GOOD + clause).encode())
    many = "".join(clause.replace("9y", f"{n}y") for n in range(20))
    with pytest.raises(BadInput, match="too many"):
        read_rules((GOOD + many).encode())


_HEAD = "schema = 1\nreviewed = 2026-11-22\n"
_PIECES = ("a.", "[a.", '"a".', "a . ", "{a=", "[", "[[a]]\n", "'", '"', "9", "#\n", "\\u0041", ".")


@pytest.mark.parametrize("piece", _PIECES)
@pytest.mark.parametrize("begins", ["", "[", "x=", "x='''", 'x="', "x={a=1, "])
def test_no_file_of_the_largest_size_takes_long(begins: str, piece: str) -> None:
    """Whatever is repeated in it: the parser of TOML takes minutes, or all memory, for some."""
    text = f"{_HEAD}{begins}"
    text += piece * ((LARGEST - len(text)) // len(piece))
    began = time.monotonic()
    with pytest.raises(BadInput):
        read_rules(text.encode())
    assert time.monotonic() - began < 5


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(BadInput, match="UTF-8"):
        read_rules(GOOD.encode() + b"\xff")
