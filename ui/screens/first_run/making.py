"""Makes the vault that was described: its folder and keys, then what was answered, inside."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ui.recovery_reminder import remind
from ui.screens.first_run.answers import Answers

if TYPE_CHECKING:
    from vault.lifecycle.sitting import Surroundings
    from vault.model.secret import PaperKey
    from vault.open_vault import OpenVault


@dataclass(frozen=True)
class Secrets:
    """The passphrases of a new vault, for the moment of its making."""

    records: str = field(repr=False)
    process: str | None = field(repr=False)


def check_secrets(secrets: Secrets) -> None:
    """Check both passphrases.

    Raises BadInput for an empty one, NotAllowed when both are the same.
    """
    from vault.lifecycle.create import check_new_passphrases
    from vault.model.secret import NewSecrets

    process = NewSecrets(secrets.process) if secrets.process is not None else None
    check_new_passphrases(NewSecrets(secrets.records), process)


def make(path: Path, secrets: Secrets, around: "Surroundings") -> "list[PaperKey]":
    """Make the vault; return its paper keys, the records' first.

    Raises as `create` does; no half vault is then left.
    """
    from vault.lifecycle.create import create
    from vault.model.secret import NewSecrets

    keys: list[PaperKey] = []
    create(
        path,
        NewSecrets(secrets.records),
        NewSecrets(secrets.process) if secrets.process is not None else None,
        clock=around.clock,
        keep=keys.append,
        cost=around.cost,
    )
    return keys


def open_made(path: Path, passphrase: str, around: "Surroundings") -> "OpenVault":
    """Unlock the vault that was just made. Raises as `unlock` does."""
    from vault.lifecycle.unlock import unlock
    from vault.model.secret import Passphrase

    return unlock(path, Passphrase(passphrase), around)


def keep_answers(vault: "OpenVault", answers: Answers, compartments: tuple[str, ...]) -> None:
    """Keep what was answered, and that no paper key has been shown to be at hand yet."""
    remind(vault, compartments)
    vault.practice.set(answers.licensee)
    vault.circumstances.set(answers.circumstances)
