"""Every text field that an `add` has by its schema: naughty strings come back, or are refused.

What a schema calls a string and the object here does not fill is a text field; so a new one is
looked at as soon as it is there. `required` tells which must say something.
"""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from tests.cli.test_bad_input import refused
from tests.cli.test_commands import CLIENT, PRACTICE, Cli, note_of, ok
from tests.cli.test_naughty import NAUGHTY, figure, split
from vault.model.own_template import MOST_HEADING, MOST_HINT, MOST_TEMPLATES, MOST_TITLE
from vault.model.search import LONGEST_NAME, MOST_SEARCHES

DAY = date(2001, 5, 14)
"""The first of many days: of each client there is an episode for each text."""

Place = tuple[str | int, ...]
"""Where a string stands in an object: the names, and numbers in lists, that lead to it."""

Pair = tuple[str, str]
"""A text, and what comes back of it."""


@dataclass(frozen=True)
class Noun:
    """What is added by a command, and how it is listed.

    `filled` returns an object that can be added, the nth one, with every id, day and other thing
    that is no text. `several` are the texts of more than a line, `named` those that must say
    something though no schema says so. `letters` tells how many a text may have where it is fewer
    than a line may, `unlike` those that no two have. `rows` finds what was added in what is listed.
    """

    command: str
    listing: str
    filled: Callable[[dict[str, Any], int], dict[str, Any]]
    several: tuple[Place, ...] = ()
    named: tuple[Place, ...] = ()
    letters: Mapping[Place, int] = field(default_factory=dict)
    unlike: tuple[Place, ...] = ()
    rows: Callable[[Any], list[dict[str, Any]]] = lambda listed: list(listed)
    most: int = 400


def _day(number: int) -> str:
    return (DAY + timedelta(number)).isoformat()


def _amendment(known: dict[str, Any], _number: int) -> dict[str, Any]:
    decision = {"told": _day(9), "outcome": "denied", "ground": "accurate-and-complete"}
    return {
        "client": known["client"],
        "received": _day(0),
        "extension": {"sent": _day(8)},
        "decision": decision,
        "disagreed": None,
    }


def _episode(known: dict[str, Any], number: int) -> dict[str, Any]:
    day = _day(number)
    letter = {"sent": day, "end": day, "note": None}
    ending = {"day": day, "last_contact": day, "reason": "completed", "letter": letter}
    consent = {"by": "client", "day": day}
    return {"client": known["client"], "opened": day, "consent": consent, "ending": ending}


def _measure(known: dict[str, Any], _number: int) -> dict[str, Any]:
    answers = {"answers": [0] * 7, "difficulty": None}
    return {"client": known["client"], "measure": "gad-7", "day": _day(0)} | answers


def _of_client(**filled: object) -> Callable[[dict[str, Any], int], dict[str, Any]]:
    return lambda known, _number: {"client": known["client"]} | filled


NOUNS = (
    Noun(
        "participant add",
        "participant list {unit}",
        lambda known, _n: {
            "unit": known["unit"],
            "role": "member",
            "joined": _day(0),
            "agreed": _day(0),
            "no_conflict": "Somebody else.",
        },
    ),
    Noun(
        "representative add",
        "representative list {client}",
        _of_client(kind="agent", since=_day(0), no_conflict="Somebody else."),
    ),
    Noun("own-list add", "own-list list", lambda _known, _n: {"relationship": "social"}),
    Noun("referral add", "referral list", lambda _known, _n: {}, several=(("note",),)),
    Noun(
        "amendment add",
        "amendment list {client}",
        _amendment,
        several=(("asked",), ("decision", "words")),
    ),
    Noun("episode add", "episode list {client}", _episode),
    Noun("measure add", "measure list {client}", _measure),
    Noun(
        "onset add",
        "onset list {client}",
        _of_client(item="records-notice", given=_day(0)),
        rows=lambda listed: [each["given"] for each in listed if each["given"]],
    ),
    Noun(
        "document add",
        "document list {client}",
        lambda known, _n: _of_client(file=known["file"], kind="other", consent="")(known, 0),
        named=(("title",),),
        most=30,
    ),
    Noun(
        "retention hold",
        "retention holds {client}",
        _of_client(reason="audit", placed=_day(0)),
    ),
    Noun(
        "fee charge",
        "fee list {client}",
        lambda known, n: _of_client(note=known["notes"][n], amount="90")(known, n),
        rows=lambda listed: list(listed["charges"]),
        most=24,
    ),
    Noun(
        "fee pay",
        "fee list {client}",
        _of_client(day=_day(0), amount="90", method="cash"),
        rows=lambda listed: list(listed["payments"]),
    ),
    Noun(
        "template add",
        "template list",
        lambda _known, _n: {"kind": "progress-note", "sections": [{}]},
        letters={
            ("title",): MOST_TITLE,
            ("sections", 0, "heading"): MOST_HEADING,
            ("sections", 0, "hint"): MOST_HINT,
        },
        unlike=(("title",),),
        most=MOST_TEMPLATES,
    ),
    Noun(
        "saved-search add",
        "saved-search list",
        lambda _known, _n: {"kind": "note"},
        letters={("name",): LONGEST_NAME},
        unlike=(("name",),),
        most=MOST_SEARCHES,
    ),
)


