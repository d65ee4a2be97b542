"""backup create, forget, list, verify and restore: copies of the vault for oneself."""

import argparse
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from vault.cli.opening import open_process_notes, open_vault
from vault.cli.output import Output, path_text
from vault.cli.typed_secrets import (
    has_process_secret,
    has_records_secret,
    process_secret,
    records_secret,
)
from vault.errors import NotFound, NotWhole
from vault.lifecycle.restore import inspect_backups, lost_words, restore
from vault.lifecycle.this_computer import surroundings
from vault.lifecycle.verify_backups import verify_backups
from vault.model.backup import BackupMade, Snapshot
from vault.model.dates import utc_text
from vault.open_vault import OpenVault, PreparedBackup
from vault.translation import _


def create(options: argparse.Namespace, output: Output) -> None:
    """Copy the vault to its backup places; process notes are proved when their secret is given."""
    with open_vault(options, output) as vault:
        places = _places(options, vault)
        with _process_notes(options, vault):
            prepared = vault.prepare_backup()
        try:
            made = [_copy(place, options, output, prepared, vault) for place in places]
        finally:
            prepared.discard()
    if made[0].process_proved is False:
        output.say(
            _(
                "Process notes were copied and could not be proved: they were not closed in the "
                "usual way. Open and close them once, and back up again."
            )
        )
    words = _("Backed up and read back: {name}, chain {words}")
    output.answer(
        [_made_json(each) for each in made] if options.place is None else _made_json(made[0]),
        "\n".join(words.format(name=each.snapshot, words=each.records.words) for each in made),
    )


def forget(options: argparse.Namespace, output: Output) -> None:
    """Let no more backups go to a place; what lies there stays."""
    with open_vault(options, output) as vault:
        vault.backups.remove_place(path_text(options.place.absolute()))
    output.answer({"place": path_text(options.place)}, _("Backups go there no more."))


def list_snapshots(options: argparse.Namespace, output: Output) -> None:
    """List what lies in a backup place, without a key."""
    found = inspect_backups(options.place)
    output.answer(
        [snapshot_json(each) for each in found.snapshots],
        "\n".join(
            each.name if each.whole else _("{name}  damaged").format(name=each.name)
            for each in found.snapshots
        ),
    )


def verify(options: argparse.Namespace, output: Output) -> int:
    """Prove every snapshot of a place; with a secret, also that our key wrote them."""
    return verify_place(options.place, options, output)


def verify_place(place: Path, options: argparse.Namespace, output: Output) -> int:
    """Prove every snapshot of a place; return the exit code."""
    secret = records_secret(options) if has_records_secret(options) else None
    return output.verified(verify_backups(place, secret, output.progress(quiet=options.quiet)))


def restore_vault(options: argparse.Namespace, output: Output) -> None:
    """Rebuild a vault from a backup place and prove it whole."""
    try:
        restored = restore(
            options.place,
            options.vault,
            records_secret(options),
            process_secret(options) if has_process_secret(options) else None,
            surroundings=surroundings(),
            snapshot=options.snapshot,
            progress=output.progress(quiet=options.quiet),
        )
    except NotWhole as error:
        say_problems(error, output)
        raise
    if restored.lost:
        output.say(lost_words(len(restored.lost)))
    output.answer(
        {
            "vault": path_text(restored.path),
            "vault_id": restored.vault_id,
            "snapshot": restored.snapshot,
            "made_at": utc_text(restored.made_at),
            "checked": restored.checked,
            "process_checked": restored.process_checked,
            "lost_documents": list(restored.lost),
        },
        _("Restored and proved whole, as it was on {when}: {vault}").format(
            when=utc_text(restored.made_at), vault=path_text(restored.path)
        ),
    )


def _places(options: argparse.Namespace, vault: OpenVault) -> list[str]:
    if options.place is None:
        places = vault.backups.places()
        if not places:
            raise NotFound(_("There is no backup place yet."), hint=_("Name a folder for backups."))
        return places
    place = path_text(options.place.absolute())
    if place not in vault.backups.places():
        vault.backups.add_place(place)
    return [place]


def _process_notes(options: argparse.Namespace, vault: OpenVault) -> AbstractContextManager[object]:
    return open_process_notes(options, vault) if has_process_secret(options) else nullcontext()


def _copy(
    place: str,
    options: argparse.Namespace,
    output: Output,
    prepared: PreparedBackup,
    vault: OpenVault,
) -> BackupMade:
    try:
        known = vault.backups.latest(place) is not None
        made = prepared.run(place, output.progress(quiet=options.quiet), known=known)
    except NotWhole as error:
        say_problems(error, output)
        raise
    vault.backups.record(made)
    return made


def _made_json(made: BackupMade) -> dict[str, object]:
    return {
        "place": made.place,
        "snapshot": made.snapshot,
        "made_at": utc_text(made.made_at),
        "size": made.size,
        "written": made.written,
        "seq": made.records.seq,
        "chain_head": made.records.chain_head,
        "process_proved": made.process_proved,
    }


def say_problems(error: NotWhole, output: Output) -> None:
    """Name what is damaged, a line for each."""
    for kind, name, message in error.problems:
        output.say(f"{kind} {name}: {message}")


def snapshot_json(snapshot: Snapshot) -> dict[str, object]:
    """Return a snapshot as other programs read it."""
    return {
        "id": snapshot.name,
        "made_at": utc_text(snapshot.made_at),
        "whole": snapshot.whole,
    }
