"""Proves that the fault library does what it says, so that a sweep without losses means something.

Each test runs one experiment in a preloaded process. Invariants are asserted there; here, that
the figures show the fault at work: a mode that did nothing would fail its test.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.faultfs import Faults, compile_library, run_preloaded

Figures = dict[str, int]
Experiment = Callable[..., Figures]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the library once."""
    built = compile_library(tmp_path_factory.mktemp("faultfs"))
    if built is None:
        pytest.skip("no C compiler, or not Linux: the fault library cannot be built")
    return built


@pytest.fixture
def experiment(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Experiment:
    """Run an experiment by name, show its figures, and return them."""

    def run(name: str, *args: str) -> Figures:
        words = [name, str(tmp_path), *args]
        done = run_preloaded("tests.faults.program_experiments", words, library, timeout=120)
        assert done.returncode == 0, done.stderr
        figures: Figures = json.loads(done.stdout)
        with capsys.disabled():
            shown = ", ".join(f"{key} {value}" for key, value in figures.items())
            sys.stdout.write(f"\n{' '.join([name, *args])}: {shown} ")
        return figures

    return run


def test_kill_happens_before_each_operation(experiment: Experiment) -> None:
    assert experiment("kill") == {"runs": 10}


def test_tear_leaves_part_of_a_write(experiment: Experiment) -> None:
    figures = experiment("tear")
    assert min(figures.values()) > 10


def test_errors_reach_python_with_their_number(experiment: Experiment) -> None:
    assert experiment("errors") == {"ENOSPC": 5, "EIO": 10}


def test_disk_full_lasts_or_passes(experiment: Experiment) -> None:
    assert experiment("disk_full") == {"refused": 3, "refused once": 1}


def test_power_cut_drops_only_unsynced_content(experiment: Experiment) -> None:
    figures = experiment("contents")
    assert figures["write, synced: not all"] == 0
    assert figures["truncate, synced: not all"] == 0
    # All eight sectors make it once in 256 times, so only "not all" is sure to be seen.
    assert figures["write, unsynced: not all"] > 150
    assert figures["truncate, unsynced: new"] > 25
    assert figures["truncate, unsynced: all old"] > 25


def test_power_cut_undoes_a_truncation_with_what_followed(experiment: Experiment) -> None:
    figures = experiment("truncate_and_rewrite")
    assert min(figures[kind] for kind in ("old", "empty", "holes")) > 10


def test_power_cut_undoes_entries_of_an_unsynced_directory(experiment: Experiment) -> None:
    figures = experiment("entries")
    assert len(figures) == 10
    assert min(figures.values()) > 15


def test_power_cut_keeps_the_order_within_a_directory(experiment: Experiment) -> None:
    assert experiment("order")["different lengths"] > 8


def test_power_cut_moves_a_file_back_whole(experiment: Experiment) -> None:
    figures = experiment("move")
    assert figures.pop("to synced: back") == 0
    assert min(figures.values()) > 15


def test_failed_sync_is_not_mended_by_the_next(experiment: Experiment) -> None:
    figures = experiment("failed_sync")
    assert figures["synced again"] > 50
    assert figures["written again"] == 0


@pytest.mark.parametrize(
    ("journal", "synchronous"), [("truncate", "off"), ("truncate", "normal"), ("delete", "full")]
)
def test_weak_settings_of_a_database_lose_rows(
    experiment: Experiment, journal: str, synchronous: str
) -> None:
    # OFF promises nothing. NORMAL does not sync the emptied journal, and FULL does not sync the
    # directory after the journal is deleted: where that is undone, so is the transaction.
    figures = experiment("database", journal, synchronous, "300")
    assert figures["cuts with acknowledged rows lost"] > 0


def test_strong_settings_of_a_database_lose_nothing(experiment: Experiment) -> None:
    figures = experiment("database", "truncate", "extra", "600")
    assert figures["rows acknowledged"] > 500
    assert figures["cuts with acknowledged rows lost"] == 0
    assert figures["cuts with a damaged file"] == 0


def test_the_encrypted_database_is_seen(experiment: Experiment) -> None:
    figures = experiment("sqlcipher_seen")
    assert figures["write"] == figures["kernel writes"] > 5
    # The journal twice (content, then header), the database, and the emptied journal.
    assert figures["sync"] >= 4
    assert figures["truncate"] == 1


def test_python_is_seen(experiment: Experiment) -> None:
    figures = experiment("python_seen")
    assert figures["write"] == figures["kernel writes"] == 6
    assert figures["truncate"] == 2
    assert figures["open"] == figures["close"] == 5
    assert figures["entry"] == 1


def test_children_and_threads_are_counted(experiment: Experiment) -> None:
    assert experiment("processes_and_threads") == {"operations of 8 threads": 2400}


def test_locks_of_the_program_stay(experiment: Experiment) -> None:
    assert experiment("locks") == {"while held": 1, "after closing": 0}


def test_endless_scenario_is_stopped(experiment: Experiment) -> None:
    assert 900 < experiment("runner")["milliseconds"] < 10_000


def test_control_wants_the_library_loaded() -> None:
    with pytest.raises(RuntimeError, match="not loaded"):
        Faults()


def test_no_compiler_means_no_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert compile_library(tmp_path) is None
