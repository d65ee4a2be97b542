"""Whose a person says that files are which name nobody, by their paths or their folders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vault.errors import BadInput
from vault.model.ids import ClientId
from vault.model.incoming.item import FileIn
from vault.model.text import clean_line
from vault.translation import _


@dataclass(frozen=True)
class Given:
    """Whose something is: a name, the birth date where it is known, or the record that is here."""

    name: str = field(default="", repr=False)
    birth: date | None = field(default=None, repr=False)
    into: ClientId | None = None


Whose = Mapping[str, Given]
"""Whose files are: by the path of each in the source, or by a folder, which ends in a slash."""


def given_json(given: Given) -> dict[str, str]:
    """Return it as it is kept: what was said alone, the day as ISO 8601."""
    said = {
        "name": given.name,
        "birth_date": given.birth.isoformat() if given.birth is not None else "",
        "into": given.into or "",
    }
    return {name: value for name, value in said.items() if value}


def given_from(said: Any) -> Given:
    """Return it from JSON: a name, or an object as `given_json` makes it.

    Raises BadInput, ValueError and TypeError for what is none.
    """
    values = {"name": said} if isinstance(said, str) else dict(said)
    if set(values) - {"name", "birth_date", "into"}:
        raise ValueError
    if not all(isinstance(each, str) for each in values.values() if each is not None):
        raise TypeError
    name = clean_line(values.get("name") or "", _("The name")).strip()
    born, into = values.get("birth_date"), values.get("into")
    if not name and not into:
        raise ValueError
    return Given(name, date.fromisoformat(born) if born else None, ClientId(into) if into else None)


def still_there(files: Iterable[FileIn], whose: Whose) -> dict[str, Given]:
    """Return what was said of files that a source has yet: it may have changed meanwhile."""
    paths = {each.place.file for each in files}
    return {path: given for path, given in whose.items() if path in paths}


def files_given(
    files: Iterable[FileIn], unsorted: Iterable[FileIn], whose: Whose
) -> dict[int, Given]:
    """Return whose files are, by their indexes.

    A file that is called by its path is whose it is said to be. A folder speaks for those of its
    files that are `unsorted`; of folders within each other the inner one. Raises BadInput, with the
    path, for one that no document comes from, and a folder in which nothing is unsorted.
    """
    paths = {each.place.file: each.index for each in files}
    for path in whose:
        if not path.endswith("/") and path not in paths:
            raise BadInput(_("Of {path}, no document comes: look at its path.").format(path=path))
    found: dict[int, Given] = {}
    used: set[str] = set()
    for each in unsorted:
        within = [one for one in whose if one.endswith("/") and each.place.file.startswith(one)]
        used.update(within)
        if within:
            found[each.index] = whose[max(within, key=len)]
    for path, given in whose.items():
        if path in paths:
            found[paths[path]] = given
        elif path not in used:
            words = _("In {path}, there is no file that names nobody.")
            raise BadInput(words.format(path=path))
    return found
