"""measure add, change, mark-in-error, list, risks and kinds: outcome measures and their scores."""

import argparse
from typing import Any

import msgspec

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import Shape, entered_text, printed_schema, read_input, read_single
from vault.model.dates import parse_date, utc_text
from vault.model.ids import AdministrationId, ClientId, new_id
from vault.model.measure import Administration, Measure, measure_of, measures
from vault.model.measure_words import (
    band_words,
    range_words,
    risk_words,
    score_words,
    source_words,
)
from vault.model.open_risk import open_risk_words
from vault.translation import _


class MeasureShape(Shape):
    """A measure that was filled in. `answers` has one for each item: 0 to 3, or null.

    `difficulty` answers what some ask after their items, 0 to 3 or null; `filled_in_by` is empty
    where the client filled it in.
    """

    client: str
    measure: str
    day: str
    answers: list[int | None] = msgspec.field(default_factory=list)
    difficulty: int | None = None
    filled_in_by: str = ""

    def noun(self, administration_id: AdministrationId) -> Administration:
        """Return the administration. Raises BadInput for a day that is none."""
        return Administration(
            id=administration_id,
            client=ClientId(self.client),
            measure=self.measure,
            day=parse_date(self.day),
            answers=tuple(self.answers),
            difficulty=self.difficulty,
            filled_in_by=self.filled_in_by,
        )


def add(options: argparse.Namespace, output: Output) -> None:
    """Keep what is on standard input, or the array of it; answer with ids, scores and the risk."""
    if printed_schema(MeasureShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(MeasureShape)
        added = vault.measures.add([each.noun(AdministrationId(new_id())) for each in entered])
    objects = [{"id": each.id} | _score_json(each) for each in added]
    lines = [line for each in added for line in (each.id, *_risk_lines(each))]
    output.answer(objects if as_list else objects[0], "\n".join(lines))


def change(options: argparse.Namespace, output: Output) -> None:
    """Put what was filled in right by the object on standard input; what was there is in error."""
    with open_vault(options, output) as vault:
        entered = read_single(MeasureShape)
        changed = vault.measures.change(entered.noun(AdministrationId(options.id)))
    output.answer(_json(changed), "\n".join([changed.id, *_risk_lines(changed)]))


def mark_in_error(options: argparse.Namespace, output: Output) -> None:
    """Say that it was entered in error, for the reason on standard input."""
    with open_vault(options, output) as vault:
        marked = vault.measures.mark_in_error(AdministrationId(options.id), entered_text())
    output.answer(_json(marked), _("Marked in error."))


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List what a client filled in, the first day first, with the score and its band."""
    with open_vault(options, output) as vault:
        found = vault.measures.of_client(ClientId(options.client))
    lines = [line for each in found for line in _lines(each)]
    used = dict.fromkeys(each.measure for each in found)
    sources = [f"{measure_of(name).title}: {source_words(measure_of(name))}" for name in used]
    value = [_json(each) for each in found]
    output.answer(value, "\n".join([*lines, "", *sources] if lines else [_("None yet.")]))


def risks(options: argparse.Namespace, output: Output) -> None:
    """List the measures of clients in care that wait for a note on safety, the oldest first."""
    with open_vault(options, output) as vault:
        found = vault.measures.open_risks()
    value = [
        {
            "client": each.client,
            "id": each.administration,
            "measure": each.measure,
            "day": each.day.isoformat(),
        }
        for each in found
    ]
    lines = [f"{each.day}  {each.client}  {open_risk_words([each])}" for each in found]
    output.answer(value, "\n".join(lines) or _("No measure waits for a note on safety."))


def kinds(options: argparse.Namespace, output: Output) -> None:
    """Print every measure: its items, its answers, its bands, their source and the licence."""
    del options
    found = list(measures().values())
    output.answer([_measure_json(each) for each in found], "\n\n".join(map(_measure_text, found)))


def _score_json(each: Administration) -> dict[str, Any]:
    score = each.score
    return {
        "score": score.total,
        "of": score.most,
        "answered": score.answered,
        "prorated": score.prorated,
        "band": band_words(score) or None,
        "risk": each.raises_risk,
    }


def _json(each: Administration) -> dict[str, Any]:
    error = each.in_error
    return {
        "id": each.id,
        "client": each.client,
        "measure": each.measure,
        "day": each.day.isoformat(),
        "answers": list(each.answers),
        "difficulty": each.difficulty,
        "filled_in_by": each.filled_in_by,
        "in_error": {"reason": error.reason, "at": utc_text(error.at)} if error else None,
    } | _score_json(each)


def _lines(each: Administration) -> list[str]:
    said = [measure_of(each.measure).title, score_words(each.score), band_words(each.score)]
    if each.filled_in_by.strip():
        said.append(_("filled in by {who}").format(who=each.filled_in_by))
    if each.in_error is not None:
        said.append(_("in error: {reason}").format(reason=each.in_error.reason))
    return [f"{each.id}  {each.day}  {', '.join(filter(None, said))}", *_risk_lines(each)]


def _risk_lines(each: Administration) -> list[str]:
    if each.in_error is not None or not (each.raises_risk or each.leaves_risk_open):
        return []
    return [f"  {risk_words() if each.raises_risk else _('Item 9 is not answered.')}"]


def _measure_json(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "title": measure.title,
        "name": measure.name,
        "for": measure.whom,
        "asks": measure.asks,
        "items": list(measure.items),
        "answers": list(measure.answers),
        "difficulty": measure.difficulty or None,
        "difficulties": list(measure.difficulties),
        "most": measure.most,
        "bands": [
            {"least": least, "most": most, "words": words}
            for least, most, words in range_words(measure)
        ],
        "risk_item": measure.risk_item or None,
        "unanswered": measure.unanswered,
        "source": measure.source,
        "rule": measure.rule or None,
        "licence": measure.licence,
    }


def _measure_text(measure: Measure) -> str:
    lines = [f"{measure.id}  {measure.title}, {measure.name}. {measure.whom}", measure.asks]
    lines += [f"  {number}. {item}" for number, item in enumerate(measure.items, 1)]
    lines.append("  " + "; ".join(f"{n} {words}" for n, words in enumerate(measure.answers)))
    if measure.difficulty:
        lines.append(f"  {measure.difficulty}")
        said = enumerate(measure.difficulties)
        lines.append("  " + "; ".join(f"{n} {words}" for n, words in said))
    bands = range_words(measure)
    lines.append("  " + "; ".join(f"{least}–{most} {words}" for least, most, words in bands))
    return "\n".join([*lines, source_words(measure), measure.licence])
