"""onset add, change, remove, list and print: what clients are given or agree on at the start."""

import argparse
from typing import Any

from vault.cli.opening import open_vault
from vault.cli.output import Output, path_text
from vault.cli.reading import (
    Shape,
    answer_ids,
    parse_day,
    printed_schema,
    read_input,
    read_single,
)
from vault.model.ids import ClientId, DocumentId, OnsetId, ParticipantId, new_id
from vault.model.onset import Given, OnsetLine
from vault.model.switched_on import shared_cause
from vault.translation import _


class GivenShape(Shape):
    """That an item of the list was given; `given` null means that it does not apply."""

    client: str
    item: str
    given: str | None
    participant: str | None = None
    version: str = ""
    place: str = ""
    document: str | None = None

    def noun(self, given_id: OnsetId) -> Given:
        """Return it. Raises BadInput for a day that is none."""
        return Given(
            id=given_id,
            client=ClientId(self.client),
            item=self.item,
            day=parse_day(self.given),
            participant=ParticipantId(self.participant) if self.participant else None,
            version=self.version,
            place=self.place,
            document=DocumentId(self.document) if self.document else None,
        )


def add(options: argparse.Namespace, output: Output) -> None:
    """Keep what the object on standard input, or the array of them, says was given."""
    if printed_schema(GivenShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered, as_list = read_input(GivenShape)
        added = vault.onset.add([each.noun(OnsetId(new_id())) for each in entered])
    answer_ids([each.id for each in added], as_list, output)


def change(options: argparse.Namespace, output: Output) -> None:
    """Replace what is known of what was given by the object on standard input."""
    with open_vault(options, output) as vault:
        changed = vault.onset.change(read_single(GivenShape).noun(OnsetId(options.id)))
    output.answer(_json(changed), changed.id)


def remove(options: argparse.Namespace, output: Output) -> None:
    """Take out what was entered by mistake."""
    with open_vault(options, output) as vault:
        removed = vault.onset.remove(OnsetId(options.id))
    output.answer({"id": removed.id}, _("Removed."))


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List the items for one client, and what was given of each; or who lacks something."""
    if options.client is None:
        _list_lacking(options, output)
        return
    with open_vault(options, output) as vault:
        lines = vault.onset.of_client(ClientId(options.client))
        before = vault.onset.before(ClientId(options.client))
    value: list[dict[str, Any]] = [
        {
            "item": line.item.id,
            "title": line.item.title,
            "cite": line.item.cite,
            "through": line.item.through.isoformat(),
            "participant": line.participant,
            "given": _json(line.given) if line.given else None,
            "printed": line.printed or None,
            "because": line.because,
        }
        for line in lines
    ]
    value += [
        {"item": each.item, "participant": each.participant, "given": _json(each), "before": True}
        for each in before
    ]
    shared = shared_cause([line.because for line in lines])
    said = [_line(line, "" if shared else line.because) for line in lines]
    said += [*([shared] if shared else []), *map(_before, before)]
    output.answer(value, "\n".join(said) or _no_list())


def _list_lacking(options: argparse.Namespace, output: Output) -> None:
    with open_vault(options, output) as vault:
        lacking, why = vault.onset.lacking(), vault.onset.why()
        names = vault.clients.names(list(lacking))
    value = [
        {"client": client, "lacking": count, "because": why} for client, count in lacking.items()
    ]
    lines = [f"{client}  {names.get(client, '')}: {count}" for client, count in lacking.items()]
    nobody = _("Nobody lacks anything.") if why else _no_list()
    output.answer(value, "\n".join([*lines, why] if lines else [nobody]))


def _no_list() -> str:
    return _("No list was found for your license as it stands in the practice's profile.")


def print_notices(options: argparse.Namespace, output: Output) -> None:
    """Write notices for a client into a folder; they are not given by that."""
    with open_vault(options, output) as vault:
        prepared = vault.onset_notices.prepare(ClientId(options.client), options.item)
        pdfs = prepared.render(output.progress(quiet=options.quiet))
        written = vault.onset_notices.write(prepared, pdfs, options.out)
    if written:
        words = _("They name the client and are not encrypted: whoever has a file can read it.")
        output.say(words)
    files = [
        {
            "item": each.page.item,
            "participant": each.page.participant,
            "version": each.page.notice.version,
            "path": path_text(each.path),
            "sha256": each.sha256,
        }
        for each in written
    ]
    said = "\n".join(path_text(each.path) for each in written)
    output.answer({"files": files}, said or _("No notice is missing that could be printed."))


def _before(each: Given) -> str:
    day = each.day if each.day is not None else _("does not apply")
    return _("{id}  before, or no longer asked: {item}, {day}").format(
        id=each.id, item=each.item, day=day
    )


def _json(each: Given) -> dict[str, Any]:
    return {
        "id": each.id,
        "client": each.client,
        "item": each.item,
        "given": each.day.isoformat() if each.day else None,
        "participant": each.participant,
        "version": each.version,
        "place": each.place,
        "document": each.document,
    }


def _line(line: OnsetLine, because: str) -> str:
    whom = f" [{line.name}]" if line.name else ""
    if line.given is None and line.printed:
        state = _("missing, notice printed ({version})").format(version=line.printed)
    elif line.given is None:
        state = _("missing")
    elif line.given.day is None:
        state = _("does not apply")
    else:
        state = _("given {day}").format(day=line.given.day)
    said = f"{line.item.id}{whom}: {line.item.title} ({line.item.cite}): {state}"
    return f"{said}. {because}" if because else said
