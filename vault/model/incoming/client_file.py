"""A whole client file as one PDF, as EdgeCase exports one: entry after entry, each with its head.

The head of an entry is a line `NAME · File #NUMBER` beneath its title, and a `Date:` below. What is
read of it is whose file it is and the days of its sessions; the words stay in the document.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from vault.model.incoming.item import Who
from vault.model.written_day import days_in

_HEAD = re.compile(
    r"^[ \t]*(?P<name>[^\n·]{3,80}?)[ \t]*·[ \t]*File[ \t]+#[ \t]*(?P<number>\S+)", re.MULTILINE
)
_DATE = re.compile(r"\bDate:[ \t]*(?P<day>[^\n]{6,40})")
_SESSION = re.compile(r"[ \t]*(?:session|consultation)\b", re.IGNORECASE)


@dataclass(frozen=True)
class ClientFile:
    """Whose it is, and the days of its first and last session; None where it tells of none."""

    who: Who = field(repr=False)
    first: date | None
    last: date | None


def read_client_file(text: str, today: date) -> ClientFile | None:
    """Return what the text of a whole file says; None for any other text.

    One that names two clients is none: nothing is guessed.
    """
    text = text.replace("\f", "\n")
    heads = list(_HEAD.finditer(text))
    names = {" ".join(each["name"].split()) for each in heads}
    if len(names) != 1:
        return None
    days = []
    for number, head in enumerate(heads):
        before = heads[number - 1].end() if number else 0
        after = heads[number + 1].start() if number + 1 < len(heads) else len(text)
        title = text[before : head.start()].rstrip().rpartition("\n")[2]
        said = _DATE.search(text, head.end(), after)
        if said is not None and _SESSION.match(title):
            found = [day for day in days_in(said["day"], today, month_first=True) if day <= today]
            days += found[:1]
    who = Who(f"file:{heads[0]['number']}", names.pop())
    return ClientFile(who, min(days, default=None), max(days, default=None))
