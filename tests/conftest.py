"""What every test stands on: a real encrypted vault, copied from a template, and a fixed clock."""

import functools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE, FixedClock, Keys, make_vault
from tests.remembered_kdf import RememberedArgon2id
from vault.crypto.kdf import FLOOR
from vault.date_style import VARIABLE
from vault.export import shipped_fonts
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.secret import Passphrase, Secret
from vault.open_vault import OpenProcessNotes, OpenVault


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the sweeps whole, not sampled")


def pytest_configure(config: pytest.Config) -> None:
    """Let property tests take their time, and try the same examples in every run but the long."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a test makes the screen it needs
    os.environ[VARIABLE] = "day-first"  # as the window has it in the locale of the tests
    settings.register_profile(
        "ours", deadline=None, derandomize=not config.getoption("--long", default=False)
    )
    settings.load_profile("ours")
    whole = config.getoption("--long", default=False)
    settings.register_profile("lives", settings(), max_examples=10_000 if whole else 400)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the figures that passing tests print: they are what the closing note cites."""
    terminalreporter.section("figures")
    for report in terminalreporter.getreports("passed"):
        if report.when == "call" and report.capstdout.strip():
            terminalreporter.write_line(report.capstdout.strip())


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Whether the sweeps run whole."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session", autouse=True)
def remembered_keys() -> Iterator[None]:
    """Let no key be derived twice in a run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vault.crypto.kdf.Argon2id", RememberedArgon2id)
        yield


@pytest.fixture(scope="session", autouse=True)
def remembered_fonts() -> Iterator[None]:
    """Let the tables of no font that documents are set in be read twice in a run.

    A program reads them once or twice and ends. Every program that a test starts reads them.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shipped_fonts, "_tables", functools.cache(shipped_fonts._tables))
        yield


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands still until it is told otherwise."""
    return FixedClock()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys]:
    """A vault with both compartments, made once, and its paper keys."""
    path = tmp_path_factory.mktemp("template") / "practice.strongroom"
    return path, make_vault(path, FixedClock())


@pytest.fixture
def keys(template: tuple[Path, Keys]) -> Keys:
    """The paper keys of the vault, by compartment."""
    return template[1]


@pytest.fixture
def path(template: tuple[Path, Keys], tmp_path: Path) -> Path:
    """A vault of this test's own, locked."""
    return Path(shutil.copytree(template[0], tmp_path / "practice.strongroom"))


@pytest.fixture
def around(tmp_path: Path, clock: FixedClock) -> Surroundings:
    """The clock and the state folder of this test's own computer."""
    return Surroundings(clock, tmp_path / "state", cost=FLOOR)


Unlock = Callable[..., OpenVault]


@pytest.fixture
def unlocked(path: Path, around: Surroundings) -> Iterator[Unlock]:
    """Unlocks this test's vault as often as asked; what is left open is closed at the end."""
    opened: list[OpenVault] = []

    def open_it(secret: Secret | None = None) -> OpenVault:
        vault = unlock(path, secret or Passphrase(PASSPHRASE), around)
        opened.append(vault)
        return vault

    yield open_it
    for vault in opened:
        vault.close()


@pytest.fixture
def vault(unlocked: Unlock) -> OpenVault:
    """This test's vault with its records open."""
    return unlocked()


@pytest.fixture
def process(vault: OpenVault) -> Iterator[OpenProcessNotes]:
    """The process compartment of this test's vault, open."""
    opened = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    yield opened
    opened.close()
