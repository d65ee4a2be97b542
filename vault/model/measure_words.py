"""What a score is called: in a list, at a chart, and that a note on risk is wanted."""

from collections.abc import Callable, Sequence
from datetime import date

from vault.model.measure import Administration, Measure, Score, measure_of
from vault.translation import _, count_of


def score_words(score: Score) -> str:
    """Return a score, such as "14 of 27", or that there is none."""
    if score.total is None:
        words = _("{answered} of {items} answered, no score")
    elif score.prorated:
        words = _("{total} of {most}, prorated: {answered} of {items} answered")
    else:
        words = _("{total} of {most}")
    return words.format(
        total=score.total, most=score.most, answered=score.answered, items=score.items
    )


def band_words(score: Score) -> str:
    """Return the band of a score, in the source's word; "" where there is no score."""
    return score.band.words if score.band is not None else ""


def source_words(measure: Measure) -> str:
    """Return whose bands they are, that they are no diagnosis, and what is done with open items."""
    words = [
        _("Score and bands as published: {source}.").format(source=measure.source),
        _("Items left open: {rule}.").format(rule=measure.rule)
        if measure.rule
        else _("A score is given when every item is answered."),
        _("A band is no diagnosis."),
    ]
    return " ".join(words)


def range_words(measure: Measure) -> list[tuple[int, int, str]]:
    """Return the bands of a measure: the least and the highest score of each, and its word."""
    ends = [band.least - 1 for band in measure.bands[1:]] + [measure.most]
    return [(band.least, end, band.words) for band, end in zip(measure.bands, ends, strict=True)]


def risk_words() -> str:
    """Return what is said when item 9 is above zero: on what it is about, and on nothing else."""
    return _("Item 9 is above zero. Keep what you found and what you did as a note on safety.")


def chart_words(given: Sequence[Administration], day_words: Callable[[date], str]) -> str:
    """Return in words what a chart of one measure shows, the first day first."""
    title = measure_of(given[0].measure).title
    scored = [(each.day, each.score) for each in given if each.score.total is not None]
    said = [f"{day_words(day)}: {score_words(score)}, {band_words(score)}" for day, score in scored]
    counted = count_of("{n} score", "{n} scores", len(scored))
    return _("{title} over time, {counted}. {scores}").format(
        title=title, counted=counted, scores="; ".join(said)
    )
