"""Our one connection to the one file: opening, transactions, closing.

LangGraph's saver keeps a connection of its own to the same file. Our transactions are short, and
nobody awaits inside one.
"""

import sqlite3
import threading
import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, create_engine, delete, false
from sqlalchemy.pool import StaticPool

from graphs.errors import HomeError
from graphs.storage import backup, folder_version, migrations, tables, updating
from graphs.storage.faults import busy, damaged, translated
from graphs.storage.home import Home
from graphs.storage.removed_folder import identity, put_back
from graphs.storage.schema_number import schema_number
from graphs.storage.update_progress import Heed, UpdateProgress, UpdateStage, cancelled, unheeded

_PATIENCE = 30.0  # seconds to wait for another writer
_PATIENCE_WITH_UPDATES = 3600.0


class Database:
    """The database of one data folder. Usable from any thread, one transaction at a time."""

    def __init__(self, home: Home, raw: sqlite3.Connection) -> None:
        self._home = home
        self._raw = raw
        self._connection = _wrapped(raw)
        self._file = identity(home.database)
        self._lock = threading.RLock()

    @classmethod
    def open(cls, home: Home, heed: Heed = unheeded) -> "Database":
        """Open the database of `home`, made or brought up to date as needed.

        `heed` is told how far an update is, and may end it. Raises DatabaseTooNew (nothing in
        the folder is changed), UpdateCancelled, DatabaseDamaged, HomeReadOnly and DiskFull, and
        HomeError when a Cairn that has the older database open hinders its update.
        """
        folder_version.refuse_newer(home)
        home.prepare()
        with translated(home.database), _doorway(home, heed):
            _examine_unopened(home)
            database = cls(home, _connected(home.database))
            try:
                database._bring_up_to_date(heed)
            except BaseException:
                database._close()
                raise
            folder_version.write(home)
        return database

    @contextmanager
    def transaction(self) -> Generator[Connection]:
        """Write: all of it is on disk when the block ends, or nothing of it when it raises."""
        with self._alone():
            yield from self._run("BEGIN IMMEDIATE")

    @contextmanager
    def relaxed(self) -> Generator[Connection]:
        """Write without waiting for the disk.

        What is written survives the end of this process, however it ends; after a power cut it
        may be missing, but the file is sound. For text that streams in many times a second.
        """
        with self._alone(), translated(self._home.database):
            self._raw.execute("PRAGMA synchronous = NORMAL")
            try:
                yield from self._run("BEGIN IMMEDIATE")
            finally:
                self._raw.execute("PRAGMA synchronous = FULL")

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """Read one consistent state. Inside a transaction of this thread: that transaction's."""
        with self._lock:
            if self._connection.in_transaction():
                yield self._connection
            else:
                yield from self._run("BEGIN")

    def close(self) -> None:
        """Close the connection. Closing twice is allowed; anything else afterwards is not."""
        with self._lock:
            try:
                with translated(self._home.database), _doorway(self._home):
                    self._close()
            except HomeError:  # the folder is gone, or its disk
                self._close()

    def _close(self) -> None:
        self._connection.close()
        self._raw.close()

    def data_version(self) -> int:
        """A number that changes when another connection has written, in any process."""
        with self._lock, translated(self._home.database):
            (version,) = self._raw.execute("PRAGMA data_version").fetchone()
            return version

    def in_place(self) -> bool:
        """Whether the file that is open is still the one in the data folder."""
        return identity(self._home.database) == self._file

    def size(self) -> int:
        """How large the database is, in bytes, wherever its file lies."""
        with self._lock, translated(self._home.database):
            (pages,) = self._raw.execute("PRAGMA page_count").fetchone()
            (size,) = self._raw.execute("PRAGMA page_size").fetchone()
            return pages * size

    def put_back(self) -> Path:
        """Write what is open into its folder again, which was removed; where it lies now.

        Nothing there is overwritten. Raises DiskFull and HomeReadOnly.
        """
        with self._lock:
            return put_back(self._home, self._raw, time.time())

    @contextmanager
    def _alone(self) -> Generator[None]:
        with self._lock:
            if self._connection.in_transaction():
                raise RuntimeError("this thread is inside a transaction already")
            yield

    def _run(self, begin: str) -> Generator[Connection]:
        with translated(self._home.database):
            try:
                self._connection.exec_driver_sql(begin)
                yield self._connection
                self._connection.commit()
            except BaseException:
                self._connection.rollback()
                raise

    def _bring_up_to_date(self, heed: Heed) -> None:
        """In one transaction, which also shows whether the file can be written."""
        with self.transaction() as c:
            found = migrations.version(c)
            if found > migrations.NEWEST:  # the file was exchanged since we looked
                raise folder_version.refusal(self._home, found)
            if 0 < found < migrations.NEWEST:
                updating.prepare(self._home, found, heed)
            updating.migrate(self._raw, c, heed if found else unheeded)
            c.execute(delete(tables.leases).where(false()))


@contextmanager
def looking(path: Path) -> Generator[Connection]:
    """Read the database at `path`, open elsewhere or not, without changing it.

    Raises as `Database.open` does, but for DatabaseTooNew.
    """
    with translated(path), closing(_raw(f"{path.as_uri()}?mode=ro")) as raw:
        connection = _wrapped(raw)
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def _doorway(home: Home, heed: Heed = unheeded) -> Generator[None]:
    """One process at a time opens or closes the file: SQLite's way in and out of its log fails
    at once, without waiting, when two meet there. One that updates it may stand there for long.
    """
    lock = FileLock(home.locks / "database.opening", fallback_to_soft=False)
    older = 0 < schema_number(home.database) < migrations.NEWEST
    enough = False

    def had_enough() -> bool:
        nonlocal enough
        enough = older and not heed(UpdateProgress(UpdateStage.WAITING))
        return enough

    try:
        lock.acquire(_PATIENCE_WITH_UPDATES if older else _PATIENCE, cancel_check=had_enough)
    except Timeout as error:
        raise cancelled() if enough else busy(home.database) from error
    try:
        yield
    finally:
        lock.release()


def _raw(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(
        uri, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
    )


def _wrapped(raw: sqlite3.Connection) -> Connection:
    engine = create_engine(
        "sqlite://", creator=lambda: raw, poolclass=StaticPool, hide_parameters=True
    )
    return engine.connect()


def _connected(path: Path) -> sqlite3.Connection:
    raw = _raw(f"{path.as_uri()}?mode=rwc")
    try:
        (journal,) = raw.execute("PRAGMA journal_mode = WAL").fetchone()
        if journal != "wal":
            raise HomeError(
                f"The disk that holds {path.parent} cannot keep Cairn's database safely.",
                "Set CAIRN_HOME to a folder on a local disk.",
            )
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        raw.close()
        raise
    return raw


def _examine_unopened(home: Home) -> None:
    """Refuse what opening for writing would change for the worse: newer, damaged or torn files."""
    path = home.database
    if _holds_data(path):
        if _holds_data(_beside(path, "-journal")):
            return  # its very first write was cut off: SQLite takes that back when it opens it
        folder_version.refuse_newer(home)  # another may have updated it while we waited
        with looking(path) as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    # SQLite takes an empty file for a new database, and drops the log of one that is gone.
    elif _holds_data(_beside(path, "-wal")) or (path.exists() and backup.last_good(home)):
        raise damaged(path)


def _holds_data(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
