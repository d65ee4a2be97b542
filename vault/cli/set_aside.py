"""imports aside list, take-out, return: what came with an import and looks like process notes."""

import argparse
from typing import Any

from vault.cli.opening import open_process_notes, open_vault
from vault.cli.output import Output, path_text
from vault.cli.reading import parse_day
from vault.errors import BadInput
from vault.model.ids import AsideId, ClientId, DocumentId
from vault.model.incoming.aside_words import state_words
from vault.model.incoming.set_aside import Authorization, SetAside, authorization_json
from vault.open_vault import OpenVault
from vault.translation import _


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List everything that was set aside: number, import, day, size, where it lay in the source."""
    with open_vault(options, output) as vault:
        found = vault.set_aside.list_all()
    text = "\n".join(map(_line, found)) or _("Nothing was set aside.")
    output.answer([_json(each) for each in found], text)


def take_out(options: argparse.Namespace, output: Output) -> None:
    """Take one out, once an authorization was shown: to a new file, or into a process note."""
    if (options.out is None) == (options.as_note is None):
        raise BadInput(_("Say where it goes: to a new file with --out, or --as-note CLIENT."))
    with open_vault(options, output) as vault:
        aside, authorization = AsideId(options.id), _authorization(options, vault)
        if options.as_note is not None:
            ended = _as_note(options, vault, aside, authorization)
        else:
            opened = vault.set_aside.to_take_out(aside, authorization)
            written = opened.write(options.out, output.progress(quiet=options.quiet))
            ended = vault.set_aside.end(written)
    _answer(ended, options, output)


def give_back(options: argparse.Namespace, output: Output) -> None:
    """Write one out as it came, to give it back, and take its sealed copy from the vault."""
    with open_vault(options, output) as vault:
        opened = vault.set_aside.to_return(AsideId(options.id), options.to)
        written = opened.write(options.out, output.progress(quiet=options.quiet))
        ended = vault.set_aside.end(written)
    _answer(ended, options, output)


def _as_note(
    options: argparse.Namespace, vault: OpenVault, aside: AsideId, authorization: Authorization
) -> SetAside:
    client = vault.clients.get(ClientId(options.as_note)).id
    day = parse_day(options.session) or vault.retention.today()
    with open_process_notes(options, vault) as process:
        return vault.set_aside.take_out_as_note(
            aside,
            authorization,
            lambda words: process.notes.add_brought(aside, client, day, words),
        )


def _authorization(options: argparse.Namespace, vault: OpenVault) -> Authorization:
    day = parse_day(options.paper_day) or vault.retention.today()
    document = DocumentId(options.document) if options.document else None
    return Authorization(options.authorization, day, document)


def _answer(ended: SetAside, options: argparse.Namespace, output: Output) -> None:
    value = _json(ended)
    if options.out is None:
        output.answer(value, _line(ended))
        return
    output.say(_("This copy is not encrypted: whoever has the file can read it."))
    name = path_text(options.out)
    output.answer(value | {"file": name}, f"{name}\nSHA-256 {ended.sha256}")


def _json(each: SetAside) -> dict[str, Any]:
    return {
        "id": each.id,
        "import": each.batch,
        "number": each.number,
        "path": each.path,
        "size": each.size,
        "sha256": each.sha256,
        "came_at": each.came_at.isoformat(),
        "state": each.state.value,
        "ended_at": each.ended_at.isoformat() if each.ended_at is not None else None,
        "authorization": authorization_json(each.authorization) or None,
        "returned_to": each.returned_to,
    }


def _line(each: SetAside) -> str:
    day = each.came_at.date().isoformat()
    words = state_words(each.state)
    return f"{each.id}  {each.number}  {day}  {each.size:,} B  {words}  {each.path}"
