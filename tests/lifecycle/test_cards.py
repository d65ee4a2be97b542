"""Executor cards as files: private, numbered, read again, and combined without a vault."""

import re
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.practice import NOON
from vault.crypto import age, shares
from vault.errors import BadInput, Damaged, NotFound, StorageFailed, VaultError, WrongSecret
from vault.lifecycle import cards as card_files
from vault.lifecycle.cards import (
    card_pages,
    card_text,
    combine_files,
    keep_cards,
    keep_combined,
    remove_cards,
    words_in,
)
from vault.model.share import Card, Holder

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "resources/reader/combine_cards.py"
VAULT_ID = "0123456789abcdef" * 2


def cards_of(identity: str, k: int = 2, n: int = 3, compartment: str = "records") -> list[Card]:
    """Return the cards of an identity, each of another invented holder."""
    return [
        Card(
            vault_id=VAULT_ID,
            compartment=compartment,
            way_in="executor:3",
            recipient=age.recipient_of(identity),
            number=number,
            k=k,
            n=n,
            holder=Holder(f"Ash Moreno {number}", "617-555-0111", "a safe"),
            words=words,
        )
        for number, words in enumerate(shares.split(identity, k, n), 1)
    ]


@pytest.fixture
def identity() -> str:
    """A fresh identity."""
    return age.new_identity()


@pytest.fixture
def kept(identity: str, tmp_path: Path) -> list[Path]:
    """The files of its three cards."""
    return keep_cards(tmp_path / "cards", cards_of(identity))


def test_each_card_is_a_private_file_with_a_number_for_a_name(kept: list[Path]) -> None:
    folder = kept[0].parent
    assert [path.name for path in kept] == ["card-1.txt", "card-2.txt", "card-3.txt"]
    assert sorted(folder.iterdir()) == kept
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    for number, path in enumerate(kept, 1):
        text = path.read_text("utf-8")
        assert f"EXECUTOR CARD {number} OF 3" in text
        for told in (VAULT_ID, "executor:3", "Any 2 of the 3 cards", "leaves no entry", "age1"):
            assert told in text
        assert "Moreno" not in text
        assert "617" not in text
        assert max(len(line) for line in text.splitlines()) <= 90


def test_a_card_says_which_notes_it_opens(identity: str) -> None:
    records, process = (
        card_text(cards_of(identity, compartment=name)[0]) for name in ("records", "process")
    )
    assert "without its process notes" in records
    assert "the process notes of" in process


def test_the_files_rebuild_the_key(kept: list[Path], identity: str) -> None:
    for chosen in (kept[:2], kept[1:], kept[::-1], kept):
        assert combine_files(chosen) == identity
    with pytest.raises(BadInput):
        combine_files(kept[:1])
    with pytest.raises(BadInput):
        combine_files([kept[0], kept[0]])
    with pytest.raises(NotFound):
        combine_files([kept[0], kept[0].with_name("card-9.txt")])


