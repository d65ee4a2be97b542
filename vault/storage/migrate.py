"""Brings a database to this version's schema by numbered .sql, each with its record.

A new vault runs the same files. A database of a newer schema is refused.
"""

import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from vault.errors import Damaged, NewerFormat
from vault.storage.database import Database
from vault.storage.files import explained, sync, sync_folder
from vault.translation import _

Script = tuple[int, str]


def scripts_of(compartment: str) -> list[Script]:
    """Return the numbered scripts of a compartment, in order."""
    folder = files("vault.storage") / "schema" / compartment
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return [(int(name[:4]), (folder / name).read_text("utf-8")) for name in names]


def schema_version(database: Database) -> int:
    """Return the number of the last script that ran; 0 for an empty database."""
    if not database.rows("SELECT 1 FROM sqlite_master WHERE name = 'vault_meta'"):
        return 0
    row = database.row("SELECT value FROM vault_meta WHERE name = 'schema'")
    if row is None or not str(row[0]).isdecimal():
        raise Damaged(_("A database of this vault does not say what it is."))
    return int(row[0])


def start(database: Database, scripts: list[Script], describe: Callable[[], None]) -> None:
    """Build an empty database and let `describe` say what it is, all in one transaction."""
    with database.transaction():
        for number, script in scripts:
            _run(database, number, script)
        describe()


def migrate(database: Database, scripts: list[Script]) -> None:
    """Run the scripts that a database lacks, each in one transaction with its record.

    The caller has put a copy aside (`copy_aside`). Raises NewerFormat, changing nothing, for a
    schema that this version does not know.
    """
    refuse_newer(database, scripts)
    version = schema_version(database)
    for number, script in scripts:
        if number > version:
            with database.transaction():
                _run(database, number, script)


def refuse_newer(database: Database, scripts: list[Script]) -> None:
    """Raise NewerFormat for a schema that this version does not know; nothing is changed."""
    if schema_version(database) > scripts[-1][0]:
        raise NewerFormat(
            _("This vault was used with a newer version of Strongroom. Nothing was changed."),
            hint=_("Install the newer version and open it there."),
        )


def copy_aside(path: Path, version: int) -> Path:
    """Copy a closed database beside itself before a migration; return the copy's path.

    The copy stays until the next verified backup. Raises StorageFailed when there is no room.
    """
    copy = path.with_name(f"{path.name}.before-schema-{version + 1}")
    with explained():
        shutil.copy2(path, copy)
        with copy.open("rb") as file:
            sync(file.fileno())
        sync_folder(path.parent)
    return copy


def _run(database: Database, number: int, script: str) -> None:
    database.run_script(script)
    database.change(
        "INSERT INTO vault_meta VALUES ('schema', ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (str(number),),
    )
