"""Sentences with gaps: read once, filled many thousand times.

A line of material is plain text with `{fact}` (something true of the client, or a list of words),
`{says/say}` (a verb that follows the client's pronoun) and `[one|another]` (either will do).
"""

import re
from collections.abc import Callable, Iterable, Mapping

Facts = dict[str, tuple[str, ...]]
"""What can stand in a gap, by name: one entry for a fact, several where any of them will do."""

Rand = Callable[[], float]
"""Gives the next number of the generator, at least 0 and below 1."""

APART = 6
"""A line stands once in so many neighboring notes of a client."""

_IN_THE_ROOM = re.compile(
    r"\b(chairs?|couch|roomseat|gait|coats?|bag|windows?|doors?|glass|glasses|water|cup|tissues?|clock"
    r"|carpet|floor|feet|napkin|plant|parking|pencil|tin|radiator|stairs|sleeves?|cars)\b"
    r"|walked? here|waiting room|[Ss]hook hands|the other end|took it|[Tt]ook the sheet|two halves"
)
"""What a line speaks of that only who sits in one room can see or do."""

_GAP = re.compile(r"\{([^{}]+)\}|\[([^\[\]]+)\]")


class Line:
    """One line of material with its gaps found."""

    __slots__ = ("_form", "_gaps", "_text", "_twice", "needs")

    def __init__(self, text: str, words: Mapping[str, tuple[str, ...]]) -> None:
        self._gaps: list[str | tuple[str, ...] | tuple[Line, ...]] = []
        self.needs: frozenset[str] = frozenset()
        """The facts without which the line cannot be said of a client."""
        self._text = text
        form, end = [], 0
        for gap in _GAP.finditer(text):
            form.append(text[end : gap.start()].replace("%", "%%"))
            self._gaps.append(self._read(gap[1], gap[2], words))
            end = gap.end()
        form.append(text[end:].replace("%", "%%"))
        self._form = "%s".join(form)
        lists = [id(gap) for gap in self._gaps if isinstance(gap, tuple)]
        self._twice = len(set(lists)) < len(lists)

    @property
    def in_the_room(self) -> bool:
        """Whether it can only be said of an hour in one room."""
        return bool(_IN_THE_ROOM.search(self._text))

    def _read(
        self, name: str | None, either: str | None, words: Mapping[str, tuple[str, ...]]
    ) -> str | tuple[str, ...] | tuple["Line", ...]:
        if name is None:
            assert either is not None  # noqa: S101 - the pattern has two halves
            return self._several(tuple(either.split("|")), words)
        if name in words:
            return self._several(words[name], words)
        self.needs |= {name}
        return name

    def _several(
        self, choices: tuple[str, ...], words: Mapping[str, tuple[str, ...]]
    ) -> tuple[str, ...] | tuple["Line", ...]:
        if not any("{" in choice for choice in choices):
            return choices
        lines = tuple(Line(choice, words) for choice in choices)
        self.needs = self.needs.union(*(line.needs for line in lines))
        return lines

    def fill(self, facts: Facts, rand: Rand) -> str:
        """Return the line with every gap filled, one list's words all different.

        Raises KeyError for a fact in `needs` that is not there.
        """
        if not self._gaps:
            return self._form % ()
        filled: list[str] = []
        for gap in self._gaps:
            choices = facts[gap] if isinstance(gap, str) else gap
            choice = choices[int(rand() * len(choices))]
            word = choice if isinstance(choice, str) else choice.fill(facts, rand)
            if self._twice and word in filled and len(choices) > 1:
                # "Worse on Monday than on Monday": the next word of the list will do.
                at = choices.index(choice) + 1
                other = choices[at % len(choices)]
                word = other if isinstance(other, str) else other.fill(facts, rand)
            filled.append(word)
        return self._form % tuple(filled)


def lines_of(text: str, words: Mapping[str, tuple[str, ...]]) -> tuple[Line, ...]:
    """Read a block of material, one line each; `words` are the lists of words by name."""
    return tuple(Line(line, words) for line in text.split("\n") if line)


class Deck:
    """The lines of one kind for one client: what was said lately comes last."""

    __slots__ = ("_cards",)

    def __init__(self, lines: Iterable[Line], facts: Facts, rand: Rand) -> None:
        known = facts.keys()
        shuffled = sorted(
            (rand(), at, line) for at, line in enumerate(lines) if line.needs <= known
        )
        self._cards: list[tuple[int, Line]] = [(-APART, line) for _, _, line in shuffled]

    def draw(self, now: int, rand: Rand, *, by_video: bool = False) -> Line | None:
        """Return a line not said in the five notes before note number `now`, or None.

        One that fits an hour by video, if there is any.
        """
        cards = self._cards
        if not cards:
            return None
        at = int(rand() * (len(cards) + 1) / 2)
        if now - cards[at][0] < APART:
            at = 0
            # The cards lie in the order of their last use: if the first is too fresh, all are.
            if now - cards[0][0] < APART:
                return None
        if by_video and cards[at][1].in_the_room:
            fresh = (each for each, (last, _) in enumerate(cards) if now - last >= APART)
            at = next((each for each in fresh if not cards[each][1].in_the_room), at)
        line = cards.pop(at)[1]
        cards.append((now, line))
        return line
