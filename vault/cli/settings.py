"""settings show and set: how the vault behaves."""

import argparse
from dataclasses import asdict

import msgspec

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import Shape, printed_schema, read_single
from vault.model.settings import VaultSettings
from vault.model.snippet import Snippet

_DEFAULTS = VaultSettings()


class SnippetShape(Shape):
    """A short word, typed after a slash, and the text it stands for."""

    word: str
    text: str


class SettingsShape(Shape):
    """When each compartment locks, when the vault is backed up by itself, and how notes are kept.

    Minutes without a key or a click, 1 to 60; days between backups, 1 to 30, 0 for by hand; days
    after which a note is a late entry, 0 to 90; at most 100 snippets; whether words that may be
    misspelled are marked, and at most 1,000 words of one's own that are right.
    """

    records_idle_minutes: int = _DEFAULTS.records_idle_minutes
    process_idle_minutes: int = _DEFAULTS.process_idle_minutes
    backup_every_days: int = _DEFAULTS.backup_every_days
    late_entry_days: int = _DEFAULTS.late_entry_days
    snippets: tuple[SnippetShape, ...] = ()
    mark_misspelled: bool = _DEFAULTS.mark_misspelled
    words: tuple[str, ...] = ()

    def noun(self) -> VaultSettings:
        """Return the settings."""
        snippets = tuple(Snippet(each.word, each.text) for each in self.snippets)
        return VaultSettings(**msgspec.structs.asdict(self) | {"snippets": snippets})


def show(options: argparse.Namespace, output: Output) -> None:
    """Print the settings of the vault."""
    with open_vault(options, output) as vault:
        settings = vault.settings.get()
    _answer(settings, output)


def set_it(options: argparse.Namespace, output: Output) -> None:
    """Set them from JSON on standard input; what is left out has its default again."""
    if printed_schema(SettingsShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered = read_single(SettingsShape)
        settings = vault.settings.set(entered.noun())
    _answer(settings, output)


def _answer(settings: VaultSettings, output: Output) -> None:
    snippets = [asdict(each) for each in settings.snippets]
    value = asdict(settings) | {"snippets": snippets}
    numbers = {name: one for name, one in value.items() if name not in ("snippets", "words")}
    lines = [f"{name}: {number}" for name, number in numbers.items()]
    lines += [f"/{each.word}: {each.text}" for each in settings.snippets]
    lines += settings.words
    output.answer(value, "\n".join(lines))
