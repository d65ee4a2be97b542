"""How long work still takes, as it is told."""

from ui.time_left import TimeLeft


class Watch:
    """A clock that stands still until it is put forward."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        """Return the seconds it shows."""
        return self.seconds


def told(watch: Watch, left: TimeLeft, done: int, total: int, after: float) -> str:
    """Put the clock forward, then ask."""
    watch.seconds += after
    return left.words(done, total)


def test_nothing_is_told_before_it_can_be_known() -> None:
    watch = Watch()
    left = TimeLeft(watch)
    assert told(watch, left, 0, 0, 0) == ""
    assert told(watch, left, 0, 1_000, 0) == ""
    assert told(watch, left, 19, 1_000, 50) == "", "a long beginning says nothing of the rest"
    assert told(watch, left, 20, 1_000, 1) == ""
    assert told(watch, left, 40, 1_000, 2.9) == ""


def test_the_rest_takes_as_long_as_what_was_done() -> None:
    watch = Watch()
    left = TimeLeft(watch)
    told(watch, left, 20, 1_000, 0)
    assert told(watch, left, 120, 1_000, 30) == "about 4 minutes left"
    assert told(watch, left, 720, 1_000, 180) == "about a minute left"
    assert told(watch, left, 900, 1_000, 54) == "less than a minute left"
    assert told(watch, left, 1_000, 1_000, 30) == ""


def test_the_next_job_is_watched_anew() -> None:
    watch = Watch()
    left = TimeLeft(watch)
    told(watch, left, 20, 1_000, 0)
    assert told(watch, left, 120, 1_000, 30) != ""
    assert told(watch, left, 5_000, 10_000, 60) == ""
    assert told(watch, left, 5_100, 10_000, 5) == "about 4 minutes left"
