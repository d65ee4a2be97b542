"""retention destroy, destructions, certificate and destroyed: the end of a record, in two looks."""

import argparse
from typing import Any

from vault.cli.opening import open_process_notes, open_vault
from vault.cli.output import Output, path_text
from vault.cli.reading import parse_day
from vault.cli.typed_secrets import process_secret, records_secret
from vault.errors import NotAllowed
from vault.lifecycle.paper_key import write_page
from vault.lifecycle.this_computer import surroundings
from vault.lifecycle.unlock import unlock
from vault.model.destruction import Destruction, Stage, Told, not_held, signed_contents
from vault.model.destruction_words import content_words
from vault.model.ids import ClientId, DestructionId
from vault.model.secret import Passphrase, Secret
from vault.open_vault import OpenVault
from vault.translation import _


def destroy(options: argparse.Namespace, output: Output) -> None:
    """Ask for the end of a record; a week later, with --second-look, carry it out.

    With --withdraw take it back. The passphrase that opens the records signs it.
    """
    secret = records_secret(options)
    if not isinstance(secret, Passphrase):
        raise NotAllowed(_("Only the licensee's own passphrase may end a record."))
    vault = unlock(options.vault, secret, surroundings(accept_older=bool(options.accept_older)))
    try:
        if options.dry_run:
            goes = vault.destructions.what_goes(ClientId(options.client))
            notices = vault.destructions.notices(ClientId(options.client))
            lines = [f"{words}: {count}" for words, count in content_words(goes)]
            output.answer({"counts": goes, "notices": notices}, "\n".join([*lines, *notices]))
            return
        done = _next_step(vault, secret, options, output)
    finally:
        vault.close()
    output.answer(_json(done), _line(done))


def list_all(options: argparse.Namespace, output: Output) -> None:
    """List the records that were destroyed, or are asked to be, the newest first."""
    with open_vault(options, output) as vault:
        found = vault.destructions.list_all()
    text = "\n".join(map(_line, found)) or _("No record was destroyed.")
    output.answer([_json(each) for each in found], text)


def certificate(options: argparse.Namespace, output: Output) -> None:
    """Write the certificate of a destruction as a PDF."""
    with open_vault(options, output) as vault:
        prepared = vault.destructions.certificate(DestructionId(options.id))
    write_page(options.file, prepared.render())
    output.answer({"file": path_text(options.file)}, path_text(options.file))


def destroyed(options: argparse.Namespace, output: Output) -> None:
    """Tell whether the record of a name and a birth date was destroyed, and under which rule."""
    with open_vault(options, output) as vault:
        found = vault.destructions.find(options.name, parse_day(options.born))
    nothing = _("No record of this name and birth date was destroyed.")
    text = "\n".join(map(not_held, found)) or nothing
    output.answer([_json(each) for each in found], text)


def _next_step(
    vault: OpenVault, secret: Passphrase, options: argparse.Namespace, output: Output
) -> Destruction:
    client = ClientId(options.client)
    waiting = vault.destructions.waiting(client)
    if options.withdraw:
        if waiting is None:
            raise NotAllowed(_("The end of this record was not asked for."))
        return vault.destructions.withdraw(waiting.id)
    if not options.second_look:
        return vault.destructions.ask(client, secret.text, keeps_name=options.keep_name)
    if waiting is None:
        raise NotAllowed(_("The end of this record was not asked for."))
    told = Told(options.place, options.witness, options.disk)
    if waiting.stage is not Stage.ASKED or not vault.process_door.exists:
        return vault.destructions.finish(waiting.id, secret.text, None, told)
    waiting.check_may_begin(vault.retention.now())
    process: Secret = process_secret(options)
    with open_process_notes(options, vault, process) as opened:
        return vault.destructions.finish(waiting.id, secret.text, opened.endings, told)


def _json(each: Destruction) -> dict[str, Any]:
    return {
        "id": each.id,
        "client": each.client,
        "stage": each.stage,
        "asked": each.asked.isoformat(),
        "asked_by": each.asked_by,
        "second_look": each.second_look.isoformat(),
        "withdrawn": each.withdrawn.isoformat() if each.withdrawn is not None else None,
        "done": each.done.isoformat() if each.done is not None else None,
        "contents": dict(each.contents),
        "ids": list(each.ids),
        "signed": signed_contents(each).decode() if each.signature else "",
        "public_key": each.public_key,
        "signature": each.signature,
    }


def _line(each: Destruction) -> str:
    said = {
        Stage.ASKED: _("asked for; look at it again from {day} on").format(day=each.second_look),
        Stage.WITHDRAWN: _("taken back"),
        Stage.BEGUN: _("begun; it goes on when the vault, and process notes, are opened"),
        Stage.DONE: _("destroyed, {n} things").format(n=len(each.ids)),
    }[each.stage]
    return f"{each.id}  {each.client}: {said}"
