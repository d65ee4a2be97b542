"""Holds as they may be entered, changed and lifted."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.practice import NOON, a_hold
from vault.errors import BadInput, NotAllowed
from vault.model.audit import Action
from vault.model.hold import REMOVALS, HoldReason, check_not_held
from vault.model.hold_words import reason_words
from vault.model.ids import ClientId, new_id

TODAY = NOON.date()
HERS = ClientId(new_id())
LIFTED = {"lifted": TODAY, "lifted_words": "  Settled.  "}


def test_words_stay_as_they_are_and_each_reason_has_its_own() -> None:
    held = a_hold(HERS, words="  Docket\u00a012 ", **LIFTED).cleaned(TODAY)
    assert (held.words, held.lifted_words) == ("  Docket\u00a012 ", "  Settled.  ")
    assert len({reason_words(each) for each in HoldReason}) == len(HoldReason)


@pytest.mark.parametrize(
    "fields",
    [
        {"placed": date(2026, 11, 23)},
        {"lifted": date(2026, 11, 23), "lifted_words": "Settled."},
        {"placed": date(2026, 11, 2), "lifted": date(2026, 11, 1), "lifted_words": "Settled."},
        {"lifted": TODAY, "lifted_words": " "},
        {"reason": HoldReason.OTHER, "words": " "},
        {"words": "two\nlines"},
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        a_hold(HERS, **fields).cleaned(TODAY)


def test_a_lifted_one_stays_unless_it_was_lifted_just_now() -> None:
    held = a_hold(HERS, **LIFTED)
    again = replace(held, lifted=None)
    held.check_change(again, entered_now=True)
    held.check_change(held, entered_now=False)
    with pytest.raises(NotAllowed):
        held.check_change(again, entered_now=False)
    with pytest.raises(BadInput):
        held.check_change(replace(held, client=ClientId(new_id())), entered_now=True)


def test_only_an_open_one_or_a_request_that_waits_holds() -> None:
    check_not_held([a_hold(HERS, **LIFTED)])
    with pytest.raises(NotAllowed, match="on hold"):
        check_not_held([a_hold(HERS, **LIFTED), a_hold(HERS)])
    with pytest.raises(NotAllowed, match="request to amend"):
        check_not_held([], request_waits=True)


def test_every_removal_from_a_client_is_known_to_be_one() -> None:
    """A new action that takes something out of a client's file must be refused by a hold, too."""
    nobodys = {"own-list", "template", "referral", "supervisor", "backup", "hold", "rule"}
    nobodys |= {"aside"}  # nobody has looked whose it is
    ends = (".removed", ".discarded", ".taken-out")
    of_clients = {
        each for each in Action if each.endswith(ends) and each.partition(".")[0] not in nobodys
    }
    ends_all = {Action.DESTRUCTION_ASKED, Action.DESTRUCTION_BEGUN, Action.RECORD_DESTROYED}
    assert of_clients | ends_all == REMOVALS
