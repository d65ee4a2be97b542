"""Whatever a rule file says, it shortens nothing and lets nothing be over unconfirmed."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.test_record_retention import MA, MO, NO, TODAY, WHO
from tests.model.test_retention import LIVES
from tests.practice import NOON
from vault.model.circumstances import License
from vault.model.ids import ConfirmationId, RuleFileId
from vault.model.record_retention import Ask, Practice, RecordRetention, RecordState, judge
from vault.model.retention import RetentionFacts
from vault.model.retention_rule import RetentionRule
from vault.model.rule_choice import rules_for
from vault.model.rule_file import RuleFile
from vault.model.rule_table import retention_rules
from vault.model.rule_trust import Confirmation, majorities, standing, text_of
from vault.model.rule_versions import texts_of
from vault.model.states import majority_age

VT = License("VT", "LCMHC", "3")
EVENTS = ("last_contact", "last_entry", "termination", "record_opened", "birth", "majority")
CLAUSES = st.lists(
    st.tuples(
        st.sampled_from(("always", "minor")),
        st.lists(st.sampled_from((*EVENTS, "age:18")), min_size=1, max_size=2, unique=True),
        st.integers(0, 40),
        st.sampled_from(("latest", "earliest")),
    ),
    min_size=1,
    max_size=3,
)
MORE = st.sampled_from(
    (
        "",
        'requires = ["covered_entity"]\n',
        'requires = ["private_practice"]\n',
        'effective_if = { event = "termination", on_or_after = 2020-01-01 }\n',
        'effective_if = { event = "last_contact", on_or_after = 2030-01-01 }\n',
        'cap = { applies = "always", from = ["last_contact"], add = "P12Y" }\n',
        "cut = true\n",
    )
)


@st.composite
def rules(draw: st.DrawFn, ids: tuple[str, ...]) -> str:
    """Return the table of a rule of one of these ids, which may say anything, or of its end."""
    rule = draw(st.sampled_from(ids))
    if rule in retention_rules() and draw(st.integers(0, 5)) == 0:
        return f'[[withdrawn]]\nid = "{rule}"\ncite = "Repeal"\nsource_seen = "law.example"\n'
    guidance = draw(st.integers(0, 7)) == 0
    where = "GUIDE" if guidance else draw(st.sampled_from(("US-MA", "US-MO", "US-VT", "US")))
    text = f'[[rule]]\nid = "{rule}"\njurisdiction = "{where}"\n'
    text += 'kind = "guidance"\n' if guidance else ""
    licenses = draw(st.sampled_from(('["*"]', '["LMHC"]', '["LCSW", "LCMHC"]')))
    cite = draw(st.sampled_from(("262 CMR 8.02(1)(b)", "Other")))
    status = draw(st.sampled_from(("seen", "secondary")))
    scope = draw(st.sampled_from(("client_record", "item", "document")))
    text += f'licences = {licenses}\ncite = "{cite}"\nstatus = "{status}"\n'
    text += 'source_seen = "law.example"\nthrough = 2026-11-01\n'
    text += f'scope = "{scope}"\n'
    text += draw(MORE)
    for n, (applies, since, years, pick) in enumerate(draw(CLAUSES)):
        names = ", ".join(f'"{each}"' for each in since)
        text += f'[[rule.clause]]\nid = "{n}"\napplies = "{applies}"\nfrom = [{names}]\n'
        text += f'add = "P{years}Y"\npick = "{pick}"\n'
    return text


@st.composite
def files(draw: st.DrawFn, ids: tuple[str, ...], most: int = 3) -> tuple[RuleFile, ...]:
    """Return files that came in one after the other."""
    found = []
    for n in range(draw(st.integers(1, most))):
        tables = draw(st.lists(rules(ids), min_size=1, max_size=3, unique_by=_id_of))
        text = f"schema = 1\nreviewed = {date(2026, 11, 22) + timedelta(days=n)}\n{''.join(tables)}"
        found.append(a_file(text, n))
    return tuple(found)


def _id_of(table: str) -> str:
    return table.split('id = "')[1].split('"')[0]


def a_file(text: str, n: int = 0) -> RuleFile:
    """Return a file that came in."""
    came = NOON + timedelta(hours=n)
    return RuleFile(RuleFileId(f"{n:032x}"), came, "", "rules.toml", text, "", "00" * 32, "Office")


def confirmed(rule: RetentionRule, day: date = TODAY) -> Confirmation:
    """Return the confirmation of a text."""
    return Confirmation(ConfirmationId("c" * 32), rule.name, text_of(rule), day, "law.example")


def practice(
    held: tuple[License, ...], those: tuple[RuleFile, ...], kept: list[Confirmation]
) -> Practice:
    """Return a practice of these licenses into which these files came."""
    rules = rules_for(held, NO, (), texts_of(those, kept))
    ages = tuple(majorities(held))
    return Practice(
        rules,
        standing(kept, (*rules.all, *ages)),
        ages,
        max(majority_age(each.state) for each in held),
    )


def told(about: RetentionFacts, of: Practice, today: date = TODAY) -> RecordRetention:
    """Return how long a record is kept."""
    return judge(WHO, about, of, of.doubts(today), (), today)


HELD = st.sampled_from(((MA,), (MA, MO), (VT,), (MA, VT)))
KNOWN = ("ma-allied", "mo-sw", "vt-one", "vt-two")
OLD = [confirmed(each) for each in retention_rules().values()]


@settings(settings.get_profile("lives"))
@given(LIVES, HELD, files(KNOWN), st.booleans())
def test_what_nobody_confirmed_shortens_nothing_and_ends_nothing(
    life: RetentionFacts, held: tuple[License, ...], those: Any, sure: bool
) -> None:
    kept = OLD if sure else []
    before, after = told(life, practice(held, (), kept)), told(life, practice(held, those, kept))
    assert before.through is None or (after.through or date.min) >= before.through
    assert after.state is not RecordState.OVER or before.state is RecordState.OVER
    if after.eligible is not None:
        assert before.eligible is not None
        assert after.eligible >= before.eligible
    assert (Ask.NO_RULE in after.asks) >= (Ask.NO_RULE in before.asks) or Ask.CONFIRM in after.asks


@settings(settings.get_profile("lives"))
@given(LIVES, HELD, files(("vt-one", "ma-new", "us-new")), st.booleans())
def test_a_file_that_only_adds_shortens_nothing_even_confirmed(
    life: RetentionFacts, held: tuple[License, ...], those: Any, sure: bool
) -> None:
    those = those[:1]
    before = told(life, practice(held, (), OLD))
    new = [confirmed(each) for each in texts_of(those, ()).newest if each.brought] if sure else []
    after = told(life, practice(held, those, [*OLD, *new]))
    assert before.through is None or (after.through or date.min) >= before.through


@settings(settings.get_profile("lives"))
@given(LIVES, HELD, files(KNOWN))
def test_once_all_is_confirmed_the_newest_texts_alone_count(
    life: RetentionFacts, held: tuple[License, ...], those: Any
) -> None:
    newest = texts_of(those, ()).newest
    of = practice(held, those, [*OLD, *map(confirmed, newest)])
    assert not any(each.earlier for each in of.rules.all)
    found = told(life, of)
    assert {each.rule.id for each in found.rules} <= {each.id for each in newest}


@given(files(KNOWN), st.booleans())
def test_no_two_texts_have_one_id_and_the_newest_has_its_own(those: Any, sure: bool) -> None:
    texts = texts_of(those, OLD if sure else ())
    ids = [each.id for each in texts.counting]
    assert len(ids) == len(set(ids))
    newest = {each.id for each in texts.newest}
    assert {each.id for each in texts.counting if not each.earlier} <= newest
    assert all(each.name in texts.pending for each in texts.counting if each.earlier)


def test_a_confirmation_of_the_text_before_is_none_of_the_new_one() -> None:
    """Of who a rule is for, nothing was confirmed with a text of the program."""
    shipped = retention_rules()["ma-allied"]
    text = """schema = 1
