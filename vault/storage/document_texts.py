"""The words by which documents are found, and the full-text index over them."""

from vault.model.document import Document
from vault.model.ids import ClientId, DocumentId
from vault.storage.database import Database


class DocumentTextTable:
    """The table document_text and the index document_index: a row for each document."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, document: Document, words: str | None = None) -> None:
        """Let a document be found by its title, and by its words once they were read.

        None keeps the words that are known.
        """
        row = self._database.row(
            "SELECT id, client, title, text, was_read FROM document_text WHERE document = ?",
            (document.id,),
        )
        text, was_read = (row[3], row[4]) if row is not None else ("", 0)
        if words is not None:
            text, was_read = words, 1
        self.remove(document.id)
        self._database.change(
            "INSERT INTO document_text (document, client, title, text, was_read) "
            "VALUES (?, ?, ?, ?, ?)",
            (document.id, document.client, document.title, text, was_read),
        )
        self._database.change(
            "INSERT INTO document_index (rowid, client, title, text) "
            "SELECT id, client, title, text FROM document_text WHERE document = ?",
            (document.id,),
        )

    def remove(self, document: DocumentId) -> None:
        """Let a document be found no more."""
        row = self._database.row(
            "SELECT id, client, title, text FROM document_text WHERE document = ?", (document,)
        )
        if row is not None:
            self._database.change(
                "INSERT INTO document_index (document_index, rowid, client, title, text) "
                "VALUES ('delete', ?, ?, ?, ?)",
                row,
            )
            self._database.change("DELETE FROM document_text WHERE id = ?", (row[0],))

    def words(self, document: DocumentId) -> str | None:
        """Return the words that were read in a document; None while it was not read."""
        row = self._database.row(
            "SELECT text FROM document_text WHERE document = ? AND was_read = 1", (document,)
        )
        return str(row[0]) if row is not None else None

    def unread(self, client: ClientId) -> list[DocumentId]:
        """Return the documents of a client that were not read for their words yet."""
        rows = self._database.rows(
            "SELECT document FROM document_text WHERE client = ? AND was_read = 0 ORDER BY id",
            (client,),
        )
        return [DocumentId(row[0]) for row in rows]

    def without_words(self, client: ClientId | None = None) -> list[DocumentId]:
        """Return the documents, of one client or of all, in which no word was found yet."""
        whose = "" if client is None else "AND client = ?2"
        values = ("",) if client is None else ("", client)
        rows = self._database.rows(
            f"SELECT document FROM document_text WHERE text = ?1 {whose} ORDER BY id", values
        )
        return [DocumentId(row[0]) for row in rows]
