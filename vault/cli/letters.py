"""amendment letter, episode letter: a letter to the client as a PDF, of what was decided."""

import argparse

from vault.cli.opening import open_vault
from vault.cli.output import Output, path_text
from vault.model.ids import AmendmentId, EpisodeId
from vault.open_vault import OpenVault
from vault.services.letters import PreparedLetter
from vault.translation import _


def denial(options: argparse.Namespace, output: Output) -> None:
    """Write the denial of a request to amend into a folder; it is not sent by that."""
    with open_vault(options, output) as vault:
        _write(vault, vault.letters.denial(AmendmentId(options.id)), options, output)


def termination(options: argparse.Namespace, output: Output) -> None:
    """Write the letter on the end of an episode into a folder; it is not sent by that."""
    with open_vault(options, output) as vault:
        _write(vault, vault.letters.termination(EpisodeId(options.id)), options, output)


def _write(
    vault: OpenVault, prepared: PreparedLetter, options: argparse.Namespace, output: Output
) -> None:
    pdf = prepared.render(output.progress(quiet=options.quiet))
    written = vault.letters.write(prepared, pdf, options.out)
    output.say(_("It names the client and is not encrypted: whoever has the file can read it."))
    output.say(prepared.because)
    wording, path = prepared.letter.wording, path_text(written.path)
    value = {"letter": wording.id, "version": wording.version, "path": path}
    value |= {"sha256": written.sha256, "because": prepared.because}
    output.answer(value, path)
