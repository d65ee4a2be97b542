"""Executor cards on a real vault: they open it to read, proved first; no word is in it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    NOON,
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    FixedClock,
    Keys,
    a_note,
    a_process_note,
    with_record,
)
from tests.services.test_ways_in import Crash, failing, header_of
from tests.storage.test_database import decrypted_pages, place_of
from vault.crypto import age, shares
from vault.crypto.kdf import subkey
from vault.errors import BadInput, NotAllowed, NotFound, StorageFailed, WrongSecret
from vault.format.vault_header import PROCESS, RECORDS, SLOT_LIMIT
from vault.lifecycle.change_key import KeyChange, change_key
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.verify import verify
from vault.model.audit import Action
from vault.model.secret import Passphrase, RecoveryKey
from vault.model.share import Card, Holder, is_due
from vault.open_vault import OpenVault

HOLDERS = [
    Holder("Ash Moreno", "617-555-0111", "their safe"),
    Holder("Bo Lindqvist", "617-555-0112", "the bank"),
    Holder("Cy Okafor"),
]


def make(vault: OpenVault, k: int = 2, name: str = RECORDS) -> list[Card]:
    """Make cards for the three holders; return them."""
    made: list[Card] = []
    ways_in = vault.ways_in
    if name == PROCESS:
        ways_in = vault.open_process(Passphrase(PROCESS_PASSPHRASE)).ways_in
    vault.add_executor(ways_in, k, HOLDERS, made.extend)
    vault.close_process()
    return made


def key_of(cards: Sequence[Card]) -> RecoveryKey:
    """Return what some cards rebuild."""
    return RecoveryKey(shares.combine([card.words for card in cards]))


def test_the_cards_read_and_cannot_sign(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    client = with_record(vault, "Signed by the licensee.")
    signed = vault.notes.list_rows(client.id)[0].id
    draft = vault.notes.begin([a_note(client, "A draft.")])[0]
    cards = make(vault)
    slot = header_of(path).records.slots[-1]
    assert (slot.type, slot.as_json()["k"], slot.as_json()["n"]) == ("executor", 2, 3)
    wraps = vault.practice._store.tables.practice
    assert wraps.wrapped_key(slot.opens_with) is None, "the signing key is not wrapped for them"
    assert wraps.wrapped_key(header_of(path).records.slots[0].opens_with) is not None
    vault.close()
    vault = unlocked(key_of(cards[1:]))
    assert vault.ways_in.used == "executor:3"
    assert vault.notes.get(signed).sections[0].text == "Signed by the licensee."
    for act in (
        lambda: vault.notes.sign(draft.id),
        lambda: vault.notes.addend(signed, "More words."),
        lambda: vault.ways_in.change_passphrase("a passphrase of theirs"),
        lambda: vault.ways_in.add_recovery(lambda key: None),
        lambda: vault.add_executor(vault.ways_in, 2, HOLDERS, lambda cards: None),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert {entry.way_in for entry in vault.audit.export()[-2:]} == {"executor:3"}
    vault.close()
    assert len(header_of(path).records.slots) == 3
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()
    assert verify(path, key_of(cards[:2])).problems == ()


def test_whoever_opened_with_cards_can_open_again_after_a_lock(unlocked: Unlock) -> None:
    vault = unlocked()
    cards = make(vault)
    key = key_of(cards)
    assert vault.ways_in.is_secret(key.text)
    assert vault.ways_in.is_secret(PASSPHRASE)
    assert not vault.ways_in.is_secret(age.new_identity())
    with pytest.raises(WrongSecret):
        vault.ways_in.prove_recovery(key.text)  # a paper key is asked for there, and no other


def test_cards_of_the_records_do_not_open_process_notes(unlocked: Unlock) -> None:
    vault = unlocked()
    cards = make(vault)
    vault.close()
    vault = unlocked(key_of(cards))
    with pytest.raises(WrongSecret):
        vault.open_process(key_of(cards))


def test_process_notes_have_a_set_of_their_own(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    client = with_record(vault, "A note.")
    process = vault.open_process(Passphrase(PROCESS_PASSPHRASE))
    process.notes.add([a_process_note(client, "Kept apart.")])
    vault.close_process()
    cards = make(vault, name=PROCESS)
    assert header_of(path).records.slots[-1].type == "recovery"
    assert [(each.compartment, each.way_in) for each in vault.shares.list_all()] == [
        ("process", "executor:3")
    ]
    vault.close()
    with pytest.raises(WrongSecret):
        unlocked(key_of(cards))  # the records
    vault = unlocked()
    process = vault.open_process(key_of(cards[:2]))
    assert len(process.notes.list_rows()) == 1
    with pytest.raises(NotAllowed):
        process.ways_in.change_passphrase("a passphrase of theirs")


def test_cards_still_open_after_the_passphrase_was_changed(unlocked: Unlock) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    cards = make(vault)
    vault.ways_in.change_passphrase("a new one, long enough")
    vault.close()
    assert unlocked(key_of(cards)).practice.get().name == LICENSEE.name


def test_cards_open_after_a_change_of_key_and_do_not_change_it(
    path: Path, unlocked: Unlock, around: Surroundings
) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    cards = make(vault)
    vault.close()
    for change in (
        KeyChange(),
        KeyChange(without=frozenset({"passphrase:1"})),
        KeyChange(passphrase="theirs"),
    ):
        before = header_of(path)
        with pytest.raises(NotAllowed):
            change_key(path, key_of(cards), change, around)
        assert header_of(path) == before
    change_key(path, Passphrase(PASSPHRASE), KeyChange(), around)
    assert header_of(path).records.slots[-1].as_json()["k"] == 2
    assert unlocked(key_of(cards)).practice.get().name == LICENSEE.name


def test_a_set_that_has_ended_opens_nothing_and_is_listed_no_more(
    path: Path, unlocked: Unlock, around: Surroundings
) -> None:
    vault = unlocked()
    old = make(vault)
    vault.shares.confirm("records", "executor:3", 1)
    vault.close()
    change_key(path, Passphrase(PASSPHRASE), KeyChange(without=frozenset({"executor:3"})), around)
    with pytest.raises(WrongSecret):
        unlocked(key_of(old))
    vault = unlocked()
    assert vault.shares.list_all() == []
    with pytest.raises(NotFound):
        vault.shares.confirm("records", "executor:3", 1)
    new = make(vault)
    assert new[0].way_in == "executor:3", "the number is free again"
    assert {card.confirmed for card in vault.shares.list_all()[0].cards} == {None}
    vault.close()
    unlocked(key_of(new))


def test_what_may_not_be_made_changes_nothing(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    before, seq = header_of(path), vault.audit.mark.seq
    kept: list[object] = []
    refused = [(1, HOLDERS), (4, HOLDERS), (2, HOLDERS[:1]), (2, HOLDERS * 6), (0, [])]
    for k, holders in refused:
        with pytest.raises(NotAllowed):
            vault.add_executor(vault.ways_in, k, holders, kept.append)
    with pytest.raises(BadInput):
        vault.add_executor(vault.ways_in, 2, [*HOLDERS, Holder("")], kept.append)
    assert kept == []
    assert (header_of(path), vault.audit.mark.seq) == (before, seq)
    while len(header_of(path).records.slots) < SLOT_LIMIT:
        make(vault)
    with pytest.raises(NotAllowed):
        make(vault)


def test_cards_that_could_not_be_kept_open_nothing(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    before = header_of(path)
    given: list[Card] = []

    def keep(cards: Sequence[Card]) -> None:
        given.extend(cards)
        raise StorageFailed("The disk is full.")

    with pytest.raises(StorageFailed):
        vault.add_executor(vault.ways_in, 2, HOLDERS, keep)
    assert header_of(path) == before
    assert vault.shares.list_all() == []
    vault.close()
    with pytest.raises(WrongSecret):
        unlocked(key_of(given))


@pytest.mark.parametrize("step", [0, 1, 2, 3], ids=["holders", "header", "mirror", "entry"])
def test_a_crash_leaves_no_set_or_a_whole_one(
    path: Path, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    vault = unlocked()
    with_record(vault, "Before.")
    given: list[Card] = []
    with monkeypatch.context() as patch:
        failing(step, Crash)(patch)
        with pytest.raises(Crash):
            vault.add_executor(vault.ways_in, 2, HOLDERS, given.extend)
    vault.close()
    if step < 2:
        with pytest.raises(WrongSecret):
            unlocked(key_of(given))
    else:
        unlocked(key_of(given)).close()
    vault = unlocked()
    known = vault.shares.list_all()
    assert [len(each.cards) for each in known] == ([] if step < 2 else [3])
    cards = make(vault)
    assert [card.holder for card in vault.shares.list_all()[-1].cards] == HOLDERS
    vault.close()
    unlocked(key_of(cards)).close()
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()


def test_cards_that_do_not_rebuild_the_key_are_never_handed_out(
    path: Path, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """K10, under the window: what was divided is rebuilt from each card before anyone has one."""
    theirs = shares.split

    def last_one_wrong(identity: str, k: int, n: int) -> list[str]:
        return [*theirs(identity, k, n)[:-1], theirs(age.new_identity(), k, n)[-1]]

    def another_key(identity: str, k: int, n: int) -> list[str]:
        return theirs(age.new_identity(), k, n)

    vault = unlocked()
    before = header_of(path)
    kept: list[object] = []
    for wrong in (last_one_wrong, another_key):
        monkeypatch.setattr(shares, "split", wrong)
        with pytest.raises(WrongSecret):
            vault.add_executor(vault.ways_in, 2, HOLDERS, kept.append)
    assert kept == []
    assert header_of(path) == before


def typed(cards: Sequence[Card]) -> list[str]:
    """Return the words of cards as a person types them."""
    return [card.words for card in cards]


def test_cards_open_nothing_until_their_words_were_typed(path: Path, unlocked: Unlock) -> None:
    """K10: what a person was handed is read back before it becomes a way in."""
    vault = unlocked()
    before, seq = header_of(path), vault.audit.mark.seq
    cards = vault.ways_in.make_cards(2, HOLDERS)
    others = vault.ways_in.make_cards(2, HOLDERS)
    assert (header_of(path), vault.audit.mark.seq) == (before, seq)
    with pytest.raises(BadInput):
        vault.open_to_cards(vault.ways_in, cards, typed(cards[:1]))
    for wrong in (others[:2], [cards[0], others[1]]):
        with pytest.raises(WrongSecret):
            vault.open_to_cards(vault.ways_in, cards, typed(wrong))
    assert (header_of(path), vault.audit.mark.seq) == (before, seq)
    vault.close()
    with pytest.raises(WrongSecret):
        unlocked(key_of(cards))
    vault = unlocked()
    assert vault.open_to_cards(vault.ways_in, cards, typed(cards[::-2])) == "executor:3"
    assert [card.holder for card in vault.shares.list_all()[0].cards] == HOLDERS
    vault.close()
    unlocked(key_of(cards[1:]))


def test_cards_are_refused_once_the_ways_in_were_changed(path: Path, unlocked: Unlock) -> None:
    """What stands on the paper names the way in; another one has its number now."""
    vault = unlocked()
    cards = vault.ways_in.make_cards(2, HOLDERS)
    vault.ways_in.add_recovery(lambda key: None)
    before, seq = header_of(path), vault.audit.mark.seq
    with pytest.raises(NotAllowed):
        vault.open_to_cards(vault.ways_in, cards, typed(cards))
    process = vault.open_process(Passphrase(PROCESS_PASSPHRASE))
    with pytest.raises(NotAllowed):
        vault.open_to_cards(process.ways_in, cards, typed(cards))
    assert (header_of(path), vault.audit.mark.seq) == (before, seq)


def test_holders_are_known_confirmed_and_due(unlocked: Unlock, clock: FixedClock) -> None:
    vault = unlocked()
    make(vault)
    (known,) = vault.shares.list_all()
    assert (known.compartment, known.way_in, known.k, known.n) == ("records", "executor:3", 2, 3)
    assert [card.holder for card in known.cards] == HOLDERS
    assert {card.confirmed for card in known.cards} == {None}
    vault.shares.confirm("records", "executor:3", 2)
    entry = vault.audit.export()[-2]
    assert (entry.action, entry.subject) == (Action.CARD_CONFIRMED, "records")
    assert dict(entry.detail) == {"way_in": "executor:3", "card": 2}
    vault.close()
    vault = unlocked()
    cards = vault.shares.list_all()[0].cards
    assert [card.confirmed for card in cards] == [None, NOON.date(), None]
    clock.advance(days=365)
    assert [is_due(card, clock.now().date()) for card in cards] == [True, True, True]
    for wrong in (
        ("records", "executor:3", 4),
        ("records", "executor:4", 1),
        ("process", "executor:3", 1),
        ("records", "recovery:2", 1),
    ):
        seq = vault.audit.mark.seq
        with pytest.raises(NotFound):
            vault.shares.confirm(*wrong)
        assert vault.audit.mark.seq == seq


def test_a_number_is_corrected_and_another_holder_has_confirmed_nothing(unlocked: Unlock) -> None:
    vault = unlocked()
    make(vault)
    for number in (1, 2):
        vault.shares.confirm("records", "executor:3", number)
    ash, bo = HOLDERS[:2]
    moved = Holder(ash.name, "617-555-0119", " their office ")
    kept = vault.shares.change_holder("records", "executor:3", 1, moved)
    assert kept.holder == moved
    entry = vault.audit.export()[-2]
    assert (entry.action, dict(entry.detail)) == (
        Action.CARD_HOLDER_CHANGED,
        {"way_in": "executor:3", "card": 1},
    )
    seq = vault.audit.mark.seq
    vault.shares.change_holder("records", "executor:3", 1, moved)
    assert vault.audit.mark.seq == seq, "what is the same is not written"
    vault.shares.change_holder("records", "executor:3", 2, Holder("Dee Alvarez", bo.phone))
    cards = vault.shares.list_all()[0].cards
    assert [card.confirmed for card in cards] == [NOON.date(), None, None]
    assert [card.holder.name for card in cards] == [ash.name, "Dee Alvarez", HOLDERS[2].name]
    with pytest.raises(BadInput):
        vault.shares.change_holder("records", "executor:3", 2, Holder(" "))
    with pytest.raises(NotFound):
        vault.shares.change_holder("records", "executor:3", 4, ash)


def test_a_second_set_has_holders_of_its_own(unlocked: Unlock) -> None:
    vault = unlocked()
    make(vault)
    make(vault, k=3)
    sets = vault.shares.list_all()
    assert [(each.way_in, each.k, len(each.cards)) for each in sets] == [
        ("executor:3", 2, 3),
        ("executor:4", 3, 3),
    ]


def test_no_word_of_a_card_lies_in_the_vault(
    path: Path, unlocked: Unlock, keys: Keys, tmp_path: Path
) -> None:
    vault = unlocked()
    cards = make(vault)
    vault.close()
    identity = key_of(cards).text
    unlocked(RecoveryKey(identity)).close()
    secrets = [age.secret_of(identity), identity.encode(), identity.lower().encode()]
    words = [card.words.split() for card in cards]
    secrets += [" ".join(each[at : at + 2]).encode() for each in words for at in range(3, 32)]
    secrets += [f'{each[at]}","{each[at + 1]}'.encode() for each in words for at in range(3, 32)]
    key = subkey(place_of(path).opened.key, header_of(path).vault_id, "sqlcipher")
    texts = [decrypted_pages(path / "records-1.db", key)]
    texts += [
        item.read_bytes()
        for item in (*path.rglob("*"), *(tmp_path / "state").rglob("*"))
        if item.is_file()
    ]
    assert b"Bo Lindqvist" in texts[0], "the holders are found where they are"
    assert not any(b"Lindqvist" in text for text in texts[1:])
    assert [secret for secret in secrets for text in texts if secret in text] == []
    assert all(card.words not in repr(card) and "Lindqvist" not in repr(card) for card in cards)
