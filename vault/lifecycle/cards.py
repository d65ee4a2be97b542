"""Executor cards as files: written and read again, and combined to a key without a vault."""

import os
import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from vault.crypto import age, shares
from vault.errors import BadInput, NotFound, StorageFailed, WrongSecret
from vault.lifecycle.paper_key import PAGE, TEXT, write_key_file
from vault.model.share import Card
from vault.progress import Progress
from vault.storage.files import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    explained,
    read_file,
    sync,
    sync_folder,
)
from vault.translation import _

_LIMIT = 4_000_000
_COLUMNS = 3
_NUMBERED = re.compile(r"^(?:[ \t]*\d{1,3}[.)]?[ \t]+[A-Za-z]+)+[ \t]*$", re.MULTILINE)
_WORD = re.compile(r"(\d{1,3})[.)]?[ \t]+([A-Za-z]+)")
_RECIPIENT = re.compile(r"\bage1[0-9a-z]{58}\b")


def card_pages(
    cards: Sequence[Card], made_on: date, progress: Progress | None = None
) -> tuple[bytes, ...]:
    """Return each card as a page to print, a PDF. Raises as `render_sheet` does."""
    from vault.export.key_sheets import card_sheet
    from vault.export.pdf_sheet import render_sheet

    return tuple(render_sheet(card_sheet(card, made_on), progress) for card in cards)


def keep_cards(folder: Path, cards: Sequence[Card], pages: Sequence[bytes] = ()) -> list[Path]:
    """Write each card to a private file in a new private folder, and read it again.

    `pages` are what `card_pages` returned; without them the cards become texts. Returns the files,
    which have numbers for names. Raises StorageFailed when the folder exists or cannot be written;
    no card is then left.
    """
    kind = PAGE if pages else TEXT
    contents = pages or [card_text(card).encode() for card in cards]
    try:
        with explained():
            os.mkdir(folder, PRIVATE_FOLDER)
    except StorageFailed:
        if not folder.exists():
            raise
        raise StorageFailed(
            _("The folder for the cards exists. Nothing was made."),
            hint=_("Name a folder that does not exist yet."),
        ) from None
    try:
        paths = [
            _written(folder / f"card-{card.number}{kind}", card, content)
            for card, content in zip(cards, contents, strict=True)
        ]
        with explained():
            sync_folder(folder)
    except BaseException:
        discard_cards(folder)
        raise
    return paths


def discard_cards(folder: Path) -> None:
    """Take cards away that `keep_cards` wrote and that open nothing."""
    shutil.rmtree(folder, ignore_errors=True)


def remove_cards(files: Sequence[Path]) -> None:
    """Take away card files that `keep_cards` wrote, and their folder when nothing else is in it.

    Raises StorageFailed; a file that is gone already is no failure.
    """
    with explained():
        for file in files:
            file.unlink(missing_ok=True)
        for folder in {file.parent for file in files}:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def combine_files(paths: Sequence[Path]) -> str:
    """Return the key that card files rebuild: pages, texts, or the words of a card alone.

    Raises NotFound for a file that is missing, Damaged for a PDF that is no card, BadInput for too
    few cards or the same one twice, WrongSecret for a mistyped card, one of another set, and a key
    that the cards do not name.
    """
    texts = [_read(path) for path in paths]
    identity = shares.combine([words_in(text) for text in texts])
    named = {recipient for text in texts for recipient in _RECIPIENT.findall(text)}
    if named - {age.recipient_of(identity)}:
        raise WrongSecret(
            _("These cards rebuild another key than the one they name."),
            hint=_("Compare the vault and the set on each: all must be of one set."),
        )
    return identity


def keep_combined(path: Path, identity: str) -> None:
    """Write a key that cards rebuilt to a new private file, which `age -i` reads too.

    Raises StorageFailed when the file exists or cannot be written.
    """
    comments = [
        _("Rebuilt from executor cards. Whoever has this file can read what they open."),
        _("Delete it after use; the cards rebuild it at any time."),
    ]
    write_key_file(path, comments, identity)


def words_in(text: str) -> str:
    """Return the words of a card: those of its numbered lines, or of a text that is only words.

    The numbers give the order. Raises BadInput when one is missing or there twice.
    """
    pairs = [pair for line in _NUMBERED.findall(text) for pair in _WORD.findall(line)]
    if not pairs:
        return " ".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    words = sorted((int(number), word) for number, word in pairs)
    for wanted, (number, _word) in enumerate(words, 1):
        if number != wanted:
            raise BadInput(
                _("Word {n} of a card is missing, or there twice.").format(n=min(wanted, number)),
                hint=_("Each word has a number of its own, from 1 on."),
            )
    return " ".join(word for _number, word in words)


def card_text(card: Card) -> str:
    """Return a card as a text to print; it does not say who holds it."""
    what = {
        "records": _("the records of a therapist's practice, without its process notes"),
        "process": _("the process notes of a therapist's practice"),
    }[card.compartment]
    lines = [
        _("EXECUTOR CARD {number} OF {n}").format(number=card.number, n=card.n),
        "",
        _("Any {k} of the {n} cards of this set rebuild a key that opens").format(
            k=card.k, n=card.n
        ),
        _("{what}, to read.").format(what=what),
        _("With fewer cards nobody can open anything."),
        "",
        _("Vault: {vault}").format(vault=card.vault_id),
        _("Set: {way_in} of {compartment}").format(
            way_in=card.way_in, compartment=card.compartment
        ),
        _("Opens: {recipient}").format(recipient=card.recipient),
        "",
        *_numbered(card.words.split()),
        "",
        _("To use it, bring {k} cards together and type their words into text files:").format(
            k=card.k
        ),
        "  strongroom shares combine CARD.txt CARD.txt --out KEY.txt",
        _("Without Strongroom: combine_cards.py, which lies with every backup, does the same."),
        _("Strongroom enters in the vault's log that it was opened with cards."),
        _("Whoever opens a copy with other programs leaves no entry there."),
        "",
        _("Keep this card where you keep a will. Do not photograph it, do not type it"),
        _("anywhere before it is needed, and keep the cards of a set apart."),
        "",
    ]
    return "\n".join(lines)


def _numbered(words: Sequence[str]) -> list[str]:
    numbered = [f"{number:>4} {word:<14}" for number, word in enumerate(words, 1)]
    return [
        "".join(numbered[start : start + _COLUMNS]).rstrip()
        for start in range(0, len(numbered), _COLUMNS)
    ]


def _written(path: Path, card: Card, content: bytes) -> Path:
    with explained():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            sync(file.fileno())
    if words_in(_read(path)) != card.words:
        raise StorageFailed(
            _("A card was not on the disk as it was written. Nothing was made."),
            hint=_("Check the disk, then try again."),
        )
    return path


def _read(path: Path) -> str:
    data = read_file(path, _LIMIT)
    if data is None:
        raise NotFound(_("There is no such card file."), hint=_("Check the name."))
    if data.startswith(b"%PDF-"):
        from vault.export.sheet_text import card_on

        return card_on(data)
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
