"""What the name of a file and its folders say: whose it is, of which day, and what it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from vault.model.incoming.columns import looks_like_process_notes
from vault.model.incoming.item import Who
from vault.model.names_in_text import folded
from vault.model.written_day import days_in

_KINDS = (
    ("termination", ("termination", "discharge", "closing")),
    ("consent", ("consent", "authorization", "release of information", "agreement", "policies",
                 "notice of privacy", "good faith")),
    ("questionnaire", ("phq", "gad", "questionnaire", "assessment form", "inventory", "screener",
                       "measure", "scale")),
    ("report", ("report", "evaluation", "testing")),
    ("court", ("court", "custody", "order")),
    ("request", ("subpoena", "records request")),
    ("administrative", ("invoice", "statement", "superbill", "receipt", "insurance", "billing",
                        "claim", "card")),
    ("letter", ("letter", "message", "email")),
    ("other-record", ("progress note", "note", "intake", "treatment plan", "diagnosis", "chart",
                      "psychosocial", "record", "summary")),
)  # fmt: skip
"""Kinds of documents by words of the file's name, the first that fits; else it is another one."""

_NOISE = re.compile(
    r"\b(?:session|appointment|copy|final|signed|scan(?:ned)?|page|pdf|docx?|img|image|dsc|file|"
    r"documents?|attachments?|uploads?|client|patient|chart|export|data|notes?|progress|intake|"
    r"treatment|plan|forms?|consent|dob|of|for|the|v)\b|\d+",
    re.IGNORECASE,
)
_FOLDERS = {"documents", "notes", "files", "clients", "charts", "attachments", "uploads", "export",
            "scans", "data", "progress notes", "intake", "forms", "records", "archive", "inactive",
            "active", "closed"}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.UNICODE)
_MOST_WORDS = 5


@dataclass(frozen=True)
class Named:
    """What a file's name says; nobody and no day where it says none."""

    who: Who
    title: str = field(repr=False)
    kind: str
    day: date | None


def named(path: str, known: Sequence[str], today: date, *, month_first: bool) -> Named:
    """Return what the path of a file within its folder says; `known` are names of clients.

    A known name is looked for first, in either order of its words; else a folder that looks like a
    name is one, and else what is left of the file's own name.
    """
    parts = PurePosixPath(path.replace("\\", "/")).parts or ("",)
    stem = PurePosixPath(parts[-1]).stem
    plain = re.sub(r"[_\s]+", " ", stem).strip()
    days = [day for day in days_in(plain, today, month_first=month_first) if day <= today]
    who = _known(path, known) or _from_folders(parts[:-1]) or _from_file(plain)
    return Named(
        Who(name=who),
        " ".join(plain.split()) or parts[-1],
        _kind(plain),
        days[0] if days else None,
    )


def is_set_aside(path: str) -> bool:
    """Tell whether a file, or a folder that it lies in, is called as psychotherapy notes are."""
    return any(looks_like_process_notes(each) for each in path.replace("\\", "/").split("/"))


def _known(path: str, known: Sequence[str]) -> str:
    words = set(folded(re.sub(r"[\W_]+", " ", path)).split())
    found = [name for name in known if len(_split(name)) > 1 and set(_split(folded(name))) <= words]
    return max(found, key=lambda name: len(_split(name)), default="")


def _from_folders(folders: Sequence[str]) -> str:
    for folder in reversed(folders):
        if folder.casefold().strip() not in _FOLDERS:
            name = _as_name(folder)
            if name:
                return name
    return ""


def _from_file(stem: str) -> str:
    without = _NOISE.sub(" ", stem)
    for _kind_id, words in _KINDS:
        for each in words:
            without = re.sub(rf"\b{re.escape(each)}s?\b", " ", without, flags=re.IGNORECASE)
    return _as_name(without)


def _as_name(text: str) -> str:
    """Return a text as a name: two to five words, "Last, First" turned; "" for what is none."""
    text = _NOISE.sub(" ", text.replace("_", " "))
    if text.count(",") == 1:
        last, first = text.split(",")
        text = f"{first} {last}"
    words = _split(text)
    if not 2 <= len(words) <= _MOST_WORDS:
        return ""
    return " ".join(
        word.capitalize() if word.isupper() or word.islower() else word for word in words
    )


def _split(text: str) -> list[str]:
    return _WORD.findall(text)


def _kind(stem: str) -> str:
    plain = stem.casefold()
    for kind, words in _KINDS:
        if any(re.search(rf"\b{re.escape(each)}", plain) for each in words):
            return kind
    return "other"
