"""release: a copy of the record for the client."""

import argparse

from vault.cli.opening import open_vault
from vault.cli.output import Output, path_text
from vault.cli.typed_secrets import new_passphrase
from vault.errors import NotInThisVersion
from vault.model.ids import ClientId
from vault.model.release import check_looked_at
from vault.translation import _, count_of


def release(options: argparse.Namespace, output: Output) -> None:
    """Write a copy of an individual adult's own record, prove it, and log it."""
    if options.format != "pdf" or options.request or options.basis:
        raise NotInThisVersion(_("This is not in this version."))
    encrypt = options.new_passphrase_file is not None
    passphrase = new_passphrase(options, "") if encrypt else None
    with open_vault(options, output) as vault:
        prepared = vault.releases.prepare(ClientId(options.client))
        check_looked_at(prepared.to_look_at, options.looked_at)
        rendered = prepared.render()
        written = vault.releases.write(
            prepared, rendered, options.out, passphrase, options.looked_at
        )
    drafts = len(prepared.package.unsigned)
    if drafts:
        output.say(
            count_of(
                "{n} draft is not in the copy; its date stands on the cover.",
                "{n} drafts are not in the copy; their dates stand on the cover.",
                drafts,
            )
        )
    if rendered.replaced:
        output.say(
            count_of(
                "{n} character could not be shown and is marked in the copy.",
                "{n} characters could not be shown and are marked in the copy.",
                rendered.replaced,
            )
        )
    if not encrypt:
        output.say(_("This copy is not encrypted: whoever has the file can read it."))
    output.answer(
        {"files": [{"path": path_text(written.path), "sha256": written.sha256}]},
        f"{path_text(written.path)}\nSHA-256 {written.sha256}",
    )
