"""The main job, through the services: a client, notes, a process note apart, a search."""

from tests.conftest import Unlock
from tests.practice import PROCESS_PASSPHRASE, a_note, a_process_note, with_record
from vault.model.secret import Passphrase


def test_a_record_is_there_again_after_the_vault_was_locked(unlocked: Unlock) -> None:
    vault = unlocked()
    client = with_record(vault, "She walked by the river.", "Walking helps.")
    draft = vault.notes.begin([a_note(client, "Not signed yet.")])[0]
    first = next(row for row in vault.notes.list_rows(client.id) if row.signed_at)
    vault.notes.addend(first.id, "The river was the Charles.")
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    kept_apart = process.notes.add([a_process_note(client, "I was bored by the river.")])[0]
    process.close()
    vault.close()

    vault = unlocked()
    rows = vault.notes.list_rows(client.id)
    assert len(rows) == 3
    assert [row.signed_at is not None for row in rows].count(True) == 2
    assert vault.notes.get(draft.id).sections[0].text == "Not signed yet."
    assert [each.text for each in vault.notes.addenda(first.id)] == ["The river was the Charles."]
    found = {hit.note for hit in vault.notes.search("walk")}
    assert found == {row.id for row in rows if row.signed_at}
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    assert process.notes.get(kept_apart.id).text == "I was bored by the river."
    process.close()
    assert vault.audit.first_broken() is None
