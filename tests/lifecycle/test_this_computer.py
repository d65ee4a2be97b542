"""What unlocking takes from this computer."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from vault.lifecycle.this_computer import surroundings


def test_the_clock_is_the_computers_and_the_state_lies_in_its_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    around = surroundings()
    assert around.state is not None
    assert around.state.name == "strongroom"
    assert not around.accept_older
    assert surroundings(accept_older=True).accept_older
    assert abs(around.clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert around.cost is None
    assert list(tmp_path.iterdir()) == []
