"""Chooses what is said in a note and in which of its sections."""

import random
from datetime import date

from vault.demo.arc import Phase
from vault.demo.material import Task, Theme
from vault.demo.plans import BY_VIDEO
from vault.demo.sentence import Deck, Facts

_NUMBERS = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_WEATHER = {
    "winter": ("the snow", "freezing rain", "the cold", "a sharp wind", "the slush"),
    "spring": ("the rain", "a soft drizzle", "the first warm sun", "a gusty wind", "a late frost"),
    "summer": ("the heat", "a thunderstorm", "the bright sun", "warm rain", "the humidity"),
    "fall": ("the wind", "cold rain", "the fog", "a cold drizzle", "the early dark"),
}
_SEASONS = ("winter",) * 2 + ("spring",) * 3 + ("summer",) * 3 + ("fall",) * 3 + ("winter",)
_MOOD = {
    Phase.FIRST: "hard",
    Phase.EARLY: "hard",
    Phase.MIDDLE: "",
    Phase.SETBACK: "hard",
    Phase.LATE: "light",
    Phase.LAST: "light",
}
_STAGE = {
    Phase.FIRST: "early",
    Phase.EARLY: "early",
    Phase.MIDDLE: "middle",
    Phase.SETBACK: "setback",
    Phase.LATE: "late",
    Phase.LAST: "late",
}
_OF_THE_HOUR = ("seen", "done", "response", "risk", "last", "ending-plan")
"""Uses whose lines tell of the hour itself, and so of the room, unless it was by video."""

_EDGE = {Phase.FIRST: "-first", Phase.LAST: "-last"}
_WEEKS = {
    "hard": ("week", "week-hard", "week-hard", "week-sleep"),
    "light": ("week", "week-light", "week-light", "week-rest"),
    "": ("week", "week", "week", "week-light"),
}


