"""A request to amend that was denied stands in the copy, word for word, after the last note."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest

from tests.export.packages import free, package
from tests.export.pdf_tools import NAUGHTY, pdf_text
from vault.errors import Damaged
from vault.export.pdf_record import render_record
from vault.export.pdf_verify import verify_record
from vault.export.render_child import typeset
from vault.model.amendment import AmendmentDecision, Outcome
from vault.model.release import ReleasedDispute, ReleasePackage

DENIED = AmendmentDecision(
    date(2026, 11, 20), Outcome.DENIED, "accurate-and-complete", "It was said so in the session."
)
DISPUTE = ReleasedDispute(
    date(2026, 11, 1), "Take out “hostile”.\n\nI was tired.", DENIED, date(2026, 11, 21)
)
IN_PART = ReleasedDispute(
    date(2026, 10, 2),
    "Two dates are wrong.",
    AmendmentDecision(date(2026, 10, 9), Outcome.IN_PART, "not-created-here", "The first one is."),
    None,
)


def disputed(*disputes: ReleasedDispute) -> ReleasePackage:
    """Return the package of one note, and these disputes."""
    return replace(package(free("Came late and was hostile.")), disputes=disputes)


def test_it_stands_after_the_last_note_with_its_decision() -> None:
    rendered = render_record(disputed(DISPUTE, IN_PART))
    verify_record(rendered.pdf, disputed(DISPUTE, IN_PART), None)
    text = " ".join(pdf_text(rendered.pdf).split())
    assert "Requests to amend 2 denied, in whole or in part, at the end" in text
    before, _title, after = text.rpartition(
        "Requests to amend this record, denied in whole or in part"
    )
    assert "hostile." in before
    assert after.strip() == (
        "Request of 1 November 2026 Take out “hostile”. I was tired. "
        "The client was told on 20 November 2026: denied. "
        "Ground of the denial: it is accurate and complete. "
        "It was said so in the session. "
        "The client’s statement of disagreement was received on 21 November 2026. "
        "Request of 2 October 2026 Two dates are wrong. "
        "The client was told on 9 October 2026: accepted in part. "
        "Ground of the denial: it was not created here. "
        "The first one is. No statement of disagreement was received."
    )


def test_without_one_the_copy_says_nothing_of_it() -> None:
    pdf, _replaced = typeset(disputed())
    assert "amend" not in pdf_text(pdf)


def test_it_stands_in_a_copy_without_notes() -> None:
    whole = replace(package(), disputes=(replace(DISPUTE, decision=replace(DENIED, words="")),))
    verify_record(typeset(whole)[0], whole, None)


OTHERS = {
    "a dispute less": disputed(DISPUTE),
    "another order": disputed(IN_PART, DISPUTE),
    "none": disputed(),
    "other words": disputed(replace(DISPUTE, asked="Take out “hostile”."), IN_PART),
    "another day": disputed(replace(DISPUTE, received=date(2026, 11, 2)), IN_PART),
    "no disagreement": disputed(replace(DISPUTE, disagreed=None), IN_PART),
    "another ground": disputed(
        replace(DISPUTE, decision=replace(DENIED, ground="not-accessible")), IN_PART
    ),
    "another decision": disputed(
        replace(DISPUTE, decision=replace(DENIED, outcome=Outcome.IN_PART)), IN_PART
    ),
    "no reasons": disputed(replace(DISPUTE, decision=replace(DENIED, words="")), IN_PART),
}


@pytest.fixture(scope="module")
def whole() -> bytes:
    return typeset(disputed(DISPUTE, IN_PART))[0]


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_a_copy_with_another_dispute_is_refused(whole: bytes, other: ReleasePackage) -> None:
    with pytest.raises(Damaged):
        verify_record(whole, other, None)


def test_whatever_a_client_writes_stands_there() -> None:
    """Every naughty string, in the request and in the decision; what no font shows is marked."""
    text = reduce(lambda left, right: f"{left}\n{right}", NAUGHTY)
    asked = replace(DISPUTE, asked=text, decision=replace(DENIED, words=text))
    rendered = render_record(disputed(asked))
    verify_record(rendered.pdf, disputed(asked), None)
    assert rendered.replaced > 2


def test_its_words_stay_out_of_the_repr() -> None:
    assert "hostile" not in repr(disputed(DISPUTE))
    assert "session" not in repr(DISPUTE)
