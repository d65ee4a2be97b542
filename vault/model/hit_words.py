"""What somebody who was found by name is in the file where they were found."""

from vault.model.direction import isolated
from vault.model.hit import PersonHit
from vault.model.participant import Role
from vault.model.participant_words import role_words
from vault.model.representative_words import kind_words
from vault.translation import _


def person_words(hit: PersonHit, name: str) -> str:
    """Return who it is and in whose record they stand; `name` is that client's."""
    if hit.standing is None:
        return _("Contact of {name}").format(name=isolated(name))
    if isinstance(hit.standing, Role):
        words, said = _("{said}, takes part in {name}"), role_words(hit.standing)
    else:
        words, said = _("{said}, acts for {name}"), kind_words(hit.standing)
    return words.format(said=said, name=isolated(name))
