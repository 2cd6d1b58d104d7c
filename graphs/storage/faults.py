"""What SQLite and the file system refuse, told as the errors of `graphs.errors`."""

import errno
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from graphs.errors import DatabaseDamaged, DiskFull, HomeError
from graphs.storage.home import Home

_NO_ROOM = 1 << 20  # bytes; with less than this left, a failed write means a full disk


@contextmanager
def translated(path: Path) -> Generator[None]:
    """Turn failures to read or write the database at `path` into HomeError and its kinds.

    What is no failure of the file (a broken constraint, say) passes unchanged.
    """
    try:
        yield
    except DBAPIError as error:
        typed = _of_sqlite(error.orig, path) if isinstance(error.orig, sqlite3.Error) else None
        if typed is None:
            raise
        raise typed from error
    except sqlite3.Error as error:
        typed = _of_sqlite(error, path)
        if typed is None:
            raise
        raise typed from error
    except OSError as error:
        raise _of_system(error, path) from error


def damaged(path: Path) -> DatabaseDamaged:
    """The error that says the database at `path` cannot be read."""
    return DatabaseDamaged(
        f"Cairn's database {path} is damaged and cannot be read.",
        "Put the last good copy in its place, or start fresh. The damaged file is kept either way.",
    )


def busy(path: Path) -> HomeError:
    """The error that says somebody else does not let go of the database at `path`."""
    return HomeError(
        f"Another program has held Cairn's database {path} for too long.",
        "Close other programs that use this folder, then try again.",
    )


def disk_full(folder: Path) -> DiskFull:
    """The error that says the disk under `folder` has no room left."""
    return DiskFull(
        f"There is no room left on the disk that holds {folder}.",
        "Free some space, then continue. Everything saved so far is still there.",
    )


def _of_sqlite(error: sqlite3.Error, path: Path) -> HomeError | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return disk_full(path.parent)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return _unwritable(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path)
        case sqlite3.SQLITE_IOERR:
            return _unwritable(path, broken=True)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return busy(path)
        case _:
            return None


def _of_system(error: OSError, path: Path) -> HomeError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(path.parent)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Home(path.parent).read_only()
    return _unwritable(path, broken=True)


def _unwritable(path: Path, broken: bool = False) -> HomeError:
    """A full disk shows in many ways: it is looked for before another cause is named."""
    try:
        if shutil.disk_usage(path.parent).free < _NO_ROOM:
            return disk_full(path.parent)
    except OSError:
        broken = True
    if not broken:
        return Home(path.parent).read_only()
    return HomeError(
        f"The disk that holds {path.parent} failed to read or write.",
        "Check that the disk is connected and sound, then start Cairn again.",
    )
