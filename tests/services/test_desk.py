"""The desk: what lay unfinished is there again after the vault was locked."""

from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.storage.test_database import decrypted_pages, place_of
from vault.errors import BadInput
from vault.model.audit import Action, Fact
from vault.services.desk import DESK_LIMIT

FORM = {"name": "Zqname", "days": [1, 2, {"x": None}], "open": True, "half": "\ud83d \0 \r\n é"}


def test_what_was_left_is_there_after_the_next_unlock(unlocked: Unlock) -> None:
    vault = unlocked()
    assert vault.desk.get("client-form") is None
    vault.desk.keep("client-form", FORM)
    vault.desk.keep("place", {"screen": "clients"})
    vault.close()
    vault = unlocked()
    assert vault.desk.get("client-form") == FORM
    assert vault.desk.all() == {"client-form": FORM, "place": {"screen": "clients"}}
    vault.desk.clear("client-form")
    assert vault.desk.all() == {"place": {"screen": "clients"}}


def test_it_is_told_and_no_entry(unlocked: Unlock) -> None:
    vault = unlocked()
    heard: list[Fact] = []
    vault.listen(heard.append)
    seq = vault.audit.mark.seq
    vault.desk.keep("place", {"row": 1})
    vault.desk.keep("place", {"row": 1})
    vault.desk.keep("place", {"row": 2})
    vault.desk.clear("place")
    vault.desk.clear("place")
    assert heard == [Fact(Action.DESK_KEPT, "place")] * 3
    assert vault.audit.mark.seq == seq


def test_it_is_bounded(unlocked: Unlock) -> None:
    vault = unlocked()
    vault.desk.keep("form", {"text": "x" * (DESK_LIMIT - 20)})
    with pytest.raises(BadInput):
        vault.desk.keep("form", {"text": "x" * DESK_LIMIT})
    kept = vault.desk.get("form")
    assert kept is not None
    assert len(kept["text"]) == DESK_LIMIT - 20


def test_what_was_taken_away_leaves_no_trace(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    vault.desk.keep("form", {"text": "Zqvanished " * 900})
    vault.desk.keep("form", {"text": "Zqreplaced " * 900})
    vault.desk.clear("form")
    vault.desk.keep("form", {"text": "Zqstays"})
    vault.close()
    pages = decrypted_pages(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    assert b"Zqstays" in pages
    assert b"Zqvanished" not in pages
    assert b"Zqreplaced" not in pages
