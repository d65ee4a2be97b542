"""What a copy says of outcome measures: each score, and the answers item by item."""

from collections.abc import Sequence
from typing import Any

from vault.export.date_words import day_words
from vault.model.measure import measure_of
from vault.model.measure_words import band_words, score_words, source_words
from vault.model.release import ReleasedMeasure
from vault.translation import _


def measure_words(measures: Sequence[ReleasedMeasure]) -> list[dict[str, Any]]:
    """Return the words of each, in the order they are read; its source where it is first read."""
    used: set[str] = set()
    words = []
    for each in measures:
        words.append(_words(each, with_source=each.measure not in used))
        used.add(each.measure)
    return words


def measure_texts(title: str, measures: Sequence[dict[str, Any]]) -> list[str]:
    """Return every text of the measures as the page shows it, beneath their title; or none."""
    texts = [title] if measures else []
    for each in measures:
        texts += [each["heading"], *each["facts"], each["asks"]]
        texts += [text for row in each["rows"] for text in row]
        texts += each["source"]
    return texts


def _words(released: ReleasedMeasure, *, with_source: bool) -> dict[str, Any]:
    measure = measure_of(released.measure)
    score = measure.score(released.answers)
    heading = _("{title}, {day}").format(title=measure.title, day=day_words(released.day))
    words = _("Score: {score}.").format(score=score_words(score))
    if score.band is not None:
        words = _("Score: {score}. Band, as published: {band}.")
        words = words.format(score=score_words(score), band=band_words(score))
    facts = [words]
    if released.filled_in_by.strip():
        facts.append(_("Filled in by {who}.").format(who=released.filled_in_by))
    rows = [
        [f"{number}. {item}", _answer(answer, measure.answers)]
        for number, (item, answer) in enumerate(
            zip(measure.items, released.answers, strict=True), 1
        )
    ]
    if measure.difficulty:
        rows.append([measure.difficulty, _answer(released.difficulty, measure.difficulties)])
    return {
        "heading": heading,
        "facts": facts,
        "asks": measure.asks,
        "rows": rows,
        "source": [source_words(measure), measure.licence] if with_source else [],
    }


def _answer(answer: int | None, words: Sequence[str]) -> str:
    return _("not answered") if answer is None else f"{answer}  {words[answer]}"
