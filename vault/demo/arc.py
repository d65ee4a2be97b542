"""The course of a therapy: beginning, middle, setbacks, ending, and what happens only once."""

import random
from enum import Enum


class Phase(Enum):
    """Where in its course a session stands."""

    FIRST = "first"
    EARLY = "early"
    MIDDLE = "middle"
    SETBACK = "setback"
    LATE = "late"
    LAST = "last"


class Arc:
    """Gives each session, by its number from 0, its phase and perhaps its milestone."""

    def __init__(self, rng: random.Random, count: int, closed: bool, milestones: int) -> None:
        # A therapy that goes on has come only part of the way.
        planned = count if closed else int(count * rng.uniform(1.1, 1.8)) + 2
        early = min(8, 1 + planned // 6)
        late = planned - min(8, planned // 7)
        self._phases = [
            Phase.EARLY if at < early else Phase.LATE if at >= late else Phase.MIDDLE
            for at in range(planned)
        ]
        for _ in range(1 + planned // 28):
            begin = int(planned * rng.uniform(0.3, 0.8))
            for at in range(begin, min(begin + rng.randint(2, 3), late)):
                self._phases[at] = Phase.SETBACK
        self._phases[0] = Phase.FIRST
        if closed and count > 3 and rng.random() < 0.85:  # the others stay away without a word
            self._phases[count - 1] = Phase.LAST
        room = planned - 1
        self._milestones = {
            1 + int((each + rng.uniform(0.4, 0.9)) * (room - 1) / milestones): each
            for each in range(milestones if room > 1 else 0)
        }
        for at in self._milestones:  # nothing is reached in a bad week
            if self._phases[at] is Phase.SETBACK:
                self._phases[at] = Phase.MIDDLE

    def phase(self, at: int) -> Phase:
        """Return the phase of a session."""
        return self._phases[at]

    def milestone(self, at: int) -> int | None:
        """Return the number of the milestone reached in a session, or None."""
        return self._milestones.get(at)
