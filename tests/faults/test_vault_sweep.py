"""Every file operation of what a therapist does, with a fault at each: nothing saved is lost."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.faults.faultfs import Mode, compile_library, run_preloaded

SCENARIOS = (
    "create",
    "autosaves",
    "sign",
    "take_in",
    "change_passphrase",
    "process_note",
    "first_process_note",
    "change_key",
    "backup",
)
SAMPLED = {
    "change_key": (Mode.KILL, Mode.DISK_FULL, Mode.POWER_CUT),
    "backup": (Mode.KILL, Mode.DISK_FULL),
}
"""The modes of the scenarios that are swept by all of them with --long alone."""

EVERY = {
    "change_passphrase": 10,
    "create": 8,
    "autosaves": 27,
    "sign": 10,
    "take_in": 25,
    "process_note": 13,
    "first_process_note": 25,
    "change_key": 83,
    "backup": 37,
}
"""At each so many-th operation, but with --long at each: they have 150 to 1,400."""

MODES = [mode for mode in Mode if mode is not Mode.COUNT]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = compile_library(tmp_path_factory.mktemp("faultfs"))
    if built is None:
        pytest.skip("no C compiler, or not Linux: the fault library cannot be built")
    return built


@pytest.mark.timeout(12_000)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_nothing_acknowledged_is_lost(library: Path, scenario: str, long: bool) -> None:
    """All modes in one process: to start it takes longer than to sweep in one of them."""
    # In memory, so that thousands of synced runs do not wear a disk; what is synced and what is
    # not is the library's business there as well.
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    folder = tempfile.mkdtemp(prefix="strongroom-sweep-", dir=place)
    modes = MODES if long else SAMPLED.get(scenario, MODES)
    # Only a torn write and a power cut throw dice; the other modes are the same every time.
    seeds = {each.name: 10 if long and each in (Mode.TEAR, Mode.POWER_CUT) else 1 for each in modes}
    every = "1" if long else str(EVERY[scenario])
    try:
        done = run_preloaded(
            "tests.faults.vault_sweep",
            [scenario, every, str(Path(folder) / "stage"), *(f"{k}={v}" for k, v in seeds.items())],
            library,
            timeout=11_000,
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert set(found) == set(seeds)
    wrong = []
    for mode, figures in found.items():
        examples = figures.pop("examples")
        print(f"sweep {scenario} {mode.lower()} seeds {seeds[mode]}: {figures}")
        assert figures["fired"] > 0, mode
        bad = {name: figures[name] for name in ("lost", "unopenable", "not_whole", "crashes")}
        if any(bad.values()):
            wrong += [f"{mode}: {each}" for each in examples or [str(bad)]]
    assert wrong == [], "\n".join(wrong)
