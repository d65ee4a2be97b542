"""How long a passphrase would hold against someone who guesses; slow, and so never in the window.

Nothing of what was typed is in what is returned.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

ENOUGH_BITS = 60.0
_STEPS = (20.0, 40.0, ENOUGH_BITS, 75.0)
"""Below which bits a passphrase has the score 0, 1, 2, 3; a guess costs half a second."""

_WORD = re.compile(r"\w+")


LONGEST_JUDGED = 72
"""Characters of a passphrase that are judged: zxcvbn raises above that."""


def judged_part(passphrase: str) -> str:
    """Return the part of a passphrase that may be handed to zxcvbn."""
    return passphrase[:LONGEST_JUDGED]


@dataclass(frozen=True)
class Strength:
    """`score` is 0 to 4; `enough` from 3 on, which is about 60 bits."""

    score: int
    bits: float

    @property
    def enough(self) -> bool:
        """Whether nothing need be said against it."""
        return self.score >= 3


def judge(passphrase: str, known: Iterable[str] = ()) -> Strength:
    """Return the strength of a passphrase for someone who knows the practice.

    `known` is what is no secret: its name, the licensee's, the number of the license.
    """
    from zxcvbn import zxcvbn

    words = {word for text in known for word in (text, *_WORD.findall(text)) if len(word) > 2}
    found = zxcvbn(judged_part(passphrase), user_inputs=sorted(words))
    bits = float(found["guesses_log10"]) * math.log2(10)
    score = sum(bits >= step for step in _STEPS)
    # Where zxcvbn itself sees a weak one, it is no better than that.
    return Strength(min(score, 2) if found["score"] < 3 else score, bits)
