"""import, and imports list, undo, show: what brings records in from elsewhere."""

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output, path_text
from vault.cli.reading import parse_day
from vault.errors import BadInput, NotAllowed
from vault.lifecycle.paper_key import write_page
from vault.lifecycle.this_computer import surroundings
from vault.model.ids import BatchId
from vault.model.incoming.batch import Basis, Batch, Origin, manifest_digest, origin_json
from vault.model.incoming.chart import Answer, Chart, answer_from
from vault.model.incoming.chart_words import missing_words
from vault.model.incoming.columns import Column, Columns, TableKind, chosen
from vault.model.incoming.given import Given, given_from
from vault.model.incoming.plan import Plan, ReadTable, Understood
from vault.model.incoming.table import Problem
from vault.open_vault import OpenVault
from vault.translation import _, count_of

_SHOWN = 20


def bring_in(options: argparse.Namespace, output: Output) -> None:
    """Bring records in; with --dry-run say what would come, and stop.

    Charts of which something is missing do not come before --answers, or --as-is, says what to do.
    """
    progress = output.progress(quiet=options.quiet)
    with open_vault(options, output) as vault:
        to_read = vault.imports.to_read(options.source)
        understood = to_read.read(progress=progress)
        said = _columns(options.columns, understood)
        if said:
            understood = to_read.read(said, progress)
        answers, whose = _answers(options.answers), _whose(options.whose)
        plan = vault.imports.plan(options.source, understood, answers, whose)
        value = _plan_json(plan)
        if options.dry_run:
            output.answer(value, _plan_text(plan))
            return
        if plan.waiting and not options.as_is:
            raise NotAllowed(
                count_of(
                    "Of {n} chart something is missing, or to be looked at.",
                    "Of {n} charts something is missing, or to be looked at.",
                    len(plan.waiting),
                ),
                hint=_("See --dry-run; answer with --answers FILE, or bring all in with --as-is."),
            )
        sealed = vault.imports.to_seal(plan).seal(progress)
        try:
            batch = vault.imports.bring_in(sealed, _origin(options, vault))
        except BaseException:
            vault.imports.discard(sealed)
            raise
    problems = [*plan.problems, *sealed.problems]
    value = _batch_json(batch) | {"problems": _problems(problems), "aside": list(plan.aside)}
    output.answer(value, "\n".join([_batch_line(batch), *map(_problem_line, problems)]))


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List every import, the newest first."""
    with open_vault(options, output) as vault:
        found = vault.imports.list_all()
    text = "\n".join(map(_batch_line, found)) or _("Nothing was brought in.")
    output.answer([_batch_json(each) for each in found], text)


def show(options: argparse.Namespace, output: Output) -> None:
    """Show one import: its custody entry and receipt, with every file and its SHA-256."""
    with open_vault(options, output) as vault:
        batch = vault.imports.get(BatchId(options.id))
    files = [{"path": each.path, "size": each.size, "sha256": each.sha256} for each in batch.files]
    lines = [_batch_line(batch), *(f"{each['sha256']}  {each['path']}" for each in files)]
    output.answer(_batch_json(batch) | {"files": files, "ids": list(batch.ids)}, "\n".join(lines))


def receipt(options: argparse.Namespace, output: Output) -> None:
    """Write the receipt of one import as a PDF: no name of a client is on it."""
    with open_vault(options, output) as vault:
        prepared = vault.imports.receipt(BatchId(options.id))
    write_page(options.file, prepared.render())
    output.answer({"file": path_text(options.file)}, path_text(options.file))


def undo(options: argparse.Namespace, output: Output) -> None:
    """Take out everything that one import brought, while nothing of it was changed since."""
    with open_vault(options, output) as vault:
        batch = vault.imports.undo(BatchId(options.id))
    output.answer(_batch_json(batch), _("Undone: everything that it brought is out again."))


def _origin(options: argparse.Namespace, vault: OpenVault) -> Origin:
    received = parse_day(options.received) or vault.retention.today()
    return Origin(
        Basis(options.basis),
        received,
        options.predecessor,
        options.state,
        options.license,
        options.license_number,
        options.authority,
    )


def _columns(path: Path | None, understood: Understood) -> dict[str, Columns]:
    """Return what --columns says of tables: {"TABLE": {"kind": ..., "columns": {"NAME": ...}}}."""
    if path is None:
        return {}
    said = _json_file(path)
    tables = {each.table.name: each for each in understood.tables}
    found = {}
    for name, what in said.items():
        if name not in tables:
            raise BadInput(_("There is no such table in the source."))
        each = tables[name]
        try:
            kind = TableKind(what.get("kind", each.columns.kind))
            columns = [
                Column(what.get("columns", {}).get(header, known))
                for header, known in zip(each.table.header, each.columns.columns, strict=True)
            ]
        except (ValueError, AttributeError):
            raise BadInput(_("There is no such column or kind of table.")) from None
        found[name] = chosen(each.table, kind, columns)
    return found


def _answers(path: Path | None) -> dict[int, Answer]:
    """Return what --answers says of charts, by their numbers."""
    if path is None:
        return {}
    found = {}
    for number, said in _json_file(path).items():
        try:
            found[int(number)] = answer_from(said)
        except (ValueError, TypeError, AttributeError):
            raise BadInput(_("An answer is not of the form that the guide shows.")) from None
    return found


def _whose(path: Path | None) -> dict[str, Given]:
    """Return what --whose says of files that name nobody, by their paths or folders."""
    if path is None:
        return {}
    found = {}
    for file, said in _json_file(path).items():
        try:
            found[file] = given_from(said)
        except (ValueError, TypeError):
            words = _("Whose {path} is, is not of the form that the guide shows.")
            raise BadInput(words.format(path=file)) from None
    return found


def _json_file(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        raise BadInput(_("This file is no JSON that can be read.")) from None
    if not isinstance(value, dict):
        raise BadInput(_("This file must hold one JSON object."))
    return value


def _plan_json(plan: Plan) -> dict[str, Any]:
    today = surroundings().clock.now().date()
    return {
        "counts": plan.counts,
        "tables": [_table_json(each) for each in plan.understood.tables],
        "charts": [_chart_json(each, today) for each in plan.charts],
        "unsorted": _unsorted(plan),
        "problems": _problems(plan.problems),
        "aside": list(plan.aside),
    }


def _unsorted(plan: Plan) -> list[str]:
    """Return the paths of files that stay of nobody."""
    return [each.place.file for each in plan.of_nobody]


def _table_json(each: ReadTable) -> dict[str, Any]:
    columns = dict(zip(each.table.header, map(str, each.columns.columns), strict=True))
    return {
        "name": each.table.name,
        "kind": each.columns.kind.value,
        "columns": columns,
        "month_first": each.columns.month_first,
        "rows": len(each.table.rows),
        "preview": [list(row) for row in each.table.rows[:_SHOWN]],
    }


def _chart_json(each: Chart, today: date) -> dict[str, Any]:
    born = each.person.who.birth
    return {
        "number": each.number,
        "name": each.name,
        "birth_date": born.isoformat() if born is not None else None,
        "first": each.first.isoformat() if each.first is not None else None,
        "last": each.last.isoformat() if each.last is not None else None,
        "closed": each.person.closed,
        "known": each.known,
        "alike": list(each.alike),
        "notes": len(each.notes),
        "appointments": len(each.sessions),
        "documents": len(each.files),
        "missing": [one.value for one in each.missing()],
        "left_out": each.left_out,
    }


def _plan_text(plan: Plan) -> str:
    lines = [f"{name}: {count}" for name, count in plan.counts.items()]
    for each in plan.understood.tables:
        lines.append(f"{each.table.name}: {each.columns.kind}")
    for chart in plan.waiting:
        words = "; ".join(missing_words(one) for one in chart.missing())
        lines.append(f"{chart.number}  {chart.name}: {words}")
    lines += [_("{file}: names nobody").format(file=each) for each in _unsorted(plan)]
    lines += map(_problem_line, plan.problems)
    lines += [_("{file}: set aside, unread").format(file=each) for each in plan.aside]
    return "\n".join(lines)


def _problems(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    return [
        {"file": each.at.file, "row": each.at.row or None, "reason": each.reason}
        for each in problems
    ]


def _problem_line(each: Problem) -> str:
    row = f":{each.at.row}" if each.at.row else ""
    return f"{each.at.file}{row}: {each.reason}"


def _batch_json(batch: Batch) -> dict[str, Any]:
    return {
        "id": batch.id,
        "brought_at": batch.brought_at.isoformat(),
        "brought_by": batch.brought_by,
        "undone_at": batch.undone_at.isoformat() if batch.undone_at is not None else None,
        "counts": dict(batch.counts),
        "origin": dict(origin_json(batch.origin)),
        "manifest": manifest_digest(batch.files),
    }


def _batch_line(batch: Batch) -> str:
    counts: Mapping[str, int] = batch.counts
    what = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    undone = _("undone") if batch.undone_at is not None else what
    return f"{batch.id}  {batch.brought_at.date()}  {undone}"
