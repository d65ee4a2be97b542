"""The records database: everything but process notes."""

from dataclasses import dataclass

from vault.storage.addenda import AddendumTable
from vault.storage.appointments import AppointmentTable
from vault.storage.clients import ClientTable
from vault.storage.database import Database
from vault.storage.notes import NoteTable
from vault.storage.practice import PracticeTable
from vault.storage.search import Hit, search_notes
from vault.storage.store import Store


@dataclass(frozen=True)
class RecordsTables:
    """The tables of the records."""

    practice: PracticeTable
    clients: ClientTable
    notes: NoteTable
    addenda: AddendumTable
    appointments: AppointmentTable
    database: Database

    def search(self, text: str, client: str | None, limit: int) -> list[Hit]:
        """Return the notes that hold every word, newest session first."""
        return search_notes(self.database, text, client, limit)


RecordsStore = Store[RecordsTables]


def records_tables(database: Database) -> RecordsTables:
    """Return the tables of an open records database."""
    return RecordsTables(
        practice=PracticeTable(database),
        clients=ClientTable(database),
        notes=NoteTable(database),
        addenda=AddendumTable(database),
        appointments=AppointmentTable(database),
        database=database,
    )
