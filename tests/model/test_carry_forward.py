"""Carrying forward: into empty sections alone, by name, and no word is lost or written over."""

import pytest

from tests.practice import a_note
from vault.model.carry_forward import carry_forward
from vault.model.ids import ClientId, new_id

CLIENT = ClientId(new_id())
EARLIER = {"data": "Slept.", "assessment": "Better.", "plan": "Go on."}


@pytest.mark.parametrize(
    ("texts", "carried"),
    [
        ({"data": "", "assessment": "", "plan": ""}, EARLIER),
        (
            {"data": "Came late.", "assessment": " \n", "plan": ""},
            {"assessment": "Better.", "plan": "Go on."},
        ),
        (dict.fromkeys(EARLIER, "Written."), {}),
        (
            {"subjective": "", "objective": "", "assessment": "", "plan": ""},
            {"subjective": "Slept.", "assessment": "Better.", "plan": "Go on."},
        ),
        ({"note": ""}, {"note": "Slept.\n\nBetter.\n\nGo on."}),
        ({"note": "Mine."}, {}),
    ],
)
def test_only_empty_sections_are_filled(texts: dict[str, str], carried: dict[str, str]) -> None:
    earlier = a_note(CLIENT, template="dap", sections=EARLIER)
    assert carry_forward(earlier, texts) == carried


def test_what_the_earlier_note_left_empty_is_not_carried() -> None:
    earlier = a_note(CLIENT, template="dap", sections={"plan": "Go on."})
    assert carry_forward(earlier, {"data": "", "assessment": "", "plan": ""}) == {"plan": "Go on."}
