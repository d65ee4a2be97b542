"""export: everything of a practice as plain files, proved complete."""

import argparse
from contextlib import nullcontext

from vault.cli.opening import open_process_notes, open_vault
from vault.cli.output import Output, path_text
from vault.errors import BadInput
from vault.model.export import EVERY_FORMAT, Format
from vault.translation import _, count_of


def export(options: argparse.Namespace, output: Output) -> None:
    """Write everything to a new folder, read it again, log it, and only then give it its name."""
    formats = _formats(options.format)
    with open_vault(options, output) as vault:
        opened = open_process_notes(options, vault) if options.process_notes else nullcontext()
        with opened:
            prepared = vault.prepare_export(options.out)
        try:
            exported = prepared.run(
                formats,
                output.progress(quiet=options.quiet),
                process_notes=options.process_notes,
            )
        finally:
            prepared.discard()
        vault.exports.keep(exported)
    value = {
        "folder": path_text(options.out),
        "manifest": exported.manifest,
        "files": exported.files,
        "counts": dict(exported.counts),
    }
    counts = exported.counts
    said = (
        count_of("{n} client", "{n} clients", counts["clients"]),
        count_of("{n} note", "{n} notes", counts.get("notes", 0)),
        count_of("{n} document", "{n} documents", counts.get("documents", 0)),
    )
    words = _("Written and read back: {what}, in {files} files. None of it is encrypted.")
    output.answer(value, words.format(what=", ".join(said), files=exported.files))


def _formats(said: str | None) -> frozenset[Format]:
    if said is None:
        return EVERY_FORMAT
    try:
        return frozenset({Format.JSON, *map(Format, said.split(","))})
    except ValueError:
        raise BadInput(
            _("There is no such format."), hint=_("Name some of csv, json, fhir, pdf, originals.")
        ) from None
