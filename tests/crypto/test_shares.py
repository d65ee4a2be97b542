"""Executor cards: the public vectors of SLIP-39, exactly k cards, and no mistake that is taken."""

import ast
import importlib.util
import itertools
import json
import random
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from shamir_mnemonic import recover_ems
from shamir_mnemonic.shamir import ShareGroup
from shamir_mnemonic.wordlist import WORDLIST

from vault.crypto import age, shares
from vault.errors import BadInput, VaultError, WrongSecret

ROOT = Path(__file__).resolve().parents[2]
VECTORS = json.loads((ROOT / "tests/vectors/slip39.json").read_text("utf-8"))
VECTOR_PASSPHRASE = b"TREZOR"


def reader() -> ModuleType:
    """Return the program that lies beside backups, which has nothing of Strongroom."""
    path = ROOT / "resources/reader/combine_cards.py"
    spec = importlib.util.spec_from_file_location("combine_cards", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


READER: Any = reader()


@pytest.fixture
def identity() -> str:
    """A fresh age identity."""
    return age.new_identity()


def refusal_of(cards: list[str]) -> VaultError:
    """Return what cards are refused with."""
    with pytest.raises(VaultError) as refusal:
        shares.combine(cards)
    return refusal.value


def test_the_public_vectors_pass() -> None:
    """K8: 45 of 45."""
    passed = 0
    for _words, cards, secret, _root in VECTORS:
        try:
            found = shares.recover(cards).decrypt(VECTOR_PASSPHRASE).hex()
        except VaultError:
            found = ""
        passed += found == secret
    sys.stdout.write(f"public SLIP-39 vectors: {passed} of {len(VECTORS)} pass\n")
    assert passed == len(VECTORS) == 45
    assert sum(bool(secret) for _words, _cards, secret, _root in VECTORS) == 15


def test_the_public_vectors_pass_with_the_program_beside_backups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(READER, "PASSPHRASE", VECTOR_PASSPHRASE)
    passed = 0
    for _words, cards, secret, _root in VECTORS:
        try:
            found = READER.recover([READER.read_card(card) for card in cards]).hex()
        except ValueError:
            found = ""
        passed += found == secret
    sys.stdout.write(f"public SLIP-39 vectors, combine_cards.py: {passed} of {len(VECTORS)} pass\n")
    assert passed == 45


def test_the_program_beside_backups_has_the_words_of_the_standard() -> None:
    assert READER.WORDS == WORDLIST


def test_an_identity_comes_back_from_its_secret() -> None:
    for _time in range(200):
        identity = age.new_identity()
        assert age.identity_of(age.secret_of(identity)) == identity
    assert age.identity_of(bytes(32)).startswith("AGE-SECRET-KEY-1QQQ")
    with pytest.raises(WrongSecret):
        age.secret_of(identity[:-1] + ("Q" if identity[-1] != "Q" else "P"))


@pytest.mark.parametrize(("k", "n"), [(2, 2), (2, 3), (3, 5), (7, 7), (16, 16), (2, 16)])
def test_any_k_cards_rebuild_it_and_fewer_do_not(identity: str, k: int, n: int) -> None:
    cards = shares.split(identity, k, n)
    assert len(set(cards)) == n
    assert {len(card.split()) for card in cards} == {shares.WORD_COUNT}
    dice = random.Random(f"{k} of {n}")
    for chosen in itertools.islice(itertools.combinations(cards, k), 12):
        mixed = dice.sample(chosen, k)
        assert shares.combine(mixed) == identity
        assert READER.age_key(READER.recover([READER.read_card(card) for card in mixed])) == (
            identity
        )
        fewer = mixed[:-1]
        refusal = refusal_of(fewer)
        assert isinstance(refusal, BadInput)
        assert "too few" in refusal.sentence
        assert str(k) in refusal.hint
        with pytest.raises(ValueError, match="too few"):
            READER.recover([READER.read_card(card) for card in fewer])


def test_cards_may_be_typed_in_any_letters(identity: str) -> None:
    one, two, _three = shares.split(identity, 2, 3)
    assert shares.combine([one.upper(), f"\n {two.replace(' ', '  ')} \t"]) == identity


def test_exactly_k_are_given_to_the_library(identity: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    theirs = recover_ems

    def heard(groups: dict[int, ShareGroup]) -> Any:
        given.extend(len(group) for group in groups.values())
        return theirs(groups)

    monkeypatch.setattr(shares, "recover_ems", heard)
    cards = shares.split(identity, 3, 5)
    for count in (3, 4, 5):
        assert shares.combine(cards[:count]) == identity
    assert given == [3, 3, 3]


def test_each_mistake_has_its_own_sentence(identity: str) -> None:
    one, two, _three = shares.split(identity, 2, 3)
    other = shares.split(age.new_identity(), 2, 3)[1]
    words = two.split()
    swapped = " ".join([words[1], words[0], *words[2:]])
    same_set_id = " ".join([*words[:4], *shares.split(identity, 2, 3)[1].split()[4:]])
    refusals = {
        "unknown": refusal_of([one, " ".join([*words[:6], "qzword", *words[7:]])]),
        "swapped": refusal_of([one, swapped]),
        "short": refusal_of([one, " ".join(words[:-1])]),
        "empty": refusal_of([one, ""]),
        "other": refusal_of([one, other]),
        "mixed": refusal_of([one, same_set_id]),
        "twice": refusal_of([one, one.upper()]),
        "few": refusal_of([one]),
        "none": refusal_of([]),
    }
    sentences = {name: refusal.sentence for name, refusal in refusals.items()}
    assert sentences["unknown"] == "Card 2 as given: word 7 is none of those that cards have."
    for name in ("swapped", "short", "empty", "mixed"):
        assert sentences[name] == "Card 2 as given: its words do not fit together."
    assert "belong together" in sentences["other"]
    assert "twice" in sentences["twice"]
    assert sentences["few"] == sentences["none"]
    kinds = {name: type(refusal) for name, refusal in refusals.items()}
    assert {name for name, kind in kinds.items() if kind is BadInput} == {"twice", "few", "none"}
    assert set(kinds.values()) == {BadInput, WrongSecret}


def test_cards_of_another_kind_are_refused() -> None:
    """Vectors of 128 bits, which hold no identity, and one that asks for endless work."""
    assert "not made by Strongroom" in refusal_of(VECTORS[0][1]).sentence
    from shamir_mnemonic import generate_mnemonics

    costly = generate_mnemonics(1, [(2, 2)], bytes(32), iteration_exponent=6)[0]
    assert "not made by Strongroom" in refusal_of(costly).sentence


def mistaken(cards: list[str], others: list[str], dice: random.Random) -> list[str]:
    """Return two cards with slips in them: letters, words, their order, or of another set."""
    words = [card.split() for card in dice.sample(cards, 2)]
    kind = dice.choice(["letter", "word", "swap", "missing", "doubled", "other set", "crossed"])
    card = dice.choice(words)
    for _slip in range(dice.randint(1, 3)):
        at, to = dice.sample(range(len(card)), 2)
        if kind == "letter":
            letter = dice.randrange(len(card[at]))
            new = dice.choice(["", dice.choice("abcdefghijklmnopqrstuvwxyz")])
            card[at] = card[at][:letter] + new + card[at][letter + 1 :]
        elif kind == "word":
            card[at] = dice.choice(WORDLIST)
        elif kind == "swap":
            card[at], card[to] = card[to], card[at]
            break  # a second swap may take the first one back
        elif kind == "missing":
            del card[at]
        elif kind == "doubled":
            card.insert(at, card[at])
        elif kind == "crossed":
            words[0][at], words[1][at] = words[1][at], words[0][at]
            break
    if kind == "other set":
        words[dice.randrange(2)] = dice.choice(others).split()
    return [" ".join(each) for each in words]


def test_no_typo_and_no_swap_is_ever_taken(long: bool) -> None:
    """K8: 10,000 typos and swaps; 500 in the usual run."""
    dice = random.Random("cards")
    wanted = 10_000 if long else 500
    tried = accepted = by_reader = 0
    while tried < wanted:
        if tried % 50 == 0:
            cards = shares.split(age.new_identity(), 2, 3)
            others = shares.split(age.new_identity(), 2, 3)
            right = {tuple(card.split()) for card in cards}
        typed = mistaken(cards, others, dice)
        if {tuple(card.split()) for card in typed} <= right:
            continue
        tried += 1
        try:
            shares.combine(typed)
            accepted += 1
        except VaultError:
            pass
        try:
            READER.recover([READER.read_card(card) for card in typed])
            by_reader += 1
        except ValueError:
            pass
    sys.stdout.write(
        f"typos and swaps on cards: {tried} tried, {accepted} accepted, "
        f"{by_reader} by combine_cards.py\n"
    )
    assert (accepted, by_reader) == (0, 0)


def test_no_error_holds_a_word_of_a_card(identity: str) -> None:
    dice = random.Random("errors")
    cards = shares.split(identity, 2, 3)
    others = shares.split(age.new_identity(), 2, 3)
    refusals = []
    for _time in range(200):
        typed = mistaken(cards, others, dice)
        if {*typed} <= {*cards}:
            continue
        error = refusal_of(typed)
        said = "".join(traceback.format_exception(error)) + repr(error.args) + error.hint
        pairs = [pair for card in typed for pair in itertools.pairwise(card.split())]
        assert [pair for pair in pairs if " ".join(pair) in said] == []
        refusals.append(error)
    assert len({error.sentence for error in refusals}) > 10
    assert {(error.__cause__, error.__context__) for error in refusals} == {(None, None)}


def test_no_slip39_passphrase_is_used() -> None:
    """K9: with a wrong one, the standard gives a wrong secret and no error."""
    tree = ast.parse((ROOT / "vault/crypto/shares.py").read_text("utf-8"))
    calls = {
        ast.unparse(node.func).rpartition(".")[2]: node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    assert [ast.unparse(given) for given in calls["decrypt"].args] == ["b''"]
    made = calls["generate_mnemonics"]
    assert len(made.args) == 3
    assert "passphrase" not in [each.arg for each in made.keywords + calls["decrypt"].keywords]
    assert READER.PASSPHRASE == b""
