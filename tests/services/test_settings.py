"""The vault's settings travel with it."""

import pytest

from tests.conftest import Unlock
from vault.errors import BadInput
from vault.model.settings import VaultSettings


def test_settings_are_kept(unlocked: Unlock) -> None:
    vault = unlocked()
    assert vault.settings.get() == VaultSettings(10, 5)
    vault.settings.set(VaultSettings(60, 1))
    with pytest.raises(BadInput):
        vault.settings.set(VaultSettings(61, 1))
    vault.close()
    assert unlocked().settings.get() == VaultSettings(60, 1)


@pytest.mark.parametrize("minutes", [0, 61, -1, True, 1.0, "5", None])
def test_an_idle_time_is_one_to_sixty_minutes(minutes: int) -> None:
    for settings in (VaultSettings(minutes, 5), VaultSettings(5, minutes)):
        with pytest.raises(BadInput):
            settings.cleaned()
    for fine in (1, 60):
        assert VaultSettings(fine, fine).cleaned() == VaultSettings(fine, fine)
