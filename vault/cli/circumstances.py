"""circumstances show and set: the licenses, and the answers that switch rules on."""

import argparse
from typing import Any

import msgspec

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import Shape, printed_schema, read_single
from vault.model.circumstances import (
    Answer,
    Circumstances,
    License,
    Question,
    answer_words,
    question_words,
)
from vault.translation import _


class LicenseShape(Shape):
    """A license: the state, its kind such as LMHC, its number."""

    state: str = ""
    kind: str = ""
    number: str = ""


class CircumstancesShape(Shape):
    """The licenses, and yes, no or unknown for each question; one left out is unknown."""

    licenses: list[LicenseShape] = msgspec.field(default_factory=list)
    answers: dict[Question, Answer] = msgspec.field(default_factory=dict)

    def noun(self) -> Circumstances:
        """Return the circumstances."""
        return Circumstances(
            licenses=tuple(License(each.state, each.kind, each.number) for each in self.licenses),
            answers=self.answers,
        )


def show(options: argparse.Namespace, output: Output) -> None:
    """Print what was answered, and what is still open."""
    with open_vault(options, output) as vault:
        circumstances = vault.circumstances.get().cleaned()
    _answer(circumstances, output)


def set_it(options: argparse.Namespace, output: Output) -> None:
    """Set the licenses and answers from JSON on standard input."""
    if printed_schema(CircumstancesShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered = read_single(CircumstancesShape)
        circumstances = vault.circumstances.set(entered.noun())
    if not circumstances.supported:
        output.say(circumstances.why_not_supported())
    _answer(circumstances, output)


def _answer(circumstances: Circumstances, output: Output) -> None:
    value: dict[str, Any] = {
        "licenses": [
            {"state": each.state, "kind": each.kind, "number": each.number}
            for each in circumstances.licenses
        ],
        "answers": {str(each): str(circumstances.answer(each)) for each in Question},
    }
    lines = [
        " ".join(part for part in (each.state, each.kind, each.number) if part)
        for each in circumstances.licenses
    ]
    for each in Question:
        answer = answer_words(circumstances.answer(each))
        if each in circumstances.open_questions:
            counts = Answer.YES if circumstances.holds(each) else Answer.NO
            answer = _("{answer} (counts as {counts})").format(
                answer=answer, counts=answer_words(counts)
            )
        words = question_words(each)
        lines += [f"{words.ask} {answer}", f"    {words.source}"]
    output.answer(value, "\n".join(lines))