class Teller:
    """Tells the sessions of one client in order; `sit_down` comes before each."""

    def __init__(self, theme: Theme, facts: Facts, rng: random.Random) -> None:
        self._theme, self._rand = theme, rng.random
        self.facts = dict(facts)
        self._now = -1
        self._decks: dict[str, Deck] = {}
        known = set(facts) | _OF_THE_DAY
        self._tasks: list[tuple[int, Task]] = [
            (-6, task)
            for task in theme.tasks
            if all(line.needs <= known for line in (task.plan, *task.taken_up))
        ]
        rng.shuffle(self._tasks)
        self._task: Task | None = None
        self._gap = False
        self._watchful = False
        self._by_video = False

    def sit_down(
        self, day: date, before: int, after: int, weekday: str, hour: str, step: int
    ) -> None:
        """Begin the next session: its day, the days since the last and to the next one."""
        self._now += 1
        self._by_video = False
        facts = self.facts
        season = _SEASONS[day.month - 1]
        facts["weather"] = _WEATHER[season]
        self._gap = before > 21
        if self._gap or self._now == 0:
            _put(facts, "gap", f"{_weeks(before)} weeks")
        _put(facts, "next", "in a week" if after <= 7 else f"in {_weeks(after)} weeks")
        if self._now == 0:
            _put(facts, "weekday", weekday)
            _put(facts, "hour", hour)
            _put(facts, "rhythm", "weekly" if step == 7 else "every two weeks")
        _put(facts, "notescount", str(self._now + 1))
        if self._theme.swaps and self._rand() < 0.5:
            for end in ("", "_s", "_he"):
                for one, other in (("one", "other"), ("One", "Other")):
                    facts[one + end], facts[other + end] = facts[other + end], facts[one + end]

    def say(self, use: str) -> str:
        """Return a sentence for a use that was not said lately, or nothing."""
        deck = self._decks.get(use)
        if deck is None:
            deck = Deck(self._theme.pools.get(use, ()), self.facts, self._rand)
            self._decks[use] = deck
        apart = self._by_video and use.startswith(_OF_THE_HOUR)
        line = deck.draw(self._now, self._rand, by_video=apart)
        said = "" if line is None else line.fill(self.facts, self._rand)
        self._by_video |= BY_VIDEO in said
        return said

    def reflection(self) -> str:
        """Return a process note: a reaction of the therapist's own, mostly with a question."""
        own = self.say("process")
        return f"{own} {self.say('question')}".strip() if self._rand() < 0.7 else own

    def note(self, template: str, phase: Phase, milestone: int | None) -> tuple[str, ...]:
        """Return the texts of the sections, in the order of the template."""
        rand = self._rand
        long = rand() < 1 / 12
        mood = _MOOD[phase] or ("light" if rand() < 0.6 else "hard" if rand() < 0.3 else "")
        told = self._told(phase, milestone, mood, long)
        self._by_video = any(BY_VIDEO in each for each in told)
        seen = [self._toned("seen", mood)]
        if long or rand() < 0.3:
            seen.append(self.say("seen"))
        if phase is Phase.FIRST or self._watchful or rand() < (0.4 if mood == "hard" else 0.2):
            seen.append(self._toned("risk", "" if phase is Phase.FIRST else mood))
            # Whoever was asked in a bad week is asked again in the next one.
            self._watchful = (
                not self._watchful and mood == "hard" and "risk-hard" in self._theme.pools
            )
        edge = _EDGE.get(phase, "")
        done = [self.say(f"done{edge}") for _ in range(2 if long or rand() < 0.25 else 1)]
        judged = [self.say(f"assess-{_STAGE[phase]}") or self.say("assess-middle")]
        if not judged[0]:  # a small pool has run dry for a week
            judged[0] = self.say("seen")
        if long:
            judged.append(self.say("assess-middle"))
        plan = self._planned(phase)
        if template == "dap":
            parts: tuple[list[str], ...] = (told + done, seen[:1] + judged + seen[1:], plan)
        elif template == "soap":
            parts = (told, [*seen[:1], *done, *seen[1:]], judged, plan)
        elif template == "birp":
            parts = (told + seen[:1], done, [*self._response(phase, mood, long), *seen[1:]], plan)
        elif template == "girp":
            goal = self.say("goal")
            parts = ([goal], done, told + self._response(phase, mood, long) + seen[1:], plan)
        else:
            report = [*told, *seen, *done, *(judged if long else ())]
            parts = (report, plan)
        texts = [" ".join([each for each in part if each]) for part in parts]
        return ("\n".join(texts),) if template == "free" else tuple(texts)

    def _told(self, phase: Phase, milestone: int | None, mood: str, long: bool) -> list[str]:
        """Return what was told of the time since: first of all what became of the plan."""
        rand = self._rand
        told = []
        if phase is Phase.FIRST:
            return [self.say("start")]
        if self._gap and rand() < 0.8:
            told.append(self.say("gap"))
        elif rand() < 0.14:
            told.append(self.say("arrival"))
        if self._task is not None:
            ways = self._task.taken_up
            way = ways[0 if mood == "light" or rand() < 0.6 else int(rand() * len(ways))]
            told.append(way.fill(self.facts, rand))
        if phase is Phase.LAST:
            told.append(self.say("last"))
            return told
        if milestone is not None:
            line = self._theme.pools["milestones"][milestone]
            if line.needs <= self.facts.keys():
                told.append(line.fill(self.facts, rand))
        else:
            told.append(self.say(_STAGE[phase]) or self.say("middle"))
            if long:
                told.append(self.say("middle"))
        if long or milestone is None:
            weeks = _WEEKS[mood]
            told.append(self.say(weeks[int(rand() * 4)]))
        if long:
            told.append(self.say("week"))
        return told

    def _toned(self, use: str, mood: str) -> str:
        if mood and self._rand() < 0.6:
            return self.say(f"{use}-{mood}") or self.say(use)
        return self.say(use)

    def _response(self, phase: Phase, mood: str, long: bool) -> list[str]:
        if phase is Phase.FIRST:
            return [self.say("response-first")]
        first = self._toned("response", mood)
        return [first, self.say("response")] if long else [first]

    def _planned(self, phase: Phase) -> list[str]:
        """Return the plan, and keep the task in mind for the next session."""
        rand = self._rand
        self._task = None
        if phase is Phase.LAST:
            return [self.say("ending-plan")]
        if phase is Phase.FIRST:
            return [self.say("plan-first")]
        plan = []
        if rand() < 0.72 and self._now - self._tasks[0][0] >= 6:
            at = int(rand() * (len(self._tasks) + 1) / 2)
            if self._now - self._tasks[at][0] < 6:
                at = 0
            self._task = self._tasks.pop(at)[1]
            self._tasks.append((self._now, self._task))
            plan.append(self._task.plan.fill(self.facts, rand))
        else:
            plan.append(self.say("plan"))
        if rand() < 0.5 or not plan[0]:
            plan.append(self.say("next"))
        return plan


_OF_THE_DAY = frozenset({"weather", "gap", "next", "weekday", "hour", "rhythm", "notescount"})


def _put(facts: Facts, name: str, value: str) -> None:
    facts[name] = (value,)
    facts[name[0].upper() + name[1:]] = (value[0].upper() + value[1:],)


def _weeks(days: int) -> str:
    weeks = (days + 3) // 7
    return _NUMBERS[weeks] if weeks < len(_NUMBERS) else str(weeks)
