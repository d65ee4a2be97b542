"""What is said of a licensee before a vault is made."""

from vault.model.practice import Licensee


def test_a_licensee_has_a_name() -> None:
    assert "every note you sign" in Licensee(name="  ").why_not_named()
    assert Licensee(name="Jordan Rivera").why_not_named() == ""


def test_a_state_of_no_list_is_told_of() -> None:
    assert "stricter rules" in Licensee(state="Atlantis").what_of_state()
    for state in ("", " ", "MA", "massachusetts"):
        assert Licensee(state=state).what_of_state() == ""
