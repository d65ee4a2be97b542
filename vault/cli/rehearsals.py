"""backup rehearse and rehearsals: restore a backup to see that it can be, and what is due."""

import argparse

from vault.cli.backups import say_problems
from vault.cli.opening import open_vault
from vault.cli.output import Output, path_text
from vault.errors import NotFound, NotWhole
from vault.lifecycle.rehearsal import key_from_files
from vault.lifecycle.this_computer import surroundings
from vault.model.dates import utc_text
from vault.model.rehearsal import PaperWay, Rehearsed
from vault.translation import _


def rehearse(options: argparse.Namespace, output: Output) -> None:
    """Restore the newest copy of each place to a scratch folder, prove it whole, and wipe it."""
    key_file = options.process_recovery_file or options.recovery_file
    key = key_from_files(key_file, options.card or ())
    done: list[tuple[str, Rehearsed]] = []
    with open_vault(options, output) as vault:
        places = vault.backups.places()
        if options.place is not None:
            places = [path_text(options.place.absolute())]
        if not places:
            raise NotFound(_("There is no backup place yet."), hint=_("Back up first."))
        for place in places:
            try:
                progress = output.progress(quiet=options.quiet)
                proved = vault.prepare_rehearsal().run(place, progress, key)
            except NotWhole as error:
                say_problems(error, output)
                raise
            vault.rehearsals.record(proved)
            done.append((place, proved))
    words = _("Restored with {way}, proved whole, and wiped again: {name}")
    output.answer(
        [{"place": place, **_route_json(each)} for place, each in done],
        "\n".join(words.format(way=_route(each), name=each.snapshot) for _place, each in done),
    )


def list_all(options: argparse.Namespace, output: Output) -> None:
    """Say when a backup was last rehearsed, and when each key on paper is due to be."""
    with open_vault(options, output) as vault:
        last, papers = vault.rehearsals.last(), vault.rehearsals.papers()
    today = surroundings().clock.now().date()
    answer: dict[str, object] = {"last": None, "papers": [_paper_json(each) for each in papers]}
    lines = [_("No backup was rehearsed yet.")]
    if last is not None:
        answer["last"] = {"at": utc_text(last.at), **_route_json(last.done)}
        words = _("Last rehearsed {when}, with {way}")
        lines = [words.format(when=utc_text(last.at), way=_route(last.done))]
    for each in papers:
        words = (
            _("{compartment}  {way_in}  due now")
            if each.is_due(today)
            else _("{compartment}  {way_in}  due {day}")
        )
        lines.append(
            words.format(compartment=each.compartment, way_in=each.way_in, day=each.due_on)
        )
    output.answer(answer, "\n".join(lines))


def _route(done: Rehearsed) -> str:
    if not done.way_in:
        return _("the key in hand")
    return f"{done.compartment} {done.way_in}"


def _route_json(done: Rehearsed) -> dict[str, object]:
    return {
        "snapshot": done.snapshot,
        "compartment": done.compartment or None,
        "way_in": done.way_in or None,
    }


def _paper_json(paper: PaperWay) -> dict[str, object]:
    return {
        "compartment": paper.compartment,
        "way_in": paper.way_in,
        "name": paper.name,
        "made": paper.made.isoformat(),
        "rehearsed": paper.rehearsed.isoformat() if paper.rehearsed else None,
        "due": paper.due_on.isoformat(),
    }