@pytest.mark.parametrize(
    "typed",
    [
        lambda words: " ".join(words),
        lambda words: "\n".join(words).upper(),
        lambda words: "# card 2\n" + "\r\n".join(words),
        lambda words: "\n".join(f"{n}. {word}" for n, word in enumerate(words, 1)),
        lambda words: (
            "My card:\n" + "\n".join(f"{n}) {w}" for n, w in enumerate(words, 1)) + "\n\n"
        ),
        lambda words: "\n".join(f"{n}\t{word}" for n, word in reversed([*enumerate(words, 1)])),
    ],
)
def test_words_may_be_typed_in_other_ways(
    kept: list[Path], identity: str, tmp_path: Path, typed: object
) -> None:
    assert callable(typed)
    file = tmp_path / "typed.txt"
    file.write_bytes(typed(words_in(kept[1].read_text()).split()).encode("utf-8-sig"))
    assert combine_files([kept[0], file]) == identity
    done = subprocess.run(
        [sys.executable, PROGRAM, kept[0], file], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == (f"{identity}\n", "", 0)


def test_a_number_that_is_missing_or_there_twice_is_named(kept: list[Path]) -> None:
    text = kept[1].read_text()
    for wrong in (re.sub(r"( +)17 \w+", "", text), re.sub(r" 17 ", " 16 ", text)):
        kept[1].write_text(wrong)
        with pytest.raises(BadInput) as refusal:
            combine_files(kept[:2])
        assert refusal.value.sentence in {
            "Word 17 of a card is missing, or there twice.",
            "Word 16 of a card is missing, or there twice.",
        }


def test_cards_that_rebuild_another_key_than_they_name_are_refused(kept: list[Path]) -> None:
    """Never a wrong key: the recipient on the cards is compared."""
    for path in kept[:2]:
        text = path.read_text()
        other = age.recipient_of(age.new_identity())
        path.write_text(re.sub(r"age1\w+", other, text))
    with pytest.raises(WrongSecret) as refusal:
        combine_files(kept[:2])
    assert "another key" in refusal.value.sentence


def test_nothing_is_overwritten_and_no_half_set_is_left(
    kept: list[Path], identity: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in kept}
    with pytest.raises(StorageFailed) as refusal:
        keep_cards(kept[0].parent, cards_of(age.new_identity()))
    assert "exists" in refusal.value.sentence
    assert {path: path.read_bytes() for path in kept} == before
    with pytest.raises(StorageFailed):
        keep_cards(tmp_path / "no" / "folder", cards_of(identity))
    theirs = card_files._written

    def full(path: Path, card: Card, content: bytes) -> Path:
        if card.number == 3:
            raise StorageFailed("The disk is full.")
        return theirs(path, card, content)

    monkeypatch.setattr(card_files, "_written", full)
    with pytest.raises(StorageFailed):
        keep_cards(tmp_path / "second", cards_of(identity))
    assert not (tmp_path / "second").exists()


def test_a_page_for_each_holder_is_a_card_like_its_text(
    kept: list[Path], identity: str, tmp_path: Path
) -> None:
    cards = cards_of(identity)
    pages = keep_cards(tmp_path / "pages", cards, card_pages(cards, NOON.date()))
    assert [path.name for path in pages] == ["card-1.pdf", "card-2.pdf", "card-3.pdf"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in pages} == {0o600}
    assert {len(PdfReader(path).pages) for path in pages} == {1}
    # A page lies on the desk of whoever prints it; a text may be of the same set.
    other = keep_cards(tmp_path / "other", cards_of(identity))
    assert combine_files(pages[:2]) == combine_files([pages[2], pages[0]]) == identity
    for mixed in ([pages[0], other[1]], [pages[0], kept[1]]):
        with pytest.raises(WrongSecret):
            combine_files(mixed)
    with pytest.raises(BadInput):
        combine_files([pages[0], pages[0]])


def test_a_page_and_a_text_of_one_set_combine(identity: str, tmp_path: Path) -> None:
    cards = cards_of(identity)
    texts = keep_cards(tmp_path / "texts", cards)
    pages = keep_cards(tmp_path / "pages", cards, card_pages(cards, NOON.date()))
    assert combine_files([texts[0], pages[2]]) == identity


def test_pages_that_name_another_key_than_they_rebuild_are_refused(
    identity: str, tmp_path: Path
) -> None:
    other = age.recipient_of(age.new_identity())
    cards = [replace(card, recipient=other) for card in cards_of(identity)]
    pages = keep_cards(tmp_path / "pages", cards, card_pages(cards, NOON.date()))
    with pytest.raises(WrongSecret, match="another key"):
        combine_files(pages[:2])


def test_a_pdf_that_is_no_card_is_told(identity: str, tmp_path: Path) -> None:
    cards = cards_of(identity)
    pages = keep_cards(tmp_path / "pages", cards, card_pages(cards, NOON.date()))
    pages[1].write_bytes(pages[1].read_bytes()[:9_000])
    with pytest.raises(Damaged):
        combine_files(pages[:2])


def test_only_what_was_written_is_taken_away(kept: list[Path]) -> None:
    folder = kept[0].parent
    other = folder / "scan of the will.pdf"
    other.write_bytes(b"theirs")
    kept[1].unlink()
    remove_cards(kept)
    assert list(folder.iterdir()) == [other]
    other.unlink()
    remove_cards(kept)
    assert not folder.exists()
    remove_cards(kept)


def test_a_card_that_is_not_on_the_disk_as_it_was_written_is_noticed(
    identity: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = card_files._read
    monkeypatch.setattr(card_files, "_read", lambda path: theirs(path).replace(" 5 ", " 6 "))
    with pytest.raises(VaultError):
        keep_cards(tmp_path / "cards", cards_of(identity))
    assert not (tmp_path / "cards").exists()


def test_the_key_goes_to_a_new_private_file_that_age_reads(
    kept: list[Path], identity: str, tmp_path: Path
) -> None:
    key = tmp_path / "key.txt"
    keep_combined(key, combine_files(kept[:2]))
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert age.find_identity(key.read_text()) == identity
    with pytest.raises(StorageFailed):
        keep_combined(key, identity)
    if shutil.which("age"):
        sealed = age.seal_to(age.recipient_of(identity), b"to be read")
        done = subprocess.run(
            ["age", "-d", "-i", key], input=sealed, capture_output=True, check=True
        )
        assert done.stdout == b"to be read"


def test_the_program_beside_backups_says_what_is_wrong(kept: list[Path], tmp_path: Path) -> None:
    other = keep_cards(tmp_path / "other", cards_of(age.new_identity()))

    def run(*files: Path) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-I", PROGRAM, *files], capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr.strip()

    assert run(kept[0]) == (3, "", "too few cards: 2 different ones are needed")
    assert run(kept[0], kept[0]) == (3, "", "too few cards: 2 different ones are needed")
    assert run(kept[0], other[1]) == (3, "", "these cards do not belong together")
    assert run(kept[0], tmp_path / "none.txt")[0] == 3
    text = kept[1].read_text()
    word = words_in(text).split()[6]
    kept[1].write_text(text.replace(f" 7 {word} ", " 7 qzword "))
    code, printed, said = run(kept[0], kept[1])
    assert (code, printed) == (3, "")
    assert said == f"{kept[1]}: word 7 is none of those that cards have"
    kept[1].write_text(
        text.replace(f" 7 {word} ", " 7 husband " if word != "husband" else " 7 acid ")
    )
    assert "do not fit together" in run(kept[0], kept[1])[2]
    assert run()[0] == 2