@pytest.fixture
def known(cli: Cli, path: Path, tmp_path: Path) -> dict[str, Any]:
    """Add a client, a family and a file; return what objects name."""
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    people = [CLIENT, {"name": "The Duarte family", "kind": "family"}]
    client, unit = (each["id"] for each in ok(cli("client", "add", path, "--json", stdin=people)))
    file = tmp_path / "report.bin"
    file.write_bytes(bytes(9))
    return {"client": client, "unit": unit, "file": str(file), "notes": []}


def strings(schema: Mapping[str, Any]) -> Iterator[tuple[Place, bool]]:
    """Yield where a schema has strings that are no null, and whether each is required."""

    def within(shape: Mapping[str, Any], place: Place) -> Iterator[tuple[Place, bool]]:
        for name, value in shape["properties"].items():
            for each in value.get("anyOf", [value]):
                inner = schema["$defs"][each["$ref"].rpartition("/")[2]] if "$ref" in each else {}
                if inner.get("properties"):
                    yield from within(inner, (*place, name))
            if "$ref" in value.get("items", {}):
                inner = schema["$defs"][value["items"]["$ref"].rpartition("/")[2]]
                if inner.get("properties"):
                    yield from within(inner, (*place, name, 0))
            if value.get("type") == "string":
                yield (*place, name), name in shape["required"]

    yield from within(schema["$defs"][schema["$ref"].rpartition("/")[2]], ())


def at(thing: Any, place: Place) -> Any:
    """Return what stands at a place, None where nothing does."""
    for name in place:
        if isinstance(name, int):
            thing = thing[name] if isinstance(thing, list) and name < len(thing) else None
        else:
            thing = thing.get(name) if isinstance(thing, dict) else None
    return thing


def texts_of(noun: Noun, place: Place, *, required: bool) -> tuple[list[Pair], list[str]]:
    """Return what must come back in a field, each with what comes back, and what is refused."""
    named = required or place in noun.named
    kept, others = split(line=place not in noun.several, named=named)
    most = noun.letters.get(place)
    if most is not None:
        others += [text for text, back in kept if len(back) > most]
        kept = [(text, back) for text, back in kept if len(back) <= most]
    if place in noun.unlike:
        kept = list(
            {normalize("NFKC", back).casefold().strip(): (t, back) for t, back in kept}.values()
        )
    return kept, others


def with_texts(thing: dict[str, Any], texts: Mapping[Place, str]) -> dict[str, Any]:
    """Return the object with a text at each place."""
    whole = copy.deepcopy(thing)
    for place, text in texts.items():
        inner: Any = whole
        for name in place[:-1]:
            inner = inner[name]
        inner[place[-1]] = text
    return whole


def rotated(kept: Mapping[Place, Sequence[Pair]], count: int) -> list[dict[Place, Pair]]:
    """Return texts for as many objects, with another text at each place of one.

    Of all there are where the count allows, else of some of every part of the list.
    """
    most = max(map(len, kept.values()))
    step = max(1, most // count)
    return [
        {
            place: texts[(number * step + 11 * turn) % len(texts)]
            for turn, (place, texts) in enumerate(kept.items())
        }
        for number in range(min(count, most))
    ]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.command)
def test_in_every_text_field(
    cli: Cli, path: Path, known: dict[str, Any], noun: Noun, long: bool
) -> None:
    if noun.command == "fee charge":
        known["notes"] = signed_notes(cli, path, known["client"], noun.most + 1)
    command = noun.command.split()
    found = dict(strings(ok(cli(*command, path, "--schema"))))
    filled = [place for place in found if at(noun.filled(known, 0), place) is not None]
    sorted_out = {
        place: texts_of(noun, place, required=found[place])
        for place in found
        if place not in filled
    }
    assert sorted_out
    said = rotated({place: kept for place, (kept, _others) in sorted_out.items()}, noun.most)
    things = [
        with_texts(noun.filled(known, number), {place: text for place, (text, _b) in texts.items()})
        for number, texts in enumerate(said)
    ]
    added = ok(cli(*command, path, "--json", stdin=things))
    listing = noun.listing.format(**known).split()
    listed = noun.rows(ok(cli(*listing[:2], path, *listing[2:], "--json")))
    by_id = {each["id"]: each for each in listed}
    for one, texts in zip(added, said, strict=True):
        for place, (text, back) in texts.items():
            assert at(by_id[one["id"]], place) == back, (place, ascii(text[:80]))
    plain = with_texts(noun.filled(known, len(said)), dict.fromkeys(sorted_out, "x"))
    tried = 0
    for turn, (place, (_kept, others)) in enumerate(sorted_out.items()):
        for text in others if long else others[turn % 2 :: 2]:
            refused(cli(*command, path, "--json", stdin=with_texts(plain, {place: text})), 2)
            tried += 1
    named = [place for place in filled if place not in (("amount",), ("file",))]
    for turn, text in enumerate(NAUGHTY[::5] if long else NAUGHTY[::40]):
        if named:
            wrong = with_texts(plain, {named[turn % len(named)]: text})
            refused(cli(*command, path, "--json", stdin=wrong), 2)
            tried += 1
    figure(f"{noun.command}, {len(sorted_out)} fields", len(said), tried)


def signed_notes(cli: Cli, path: Path, client: str, count: int) -> list[str]:
    """Add signed notes; return their ids."""
    notes = [note_of(client) for _number in range(count)]
    added = [each["id"] for each in ok(cli("note", "add", path, "--json", stdin=notes))]
    for note in added:
        ok(cli("note", "sign", path, note, "--json"))
    return added
