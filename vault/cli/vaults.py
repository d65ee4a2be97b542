"""create, inspect and verify: what one does to a closed vault."""

import argparse
from dataclasses import asdict
from pathlib import Path

from vault.cli.output import Output, path_text
from vault.cli.typed_secrets import (
    asked_twice,
    has_process_secret,
    process_secret,
    records_secret,
)
from vault.errors import BadInput
from vault.lifecycle.create import create as create_vault
from vault.lifecycle.inspect import inspect as inspect_vault
from vault.lifecycle.paper_key import keep_paper_key
from vault.lifecycle.place import place_warning
from vault.lifecycle.restore import inspect_backups, is_backup_place
from vault.lifecycle.this_computer import surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify as verify_vault
from vault.model.secret import NewSecrets, PaperKey, Passphrase, Secret
from vault.storage.files import explained
from vault.translation import _, count_of


def create(options: argparse.Namespace, output: Output) -> None:
    """Make a vault, with process notes when their passphrase is given, and paper keys."""
    passphrase = _new_passphrase(options)
    process = None
    if has_process_secret(options):
        chosen = _as_passphrase(process_secret(options))
        process = NewSecrets(chosen, recovery=options.process_recovery_out is not None)
    practice = None
    if options.practice is not None:
        from vault.cli.reading import read_one
        from vault.cli.shapes import PracticeShape

        with explained():
            practice = read_one(PracticeShape, options.practice.read_bytes()).noun().cleaned()
    outs = {"records": options.recovery_out, "process": options.process_recovery_out}
    around = surroundings()
    written = []

    def keep(made: PaperKey) -> None:
        keep_paper_key(outs[made.compartment], made)
        written.append(outs[made.compartment])

    try:
        vault_id = create_vault(
            options.vault,
            NewSecrets(passphrase, recovery=options.recovery_out is not None),
            process,
            clock=around.clock,
            keep=keep,
        )
    except BaseException:
        # The key of a vault that was not made opens nothing.
        for path in written:
            path.unlink(missing_ok=True)
        raise
    if practice is not None:
        vault = unlock(options.vault, Passphrase(passphrase), around)
        try:
            vault.practice.set(practice)
        finally:
            vault.close()
    if options.recovery_out is None:
        output.say(
            _(
                "There is no recovery key yet: without the passphrase nobody can open this "
                "vault. Make one with: strongroom keys add VAULT --recovery-out FILE"
            )
        )
    _say_risk(options.vault, output)
    output.answer({"vault": path_text(options.vault), "vault_id": vault_id}, vault_id)


def inspect(options: argparse.Namespace, output: Output) -> None:
    """Say what a vault or a backup place is, without a key."""
    if is_backup_place(options.vault):
        _inspect_backups(options.vault, output)
        return
    found = inspect_vault(options.vault)
    value = {
        "kind": "vault",
        "format": found.format,
        "vault_id": found.vault_id,
        "compartments": {each.name: asdict(each) for each in found.compartments},
        "broken": list(found.broken),
    }
    lines = [_("A Strongroom vault, format {n}, id {id}").format(n=found.format, id=found.vault_id)]
    for each in found.compartments:
        ways_in = ", ".join(each.ways_in)
        lines.append(_("{name}: opens with {ways_in}").format(name=each.name, ways_in=ways_in))
    lines += [_("{name} is damaged; its copy is whole.").format(name=name) for name in found.broken]
    _say_risk(options.vault, output)
    output.answer(value, "\n".join(lines))


def _inspect_backups(place: Path, output: Output) -> None:
    from vault.cli.backups import snapshot_json

    found = inspect_backups(place)
    snapshots = [snapshot_json(each) for each in found.snapshots]
    output.answer(
        {"kind": "backup", "format": 1, "vault_id": found.vault_id, "snapshots": snapshots},
        _("Backups of the vault {id}").format(id=found.vault_id)
        + "\n"
        + count_of("{n} snapshot", "{n} snapshots", len(snapshots)),
    )


def _say_risk(path: Path, output: Output) -> None:
    warning = place_warning(path)
    if warning:
        output.say(warning)


def verify(options: argparse.Namespace, output: Output) -> int:
    """Prove a vault whole, process notes too when their secret is given; or a backup place."""
    if is_backup_place(options.vault):
        from vault.cli.backups import verify_place

        return verify_place(options.vault, options, output)
    around = surroundings()
    report = verify_vault(
        options.vault,
        records_secret(options),
        process_secret(options) if has_process_secret(options) else None,
        state=around.state,
        progress=output.progress(quiet=options.quiet),
    )
    return output.verified(report)


def _new_passphrase(options: argparse.Namespace) -> str:
    if options.new_passphrase_file is not None:
        from vault.cli.typed_secrets import new_passphrase

        return new_passphrase(options, "")
    if options.passphrase_file is not None or options.passphrase_fd is not None:
        return _as_passphrase(records_secret(options))
    return asked_twice(_("A passphrase for the new vault: "))


def _as_passphrase(secret: Secret) -> str:
    if not isinstance(secret, Passphrase):
        raise BadInput(_("A new vault needs a passphrase, not a recovery key."))
    return secret.text
