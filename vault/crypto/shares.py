"""An age identity divided into n cards of words, any k of which rebuild it (SLIP-39).

One group, and never a SLIP-39 passphrase: a wrong one would give a wrong secret and no error (K9).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shamir_mnemonic import (
    EncryptedMasterSecret,
    MnemonicError,
    Share,
    generate_mnemonics,
    recover_ems,
)
from shamir_mnemonic.shamir import ShareGroup
from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

from vault.crypto import age
from vault.errors import BadInput, VaultError, WrongSecret
from vault.translation import _

WORD_COUNT = 33
"""How many words a card of an age identity has."""

WORDS: tuple[str, ...] = tuple(WORDLIST)
"""The words that cards have, each known by its first four letters."""

SET_WORDS, HEAD_WORDS = 2, 4
"""How many words from the first on say which set a card is of, and which card of it."""

_EXPONENT = 0
# The iterations slow down whoever guesses a SLIP-39 passphrase. There is none to guess.

_MOST_EXPONENT = 5
# What a card asks for is bounded before it is computed: 320,000 iterations, a fraction of a second.


@dataclass(frozen=True)
class Head:
    """What the first four words of a card say: its set, its number in it from 1, and k."""

    set_id: int
    number: int
    k: int


def head_of(words: Sequence[str]) -> Head:
    """Return what the first HEAD_WORDS words of a card say; nothing has proved them yet.

    SLIP-39, format of the share mnemonic: ten bits a word; 20 bits for the set (identifier,
    extendable, exponent), then five times four (group, groups needed, groups, card, cards needed).
    Raises KeyError for a word that is none.
    """
    first, second, third, fourth = (WORD_INDEX_MAP[word] for word in words[:HEAD_WORDS])
    shares = third << 10 | fourth
    return Head(first << 10 | second, (shares >> 4 & 15) + 1, (shares & 15) + 1)


def set_of(words: Sequence[str]) -> int:
    """Return which set the first SET_WORDS words of a card name. Raises KeyError as `head_of`."""
    first, second = (WORD_INDEX_MAP[word] for word in words[:SET_WORDS])
    return int(first << 10 | second)


def is_whole(words: Sequence[str]) -> bool:
    """Tell whether the words of one card fit together: their number and their checksum."""
    return len(words) == WORD_COUNT and _parsed(" ".join(words)) is not None


def split(identity: str, k: int, n: int) -> list[str]:
    """Return n cards, each of WORD_COUNT words with spaces between, any k of which rebuild it.

    k and n are what `vault.model.share` allows. Raises WrongSecret for a mistyped identity.
    """
    secret = age.secret_of(identity)
    # Not "extendable": programs from before 2024 read these too.
    groups = generate_mnemonics(1, [(k, n)], secret, extendable=False, iteration_exponent=_EXPONENT)
    return [str(words) for words in groups[0]]


def combine(cards: Sequence[str]) -> str:
    """Return the age identity that cards rebuild; what is more than k is not used.

    Whether it is the right one, its recipient tells. Raises as `recover` does, and WrongSecret for
    cards that hold something else.
    """
    recovered = recover(cards)
    fits = recovered.iteration_exponent <= _MOST_EXPONENT
    secret = recovered.decrypt(b"") if fits else b""
    if len(secret) != age.SECRET_SIZE:
        raise WrongSecret(_("These cards were not made by Strongroom."))
    return age.identity_of(secret)


def recover(cards: Sequence[str]) -> EncryptedMasterSecret:
    """Return what the words of cards hold together, from exactly k of them.

    Raises WrongSecret for a card that is mistyped or of another set, BadInput for too few cards
    and for one that was given twice. No error holds a word.
    """
    shares = [_read(words, number) for number, words in enumerate(cards, 1)]
    if len({share.common_parameters() for share in shares}) > 1:
        raise _different_sets()
    members: dict[int, dict[int, Any]] = {}
    for share in shares:
        member = members.setdefault(share.group_index, {})
        if share == member.get(share.index):
            raise BadInput(
                _("The same card was given twice."), hint=_("Each card counts once; take another.")
            )
        if share.index in member or any(
            share.group_parameters() != each.group_parameters() for each in member.values()
        ):
            raise _different_sets()
        member[share.index] = share
    recovered = _recovered(_exactly_enough(members))
    if recovered is None:
        raise _different_sets()
    return recovered


def _read(words: str, number: int) -> Any:
    given = words.lower().split()
    for place, word in enumerate(given, 1):
        if word not in WORD_INDEX_MAP:
            raise WrongSecret(
                _("Card {card} as given: word {place} is none of those that cards have.").format(
                    card=number, place=place
                ),
                hint=_("Compare it with the card, letter by letter."),
            )
    share = _parsed(" ".join(given))
    if share is None:
        raise WrongSecret(
            _("Card {card} as given: its words do not fit together.").format(card=number),
            hint=_("A word is missing, another one, or in another place. Compare each."),
        )
    return share


def _parsed(words: str) -> Any:
    # None and no exception: the library's has words in it, and one that is raised while it is
    # handled would hold it.
    try:
        return Share.from_mnemonic(words)
    except MnemonicError:
        return None


def _exactly_enough(members: dict[int, dict[int, Any]]) -> dict[int, ShareGroup]:
    """Return k shares of each group, and as many groups as are needed: never one more.

    The library refuses more than k. Cards of Strongroom have one group.
    """
    groups: dict[int, ShareGroup] = {}
    for index, member in members.items():
        chosen = list(member.values())[: _first(member).member_threshold]
        if len(chosen) == chosen[0].member_threshold:
            groups[index] = ShareGroup()
            for share in chosen:
                groups[index].add(share)
    any_share = _first(_first(members)) if members else None
    if any_share is None or len(groups) < any_share.group_threshold:
        raise BadInput(
            _("These are too few cards."),
            hint=_("{k} different cards of the set are needed.").format(
                k=any_share.member_threshold
            )
            if any_share
            else _("Name the cards."),
        )
    return {index: groups[index] for index in list(groups)[: any_share.group_threshold]}


def _first(values: dict[int, Any]) -> Any:
    return next(iter(values.values()))


def _recovered(groups: dict[int, ShareGroup]) -> EncryptedMasterSecret | None:
    try:
        return recover_ems(groups)
    except MnemonicError:
        return None


def _different_sets() -> VaultError:
    return WrongSecret(
        _("These cards do not belong together."),
        hint=_("Compare the vault and the set on each: all must be of one set."),
    )
