"""settings show and set: how the vault behaves."""

import argparse
from dataclasses import asdict, replace

import msgspec
from msgspec import UNSET, UnsetType

from vault.cli.opening import open_vault
from vault.cli.output import Output
from vault.cli.reading import Shape, printed_schema, read_single
from vault.model.settings import VaultSettings
from vault.model.snippet import Snippet


class SnippetShape(Shape):
    """A short word, typed after a slash, and the text it stands for."""

    word: str
    text: str


class SettingsShape(Shape):
    """When each compartment locks, when the vault is backed up by itself, and how notes are kept.

    Minutes without a key or a click, 1 to 60; days between backups, 1 to 30, 0 for by hand; days
    after which a note is a late entry, 0 to 90; at most 100 snippets; whether words that may be
    misspelled are marked, and at most 1,000 words of one's own that are right; the folder in which
    a scanner lays its files. What is left out stays as it is.
    """

    records_idle_minutes: int | UnsetType = UNSET
    process_idle_minutes: int | UnsetType = UNSET
    backup_every_days: int | UnsetType = UNSET
    late_entry_days: int | UnsetType = UNSET
    snippets: tuple[SnippetShape, ...] | UnsetType = UNSET
    mark_misspelled: bool | UnsetType = UNSET
    words: tuple[str, ...] | UnsetType = UNSET
    scan_folder: str | UnsetType = UNSET

    def over(self, kept: VaultSettings) -> VaultSettings:
        """Return the settings that are kept, with those that are given."""
        given = {
            name: value
            for name, value in msgspec.structs.asdict(self).items()
            if value is not UNSET
        }
        if not isinstance(self.snippets, UnsetType):
            given["snippets"] = tuple(Snippet(each.word, each.text) for each in self.snippets)
        return replace(kept, **given)


def show(options: argparse.Namespace, output: Output) -> None:
    """Print the settings of the vault."""
    with open_vault(options, output) as vault:
        settings = vault.settings.get()
    _answer(settings, output)


def set_it(options: argparse.Namespace, output: Output) -> None:
    """Set them from JSON on standard input; what is left out stays as it is."""
    if printed_schema(SettingsShape, options, output):
        return
    with open_vault(options, output) as vault:
        entered = read_single(SettingsShape)
        settings = vault.settings.set(entered.over(vault.settings.get()))
    _answer(settings, output)


def _answer(settings: VaultSettings, output: Output) -> None:
    snippets = [asdict(each) for each in settings.snippets]
    value = asdict(settings) | {"snippets": snippets}
    for name in ("searches", "pinned"):  # They have commands of their own.
        value.pop(name)
    numbers = {name: one for name, one in value.items() if name not in ("snippets", "words")}
    lines = [f"{name}: {number}" for name, number in numbers.items()]
    lines += [f"/{each.word}: {each.text}" for each in settings.snippets]
    lines += settings.words
    output.answer(value, "\n".join(lines))
