"""Upkeep: how the data folder is, and whether there is room to go on."""

import shutil
import sqlite3
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Table, func, select

from graphs.errors import CairnError
from graphs.storage import backup, folder_version, migrations, tables, turns
from graphs.storage.database import looking
from graphs.storage.faults import disk_full, translated
from graphs.storage.folder_version import too_new
from graphs.storage.home import Home
from graphs.storage.records import Turn
from graphs.storage.schema_number import schema_number
from graphs.storage.standing import NOBODY

ENOUGH: Final = 50_000_000  # bytes that must be free before a turn begins


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes on disk."""

    database: int
    wal: int
    blobs: int
    models: int
    backups: int
    logs: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows. Checkpoints are LangGraph's."""

    conversations: int = 0
    trashed: int = 0
    branches: int = 0
    turns: int = 0
    messages: int = 0
    checkpoints: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """How a data folder is. `problems` are sentences; none means that all is well.

    `schema_version` is None when the database is missing or cannot be read. `written_by` is the
    version of the Cairn that wrote there last, "" when nothing says so.
    """

    folder: Path
    problems: tuple[str, ...]
    written_by: str
    schema_version: int | None
    newest_schema_version: int
    sqlite_version: str
    sizes: Sizes
    counts: Counts
    unfinished: tuple[Turn, ...]
    newest_backup: Path | None
    free: int


def examine(home: Home, live: Collection[str] = NOBODY) -> Report:
    """Read the whole database and measure the folder, changing nothing.

    `live` are the branches that somebody runs now. A damaged or newer database is reported, not
    raised.
    """
    problems: tuple[str, ...] = ()
    version: int | None = None
    counts = Counts()
    unfinished: tuple[Turn, ...] = ()
    said = folder_version.read(home)
    if refused := too_new(home):
        problems = (refused.sentence,)
        with suppress(OSError):
            version = schema_number(home.database)
    elif home.database.exists():
        try:
            with looking(home.database) as c:
                version = migrations.version(c)
                problems = _problems(c)
                if version == migrations.NEWEST:
                    counts = _counts(c)
                    unfinished = tuple(turns.unfinished(c, live))
        except CairnError as error:
            problems = (*problems, str(error))
    copies = backup.last_good(home)
    return Report(
        folder=home.folder,
        problems=problems,
        written_by=said.cairn if said else "",
        schema_version=version,
        newest_schema_version=migrations.NEWEST,
        sqlite_version=sqlite3.sqlite_version,
        sizes=folder_sizes(home),
        counts=counts,
        unfinished=unfinished,
        newest_backup=copies[0] if copies else None,
        free=free_space(home),
    )


def folder_sizes(home: Home) -> Sizes:
    """How large the parts of the data folder are. Looks at every file of it; opens none."""
    return Sizes(
        database=_size(home.database),
        wal=_size(home.database.with_name(home.database.name + "-wal")),
        blobs=_size(home.blobs),
        models=_size(home.models),
        backups=_size(home.backups),
        logs=_size(home.logs),
    )


def free_space(home: Home) -> int:
    """The bytes that are free on the disk of the data folder. Raises HomeError."""
    folder = home.folder
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    with translated(home.database):
        return shutil.disk_usage(folder).free


def require_space(home: Home, needed: int = ENOUGH) -> None:
    """Raise DiskFull when fewer than `needed` bytes are free."""
    if free_space(home) < needed:
        raise disk_full(home.folder)


def _problems(c: Connection) -> tuple[str, ...]:
    found = [str(row) for row in c.exec_driver_sql("PRAGMA integrity_check").scalars()]
    return () if found == ["ok"] else tuple(found)


def _counts(c: Connection) -> Counts:
    def rows(table: Table) -> int:
        return c.scalar(select(func.count()).select_from(table)) or 0

    trashed = tables.conversations.c.trashed_at.is_not(None)
    return Counts(
        conversations=rows(tables.conversations),
        trashed=c.scalar(select(func.count()).where(trashed)) or 0,
        branches=rows(tables.branches),
        turns=rows(tables.turns),
        messages=rows(tables.messages),
        checkpoints=_checkpoints(c),
    )


def _checkpoints(c: Connection) -> int:
    made = c.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'checkpoints'").first()
    return c.exec_driver_sql("SELECT count(*) FROM checkpoints").scalar_one() if made else 0


def _size(path: Path) -> int:
    """A file's bytes, or those of all files in a folder; 0 for what is not there, or just went."""
    try:
        if path.is_dir():
            return sum(_size(part) for part in path.iterdir())
        return path.stat().st_size
    except OSError:
        return 0
