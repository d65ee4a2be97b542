"""What one does about spelling: know the names of a record, and keep words of one's own."""

from collections.abc import Iterable
from dataclasses import replace

from vault.model.audit import Action, Fact
from vault.model.client import Client
from vault.model.ids import ClientId
from vault.model.settings import VaultSettings
from vault.model.spelling import KnownWords, cleaned_word
from vault.storage.records_store import RecordsStore


class Spelling:
    """The person's own words lie in the vault's settings: a name may be among them."""

    def __init__(self, store: RecordsStore) -> None:
        self._store = store

    def known(self, client: ClientId) -> KnownWords:
        """Return what is right in a client's notes: everyone's names, and one's own words.

        Raises NotFound.
        """
        tables = self._store.tables
        file = tables.clients.get(client)
        names = _called(file)
        for person in tables.participants.of_unit(client):
            names += [person.name, person.signed_by]
        names += [each.name for each in tables.representatives.of_client(client)]
        names += [each.whose for each in file.contacts]
        return self._with_own(names)

    def known_apart(self, client: ClientId) -> KnownWords:
        """Return what is right in a client's process notes: the client's name, one's own words.

        Raises NotFound.
        """
        return self._with_own(_called(self._store.tables.clients.get(client)))

    def words(self) -> tuple[str, ...]:
        """Return one's own words, sorted."""
        return self._store.tables.settings.get().words

    def add(self, *words: str) -> tuple[str, ...]:
        """Take words for right from now on, all or none, and return all of one's own.

        One that is there already in any case is kept as it is. Raises BadInput as `cleaned_words`
        does.
        """
        return self._keep((*map(cleaned_word, words), *self.words()))

    def remove(self, *words: str) -> tuple[str, ...]:
        """Take words out, whatever their case, and return those that are left.

        One that is not there changes nothing.
        """
        folded = {each.strip().casefold() for each in words}
        return self._keep(each for each in self.words() if each.casefold() not in folded)

    def _with_own(self, names: Iterable[str]) -> KnownWords:
        settings = self._store.tables.settings.get()
        words = (*names, *settings.words)
        return KnownWords(settings.mark_misspelled, tuple(filter(None, dict.fromkeys(words))))

    def _keep(self, words: Iterable[str]) -> tuple[str, ...]:
        before: VaultSettings = self._store.tables.settings.get()
        after = replace(before, words=tuple(words)).cleaned()
        if after != before:
            with self._store.write(Fact(Action.SETTINGS_CHANGED, "settings")) as tables:
                tables.settings.put(after)
        return after.words


def _called(file: Client) -> list[str]:
    return [file.name, file.preferred_name]
