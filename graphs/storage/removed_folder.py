"""A data folder that is moved or removed while its database is open, which lives on unseen."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graphs.storage import folder_version
from graphs.storage.faults import translated
from graphs.storage.home import Home


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """Which file it is, whatever it is called: two of a system never share it."""

    device: int
    number: int


def identity(path: Path) -> FileIdentity | None:
    """The file at `path`; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return FileIdentity(found.st_dev, found.st_ino)


def put_back(home: Home, database: sqlite3.Connection, now: float) -> Path:
    """Write an open database, whose file is gone, into its folder again; where it lies now.

    What lies there by now stays: then this one becomes a copy in the folder of backups. Files
    beside the database are not brought back. Raises DiskFull and HomeReadOnly.
    """
    home.prepare()
    stamp = datetime.fromtimestamp(now, UTC).strftime("%Y%m%d-%H%M%S")
    unfinished = home.database.with_name(".cairn.put-back.part")
    with translated(home.database):
        try:
            with closing(sqlite3.connect(unfinished)) as copy:
                database.backup(copy)
            taken = home.database.exists()
            target = home.backups / f"cairn-{stamp}.sqlite3" if taken else home.database
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    folder_version.write(home)
    return target
