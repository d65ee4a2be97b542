"""The only module that knows SQLCipher: how a database is opened, changed, read and mistrusted."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from vault.errors import BadInput, Damaged, OpenElsewhere, StorageFailed, VaultError
from vault.storage.files import PRIVATE_FILE, explained, sync, sync_folder
from vault.storage.folder import make_private
from vault.translation import _

PAGE_SIZE = 4096
Row = tuple[Any, ...]

_PRAGMAS = (
    "journal_mode=TRUNCATE",  # WAL acknowledged and lost commits when the file was replaced
    "synchronous=EXTRA",
    "fullfsync=ON",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # or REPLACE would delete a signed row without asking its trigger
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "locking_mode=NORMAL",  # EXCLUSIVE switches off the refusal of a replaced file
    "cache_size=-65536",
)


class Database:
    """One encrypted SQLite file, held by one connection of one thread."""

    def __init__(self, path: Path, key: bytes, *, new: bool = False) -> None:
        """Open a database that exists, by the one routine of docs/formats/vault.md.

        `key` is 32 raw bytes. A `new` one is the empty file of `make_file`. Raises Damaged when
        the file is missing, cut, not a database of this key, or not its own length; StorageFailed
        when the disk refuses.
        """
        self._path = path
        self._key = key
        self._is_spent = False
        if not new:
            self._check_file()
        self.mode_was_fixed = make_private(path, PRIVATE_FILE)
        self._open()
        self._file = self._identity()

    @staticmethod
    def make_file(path: Path) -> None:
        """Make the empty private file that a new database grows in.

        Raises StorageFailed when it exists or cannot be made.
        """
        with explained():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
            sync(descriptor)
            os.close(descriptor)
            sync_folder(path.parent)

    def close(self) -> None:
        """Close the connection; SQLCipher forgets its key, and so does this."""
        self._key = b""
        self._connection.close()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a query.

        Raises Damaged when a page does not decrypt; what lies on other pages can be read and
        changed afterwards.
        """
        with self._mended():
            rows: list[Row] = self._connection.execute(sql, values).fetchall()
            self._check_no_zeros()
        return rows

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        rows = self.rows(sql, values)
        return rows[0] if rows else None

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Yield the rows of a query one by one, for a list too long to hold at once."""
        with self._mended():
            yield from self._connection.execute(sql, values)
            self._check_no_zeros()

    def change(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Change rows within a transaction; return how many.

        Raises VaultError as the database refuses; a change outside of a transaction is a defect.
        """
        if not self._connection.in_transaction:
            raise RuntimeError("A change needs a transaction.")
        with self._mended():
            return int(self._connection.execute(sql, values).rowcount)

    def change_all(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Change rows within a transaction, by the same statement once for the values of each.

        Raises as `change` does; what the statement did before it was refused stays until the
        transaction is rolled back.
        """
        if not self._connection.in_transaction:
            raise RuntimeError("A change needs a transaction.")
        with self._mended():
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make every change within it, or none: committed at the end, rolled back on any error.

        Raises StorageFailed when the disk refuses, or when the file that was written is no longer
        the one at its path.
        """
        self._check_identity()
        with self._mended():
            self._run("BEGIN IMMEDIATE")
        try:
            yield
            with self._mended():
                self._check_no_zeros()  # what a trigger or a statement read within it, too
                self._run("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        self._check_identity()

    def write_under_another_key(self, path: Path, key: bytes) -> None:
        """Write everything into the empty file of `make_file`, encrypted under another key.

        Page by page of what it holds, so nothing of the old file's free pages comes along. Raises
        Damaged when a page does not decrypt, StorageFailed; the file is then worth nothing.
        """
        with _explained():
            name = f"x'{key.hex()}'"
            self._connection.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(path), name))
            try:
                self._run("PRAGMA fresh.synchronous=EXTRA")
                self._run("SELECT sqlcipher_export('fresh')")
            except dbapi2.OperationalError as error:
                raise _export_error(error) from None
            finally:
                self._run("DETACH DATABASE fresh")

    @contextmanager
    def held_still(self) -> Iterator[None]:
        """Let nobody change the file while it lasts, so that another process can copy it.

        Raises OpenElsewhere, StorageFailed.
        """
        self._check_identity()
        with self._mended():
            self._run("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self._roll_back()

    def run_script(self, script: str) -> None:
        """Run the statements of a migration within the transaction that is open."""
        statement = ""
        for line in script.splitlines(keepends=True):
            statement += line
            if dbapi2.complete_statement(statement):
                self.change(statement)
                statement = ""
        if statement.strip():
            raise RuntimeError("The last statement of a migration is cut.")

    def check_size(self) -> None:
        """Check that the file has the length that the database says.

        Raises Damaged otherwise: a cut tail passes SQLCipher's own checks.
        """
        pages = self._run("PRAGMA page_count").fetchone()[0]
        if self._path.stat().st_size != pages * PAGE_SIZE:
            raise _damaged()

    def cipher_problems(self) -> list[str]:
        """Return what `cipher_integrity_check` says of pages whose MAC is wrong."""
        return self._check("PRAGMA cipher_integrity_check")

    def structure_problems(self) -> list[str]:
        """Return what `integrity_check` says; empty when all is well."""
        return [text for text in self._check("PRAGMA integrity_check(20)") if text != "ok"]

    def _check(self, pragma: str) -> list[str]:
        try:
            found = [str(row[0]) for row in self._run(pragma).fetchall()]
        except dbapi2.DatabaseError:
            found = ["the check could not be finished"]
        self._is_spent |= found not in ([], ["ok"])
        self._renew()
        return found

    def _open(self) -> None:
        self._connection = self._connect(self._key)
        try:
            with _explained():
                self._run("PRAGMA cipher_log_level=NONE")
                self._run("SELECT count(*) FROM sqlite_master")  # key check; replays a journal
                self.check_size()
                for pragma in _PRAGMAS:
                    self._run(f"PRAGMA {pragma}")
        except BaseException:
            self._connection.close()
            raise

    def _check_no_zeros(self) -> None:
        """Raise Damaged when a page that was read did not decrypt.

        SQLCipher hands back zeros without an error where that is the last page a statement touches,
        and another statement says nothing either when its own pages are in the cache.
        """
        if self._run("PRAGMA cipher_status").fetchone() != ("1",):
            self._is_spent = True
            raise dbapi2.DatabaseError

    @contextmanager
    def _mended(self) -> Iterator[None]:
        """Explain an error, and go on after a damaged page.

        SQLCipher serves nothing more on a connection that met one: not a whole page, not a change.
        """
        try:
            yield
        except dbapi2.Error as error:
            explained = _damaged() if self._is_spent else _translated(error)
            if isinstance(explained, Damaged):
                self._is_spent = True
                self._renew()
            raise explained from None

    def _renew(self) -> None:
        """Connect anew when a damaged page was met; within a transaction, once that has ended."""
        if not self._is_spent or not self._key:
            return
        with suppress(dbapi2.ProgrammingError):  # it was closed, and could not be opened again
            if self._connection.in_transaction:
                return
        self._connection.close()
        with suppress(VaultError):
            self._check_identity()
            self._open()
            self._is_spent = False

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                with _explained():
                    self._run("ROLLBACK")
        except VaultError:
            if not self._is_spent:
                raise
            self._connection.close()  # the next connection plays its journal back
        self._renew()

    def _connect(self, key: bytes) -> Any:
        with _explained():
            connection = dbapi2.connect(
                f"{self._path.resolve().as_uri()}?mode=rw",
                uri=True,
                isolation_level=None,
                check_same_thread=True,
            )
            # Exactly x'<64 hex digits>': 32 raw bytes would silently be taken for a passphrase.
            connection.set_key(b"x'" + key.hex().encode() + b"'")
        return connection

    def _run(self, sql: str) -> Any:
        return self._connection.execute(sql)

    def _check_file(self) -> None:
        try:
            size = self._path.stat().st_size
        except FileNotFoundError:
            raise Damaged(
                _("A database of this vault is missing."),
                hint=_("Restore the vault from your newest backup."),
            ) from None
        except OSError:
            raise StorageFailed(_("A database of this vault cannot be read.")) from None
        if size < PAGE_SIZE or (size % PAGE_SIZE and not self._has_hot_journal()):
            raise _damaged()

    def _has_hot_journal(self) -> bool:
        # An empty journal is what TRUNCATE leaves behind: it can put nothing right.
        try:
            return self._path.with_name(self._path.name + "-journal").stat().st_size > 0
        except OSError:
            return False

    def _identity(self) -> tuple[int, int]:
        status = self._path.stat()
        return status.st_dev, status.st_ino

    def _check_identity(self) -> None:
        try:
            same = self._identity() == self._file
        except OSError:
            same = False
        if not same:
            raise StorageFailed(
                _("The vault's file was moved, replaced or deleted while it was open."),
                hint=_("Put it back, or restore a backup, then unlock again."),
            )


@contextmanager
def _explained() -> Iterator[None]:
    """Turn SQLite's errors into sentences. Its own messages may quote data, so none is kept."""
    try:
        yield
    except dbapi2.Error as error:
        raise _translated(error) from None


def _export_error(error: Exception) -> Exception:
    """Return what stopped an export: it says so in its text alone, with a code for anything."""
    if getattr(error, "sqlite_errorname", "") != "SQLITE_ERROR":
        return error
    text = str(error)
    if "malformed" in text or "not a database" in text:
        return _damaged()
    return StorageFailed(
        _("The disk is full or reported an error. What was saved before is safe; this was not."),
        hint=_("Free some space, check the disk, and try again."),
    )


def _translated(error: Exception) -> VaultError:
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith("SQLITE_FULL"):
        return StorageFailed(
            _("The disk is full. What was saved before is safe; this change was not made."),
            hint=_("Free some space and try again."),
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return OpenElsewhere(_("Another program has the vault's file open."))
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_FORMAT")):
        return _damaged()
    if name.startswith("SQLITE_READONLY"):
        return StorageFailed(
            _("The vault's file may not be written. Nothing was changed."),
            hint=_("Check the permissions, or whether the disk is read-only."),
        )
    if name.startswith("SQLITE_CONSTRAINT"):
        return BadInput(_("The record refuses this change. Nothing was changed."))
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_NOLFS")):
        return StorageFailed(
            _("The disk reported an error. What was saved before is safe; this was not."),
            hint=_("Check the disk, then unlock again."),
        )
    if name.startswith("SQLITE_NOMEM"):
        return StorageFailed(_("The computer is out of memory. Nothing was changed."))
    # The name alone: SQLite's message can hold what was being written.
    raise RuntimeError(f"Unexpected database error {name or type(error).__name__}")


def _damaged() -> Damaged:
    return Damaged(
        _("A database of this vault is damaged, or is not this vault's."),
        hint=_(
            "Run `strongroom verify` to see what is whole, and restore your newest backup. "
            "Where there is none, `strongroom salvage` brings out what can still be read."
        ),
    )
