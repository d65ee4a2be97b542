"""Process notes stay apart: what is closed is nowhere, what is left is gone from every widget."""

import re
from functools import partial
from pathlib import Path

import pytest

from tests.practice import PASSPHRASE, a_client, a_note
from tests.ui.record import ask
from tests.ui.screens.process_notes.rooms import (
    CANARY,
    enter,
    go_to_door,
    in_process,
    texts_of,
    with_a_client,
    write,
)
from tests.ui.window import Hands
from ui.screens.process_notes.screen import ProcessNotesScreen
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.client import Client
from vault.model.process_note import ProcessDraft
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault

OF_THE_RECORDS_CHAIN = re.compile(
    r"\d+ entries|\d+ %|(Mark to write down: )?\d+ · .*|[0-9a-f]{4}( [0-9a-f]{4})*"
    r"|.*[Aa]udit chain.*"
)
"""Words that differ from sitting to sitting, because each leaves entries in the records."""

PLACES = ("today", "clients", "client", "process-notes")


def seen_everywhere(hands: Hands, client: Client) -> dict[str, set[str]]:
    """Return every text of every main screen in a fresh sitting, by place."""
    hands.tools.navigation.go("today")
    hands.settle()
    hands.lock()
    hands.unlock()
    seen = {}
    for place in PLACES:
        hands.tools.navigation.go(place, client=client.id)
        hands.settle()
        texts = texts_of(hands.shell).splitlines()
        seen[place] = {text for text in texts if not OF_THE_RECORDS_CHAIN.fullmatch(text)}
    return seen


def whole_records(vault: OpenVault) -> bytes:
    """Return every value of every table of the records, the index and the desk among them."""
    database = vault.clients._store.database
    names = [
        str(row[0])
        for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'", ())
    ]
    assert len(names) > 15
    found = bytearray()
    for name in names:
        for row in database.rows(f'SELECT * FROM "{name}"', ()):
            for value in row:
                found += value if isinstance(value, bytes) else str(value).encode()
    return bytes(found)


def is_closed(screen: ProcessNotesScreen) -> bool:
    """Tell whether the room is closed."""
    return not screen.is_open


def kept_draft(vault: OpenVault, client: Client) -> ProcessDraft | None:
    """Return the draft of a client's process note."""
    return in_process(vault, lambda v: v.process.notes.draft(client.id) if v.process else None)


def let_process_be_read_only(vault: OpenVault, *, on: bool) -> None:
    """Let every write of the open process database fail, or succeed again."""
    assert vault.process is not None
    database = vault.process.notes._store.database
    database.rows(f"PRAGMA query_only = {int(on)}", ())


def test_with_only_the_records_open_nothing_is_shown_or_counted(hands: Hands) -> None:
    client = with_a_client(hands)
    ask(hands, lambda v: v.notes.begin([a_note(client, "Slept six hours.")]))
    before = seen_everywhere(hands, client)

    def add(vault: OpenVault) -> None:
        in_process(
            vault,
            lambda v: (
                v.process.notes.keep_draft(client.id, a_note(client).service_date, CANARY)
                if v.process
                else None
            ),
        )

    ask(hands, add)
    after = seen_everywhere(hands, client)
    assert not [text for texts in after.values() for text in texts if CANARY in text]
    for place in PLACES:
        assert after[place] ^ before[place] == set()
    assert sum(map(len, after.values())) > 60


def test_the_walk_would_see_it(hands: Hands) -> None:
    client = with_a_client(hands, f"A thought of {CANARY}.")
    screen = enter(hands, client)
    assert screen.is_open
    assert CANARY in texts_of(hands.shell)


def test_a_draft_outlives_the_lock_in_its_own_database_alone(
    hands: Hands, path: Path, around: Surroundings
) -> None:
    client = with_a_client(hands)
    screen = enter(hands, client)
    write(hands, screen, f"Why {CANARY} again")
    hands.lock()
    hands.unlock()
    assert CANARY.encode() not in ask(hands, whole_records)
    draft = ask(hands, lambda v: kept_draft(v, client))
    assert draft is not None
    assert draft.text == f"Why {CANARY} again"
    screen = enter(hands, client)
    assert screen.work.room.writing.editor.text() == f"Why {CANARY} again"


