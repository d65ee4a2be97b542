"""Episodes of care over a real vault: kept, and the file opened and closed by them."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    NOON,
    a_client,
    a_note,
    a_participant,
    a_representative,
    a_termination_letter,
    an_appointment,
    an_ending,
    an_episode,
)
from tests.services.test_documents import attach
from vault.errors import BadInput, NotAllowed, NotFound
from vault.model.addendum import Mark
from vault.model.appointment import SessionStatus
from vault.model.client import Client, ClientKind, ClientStatus
from vault.model.episode import Consent, Consenter, EndReason, Episode, EpisodeGap, Letter
from vault.model.ids import DocumentId, EpisodeId, NoteId, new_id
from vault.open_vault import OpenVault

TODAY = NOON.date()


@pytest.fixture
def rui(vault: OpenVault) -> Client:
    """An adult who is a client."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client("Rui Duarte")])[0]


def status(vault: OpenVault, client: Client) -> ClientStatus:
    """Return whether the file is open."""
    return vault.clients.get(client.id).status


def of_episodes(vault: OpenVault) -> list[str]:
    """Return what the chain tells of episodes."""
    return [each.action for each in vault.audit.export() if each.action.startswith("episode.")]


def test_everything_is_kept_over_a_locked_vault(unlocked: Unlock, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("words")
    vault = unlocked()
    client = vault.clients.add([a_client("Rui Duarte")])[0]
    scan = attach(vault, client, tmp_path / "letter.txt", kind="termination")
    given = [
        an_episode(
            client,
            opened=date(2019, 1, 1),
            consent=Consent(Consenter.COURT, date(2019, 1, 2), "Court & Sons", "MB00P0000GD"),
            ending=an_ending(
                day=date(2020, 1, 1),
                last_contact=date(2019, 12, 30),
                reason=EndReason.OTHER,
                words="Went abroad",
                letter=Letter(date(2020, 1, 2), date(2020, 1, 31), document=scan.id),
            ),
        ),
        an_episode(
            client,
            opened=date(2020, 1, 1),
            ending=an_ending(day=date(2021, 1, 1), last_contact=date(2020, 3, 1)),
        ),
        an_episode(client, consent=Consent(Consenter.CLIENT, TODAY)),
    ]
    vault.episodes.add(given[::-1])
    vault.close()
    vault = unlocked()
    assert [each for each, _gaps in vault.episodes.care(client.id).episodes] == given
    assert vault.episodes.since(client.id) == date(2026, 1, 1)


def test_the_end_closes_the_file_and_its_going_on_opens_it(vault: OpenVault, rui: Client) -> None:
    care = vault.episodes.add([an_episode(rui)])[0]
    ended = vault.episodes.change(replace(care, ending=an_ending()))
    assert status(vault, rui) is ClientStatus.CLOSED
    vault.episodes.change(care)
    assert status(vault, rui) is ClientStatus.ACTIVE
    vault.episodes.change(ended)
    again = vault.episodes.add([an_episode(rui, opened=date(2026, 9, 1))])[0]
    assert status(vault, rui) is ClientStatus.ACTIVE
    vault.episodes.remove(again.id)
    assert status(vault, rui) is ClientStatus.CLOSED
    assert vault.episodes.undo_remove(again.id) == again
    assert status(vault, rui) is ClientStatus.ACTIVE
    with pytest.raises(NotAllowed):
        vault.episodes.undo_remove(again.id)


def test_the_letter_is_a_signed_note_of_this_client(vault: OpenVault, rui: Client) -> None:
    other = vault.clients.add([a_client()])[0]
    drafts = [a_termination_letter(who) for who in (rui, rui, other)]
    first, second, hers = (vault.notes.sign(each.id).id for each in vault.notes.begin(drafts))
    draft = vault.notes.begin([a_termination_letter(rui)])[0].id
    plan = vault.notes.sign(vault.notes.begin([a_note(rui)])[0].id).id
    assert {row.id for row in vault.episodes.letters(rui.id)} == {first, second}
    care = vault.episodes.add([an_episode(rui)])[0]

    def ended_by(note: NoteId) -> Episode:
        letter = Letter(date(2026, 5, 1), date(2026, 5, 15), note)
        return replace(care, ending=an_ending(letter=letter))

    for wrong in (hers, draft, plan, NoteId(new_id())):
        with pytest.raises(BadInput, match="signed termination letter"):
            vault.episodes.change(ended_by(wrong))
        with pytest.raises(BadInput):
            vault.episodes.add([replace(ended_by(wrong), id=EpisodeId(new_id()))])
    ended = vault.episodes.change(ended_by(second))
    (found,) = vault.episodes.care(rui.id).episodes
    assert found[0] == ended
    assert EpisodeGap.LETTER_GONE not in found[1]
    vault.notes.addend(second, "Another client’s.", Mark.IN_ERROR)
    ((_episode, gaps),) = vault.episodes.care(rui.id).episodes
    assert EpisodeGap.LETTER_GONE in gaps
    # What else is wrong with it can be put right all the same.
    vault.episodes.change(replace(ended, opened=date(2025, 12, 1)))


def test_the_signed_letter_is_a_document_of_its_kind_and_stays(
    vault: OpenVault, rui: Client, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("words")
    other = vault.clients.add([a_client()])[0]
    scan, wrong, marked = (
        attach(vault, rui, tmp_path / "letter.txt", kind=kind)
        for kind in ("termination", "letter", "termination")
    )
    hers = attach(vault, other, tmp_path / "letter.txt", kind="termination")
    vault.documents.mark_in_error(marked.id, "Of another")
    assert {each.id for each in vault.episodes.signed_letters(rui.id)} == {scan.id, marked.id}
    care = vault.episodes.add([an_episode(rui)])[0]

    def ended_by(document: DocumentId) -> Episode:
        letter = Letter(date(2026, 5, 1), date(2026, 5, 15), document=document)
        return replace(care, ending=an_ending(letter=letter))

    for no_letter in (wrong.id, hers.id, marked.id, DocumentId(new_id())):
        with pytest.raises(BadInput, match="among this client’s documents"):
            vault.episodes.change(ended_by(no_letter))
        with pytest.raises(BadInput):
            vault.episodes.add([replace(ended_by(no_letter), id=EpisodeId(new_id()))])
    ended = vault.episodes.change(ended_by(scan.id))
    assert vault.episodes.care(rui.id).episodes[0][0] == ended
    with pytest.raises(NotAllowed, match="by which care ended"):
        vault.documents.remove(scan.id)
    assert EpisodeGap.LETTER_GONE not in vault.episodes.care(rui.id).episodes[0][1]
    vault.documents.change(replace(scan, kind="letter"))
    assert EpisodeGap.LETTER_GONE in vault.episodes.care(rui.id).episodes[0][1]
    # What else is wrong with it can be put right all the same.
    vault.episodes.change(replace(ended, opened=date(2025, 12, 1)))
    vault.episodes.change(care)
    vault.documents.remove(scan.id)


def test_care_of_long_ago_closes_a_file_until_what_goes_on_is_entered(
    vault: OpenVault, rui: Client
) -> None:
    past = an_ending(day=date(2013, 1, 1), last_contact=date(2013, 1, 1))
    assert status(vault, rui) is ClientStatus.ACTIVE
    one = vault.episodes.add([an_episode(rui, opened=date(2012, 1, 1), ending=past)])[0]
    assert status(vault, rui) is ClientStatus.CLOSED
    vault.episodes.add([an_episode(rui)])
    vault.episodes.change(replace(one, opened=date(2011, 1, 1)))
    assert status(vault, rui) is ClientStatus.ACTIVE
    vault.episodes.remove(one.id)
    assert status(vault, rui) is ClientStatus.ACTIVE


def test_what_was_entered_by_mistake_leaves_the_file_as_it_was(
    vault: OpenVault, rui: Client
) -> None:
    closed = vault.clients.add([a_client("Closed", status=ClientStatus.CLOSED)])[0]
    for client in (rui, closed):
        before = status(vault, client)
        one = vault.episodes.add([an_episode(client, ending=an_ending())])[0]
        assert status(vault, client) is ClientStatus.CLOSED
        vault.episodes.remove(one.id)
        assert status(vault, client) is before


def test_an_old_episode_does_not_close_a_file_with_later_sessions(
    vault: OpenVault, rui: Client
) -> None:
    vault.notes.begin([a_note(rui, service_date=date(2026, 6, 1))])
    vault.episodes.add([an_episode(rui, ending=an_ending())])
    assert status(vault, rui) is ClientStatus.ACTIVE
    assert vault.episodes.care(rui.id).outside == (date(2026, 6, 1),)


def test_all_are_added_or_none(vault: OpenVault, rui: Client) -> None:
    with pytest.raises(NotAllowed):
        vault.episodes.add([an_episode(rui), an_episode(rui, opened=date(2026, 2, 1))])
    with pytest.raises(NotFound):
        vault.episodes.add([an_episode(rui), an_episode(a_client())])
    with pytest.raises(BadInput):
        vault.episodes.add([an_episode(rui, opened=date(2027, 1, 1))])
    assert vault.episodes.care(rui.id).episodes == ()
    one = vault.episodes.add([an_episode(rui)])[0]
    with pytest.raises(NotAllowed):
        vault.episodes.add([replace(one, opened=date(2026, 2, 1))])
    with pytest.raises(NotAllowed):
        vault.episodes.add([an_episode(rui, opened=TODAY)])
    assert [each for each, _gaps in vault.episodes.care(rui.id).episodes] == [one]


def test_refused_changes_leave_nothing(vault: OpenVault, rui: Client) -> None:
    other = vault.clients.add([a_client("Ana Duarte")])[0]
    one = vault.episodes.add([an_episode(rui)])[0]
    chain = of_episodes(vault)
    with pytest.raises(BadInput):
        vault.episodes.change(replace(one, client=other.id))
    with pytest.raises(BadInput):
        vault.episodes.change(replace(one, ending=an_ending(day=date(2025, 1, 1))))
    with pytest.raises(NotFound):
        vault.episodes.change(an_episode(rui))
    with pytest.raises(NotFound):
        vault.episodes.remove(EpisodeId(new_id()))
    assert vault.episodes.change(one) == one
    assert of_episodes(vault) == chain


def test_what_is_missing_is_seen_from_the_whole_file(vault: OpenVault) -> None:
    vault.practice.set(LICENSEE)
    child, family = vault.clients.add(
        [
            a_client("Inez Duarte", birth_date=date(2014, 5, 5)),
            a_client("Duarte family", kind=ClientKind.FAMILY, birth_date=None),
        ]
    )
    by_parent = Consent(Consenter.REPRESENTATIVE, date(2026, 2, 1), "Ana Duarte")
    vault.episodes.add(
        [an_episode(child, consent=by_parent), an_episode(family, consent=by_parent)]
    )
    assert gaps(vault, child) == [EpisodeGap.NOBODY_COULD]
    vault.representatives.add([a_representative(child, "Ana Duarte")])
    vault.participants.add([a_participant(family, "Ana Duarte")])
    assert gaps(vault, child) == gaps(vault, family) == []


def gaps(vault: OpenVault, client: Client) -> list[EpisodeGap]:
    """Return what the only episode of a client lacks."""
    ((_episode, found),) = vault.episodes.care(client.id).episodes
    return list(found)


def test_notes_and_kept_sessions_are_what_was_a_contact(vault: OpenVault, rui: Client) -> None:
    assert vault.episodes.since(rui.id) == rui.added_at.date()
    vault.notes.begin([a_note(rui, service_date=date(2026, 4, 1))])
    weekly = an_appointment(rui, day=date(2026, 4, 30), start=time(10), weekly=True)
    vault.appointments.add([weekly])
    vault.appointments.mark(weekly.id, date(2026, 5, 7), SessionStatus.KEPT)
    vault.appointments.mark(weekly.id, date(2026, 5, 14), SessionStatus.MISSED)
    care = vault.episodes.care(rui.id)
    assert (care.first_day, care.last_contact) == (date(2026, 4, 1), date(2026, 5, 7))
    assert care.outside == ()
    vault.episodes.add([an_episode(rui, ending=an_ending())])
    assert vault.episodes.care(rui.id).outside == (date(2026, 5, 7),)
