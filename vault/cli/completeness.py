"""completeness list: what a record lacks by the lists of the license, and which ones lack any."""

import argparse
from collections.abc import Sequence
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.model.completeness import CheckGap, CheckItem, CheckLine, Incomplete, Standing, State
from vault.model.completeness_words import (
    answered_words,
    cite_words,
    count_words,
    gap_words,
    list_title,
    list_words,
    step_words,
    why_words,
)
from vault.model.ids import ClientId
from vault.translation import _


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List what was found of each item in one record; or the records that lack something."""
    if options.client is None:
        _list_lacking(options, output)
        return
    with open_vault(options, output) as vault:
        lines = vault.completeness.of_client(ClientId(options.client))
    output.answer([_json(line) for line in lines], "\n".join(_said(lines)) or _no_list())


def _list_lacking(options: argparse.Namespace, output: Output) -> None:
    with open_vault(options, output) as vault:
        lacking = vault.completeness.lacking()
        names = vault.clients.names([each.client for each in lacking])
        lists, why = vault.completeness.lists(), vault.completeness.why()
    value = [
        {
            "client": each.client,
            "lacking": each.count,
            "standings": dict(each.gaps),
            "because": why,
        }
        for each in lacking
    ]
    lines = [f"{each.client}  {names.get(each.client, '')}: {_counted(each)}" for each in lacking]
    nothing = _("The check finds nothing that any record lacks.") if lists else _no_list()
    output.answer(value, "\n".join([*lines, why] if lines else [nothing]))


def _no_list() -> str:
    return _("No list was found for your license as it stands in the practice's profile.")


def _counted(each: Incomplete) -> str:
    return " ".join(count_words(standing, count) for standing, count in each.gaps.items())


def _json(line: CheckLine) -> dict[str, Any]:
    item = line.item
    return {
        "list": item.list.id,
        "standing": item.list.standing,
        "item": item.id,
        "title": item.title,
        "cite": item.cite,
        "through": item.list.through.isoformat(),
        "state": line.state,
        "why": line.why,
        "assumed": line.assumed,
        "because": " ".join(filter(None, (line.because, answered_words(line)))),
        "found": line.found.id if line.found is not None else None,
        "gaps": [_gap_json(item, gap) for gap in line.gaps],
    }


def _gap_json(item: CheckItem, gap: CheckGap) -> dict[str, Any]:
    return {
        "lack": gap.lack,
        "step": gap.step,
        "day": gap.day.isoformat() if gap.day is not None else None,
        "template": gap.template or None,
        "note": gap.note,
        "appointment": gap.session,
        "sections": gap.sections,
        "words": _words(item, gap),
    }


def _said(lines: Sequence[CheckLine]) -> list[str]:
    said: list[str] = []
    for of in dict.fromkeys(line.item.list for line in lines):
        of_list = [line for line in lines if line.item.list == of]
        said += [list_title(of), list_words(of, of.through.isoformat()), of_list[0].because]
        said += [text for line in of_list for text in _line(line)]
    return said


def _line(line: CheckLine) -> list[str]:
    item = line.item
    states = {State.HOLDS: _("in the record"), State.LACKS: _("lacking")}
    if item.list.standing is Standing.CUSTOMARY:
        states[State.LACKS] = _("not found")
    state = states.get(line.state) or _("does not apply")
    if line.why is not None:
        state = f"{state}, {why_words(line.why)}"
    said = [f"{item.title} ({cite_words(item)}): {state}"]
    if line.found is not None:
        words = _("{note} of {day}")
        said[0] += ", " + words.format(note=line.found.kind.title, day=line.found.day)
    said += [f"  {_words(item, gap)} ({step_words(gap.step)})" for gap in line.gaps]
    return [*said, *([f"  {answered_words(line)}"] if answered_words(line) else [])]


def _words(item: CheckItem, gap: CheckGap) -> str:
    return gap_words(item, gap, gap.day.isoformat() if gap.day is not None else "")