reviewed = 2026-11-22
[[rule]]
id = "ma-allied"
jurisdiction = "US-MA"
licences = ["LMFT"]
cite = "262 CMR 8.02(1)(b)"
status = "seen"
source_seen = "law.example"
scope = "client_record"
[[rule.clause]]
id = "7y"
applies = "always"
from = ["last_contact"]
add = "P7Y"
[[rule.clause]]
id = "minor"
applies = "minor"
from = ["majority"]
add = "P1Y"
"""
    texts = texts_of((a_file(text),), [confirmed(shipped)])
    assert texts.pending == {"ma-allied"}
    assert [each.id.split("@")[0] for each in texts.counting].count("ma-allied") == 2
    same = text.replace('["LMFT"]', '["LMHC", "LMFT", "LRC", "LEP"]')
    texts = texts_of((a_file(same),), [confirmed(shipped)])
    assert texts.pending == frozenset()
    now = next(each for each in texts.counting if each.name == "ma-allied")
    assert (now.through, text_of(now)) == (shipped.through, text_of(shipped))


def test_a_newer_text_of_the_program_takes_the_place_of_an_older_file() -> None:
    text = """schema = 1
reviewed = 2026-11-21
[[withdrawn]]
id = "ma-allied"
cite = "Repeal"
source_seen = "law.example"
"""
    texts = texts_of((a_file(text),), ())
    assert texts.pending == frozenset()
    assert retention_rules()["ma-allied"] in texts.counting
