"""Reads a table of rules of retention: that of the program, and one that came in as a file.

The form is that of docs/formats/rule-file.md. Nothing is skipped: what is not known is refused by
its name.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeVar

from vault.errors import BadInput
from vault.model.ids import is_id
from vault.model.retention_rule import (
    Clause,
    EffectiveIf,
    Event,
    RetentionRule,
    Scope,
    Since,
    Standing,
)
from vault.model.states import state_names
from vault.model.text import LINE_LIMIT
from vault.resource_files import read_resource
from vault.translation import _

LARGEST = 262_144
"""Bytes of a file: more than ten times what the rules of the program take."""
MOST_RULES, MOST_CLAUSES, MOST_LISTED = 1_000, 20, 60
REQUIREMENTS = ("covered_entity", "medicare_ffs", "medicare_advantage", "private_practice")
"""What a rule may require of a practice."""
_FOR_PEOPLE = ("hold_reasons", "pre_destruction", "destruction_method")
"""What a rule says for people to read: nothing is computed from it."""
_SCHEMA = 1
_FEDERAL, _GUIDANCE = "US", "GUIDE"
_LONGEST_TEXT = 4_000
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{1,39}\Z")
_AGES = "majority-"
_YEARS = re.compile(r"P(\d{1,2})Y\Z", re.ASCII)
_AGE = re.compile(r"age:(\d{1,2})\Z", re.ASCII)
_LINE = re.compile(r"at line (\d+)")
_STRINGS = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|' r"'''.*?'''|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'|#[^\n]*", re.DOTALL
)
"""The texts and comments of TOML, from left to right."""
_DEEP = re.compile(r'(?<![\w"-])(?:[\w"-]++[ \t]*+\.[ \t]*+){4}')
"""A key of more parts than any of ours: the parser takes memory by the square of them."""
_NEEDED: Any = object()
Kind = TypeVar("Kind")


@dataclass(frozen=True)
class RuleTable:
    """The rules of a file, and the day on which all of them were looked at last.

    One without a clause says that the rule of its id is withdrawn.
    """

    reviewed: date
    rules: tuple[RetentionRule, ...]


@cache
def retention_rules() -> Mapping[str, RetentionRule]:
    """Return every rule of the program by its id, from resources/retention/rules.toml."""
    return {each.id: each for each in read_rules(read_resource("retention/rules.toml")).rules}


@lru_cache(maxsize=32)
def read_rules(data: bytes) -> RuleTable:
    """Return what a rule file says.

    Raises BadInput, naming the line, the rule or the key, for what is no rule file, is larger than
    LARGEST, or says something that is not known.
    """
    if len(data) > LARGEST:
        raise BadInput(_("This file is too large for a rule file."))
    whole = _Table(_parsed(data), _("The file"))
    if whole.take("schema", int) != _SCHEMA:
        raise BadInput(_("This rule file is in a form that this version does not know."))
    reviewed = whole.take("reviewed", date)
    rows = whole.take("rule", list, [])
    gone = whole.take("withdrawn", list, [])
    whole.end()
    if not rows and not gone:
        raise BadInput(_("There is no rule in this file."))
    if len(rows) + len(gone) > MOST_RULES:
        raise BadInput(_("There are too many rules in this file."))
    rules = [_rule(row, n, reviewed) for n, row in enumerate(rows, 1)]
    rules += [_withdrawn(row, n, reviewed) for n, row in enumerate(gone, 1)]
    seen: set[str] = set()
    for each in rules:
        if each.id in seen:
            raise BadInput(_("The rule {rule} is in the file twice.").format(rule=each.id))
        seen.add(each.id)
    return RuleTable(reviewed, tuple(rules))


def rule_from(row: Mapping[str, Any], reviewed: date | None = None) -> RetentionRule:
    """Return a rule as its table of the file says it. Raises BadInput as `read_rules` does."""
    return _rule(row, 1, reviewed)


class _Table:
    """One table of the file: each value is taken by its name, and what nobody took is refused."""

    def __init__(self, row: Any, where: str) -> None:
        if not isinstance(row, dict):
            raise BadInput(_("{where} is no table.").format(where=where))
        self._row, self.where = dict(row), where

    def take(self, key: str, kind: type[Kind], default: Kind = _NEEDED) -> Kind:
        """Return a value that must be of a kind; a text is one line. Raises BadInput."""
        if key not in self._row:
            if default is _NEEDED:
                raise self.wrong(_("“{key}” is missing").format(key=key))
            return default
        value = self._row.pop(key)
        if type(value) is not kind:
            raise self.wrong(_("“{key}” is of another kind").format(key=key))
        if isinstance(value, str):
            self._check_line(key, value, LINE_LIMIT)
        return value

    def line(self, key: str) -> str:
        """Return a text of one line that says something."""
        value = self.take(key, str)
        if not value.strip():
            raise self.wrong(_("“{key}” is empty").format(key=key))
        return value

    def text(self, key: str) -> str:
        """Return a longer text, empty where there is none."""
        value = self._row.pop(key, "")
        if not isinstance(value, str):
            raise self.wrong(_("“{key}” is of another kind").format(key=key))
        self._check_line(key, value.replace("\n", " "), _LONGEST_TEXT)
        return value

    def lines(self, key: str, default: Sequence[str] = _NEEDED) -> tuple[str, ...]:
        """Return a list of texts of one line."""
        if key not in self._row and default is not _NEEDED:
            return tuple(default)
        values = self.take(key, list)
        if not values or len(values) > MOST_LISTED or not all(_is_text(one) for one in values):
            raise self.wrong(_("“{key}” is no list of texts").format(key=key))
        for each in values:
            self._check_line(key, each, LINE_LIMIT)
        return tuple(values)

    def one_of(self, key: str, values: Sequence[str], default: str = _NEEDED) -> str:
        """Return one of the values that are known."""
        value = self.take(key, str, default)
        if value not in values:
            words = _("“{key}” must be one of {these}")
            raise self.wrong(words.format(key=key, these=", ".join(values)))
        return value

    def table(self, key: str) -> "_Table | None":
        """Return a table within this one, None where there is none."""
        row = self._row.pop(key, None)
        return None if row is None else _Table(row, f"{self.where}, {key}")

    def end(self) -> None:
        """Raise BadInput for the first key that is not known."""
        for key in self._row:
            raise self.wrong(_("“{key}” is not known").format(key=_shown(key)))

    def wrong(self, what: str) -> BadInput:
        """Return the refusal that says where, and what."""
        return BadInput(_("{where}: {what}.").format(where=self.where, what=what))

    def _check_line(self, key: str, value: str, most: int) -> None:
        if len(value) > most:
            raise self.wrong(_("“{key}” is too long").format(key=key))
        if not value.isprintable():
            raise self.wrong(_("“{key}” holds a character that cannot be shown").format(key=key))


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        text = data.decode()
        if _DEEP.search(_STRINGS.sub('""', text)):
            raise RecursionError
        return tomllib.loads(text)
    except UnicodeDecodeError:
        raise BadInput(_("This file is no text in UTF-8.")) from None
    except RecursionError:
        raise BadInput(_("This file is nested too deep for a rule file.")) from None
    except ValueError as error:
        found = _LINE.search(str(error))
        if found is None:
            raise BadInput(_("This file is no TOML: it cannot be read to its end.")) from None
        words = _("This file is no TOML: line {n} cannot be read.")
        raise BadInput(words.format(n=found[1])) from None


def _rule(row: Any, number: int, reviewed: date | None) -> RetentionRule:
    table = _Table(row, _("Rule {n}").format(n=number))
    rule = _id(table)
    table.where = _("Rule {rule}").format(rule=rule)
    table.one_of("combine", ["max"], "max")
    guidance = table.take("kind", str, "") == "guidance"
    known = RetentionRule(
        id=rule,
        jurisdiction=table.one_of("jurisdiction", _jurisdictions(guidance=guidance)),
        licenses=table.lines("licences"),
        cite=table.line("cite"),
        standing=Standing(table.one_of("status", [Standing.SEEN, Standing.SECONDARY])),
        source=table.line("source_seen"),
        scope=Scope(table.one_of("scope", list(Scope))),
        clauses=_clauses(table),
        guidance=guidance,
        requires=table.lines("requires", ()),
        cap=_clause(cap, "cap") if (cap := table.table("cap")) is not None else None,
        effective_if=_effective(table.table("effective_if")),
        notes=table.text("notes"),
        through=table.take("through", date) if "through" in row else None,
        cut=table.take("cut", bool, False),
        reviewed=reviewed,
        on_destruction=table.lines("on_destruction", ()),
    )
    for key in _FOR_PEOPLE:
        table.lines(key, ())
    table.take("intake_notice", bool, False)
    table.end()
    if not set(known.requires) <= set(REQUIREMENTS):
        raise table.wrong(_("it requires what no practice is asked"))
    return known


def _withdrawn(row: Any, number: int, reviewed: date) -> RetentionRule:
    table = _Table(row, _("Withdrawn rule {n}").format(n=number))
    rule = _id(table)
    known = RetentionRule(
        id=rule,
        jurisdiction=_FEDERAL,
        licenses=(),
        cite=table.line("cite"),
        standing=Standing.SEEN,
        source=table.line("source_seen"),
        scope=Scope.CLIENT_RECORD,
        clauses=(),
        reviewed=reviewed,
    )
    table.end()
    return known


def _id(table: _Table) -> str:
    rule = table.take("id", str)
    if not _ID.match(rule) or rule.startswith(_AGES) or is_id(rule):
        raise table.wrong(_("“id” must be short letters of a to z, digits, dots and hyphens"))
    return rule


def _jurisdictions(*, guidance: bool) -> list[str]:
    if guidance:
        return [_GUIDANCE]
    return [_FEDERAL, *(f"US-{state}" for state in state_names())]


def _clauses(table: _Table) -> tuple[Clause, ...]:
    rows = table.take("clause", list)
    if not 1 <= len(rows) <= MOST_CLAUSES:
        raise table.wrong(_("it has no clause, or too many"))
    found = []
    for n, row in enumerate(rows, 1):
        clause = _Table(row, _("{where}, clause {n}").format(where=table.where, n=n))
        found.append(_clause(clause, clause.line("id")))
    if len({each.id for each in found}) < len(found):
        raise table.wrong(_("two of its clauses have one id"))
    return tuple(found)


def _clause(table: _Table, name: str) -> Clause:
    years = _YEARS.match(table.take("add", str))
    if years is None:
        raise table.wrong(_("“add” must be years, such as P7Y"))
    clause = Clause(
        id=name,
        minors=table.one_of("applies", ["always", "minor"]) == "minor",
        since=tuple(_since(table, each) for each in table.lines("from")),
        earliest=table.one_of("pick", ["latest", "earliest"], "latest") == "earliest",
        years=int(years[1]),
        summary_is_enough=table.one_of("keep", ["full", "full_or_summary"], "full")
        == "full_or_summary",
        words=table.text("words"),
    )
    table.end()
    return clause


def _since(table: _Table, name: str) -> Since:
    age = _AGE.match(name)
    if age is not None:
        return Since(Event.BIRTH, int(age[1]))
    return Since(_known(table, "from", Event, name))


def _effective(table: _Table | None) -> EffectiveIf | None:
    if table is None:
        return None
    event = _known(table, "event", Event, table.take("event", str))
    found = EffectiveIf(event, table.take("on_or_after", date))
    table.end()
    return found


def _known(table: _Table, key: str, kind: Callable[[str], Event], value: str) -> Event:
    try:
        return kind(value)
    except ValueError:
        words = _("“{key}” names an event that is not known: {value}")
        raise table.wrong(words.format(key=key, value=_shown(value))) from None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _shown(key: str) -> str:
    """Return a word of the file as a sentence may have it: short, and all of it shown."""
    return "".join(each if each.isprintable() else "?" for each in key[:40])
