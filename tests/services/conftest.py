"""What every test of the services has: a derivation that is made once."""

import pytest

from tests.storage.test_database import derive_once


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)
