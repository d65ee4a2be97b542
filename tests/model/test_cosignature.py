"""Which notes wait for a co-signature, who may make it, and of which days."""

from datetime import date, timedelta

import pytest

from vault.errors import BadInput, NotAllowed
from vault.model.cosignature import (
    SignedText,
    Supervisor,
    check_may_cosign,
    check_paper_day,
    waiting_notes,
    wants_cosignature,
)
from vault.model.ids import ClientId, NoteId, SupervisorId
from vault.model.practice import Licensee

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
DAY = timedelta(days=1)
NAME = Licensee(name="Ines Okafor", credential="LICSW", license_number="000001", state="MA")


def a_supervisor(since: date = MAY, until: date | None = None, **fields: str) -> Supervisor:
    """Return an invented supervisor."""
    return Supervisor(SupervisorId("0" * 32), NAME, since, until, **fields)


def text(
    signed: date, text_id: str = "", note: str = "a" * 32, template: str = "dap"
) -> SignedText:
    """Return a signed text: the note itself, if it has no id of its own."""
    return SignedText(
        text_id or note, NoteId(note), ClientId("c" * 32), template, signed - DAY, signed
    )


@pytest.mark.parametrize(
    ("signed", "until", "waits"),
    [
        (MAY - DAY, None, False),
        (MAY, None, True),
        (JULY, None, True),
        (JUNE, JUNE, True),
        (JUNE + DAY, JUNE, False),
    ],
)
def test_what_is_signed_within_the_time_of_a_supervisor_waits(
    signed: date, until: date | None, waits: bool
) -> None:
    assert wants_cosignature(text(signed), [a_supervisor(MAY, until)]) is waits


def test_without_a_supervisor_and_in_the_administrative_file_nothing_waits() -> None:
    assert not wants_cosignature(text(JUNE), [])
    assert wants_cosignature(text(JUNE, template="intake"), [a_supervisor()])
    assert not wants_cosignature(text(JUNE, template="administrative-call"), [a_supervisor()])


def test_a_note_and_its_addenda_wait_as_one_and_what_was_signed_first_is_first() -> None:
    note, other = "a" * 32, "b" * 32
    found = waiting_notes(
        [
            text(JULY, "d" * 32, note),
            text(JUNE, "", other),
            text(JULY, "", note),
            text(MAY - DAY, "", "e" * 32),
        ],
        [a_supervisor()],
    )
    assert [(each.note, each.since, each.texts) for each in found] == [
        (other, JUNE, (other,)),
        (note, JULY, (note, "d" * 32)),
    ]


def test_an_addendum_waits_alone_when_its_note_is_older_than_the_supervision() -> None:
    note, addendum = "a" * 32, "d" * 32
    texts = [text(MAY - DAY, "", note), text(JUNE, addendum, note)]
    assert [each.texts for each in waiting_notes(texts, [a_supervisor()])] == [(addendum,)]


def test_who_left_cosigns_what_is_of_their_time_and_who_came_since_what_was_left() -> None:
    former, present = a_supervisor(MAY, JUNE), a_supervisor(JUNE + DAY)
    for supervisor, signed, today, may in (
        (former, JUNE, JULY, True),
        (present, JUNE, JULY, True),
        (former, JULY, JULY, False),
        (a_supervisor(JULY), JUNE, JULY - DAY, False),
    ):
        assert supervisor.may_cosign(signed, today) is may
        if not may:
            with pytest.raises(NotAllowed, match="time had ended or not begun"):
                check_may_cosign(supervisor, signed, today)


def test_a_supervisor_has_a_name_and_a_time_that_can_be() -> None:
    cleaned = Supervisor(SupervisorId("0" * 32), Licensee(name=" Ines Okafor "), MAY).cleaned()
    assert cleaned.who == Licensee(name=" Ines Okafor ")  # as it was entered
    with pytest.raises(BadInput, match="needs a name"):
        Supervisor(SupervisorId("0" * 32), Licensee(name=" "), MAY).cleaned()
    with pytest.raises(BadInput, match="end before it begins"):
        a_supervisor(JUNE, MAY).cleaned()
    assert a_supervisor(MAY, MAY).cleaned().covers(MAY)


def test_the_fingerprint_of_a_key_can_be_copied_by_hand() -> None:
    assert a_supervisor(public_key="0123456789abcdef" * 4).fingerprint == "0123 4567 89ab cdef 0123"
    assert a_supervisor().fingerprint == ""


def test_paper_is_of_a_day_between_the_signature_and_today() -> None:
    check_paper_day(JUNE, JUNE, JUNE)
    with pytest.raises(BadInput, match="before it was signed"):
        check_paper_day(JUNE - DAY, JUNE, JULY)
    with pytest.raises(BadInput, match="in the future"):
        check_paper_day(JULY + DAY, JUNE, JULY)
