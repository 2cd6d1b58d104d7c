"""An older database brought up to date: all of it or nothing, and not without a copy."""

import shutil
import sqlite3
import time

from sqlalchemy import Connection

from graphs.errors import DiskFull, HomeError
from graphs.storage import backup, migrations
from graphs.storage.home import Home
from graphs.storage.interrupting import interruptible
from graphs.storage.leases import anyone_alive
from graphs.storage.update_progress import Heed, UpdateProgress, UpdateStage


def prepare(home: Home, found: int, heed: Heed) -> None:
    """Copy the database, whose newest migration is `found`, once nothing stands in the way.

    The caller holds the write lock, so that the copy is what is migrated. Raises HomeError while
    another Cairn has the file open: it would go on in a form that it does not know. Raises
    DiskFull, with figures, when there is too little room, and what backup.make_before_update does.
    """
    if anyone_alive(home):
        raise HomeError(
            f"Another Cairn, of an older version, has the data in {home.folder} open.",
            "Close it, so that your data can be updated, then try again.",
        )
    backup.tidy(home)
    _require_room(home)
    backup.make_before_update(home, time.time(), found, heed)


def migrate(raw: sqlite3.Connection, connection: Connection, heed: Heed) -> None:
    """Apply every migration that is missing, inside the caller's transaction.

    `raw` is what `connection` wraps. Raises UpdateCancelled.
    """
    found = migrations.version(connection)
    for number in range(found + 1, migrations.NEWEST + 1):
        share = (number - found - 1) / (migrations.NEWEST - found)
        with interruptible(raw, heed, UpdateProgress(UpdateStage.CHANGING, share)):
            migrations.apply(connection, number)


def _require_room(home: Home) -> None:
    """For the copy, and for as much again that the changes may write."""
    log = home.database.with_name(f"{home.database.name}-wal")
    needed = 2 * sum(file.stat().st_size for file in (home.database, log) if file.exists())
    free = shutil.disk_usage(home.folder).free
    if free < needed:
        raise DiskFull(
            f"The update of your data needs {_in_words(needed)} of free space on the disk that "
            f"holds {home.folder}; {_in_words(free)} are free.",
            "Free some space, then try again. Nothing was changed.",
        )


def _in_words(size: int) -> str:
    return f"{size / 1e9:,.1f} GB" if size >= 1e9 else f"{size / 1e6:,.1f} MB"
