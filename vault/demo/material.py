"""Reads the sentence material of the made-up practice from resources/demo."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from vault.demo.sentence import Facts, Line, lines_of
from vault.model.client import ClientKind
from vault.resource_files import read_resource

Pools = Mapping[str, tuple[Line, ...]]
"""Lines of material by what they are for: "seen", "done", "week-sleep", …"""


@dataclass(frozen=True)
class Task:
    """Something planned at the end of one note, and the ways the next note may take it up."""

    plan: Line
    taken_up: tuple[Line, ...]


@dataclass(frozen=True)
class Theme:
    """What a therapy is about, and everything that can be said on the way.

    `ages` are years at the first session, `weeks` how long it lasts at least and at most; `begins`
    is the month it can only begin in, or 0; `pauses` are months without sessions; `share` is how
    often it comes up beside the others.
    """

    title: str = field(repr=False)
    kind: ClientKind
    ages: tuple[int, int]
    weeks: tuple[int, int]
    begins: int
    pauses: tuple[int, ...]
    pronoun: str = field(repr=False)
    share: int
    swaps: bool
    children: str = field(repr=False)
    partner: str = field(repr=False)
    lives: tuple[Mapping[str, str], ...] = field(repr=False)
    pools: Pools = field(repr=False)
    tasks: tuple[Task, ...] = field(repr=False)
    goals: bool = False

    @property
    def minor(self) -> bool:
        """Whether it is the therapy of a child."""
        return self.kind is ClientKind.INDIVIDUAL and self.ages[1] < 18


@dataclass(frozen=True)
class Material:
    """All that is read from resources/demo."""

    themes: tuple[Theme, ...] = field(repr=False)
    names: Mapping[str, Any] = field(repr=False)
    verbs: tuple[str, ...] = field(repr=False)


@cache
def read_material() -> Material:
    """Read and prepare everything; takes some hundredths of a second, once.

    Raises Damaged when the installation lacks a file.
    """
    names = _toml("names")
    words = {name: tuple(each) for name, each in _toml("words").items()}
    common = {name: _toml(name) for name in ("adult", "child", "pair", "circle")}
    themes = tuple(_theme(name, common, words) for name in names["themes"])
    verbs = {
        need
        for theme in themes
        for lines in (*theme.pools.values(), *(_of_task(task) for task in theme.tasks))
        for line in lines
        for need in line.needs
        if "/" in need
    }
    return Material(themes, names, tuple(sorted(verbs)))


def _of_task(task: Task) -> tuple[Line, ...]:
    return (task.plan, *task.taken_up)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(read_resource(f"demo/{name}.toml").decode())


def _theme(
    name: str, common: Mapping[str, dict[str, Any]], words: Mapping[str, tuple[str, ...]]
) -> Theme:
    raw = _toml(name)
    shared = common[raw["common"]]
    avoided = {f"week-{topic}" for topic in raw.get("avoid", ())}
    pools: dict[str, tuple[Line, ...]] = {}
    for source in (shared, raw):
        for use, text in source.items():
            if isinstance(text, str) and "\n" in text and use != "tasks" and use not in avoided:
                pools[use] = pools.get(use, ()) + lines_of(text, words)
    tasks = tuple(
        _task(text, words)
        for source in (shared, raw)
        for text in source.get("tasks", "").split("\n")
        if text
    )
    return Theme(
        title=raw["title"],
        kind=ClientKind(raw["kind"]),
        ages=tuple(raw["ages"]),
        weeks=tuple(raw.get("weeks", (8, 230))),
        begins=raw.get("begins", 0),
        pauses=tuple(raw.get("pauses", ())),
        pronoun=raw.get("pronoun", ""),
        share=raw.get("share", 3),
        swaps=raw.get("swaps", False),
        children=raw.get("children", ""),
        partner=raw.get("partner", ""),
        lives=tuple(raw.get("lives", ({},))),
        pools=pools,
        tasks=tasks,
        goals="goal" in pools,
    )


def _task(text: str, words: Mapping[str, tuple[str, ...]]) -> Task:
    """Read a line of the form "plan => taken up => taken up otherwise"."""
    plan, *taken_up = (Line(part.strip(), words) for part in text.split("=>"))
    return Task(plan, tuple(taken_up))


def facts_from(entries: Mapping[str, str]) -> Facts:
    """Return facts of one value each."""
    return {name: (value,) for name, value in entries.items()}
