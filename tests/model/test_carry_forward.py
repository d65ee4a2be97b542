"""Carrying forward: into empty sections alone, by name, and no word is lost or written over."""

import pytest

from tests.practice import a_note
from vault.model.carry_forward import carry_forward
from vault.model.ids import ClientId, new_id

CLIENT = ClientId(new_id())
EARLIER = {"data": "Slept.", "assessment": "Better.", "plan": "Go on."}


@pytest.mark.parametrize(
    ("texts", "template", "carried"),
    [
        ({"data": "", "assessment": "", "plan": ""}, "dap", EARLIER),
        (
            {"data": "Came late.", "assessment": " \n", "plan": ""},
            "dap",
            {"assessment": "Better.", "plan": "Go on."},
        ),
        (dict.fromkeys(EARLIER, "Written."), "dap", {}),
        (
            {"subjective": "", "objective": "", "assessment": "", "plan": ""},
            "soap",
            {"subjective": "Slept.", "assessment": "Better.", "plan": "Go on."},
        ),
        ({"note": ""}, "free", {"note": "Slept.\n\nBetter.\n\nGo on."}),
        ({"note": "Mine."}, "free", {}),
    ],
)
def test_only_empty_sections_are_filled(
    texts: dict[str, str], template: str, carried: dict[str, str]
) -> None:
    earlier = a_note(CLIENT, template="dap", sections=EARLIER)
    assert carry_forward(earlier, texts, template) == carried


def test_what_the_earlier_note_left_empty_is_not_carried() -> None:
    earlier = a_note(CLIENT, template="dap", sections={"plan": "Go on."})
    assert carry_forward(earlier, {"data": "", "assessment": "", "plan": ""}, "dap") == {
        "plan": "Go on."
    }