def test_the_raw_scan_would_see_it(vault: OpenVault) -> None:
    vault.clients.add([a_client(f"{CANARY} Bell")])
    assert CANARY.encode() in whole_records(vault)


@pytest.mark.parametrize("way", ["elsewhere", "button", "idle", "lock"])
def test_leaving_closes_the_database_and_empties_every_widget(hands: Hands, way: str) -> None:
    client = with_a_client(hands, f"Old {CANARY} thought.")
    screen = enter(hands, client)
    write(hands, screen, f"New {CANARY} thought")
    screen.work.room.search.setText(CANARY)
    hands.settle()
    if way == "elsewhere":
        hands.tools.navigation.go("clients")
    elif way == "button":
        screen.open_actions.lock.click()
    elif way == "idle":
        assert screen.watch is not None
        screen.watch.idle.emit()
    else:
        hands.tools.lock()
        hands.until(lambda: hands.locks > 0)
        hands.unlock()
        assert CANARY not in texts_of(hands.shell)
        assert ask(hands, lambda v: v.process is None)
        return
    hands.settle()
    assert ask(hands, lambda v: v.process is None)
    assert is_closed(screen)
    assert screen.room == ""
    assert CANARY not in texts_of(hands.shell)
    editor = screen.work.room.writing.editor
    editor.undo()
    screen.work.room.search.undo()
    assert CANARY not in texts_of(hands.shell)
    draft = ask(hands, lambda v: kept_draft(v, client))
    assert draft is not None
    assert draft.text == f"New {CANARY} thought"


def test_the_door_of_another_client_closes_the_room_of_this_one(hands: Hands) -> None:
    client = with_a_client(hands, f"Old {CANARY} thought.")
    other = ask(hands, lambda v: v.clients.add([a_client("Dana Whitfield")]))[0]
    screen = enter(hands, client)
    assert screen.is_open
    go_to_door(hands, other)
    assert is_closed(screen)
    assert CANARY not in texts_of(hands.shell)
    assert ask(hands, lambda v: v.process is None)


def test_the_records_passphrase_does_not_open_the_door(hands: Hands) -> None:
    client = with_a_client(hands, f"Old {CANARY} thought.")
    screen = enter(hands, client, PASSPHRASE)
    assert is_closed(screen)
    assert "does not open" in screen.door.wrong.text()
    assert screen.door.field.text() == ""
    assert ask(hands, lambda v: v.process is None)


def test_what_cannot_be_saved_is_not_thrown_away(hands: Hands) -> None:
    client = with_a_client(hands)
    screen = enter(hands, client)
    ask(hands, partial(let_process_be_read_only, on=True))
    write(hands, screen, "Words that are nowhere else")
    hands.tools.navigation.go("clients")
    hands.settle()
    assert screen.is_open
    assert screen.work.room.writing.editor.text() == "Words that are nowhere else"
    hands.tools.navigation.go("process-notes", client=client.id)
    hands.settle()
    assert screen.work.room.isVisible()
    ask(hands, partial(let_process_be_read_only, on=False))
    hands.tools.navigation.go("clients")
    hands.settle()
    assert is_closed(screen)
    draft = ask(hands, lambda v: kept_draft(v, client))
    assert draft is not None
    assert draft.text == "Words that are nowhere else"


def test_the_desk_knows_the_place_but_not_a_word(
    hands: Hands, path: Path, around: Surroundings
) -> None:
    client = with_a_client(hands, f"Old {CANARY} thought.")
    screen = enter(hands, client)
    write(hands, screen, CANARY)
    screen.work.room.list.setCurrentIndex(screen.work.room.model.index(1, 0))
    hands.settle()
    hands.lock()
    hands.stop()
    vault = unlock(path, Passphrase(PASSPHRASE), around)
    try:
        assert CANARY not in str(vault.desk.all())
        assert vault.desk.all()["place"]["note"] is None
    finally:
        vault.close()
    hands.start()
