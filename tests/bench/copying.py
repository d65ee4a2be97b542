"""Bench: a copy of a record, tagged and proved, against the bare Typst compile of the same text."""

import random
from pathlib import Path
from typing import Any

import typst

from tests.bench.measure import Row, at_most, ratio, seconds, taking_turns
from tests.bench.practice_of import an_opened, session
from tests.practice import LICENSEE, a_client
from vault.export.pdf_verify import verify_record
from vault.export.render_child import typeset
from vault.services.releases import PreparedRelease

ROUNDS = 5
NOTES = 300


def rows(folder: Path) -> list[Row]:
    """Return the rows of one long copy: set, and set and proved."""
    folder.mkdir()
    prepared = _prepared(folder)
    rendered = prepared.render()

    def prove() -> float:
        return seconds(lambda: verify_record(rendered.pdf, prepared.package, None))

    bare, whole, proof = taking_turns(
        [lambda: _bare(prepared), lambda: seconds(prepared.render), prove], ROUNDS
    )
    pages = f"{rendered.pages} pages"
    proved = [render + read for render, read in zip(whole, proof, strict=True)]
    return [
        at_most(f"record copy / the bare compile, {pages}", ratio(whole, bare), 1.3),
        at_most(f"record copy and its proof / the bare compile, {pages}", ratio(proved, bare), 2),
    ]


def _prepared(folder: Path) -> PreparedRelease:
    vault = an_opened(folder)
    try:
        vault.practice.set(LICENSEE)
        client = vault.clients.add([a_client()])[0]
        dice = random.Random(1)
        vault.notes.begin_and_sign(session([client], number, dice) for number in range(NOTES))
        return vault.releases.prepare(client.id)
    finally:
        vault.close()


def _bare(prepared: PreparedRelease) -> float:
    """Return how long the typesetter alone works on what the copy gives it."""
    spent: list[float] = []
    kept = typst.Compiler

    class Timed:
        """The typesetter with a watch."""

        def __init__(self, *given: Any, **options: Any) -> None:
            self._compiler = kept(*given, **options)

        def compile(self, **options: Any) -> Any:
            """Compile, and keep how long it took."""
            answers: list[Any] = []
            spent.append(seconds(lambda: answers.append(self._compiler.compile(**options))))
            return answers[0]

    vars(typst)["Compiler"] = Timed
    try:
        typeset(prepared.package)
    finally:
        vars(typst)["Compiler"] = kept
    return spent[0]
